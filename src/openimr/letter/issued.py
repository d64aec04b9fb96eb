"""The letter as issued: the draft's blocks with what the physician decided and signed in place of what was proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from openimr.case import Decision

from .blocks import Block, Shape
from .composition import FAMILIAR, Letter, compose
from .dossier import Dossier
from .states import write_state

TITLE = "Independent Medical Review Final Determination Letter"
WORDS = {Decision.UPHELD: "Upheld", Decision.OVERTURNED: "Overturned"}
PLAIN = {
    Decision.UPHELD: "The refusal of {item} stands. The claims administrator does not have to provide it.",
    Decision.OVERTURNED: "{item} is medically necessary. The claims administrator must authorize it.",
}
_DRAFT_SECTIONS = frozenset({"WHAT WOULD CHANGE THIS"})
_PLAIN_SECTION = "IN PLAIN LANGUAGE"
_MAKING_SECTION = "HOW THE IMR FINAL DETERMINATION WAS MADE"
_DRAFTED_SUMMARY = "The following clinical case summary"
_SUMMARY = "The following clinical case summary was developed based on all medical records:"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedItem:
    """The physician's decision on the item of that number, and the rationale as signed."""

    n: int
    decision: Decision
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a determination rests on. board, state, over_five_years, full_hours: of the reviewer who signed, as the record
    supports them on the day of the decision; never the name (Labor Code 4610.6(f)).
    """

    items: tuple[SignedItem, ...]
    on: date
    board: str | None = None
    state: str | None = None
    over_five_years: bool = False
    full_hours: bool = False


def issue(dossier: Dossier, signed: Signed) -> Letter:
    """The final letter. Raises ValueError when an item in dispute has no signed decision (Labor Code 4610.6(c))."""
    decided = {one.n: one for one in signed.items}
    open_items = [str(one.item.n) for one in dossier.items if one.item.n not in decided]
    if open_items:
        raise ValueError(f"Item {', '.join(open_items)} has no signed decision; sign it before the letter is issued.")
    return Letter(title=TITLE, blocks=tuple(_blocks(dossier, signed)))


def _blocks(dossier: Dossier, signed: Signed) -> Iterator[Block]:
    """The draft's blocks without its notes; two sections are told anew, since what is said there is decided now."""
    waiting = iter(dossier.items)
    decided = {one.n: one for one in signed.items}
    told = {_MAKING_SECTION: _tell_making(dossier, signed), _PLAIN_SECTION: _tell_plainly(dossier, signed)}
    current: SignedItem | None = None
    section = ""
    for block in compose(dossier).blocks:
        if block.shape is Shape.HEADING:
            section = block.text
            if section not in _DRAFT_SECTIONS:
                yield block
            if section in told:
                yield Block(shape=Shape.PARAGRAPH, text=told[section])
        elif block.shape is Shape.NOTE or section in _DRAFT_SECTIONS or section in told:
            continue
        elif block.shape is Shape.ITEM:
            current = decided[next(waiting).item.n]
            yield replace(block, text=WORDS[current.decision])
        elif block.label == "Decision rationale" and current:
            yield replace(block, text=current.rationale)
        elif block.text.startswith(_DRAFTED_SUMMARY):
            yield replace(block, text=_SUMMARY)
        else:
            yield block


def _tell_plainly(dossier: Dossier, signed: Signed) -> str:
    requests = {one.item.n: one.item.request.rstrip(" .") for one in dossier.items}
    return " ".join(PLAIN[one.decision].format(item=f"“{requests[one.n]}”") for one in signed.items)


def _tell_making(dossier: Dossier, signed: Signed) -> str:
    said = [f"{dossier.settings.organization_full} sent the complete case file to an expert reviewer."]
    said.append("He/she has no affiliation with the employer, employee, providers or the claims administrator.")
    held = [f"is Board Certified in {signed.board}"] if signed.board else []
    held += [f"is licensed to practice in {write_state(signed.state)}"] if signed.state else []
    if held:
        said.append(f"The expert reviewer {', and '.join(held)}.")
    practice = ["has been in active clinical practice for more than five years"] if signed.over_five_years else []
    practice += ["is currently working at least 24 hours a week in active practice"] if signed.full_hours else []
    if practice:
        said.append(f"He/she {' and '.join(practice)}.")
    return " ".join((*said, FAMILIAR))
