"""The UR decision: dates, service, outcome of each item, guidelines, reasons, people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..case import Document, DocumentKind, Page, Span, UrOutcome
from .days import Day, find_days
from .lexicon import any_pattern, outcomes, pattern
from .sheet import Sheet, lay_out

_SERVED_WITHIN = timedelta(days=90)
_DECISIVE = re.compile(
    r"determination|\bdecision|outcome|notice|utilization\s+review|\brequest|certif|denied|denial"
    r"|we (?:do not )?approve|deferr|conditional|treatment (?:approved|denied|deferred)",
    re.IGNORECASE,
)
_DATE_OF_DECISION = re.compile(
    r"(?:decision date(?:/time)?|date of (?:the )?(?:decision|determination|notice|letter|denial|review)|determination date"
    r"|date mailed|(?:issue|notice|letter|report|review|denial|mailing) date|date issued|issued(?: on)?|(?:utilization review|ur|and)"
    r" (?:decision|determination)(?: dated?)?|(?<![a-z] )date)[\s:;.|·…]*$",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:sent|served|mailed|faxed|decided|determined|decision|determination|denial|notice)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_OF_THE_DECISION = re.compile(r"\b(?:dated|decision of|determination of|letter of|date of)\s*$", re.IGNORECASE)
_APPLICATION = re.compile(
    r"application\s+for\s+independent|independent\s+(?:medical|bill)\s+review\s+application|form\s+(?:imr|9768)",
    re.IGNORECASE,
)
_METHODS = (
    ("overnight", r"overnight|express (?:mail|delivery)|fedex|federal\s+express|courier"),
    ("mail", r"(?<!e-)(?<!e)\bmail(?:ed|ing)?\b|postage|united states mail|u\.?\s?s\.? mail|deposited"),
    ("personal", r"by hand|personal(?:ly)?|hand[- ]deliver"),
    ("electronic", r"e-?mail(?:ed)?|electronic"),
    ("fax", r"\bfax(?:ed)?\b|facsimile"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    day: date
    span: Span
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A UR decision as read. outcome: of the whole, where items are not told apart."""

    sheet: Sheet
    decided: Dated | None
    served: Dated | None
    outcome: UrOutcome | None


def read_notices(documents: Iterable[Document], pages: Iterable[Page]) -> tuple[Notice, ...]:
    """Every UR decision of the file, with the proofs of service that belong to it."""
    every, sheets = tuple(documents), tuple(pages)
    proofs = [lay_out(d, sheets) for d in every if d.kind is DocumentKind.PROOF_OF_SERVICE and not d.other_patient]
    found = []
    for document in every:
        if document.kind is DocumentKind.UR_DECISION and not document.other_patient and document.duplicate_of is None:
            sheet = lay_out(document, sheets)
            if _APPLICATION.search(sheet.text[:400]) and re.search(r"signature|signed", sheet.text, re.IGNORECASE):
                continue
            decided = _decided(sheet)
            found.append(
                Notice(sheet=sheet, decided=decided, served=_served(sheet, proofs, decided), outcome=_outcome(sheet))
            )
    return tuple(found)


def outcome_in(text: str) -> UrOutcome | None:
    """The outcome that the words state; the refusal of a part is a modification."""
    told = [UrOutcome(row.outcome) for row in outcomes().outcomes if any_pattern(row.says).search(text)]
    return told[0] if told else None


def _outcome(sheet: Sheet) -> UrOutcome | None:
    """The outcome of the whole: from title and decision lines, not from the story of the treatment."""
    lines = [line.text for line in sheet.lines() if line.text.strip()][:45]
    told = " \n".join(text for text in lines if len(text) < 115 and _DECISIVE.search(text))
    whole = outcome_in(sheet.text)
    return outcome_in(told) or (whole if whole in (UrOutcome.DENIED, UrOutcome.MODIFIED, UrOutcome.APPROVED) else None)


def certified_in(text: str) -> float | None:
    """The quantity that UR allowed, where the words give one."""
    for expression in outcomes().certified:
        match = pattern(expression).search(text)
        if match:
            return float(match[1])
    return None


def _decided(sheet: Sheet) -> Dated | None:
    top = [
        day
        for day in find_days(sheet.text[:2500])
        if not re.search(
            r"injur\w*|\bdoi\b|birth|\bdob\b|request\w*|\brfa\b|received|accident|onset|\bct\b",
            sheet.text[max(0, day.start - 25) : day.start],
            re.I,
        )
    ]
    for day in top:
        if _DATE_OF_DECISION.search(sheet.text[max(0, day.start - 40) : day.start]):
            return Dated(day=day.day, span=sheet.span(day.start, day.end))
    for day in top:
        line = sheet.text[sheet.text.rfind("\n", 0, day.start) + 1 : day.start]
        if not re.search(r"[A-Za-z]{3,}", line):  # a date on a line of its own: the date of the letter
            return Dated(day=day.day, span=sheet.span(day.start, day.end))
    first = next(
        (day for day in top if day.start < 700 and _SENT.search(sheet.text[max(0, day.start - 60) : day.start])), None
    )
    return Dated(day=first.day, span=sheet.span(first.start, first.end)) if first else None


def _served(sheet: Sheet, proofs: list[Sheet], decided: Dated | None) -> Dated | None:
    """The latest statement of service, a proof of service before the letter's own words."""
    own = _services_in(sheet, decided)
    for proof in proofs:
        beside = (
            proof.document.file == sheet.document.file and proof.document.first_page == sheet.document.last_page + 1
        )
        about = re.search(
            r"utilization\s+review|adverse\s+determination|ur\s+(?:decision|determination)|form\s+imr", proof.text, re.I
        )
        if beside or (
            about and not re.search(r"medical\s+records|list\s+of\s+(?:documents|records)|rfa\b", proof.text, re.I)
        ):
            stated = _services_in(proof, decided)
            if stated:
                return stated[-1]
    mailed = [service for service in own if service.method == "mail"]
    best = mailed or own
    return best[-1] if best else _served_same_day(sheet, decided)


def _served_same_day(sheet: Sheet, decided: Dated | None) -> Dated | None:
    """ "Mailed to the employee today", "served this date": on the day of the decision."""
    match = re.search(
        r"\b(?:served|mailed|sent|faxed|deposited)\b[^.\n]{0,80}\b(?:today|this (?:day|date)|(?:on )?(?:the )?(?:above|same) (?:date|day)"
        r"|(?:the )?date (?:above|of this (?:letter|notice|decision)|shown|indicated))\b",
        sheet.text,
        re.IGNORECASE,
    )
    if match is None or decided is None:
        return None
    method = _method(match[0]) or _method(_rest_of_sentence(sheet.text, match.end())) or "mail"
    return Dated(day=decided.day, span=sheet.span(match.start(), match.end()), method=method)


def _services_in(sheet: Sheet, decided: Dated | None) -> list[Dated]:
    days = tuple(
        day
        for day in find_days(sheet.text)
        if not _OF_THE_DECISION.search(sheet.text[max(0, day.start - 20) : day.start])
    )
    found = []
    for match in pattern(outcomes().served).finditer(sheet.text):
        before = " ".join(sheet.text[max(0, match.start() - 80) : match.start()].split())
        if re.search(outcomes().not_served, before, re.IGNORECASE):
            continue
        day = _nearest(days, match.start(), match.end())
        if day is None or not _plausible(day.day, decided):
            continue
        around = sheet.text[
            min(match.start(), day.start) - 20 if min(match.start(), day.start) > 20 else 0 : max(match.end(), day.end)
            + 60
        ]
        method = _method(around) or _method(_rest_of_sentence(sheet.text, max(match.end(), day.end)))
        if method is None and match[0].lower() in ("service", "placed", "sent", "delivered", "transmitted", "via"):
            continue
        found.append(
            Dated(
                day=day.day,
                span=sheet.span(min(match.start(), day.start), max(match.end(), day.end)),
                method=method or "mail",
            )
        )
    return found


def _rest_of_sentence(text: str, at: int) -> str:
    end = re.search(r"[.;](?=\s+[A-Z]|\s*$)|\n\s*\n", text[at : at + 320])
    return text[at : at + (end.start() if end else 320)]


def _nearest(days: tuple[Day, ...], start: int, end: int) -> Day | None:
    """The date within reach of the word; one that follows it is preferred."""
    near = [(day.start - end, day) for day in days if 0 <= day.start - end <= 130]
    near += [(start - day.end + 40, day) for day in days if 0 <= start - day.end <= 60]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _plausible(day: date, decided: Dated | None) -> bool:
    return decided is None or decided.day <= day <= decided.day + _SERVED_WITHIN


def _method(text: str) -> str | None:
    for method, says in _METHODS:
        if re.search(says, text, re.IGNORECASE):
            return method
    return None
