"""Pages for what went wrong, in words; nothing about the machine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _tell(
        request, 403, "This form has expired", "Go back with your browser: what you typed is still there. Copy it, "
        "reload the page, and send it again.",
    )  # fmt: skip


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 404, "Nothing here", "There is no such page, or it is not yours to see.")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 403, "Not yours to see", "Your role does not reach this page.")


def unusable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _tell(request, 400, "This request cannot be used", "Go back, reload the page, and try again.")


def broken(request: HttpRequest) -> HttpResponse:
    return _tell(
        request, 500, "Something failed here", "It was noted. Nothing was saved by halves; go back and try again."
    )


def _tell(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    return render(request, "problem.html", {"title": title, "says": says}, status=status)
