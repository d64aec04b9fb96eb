"""The items of a California workers' compensation letter, from the list of a notice or the blocks of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case import Problem

from ..citations import read_citations
from ..determination import CitedGuideline, LetterItem, Outcome
from ..item import item_of
from ..letter_text import LetterText
from ..outcomes import outcome_of
from .dwc_blocks import ItemBlocks, item_blocks
from .dwc_notice import Listed, Reasons, reasons


def notice_items(letter: LetterText, notice: Sequence[Listed]) -> tuple[tuple[LetterItem, ...], list[Problem]]:
    """The items of a notice's list with the details of each, and what is wrong with them."""
    details = {detail.number: detail for detail in reasons(letter.text)}
    problems: list[Problem] = []
    items = []
    for n, entry in enumerate(notice, start=1):
        detail = details.get(entry.number)
        claims, reviewer = _notice_guidelines(letter, detail)
        item = item_of(
            letter,
            n=n,
            place=entry.item,
            decided=None if entry.contradicted else (entry.outcome, entry.words),
            guidelines=(claims, reviewer),
            rationale=detail.rationale if detail else None,
        )
        items.append(item)
        if entry.contradicted:
            problems.append(
                _contradiction(
                    letter, entry.item[0], n, "The list of outcomes is printed twice and decides it both ways"
                )
            )
        problems.extend(_own_problems(letter, item, entry.item[0]))
    return tuple(items), problems


_Cited = tuple[CitedGuideline, ...] | None


def _notice_guidelines(letter: LetterText, detail: Reasons | None) -> tuple[_Cited, _Cited]:
    """None where the details are cut off before they say."""
    if detail is None:
        return None, None
    complete = detail.rationale is not None
    claims = read_citations(letter, *detail.claims) if detail.claims else () if complete else None
    reviewer = (
        read_citations(letter, *detail.reviewer, claims_admin=claims or ())
        if detail.reviewer
        else ()
        if complete
        else None
    )
    return claims, reviewer


def letter_items(letter: LetterText, issues: int, end: int) -> tuple[tuple[LetterItem, ...], list[Problem]]:
    """The items decided between `issues` and `end`, and what is wrong with them."""
    blocks = item_blocks(letter.text, issues, end)
    items, problems = [], []
    for n, found in enumerate(blocks, start=1):
        item = _letter_item(letter, n, found)
        items.append(item)
        if found.decision is None:
            problems.append(
                Problem(
                    code="no_decision",
                    says=f"Item {n}, {item.text[:80]!r}, carries no decision.",
                    where=letter.where(found.start),
                    fix="Look at the letter; the item is kept undecided.",
                )
            )
        problems.extend(_own_problems(letter, item, found.start))
    return tuple(items), problems


def _letter_item(letter: LetterText, n: int, found: ItemBlocks) -> LetterItem:
    places = {block.kind: (block.start, block.end) for block in reversed(found.blocks)}
    complete = "reasons" in places or found.stop < len(letter.text)
    claims = read_citations(letter, *places["claims"]) if "claims" in places else () if complete else None
    reviewer = (
        read_citations(letter, *places["reviewer"], claims_admin=claims or ())
        if "reviewer" in places
        else ()
        if complete
        else None
    )
    rationale = places.get("reasons")
    if rationale is None and not found.blocks and found.decision:
        rationale = (found.decision[1], found.stop)
    return item_of(
        letter,
        n=n,
        place=(found.start, found.end),
        decided=_decided(letter.text, found),
        guidelines=(claims, reviewer),
        rationale=rationale,
    )


def _decided(text: str, found: ItemBlocks) -> tuple[Outcome, tuple[int, int]] | None:
    if found.decision is None:
        return None
    if found.negated is not None:
        return (Outcome.UPHELD if found.negated else Outcome.OVERTURNED), found.decision
    outcome = outcome_of(text[slice(*found.decision)])
    return (outcome, found.decision) if outcome else None


def _own_problems(letter: LetterText, item: LetterItem, at: int) -> list[Problem]:
    found = []
    if (
        item.decision
        and item.conclusion
        and item.decision is not item.conclusion
        and Outcome.PARTLY not in (item.decision, item.conclusion)
    ):
        says = f"The item line says {item.decision.value}, the last sentence of the reasons {item.conclusion.value}"
        found.append(_contradiction(letter, at, item.n, says))
    if item.service is None:
        found.append(
            Problem(
                code="unknown_service",
                says=f"Item {item.n}, {item.text[:80]!r}, names no service we know; it is kept as printed.",
                where=letter.where(at),
                fix="If it is a service of its own, add it to lexicons/services.yaml.",
            )
        )
    return found


def _contradiction(letter: LetterText, at: int, n: int, says: str) -> Problem:
    return Problem(
        code="contradictory_decision",
        says=f"Item {n}: {says}.",
        where=letter.where(at),
        fix="Look at the letter; both are kept in the record.",
    )
