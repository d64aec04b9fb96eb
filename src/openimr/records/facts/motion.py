"""What is measured on examination: motion in degrees, muscle strength, grip, nerve latencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Document, Measure

from ..sieve import sift
from .series_sheets import Statement, patterns, sides_of, table

_DEGREES = re.compile(
    r"\s*(?:is|to|of|was|at side|=|:|\||at)?\s*:?\s*\|?\s*(?:(?P<side>R|L|right|left)\s*)?(?:\d+\s*(?:to|"
    r"-)\s*)?(?P<value>\d{1,3})"
    r"(?![/\d%]|\.\d|\s*(?:/|lb|kg|min|x\b|reps|sec|cm|inch|mm))",
    re.I,
)
_RANGE = sift(r"(?:range of motion|ROM)\D{0,14}?\d{1,2}\s*(?:to|-)\s*(?P<value>\d{2,3})(?!\s*%|/)")
_NORMAL = re.compile(r"\bnormal(?: is| being| range)?\W*$|\b(?:normal|expected|goal|target) (?:is )?$", re.I)
_CUE = sift(r"flex|ext|rot|abd|elev|bend|ROM|range of motion|\bER\b|\bIR\b")
_GRIP = sift(
    r"(?:\bgrip\b|jamar)[^\d\n]{0,24}(?:\(?jamar[^)]*\)?\s*)?(?:2\)\s*)?(?:R|"
    r"right)\W{0,2}(?P<right>\d{1,3})(?:\s*(?P<unit>kg|lbs?))?\W+(?:L|left)\W{0,2}(?P<left>\d{1,3})",
)
_HAND = sift(
    r"\b(?P<what>grip|key pinch|(?:lateral |tip |palmar )?pinch)(?: strength)?[^\d\n.;]{0,12}?\b(?P<side>R|L|right|left)\b"
    r"\W{0,2}(?P<value>\d{1,3}(?:\.\d)?)(?:\s*(?P<unit>kg|lbs?|pounds))?"
    r"(?:\W+(?P<other>R|L|right|left)\W{0,2}(?P<second>\d{1,3}(?:\.\d)?))?",
)
_LATENCY = re.compile(
    r"^\s*(?P<side>R|L|right|left)\s+(?P<nerve>\w+ (?:motor|sensory)[^|\n]*)\|\s*(?P<value>\d+\.\d+)", re.I
)
_WIDEST = 180


def find_examined(statement: Statement, document: Document, joint: str | None) -> Iterator[Measure]:
    """Measures of an examination. joint: the one that the document is about, where a sentence names none."""
    text = statement.text
    if _CUE.search(text):
        yield from _motion(statement, document, joint)
    if "/5" in text:
        yield from _strength(statement, document)
    lower = text.lower()
    if "grip" in lower or "pinch" in lower:
        yield from _hand(statement, document)
    if "jamar" in lower:
        for hit in _GRIP.finditer(text):
            unit = (hit["unit"] or "kg").lower().rstrip("s")
            for side in ("right", "left"):
                yield measured(f"grip {side} ({unit})", hit[side], statement, hit.span(), document)
    if "|" in text and ("motor" in lower or "sensory" in lower):
        yield from _latency(statement, document)


def joint_of(text: str) -> str | None:
    """The joint or part of the spine that a text names first."""
    found = [(m.start(), term) for term, words in patterns("measures", "motions") if (m := words.search(text))]
    return min(found)[1] if found else None


def movement_of(text: str) -> str | None:
    """The movement that the label of a table row names."""
    return next((term for term, words in patterns("measures", "movements") if words.search(text)), None)


def _motion(statement: Statement, document: Document, joint: str | None) -> Iterator[Measure]:
    text = statement.text
    taken: set[int] = set()
    named = joint_of(text) or joint
    for term, words in patterns("measures", "movements"):
        for hit in words.finditer(text):
            value = _DEGREES.match(text, hit.end())
            if value is None or value.start("value") in taken or int(value["value"]) > _WIDEST:
                continue
            taken.add(value.start("value"))
            side = _last_side(text[hit.end() : value.start("value")]) or _last_side(text[: hit.start()])
            name = " ".join(part for part in (side, named, term) if part)
            yield measured(f"{name} (degrees)", value["value"], statement, (hit.start(), value.end()), document)
    for hit in _RANGE.finditer(text):
        if _NORMAL.search(text[: hit.start()]):
            continue
        if hit.start("value") not in taken and named in ("knee", "elbow", "hip", None):
            name = " ".join(part for part in (_last_side(text[: hit.start()]), named, "flexion (degrees)") if part)
            yield measured(name, hit["value"], statement, hit.span(), document)


def _strength(statement: Statement, document: Document) -> Iterator[Measure]:
    muscles = table("measures", "muscles")[0][1]
    for hit in re.finditer(
        rf"(?P<muscle>{muscles})(?:\s+strength)?[\s|:,(]*(?:is |are |was |R |L |right |"
        rf"left )?(?P<value>[0-5][+-]?\s?/\s?5)",
        statement.text,
        re.I,
    ):
        side = _last_side(statement.text[max(0, hit.start() - 20) : hit.start("value")])
        name = " ".join(part for part in (side, hit["muscle"].lower(), "strength") if part)
        yield measured(name, hit["value"].replace(" ", ""), statement, hit.span(), document)


def _hand(statement: Statement, document: Document) -> Iterator[Measure]:
    """Grip and pinch of one hand or both: "Grip R 18 kg, L 20", "key pinch right 5.0"."""
    for hit in _HAND.finditer(statement.text):
        unit = "lb" if (hit["unit"] or "kg").lower()[0] in "lp" else "kg"
        for side, value in ((hit["side"], hit["value"]), (hit["other"], hit["second"])):
            if side is not None:
                name = f"{hit['what'].lower()} {'right' if side.lower()[0] == 'r' else 'left'} ({unit})"
                yield measured(name, value, statement, hit.span(), document)


def _latency(statement: Statement, document: Document) -> Iterator[Measure]:
    for hit in _LATENCY.finditer(statement.text):
        side = "right" if hit["side"][0].lower() == "r" else "left"
        kind = "peak latency (ms)" if "sensory" in hit["nerve"].lower() else "distal latency (ms)"
        name = f"{side} {' '.join(hit['nerve'].split()[:2])} {kind}"
        yield measured(name, hit["value"], statement, hit.span(), document)


def _last_side(text: str) -> str | None:
    sides = [side for _, side in sides_of(text) if side != "bilateral"]
    return sides[-1] if sides else None


def measured(name: str, value: str, statement: Statement, at: tuple[int, int], document: Document) -> Measure:
    """A measure of the day of its entry, else of its document."""
    return Measure(spans=(statement.span(*at),), name=name, value=value, date=statement.passage.date or document.date)
