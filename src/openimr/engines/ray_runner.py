"""Runs a step over many tasks on a Ray cluster, or on a Ray of this machine. Needs ray (the extra `ray`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from types import ModuleType, TracebackType
from typing import TypeVar

from openimr.case import OpenImrError

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""So many tasks for each processor are under way at a time, so that a long list does not fill the cluster's memory."""


class RayRunner:
    """A `openimr.batch.Runner` on Ray, used as a context manager. address: of a cluster, None for this machine alone.

    A worker that is lost is replaced by Ray and its task done again; steps are pure, so the results stay the same.
    """

    def __init__(self, *, address: str | None = None, workers: int | None = None) -> None:
        self._address, self._workers = address, workers
        self._ray: ModuleType | None = None

    def __enter__(self) -> RayRunner:
        self._ray = _imported()
        quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
        here = {"num_cpus": self._workers or os.cpu_count() or 1} if self._address is None else {}
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._ray.init(address=self._address, runtime_env={"env_vars": {"PYTHONPATH": path}}, **here, **quiet)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ray is not None:
            with suppress(ConnectionError):
                self._ray.shutdown()
            self._ray = None

    def __call__(self, step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterable[Result]:
        """The results in the order of the tasks."""
        ray = self._ray
        if ray is None:
            raise OpenImrError("The Ray runner is not open; use it as `with RayRunner() as runner:`.")
        remote = ray.remote(max_retries=3)(step)
        most = AHEAD * int(ray.cluster_resources().get("CPU", 1))
        waiting = iter(tasks)
        running = [remote.remote(task) for _, task in zip(range(most), waiting, strict=False)]
        while running:
            yield ray.get(running.pop(0))
            running += [remote.remote(task) for _, task in zip(range(1), waiting, strict=False)]


def _imported() -> ModuleType:
    try:
        return import_module("ray")
    except ImportError as missing:
        raise OpenImrError("This runner needs Ray: pip install 'openimr[ray]'.") from missing
