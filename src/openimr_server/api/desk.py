"""Assigning, attesting, deciding, checking, issuing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.errors import HttpError

from openimr_server.access.permissions import May
from openimr_server.actions.desk import (
    answer_finding,
    assign,
    attest,
    issue,
    reopen_item,
    return_case,
    save_rationale,
    sign_item,
)
from openimr_server.models import CaseRow, ItemRow, Role, User

from .access import ask_case
from .shapes import AnswerIn, AssignIn, AttestIn, ItemOut, ReturnIn, SaveIn, SignIn

router = Router(tags=["desk"])


@router.get("/cases/{number}/items", response=list[ItemOut], operation_id="list_items")
def list_items(request: HttpRequest, number: str) -> list[Any]:
    _, case = ask_case(request, number, May.CASE_READ, "items seen")
    return list(case.items.all())


@router.post("/cases/{number}/assign", response={204: None}, operation_id="assign_case")
def post_assign(request: HttpRequest, number: str, given: AssignIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_ASSIGN)
    chosen = User.objects.filter(role=Role.REVIEWER, is_active=True, reviewer_code=given.reviewer).first()
    if chosen is None or not given.reviewer:
        raise HttpError(422, "Nobody signs in here by this reviewer id.")
    assign(case, chosen, person, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/attest", response={204: None}, operation_id="attest_case")
def post_attest(request: HttpRequest, number: str, given: AttestIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_ATTEST)
    attest(case, person, no_conflict=given.no_conflict, at=timezone.now())
    return 204, None


@router.put("/cases/{number}/items/{n}/rationale", response=ItemOut, operation_id="save_rationale")
def put_rationale(request: HttpRequest, number: str, n: int, given: SaveIn) -> ItemRow:
    person, case = ask_case(request, number, May.CASE_DECIDE)
    return save_rationale(_item(case, n), person, given.text, revision=given.revision, at=timezone.now())


@router.post("/cases/{number}/items/{n}/sign", response=ItemOut, operation_id="sign_item")
def post_sign(request: HttpRequest, number: str, n: int, given: SignIn) -> ItemRow:
    person, case = ask_case(request, number, May.CASE_DECIDE)
    return sign_item(_item(case, n), person, decision=given.decision, reason=given.reason, at=timezone.now())


@router.post("/cases/{number}/items/{n}/reopen", response={204: None}, operation_id="reopen_item")
def post_reopen(request: HttpRequest, number: str, n: int) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_DECIDE)
    reopen_item(_item(case, n), person, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/findings/{finding}/answer", response={204: None}, operation_id="answer_finding")
def post_answer(request: HttpRequest, number: str, finding: int, given: AnswerIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_DECIDE)
    found = case.returned.filter(pk=finding).first() if 0 < finding < 2**62 else None
    if found is None:
        raise HttpError(404, "There is no such finding.")
    answer_finding(found, person, given.answer, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/return", response={204: None}, operation_id="return_case")
def post_return(request: HttpRequest, number: str, given: ReturnIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_CHECK)
    findings = [(_item(case, one.item) if one.item is not None else None, one.says) for one in given.findings]
    return_case(case, person, findings, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/issue", response={204: None}, operation_id="issue_case")
def post_issue(request: HttpRequest, number: str) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_ISSUE)
    issue(case, person, at=timezone.now())
    return 204, None


def _item(case: CaseRow, n: int) -> ItemRow:
    item = case.items.filter(n=n).first() if 0 < n < 2**31 else None
    if item is None:
        raise HttpError(404, f"The case has no item {n}.")
    return item
