"""review.json, schema openimr.review/1: the contract with everything outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from openimr.case import (
    ConservativeCare,
    CriterionResult,
    DisputedItem,
    Document,
    ExamFinding,
    Fact,
    FunctionalImprovement,
    GuidelineCitation,
    LedgerEntry,
    Medication,
    Polarity,
    Span,
)
from openimr.determination import Sentence, grade, measure_rationale, tell_plainly

from .dossier import Dossier, EligibilityReport, ItemDossier
from .json_text import Json, write_pieces

CASE_FIELDS = (
    "program", "employee_name", "date_of_birth", "sex", "date_of_injury", "claim_number", "employer",
    "claims_administrator", "requesting_physician", "requesting_specialty", "represented", "attorney",
    "ur_decision_date", "signed", "signature_date", "expedited_requested", "liability_disputed",
)  # fmt: skip
TYPES = {
    "Procedure": "procedure", "Diagnosis": "diagnosis", "TreatmentCourse": "treatment_course",
    "Medication": "medication", "Imaging": "imaging", "ExamFinding": "exam_finding", "Measure": "measure",
    "FunctionalImprovement": "functional_improvement", "WorkStatus": "work_status",
    "ConservativeCare": "conservative_care", "Comorbidity": "comorbidity", "Allergy": "allergy", "Finding": "finding",
}  # fmt: skip
RENAMED = {"start": "from", "end": "to"}


def review_json(dossier: Dossier) -> str:
    """The review as JSON text; equal dossiers give equal bytes."""
    return "".join(review_pieces(dossier))


def review_pieces(dossier: Dossier) -> Iterator[str]:
    """The same text in pieces: a review of thousands of pages is never held whole."""
    return write_pieces(_tree(dossier))


def _tree(dossier: Dossier) -> dict[str, Json | Iterator[Json]]:
    chart = dossier.chart
    return {
        "schema": "openimr.review/1",
        "case": _case(dossier),
        "eligibility": _eligibility(dossier.eligibility),
        "patient": {
            "age": dossier.patient.age, "sex": dossier.patient.sex, "evidence": _evidence(dossier.patient.spans),
        },
        "documents": (_document(one) for one in chart.documents),
        "ledger": (_entry(one) for one in chart.ledger),
        "facts": (_fact(one) for one in chart.facts),
        "record_problems": [
            {"kind": one.kind.value, "about": one.about, "evidence": _evidence(one.spans)}
            for one in chart.record_problems
        ],
        "problems": [
            {"code": one.code, "says": one.says, "where": one.where, "fix": one.fix} for one in chart.problems
        ],
        "summary": _sentences(dossier.summary),
        "items": [_item(one) for one in dossier.items] or [_filed(one) for one in dossier.case.items],
        "plain_language": _plain_language(dossier),
        "reviewer": _reviewer(dossier),
        "checks": [
            {
                "code": one.code, "severity": one.severity, "says": one.says, "where": one.where, "item": one.item,
                "quotes": list(one.quotes), "ground": one.ground, "remedy": one.remedy,
            }
            for one in dossier.checks
        ],
        "letter": {
            name: f"determination.{suffix}"
            for name, suffix in (("pdf", "pdf"), ("html", "html"), ("docx", "docx"), ("text", "txt"))
        },
        "engine": {
            "version": dossier.engine.version,
            "packs": [{"name": name, "edition": edition} for name, edition in dossier.engine.packs],
            "timings": dict(dossier.engine.timings),
        },
    }  # fmt: skip


def _eligibility(report: EligibilityReport) -> dict[str, Json]:
    return {
        "eligible": report.eligible,
        "undecided": report.undecided,
        "reasons": [one.code for one in report.reasons],
        "details": [
            {"reason": one.code, "says": one.says, "source": one.source, "computation": one.computation}
            for one in report.reasons
        ],
        "last_day": _plain(report.last_day),
        "last_day_steps": list(report.last_day_steps),
        "questions": list(report.questions),
    }


def _document(one: Document) -> dict[str, Json]:
    return {
        "id": one.id, "file": one.file, "first_page": one.first_page, "last_page": one.last_page,
        "kind": one.kind.value, "title": one.title, "date": _plain(one.date), "author": one.author,
        "duplicate_of": one.duplicate_of, "other_patient": one.other_patient,
    }  # fmt: skip


def _entry(one: LedgerEntry) -> dict[str, Json]:
    return {
        "file": one.ref.file, "page": one.ref.page, "fate": one.fate.value, "document": one.document,
        "confidence": round(one.confidence, 3),
    }  # fmt: skip


def _plain(value: object) -> Json:
    """A value as JSON has it; dates ISO 8601."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def _case(dossier: Dossier) -> dict[str, Json]:
    case = dossier.case
    tree = {
        name: _plain(getattr(case, name))
        for name in CASE_FIELDS
        if name not in ("employee_name", "date_of_birth", "sex")
    }
    tree["employee"] = {"name": case.employee_name, "date_of_birth": _plain(case.date_of_birth), "sex": case.sex}
    tree["sources"] = [
        {"field": one.field, "value": one.value, "evidence": _evidence((one.span,))} for one in case.sources
    ]
    return tree


def _evidence(spans: Iterable[Span]) -> list[Json]:
    return [{"file": one.file, "page": one.page, "quote": one.quote} for one in spans]


def _sentences(said: Iterable[Sentence]) -> list[Json]:
    return [{"text": one.text, "evidence": _evidence(one.citations)} for one in said]


def _fact(fact: Fact) -> dict[str, Json]:
    tree: dict[str, Json] = {"type": TYPES[type(fact).__name__]}
    kind: Any = type(fact)
    for name, written in _told(kind):
        tree[written] = _plain(getattr(fact, name))
    if isinstance(fact, Medication):
        tree["status"] = None if fact.current is None else "current" if fact.current else "past"
    elif isinstance(fact, ConservativeCare):
        tree["response"] = None if fact.failed is None else "failed" if fact.failed else "helped"
    elif isinstance(fact, FunctionalImprovement):
        tree["polarity"] = "documented" if fact.polarity is Polarity.PRESENT else "absent"
    elif isinstance(fact, ExamFinding):
        tree["polarity"] = fact.polarity.value
    tree["only_in_ur"] = fact.only_in_ur
    if fact.proposed_by is not None:
        tree["proposed_by"] = {"model": fact.proposed_by.model, "version": fact.proposed_by.version}
    tree["evidence"] = _evidence(fact.spans)
    return tree


@cache
def _told(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields that are told as they are, and their names in the file."""
    apart = ("spans", "only_in_ur", "proposed_by", "current", "failed")
    return tuple((one.name, RENAMED.get(one.name, one.name)) for one in fields(kind) if one.name not in apart)


def _guidelines(cited: Iterable[GuidelineCitation]) -> list[Json]:
    return [{"title": one.title, "section": one.section, "pages": one.pages, "edition": one.edition} for one in cited]


def _criterion(leaf: CriterionResult) -> dict[str, Json]:
    tree: dict[str, Json] = {
        "id": leaf.id,
        "kind": leaf.kind,
        "name": leaf.name,
        "result": leaf.answer.value,
        "explain": leaf.explain,
    }
    for name in ("component", "limit", "prior", "requested", "value", "unit"):
        tree[name] = _plain(getattr(leaf, name))
    tree["conflict"], tree["only_in_ur"], tree["informative"] = leaf.conflict, leaf.only_in_ur, leaf.informative
    tree["evidence"] = _evidence(leaf.spans)
    return tree


def _filed(item: DisputedItem) -> dict[str, Json]:
    """An item as filed; all there is of it while the dispute may not be reviewed."""
    names = (
        "n", "request", "service", "quantity", "unit", "frequency", "duration_weeks", "body_region", "laterality", "level",
        "quantity_most", "drug", "strength_mg", "per_day", "purchase", "repeat", "service_date",
    )  # fmt: skip
    tree: dict[str, Json] = {name: _plain(getattr(item, name)) for name in names}
    tree["components"] = [[part.name, part.strength] for part in item.components]
    return tree | {
        "ur_decision": _plain(item.ur_outcome),
        "ur_certified_quantity": item.ur_certified_quantity,
        "ur_guidelines": _guidelines(item.ur_guidelines),
        "guidelines": [],
        "criteria": [],
        "proposed_decision": None,
        "decisive": [],
        "contributing": [],
        "supported_quantity": None,
        "rationale": "",
        "rationale_sentences": [],
        "own_sentences": None,
        "what_would_change": [],
        "asks": [],
        "follows": item.depends_on,
        "evidence": _evidence(item.spans),
    }


def _item(one: ItemDossier) -> dict[str, Json]:
    proposal = one.proposal
    rules = (*one.findings.primary, *one.findings.informative)
    drafted: dict[str, Json] = {
        "guidelines": _guidelines(one.rationale.guidelines),
        "criteria": [_criterion(leaf) for rule in rules for leaf in rule.criteria],
        "proposed_decision": _plain(proposal.decision),
        "decisive": [leaf.id for leaf in proposal.decisive],
        "contributing": [leaf.id for leaf in proposal.contributing],
        "supported_quantity": proposal.supported_quantity,
        "rationale": one.rationale.text,
        "rationale_sentences": _sentences((*one.rationale.sentences, one.rationale.conclusion)),
        "own_sentences": measure_rationale(one.rationale).value,
        "what_would_change": list(one.rationale.what_would_change),
        "asks": list(proposal.asks),
        "follows": proposal.follows,
    }
    return _filed(one.item) | drafted


def _plain_language(dossier: Dossier) -> dict[str, Json]:
    """The paragraphs for the worker and the grade of school that they take (Flesch-Kincaid); none without items."""
    told = tell_plainly(dossier.items)
    return {"text": list(told), "grade": grade(" ".join(told)) if told else None}


def _reviewer(dossier: Dossier) -> dict[str, Json]:
    candidates: list[Json] = [
        {"id": one.id, "fit": one.fit, "reasons": list(one.reasons), "conflicts": list(one.conflicts)}
        for one in dossier.candidates
    ]
    return {"specialties": list(dossier.specialties), "candidates": candidates}
