"""QA02: the item decided is the item asked for: wording, quantity, part of the body, side, level, drug and dose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import DisputedItem, DocumentKind
from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft, ItemDossier
from openimr.determination.letter_checks.levels import levels_in
from openimr.determination.letter_checks.quantity_mismatch import STRENGTH, allowed_numbers
from openimr.determination.letter_checks.sides import lone_sides
from openimr.determination.rationale import name_item
from openimr.determination.sentence import write_number

from .pairing import pair

RULE = CheckRule(
    code="QA02",
    severity="block",
    ground="Labor Code 4610.6(h)(5); Heath (2016): another segment than the one requested was reviewed",
    remedy="Compare the item with the request for authorization and the application, and correct it.",
)
ASKING = (DocumentKind.IMR_APPLICATION, DocumentKind.RFA, DocumentKind.UR_DECISION)
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SIDES = {"left": "right", "right": "left"}


def check(draft: Draft) -> Iterator[CheckFinding]:
    asked = _asked(draft)
    for one in draft.items:
        for says in _faults(one, asked):
            yield RULE.finding(says, item=one.item.n, where=f"item {one.item.n}: {one.item.request}")


def _faults(one: ItemDossier, asked: str) -> Iterator[str]:
    item = one.item
    if name_item(item) not in one.rationale.conclusion.text:
        yield "The conclusion does not name the item as it was requested."
    if item.quantity is not None and not _is_said(item, asked):
        yield f"The quantity {write_number(item.quantity)} stands neither in the request nor in what asked for it."
    other = SIDES.get(item.laterality or "")
    if other and re.search(rf"\b{other}\b", item.request, re.IGNORECASE):
        yield f"The item is read as {item.laterality}, the request says {other}."
    said = f"{item.request} {asked}"
    levels = levels_in(item.level or "").said
    if levels and not all(levels_in(said).holds(level) for level in levels):
        yield f"The level {item.level} stands neither in the request nor in what asked for it."
    if item.strength_mg is not None and not _has_number(item.strength_mg, said):
        yield f"The strength {write_number(item.strength_mg)} mg stands neither in the request nor in what asked for it."


def _has_number(value: float, text: str) -> bool:
    wordings = (write_number(value), f"{value:g}", f"{value * 1000:g}", f"{value / 1000:g}")
    return bool(re.search(rf"(?<![\d.])0?(?:{'|'.join(map(re.escape, wordings))})(?![\d]|\.\d)", text))


def _is_said(item: DisputedItem, asked: str) -> bool:
    """A quantity in figures or words; a request without any figure asks for one."""
    quantity = item.quantity or 0
    wordings = [re.escape(write_number(quantity)), re.escape(f"{quantity:g}")]
    if quantity < len(WORDS) and float(quantity).is_integer():
        wordings.append(WORDS[int(quantity)])
    pattern = rf"(?<![\d.])(?:{'|'.join(wordings)})(?![\d]|\.\d)"
    said = " ".join((item.request, item.frequency or "", *(span.quote for span in item.spans)))
    implied = quantity == 1 or (item.duration_weeks is not None and item.frequency is not None)
    return implied or bool(re.search(pattern, f"{said} {asked}", re.IGNORECASE))


def _asked(draft: Draft) -> str:
    """The text of the application, the requests for authorization and the decision on them."""
    documents = [one for one in draft.chart.documents if one.kind in ASKING]
    return " ".join(
        page.text
        for page in draft.chart.pages
        if any(one.file == page.file and one.first_page <= page.number <= one.last_page for one in documents)
    )


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for mine, asked in pair(letter, file.case):
        for says in _differences(mine, asked):
            yield RULE.finding(says, item=mine.n, quotes=(mine.text, asked.request))


def _differences(mine: LetterItem, asked: DisputedItem) -> Iterator[str]:
    here, there = lone_sides(mine.text), lone_sides(asked.request)
    if len(here) == 1 and len(there) == 1 and here != there:
        yield f"The letter decides the {next(iter(here))} side, the file disputes the {next(iter(there))} side."
    levels, others = levels_in(mine.text), levels_in(asked.request)
    if (
        levels.said
        and others.said
        and not any(others.holds(one) or levels.holds(two) for one in levels.said for two in others.said)
    ):
        yield f"The letter decides {levels.words}, the file disputes {others.words}."
    numbers = allowed_numbers(mine)
    if asked.quantity is not None and numbers and asked.quantity not in numbers and asked.quantity != 1:
        yield f"The file disputes a quantity of {write_number(asked.quantity)}, the letter decides {mine.text}."
    strengths = {number for number, _ in STRENGTH.findall(mine.text)}
    wanted = {number for number, _ in STRENGTH.findall(asked.request)}
    if strengths and wanted and not strengths & wanted:
        yield f"The file disputes the strength {', '.join(sorted(wanted))}, the letter decides {', '.join(sorted(strengths))}."
