"""Numbers measured: inventories, pain scores, motion, grip, tolerances, laboratory values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.case import Document, Measure, PartialDate

from .series_sheets import FORMS, Passage, Statement, dates_in, patterns, statements

_VALUE = r"\d{1,3}(?:,\d{3})?(?:\.\d+)?"
_AFTER = re.compile(
    rf"[^\d\n]{{0,34}}?(?<![\d/])(?P<value>{_VALUE})(?:\s*(?:/|of|out of)\s*(?P<most>\d+))?\s*(?:%|percent)?"
    rf"(?:\s*[=(]\s*(?P<percent>{_VALUE})\s*(?:%|percent))?"
)
_NEXT = re.compile(rf"\s*(?:->|\bto\b|\|)\s*(?P<value>{_VALUE}|-|deferred|n/t)(?:/\d+)?\s*%?", re.IGNORECASE)
_SCORE = re.compile(
    r"(?<![\d/.+])(?P<low>10|\d(?:\.\d)?)(?:\s*(?:-|to)\s*(?P<high>10|\d(?:\.\d)?))?\s*(?:/|out of|of|on a scale of)\s*(?:ten|10)\b(?!/)"
)
_PLAIN = re.compile(
    r"\bpain:?\s+(?P<low>10|\d)(?P<high>(?<=x)y)?(?=[.,;\s|]|$)(?!\s*(?:days|mg|visits|/|of))", re.IGNORECASE
)
_DEGREES = re.compile(
    r"\s*:?\s*\|?\s*(?:(?P<side>R|L|right|left)\s*)?(?:\d+\s*(?:to|-)\s*)?(?P<value>\d{1,3})(?![/\d%.])"
)
_KNEE = re.compile(r"(?:range of motion|ROM)\D{0,12}\d{1,2}\s*(?:to|-)\s*(?P<value>\d{2,3})", re.IGNORECASE)
_GRIP = re.compile(
    r"\bgrip\b[^\d\n]{0,24}(?:\(?jamar[^)]*\)?\s*)?R\s*(?P<right>\d{1,3})(?:\s*(?P<unit>kg|lb))?\W+L\s*(?P<left>\d{1,3})",
    re.I,
)
_JAMAR = re.compile(r"\(?jamar[^)]{0,6}\)\s*R\s*(?P<right>\d{1,3})\s*(?P<unit>kg|lb)?\W+L\s*(?P<left>\d{1,3})", re.I)
_LATENCY = re.compile(
    r"^\s*(?P<side>R|L|right|left)\s+(?P<nerve>\w+ (?:motor|sensory)[^|\n]*)\|\s*(?P<value>\d+\.\d+)", re.I | re.M
)
_SIDE = re.compile(r"\b(?:(?P<right>R|Rt|right)|(?P<left>L|Lt|left))\b\.?", re.IGNORECASE)


def find_measures(passages: Iterable[Passage], document: Document) -> Iterator[Measure]:
    """Every number measured, with the day of its column, its line or its document."""
    if document.kind in FORMS:
        return
    columns: tuple[PartialDate, ...] = ()
    for statement in statements(passages):
        dates = tuple(day for _, _, day in dates_in(statement.text, document))
        if len(dates) > 1 and "|" in statement.text:
            columns = dates
        yield from _instruments(statement, document, columns)
        yield from _pain(statement, document)
        yield from _motion(statement, document)
        yield from _sided(statement, document)


def _day(statement: Statement, at: int, document: Document) -> PartialDate | None:
    ahead = [day for start, _, day in dates_in(statement.text, document) if start <= at and start < 24]
    return ahead[-1] if ahead and ahead[-1].day else document.date


def _instruments(statement: Statement, document: Document, columns: tuple[PartialDate, ...]) -> Iterator[Measure]:
    for name, words in patterns("measures", "instruments"):
        for hit in words.finditer(statement.text):
            value = _AFTER.match(statement.text, hit.end())
            if value is None:
                continue
            values = [(value["percent"] or value["value"], value.end())]
            while following := _NEXT.match(statement.text, values[-1][1]):
                values.append((following["value"], following.end()))
            yield from _row(name, statement, hit.start(), values, _days(values, statement, document, columns))


def _days(
    values: list[tuple[str, int]], statement: Statement, document: Document, columns: tuple[PartialDate, ...]
) -> tuple[PartialDate | None, ...]:
    if len(values) > 1 and len(values) == len(columns):
        return columns
    if len(values) > 1:
        return (*[None] * (len(values) - 1), document.date)
    return (_day(statement, 0, document),)


def _row(
    name: str, statement: Statement, start: int, values: list[tuple[str, int]], days: tuple[PartialDate | None, ...]
) -> Iterator[Measure]:
    for (value, end), day in zip(values, days, strict=True):
        if value[0].isdigit():
            yield Measure(spans=(statement.span(start, end),), name=name, value=value.replace(",", ""), date=day)


def _side(text: str) -> str | None:
    sides = tuple(_SIDE.finditer(text))
    return None if not sides else "right" if sides[-1]["right"] else "left"


def _pain(statement: Statement, document: Document) -> Iterator[Measure]:
    text, begin = statement.text, 0
    for hit in sorted((*_SCORE.finditer(text), *_PLAIN.finditer(text)), key=lambda match: match.start()):
        low, high = hit["low"], hit["high"]
        before = text[begin : hit.start()]
        region = _region(before) or _region(text[hit.end() : hit.end() + 40]) or _region(text)
        begin = hit.end()
        yield Measure(
            spans=(statement.span(max(0, hit.start() - 40), hit.end()),),
            name=f"pain, {region}" if region else "pain",
            value=f"{low}-{high}/10" if high else f"{low}/10",
            date=_day(statement, hit.start(), document),
            laterality=_side(before),
        )


def _region(text: str) -> str | None:
    found = [(m.start(), term) for term, words in patterns("measures", "pain_regions") for m in words.finditer(text)]
    regions = dict.fromkeys(term for _, term in sorted(found))
    side = _side(text)
    return " and ".join(f"{side} {term}" if side and term in _SIDED else term for term in regions) or None


_SIDED = frozenset({"shoulder", "elbow", "wrist", "hip", "knee", "ankle", "leg"})


def _motion(statement: Statement, document: Document) -> Iterator[Measure]:
    text = statement.text
    joint = next((term for term, words in patterns("measures", "motions") if words.search(text)), None)
    for term, words in patterns("measures", "movements"):
        for hit in words.finditer(text):
            value = _DEGREES.match(text, hit.end())
            if value is None:
                continue
            side = _side(text[hit.end() : value.start("value")]) or _side(text[: hit.start()])
            name = " ".join(part for part in (side, joint, term) if part)
            yield _measured(f"{name} (degrees)", value["value"], statement, (hit.start(), value.end()), document)
    for hit in _KNEE.finditer(text):
        name = " ".join(part for part in (_side(text[: hit.start()]), joint, "flexion (degrees)") if part)
        yield _measured(name, hit["value"], statement, hit.span(), document)


def _sided(statement: Statement, document: Document) -> Iterator[Measure]:
    for hit in (*_GRIP.finditer(statement.text), *_JAMAR.finditer(statement.text)):
        for side in ("right", "left"):
            yield _measured(f"grip {side} ({hit['unit'] or 'kg'})", hit[side], statement, hit.span(), document)
    for hit in _LATENCY.finditer(statement.text):
        side = "right" if hit["side"][0].lower() == "r" else "left"
        kind = "peak latency (ms)" if "sensory" in hit["nerve"].lower() else "distal latency (ms)"
        yield _measured(
            f"{side} {' '.join(hit['nerve'].split()[:2])} {kind}", hit["value"], statement, hit.span(), document
        )


def _measured(name: str, value: str, statement: Statement, at: tuple[int, int], document: Document) -> Measure:
    return Measure(spans=(statement.span(*at),), name=name, value=value, date=_day(statement, at[0], document))
