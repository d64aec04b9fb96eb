"""Who reviews: the candidates with reasons, and the assignment."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr_server.access.permissions import May
from openimr_server.actions.desk import assign
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load_review
from openimr_server.convert.review import Candidate
from openimr_server.models import CaseRow, Role, User

from .gate import SignedIn, case_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """user: the account of the candidate; None when nobody signs in by this id yet."""

    candidate: Candidate
    user: User | None
    open_cases: int


@case_page(May.CASE_ASSIGN, logged="assignment seen")
def assignment(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    review = load_review(case)
    users = {one.reviewer_code: one for one in User.objects.filter(role=Role.REVIEWER, is_active=True)}
    if request.method == "POST":
        chosen = users.get(request.POST.get("reviewer", ""))
        try:
            if chosen is None:
                raise Refusal("Choose a reviewer who has an account here.", "reviewer")
            assign(case, chosen, request.user, at=timezone.now())
            messages.success(request, "Assigned. The reviewer is told, and must attest before the file opens.")
            return redirect("case", case.number)
        except Refusal as wrong:
            messages.error(request, wrong.says)
    offered = [
        Offered(
            candidate=one,
            user=users.get(one.id),
            open_cases=CaseRow.objects.filter(reviewer=users[one.id], state="assigned").count()
            if one.id in users
            else 0,
        )
        for one in (review.reviewer.candidates if review else ())
    ]
    return render(
        request,
        "assignment.html",
        {"case": case, "offered": offered, "specialties": review.reviewer.specialties if review else ()},
    )
