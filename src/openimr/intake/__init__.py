"""Application and UR decision -> Case; eligibility; what is missing."""

from .dispute import read_dispute
from .eligibility import Eligibility, EligibilityReason, ItemEligibility
from .faults import find_faults
from .patient import read_patient
from .screening import screen

__all__ = [
    "Eligibility",
    "EligibilityReason",
    "ItemEligibility",
    "find_faults",
    "read_dispute",
    "read_patient",
    "screen",
]
