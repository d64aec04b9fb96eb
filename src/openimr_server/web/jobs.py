"""What goes on behind the pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from openimr_server.access.permissions import May
from openimr_server.models import Job
from openimr_server.queue import cancel

from .gate import SignedIn, page


@page(May.SEE_JOBS)
def jobs(request: SignedIn) -> HttpResponseBase:
    return render(request, "jobs.html", {"jobs": Job.objects.select_related("case").order_by("-id")[:100]})


@require_POST
@page(May.SEE_JOBS)
def cancel_job(request: SignedIn, pk: int) -> HttpResponseBase:
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Http404
    if cancel(job, at=timezone.now()):
        messages.success(request, "Cancelled.")
    else:
        messages.error(request, "This job has already ended.")
    return redirect("jobs")
