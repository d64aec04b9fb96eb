"""The assignment solved with OR-tools, an optional dependency."""

from __future__ import annotations

from openimr.case import OpenImrError
from openimr.panel.assignment.transport import Solver


def flow_solver() -> Solver:
    """The solver, or an error that says how to install what it needs."""
    try:
        from .flow import FlowSolver
    except ImportError as wrong:
        raise OpenImrError("Assignment needs OR-tools: pip install 'openimr[assignment]'.") from wrong
    return FlowSolver()
