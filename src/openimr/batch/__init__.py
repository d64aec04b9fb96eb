"""One step over many things; the runner is an argument.

A step is a function of one task, known by its name in its module; a runner does it for every task and gives the results
in the order of the tasks. `run_here` does them one after the other in this process. `openimr.engines.local_processes`
uses this machine's processors; a cluster's runner (Ray's `map`) has the same form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Runner(Protocol):
    """Does a step for every task; the results come in the order of the tasks, whoever did them."""

    def __call__(self, step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterable[Result]: ...


def run_here(step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterable[Result]:
    """One task after the other, in this process."""
    return map(step, tasks)
