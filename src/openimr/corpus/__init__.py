"""Published determinations: read from pages' text into one kind of record. Pure: pages in, values out."""

from .determination import (
    Category,
    CitedGuideline,
    Defect,
    Determination,
    LetterDates,
    LetterItem,
    LetterPatient,
    Outcome,
    PanelVote,
    Passage,
    Reading,
    ReviewerCredentials,
    SummaryFact,
)
from .reading import read
from .record import record_of

__all__ = [
    "Category",
    "CitedGuideline",
    "Defect",
    "Determination",
    "LetterDates",
    "LetterItem",
    "LetterPatient",
    "Outcome",
    "PanelVote",
    "Passage",
    "Reading",
    "ReviewerCredentials",
    "SummaryFact",
    "read",
    "record_of",
]
