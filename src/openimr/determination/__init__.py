"""Findings -> proposal -> draft with citations. The physician decides; nothing here does."""

from .abbreviations import list_abbreviations
from .document_names import name_kind
from .draft import CheckFinding, Draft, ItemDossier
from .proposal import Proposal, propose, propose_all
from .quoting import quoter
from .rationale import Rationale, explain, measure_boilerplate, name_guideline, name_item
from .sentence import Sentence, write_date
from .summary import summarize

__all__ = [
    "CheckFinding",
    "Draft",
    "ItemDossier",
    "Proposal",
    "Rationale",
    "Sentence",
    "explain",
    "list_abbreviations",
    "measure_boilerplate",
    "name_guideline",
    "name_item",
    "name_kind",
    "propose",
    "propose_all",
    "quoter",
    "summarize",
    "write_date",
]
