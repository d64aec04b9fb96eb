"""Is there a tie to anyone involved? The union of both statutory lists (Labor Code 139.5(c)(2) and (d)(5))."""

from .finding import CODES, NEAR, SURE, Conflict, Index, barred, find, in_order, index_of, newly_found
from .involved import involved
from .names import is_person_named, likeness

__all__ = [
    "CODES",
    "NEAR",
    "SURE",
    "Conflict",
    "Index",
    "barred",
    "find",
    "in_order",
    "index_of",
    "involved",
    "is_person_named",
    "likeness",
    "newly_found",
]
