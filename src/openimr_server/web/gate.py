"""The gate before every page: signed in, allowed, and the case visible; reading of content is logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from openimr_server.access.permissions import May, may, visible_cases
from openimr_server.actions.audit import record
from openimr_server.models import User

ASKS = "asks"
"""Attribute of a page: the capability it asks for, so that a test can list every page with its own."""


class SignedIn(HttpRequest):
    """A request of a person who is signed in."""

    user: User


Page = Callable[..., HttpResponseBase]
"""Called with the request, the case where the page is about one, and what the address says, by name."""


def page(what: May) -> Callable[[Page], Page]:
    """Marks a page that asks for a capability which is not about one case."""

    def mark(view: Page) -> Page:
        @wraps(view)
        def gate(request: HttpRequest, **said: str | int) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, what):
                raise PermissionDenied
            return view(request, **said)

        setattr(gate, ASKS, what)
        return gate

    return mark


def case_page(what: May, *, logged: str = "") -> Callable[[Page], Page]:
    """Marks a page about one case. A case that the person may not know of is as absent as one that does not exist.

    logged: the kind of log line that a reading leaves, for pages that show content of the case file.
    """

    def mark(view: Page) -> Page:
        @wraps(view)
        def gate(request: HttpRequest, *, number: str, **said: str | int) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            case = visible_cases(request.user).filter(number=number).select_related("reviewer").first()
            if case is None:
                raise Http404
            if not may(request.user, what, case):
                raise PermissionDenied
            response = view(request, case, **said)
            if logged and response.status_code == 200 and isinstance(request.user, User):
                record(logged, at=timezone.now(), actor=request.user, case=case, data={"path": request.path[:200]})
            return response

        setattr(gate, ASKS, what)
        return gate

    return mark


__all__ = ["HttpResponse", "SignedIn", "case_page", "page"]
