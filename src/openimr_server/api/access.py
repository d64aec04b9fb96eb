"""Who calls: by a key in the Authorization header, or by the browser's session."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from openimr_server.access.permissions import May, may, visible_cases
from openimr_server.actions.audit import record
from openimr_server.actions.tokens import person_of
from openimr_server.models import CaseRow, User


class ByKey(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return person_of(token, at=timezone.now())


AUTH = [ByKey(), SessionAuth(csrf=True)]


def caller(request: HttpRequest) -> User:
    person = getattr(request, "auth", None)
    if not isinstance(person, User) or not person.is_active:
        raise HttpError(401, "Sign in, or send a key.")
    return person


def ask(request: HttpRequest, what: May) -> User:
    """The caller, if he or she may do this."""
    person = caller(request)
    if not may(person, what):
        raise HttpError(403, "Your role does not reach this.")
    return person


def ask_case(request: HttpRequest, number: str, what: May, logged: str = "") -> tuple[User, CaseRow]:
    """The caller and the case; a case that the caller may not know of is absent. A reading of content is logged."""
    person = caller(request)
    case = visible_cases(person).filter(number=number).select_related("reviewer").first()
    if case is None:
        raise HttpError(404, "There is no such case, or it is not yours to see.")
    if not may(person, what, case):
        raise HttpError(403, "Your role does not reach this.")
    if logged:
        record(logged, at=timezone.now(), actor=person, case=case, data={"path": request.path[:200]})
    return person, case
