"""From application and UR decision to a Case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..case import Case, Document, DocumentKind, Page, Sourced
from ..program import Program
from .citations import read_reasons
from .days import first_day
from .filing import Filing, day_of, is_expedited, is_liability_disputed, person, read_filings, received_on
from .form import Entry, read_entries
from .items import build_items
from .lexicon import labels
from .listing import Listed
from .notice import Notice, read_notices
from .parties import find_parties
from .requested import requests_made, requests_refused
from .sheet import Sheet, lay_out

_TEXT_FIELDS = ("claim_number", "employer", "claims_administrator", "requesting_physician", "requesting_specialty")
_MORE_THAN_NAMES = re.compile(r"\s+\((?![^)]*(?:\bdba\b|formerly))[^)]*\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Papers:
    """What the case is read from."""

    filing: Filing | None
    notice: Notice | None
    notices: tuple[Notice, ...]
    told: tuple[Entry, ...]
    rfas: tuple[Sheet, ...]


def read_dispute(documents: Iterable[Document], pages: Iterable[Page], *, program: Program) -> Case:
    """The dispute as filed. Fields that neither form nor UR decision gives are None; items keep the form's wording."""
    every, sheets = tuple(documents), tuple(pages)
    papers = _gather(every, sheets, program)
    values = {field: _text(papers, field) for field in _TEXT_FIELDS}
    filing, notice = papers.filing, papers.notice
    signature = filing.signature if filing else None
    received = received_on(filing) if filing else None
    attorney, represented = _attorney(papers)
    name = _text(papers, "employee_name")
    listed, listed_on = _listed(papers)
    diagnosis = _text(papers, "diagnosis")
    return Case(
        program=program.name,
        items=build_items(listed, listed_on, papers.notices, papers.rfas, diagnosis) if listed_on else (),
        employee_name=person(name),
        date_of_birth=_day(papers, "date_of_birth"),
        sex=sex_on_form(filing) if filing else None,
        date_of_injury=_day(papers, "date_of_injury"),
        claim_number=values["claim_number"],
        employer=values["employer"],
        claims_administrator=values["claims_administrator"],
        requesting_physician=values["requesting_physician"],
        requesting_specialty=values["requesting_specialty"],
        represented=represented,
        attorney=attorney,
        ur_decision_date=_decided(papers),
        ur_service_date=notice.served.day if notice and notice.served else None,
        ur_service_method=notice.served.method if notice and notice.served else None,
        rfa_date=_rfa_date(papers),
        signed=signature.signed if signature else None,
        signature_date=signature.typed if signature and signature.signed else None,
        received_date=received[0] if received else None,
        expedited_requested=is_expedited(filing) if filing else None,
        liability_disputed=is_liability_disputed(filing) if filing else None,
        primary_diagnosis=diagnosis,
        parties=find_parties(filing, notice, {**values, "employee_name": person(name), "attorney": attorney}),
        sources=_sources(papers),
        ur_reasons=read_reasons(notice.sheet) if notice else (),
    )


def _gather(documents: tuple[Document, ...], pages: tuple[Page, ...], program: Program) -> _Papers:
    filings = read_filings(documents, pages, program)
    signed = [filing for filing in filings if filing.signature.signed and filing.other_form is None]
    filing = next(iter((*signed, *filings)), None)
    every = read_notices(documents, pages)
    notice = choose_notice(every, day_of(filing, "ur_decision_date") if filing else None)
    others = (other for other in every if other is not notice and notice and _together(notice, other))
    rfas = [
        lay_out(d, pages)
        for d in documents
        if d.kind is DocumentKind.RFA and not d.other_patient and d.duplicate_of is None
    ]
    return _Papers(
        filing=filing,
        notice=notice,
        notices=(notice, *others) if notice else (),
        told=read_entries(notice.sheet) if notice else (),
        rfas=tuple(_newest(rfas, notice)),
    )


def choose_notice(notices: tuple[Notice, ...], wanted: date | None) -> Notice | None:
    """The UR decision in dispute: the one nearest to the day that the application names; without a day, the last."""
    if not notices:
        return None
    notices = tuple(notice for notice in notices if notice.outcome is not None) or notices
    if wanted is None:
        return max(notices, key=lambda notice: notice.decided.day if notice.decided else date.min)
    return min(notices, key=lambda notice: abs((notice.decided.day - wanted).days) if notice.decided else 9999)


def _together(notice: Notice, other: Notice) -> bool:
    """Decisions a few weeks apart may be disputed on one application."""
    return not (notice.decided and other.decided) or abs(notice.decided.day - other.decided.day).days <= 30


def _newest(sheets: list[Sheet], notice: Notice | None) -> list[Sheet]:
    """Requests for authorization, those nearest before the decision first."""
    decided = notice.decided.day if notice and notice.decided else None

    def distance(sheet: Sheet) -> int:
        own = sheet.document.date.to_day() if sheet.document.date else first_day(sheet.text)
        return abs((own - decided).days) if own and decided else 9999

    near = [sheet for sheet in sheets if distance(sheet) <= 60] or sheets
    return sorted(near, key=distance)


def _text(papers: _Papers, field: str) -> str | None:
    """The field's value on the form, else on the UR decision."""
    value = papers.filing.value(field) if papers.filing else None
    if value is None or not re.search(r"\w\w", value):
        value = next(
            (entry.value for entry in papers.told if entry.field == field and re.search(r"\w\w", entry.value)), None
        )
    if field == "requesting_physician":
        return person(value) or _addressee(papers)
    if value is None:
        return None
    if field == "claim_number":
        return value.split("  ")[0].strip(" .,_-|~") or None
    if field in ("employer", "claims_administrator"):
        value = _MORE_THAN_NAMES.sub("", value)
        return re.sub(r"[\s_~|*-]+$", "", value) or None
    return value


def _addressee(papers: _Papers) -> str | None:
    """The physician to whom the UR decision is addressed."""
    if papers.notice is None:
        return None
    degree = re.compile(rf"([A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){{1,3}}),?\s+{labels().degrees}(?![A-Za-z])")
    match = degree.search(papers.notice.sheet.text[:1500])
    return person(match[1]) if match else None


def _day(papers: _Papers, field: str) -> date | None:
    """A day of the form; where the form's day cannot be read, of the UR decision."""
    day = day_of(papers.filing, field) if papers.filing else None
    if day is None and papers.filing and field == "date_of_birth":
        day = day_of(papers.filing, "sex_and_birth")
    if day is None:
        day = next((found for entry in papers.told if entry.field == field and (found := first_day(entry.value))), None)
    return day


def _decided(papers: _Papers) -> date | None:
    day = day_of(papers.filing, "ur_decision_date") if papers.filing else None
    return day or (papers.notice.decided.day if papers.notice and papers.notice.decided else None)


def _attorney(papers: _Papers) -> tuple[str | None, bool | None]:
    entry = papers.filing.entry("attorney") if papers.filing else None
    name = person(entry.value) if entry else None
    if name is not None and re.search(r"[A-Za-z]{2}", name):
        return name, True
    if entry is not None and re.search(r"\w", entry.value):
        return None, False
    served = papers.notice and re.search(
        r"\bEsq\b|employee.?s\s+attorney|applicant.?s?\s+attorney|attorney\s+for\s+(?:the\s+)?(?:employee|applicant)",
        papers.notice.sheet.text,
    )
    if served:
        match = re.search(
            r"([A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]+){1,3}),?\s+Esq", papers.notice.sheet.text if papers.notice else ""
        )
        return (" ".join(match[1].split()) if match else None), True
    return None, False if entry is not None else None


def _listed(papers: _Papers) -> tuple[tuple[Listed, ...], Sheet | None]:
    """The entries of the form's list; where it lists nothing or only refers to another paper, what the UR decision
    denied or modified; failing that, what the request for authorization asks for."""
    filing = papers.filing
    if filing is None:
        return (), None
    refers = re.compile(
        r"^\W*(?:please\s+)?(?:see|per|refer\s+to|as\s+(?:listed|stated|per|above))\b.{0,60}(?:attach|enclos|\bur\b|rfa|letter|decision|denial|list)",
        re.I,
    )
    own = tuple(entry for entry in filing.listed if not refers.search(entry.text))
    if own:
        return own, filing.sheet
    attached = requests_made(filing.sheet) if filing.listed else ()  # "see attached": a list on the form's next page
    if attached:
        return attached, filing.sheet
    for notice in papers.notices:
        if refused := requests_refused(notice.sheet):
            return refused, notice.sheet
    for sheet in papers.rfas:
        if made := requests_made(sheet):
            return made, sheet
    return (), filing.sheet


def _rfa_date(papers: _Papers) -> date | None:
    if papers.notice is not None:
        text = papers.notice.sheet.text
        match = re.search(
            r"(?:\brfa\b|request(?:\s+for\s+authorization)?)\s*(?:is\s+|was\s+)?(?:dated|signed|date|of|:)", text, re.I
        ) or re.search(r"date\s+of\s+(?:rfa|request)", text, re.I)
        if match and (day := first_day(text[match.end() : match.end() + 40])):
            return day
    return next((sheet.document.date.to_day() for sheet in papers.rfas if sheet.document.date), None)


def sex_on_form(filing: Filing) -> str | None:
    """male or female, from the form's own field."""
    value = filing.value("sex", "sex_and_birth")
    if value is None:
        return None
    marked = re.search(r"[\[({]\s*x\s*[\])}]\s*(m|f)", value, re.IGNORECASE)
    match = marked or re.match(r"\W*(m|f)(?:ale|emale)?\b", value, re.IGNORECASE)
    return {"m": "male", "f": "female"}[match[1].lower()] if match else None


def _sources(papers: _Papers) -> tuple[Sourced, ...]:
    """One source a field, and the places of signature, stamp, UR decision and service."""
    found: dict[str, Sourced] = {}
    filing, notice = papers.filing, papers.notice
    if filing is not None:
        for entry in filing.entries:
            if (
                entry.value
                and entry.field not in ("name", "address", "phone", "other", "signature")
                and entry.field not in found
            ):
                span = filing.sheet.span(entry.label_at, max(entry.end, entry.label_at + 1))
                found[entry.field] = Sourced(field=entry.field, value=entry.value, span=span)
        if filing.signature.span is not None:
            signed = {True: "signed", False: "not signed", None: "not certain"}[filing.signature.signed]
            found["signature"] = Sourced(field="signature", value=signed, span=filing.signature.span)
        stamp = received_on(filing)
        if stamp is not None:
            found["received_date"] = Sourced(
                field="received_date", value=stamp[0].isoformat(), span=filing.sheet.span(stamp[1], stamp[2])
            )
    listed, sheet = _listed(papers)
    if listed and sheet is not None and filing is not None and sheet is not filing.sheet:
        says = "read from another paper: the application names no treatment"
        found["items"] = Sourced(field="items", value=says, span=sheet.span(listed[0].start, listed[-1].end))
    if notice is not None and notice.served is not None:
        found["ur_service_date"] = Sourced(
            field="ur_service_date", value=notice.served.day.isoformat(), span=notice.served.span
        )
    if notice is not None and notice.decided is not None and "ur_decision_date" not in found:
        found["ur_decision_date"] = Sourced(
            field="ur_decision_date", value=notice.decided.day.isoformat(), span=notice.decided.span
        )
    return tuple(found.values())
