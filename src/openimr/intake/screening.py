"""The screening of a dispute: every ground of the program's pack, each with its words and its computation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..case import Case, DisputedItem, Document, Page, Span, UrOutcome
from ..program import Due, Program, due
from .days import find_days
from .earlier import designated_before, questions_of, said_duplicate
from .eligibility import Eligibility, EligibilityReason, ItemEligibility
from .filing import Filing, information_not_received, read_filings
from .items import find_wording
from .letters import authorisations, liability_statement, withdrawals
from .lexicon import any_pattern, outcomes
from .notice import Notice, read_notices

_SLACK = timedelta(days=10)  # service unknown: only what is late on any likely day of service is late
_NEAR = timedelta(days=45)  # a decision further from the day on the form is another decision


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    case: Case
    program: Program
    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    filings: tuple[Filing, ...]
    notices: tuple[Notice, ...]

    def source(self, *fields: str) -> tuple[Span, ...]:
        return tuple(s.span for s in self.case.sources if s.field in fields)


def screen(case: Case, documents: Iterable[Document], pages: Iterable[Page], *, program: Program) -> Eligibility:
    """Screens a dispute by Labor Code 4610.5 and 8 CCR 9792.10.3. Lateness of UR itself is never a ground."""
    every, sheets = tuple(documents), tuple(pages)
    evidence = _Evidence(
        case=case,
        program=program,
        documents=every,
        pages=sheets,
        filings=read_filings(every, sheets, program),
        notices=read_notices(every, sheets),
    )
    last = _last_day(evidence)
    reasons = tuple(reason for ground in _GROUNDS for reason in ground(evidence)) + _late(evidence, last)
    by_item = tuple(_item(item, reasons) for item in case.items)
    questions = _questions(evidence)
    eligible: bool | None = not reasons if not by_item else any(item.eligible for item in by_item)
    if any(not reason.items for reason in reasons):
        eligible = False
    if eligible and not evidence.filings:
        eligible = None
    return Eligibility(
        eligible=eligible,
        reasons=reasons,
        by_item=by_item,
        last_day=last.day,
        last_day_steps=last.derivation,
        questions=questions,
    )


def _item(item: DisputedItem, reasons: tuple[EligibilityReason, ...]) -> ItemEligibility:
    struck = tuple(reason.code for reason in reasons if not reason.items or item.n in reason.items)
    return ItemEligibility(n=item.n, eligible=not struck, reasons=struck)


def _reason(
    evidence: _Evidence,
    name: str,
    says: str,
    *,
    spans: tuple[Span, ...] = (),
    computation: tuple[str, ...] = (),
    items: tuple[int, ...] = (),
) -> EligibilityReason:
    rule = evidence.program.reason(name)
    return EligibilityReason(
        code=name, rule=rule.code, source=rule.source, says=says, spans=spans, computation=computation, items=items
    )


def _wrong_form(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    if not evidence.filings or any(filing.other_form is None for filing in evidence.filings):
        return ()
    filing = evidence.filings[0]
    span = filing.sheet.span(0, min(200, max(1, len(filing.sheet.text))))
    return (
        _reason(evidence, "wrong_form", f"The filing is a {filing.other_form}, not the application.", spans=(span,)),
    )


def _unsigned(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    own = [filing for filing in evidence.filings if filing.other_form is None]
    if not own or any(filing.signature.signed for filing in own):
        return ()
    spans = tuple(filing.signature.span for filing in own if filing.signature.span)
    noted = [span for filing in own for span in _notes_of_no_signature(evidence, filing)]
    if all(filing.signature.signed is None for filing in own) and not noted:
        return ()
    return (_reason(evidence, "unsigned", "The signature line of the application is empty.", spans=(*spans, *noted)),)


def _notes_of_no_signature(evidence: _Evidence, filing: Filing) -> list[Span]:
    """Words elsewhere in the file saying that the form came without signature."""
    found = []
    says = any_pattern(outcomes().unsigned)
    own = filing.sheet.document
    for page in evidence.pages:
        if page.file == own.file and own.first_page <= page.number <= own.last_page:
            continue
        for match in says.finditer(page.text):
            around = page.text[max(0, match.start() - 120) : match.end() + 120].lower()
            if ("form" in around or "application" in around or "imr" in around) and "you must" not in around:
                found.append(Span(page.file, page.number, match.start(), match.end(), " ".join(match[0].split())))
    return found


def _no_ur_decision(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    if not evidence.filings or any(_concerns(evidence, notice) for notice in evidence.notices):
        return ()
    says = "No utilization review decision is in the file."
    if evidence.notices:
        says = "The utilization review decision in the file concerns another day and another treatment."
    return (_reason(evidence, "no_ur_decision", says, spans=evidence.source("ur_decision_date")),)


def _concerns(evidence: _Evidence, notice: Notice) -> bool:
    """Whether the decision is the one in dispute: of its day, or near it and of a treatment in dispute."""
    wanted, items = evidence.case.ur_decision_date, evidence.case.items
    if wanted is None or any(day.day == wanted for day in find_days(notice.sheet.text)):
        return True
    near = notice.decided is None or abs(notice.decided.day - wanted) <= _NEAR
    return near and (not items or any(find_wording(item.request, notice.sheet) for item in items))


def _liability(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    case = evidence.case
    stated, settled = liability_statement(evidence.documents, evidence.pages, case.ur_decision_date)
    if settled or not (case.liability_disputed or (stated and case.liability_disputed is not False)):
        deferred = tuple(item.n for item in case.items if item.ur_outcome is UrOutcome.DEFERRED)
        if not deferred or settled:
            return ()
        whole = () if len(deferred) == len(case.items) else deferred
        return (_reason(evidence, "liability_disputed", "Utilization review was deferred.", items=whole),)
    says = "The claims administrator disputes liability for reasons other than medical necessity."
    refused = any(
        item.ur_outcome in (UrOutcome.DENIED, UrOutcome.MODIFIED, UrOutcome.CONDITIONALLY_NON_CERTIFIED)
        for item in case.items
    )
    deferred = tuple(item.n for item in case.items if item.ur_outcome is UrOutcome.DEFERRED)
    if (
        deferred and refused
    ):  # liability is disputed for a part only; the rest was decided (approval in part, 4610.5(k))
        return (
            _reason(evidence, "liability_disputed", says, spans=evidence.source("liability") + stated, items=deferred),
        )
    return (_reason(evidence, "liability_disputed", says, spans=evidence.source("liability") + stated),)


def _conditional(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    case = evidence.case
    struck = tuple(item.n for item in case.items if item.ur_outcome is UrOutcome.CONDITIONALLY_NON_CERTIFIED)
    conditional = [
        n for n in evidence.notices if n.outcome is UrOutcome.CONDITIONALLY_NON_CERTIFIED and _concerns(evidence, n)
    ]
    if not struck and not (conditional and not case.items):
        asked = any(information_not_received(filing) for filing in evidence.filings)
        if not (asked and conditional):
            return ()
    spans = []
    for notice in conditional:
        match = any_pattern(outcomes().outcomes[0].says).search(notice.sheet.text)
        if match:
            spans.append(notice.sheet.span(match.start(), match.end()))
    items = () if len(struck) == len(case.items) else struck
    says = "The request was refused on condition, because information did not come."
    return (_reason(evidence, "conditional_noncertification", says, spans=tuple(spans), items=items),)


def _authorised(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    found = authorisations(evidence.case, evidence.documents, evidence.pages)
    if not found:
        return ()
    struck = tuple(sorted({n for n, _ in found}))
    items = () if len(struck) == len(evidence.case.items) else struck
    spans = tuple(dict.fromkeys(span for _, span in found))
    return (
        _reason(
            evidence,
            "authorised_meanwhile",
            "The treatment was authorized after the decision.",
            spans=spans,
            items=items,
        ),
    )


def _duplicate(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    spans = said_duplicate(evidence.documents, evidence.pages)
    return (_reason(evidence, "duplicate", "The same dispute was filed before.", spans=spans),) if spans else ()


def _agent(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    spans = designated_before(evidence.filings, evidence.documents, evidence.pages, evidence.case.ur_decision_date)
    says = "The agent who signed was named before the utilization review decision."
    return (_reason(evidence, "agent_not_valid", says, spans=spans),) if spans else ()


def _withdrawn(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    spans = withdrawals(evidence.documents, evidence.pages, evidence.case.ur_decision_date)
    return (
        (_reason(evidence, "withdrawn", "The request or the application was withdrawn.", spans=spans),) if spans else ()
    )


def _not_necessity(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    case = evidence.case
    struck = tuple(item.n for item in case.items if item.ur_outcome is UrOutcome.APPROVED)
    limit = evidence.program.scope.delayed_counts_until
    if case.ur_decision_date and case.ur_decision_date > limit:
        struck += tuple(item.n for item in case.items if item.ur_outcome is UrOutcome.DELAYED)
    if not struck:
        return ()
    items = () if len(struck) == len(case.items) else struck
    return (_reason(evidence, "not_necessity", "Utilization review approved the item.", items=items),)


def _scope(evidence: _Evidence) -> tuple[EligibilityReason, ...]:
    scope, case = evidence.program.scope, evidence.case
    if case.date_of_injury is None or case.ur_decision_date is None:
        return ()
    if case.date_of_injury >= scope.injury_from or case.ur_decision_date >= scope.ur_decision_from:
        return ()
    says = f"Injury before {scope.injury_from} and decision before {scope.ur_decision_from} ({scope.source})."
    return (_reason(evidence, "out_of_scope", says, spans=evidence.source("date_of_injury", "ur_decision_date")),)


def _last_day(evidence: _Evidence) -> Due:
    case = evidence.case
    served, method = case.ur_service_date, case.ur_service_method
    if served is None:
        assumed = due(evidence.program, "K01", case.ur_decision_date, delivery="mail")
        note = "the day of service is not documented; counted from the decision's date as if mailed that day"
        return Due(clock="K01", day=assumed.day, derivation=(*assumed.derivation, note), source=assumed.source)
    return due(evidence.program, "K01", served, delivery=method or "mail")


def _late(evidence: _Evidence, last: Due) -> tuple[EligibilityReason, ...]:
    """Late only when certain: by the intake stamp, or because it was signed after the last day."""
    case = evidence.case
    if last.day is None:
        return ()
    came, what = (case.received_date, "received") if case.received_date else (case.signature_date, "signed")
    limit: date = last.day if case.ur_service_date else last.day + _SLACK
    if came is None or came <= limit:
        return ()
    days = (came - last.day).days
    steps = (*last.derivation, f"{what} {came.isoformat()}: {days} day{'' if days == 1 else 's'} late")
    spans = evidence.source("received_date" if what == "received" else "signature", "ur_service_date")
    says = f"The application was {what} on {came.isoformat()}; the last day was {last.day.isoformat()}."
    return (_reason(evidence, "late", says, spans=spans, computation=steps),)


def _questions(evidence: _Evidence) -> tuple[str, ...]:
    asked = list(questions_of(evidence.case, evidence.filings, evidence.documents, evidence.pages))
    if evidence.filings and all(filing.signature.signed is None for filing in evidence.filings):
        asked.append("Is the application signed? The signature line could not be read.")
    if evidence.filings and evidence.case.received_date is None:
        asked.append("On which day was the application received? The form bears no stamp that could be read.")
    if evidence.notices and evidence.case.ur_service_date is None:
        asked.append("On which day, and how, was the utilization review decision served on the employee?")
    if any(one.field == "items" for one in evidence.case.sources):
        asked.append(
            "The application names no treatment; the items are those of the utilization review decision or of the request."
            " Are all of them in dispute?"
        )
    stated, settled = liability_statement(evidence.documents, evidence.pages, evidence.case.ur_decision_date)
    if stated and not settled and evidence.case.liability_disputed is False:
        asked.append(
            "A letter disputes liability although the form answers no. Does the claims administrator dispute it?"
        )
    return tuple(asked)


_GROUNDS = (
    _wrong_form,
    _unsigned,
    _no_ur_decision,
    _liability,
    _conditional,
    _authorised,
    _duplicate,
    _agent,
    _withdrawn,
    _not_necessity,
    _scope,
)
