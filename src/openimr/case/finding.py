"""What evaluating guideline criteria for one item gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .answer import Answer
from .dispute import GuidelineCitation
from .page import PageRef, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One leaf. kind: the published vocabulary (visit_trial, cumulative_cap, ...). name: the condition in plain words.

    MET always means: the guideline's condition for approval is satisfied. explain: one sentence.
    conflict: candidates disagree and it matters. only_in_ur: rests only on the UR decision. informative: never decides
    (statutory caps, formulary status). limit, prior, requested, value are in `unit`.
    searched: the pages searched, for NOT_DOCUMENTED.
    """

    id: str
    kind: str
    name: str
    answer: Answer
    explain: str
    spans: tuple[Span, ...] = ()
    component: str | None = None
    limit: float | None = None
    prior: float | None = None
    requested: float | None = None
    value: float | None = None
    unit: str | None = None
    conflict: bool = False
    only_in_ur: bool = False
    informative: bool = False
    searched: tuple[PageRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One guideline row applied to one item.

    rule: one own-word sentence or two stating what the guideline asks (printed in the letter).
    decisive: ids of leaves that are enough alone; contributing: ids that are not. supported_quantity: advice, in the
    item's unit. verified: whether a named person has checked the row against the official text. level: its step in the
    search sequence of 8 CCR 9792.21.1: mtus | acoem_odg | other_guideline | study. asks: questions put to the reviewer.
    """

    rule_id: str
    answer: Answer
    citations: tuple[GuidelineCitation, ...]
    rule: str
    criteria: tuple[CriterionResult, ...]
    stance: str
    level: str
    edition: str
    verified: bool
    decisive: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    supported_quantity: float | None = None
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFindings:
    """The rules that apply to an item. `primary` decides; none: the reviewer is asked, never a denial
    (8 CCR 9792.21(d)). skipped: reasons why a higher level of the search sequence was passed over. on: the day that selected
    the guideline editions."""

    n: int
    primary: tuple[RuleResult, ...]
    informative: tuple[RuleResult, ...] = ()
    skipped: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    on: date | None = None
