"""The queue: a table, so that asking for work is part of the change that needs it.

A worker holds a job by a lease that it renews. One that dies stops renewing; another takes the job and starts it anew.
Whoever finishes must still hold the lease: `finish` refuses the one who lost it, so a job's result is kept once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from openimr_server.models import CaseRow, Job, JobState

LEASE = timedelta(seconds=settings.CONFIGURATION.lease_seconds)
MOST_ATTEMPTS = 10
"""A job is started anew as often as its worker is killed; only one that always fails is given up."""
_PAUSE, _LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)


class LostLeaseError(Exception):
    """Another worker has the job now; what this one did is thrown away."""


def enqueue(
    kind: str, *, key: str, at: datetime, case: CaseRow | None = None, not_before: datetime | None = None
) -> None:
    """Asks for work within the caller's transaction. The same key asked twice is one job."""
    Job.objects.get_or_create(key=key, defaults={"kind": kind, "case": case, "not_before": not_before or at})


def claim(worker: str, *, at: datetime) -> Job | None:
    """The oldest job that waits, or whose worker is gone; None when there is none."""
    ready = Q(state=JobState.WAITING, not_before__lte=at) | Q(state=JobState.RUNNING, lease_until__lt=at)
    with transaction.atomic():
        found = Job.objects.filter(ready).order_by("not_before", "id")
        skip = connection.features.has_select_for_update_skip_locked
        job = found.select_for_update(skip_locked=skip).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.ended_at = JobState.FAILED, at
            job.error = job.error or f"Given up after {MOST_ATTEMPTS} attempts: its worker stopped each time."
            job.save()
            return None
        job.state, job.worker, job.lease_until = JobState.RUNNING, worker, at + LEASE
        job.attempts += 1
        job.save()
        return job


def renew(job: Job, *, at: datetime, done: int | None = None, total: int | None = None) -> bool:
    """Keeps the lease and notes progress; False when the job was cancelled or is another worker's."""
    changes: dict[str, datetime | int] = {"lease_until": at + LEASE}
    if done is not None and total is not None:
        changes |= {"done": done, "total": total}
    return bool(_held(job).update(**changes))


def finish(job: Job, *, at: datetime) -> None:
    """Marks it done, in the transaction that keeps its result. Raises LostLeaseError."""
    if not _held(job).update(state=JobState.DONE, ended_at=at, error=""):
        raise LostLeaseError(job.key)


def fail(job: Job, says: str, *, at: datetime, again: bool = True) -> None:
    """Notes why; tried again after a pause that doubles, until the attempts are used up."""
    more = again and job.attempts < MOST_ATTEMPTS
    _held(job).update(
        state=JobState.WAITING if more else JobState.FAILED,
        error=says[:500],
        not_before=at + min(_PAUSE * 2**job.attempts, _LONGEST_PAUSE),
        ended_at=None if more else at,
    )


def cancel(job: Job, *, at: datetime) -> bool:
    """Takes a job out of the queue; a worker that has it stops at its next sign of life."""
    open_jobs = Job.objects.filter(pk=job.pk, state__in=(JobState.WAITING, JobState.RUNNING))
    return bool(open_jobs.update(state=JobState.CANCELLED, ended_at=at))


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts)
