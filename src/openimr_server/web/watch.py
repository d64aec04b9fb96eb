"""For the operator's watch: is it alive, and how much waits. Counts only; nothing of any case."""

from __future__ import annotations

from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from openimr_server.models import CaseRow, Job

_LOCAL = frozenset({"127.0.0.1", "::1"})


def health(request: HttpRequest) -> HttpResponseBase:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"alive": True})


def metrics(request: HttpRequest) -> HttpResponseBase:
    """Prometheus text format; answered to this machine only (a proxy keeps it from the outside)."""
    if request.META.get("REMOTE_ADDR") not in _LOCAL:
        return HttpResponse(status=404)
    lines = ["# HELP openimr_cases Cases by state.", "# TYPE openimr_cases gauge"]
    for state, count in CaseRow.objects.values_list("state").annotate(Count("id")).order_by("state"):
        lines.append(f'openimr_cases{{state="{state}"}} {count}')
    lines += ["# HELP openimr_jobs Jobs by kind and state.", "# TYPE openimr_jobs gauge"]
    for kind, state, count in Job.objects.values_list("kind", "state").annotate(Count("id")).order_by("kind", "state"):
        lines.append(f'openimr_jobs{{kind="{kind}",state="{state}"}} {count}')
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")
