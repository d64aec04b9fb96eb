"""The whole job: from the files of a case to a draft determination. Read this first.

Every step is a pure function of values; what is heavy or depends on the machine (reading PDFs, OCR) comes in as an
argument. Nothing here decides: `Dossier` holds a draft that a qualified physician checks, changes and signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openimr.batch import Runner, run_here
from openimr.case import Case, Chart, Document, Problem
from openimr.determination import ItemDossier, explain, propose_all, summarize
from openimr.determination.checks import run_checks
from openimr.guideline import Library, evaluate_all
from openimr.intake import Eligibility, find_faults, read_dispute, read_patient, screen
from openimr.letter.dossier import Candidate, Dossier, EligibilityReason, EligibilityReport, EngineInfo, ProgramSettings
from openimr.panel import Panel, Reviewer, rank
from openimr.program import Program
from openimr.records import (
    conflicts,
    documents,
    duplicates,
    ledger,
    missing,
    patients,
    plausibility,
    ur_claims,
)
from openimr.records.amendments import Amendment, amend_documents, amend_facts
from openimr.records.facts import extract
from openimr.records.proposals import FactProposer, add_proposed, flag_support
from openimr.records.reading import PageProgress, PageReader, ReadPages, SourceFile

CANDIDATES = 5
"""So many reviewers are offered to the case manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How records are read. run: how a step over many documents is done, here or on several processors; it changes no
    result. proposer: a language model that may point to facts; None, unless somebody asks for one: the rules alone read.
    amendments: a person's corrections of an earlier reading of this case.
    """

    run: Runner = run_here
    proposer: FactProposer | None = None
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the job is done by: the program's law, the guideline library, the roster, the engine's version, and how
    records are read."""

    program: Program
    library: Library
    roster: tuple[Reviewer, ...]
    version: str
    reading: Reading = Reading()


def review(
    files: Sequence[SourceFile],
    *,
    reader: PageReader,
    rules: Rules,
    on: date | None = None,
    on_page: Callable[[PageProgress], None] | None = None,
    found_wrong: tuple[Problem, ...] = (),
) -> Dossier:
    """Reads the files, screens the dispute, and drafts a determination with everything behind it.

    on: the day that selects guideline editions and on which credentials are tested; None: the last day of the filing
    that the file itself gives (receipt, else signature, else UR decision). found_wrong: what listing the files gave.
    """
    read = reader.read(files, on_page)
    found = amend_documents(documents.split(read.pages), rules.reading.amendments)
    case = read_dispute(found, read.pages, program=rules.program)
    faults = find_faults(case, found, read.pages, program=rules.program)
    chart = chart_of(read, found, case, (*found_wrong, *faults), rules.reading)
    eligibility = screen(case, chart.documents, chart.pages, program=rules.program)
    person = plausibility.believe(read_patient(case, chart.pages, chart.documents))
    day = on or selection_day(case)
    reviewable = eligibility.eligible is not False and day is not None
    items = draft_items(case, chart, rules, day) if reviewable and day else ()
    draft = Dossier(
        settings=_settings(rules.program),
        case=case,
        eligibility=_report(eligibility),
        patient=person,
        chart=chart,
        items=items,
        summary=summarize(case, person, chart) if items else (),
        engine=_engine(rules, day),
    )
    draft = _with_panel(draft, rank(rules.roster, case, on=day, documents=chart.documents)) if day else draft
    return replace(draft, checks=run_checks(draft)) if items else draft


def selection_day(case: Case) -> date | None:
    """The day that selects guideline editions when none is given (8 CCR 9792.21.1(a)(1): the current MTUS)."""
    return case.received_date or case.signature_date or case.ur_decision_date


def chart_of(
    read: ReadPages,
    found: tuple[Document, ...],
    case: Case,
    found_wrong: tuple[Problem, ...] = (),
    reading: Reading | None = None,
) -> Chart:
    """Documents of this patient, their facts, what is wrong with the records, and a fate for every page received."""
    own = patients.set_apart(
        found,
        read.pages,
        employee_name=case.employee_name,
        date_of_birth=case.date_of_birth,
        claim_number=case.claim_number,
        date_of_injury=case.date_of_injury,
    )
    kept = duplicates.mark(own, read.pages)
    how = reading or Reading()
    facts = extract(kept, read.pages, how.run)
    facts, of_model = add_proposed(facts, kept, read.pages, how.proposer) if how.proposer else (facts, ())
    facts = amend_facts(facts, how.amendments)
    sifted = plausibility.sift(facts, kept, read.pages, case)
    facts = sifted.facts
    entries = ledger.draw(read.pages, kept)
    wrong = (
        *ledger.problems(kept, read.pages),
        *missing.find(kept, read.pages, case),
        *conflicts.find(facts, kept, read.pages, case),
        *ur_claims.test(case, facts, kept, read.pages),
    )
    return Chart(
        pages=read.pages,
        documents=kept,
        ledger=entries,
        facts=facts,
        record_problems=wrong,
        problems=(*found_wrong, *read.problems, *of_model, *sifted.problems),
    )


def draft_items(case: Case, chart: Chart, rules: Rules, day: date) -> tuple[ItemDossier, ...]:
    """Criteria, proposal and rationale of every disputed item."""
    findings = flag_support(evaluate_all(case, chart, rules.library, at=day), chart.facts)
    proposals = propose_all(
        case.items, findings, unreadable=chart.unreadable(), allow_partial=rules.program.wording.allow_partial
    )
    return tuple(
        ItemDossier(item=item, findings=found, proposal=proposal, rationale=explain(item, found, proposal, chart))
        for item, found, proposal in zip(case.items, findings, proposals, strict=True)
    )


def _settings(program: Program) -> ProgramSettings:
    return ProgramSettings(
        program=program.name,
        organization=program.organization.short_name,
        organization_full=program.organization.name,
    )


def _report(eligibility: Eligibility) -> EligibilityReport:
    reasons = tuple(
        EligibilityReason(
            code=one.code,
            says=one.says,
            source=one.source,
            computation="; ".join(one.computation),
            steps=one.computation,
        )
        for one in eligibility.reasons
    )
    return EligibilityReport(
        eligible=eligibility.eligible is not False,
        undecided=eligibility.eligible is None,
        reasons=reasons,
        last_day=eligibility.last_day,
        last_day_steps=eligibility.last_day_steps,
        questions=eligibility.questions,
    )


def _engine(rules: Rules, day: date | None) -> EngineInfo:
    packs = [(rules.program.name, rules.program.edition)]
    packs += sorted({(edition.head.id, edition.head.edition) for edition in rules.library.editions})
    selected = [("selection date", day.isoformat())] if day else []
    return EngineInfo(version=rules.version, packs=tuple(packs + selected))


def _with_panel(draft: Dossier, panel: Panel) -> Dossier:
    offered = tuple(
        Candidate(
            id=one.reviewer_id,
            fit=one.fit,
            reasons=one.reasons,
            conflicts=tuple(conflict.says for conflict in one.conflicts),
            board=one.board,
            state=one.state,
            over_five_years=one.over_five_years,
            full_hours=one.full_hours,
        )
        for one in panel.candidates[:CANDIDATES]
        if one.assignable
    )
    return replace(draft, specialties=panel.specialties, candidates=offered)
