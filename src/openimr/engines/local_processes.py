"""Runs a step over many tasks in processes of this machine."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

FEWEST = 4
"""Fewer tasks than this are done sooner in this process than another process starts."""


class _Helper:
    """One process and the place of the task it has; started with `Popen`, so that a script needs no main guard."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "openimr.engines.step_worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self.place: int | None = None

    def start(self, place: int, work: bytes) -> None:
        self.place = place
        # A process that died is noticed when its answer is awaited.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send_bytes(work)

    def take(self) -> tuple[int, bytes | None]:
        """The place of its task and the pickled result; None for the result when the process is gone."""
        place, self.place = self.place, None
        assert place is not None
        try:
            return place, self.connection.recv_bytes()
        except (EOFError, OSError):
            return place, None

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


class LocalProcesses:
    """A `openimr.batch.Runner`. count: of processes, None for one a processor.

    What a lost process had is done in this one, so that the results are those of `run_here`, in the order of the tasks.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = count or os.cpu_count() or 1

    def __call__(self, step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterator[Result]:
        if self._count < 2 or len(tasks) < FEWEST:
            yield from map(step, tasks)
            return
        helpers = [_Helper() for _ in range(min(self._count, len(tasks)))]
        try:
            yield from _in_order(step, tasks, helpers)
        finally:
            for helper in helpers:
                helper.stop()


def _in_order(step: Callable[[Task], Result], tasks: Sequence[Task], helpers: list[_Helper]) -> Iterator[Result]:
    done: dict[int, Result] = {}
    waiting = iter(range(len(tasks)))
    for helper in helpers:
        _hand_out(helper, waiting, step, tasks)
    for at in range(len(tasks)):
        while at not in done:
            busy = [helper for helper in helpers if helper.place is not None]
            if not busy:  # all are lost
                done.update((place, step(tasks[place])) for place in waiting)
            for helper in _answering(busy):
                place, answer = helper.take()
                done[place] = step(tasks[place]) if answer is None else pickle.loads(answer)
                if answer is not None:
                    _hand_out(helper, waiting, step, tasks)
        yield done.pop(at)


def _answering(busy: list[_Helper]) -> list[_Helper]:
    """Those that have answered or died; waits for the first."""
    ready = wait([helper.connection for helper in busy]) if busy else []
    return [helper for helper in busy if helper.connection in ready]


def _hand_out(helper: _Helper, waiting: Iterator[int], step: Callable[[Task], Result], tasks: Sequence[Task]) -> None:
    place = next(waiting, None)
    if place is not None:
        helper.start(place, pickle.dumps((step, tasks[place]), protocol=pickle.HIGHEST_PROTOCOL))
