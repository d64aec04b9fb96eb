"""Findings -> proposal -> draft with citations. The physician decides; nothing here does."""

from .abbreviations import list_abbreviations
from .document_names import name_kind
from .draft import CaseFile, CheckFinding, CheckRule, Draft, ItemDossier
from .own_words import Share, measure_letter, measure_rationale
from .plain_words import tell_plainly
from .process import NOTHING_RECORDED, ProcessRecord, Remand, ReviewerRecord, SignOff, Vote
from .proposal import Proposal, propose, propose_all
from .quoting import quoter
from .rationale import Rationale, explain, name_guideline, name_item
from .reading_level import MOST_GRADE, grade
from .sentence import Sentence, write_date
from .summary import summarize

__all__ = [
    "MOST_GRADE",
    "NOTHING_RECORDED",
    "CaseFile",
    "CheckFinding",
    "CheckRule",
    "Draft",
    "ItemDossier",
    "ProcessRecord",
    "Proposal",
    "Rationale",
    "Remand",
    "ReviewerRecord",
    "Sentence",
    "Share",
    "SignOff",
    "Vote",
    "explain",
    "grade",
    "list_abbreviations",
    "measure_letter",
    "measure_rationale",
    "name_guideline",
    "name_item",
    "name_kind",
    "propose",
    "propose_all",
    "quoter",
    "summarize",
    "tell_plainly",
    "write_date",
]
