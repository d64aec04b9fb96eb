"""Rows. Nothing here decides or computes; `actions` change them, `convert` makes values of them."""

from __future__ import annotations

from .account import Role, User
from .case import CaseRow, CaseState, ItemRow, PartyRow, Priority
from .desk import Attestation, Comment, Correction, Draft, ReadMark, ReturnedFinding
from .event import Event
from .job import Job, JobState
from .mail import OutgoingMail
from .page import PageRow
from .paper import Artifact, Paper, PaperState
from .roster import RosterEdition
from .token import ApiToken

__all__ = [
    "ApiToken",
    "Artifact",
    "Attestation",
    "CaseRow",
    "CaseState",
    "Comment",
    "Correction",
    "Draft",
    "Event",
    "ItemRow",
    "Job",
    "JobState",
    "OutgoingMail",
    "PageRow",
    "Paper",
    "PaperState",
    "PartyRow",
    "Priority",
    "ReadMark",
    "ReturnedFinding",
    "Role",
    "RosterEdition",
    "User",
]
