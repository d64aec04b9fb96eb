"""The rules of a jurisdiction, read from a pack: clocks, calendars, reasons, evidence ladder, wording."""

from .clock import due
from .closed_days import holidays, why_closed
from .due import Due, Reading, Skipped, Standing, UnknownRule
from .loading import load, names, read
from .money import Exposure, FeeKey, expose, find_fee
from .pack_file import PackError
from .periods import Calendar, Clock, ClockVersion, Holiday, ServiceExtension
from .program import (
    Actor,
    EvidenceLadder,
    EvidenceLevel,
    EvidenceStandard,
    Fee,
    FormSettings,
    IneligibilityReason,
    Organization,
    OtherForm,
    Program,
    PublicationProfile,
    Scope,
    Wording,
)
from .rules import in_force
from .running import Happening, HappeningKind, run_clock

__all__ = [
    "Actor",
    "Calendar",
    "Clock",
    "ClockVersion",
    "Due",
    "EvidenceLadder",
    "EvidenceLevel",
    "EvidenceStandard",
    "Exposure",
    "Fee",
    "FeeKey",
    "FormSettings",
    "Happening",
    "HappeningKind",
    "Holiday",
    "IneligibilityReason",
    "Organization",
    "OtherForm",
    "PackError",
    "Program",
    "PublicationProfile",
    "Reading",
    "Scope",
    "ServiceExtension",
    "Skipped",
    "Standing",
    "UnknownRule",
    "Wording",
    "due",
    "expose",
    "find_fee",
    "holidays",
    "in_force",
    "load",
    "names",
    "read",
    "run_clock",
    "why_closed",
]
