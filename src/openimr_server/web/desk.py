"""The reviewer's desk: attest, then item by item the criteria, the draft, the decision and the signature."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from openimr_server.access.permissions import May
from openimr_server.actions.desk import (
    OverwrittenError,
    answer_finding,
    attest,
    reopen_item,
    save_rationale,
    sign_item,
)
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load_review
from openimr_server.convert.review import Criterion, Evidence, Item, Review
from openimr_server.models import CaseRow, ItemRow

from .gate import SignedIn, case_page

WORDS = {"met": "Met", "not_met": "Not met", "not_documented": "Not documented"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Words on a page and the way there. place: in the whole file; 0 when the page is not in it any more."""

    evidence: Evidence
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    criterion: Criterion
    result: str
    decisive: bool
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """row: what is decided; item: what was found. theirs: another person's text that was saved meanwhile."""

    row: ItemRow
    item: Item | None
    conditions: tuple[Condition, ...]
    told: tuple[tuple[str, tuple[Shown, ...]], ...]


@require_POST
@case_page(May.CASE_ATTEST)
def attest_case(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    word = request.POST.get("no_conflict", "")
    if word not in ("yes", "no"):
        messages.error(request, "Choose whether you have a conflict in this case.")
        return redirect("case", case.number)
    attest(case, request.user, no_conflict=word == "yes", at=timezone.now())
    if word == "no":
        messages.success(request, "Thank you. The case has been handed back and will go to somebody else.")
        return redirect("queue")
    return redirect("desk", case.number)


@case_page(May.CASE_DECIDE, logged="desk seen")
def desk(request: SignedIn, case: CaseRow, n: int = 0) -> HttpResponseBase:
    rows = list(case.items.all())
    if not n:
        first = next((one for one in rows if not one.decision), rows[0] if rows else None)
        if first is None:
            raise Http404
        return redirect("desk_item", case.number, first.n)
    return _show(request, case, n)


def _show(
    request: SignedIn, case: CaseRow, n: int, *, wrong: Refusal | None = None, typed: str | None = None
) -> HttpResponseBase:
    rows = list(case.items.all())
    row = next((one for one in rows if one.n == n), None)
    if row is None:
        raise Http404
    review = load_review(case)
    theirs = wrong.theirs if isinstance(wrong, OverwrittenError) else None
    found = list(case.returned.filter(answered_at=None).select_related("item"))
    shown = {
        "case": case,
        "rows": rows,
        "one": desk_item(case, row, review),
        "wrong": wrong,
        "theirs": theirs,
        "text": row.rationale if typed is None else typed,
        "typed": request.POST if request.method == "POST" else {},
        "problems": review.record_problems if review else (),
        "findings": found,
        "checks": review.checks if review else (),
    }
    return render(request, "desk.html", shown, status=409 if theirs is not None else 422 if wrong else 200)


def desk_item(case: CaseRow, row: ItemRow, review: Review | None) -> DeskItem:
    """An item with its criteria, each with the pages it rests on."""
    item = next((one for one in review.items if one.n == row.n), None) if review else None
    places = {(file, number): place for file, number, place in case.page_rows.values_list("file", "number", "place")}

    def show(given: tuple[Evidence, ...]) -> tuple[Shown, ...]:
        return tuple(Shown(evidence=one, place=places.get((one.file, one.page), 0)) for one in given)

    conditions = tuple(
        Condition(
            criterion=one,
            result=WORDS.get(one.result, one.result),
            decisive=item is not None and one.id in item.decisive,
            shown=show(one.evidence),
        )
        for one in (item.criteria if item else ())
    )
    told = tuple((one.text, show(one.evidence)) for one in (item.rationale_sentences if item else ()))
    return DeskItem(row=row, item=item, conditions=conditions, told=told)


@require_POST
@case_page(May.CASE_DECIDE)
def save(request: SignedIn, case: CaseRow, n: int) -> HttpResponseBase:
    """Saves the rationale; with a decision given, signs the item. What was typed stays on the page if refused."""
    row = case.items.filter(n=n).first()
    if row is None:
        raise Http404
    text = request.POST.get("rationale", "").replace("\r\n", "\n").strip()
    given = request.POST.get("revision", "")
    try:
        if not row.decision:
            row = save_rationale(
                row, request.user, text, revision=int(given) if given.isdecimal() else -1, at=timezone.now()
            )
        if request.POST.get("do") == "sign":
            decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
            sign_item(row, request.user, decision=decision, reason=reason, at=timezone.now())
            messages.success(request, f"Item {n} is signed.")
            return redirect("case" if not case.items.filter(decision="").exists() else "desk", case.number)
    except Refusal as wrong:
        return _show(request, case, n, wrong=wrong, typed=text)
    messages.success(request, "Saved.")
    return redirect("desk_item", case.number, n)


@require_POST
@case_page(May.CASE_DECIDE)
def reopen(request: SignedIn, case: CaseRow, n: int) -> HttpResponseBase:
    row = case.items.filter(n=n).first()
    if row is None:
        raise Http404
    try:
        reopen_item(row, request.user, at=timezone.now())
    except Refusal as wrong:
        messages.error(request, wrong.says)
    return redirect("desk_item", case.number, n)


@require_POST
@case_page(May.CASE_DECIDE)
def answer(request: SignedIn, case: CaseRow, finding: int) -> HttpResponseBase:
    found = case.returned.filter(pk=finding).first()
    if found is None:
        raise Http404
    try:
        answer_finding(found, request.user, request.POST.get("answer", ""), at=timezone.now())
        messages.success(request, "Answered.")
    except Refusal as wrong:
        messages.error(request, wrong.says)
    case.refresh_from_db()
    return redirect("desk" if case.state == "returned" else "case", case.number)
