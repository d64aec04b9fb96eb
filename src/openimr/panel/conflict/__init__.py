"""Is there a tie to anyone involved? The union of both statutory lists (Labor Code 139.5(c)(2) and (d)(5))."""

from .addresses import SAME_HOUSE, address_likeness
from .finding import CODES, NEAR, SURE, Conflict, Index, barred, find, in_order, index_of, newly_found
from .involved import involved
from .names import likeness, person_likeness

__all__ = [
    "CODES",
    "NEAR",
    "SAME_HOUSE",
    "SURE",
    "Conflict",
    "Index",
    "address_likeness",
    "barred",
    "find",
    "in_order",
    "index_of",
    "involved",
    "likeness",
    "newly_found",
    "person_likeness",
]
