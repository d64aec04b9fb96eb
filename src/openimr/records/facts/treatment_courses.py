"""Courses of visits: authorized, attended and missed counted apart, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from openimr.case import Document, DocumentKind, PartialDate, Span, TreatmentCourse

from .series_sheets import FORMS, NUMBER, Passage, Statement, count_of, dates_in, patterns, statements

_UNIT = r"(?:[\w-]+ ){0,3}?(?:visits?|sessions?|treatments?|tx\b|x\b)"
_OF = re.compile(
    rf"(?:visits?|sessions?|seen|attended|done|treatments?)\W{{0,3}}#?\s*(?:attended:?\s*)?(?P<done>{NUMBER})\s*(?:of|/)\s*(?P<all>{NUMBER})\b",
    re.I,
)
_OF_UNIT = re.compile(
    rf"\b(?P<done>{NUMBER})\s*(?:of|/)\s*(?P<all>{NUMBER})\s+(?:authorized\s+|approved\s+)?(?:visits?|sessions?|on \w+ auth)",
    re.I,
)
_BOTH = re.compile(
    rf"auth(?:orized)?:?\s*(?P<all>{NUMBER})\s*[,/]\s*(?:seen|attended|completed|used)\s*(?P<done>{NUMBER})", re.I
)
_SHORT = re.compile(r"\b(?:PT|OT|chiro|acupuncture)\s+(?P<done>\d{1,2})/(?P<all>\d{1,2})\b", re.I)
_AUTHORIZED = re.compile(
    rf"(?:auth(?:oriz\w+)?|approv\w+|certif\w+|allow\w*)\W+(?:[\w-]+\W+){{0,5}}?(?P<a>{NUMBER})\s+{_UNIT}"
    rf"|(?P<b>{NUMBER})\s+{_UNIT}(?:\W+[\w]+){{0,8}}?\W+(?:auth|approv|certif|allowed)"
    rf"|\b(?:PT|OT)\s+(?P<c>\d{{1,2}})\s+auth|\bauth\s+(?P<d>\d{{1,2}})\b|\(approved (?P<e>\d{{1,2}})\)|(?P<f>\d{{1,2}}) more PT \(approved",
    re.I,
)
_COMPLETED = re.compile(
    rf"(?:complet\w+|attended|finished|had|received|underwent|rendered|done|after)\W+(?:the |a total of |all )?(?P<a>{NUMBER})\s+{_UNIT}"
    rf"|(?P<b>{NUMBER})\s+{_UNIT}(?: \w+){{0,5}}? (?:were |have been |was )?(?:attended|completed|rendered|used|done)"
    rf"|(?P<c>{NUMBER})\s+(?:visits|treatments|sessions)(?! auth|\s*\()|\((?P<d>{NUMBER}) visits\)|went x (?P<e>\d{{1,2}})",
    re.I,
)
_NONE = re.compile(r"(?:\bno\b|never (?:had|received|has)|has never|none of)[^.\n]{0,70}", re.I)
_PLAN = re.compile(
    r"\b(?:request|recommend|plan|propos|would|further|up to|additional|refer|if |deni|goals|per week)", re.I
)
_POSTOP = re.compile(r"post-? ?op|s/p (?:\w+ ){0,4}(?:repair|release|arthroscop|fusion|menisc)", re.I)
_BY_KIND = {
    DocumentKind.PT_NOTE: "physical therapy",
    DocumentKind.CHIRO_NOTE: "chiropractic manipulation",
    DocumentKind.ACUPUNCTURE_NOTE: "acupuncture",
    DocumentKind.PSYCH_NOTE: "psychotherapy",
}


def service_named(text: str) -> str | None:
    """The service of the closed vocabulary that words name first in its table, None where they name none."""
    return next((term for term, words in patterns("services_given", "services") if words.search(text)), None)


def service_of(document: Document, text: str) -> str | None:
    """The service that a treating clinic's own note is about."""
    service = _BY_KIND.get(document.kind)
    if document.kind is DocumentKind.PT_NOTE:
        named = service_named(text)
        if named in ("aquatic therapy", "occupational therapy"):
            return named
        return "postoperative physical therapy" if _POSTOP.search(text) else service
    return service


def find_treatment_courses(passages: Iterable[Passage], document: Document) -> Iterator[TreatmentCourse]:
    """Counts of visits by service; a sum and its parts, and sources that differ, stay separate facts."""
    if document.kind in FORMS:
        return
    given = tuple(passages)
    own = service_of(document, " ".join(passage.text for passage in given))
    period = _period(given, document) if own else (None, None)
    for statement in statements(given):
        service = service_named(statement.text) or own
        if service is None:
            continue
        if own is not None and service == "physical therapy":
            service = own
        yield from _counts(statement, service, document, period if service == own else (None, None))


def _period(passages: tuple[Passage, ...], document: Document) -> tuple[PartialDate | None, PartialDate | None]:
    days = sorted(
        {
            day
            for passage in passages
            for _, _, day in dates_in(passage.text, document)
            if day.day and _near(day, document)
        }
    )
    return (days[0], days[-1]) if len(days) > 1 else (None, document.date)


def _near(day: PartialDate, document: Document) -> bool:
    if document.date is None:
        return False
    end: date = document.date.latest()
    return 0 <= (end - day.earliest()).days <= 200


def _counts(
    statement: Statement, service: str, document: Document, period: tuple[PartialDate | None, PartialDate | None]
) -> Iterator[TreatmentCourse]:
    text = statement.text
    dates = [day for _, _, day in dates_in(text, document)]
    start, end = (dates[0], dates[-1]) if len(dates) > 1 else period
    matches = (match for row in (_OF, _OF_UNIT, _BOTH, _SHORT) for match in row.finditer(text))
    pairs = tuple({(match["done"], match["all"]): match for match in matches}.values())
    for pair in pairs:
        span = statement.span(*pair.span())
        yield TreatmentCourse(spans=(span,), service=service, authorized=count_of(pair["all"]))
        yield TreatmentCourse(spans=(span,), service=service, completed=count_of(pair["done"]), start=start, end=end)
    authorized = tuple(_AUTHORIZED.finditer(text))
    for hit in authorized:
        span = statement.span(*hit.span())
        yield TreatmentCourse(spans=(span,), service=service, authorized=_number(hit), start=None, end=None)
    if pairs:
        return
    if not authorized and not _PLAN.search(text) and document.kind not in (DocumentKind.RFA, DocumentKind.UR_DECISION):
        for hit in _COMPLETED.finditer(text):
            yield _completed(statement.span(*hit.span()), service, _number(hit), start, end)
    for hit in _NONE.finditer(text):
        never = service_named(hit[0])
        if never and re.search(r"\b(?:never|session|visit|trial|held|given|dose|tried)\b", hit[0], re.I):
            yield TreatmentCourse(spans=(statement.span(*hit.span()),), service=never, completed=0)


def _number(hit: re.Match[str]) -> int:
    return count_of(next(words for words in hit.groups() if words is not None))


def _completed(
    span: Span, service: str, count: int, start: PartialDate | None, end: PartialDate | None
) -> TreatmentCourse:
    return TreatmentCourse(spans=(span,), service=service, completed=count, start=start, end=end)
