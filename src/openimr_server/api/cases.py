"""Cases, their files, and what was read in them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.errors import HttpError
from ninja.files import UploadedFile

from openimr.case import DocumentKind
from openimr_server.access.permissions import May, may, visible_cases
from openimr_server.actions.cases import MOST_BYTES, Upload, add_papers, register_case, withdraw
from openimr_server.actions.desk import comment, correct
from openimr_server.convert.artifacts import load
from openimr_server.convert.fhir import case_bundle
from openimr_server.models import CaseRow, CaseState, PageRow, User

from .access import ask, ask_case, caller
from .shapes import CaseOut, CasesOut, CommentIn, CorrectionIn, HitOut, PaperOut, ReasonIn

router = Router(tags=["cases"])
ROWS = 100
_FORMATS = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8"}


@router.get("/cases", response=CasesOut, operation_id="list_cases")
def list_cases(
    request: HttpRequest, state: str = "", after: Annotated[int, Query(ge=0, le=2**62)] = 0
) -> dict[str, Any]:
    person = caller(request)
    cases = visible_cases(person).filter(pk__gt=after).order_by("pk")
    if state:
        if state not in CaseState.values:
            raise HttpError(422, f"There is no state {state!r}; choose one of {', '.join(CaseState.values)}.")
        cases = cases.filter(state=state)
    rows = list(cases[: ROWS + 1])
    return {
        "cases": [_told(person, one) for one in rows[:ROWS]],
        "after": str(rows[ROWS - 1].pk) if len(rows) > ROWS else None,
    }


@router.post("/cases", response={201: CaseOut}, operation_id="register_case")
def register(
    request: HttpRequest,
    received_on: Annotated[date, Form()],
    papers: Annotated[list[UploadedFile], File()],
    expedited: Annotated[bool, Form()] = False,
) -> tuple[int, dict[str, Any]]:
    person = caller(request)
    if not may(person, May.REGISTER_CASE) and not may(person, May.USE_PORTAL):
        raise HttpError(403, "Your role does not reach this.")
    now = timezone.now()
    day = received_on if may(person, May.REGISTER_CASE) else timezone.localdate(now)
    case = register_case(person, _uploads(papers), received_on=day, at=now, expedited=expedited)
    return 201, _told(person, case)


@router.get("/cases/{number}", response=CaseOut, operation_id="get_case")
def get_case(request: HttpRequest, number: str) -> dict[str, Any]:
    person, case = ask_case(request, number, May.CASE_SEE, "case seen")
    return _told(person, case)


@router.get("/cases/{number}/papers", response=list[PaperOut], operation_id="list_papers")
def list_papers(request: HttpRequest, number: str) -> list[Any]:
    person, case = ask_case(request, number, May.CASE_SEE)
    papers = case.papers.all()
    return list(papers if may(person, May.CASE_READ, case) else papers.filter(received_from=person))


@router.post("/cases/{number}/papers", response={201: list[PaperOut]}, operation_id="add_papers")
def post_papers(
    request: HttpRequest, number: str, papers: Annotated[list[UploadedFile], File()]
) -> tuple[int, list[Any]]:
    person, case = ask_case(request, number, May.CASE_ADD_PAPERS)
    return 201, list(add_papers(case, person, _uploads(papers), at=timezone.now()))


@router.get("/cases/{number}/review", operation_id="get_review")
def get_review(request: HttpRequest, number: str) -> HttpResponse:
    """review.json of the newest reading, schema openimr.review/1."""
    _, case = ask_case(request, number, May.CASE_READ, "review fetched")
    return _file(load(case, "review.json"), "application/json")


@router.get("/cases/{number}/letter.{suffix}", operation_id="get_letter")
def get_letter(request: HttpRequest, number: str, suffix: str) -> HttpResponse:
    """The issued letter, or for the organization's people the draft while there is none."""
    _, case = ask_case(request, number, May.CASE_SEE_LETTER, "letter fetched")
    if suffix not in _FORMATS:
        raise HttpError(404, f"There is no such format; choose one of {', '.join(_FORMATS)}.")
    issued = case.state in (CaseState.ISSUED, CaseState.CLOSED)
    return _file(load(case, f"{'letter' if issued else 'determination'}.{suffix}"), _FORMATS[suffix])


@router.get("/cases/{number}/fhir", operation_id="get_case_as_fhir")
def get_fhir(request: HttpRequest, number: str) -> dict[str, Any]:
    """The case as a FHIR R4 Bundle: Task, Claim, ClaimResponse with an adjudication an item, DocumentReference."""
    _, case = ask_case(request, number, May.CASE_READ, "case fetched as FHIR")
    return case_bundle(case)


@router.get("/cases/{number}/search", response=list[HitOut], operation_id="search_case")
def search(request: HttpRequest, number: str, q: Annotated[str, Query(min_length=1, max_length=200)]) -> list[Any]:
    _, case = ask_case(request, number, May.CASE_READ, "file searched")
    rows = case.page_rows.all()
    for word in q.split():
        rows = rows.filter(text__icontains=word)
    return [{"place": row.place, "file": row.file, "page": row.number} for row in rows[:ROWS]]


@router.post("/cases/{number}/comments", response={204: None}, operation_id="add_comment")
def post_comment(request: HttpRequest, number: str, given: CommentIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_COMMENT)
    row = _page(case, given.place)
    comment(case, person, row.file, row.number, given.text, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/corrections", response={204: None}, operation_id="correct_reading")
def post_correction(request: HttpRequest, number: str, given: CorrectionIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_CORRECT)
    row = _page(case, given.place)
    what: dict[str, str | int] = {"file": row.file, "page": row.number}
    if given.do == "document_kind":
        if given.kind not in {one.value for one in DocumentKind}:
            raise HttpError(422, f"There is no kind {given.kind!r} of document.")
        what["kind"] = given.kind
    if given.do == "fact_refused":
        what["quote"] = given.quote
    correct(case, person, given.do, what, at=timezone.now())
    return 204, None


@router.post("/cases/{number}/withdraw", response={204: None}, operation_id="withdraw_case")
def post_withdraw(request: HttpRequest, number: str, given: ReasonIn) -> tuple[int, None]:
    person, case = ask_case(request, number, May.CASE_WITHDRAW)
    withdraw(case, person, given.reason, at=timezone.now())
    return 204, None


def _told(person: User, case: CaseRow) -> dict[str, Any]:
    """Names and numbers of the employee only for who may read the file."""
    reads = may(person, May.CASE_READ, case)
    told = {name: getattr(case, name) for name in CaseOut.model_fields}
    return told if reads else told | {"employee_name": None, "claim_number": None}


def _page(case: CaseRow, place: int) -> PageRow:
    row = case.page_rows.filter(place=place).first() if 0 < place < 2**31 else None
    if row is None:
        raise HttpError(404, f"The file has no page {place}.")
    return row


def _uploads(papers: list[UploadedFile]) -> list[Upload]:
    return [Upload(name=one.name or "file.pdf", content=one.read(MOST_BYTES + 1)) for one in papers]


def _file(content: bytes | None, kind: str) -> HttpResponse:
    if content is None:
        raise HttpError(404, "This has not been made yet.")
    return HttpResponse(content, content_type=kind)


__all__ = ["ask", "router"]
