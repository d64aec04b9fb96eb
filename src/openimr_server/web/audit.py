"""The system's log, and its proof."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render

from openimr_server.access.permissions import May
from openimr_server.actions.audit import verify
from openimr_server.models import Event

from .gate import SignedIn, page

ROWS = 200


@page(May.SEE_AUDIT)
def audit(request: SignedIn) -> HttpResponseBase:
    events = Event.objects.select_related("actor").order_by("-id")
    chain = request.GET.get("chain", "").strip()[:24]
    if chain:
        events = events.filter(chain=chain)
    broken = list(verify()) if request.GET.get("verify") else None
    return render(request, "audit.html", {"events": events[:ROWS], "chain": chain, "broken": broken})
