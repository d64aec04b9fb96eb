"""Reviewers: credentials, conflicts of interest, fit."""

from . import conflict
from .fit import Candidate, Panel, rank
from .qualification import Requirement, is_qualified, qualify
from .reviewer import Board, License, Reviewer, Tie, TieKind
from .roster import load

__all__ = [
    "Board",
    "Candidate",
    "License",
    "Panel",
    "Requirement",
    "Reviewer",
    "Tie",
    "TieKind",
    "conflict",
    "is_qualified",
    "load",
    "qualify",
    "rank",
]
