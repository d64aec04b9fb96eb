"""A determination as the JSON record `imr read` writes: one object a letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from openimr.case import Problem, Span

from .determination import (
    CitedGuideline,
    Defect,
    Determination,
    LetterItem,
    Outcome,
    SummaryFact,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def record_of(read: Determination, defects: Sequence[Defect] = ()) -> str:
    """One line of JSON; keys as in the design's record of a published determination. defects: what the checks say."""
    return json.dumps(_record(read, defects), ensure_ascii=False)


def _record(read: Determination, defects: Sequence[Defect]) -> dict[str, Json]:
    dates = read.dates
    return {
        "file": read.file,
        "nth": read.nth,
        "program": read.program,
        "format_variant": read.format_variant,
        "case_number": read.case_number,
        "dates": {
            "injury": _day(dates.injury),
            "ur_decision": _day(dates.ur_decision),
            "application": _day(dates.application),
            "assignment": _day(dates.assignment),
            "determination": _day(dates.determination),
        },
        "year": read.year,
        "reviewer": {
            "specialties": list(read.reviewer.specialties),
            "licensed_states": list(read.reviewer.licensed_states),
            "min_years": read.reviewer.min_years,
            "hours_per_week": read.reviewer.hours_per_week,
        },
        "patient": {
            "age": read.patient.age,
            "sex": read.patient.sex,
            "age_words": read.patient.age_words,
            "sex_from": read.patient.sex_from,
        },
        "items": [_item(item) for item in read.items],
        "letter_outcome": _outcome(read.letter_outcome),
        "published_outcome": _outcome(read.published_outcome),
        "votes": [{"reviewer": vote.reviewer, "outcome": _outcome(vote.outcome)} for vote in read.votes],
        "summary": read.summary.text if read.summary else None,
        "summary_facts": [_fact(fact) for fact in read.summary_facts],
        "disputed_list": list(read.disputed_list) if read.disputed_list is not None else None,
        "documents_reviewed": list(read.documents_reviewed) if read.documents_reviewed is not None else None,
        "categories": [{"field": one.field, "printed": one.printed, "mapped": one.mapped} for one in read.categories],
        "fields": dict(read.fields),
        "truncated": read.truncated,
        "scanned": read.scanned,
        "spans": {
            "dates": _spans(dates.spans),
            "reviewer": _spans(read.reviewer.spans),
            "patient": _spans(read.patient.spans),
            "summary": _spans(read.summary.spans if read.summary else ()),
        },
        "defects": [_defect(defect) for defect in defects],
        "problems": [_problem(problem) for problem in read.problems],
    }


def _item(item: LetterItem) -> dict[str, Json]:
    return {
        "n": item.n,
        "text": item.text,
        "quantity": item.quantity,
        "quantity_unit": item.quantity_unit,
        "service": item.service,
        "decision": _outcome(item.decision),
        "decision_explicit": item.decision_explicit,
        "decision_words": item.decision_words,
        "conclusion": _outcome(item.conclusion),
        "claims_admin_guidelines": _cited(item.claims_admin_guidelines),
        "reviewer_guidelines": _cited(item.reviewer_guidelines),
        "rationale": item.rationale.text if item.rationale else None,
        "spans": _spans(item.spans),
        "rationale_spans": _spans(item.rationale.spans if item.rationale else ()),
    }


def _cited(cited: Sequence[CitedGuideline] | None) -> Json:
    if cited is None:
        return None
    return [
        {"source": one.source, "section": one.section, "pages": list(one.pages), "spans": _spans(one.spans)}
        for one in cited
    ]


def _fact(fact: SummaryFact) -> Json:
    return {
        "type": fact.type,
        "value": fact.value,
        "side": fact.side,
        "level": fact.level,
        "date": _day(fact.date),
        "count": fact.count,
        "spans": _spans(fact.spans),
    }


def _defect(defect: Defect) -> Json:
    return {"code": defect.code, "says": defect.says, "item": defect.item, "quotes": list(defect.quotes)}


def _problem(problem: Problem) -> Json:
    return {"code": problem.code, "says": problem.says, "where": problem.where, "fix": problem.fix}


def _spans(spans: Sequence[Span]) -> list[Json]:
    return [{"page": span.page, "start": span.start, "end": span.end, "quote": span.quote} for span in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _outcome(outcome: Outcome | None) -> str | None:
    return outcome.value if outcome else None
