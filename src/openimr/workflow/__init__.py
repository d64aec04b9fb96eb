"""Where a case stands, who must do what by when, and what comes next: from the program's tables and the log."""

from openimr.program import load
from openimr.program.process_loading import load_process

from .advance import Refusal, Step, advance, list_events
from .event import Event, LogRead, read_log, write_log
from .fact import CaseFact, facts_of
from .guard import GuardResult, Law, answer_guard
from .joining import consolidation_facts, is_duplicate, may_consolidate
from .option import Lack, Option, list_options
from .proving import Proof, prove_clocks, prove_guards
from .replay import Rebuilt, list_cases, rebuild, split_log
from .standing import Duty, ItemStanding, Standing, list_dues, list_duties


def load_law(name: str) -> Law:
    """Rules and process tables of a program pack. Raises PackError where either is missing or faulty."""
    return Law(program=load(name), process=load_process(name))


__all__ = [
    "CaseFact",
    "Duty",
    "Event",
    "GuardResult",
    "ItemStanding",
    "Lack",
    "Law",
    "LogRead",
    "Option",
    "Proof",
    "Rebuilt",
    "Refusal",
    "Standing",
    "Step",
    "advance",
    "answer_guard",
    "consolidation_facts",
    "facts_of",
    "is_duplicate",
    "list_cases",
    "list_dues",
    "list_duties",
    "list_events",
    "list_options",
    "load_law",
    "may_consolidate",
    "prove_clocks",
    "prove_guards",
    "read_log",
    "rebuild",
    "split_log",
    "write_log",
]
