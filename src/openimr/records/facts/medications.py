"""Drugs: generic name, strength, how often, and whether the patient takes them still."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache

from openimr.case import Document, DocumentKind, Medication, PartialDate

from .series_sheets import FORMS, Passage, Statement, dates_in, pattern, patterns, statements, table

_STRENGTH = re.compile(
    r"\s*(?:,|\||(?:hcl|sod(?:ium)?|dr|er|sr|xr|cr|ec|es|oral)\b|\s)*"
    r"(?:\d+(?:\.\d+)? to )?(?P<dose>\d+(?:,\d{3})?(?:\.\d+)?)(?:\s*[/-]\s*\d+)?\s*(?P<unit>mg|mcg|gm|g)?\b(?!\s*(?:%|/|days?|d/))",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"(?:increase|raise|titrate|decrease|reduce|taper)\w*\s+(?:the\s+)?$|\bto\s+(?P<dose>\d+(?:\.\d+)?)\s*mg",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"#\s?(\d{1,4})\b")
_LIST = re.compile(r"\b(inactive|discontinued|past medications?|active|current)\b[^\n]{0,20}\s*$", re.IGNORECASE)
_OTHER_PERSON = re.compile(r"\ballerg", re.IGNORECASE)
_LAPSED = timedelta(days=75)
_MG = {"g": 1000.0, "gm": 1000.0, "mcg": 0.001}


@cache
def _names() -> re.Pattern[str]:
    groups = "|".join(f"(?P<n{i}>{names})" for i, (_, names) in enumerate(table("medications", "names")))
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE)


def find_medications(passages: Iterable[Passage], document: Document) -> Iterator[Medication]:
    """Every drug named as the patient's own; names after allergy, denial or another person are passed over."""
    if document.kind in FORMS:
        return
    listed_past = False
    found: list[Medication] = []
    for statement in statements(passages):
        for head in _LIST.finditer(statement.text):
            listed_past = head[1].lower() not in ("active", "current")
        found.extend(_in_statement(statement, document, listed_past))
    yield from _lapsed(found) if document.kind is DocumentKind.MEDICATION_LOG else found


def _in_statement(statement: Statement, document: Document, listed_past: bool) -> Iterator[Medication]:
    hits = tuple(_names().finditer(statement.text))
    for n, hit in enumerate(hits):
        before = statement.text[hits[n - 1].end() if n else 0 : hit.start()]
        after = statement.text[hit.end() : hits[n + 1].start() if n + 1 < len(hits) else len(statement.text)][:110]
        if _OTHER_PERSON.search(statement.text[: hit.start()]) or pattern("medications", "denied").search(before[-45:]):
            continue
        name = table("medications", "names")[int((hit.lastgroup or "n0")[1:])][0]
        yield _medication(name, statement, hit, (before, after), (document, listed_past))


def _medication(
    name: str,
    statement: Statement,
    hit: re.Match[str],
    around: tuple[str, str],
    listing: tuple[Document, bool],
) -> Medication:
    (before, after), (document, listed_past) = around, listing
    strength, dose_end = _strength(after)
    past = listed_past or _is_past(before, after)
    quantity = _QUANTITY.search(after)
    return Medication(
        spans=(statement.span(hit.start(), hit.end() + min(len(after), max(dose_end, 30))),),
        name=name,
        strength_mg=strength,
        per_day=_per_day(after),
        current=not past,
        date=_when(statement.text, hit.start(), after, past, document),
        quantity=int(quantity[1]) if quantity else None,
        only_in_ur=document.kind is DocumentKind.UR_DECISION,
    )


def _strength(after: str) -> tuple[float | None, int]:
    raised = re.match(r"\s*(?:from [^,;.]{1,12} )?to\s+(\d+(?:\.\d+)?)\s*mg", after)
    if raised:
        return float(raised[1]), raised.end()
    match = _STRENGTH.match(after)
    if match is None:
        return None, 0
    value = float(match["dose"].replace(",", "")) * _MG.get((match["unit"] or "mg").lower(), 1.0)
    return round(value, 6), match.end()


def _per_day(after: str) -> float | None:
    places = [
        (match.start(), float(term)) for term, sig in patterns("medications", "per_day") if (match := sig.search(after))
    ]
    return min(places)[1] if places else None


def _is_past(before: str, after: str) -> bool:
    return bool(
        pattern("medications", "stopped_before").search(re.split(r"[.;|]", before)[-1][-40:])
        or pattern("medications", "stopped_after").search(after)
    )


def _when(text: str, at: int, after: str, past: bool, document: Document) -> PartialDate | None:
    behind = dates_in(after, document)
    if past and behind:
        return behind[-1][2]
    ahead = [day for start, _, day in dates_in(text, document) if start < at]
    if ahead and document.kind is DocumentKind.MEDICATION_LOG:
        return ahead[-1]
    return document.date


def _lapsed(found: list[Medication]) -> Iterator[Medication]:
    """Of a dispensing log: a drug whose last supply ended well before the log's last entry is no longer taken."""
    days = [drug.date.latest() for drug in found if drug.date is not None]
    for drug in found:
        alike = [f.date.latest() for f in found if f.date and (f.name, f.strength_mg) == (drug.name, drug.strength_mg)]
        lapsed = bool(alike) and max(days) - max(alike) > _LAPSED
        yield Medication(
            spans=drug.spans,
            name=drug.name,
            strength_mg=drug.strength_mg,
            per_day=drug.per_day,
            current=bool(drug.current) and not lapsed,
            date=drug.date,
            quantity=drug.quantity,
        )
