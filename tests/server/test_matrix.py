"""Every page by every role: who gets it, who is refused, and for whom it does not exist."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, get_resolver

from openimr_server.models import Role
from openimr_server.urls import urlpatterns
from tests.server.conftest import Filed, browser, person

STAFF = "intake case_manager quality medical_director administrator"
DESKS = "intake case_manager reviewer quality medical_director"
PARTY = "worker"
EVERYBODY = set(Role.values)

# name: (method, roles that get in; "attested" is the reviewer of the case). Nobody else does.
PAGES: dict[str, tuple[str, str]] = {
    "queue": ("get", f"{STAFF} reviewer publication"),
    "new_case": ("get", "intake case_manager"),
    "case": ("get", f"{STAFF} reviewer {PARTY}"),
    "more_files": ("get", f"intake case_manager {PARTY}"),
    "withdraw": ("post", f"case_manager {PARTY}"),
    "case_log": ("get", "case_manager quality medical_director auditor"),
    "read": ("get", DESKS),
    "read_page": ("get", DESKS),
    "picture": ("get", DESKS),
    "comment": ("post", DESKS),
    "amend": ("post", "intake case_manager reviewer"),
    "search": ("get", DESKS),
    "assign": ("get", "case_manager medical_director"),
    "attest": ("post", "reviewer"),
    "desk": ("get", "reviewer"),
    "desk_item": ("get", "reviewer"),
    "save_item": ("post", "reviewer"),
    "reopen_item": ("post", "reviewer"),
    "answer": ("post", "reviewer"),
    "quality": ("get", "quality medical_director"),
    "send_back": ("post", "quality medical_director"),
    "release": ("post", "quality medical_director"),
    "letter": ("get", f"{STAFF} reviewer"),
    "letter_file": ("get", f"{STAFF} reviewer"),
    "evidence": ("get", DESKS),
    "panel": ("get", "case_manager medical_director quality administrator"),
    "figures": ("get", f"{STAFF} regulator publication auditor"),
    "jobs": ("get", "intake case_manager administrator"),
    "cancel_job": ("post", "intake case_manager administrator"),
    "audit": ("get", "auditor administrator"),
    "people": ("get", "administrator"),
    "portal": ("get", "claims_administrator provider worker"),
    "apply": ("get", "claims_administrator provider worker"),
    "portal_case": ("get", f"{STAFF} reviewer {PARTY}"),
}
OPEN = {"home", "health", "metrics"}
WORDS = {"place": 1, "n": 1, "finding": 999, "pk": 999, "suffix": "txt"}


def test_every_page_is_in_the_table() -> None:
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)}
    assert names == set(PAGES) | OPEN


@pytest.mark.parametrize("role", [one.value for one in Role])
def test_role_reaches_exactly_its_pages(assigned: Filed, role: str) -> None:
    user = assigned.worker if role == "worker" else person(Role(role))
    got = {name: _ask(assigned, name, browser(user)) for name in PAGES}
    allowed = {name for name, (_, roles) in PAGES.items() if role in roles.split()}
    assert {name for name, status in got.items() if status not in (403, 404)} == {
        name for name in allowed if name not in ("answer", "cancel_job")
    }


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nobody_gets_in_without_signing_in(filed: Filed, name: str) -> None:
    from django.test import Client

    response = _response(filed, name, Client())
    expected = 405 if PAGES[name][0] == "post" and response.status_code == 405 else 302
    assert response.status_code == expected
    assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", ["worker", "provider", "claims_administrator", "reviewer"])
def test_a_case_of_others_does_not_exist(filed: Filed, role: str) -> None:
    stranger = person(Role(role), key=f"other-{role}", code="R028" if role == "reviewer" else "")
    of_case = [name for name in PAGES if _has_number(name)]
    assert {_ask(filed, name, browser(stranger)) for name in of_case} == {404}


def _has_number(name: str) -> bool:
    return "number" in get_resolver().reverse_dict.getlist(name)[0][0][0][1]


def _ask(filed: Filed, name: str, client: object) -> int:
    return int(_response(filed, name, client).status_code)  # type: ignore[attr-defined]


def _response(filed: Filed, name: str, client: object):  # type: ignore[no-untyped-def]
    from django.urls import reverse

    wanted = get_resolver().reverse_dict.getlist(name)[-1][0][0][1]
    words = {word: filed.case.number if word == "number" else WORDS[word] for word in wanted}
    return getattr(client, PAGES[name][0])(
        reverse(name, kwargs=words), {"do": "document_start"} if name == "amend" else {}
    )
