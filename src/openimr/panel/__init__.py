"""Reviewers: credentials, conflicts of interest, fit."""

from . import conflict
from .fit import Candidate, Panel, rank
from .qualification import Requirement, is_qualified, qualify
from .roster import Board, License, Reviewer, load

__all__ = [
    "Board",
    "Candidate",
    "License",
    "Panel",
    "Requirement",
    "Reviewer",
    "conflict",
    "is_qualified",
    "load",
    "qualify",
    "rank",
]
