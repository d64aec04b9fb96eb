"""Figures of the organization's own work: open and late cases, time to decide, outcomes by service."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from openimr_server.access.permissions import May
from openimr_server.models import CaseRow, CaseState, ItemRow

from .gate import SignedIn, page

FEWEST = 5
"""Rates of fewer items are not shown: they would tell of single cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """rate: share overturned, percent; None where there are too few."""

    service: str
    items: int
    overturned: int
    rate: float | None


@page(May.SEE_FIGURES)
def figures(request: SignedIn) -> HttpResponseBase:
    over = (CaseState.ISSUED, CaseState.CLOSED, CaseState.WITHDRAWN)
    today = timezone.localdate()
    states = dict(CaseRow.objects.values_list("state").annotate(Count("id")))
    decided = (
        ItemRow.objects.filter(case__state__in=(CaseState.ISSUED, CaseState.CLOSED))
        .values("service")
        .annotate(items=Count("id"), overturned=Count("id", filter=Q(decision="overturned")))
        .order_by("-items", "service")
    )
    lines = [
        ServiceLine(
            service=row["service"] or "not named",
            items=row["items"],
            overturned=row["overturned"],
            rate=100 * row["overturned"] / row["items"] if row["items"] >= FEWEST else None,
        )
        for row in decided
    ]
    shown = {
        "states": [(label, states.get(value, 0)) for value, label in CaseState.choices],
        "late": CaseRow.objects.exclude(state__in=over).filter(due_on__lt=today).count(),
        "lines": lines,
        "fewest": FEWEST,
    }
    return render(request, "figures.html", shown)
