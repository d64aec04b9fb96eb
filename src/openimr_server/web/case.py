"""The page of one case: where it stands, what is in it, what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from openimr_server.access.permissions import May, has_attested, may
from openimr_server.actions.cases import withdraw
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load_review
from openimr_server.models import CaseRow, CaseState, JobState, Role

from .gate import SignedIn, case_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What can be done here now. path: where."""

    says: str
    path: str


@case_page(May.CASE_SEE, logged="case seen")
def case(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    """Content of the file only for those who may read it; everybody else sees where the case stands."""
    reads = may(request.user, May.CASE_READ, case)
    review = load_review(case) if reads else None
    return render(
        request,
        "case.html",
        {
            "case": case,
            "review": review,
            "reads": reads,
            "items": list(case.items.all()) if reads else [],
            "papers": list(case.papers.all()) if reads else [],
            "job": case.jobs.filter(kind="read").exclude(state=JobState.DONE).order_by("-id").first(),
            "steps": _steps(request, case),
            "sees_reviewer": may(request.user, May.CASE_SEE_REVIEWER, case),
            "may_log": may(request.user, May.CASE_SEE_LOG, case),
            "may_add": may(request.user, May.CASE_ADD_PAPERS, case),
            "may_withdraw": may(request.user, May.CASE_WITHDRAW, case),
            "to_attest": request.user.role == Role.REVIEWER and not has_attested(request.user, case),
            "running": case.state == CaseState.READING,
        },
    )


def _steps(request: SignedIn, case: CaseRow) -> list[Step]:
    person, root = request.user, f"/cases/{case.number}"
    steps = []
    if case.pages and may(person, May.CASE_READ, case):
        steps.append(Step(says="Read the file", path=f"{root}/read/"))
    if case.state == CaseState.TO_ASSIGN and may(person, May.CASE_ASSIGN, case):
        steps.append(Step(says="Assign a reviewer", path=f"{root}/assign/"))
    if case.state in (CaseState.ASSIGNED, CaseState.RETURNED) and may(person, May.CASE_DECIDE, case):
        steps.append(Step(says="Decide the items", path=f"{root}/desk/"))
    if case.state == CaseState.QUALITY and may(person, May.CASE_CHECK, case):
        steps.append(Step(says="Check and release", path=f"{root}/quality/"))
    if case.pages and may(person, May.CASE_SEE_LETTER, case):
        issued = case.state in (CaseState.ISSUED, CaseState.CLOSED)
        steps.append(Step(says="Determination letter" if issued else "Draft letter", path=f"{root}/letter/"))
    return steps


@require_POST
@case_page(May.CASE_WITHDRAW)
def withdraw_case(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    try:
        withdraw(case, request.user, request.POST.get("reason", ""), at=timezone.now())
        messages.success(request, "The case is withdrawn.")
    except Refusal as wrong:
        messages.error(request, wrong.says)
    return redirect("case" if may(request.user, May.SEE_QUEUE) else "portal_case", case.number)


@case_page(May.CASE_SEE_LOG)
def log(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    events = case.events.select_related("actor").order_by("-place")[:500]
    return render(request, "log.html", {"case": case, "events": events})
