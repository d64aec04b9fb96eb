"""The API does what the pages do, by the same permissions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from fhir.resources.R4B.bundle import Bundle

from openimr_server.actions.tokens import make_token, person_of, revoke_token
from openimr_server.api.root import api
from openimr_server.convert.fhir import case_bundle
from openimr_server.models import ItemRow, Role, User
from tests.server.conftest import NOW, Filed, case_files, do_jobs, person

STAFF = "intake case_manager quality medical_director administrator"
DESKS = "intake case_manager reviewer quality medical_director"
DECIDES = "reviewer"

# operation: (method, path after /api, body, roles that get in)
CALLS: dict[str, tuple[str, str, object, str]] = {
    "list_cases": ("get", "/cases", None, " ".join(Role.values)),
    "register_case": ("post", "/cases", None, "intake case_manager claims_administrator provider worker"),
    "get_case": ("get", "/cases/{n}", None, f"{STAFF} reviewer worker"),
    "list_papers": ("get", "/cases/{n}/papers", None, f"{STAFF} reviewer worker"),
    "add_papers": ("post", "/cases/{n}/papers", None, "intake case_manager worker"),
    "get_review": ("get", "/cases/{n}/review", None, DESKS),
    "get_letter": ("get", "/cases/{n}/letter.txt", None, f"{STAFF} reviewer"),
    "get_case_as_fhir": ("get", "/cases/{n}/fhir", None, DESKS),
    "search_case": ("get", "/cases/{n}/search?q=acupuncture", None, DESKS),
    "add_comment": ("post", "/cases/{n}/comments", {"place": 1, "text": "Seen."}, DESKS),
    "correct_reading": (
        "post",
        "/cases/{n}/corrections",
        {"place": 2, "do": "document_join"},
        "intake case_manager reviewer",
    ),
    "withdraw_case": ("post", "/cases/{n}/withdraw", {"reason": ""}, "case_manager worker"),
    "list_items": ("get", "/cases/{n}/items", None, DESKS),
    "assign_case": ("post", "/cases/{n}/assign", {"reviewer": "nobody"}, "case_manager medical_director"),
    "attest_case": ("post", "/cases/{n}/attest", {"no_conflict": True}, DECIDES),
    "save_rationale": ("put", "/cases/{n}/items/1/rationale", {"text": "T.", "revision": 0}, DECIDES),
    "sign_item": ("post", "/cases/{n}/items/1/sign", {"decision": "upheld"}, DECIDES),
    "reopen_item": ("post", "/cases/{n}/items/1/reopen", None, DECIDES),
    "answer_finding": ("post", "/cases/{n}/findings/999/answer", {"answer": "Done."}, ""),
    "return_case": ("post", "/cases/{n}/return", {"findings": []}, "quality medical_director"),
    "issue_case": ("post", "/cases/{n}/issue", None, "quality medical_director"),
    "list_jobs": ("get", "/jobs", None, "intake case_manager administrator"),
    "cancel_job": ("post", "/jobs/999999/cancel", None, ""),
    "list_events": ("get", "/audit", None, "auditor administrator"),
    "verify_log": ("get", "/audit/verify", None, "auditor administrator"),
}


def test_every_call_is_in_the_table() -> None:
    described = api.get_openapi_schema()["paths"]
    names = {call["operationId"] for path in described.values() for call in path.values()}
    assert names == set(CALLS)


@pytest.mark.parametrize("role", [one.value for one in Role])
def test_role_reaches_exactly_its_calls(assigned: Filed, role: str) -> None:
    user = assigned.worker if role == "worker" else person(Role(role))
    got = {name: _call(assigned, name, user) for name in CALLS}
    assert {name for name, status in got.items() if status not in (401, 403, 404)} == {
        name for name, (_, _, _, roles) in CALLS.items() if role in roles.split()
    }


def test_nothing_without_a_key(filed: Filed) -> None:
    assert {_call(filed, name, None) for name in CALLS} == {401}


def test_a_case_of_others_does_not_exist(filed: Filed) -> None:
    stranger = person(Role.PROVIDER)
    assert {_call(filed, name, stranger) for name, call in CALLS.items() if "{n}" in call[1]} == {404}


def test_a_key_ends(filed: Filed) -> None:
    token, key = make_token(filed.worker, "clinic system", at=NOW)
    assert person_of(key, at=NOW) == filed.worker
    assert person_of(key, at=NOW + timedelta(days=91)) is None
    assert person_of(key + "x", at=NOW) is None
    revoke_token(filed.worker, token, at=NOW)
    assert person_of(key, at=NOW) is None


def test_what_is_refused_says_why(assigned: Filed) -> None:
    ItemRow.objects.update(proposed="upheld")
    client, headers = _client(person(Role.REVIEWER))
    response = client.post(
        f"/api/cases/{assigned.case.number}/items/1/sign",
        {"decision": "overturned"},
        "application/json",
        headers=headers,
    )
    assert (response.status_code, response.json()) == (
        422,
        {"detail": "Your decision differs from the draft: give one sentence of reason.", "field": "reason"},
    )


def test_outsiders_do_not_get_the_employee_s_name_from_a_list(filed: Filed) -> None:
    do_jobs()
    client, headers = _client(filed.worker)
    rows = client.get("/api/cases", headers=headers).json()["cases"]
    assert [(one["number"], one["employee_name"], one["claim_number"]) for one in rows] == [
        (filed.case.number, None, None)
    ]


def test_the_case_as_fhir_is_valid_and_never_names_the_reviewer(assigned: Filed) -> None:
    bundle = case_bundle(assigned.case)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Patient", "Organization", "Task", "Claim", *["DocumentReference"] * 3]
    text = Bundle.model_validate(bundle).model_dump_json()
    reviewer = person(Role.REVIEWER)
    assert [word for word in (reviewer.reviewer_code, reviewer.get_full_name()) if word in text] == []


def _client(user: User) -> tuple[Client, dict[str, str]]:
    _, key = make_token(user, "test", at=NOW + timedelta(days=3650))
    return Client(), {"Authorization": f"Bearer {key}"}


def _call(filed: Filed, name: str, user: User | None) -> int:
    method, path, body, _ = CALLS[name]
    client, headers = _client(user) if user else (Client(), {})
    address = "/api" + path.replace("{n}", filed.case.number)
    if name in ("register_case", "add_papers"):
        upload = SimpleUploadedFile("more.pdf", case_files()[0].content, "application/pdf")
        return int(client.post(address, {"received_on": "2026-03-02", "papers": [upload]}, headers=headers).status_code)
    if method == "get":
        return int(client.get(address, headers=headers).status_code)
    return int(getattr(client, method)(address, body or {}, "application/json", headers=headers).status_code)
