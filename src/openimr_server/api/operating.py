"""Jobs and the log."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from openimr_server.access.permissions import May
from openimr_server.actions.audit import verify
from openimr_server.models import Event, Job
from openimr_server.queue import cancel

from .access import ask
from .shapes import EventOut, JobOut

router = Router(tags=["operating"])
ROWS = 200


@router.get("/jobs", response=list[JobOut], operation_id="list_jobs")
def list_jobs(request: HttpRequest) -> list[Any]:
    ask(request, May.SEE_JOBS)
    return list(Job.objects.order_by("-id")[:ROWS])


@router.post("/jobs/{job}/cancel", response={204: None}, operation_id="cancel_job")
def post_cancel(request: HttpRequest, job: int) -> tuple[int, None]:
    ask(request, May.SEE_JOBS)
    found = Job.objects.filter(pk=job).first() if 0 < job < 2**62 else None
    if found is None or not cancel(found, at=timezone.now()):
        raise HttpError(404, "There is no such job that still waits or runs.")
    return 204, None


@router.get("/audit", response=list[EventOut], operation_id="list_events")
def list_events(
    request: HttpRequest,
    chain: Annotated[str, Query(max_length=24)] = "",
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> list[Any]:
    """Lines of the log in their order, at most 200 at a time; after: id of the last one had."""
    ask(request, May.SEE_AUDIT)
    events = Event.objects.select_related("actor").filter(pk__gt=after).order_by("pk")
    if chain:
        events = events.filter(chain=chain)
    return [
        {
            "chain": one.chain, "place": one.place, "at": one.at, "actor": one.actor.email if one.actor else None,
            "kind": one.kind, "hash": one.hash,
        }
        for one in events[:ROWS]
    ]  # fmt: skip


@router.get("/audit/verify", response=list[str], operation_id="verify_log")
def get_verify(request: HttpRequest) -> list[str]:
    """Empty: every line follows from the one before it."""
    ask(request, May.SEE_AUDIT)
    return [f"{one.chain} line {one.place} {one.says}" for one in verify()]
