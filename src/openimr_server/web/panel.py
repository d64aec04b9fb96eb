"""The panel: who is on it, what expires, and the import of a roster."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from openimr.case import Problem
from openimr.panel import load
from openimr_server.access.permissions import May, may
from openimr_server.actions.panel import import_roster
from openimr_server.convert.roster import roster_text

from .gate import SignedIn, page


class RosterFile(forms.Form):
    roster = forms.FileField(label="Roster (CSV)", help_text="One row a reviewer; the whole roster replaces the last.")


@page(May.SEE_PANEL)
def panel(request: SignedIn) -> HttpResponseBase:
    reviewers, _ = load(roster_text())
    form = RosterFile(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    status = 200
    if request.method == "POST" and may(request.user, May.IMPORT_ROSTER) and form.is_valid():
        text = form.cleaned_data["roster"].read().decode("utf-8", "replace")
        problems = import_roster(request.user, text, at=timezone.now())
        if not problems:
            messages.success(request, "The roster is in force.")
            return redirect("panel")
        status = 422
    shown = {
        "reviewers": reviewers,
        "form": form,
        "problems": problems,
        "may_import": may(request.user, May.IMPORT_ROSTER),
        "today": timezone.localdate(),
    }
    return render(request, "panel.html", shown, status=status)
