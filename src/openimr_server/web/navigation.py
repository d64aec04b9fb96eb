"""What stands in the head of every page: where this person may go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from openimr_server.access.permissions import May, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    name: str
    path: str
    here: bool


_PLACES = (
    (May.SEE_QUEUE, "Cases", "/cases/"),
    (May.USE_PORTAL, "My cases", "/portal/"),
    (May.REGISTER_CASE, "New case", "/cases/new/"),
    (May.SEE_PANEL, "Panel", "/panel/"),
    (May.SEE_FIGURES, "Figures", "/figures/"),
    (May.SEE_JOBS, "Jobs", "/jobs/"),
    (May.SEE_AUDIT, "Audit", "/audit/"),
    (May.MANAGE_USERS, "People", "/people/"),
)


def navigation(request: HttpRequest) -> dict[str, list[Place]]:
    """The places of the navigation, for the templates."""
    person = getattr(request, "user", None)
    if person is None:
        return {"places": []}
    allowed = [(name, path) for what, name, path in _PLACES if may(person, what)]
    longest = max((path for _, path in allowed if request.path.startswith(path)), key=len, default="")
    return {"places": [Place(name=name, path=path, here=path == longest) for name, path in allowed]}
