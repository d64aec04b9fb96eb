"""QA15: an even split is resolved for the service, and differing reviewers' analyses are attached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openimr.case import Decision
from openimr.corpus import Determination, Outcome
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA15",
    severity="block",
    ground="Labor Code 4610.6(e): on an even split the service is provided; 4610.6(f): separate analyses",
    remedy="Decide by the majority, an even split for the service, and attach each reviewer's own analysis.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    by_item = {one.item.n: one.proposal.decision for one in draft.items}
    differing = False
    for n in sorted({vote.n for vote in draft.process.votes}):
        counts = Counter(vote.decision for vote in draft.process.votes if vote.n == n)
        differing = differing or len(counts) > 1
        due = resolve(counts[Decision.OVERTURNED], counts[Decision.UPHELD])
        if by_item.get(n) is not None and by_item[n] is not due:
            says = (
                f"{counts[Decision.OVERTURNED]} of {sum(counts.values())} reviewers found the service necessary; the "
                f"item must be {due.value}."
            )
            yield RULE.finding(says, item=n)
    if differing and not draft.process.separate_analyses:
        yield RULE.finding("The reviewers differ, and their separate analyses are not attached.")


def resolve(necessary: int, not_necessary: int) -> Decision:
    """The majority; an even split goes to the service."""
    return Decision.OVERTURNED if necessary >= not_necessary else Decision.UPHELD


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    """Votes that the letter itself reports, held against its outcome."""
    counts = Counter(vote.outcome for vote in letter.votes if vote.outcome is not None)
    said = letter.published_outcome or letter.letter_outcome
    if sum(counts.values()) > 1 and said in (Outcome.UPHELD, Outcome.OVERTURNED):
        due = resolve(counts[Outcome.OVERTURNED] + counts[Outcome.PARTLY], counts[Outcome.UPHELD])
        if (due is Decision.OVERTURNED) != (said is Outcome.OVERTURNED):
            yield RULE.finding(f"By the reviewers' votes the outcome is {due.value}, the letter says {said.value}.")
