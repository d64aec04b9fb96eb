"""The draft, and the issued letter, in every format; and the evidence page."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from openimr_server.access.permissions import May, may
from openimr_server.convert.artifacts import load, newest
from openimr_server.models import CaseRow, CaseState

from .gate import SignedIn, case_page

FORMATS = {
    "pdf": ("application/pdf", "PDF"),
    "html": ("text/html; charset=utf-8", "Web page"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "txt": ("text/plain; charset=utf-8", "Text"),
}


@case_page(May.CASE_SEE_LETTER, logged="letter seen")
def letter(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    name = _name(case)
    text = load(case, f"{name}.txt")
    shown = {
        "case": case,
        "issued": name == "letter",
        "text": text.decode() if text else None,
        "formats": [(suffix, said) for suffix, (_, said) in FORMATS.items() if newest(case, f"{name}.{suffix}")],
        "evidence": may(request.user, May.CASE_READ, case) and newest(case, "evidence.html") is not None,
    }
    return render(request, "letter.html", shown)


@case_page(May.CASE_SEE_LETTER, logged="letter fetched")
def letter_file(request: SignedIn, case: CaseRow, suffix: str) -> HttpResponseBase:
    content = load(case, f"{_name(case)}.{suffix}") if suffix in FORMATS else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=FORMATS[suffix][0])
    response["Content-Disposition"] = (
        f'{"inline" if suffix == "pdf" else "attachment"}; filename="{case.number}.{suffix}"'
    )
    return response


@case_page(May.CASE_READ, logged="evidence seen")
def evidence(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    content = load(case, "evidence.html")
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/html; charset=utf-8", headers={"X-Made-Page": "1"})


def _name(case: CaseRow) -> str:
    """The letter once it is issued and written; for the parties never the draft."""
    return "letter" if case.state in (CaseState.ISSUED, CaseState.CLOSED) else "determination"
