"""A pool whose workers can be lost."""

from __future__ import annotations

from pathlib import Path

import paper

from openimr.engines.job import Job, Limits, Outcome, Task
from openimr.engines.workers import WorkerPool


def job(path: Path, name: str, seconds: float = 30.0) -> Job:
    return Job(task=Task.OPEN, path=path, name=name, seconds=seconds)


def test_a_job_survives_its_own_encoding() -> None:
    asked = Job(task=Task.BOXES, path=Path("a/b.pdf"), name="b.pdf", first=3, last=3, seconds=1, ranges=((1, 2),))
    assert Job.decode(asked.encode()) == asked


def test_a_lost_worker_costs_its_job_only(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.typed("One page"))
    outcomes: list[Outcome] = []
    with WorkerPool(1, Limits()) as pool:
        for outcome in pool.run([job(path, "first"), job(path, "second"), job(path, "third")]):
            outcomes.append(outcome)
            if outcome.job.name == "first":
                pool._workers[0].process.kill()
                pool._workers[0].process.wait()
    assert [(outcome.job.name, outcome.payload, outcome.failure) for outcome in outcomes] == [
        ("first", b"[1]", ""),
        ("second", None, "crashed"),
        ("third", b"[1]", ""),
    ]


def test_a_job_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.typed("One page"))
    with WorkerPool(1, Limits()) as pool:
        outcomes = list(pool.run([job(path, "slow", seconds=0.0), job(path, "after")]))
    assert [(outcome.job.name, outcome.failure) for outcome in outcomes] == [("slow", "too_slow"), ("after", "")]


def test_a_worker_has_no_more_memory_than_it_may_have(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.typed("One page"))
    with WorkerPool(1, Limits(memory_mb=16)) as pool:
        outcomes = list(pool.run([job(path, "a")]))
    assert [outcome.payload for outcome in outcomes] == [None]


def test_no_process_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.typed("One page"))
    with WorkerPool(2, Limits()) as pool:
        assert len(list(pool.run([job(path, "a"), job(path, "b")]))) == 2
        processes = [worker.process for worker in pool._workers]
    assert [process.poll() is not None for process in processes] == [True, True]
