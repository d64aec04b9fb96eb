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
    """severity: block | warn. where: the sentence, item or page concerned."""

    code: str
    severity: str
    says: str
    where: str


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
