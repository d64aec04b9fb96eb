"""The queue: one job a key, one worker a job, and nothing lost when a worker dies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from openimr_server.models import Job, JobState
from openimr_server.queue import LEASE, MOST_ATTEMPTS, LostLeaseError, cancel, claim, enqueue, fail, finish, renew
from tests.server.conftest import NOW


def _job(key: str = "mail:1") -> Job:
    enqueue("mail", key=key, at=NOW)
    return Job.objects.get(key=key)


def test_the_same_key_is_one_job() -> None:
    _job()
    _job()
    assert list(Job.objects.values_list("key", "state")) == [("mail:1", "waiting")]


def test_a_job_is_one_worker_s() -> None:
    _job()
    taken = claim("first", at=NOW)
    assert taken is not None
    assert (taken.worker, taken.attempts) == ("first", 1)
    assert claim("second", at=NOW) is None


def test_a_dead_worker_s_job_is_taken_over_and_its_late_result_refused() -> None:
    _job()
    lost = claim("first", at=NOW)
    assert lost is not None
    taken = claim("second", at=NOW + LEASE + timedelta(seconds=1))
    assert taken is not None
    assert (taken.pk, taken.attempts) == (lost.pk, 2)
    assert renew(lost, at=NOW) is False
    with pytest.raises(LostLeaseError):
        finish(lost, at=NOW)
    finish(taken, at=NOW)
    assert Job.objects.get().state == JobState.DONE


def test_a_renewed_lease_is_kept() -> None:
    _job()
    job = claim("first", at=NOW)
    assert job is not None
    assert renew(job, at=NOW + LEASE, done=3, total=9) is True
    assert claim("second", at=NOW + LEASE + timedelta(seconds=1)) is None
    assert list(Job.objects.values_list("done", "total")) == [(3, 9)]


def test_a_failed_job_waits_longer_each_time_and_is_given_up() -> None:
    _job()
    waits = []
    at = NOW
    for _ in range(MOST_ATTEMPTS):
        job = claim("w", at=at)
        assert job is not None
        fail(job, "the disk is full", at=at)
        job.refresh_from_db()
        waits.append((job.state, int((job.not_before - at).total_seconds())))
        at = job.not_before
    assert waits == [
        *(("waiting", seconds) for seconds in (20, 40, 80, 160, 320, 640, 1280, 2560, 3600)),
        ("failed", 3600),
    ]
    assert claim("w", at=at + timedelta(days=1)) is None


def test_a_job_whose_workers_die_each_time_is_given_up() -> None:
    _job()
    at = NOW
    for _ in range(MOST_ATTEMPTS):
        assert claim("w", at=at) is not None
        at += LEASE + timedelta(seconds=1)
    assert claim("w", at=at) is None
    assert list(Job.objects.values_list("state", "error")) == [
        ("failed", f"Given up after {MOST_ATTEMPTS} attempts: its worker stopped each time.")
    ]


def test_a_cancelled_job_stops_its_worker() -> None:
    job = _job()
    taken = claim("w", at=NOW)
    assert taken is not None
    assert cancel(job, at=NOW) is True
    assert renew(taken, at=NOW) is False
    assert cancel(job, at=NOW) is False
