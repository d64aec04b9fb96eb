"""California Department of Insurance: summaries of one reviewer, or of a panel of three in experimental cases."""

from __future__ import annotations

import re

from openimr.case import Problem

from ..credentials import read_credentials
from ..determination import Determination
from ..letter_text import LetterText
from ..patient import read_patient
from .reviewer_summary import REQUEST, opinions, panel, read_opinion

PROGRAM = "CA-CDI-IMR"
_RECOGNIZED = re.compile(
    r"\bSummary\s*Reviewer\b|\bHealth\s*Insurer(?:['’a]?s)?\s*(?:has\s*)?(?:denied|denial)", re.IGNORECASE
)
_CASE = re.compile(
    r"\b(?:Case|Reference|File|IMR)\s*(?:Number|No\.?|ID|#)\s*:?\s*(?P<n>[A-Z]{0,4}-?\d{2,}[\w-]*)", re.IGNORECASE
)


def recognizes(text: str) -> bool:
    return bool(_RECOGNIZED.search(text))


def read(letter: LetterText) -> Determination:
    """One case: the item, who decided what, and the majority."""
    return read_summaries(letter, PROGRAM, "cdi-reviewer-summary")


def read_summaries(letter: LetterText, program: str, variant: str) -> Determination:
    """A case told in reviewer summaries."""
    text = letter.text
    parts = opinions(text)
    asked = REQUEST.search(text)
    read_parts = []
    problems: list[Problem] = []
    for part in parts:
        item, found = read_opinion(letter, part, asked)
        problems.extend(found)
        if item is not None:
            read_parts.append((part, item))
    chosen, votes, split = panel(letter, read_parts)
    if chosen is None:
        problems.append(
            Problem(
                code="no_request",
                says="No sentence says what was requested.",
                where=letter.file,
                fix="Look at the text; it may be cut off.",
            )
        )
    elif chosen.decision is None and not problems and not split:
        problems.append(undecided(letter, chosen.text))
    credentials, unknown = read_credentials(letter, 0, len(text))
    number = _CASE.search(text)
    position = parts[0].reviewer if len(parts) == 1 and re.search(r"Reviewer\s*\d", text) else None
    return Determination(
        file=letter.file,
        program=program,
        format_variant=variant,
        case_number=number["n"] if number else None,
        reviewer=credentials,
        patient=read_patient(letter, 0, len(text)),
        items=(chosen,) if chosen else (),
        votes=votes,
        fields=(("panel_position", str(position)),) if position else (),
        truncated=not re.search(r"[.!?:”\"’)]\s*$", text),
        text=text,
        problems=(*problems, *split, *unknown, *unknown_services(letter, chosen)),
    )


def undecided(letter: LetterText, item: str) -> Problem:
    says = f"No word decides {item[:80]!r}, and the reasons lean to neither side."
    return Problem(code="no_decision", says=says, where=letter.file, fix="Look at the text; it may be cut off.")


def unknown_services(letter: LetterText, item: object) -> tuple[Problem, ...]:
    from ..determination import LetterItem

    if not isinstance(item, LetterItem) or item.service is not None:
        return ()
    says = f"Item 1, {item.text[:80]!r}, names no service we know; it is kept as printed."
    return (
        Problem(
            code="unknown_service",
            says=says,
            where=letter.file,
            fix="If it is a service of its own, add it to lexicons/services.yaml.",
        ),
    )


_FIRST = re.compile(r"\bSummary\s*Reviewer\b(?:\s*#?\s*(?P<n>\d)\b)?")


def starts(letter: LetterText) -> tuple[int, ...]:
    """A summary of reviewer 1, or of an unnumbered reviewer, after another summary begins the next case."""
    heads = list(_FIRST.finditer(letter.text))
    return tuple(head.start() for head in heads[1:] if head["n"] in (None, "1"))
