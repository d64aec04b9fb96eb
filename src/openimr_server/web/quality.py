"""The quality desk: the checks, the signed items, and two ways on: back with findings, or out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from openimr_server.access.permissions import May
from openimr_server.actions.desk import issue, return_case
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load_review
from openimr_server.models import CaseRow

from .desk import desk_item
from .gate import SignedIn, case_page


@case_page(May.CASE_CHECK, logged="quality seen")
def quality(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    review = load_review(case)
    shown = {
        "case": case,
        "items": [desk_item(case, row, review) for row in case.items.all()],
        "checks": review.checks if review else (),
        "returned": case.returned.select_related("item", "by"),
        "reviewer": case.reviewer,
    }
    return render(request, "quality.html", shown)


@require_POST
@case_page(May.CASE_CHECK)
def send_back(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    findings = [(item, request.POST.get(f"says-{item.n}", "")) for item in case.items.all()]
    try:
        return_case(case, request.user, [*findings, (None, request.POST.get("says", ""))], at=timezone.now())
        messages.success(request, "Returned to the reviewer.")
    except Refusal as wrong:
        messages.error(request, wrong.says)
        return redirect("quality", case.number)
    return redirect("case", case.number)


@require_POST
@case_page(May.CASE_ISSUE)
def release(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    try:
        issue(case, request.user, at=timezone.now())
        messages.success(request, "Released. The letter is being written and sent to the parties.")
    except Refusal as wrong:
        messages.error(request, wrong.says)
        return redirect("quality", case.number)
    return redirect("case", case.number)
