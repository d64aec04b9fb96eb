"""What the checks see of a draft, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from openimr.case import Case, Chart, DisputedItem, ItemFindings

from .proposal import Proposal
from .rationale import Rationale
from .sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDossier:
    """One disputed item with all that was found and drafted of it."""

    item: DisputedItem
    findings: ItemFindings
    proposal: Proposal
    rationale: Rationale


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """severity: block (do not issue) | warn (answer it) | note (for the reader; no defect). where: the sentence, item or page.

    item: n of the item, None = the letter as a whole. quotes: the words that show it. ground: statute, regulation or
    decided case. remedy: what to do.
    """

    code: str
    severity: str
    says: str
    where: str
    item: int | None = None
    quotes: tuple[str, ...] = ()
    ground: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """What a check is for: its code, how grave a finding is, the law it serves, and what to do about a finding."""

    code: str
    severity: str
    ground: str
    remedy: str

    def finding(
        self, says: str, *, where: str = "", item: int | None = None, quotes: tuple[str, ...] = ()
    ) -> CheckFinding:
        return CheckFinding(
            code=self.code,
            severity=self.severity,
            says=says,
            where=where or (f"item {item}" if item is not None else "the letter as a whole"),
            item=item,
            quotes=tuple(" ".join(quote.split()) for quote in quotes),
            ground=self.ground,
            remedy=self.remedy,
        )


class Draft(Protocol):
    """A draft determination; the letter's dossier is one."""

    @property
    def case(self) -> Case: ...
    @property
    def chart(self) -> Chart: ...
    @property
    def items(self) -> tuple[ItemDossier, ...]: ...
    @property
    def summary(self) -> tuple[Sentence, ...]: ...
