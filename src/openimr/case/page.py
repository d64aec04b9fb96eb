"""Pages, documents and the ledger: what was received and what became of it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import Enum

from .partial_date import PartialDate


class PageSource(Enum):
    """How a page's text was had."""

    TEXT_LAYER = "text"
    OCR = "ocr"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Where runs of characters stand on a page.

    Run i covers text[starts[i]:ends[i]] and the rectangle
    coordinates[4*i:4*i+4] = left, top, right, bottom, in points (1/72 inch) from the top left corner.
    A run is a line piece (text layer) or a word (OCR).
    """

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    coordinates: array[float] = field(default_factory=lambda: array("f"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page received. `number` counts from 1. `text` is "" when nothing could be read.

    width, height: points. confidence: 0..1, of the reading (1.0 for a good text layer).
    sha256: hash of what is seen on the page (used to find exact duplicates), hex.
    """

    file: str
    number: int
    text: str
    source: PageSource
    confidence: float = 1.0
    width: float = 612.0
    height: float = 792.0
    boxes: Boxes = field(default_factory=Boxes)
    sha256: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PageRef:
    """A page of the case file; `page` counts from 1."""

    file: str
    page: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words on a page: `quote` is text[start:end] of that page, white space folded."""

    file: str
    page: int
    start: int
    end: int
    quote: str

    @property
    def ref(self) -> PageRef:
        return PageRef(self.file, self.page)


class DocumentKind(Enum):
    """Kinds of documents in a case file."""

    IMR_APPLICATION = "imr_application"
    UR_DECISION = "ur_decision"
    RFA = "rfa"
    PR2 = "pr2"
    CONSULT = "consult"
    OPERATIVE_REPORT = "operative_report"
    PROCEDURE_NOTE = "procedure_note"
    IMAGING = "imaging"
    EMG = "emg"
    PSYCH_EVAL = "psych_eval"
    PSYCH_NOTE = "psych_note"
    PSYCHIATRY_NOTE = "psychiatry_note"
    PT_NOTE = "pt_note"
    CHIRO_NOTE = "chiro_note"
    ACUPUNCTURE_NOTE = "acupuncture_note"
    QME_REPORT = "qme_report"
    WORK_STATUS = "work_status"
    CASE_MANAGER_NOTE = "case_manager_note"
    MEDICATION_LOG = "medication_log"
    LAB = "lab"
    DISCHARGE = "discharge"
    CORRESPONDENCE = "correspondence"
    FAX_COVER = "fax_cover"
    PROOF_OF_SERVICE = "proof_of_service"
    BILLING = "billing"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Consecutive pages of one file that belong together.

    id: "D1", "D2", ... in file order. title: what it calls itself, as printed. author_role: e.g. "treating physician".
    duplicate_of: id of the document it repeats. other_patient: it is about somebody else, whose name is `patient_named`.
    """

    id: str
    file: str
    first_page: int
    last_page: int
    kind: DocumentKind
    title: str = ""
    date: PartialDate | None = None
    author: str | None = None
    author_role: str | None = None
    patient_named: str | None = None
    duplicate_of: str | None = None
    other_patient: bool = False

    def holds(self, ref: PageRef) -> bool:
        return self.file == ref.file and self.first_page <= ref.page <= self.last_page


class Fate(Enum):
    """What became of a page received."""

    READ = "read"
    OCR = "ocr"
    DUPLICATE = "duplicate"
    OTHER_PATIENT = "other_patient"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of the ledger: every page received has exactly one."""

    ref: PageRef
    fate: Fate
    document: str | None
    confidence: float
