"""QA02: the item decided is the item asked for: wording, quantity and side (Labor Code 4610.6(h)(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import DisputedItem, DocumentKind
from openimr.determination.draft import CheckFinding, Draft, ItemDossier
from openimr.determination.rationale import name_item
from openimr.determination.sentence import write_number

ASKING = (DocumentKind.IMR_APPLICATION, DocumentKind.RFA, DocumentKind.UR_DECISION)
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SIDES = {"left": "right", "right": "left"}


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    asked = _asked(draft)
    return tuple(
        CheckFinding(code="QA02", severity="block", says=says, where=f"item {one.item.n}: {one.item.request}")
        for one in draft.items
        for says in _faults(one, asked)
    )


def _faults(one: ItemDossier, asked: str) -> Iterator[str]:
    if name_item(one.item) not in one.rationale.conclusion.text:
        yield "The conclusion does not name the item as it was requested."
    if one.item.quantity is not None and not _is_said(one.item, asked):
        yield f"The quantity {write_number(one.item.quantity)} stands neither in the request nor in what asked for it."
    other = SIDES.get(one.item.laterality or "")
    if other and re.search(rf"\b{other}\b", one.item.request, re.IGNORECASE):
        yield f"The item is read as {one.item.laterality}, the request says {other}."


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
