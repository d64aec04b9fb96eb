"""The parties' side: file an application, send records, see where the case stands, fetch the letter."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr_server.access.permissions import May, may, visible_cases
from openimr_server.actions.cases import register_case
from openimr_server.actions.refusal import Refusal
from openimr_server.models import CaseRow, CaseState

from .gate import SignedIn, case_page, page
from .register import MoreFiles, uploads_of

STEPS = (
    ("Received", (CaseState.RECEIVED, CaseState.READING, CaseState.UNREADABLE)),
    ("Checked", (CaseState.TO_ASSIGN, CaseState.INELIGIBLE)),
    ("With an expert reviewer", (CaseState.ASSIGNED, CaseState.RETURNED, CaseState.QUALITY)),
    ("Decided", (CaseState.ISSUED, CaseState.CLOSED)),
)


@page(May.USE_PORTAL)
def portal(request: SignedIn) -> HttpResponseBase:
    cases = visible_cases(request.user).order_by("-id")
    return render(request, "portal.html", {"cases": cases})


@page(May.USE_PORTAL)
def apply(request: SignedIn) -> HttpResponseBase:
    form = MoreFiles(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            case = register_case(request.user, uploads_of(form), received_on=timezone.localdate(now), at=now)
        except Refusal as wrong:
            form.add_error(wrong.field or None, wrong.says)
        else:
            return redirect("portal_case", case.number)
    status = 422 if request.method == "POST" else 200
    return render(request, "apply.html", {"form": form}, status=status)


@case_page(May.CASE_SEE, logged="status seen")
def portal_case(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    at = next((place for place, (_, states) in enumerate(STEPS) if case.state in states), -1)
    shown = {
        "case": case,
        "steps": [(said, place < at, place == at) for place, (said, _) in enumerate(STEPS)],
        "over": at == -1,
        "mine": case.papers.filter(received_from=request.user),
        "letter": may(request.user, May.CASE_SEE_LETTER, case) and case.artifacts.filter(name="letter.pdf").exists(),
        "may_add": may(request.user, May.CASE_ADD_PAPERS, case),
        "may_withdraw": may(request.user, May.CASE_WITHDRAW, case),
    }
    return render(request, "portal_case.html", shown)
