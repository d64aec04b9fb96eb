"""Criteria as data: load, select, evaluate, explain.

evaluate_all(case, chart, load_library(), at=day) is the step; read_pack, gather and prove are for pack authors.
"""

from .evaluation import apply, decide, evaluate, evaluate_all
from .loading import Edition, Library, PackFile, gather, load_library, read_pack
from .pack_errors import PackError
from .proving import Proof, prove
from .schema import json_schema
from .selection import Selection, applicability, select
from .situation import Recorded, Situation

__all__ = [
    "Edition",
    "Library",
    "PackError",
    "PackFile",
    "Proof",
    "Recorded",
    "Selection",
    "Situation",
    "applicability",
    "apply",
    "decide",
    "evaluate",
    "evaluate_all",
    "gather",
    "json_schema",
    "load_library",
    "prove",
    "read_pack",
    "select",
]
