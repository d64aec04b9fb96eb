"""The reviewer summaries of the California insurance and managed care departments: one paragraph a reviewer.

"A 47-year-old female enrollee has requested reimbursement for X. The Health Insurer has denied this request indicating that ... The
physician reviewer found that ... The Health Insurer's denial should be overturned." A panel of three has three paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from openimr.case import Problem

from ..day_words import DAY
from ..determination import LetterItem, Outcome, PanelVote
from ..item import item_of
from ..letter_text import LetterText
from ..literature import named_sources
from ..outcomes import DECISION, outcome_of, sentence_around
from ..wording import fold

REQUEST = re.compile(
    r"\b(?:has|have|is|was)?\s*request(?:ed|s|ing)?\s+(?:for\s+|that\s+(?:the\s+)?(?:Health\s+)?(?:Plan|Insurer)\s+(?:authorize|cover|provide)\s+)?"
    r"(?:(?:prospective|retrospective|retroactive|continued|ongoing|full|partial|reimbursement|authorization|authorisation|coverage|payment|approval|and|or|/|,)\s+)*"
    r"(?:(?:for|of)\s+)?(?P<item>.{2,500}?)(?=\s*,?\s*(?:for|as)\s+(?:an?\s+|the\s+)?(?:treatment|evaluation|management|diagnosis)\s+of\b"
    r"|(?<!\bSt)(?<!\bDr)(?<!\bNo)(?<!\bvs)(?<!\bU\.S)\.\s+(?=(?-i:[A-Z]))|\.?\s*\n\s*\n|\.\s*$|\s+(?:which|that)\s+was\s+denied|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_FOUND = re.compile(
    r"\b(?:physician\s*)?reviewers?\s*(?:has\s*|have\s*)?(?:found|determined|concluded|stated|noted|opined|indicated)\s*(?:that\b\s*)?"
    r"|(?:^|\n)\s*Findings\s*:\s*",
    re.IGNORECASE,
)
_PASTED = re.compile(r"\bI\s+am\s+(?:a\s+)?(?:board[\s-]*certified|licensed)", re.IGNORECASE)
_DENIAL = re.compile(
    rf"(?:denials?|decision|determination)\s*(?:of\s[^.]{{0,80}}?)?(?:should|must|is|was|will)\s*(?:therefore\s*|to\s*)?(?:be\s*)?(?:{DECISION}\s*(?:and|but)\s*)?(?P<word>{DECISION})"
    rf"|\b(?:reviewers?|panel)\s*(?:has\s*|have\s*)?(?:determined|voted|recommends?|decided)[^.]{{0,60}}?\b(?P<to>{DECISION})",
    re.IGNORECASE,
)
_RESULT = re.compile(
    rf"(?:Final\s*Results?|Determination|Decision|Outcome)\s*(?:\(s\))?\s*:\s*[^.\n]{{0,140}}?(?P<word>\b{DECISION})",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?P<n>\d|one|two|three|all\s*three|all)\s*(?:of|out\s*of)\s*(?:the\s*)?(?P<m>\d|two|three)\s*(?:physician\s*)?reviewers?\s*(?:have\s*)?(?:determined|found|voted|recommend\w*)",
    re.IGNORECASE,
)
REVIEWER_HEAD = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?]\s)|(?<=\s))(?:Summary\s*Reviewer|(?:Physician|Reviewer|Doctor)\s*#|Reviewer(?=\s*\d\s*[:.]))\s*#?\s*(?P<n>\d)?\s*:?(?=\s|$)",
    re.MULTILINE,
)
SERVICE_DAY = re.compile(DAY, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reviewer wrote: text[start:end]."""

    reviewer: int
    start: int
    end: int


def opinions(text: str) -> tuple[Opinion, ...]:
    """The reviewers' paragraphs; the whole text where none is headed."""
    heads = list(REVIEWER_HEAD.finditer(text))
    if not heads:
        return (Opinion(reviewer=1, start=0, end=len(text)),)
    found = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        found.append(Opinion(reviewer=int(head["n"] or index + 1), start=head.end(), end=stop))
    return tuple(found)


def read_opinion(
    letter: LetterText, opinion: Opinion, asked: re.Match[str] | None
) -> tuple[LetterItem | None, tuple[Problem, ...]]:
    """The item as this reviewer decides it. asked: the request, where this paragraph does not repeat it."""
    text = letter.text
    request = REQUEST.search(text, opinion.start, opinion.end) or asked
    if request is None:
        return None, ()
    inside = opinion.start <= request.start() < opinion.end
    found = _FOUND.search(text, request.end() if inside else opinion.start, opinion.end)
    start = found.end() if found else _after_denial(text, request.end() if inside else opinion.start, opinion.end)
    pasted = _PASTED.search(text, start, min(opinion.end, start + 80))
    problems: tuple[Problem, ...] = ()
    rationale: tuple[int, int] | None = (start, opinion.end)
    if pasted:
        rationale = None
        problems = (
            Problem(
                code="findings_missing",
                says="Where the findings should stand, the reviewer's credentials are pasted in; reasons and decision are missing.",
                where=letter.where(start),
                fix="Ask the agency for the findings; the item is kept undecided.",
            ),
        )
    denial = _last_denial(text, start, opinion.end)
    decided = (denial[0], denial[1]) if denial and not pasted else None
    sources = named_sources(letter, *rationale) if rationale else ()
    item = item_of(
        letter, n=1, place=request.span("item"), decided=decided, guidelines=((), sources), rationale=rationale
    )
    return item, problems


_REFUSED = re.compile(
    r"\b(?:denied|denial|declined|refused)\b[^.]{0,60}\b(?:request|coverage|services?|authorization|claim)?",
    re.IGNORECASE,
)


def _after_denial(text: str, start: int, end: int) -> int:
    """Where the reviewer can begin: after the sentence in which the plan denies, for its reasons are not the reviewer's."""
    refused = _REFUSED.search(text, start, min(end, start + 400))
    at = sentence_around(text, refused.start())[1] if refused else start
    while at < end and text[at] in " .\n":
        at += 1
    return min(at, end)


def _last_denial(text: str, start: int, end: int) -> tuple[Outcome, tuple[int, int]] | None:
    last = None
    for match in [*_RESULT.finditer(text, start, end), *_DENIAL.finditer(text, start, end)]:
        group = "word" if match["word"] else "to"
        outcome = outcome_of(match[group])
        if outcome is not None and not re.search(
            r"\b(?:initial|previous|first)\b[^.]{0,40}$", text[max(start, match.start() - 50) : match.start()]
        ):
            last = (outcome, match.span(group))
    return last


def panel(
    letter: LetterText, read: Sequence[tuple[Opinion, LetterItem]]
) -> tuple[LetterItem | None, tuple[PanelVote, ...], tuple[Problem, ...]]:
    """One item decided by most of the reviewers; a split panel is told, a tie decides nothing."""
    if not read:
        return None, (), ()
    if len(read) == 1:
        return read[0][1], (), ()
    votes = tuple(
        PanelVote(reviewer=opinion.reviewer, outcome=item.decision, spans=item.spans) for opinion, item in read
    )
    counts = Counter(vote.outcome for vote in votes if vote.outcome)
    top = counts.most_common(2)
    tie = not top or (len(top) == 2 and top[0][1] == top[1][1])
    outcome = None if tie else top[0][0]
    chosen = next((item for _, item in read if item.decision is outcome), read[0][1])
    if tie:
        chosen = replace(chosen, decision=None)
    if len(counts) < 2 and not tie:
        return chosen, votes, ()
    said = ", ".join(f"{vote.reviewer}: {vote.outcome.value if vote.outcome else 'undecided'}" for vote in votes)
    says = f"The reviewers differ ({said}); {'the votes are even' if tie else 'most of them decide'}."
    return (
        chosen,
        votes,
        (Problem(code="split_panel", says=says, where=letter.file, fix="Read each reviewer's findings."),),
    )


def service_days(text: str) -> tuple[str, ...]:
    """The days of service an item names, as printed."""
    return tuple(fold(match[0]) for match in SERVICE_DAY.finditer(text))
