"""New cases, and more files for a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr_server.access.permissions import May, may
from openimr_server.actions.cases import Upload, add_papers, register_case
from openimr_server.actions.refusal import Refusal
from openimr_server.models import CaseRow

from .gate import SignedIn, case_page, page


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff"}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(FilesField, self).clean(one, initial) for one in files]


class NewCase(forms.Form):
    received_on = forms.DateField(
        label="Day of receipt",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day the application arrived; the clocks run from it.",
    )
    expedited = forms.BooleanField(
        label="Expedited review is asked for",
        required=False,
        help_text="Needs a physician's certification in the file.",
    )
    papers = FilesField(
        label="Files of the case file",
        allow_empty_file=True,
        help_text="PDFs or scans: the application, the UR decision, and all records.",
    )


class MoreFiles(forms.Form):
    papers = FilesField(label="Files", allow_empty_file=True)


def uploads_of(form: forms.Form) -> list[Upload]:
    return [Upload(name=one.name, content=one.read()) for one in form.cleaned_data["papers"]]


@page(May.REGISTER_CASE)
def new_case(request: SignedIn) -> HttpResponseBase:
    form = NewCase(request.POST or None, request.FILES or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            case = register_case(
                request.user,
                uploads_of(form),
                received_on=form.cleaned_data["received_on"],
                expedited=form.cleaned_data["expedited"],
                at=timezone.now(),
            )
        except Refusal as wrong:
            form.add_error(wrong.field or None, wrong.says)
        else:
            return redirect("case", case.number)
    status = 422 if request.method == "POST" else 200
    return render(request, "new_case.html", {"form": form}, status=status)


@case_page(May.CASE_ADD_PAPERS)
def more_files(request: SignedIn, case: CaseRow) -> HttpResponseBase:
    form = MoreFiles(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_papers(case, request.user, uploads_of(form), at=timezone.now())
        except Refusal as wrong:
            form.add_error(wrong.field or None, wrong.says)
        else:
            return redirect("case" if may(request.user, May.SEE_QUEUE) else "portal_case", case.number)
    status = 422 if request.method == "POST" else 200
    return render(request, "more_files.html", {"form": form, "case": case}, status=status)
