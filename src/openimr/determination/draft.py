"""What the checks see of a draft, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from openimr.case import Case, Chart, DisputedItem, ItemFindings, Patient

from .process import ProcessRecord
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


class ProposedReviewer(Protocol):
    """A reviewer of the roster who could be assigned."""

    @property
    def id(self) -> str: ...
    @property
    def conflicts(self) -> tuple[str, ...]: ...
    @property
    def board(self) -> str | None: ...
    @property
    def state(self) -> str | None: ...


class Draft(Protocol):
    """A draft determination; the letter's dossier is one. process: how the review was carried out, as recorded."""

    @property
    def case(self) -> Case: ...
    @property
    def patient(self) -> Patient: ...
    @property
    def chart(self) -> Chart: ...
    @property
    def items(self) -> tuple[ItemDossier, ...]: ...
    @property
    def summary(self) -> tuple[Sentence, ...]: ...
    @property
    def specialties(self) -> tuple[str, ...]: ...
    @property
    def candidates(self) -> tuple[ProposedReviewer, ...]: ...
    @property
    def process(self) -> ProcessRecord: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What a determination is held against: the dispute as filed, the patient, and the chart of every page received."""

    case: Case
    patient: Patient
    chart: Chart
