"""A pool of worker processes that can be lost: a job that kills or stalls its worker costs that job only."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import TracebackType

from .job import Failure, Job, Limits, Outcome


class _Worker:
    """One process and the job it has. Started with `Popen`, not by forking: the caller may have threads, and a script
    without a main guard must not run twice."""

    def __init__(self, limits: Limits) -> None:
        self.connection, theirs = Pipe()
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_THREAD_LIMIT": "1"}
        command = [sys.executable, "-m", "openimr.engines.worker", str(theirs.fileno()), json.dumps(asdict(limits))]
        self.process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self.job: Job | None = None
        self.deadline = 0.0

    def start(self, job: Job) -> None:
        self.job, self.deadline = job, time.monotonic() + job.seconds
        # A worker that died idle is noticed when its answer is awaited.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send_bytes(job.encode())

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


class WorkerPool:
    """Runs jobs in up to `count` processes. Use as a context manager; processes start when there is work for them."""

    def __init__(self, count: int, limits: Limits) -> None:
        self._count, self._limits = count, limits
        self._workers: list[_Worker] = []

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._workers:
            self._workers.pop().stop()

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """An outcome for every job, as they come; the order of jobs is kept only by one worker."""
        waiting = deque(jobs)
        while waiting or any(worker.job for worker in self._workers):
            self._hand_out(waiting)
            yield from self._collect()

    def _hand_out(self, waiting: deque[Job]) -> None:
        busy = sum(1 for worker in self._workers if worker.job)
        while len(self._workers) < min(self._count, busy + len(waiting)):
            self._workers.append(_Worker(self._limits))
        for worker in self._workers:
            if waiting and worker.job is None:
                worker.start(waiting.popleft())

    def _collect(self) -> Iterator[Outcome]:
        """What has come in; waits for the first answer or the next deadline."""
        busy = [worker for worker in self._workers if worker.job]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.connection for worker in busy], timeout=patience)
        for worker in busy:
            if worker.connection in ready:
                yield self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                yield self._lose(worker, Failure.TOO_SLOW)

    def _receive(self, worker: _Worker) -> Outcome:
        connection: Connection[bytes, bytes] = worker.connection
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            return self._lose(worker, Failure.CRASHED)
        job = worker.job
        assert job is not None
        worker.job = None
        if data[:1] == b"+":
            return Outcome(job=job, payload=data[1:])
        return Outcome(job=job, failure=data[1:].decode("ascii", "replace"))

    def _lose(self, worker: _Worker, why: Failure) -> Outcome:
        job = worker.job
        assert job is not None
        self._workers.remove(worker)
        worker.stop()
        return Outcome(job=job, failure=why.value)
