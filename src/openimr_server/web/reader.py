"""The reader: one page of the case file with what is said of it, and the way to every other page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from openimr.case import DocumentKind
from openimr_server.access.permissions import May, may
from openimr_server.actions.desk import comment, correct
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load_review
from openimr_server.convert.pictures import draw_page
from openimr_server.convert.review import Document, Review
from openimr_server.models import CaseRow, PageRow, ReadMark

from .gate import SignedIn, case_page

HITS = 100
CORRECTIONS = frozenset({"document_kind", "document_start", "document_join", "fact_refused"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document in the list. place: of its first page in the whole file."""

    document: Document
    place: int
    here: bool


@case_page(May.CASE_READ, logged="page read")
def read(request: SignedIn, case: CaseRow, place: int = 0) -> HttpResponseBase:
    """Without a place: where this person was last, else the first page."""
    if not place:
        return redirect("read_page", case.number, _last_place(request, case))
    row = case.page_rows.filter(place=place).first()
    review = load_review(case)
    if row is None or review is None:
        raise Http404
    ReadMark.objects.update_or_create(case=case, user=request.user, file=row.file, page=row.number)
    chosen = request.GET.get("mark", "")
    return render(
        request,
        "reader.html",
        {
            "case": case,
            "row": row,
            "marks": list(enumerate(row.marks)),
            "chosen": int(chosen) if chosen.isdecimal() else -1,
            "documents": _documents(review, case, row),
            "document": next((one for one in review.documents if one.id == row.document), None),
            "total": case.pages,
            "before": place - 1 if place > 1 else 0,
            "after": place + 1 if place < (case.pages or 0) else 0,
            "comments": case.comments.filter(file=row.file, page=row.number).select_related("by"),
            "kinds": [(kind.value, kind.value.replace("_", " ")) for kind in DocumentKind],
            "may_correct": may(request.user, May.CASE_CORRECT, case),
            "read_count": case.read_marks.filter(user=request.user).count(),
        },
    )


def _last_place(request: SignedIn, case: CaseRow) -> int:
    mark = case.read_marks.filter(user=request.user).order_by("-last_at").first()
    if mark:
        row = case.page_rows.filter(file=mark.file, number=mark.page).first()
        return row.place if row else 1
    return 1


def _documents(review: Review, case: CaseRow, row: PageRow) -> list[Shown]:
    places = {(file, number): place for file, number, place in case.page_rows.values_list("file", "number", "place")}
    return [
        Shown(document=one, place=places.get((one.file, one.first_page), 1), here=one.id == row.document)
        for one in review.documents
    ]


@case_page(May.CASE_READ)
def picture(request: SignedIn, case: CaseRow, place: int) -> HttpResponseBase:
    row = case.page_rows.filter(place=place).first()
    paper = case.papers.filter(name=row.file).first() if row else None
    if row is None or paper is None:
        raise Http404
    jpeg = draw_page(paper.sha256, row.file, row.number)
    if not jpeg:
        raise Http404
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@case_page(May.CASE_READ, logged="file searched")
def search(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    """Every page with all the words, in the order of the file, with the words around the first of them."""
    asked = request.GET.get("q", "").strip()[:200]
    words = asked.split()
    rows = case.page_rows.all()
    for word in words:
        rows = rows.filter(text__icontains=word)
    hits = [(row, _around(row.text, words)) for row in rows[: HITS + 1]] if words else []
    unread = case.page_rows.filter(fate="unreadable").count()
    shown = {"case": case, "asked": asked, "hits": hits[:HITS], "more": len(hits) > HITS, "unread": unread}
    return render(request, "search.html", shown)


def _around(text: str, words: Sequence[str]) -> tuple[str, str, str]:
    at = text.casefold().find(words[0].casefold())
    at = max(at, 0)
    end = at + len(words[0])
    return text[max(0, at - 80) : at], text[at:end], text[end : end + 120]


@require_POST
@case_page(May.CASE_COMMENT)
def add_comment(request: SignedIn, case: CaseRow, place: int) -> HttpResponseBase:
    row = case.page_rows.filter(place=place).first()
    if row is None:
        raise Http404
    try:
        comment(case, request.user, row.file, row.number, request.POST.get("text", ""), at=timezone.now())
    except Refusal as wrong:
        messages.error(request, wrong.says)
    return redirect("read_page", case.number, place)


@require_POST
@case_page(May.CASE_CORRECT)
def amend(request: SignedIn, case: CaseRow, place: int) -> HttpResponseBase:
    """A correction of this page: its document's kind, where the document begins, a fact that is not so. The whole case
    is drafted anew."""
    row = case.page_rows.filter(place=place).first()
    kind, word = request.POST.get("do", ""), request.POST.get("kind", "")
    known = kind != "document_kind" or word in {one.value for one in DocumentKind}
    if row is None or kind not in CORRECTIONS or not known:
        raise Http404
    try:
        what: dict[str, str | int] = {"file": row.file, "page": row.number}
        what |= {"kind": word} if kind == "document_kind" else {}
        what |= {"quote": request.POST.get("quote", "")} if kind == "fact_refused" else {}
        correct(case, request.user, kind, what, at=timezone.now())
        messages.success(request, "Corrected. The case is read again with it; this takes a moment.")
    except Refusal as wrong:
        messages.error(request, wrong.says)
    return redirect("read_page", case.number, place)
