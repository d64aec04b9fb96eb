"""The first page after signing in: where this person's work is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from .navigation import navigation


def start(request: HttpRequest) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return redirect("account_login")
    places = navigation(request)["places"]
    if places:
        return redirect(places[0].path)
    says = "Your account has no pages yet; ask the administrator for a role."
    return render(request, "problem.html", {"title": "Welcome", "says": says})
