"""Assignment of all open cases at once: encode, solve, decode."""

from .assigning import STAY, assign
from .case_list import load_cases
from .encode import encode
from .openings import Board, OpenCase, Placement, Shortfall, Want
from .sampling import draw_sample
from .transport import Plan, Solver, Transport

__all__ = [
    "STAY",
    "Board",
    "OpenCase",
    "Placement",
    "Plan",
    "Shortfall",
    "Solver",
    "Transport",
    "Want",
    "assign",
    "draw_sample",
    "encode",
    "load_cases",
]
