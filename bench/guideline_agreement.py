"""One rule before two engines: the step of the comparison in `guidelines.py`, in a module of its own so that other processes
find it by name."""

from __future__ import annotations

from itertools import islice

from openimr.case import Answer
from openimr.guideline import decide, load_library
from openimr.guideline.cql import SUPPORTED, to_cql
from openimr.guideline.parameters import TooManyRivals, parameters_of
from openimr.guideline.sampling import sample

TRUTH = {Answer.MET: True, Answer.NOT_MET: False, Answer.NOT_DOCUMENTED: None}


def compare_rule(task: tuple[int, int]) -> tuple[int, int, list[str]]:
    """Inputs compared, those that differ, and some of them in words."""
    from cql_sdk import api

    place, wanted = task
    edition = load_library().editions[place]
    library = api.load_library_from_cql_text(to_cql(edition))
    compared, differ, examples = 0, 0, list[str]()
    for situation in islice(sample(edition, seed=2), 2 * wanted):
        if compared == wanted:
            break
        try:
            parameters = parameters_of(edition, situation)
        except TooManyRivals:
            continue
        other = api.invoke(library, definition=SUPPORTED, parameters=parameters)
        own = TRUTH[decide(edition, situation)]
        compared += 1
        if own is not other:
            differ += 1
            if len(examples) < 3:
                examples.append(f"{edition.row.id}: {own} here, {other} in CQL, for {parameters}")
    return compared, differ, examples
