"""The work queue: cases by the days they have left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr_server.access.permissions import May, may, visible_cases
from openimr_server.models import CaseRow, CaseState, Priority

from .gate import SignedIn, page

ROWS = 50
_OVER = (CaseState.ISSUED, CaseState.CLOSED, CaseState.WITHDRAWN)
_SOON, _NEAR = 3, 10
"""Days left that are shown as urgent, and as near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A case in the queue. urgency: over | late | soon | near | far | none, shown in words as well as in color."""

    case: CaseRow
    days: int | None
    urgency: str


@page(May.SEE_QUEUE)
def home(request: SignedIn) -> HttpResponseBase:
    return redirect("/cases/")


@page(May.SEE_QUEUE)
def queue(request: SignedIn) -> HttpResponseBase:
    """Filters come from the address, so that a filtered queue can be bookmarked and sent."""
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "state", "priority", "mine", "after")}
    cases = _filter(request, asked)
    lines = [_line(case, timezone.localdate()) for case in cases[: ROWS + 1]]
    more = len(lines) > ROWS
    last = lines[ROWS - 1].case if more else None
    kept = {name: value for name, value in asked.items() if value and name != "after"}
    return render(
        request,
        "queue.html",
        {
            "lines": lines[:ROWS],
            "asked": asked,
            "states": CaseState.choices,
            "priorities": Priority.choices,
            "next": f"?{urlencode(kept | {'after': f'{last.due_on}~{last.pk}'})}" if last else "",
            "filtered": bool(kept),
            "may_register": may(request.user, May.REGISTER_CASE),
        },
    )


def _filter(request: SignedIn, asked: dict[str, str]) -> QuerySet[CaseRow]:
    cases = visible_cases(request.user).order_by(F("due_on").asc(nulls_last=True), "id")
    if asked["state"]:
        cases = cases.filter(state=asked["state"])
    elif not asked["q"]:
        cases = cases.exclude(state__in=_OVER)
    if asked["priority"]:
        cases = cases.filter(priority=asked["priority"])
    if asked["q"]:
        text = asked["q"]
        cases = cases.filter(Q(number__iexact=text) | Q(claim_number__iexact=text) | Q(employee_name__istartswith=text))
    due, tilde, pk = asked["after"].partition("~")
    if tilde and pk.isdecimal():
        cases = cases.filter(_behind(due, int(pk)))
    return cases


def _behind(due: str, pk: int) -> Q:
    """What follows a row in the order of the queue; rows without a day stand last."""
    try:
        day = date.fromisoformat(due)
    except ValueError:
        return Q(due_on=None, pk__gt=pk)
    return Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk) | Q(due_on=None)


def _line(case: CaseRow, today: date) -> Line:
    if case.state in _OVER or case.due_on is None:
        return Line(case=case, days=None, urgency="over" if case.state in _OVER else "none")
    days = (case.due_on - today).days
    urgency = "late" if days < 0 else "soon" if days <= _SOON else "near" if days <= _NEAR else "far"
    return Line(case=case, days=days, urgency=urgency)
