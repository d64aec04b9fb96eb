"""A case as FHIR R4 resources (hl7.org/fhir/R4): what other systems exchange of a review.

Task: the review; Claim: what was asked; ClaimResponse: one adjudication an item; DocumentReference: each file received.
The reviewer appears nowhere (Labor Code 4610.6(f)).
"""

from __future__ import annotations

from typing import Any

from openimr_server.models import CaseRow, CaseState, ItemRow, Paper

Resource = dict[str, Any]
_STATUS = {
    CaseState.RECEIVED: "received", CaseState.READING: "in-progress", CaseState.UNREADABLE: "on-hold",
    CaseState.INELIGIBLE: "rejected", CaseState.TO_ASSIGN: "accepted", CaseState.ASSIGNED: "in-progress",
    CaseState.QUALITY: "in-progress", CaseState.RETURNED: "in-progress", CaseState.ISSUED: "completed",
    CaseState.CLOSED: "completed", CaseState.WITHDRAWN: "cancelled",
}  # fmt: skip
_SYSTEM = "urn:openimr:case"


def case_bundle(case: CaseRow) -> Resource:
    """A collection Bundle; decisions appear once the determination is issued."""
    items = list(case.items.all())
    issued = case.state in (CaseState.ISSUED, CaseState.CLOSED)
    resources = [
        _patient(case),
        _insurer(case),
        _task(case),
        _claim(case, items),
        *([_response(case, items)] if issued else []),
        *(_document(case, paper) for paper in case.papers.all()),
    ]
    entries = [{"fullUrl": f"urn:openimr:{one['resourceType']}/{one['id']}", "resource": one} for one in resources]
    return {
        "resourceType": "Bundle",
        "id": case.number,
        "type": "collection",
        "timestamp": case.created_at.isoformat(),
        "entry": entries,
    }


def _patient(case: CaseRow) -> Resource:
    named: Resource = {"name": [{"text": case.employee_name}]} if case.employee_name else {}
    return {"resourceType": "Patient", "id": f"{case.number}-employee", **named}


def _insurer(case: CaseRow) -> Resource:
    name = case.claims_administrator or "not stated in the file"
    return {"resourceType": "Organization", "id": f"{case.number}-administrator", "name": name}


def _task(case: CaseRow) -> Resource:
    due: Resource = {"restriction": {"period": {"end": case.due_on.isoformat()}}} if case.due_on else {}
    return {
        "resourceType": "Task",
        "id": case.number,
        "identifier": [{"system": _SYSTEM, "value": case.number}],
        "status": _STATUS[CaseState(case.state)],
        "intent": "order",
        "priority": "urgent" if case.priority == "expedited" else "routine",
        "code": {"text": "Independent medical review"},
        "for": {"reference": f"Patient/{case.number}-employee"},
        "authoredOn": case.created_at.isoformat(),
        "businessStatus": {"text": case.get_state_display()},
        **due,
    }


def _claim(case: CaseRow, items: list[ItemRow]) -> Resource:
    return {
        "resourceType": "Claim",
        "id": f"{case.number}-request",
        "status": "active",
        "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
        "use": "preauthorization",
        "patient": {"reference": f"Patient/{case.number}-employee"},
        "created": case.received_on.isoformat(),
        "provider": {"display": "Requesting physician"},
        "insurer": {"reference": f"Organization/{case.number}-administrator"},
        "priority": {"coding": [{"code": "stat" if case.priority == "expedited" else "normal"}]},
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"display": case.claim_number or "not stated"}}],
        "item": [{"sequence": one.n, "productOrService": {"text": one.request}} for one in items],
    }


def _response(case: CaseRow, items: list[ItemRow]) -> Resource:
    return {
        "resourceType": "ClaimResponse",
        "id": f"{case.number}-determination",
        "status": "active",
        "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
        "use": "preauthorization",
        "patient": {"reference": f"Patient/{case.number}-employee"},
        "created": max(one.signed_at.date() for one in items if one.signed_at).isoformat(),
        "insurer": {"reference": f"Organization/{case.number}-administrator"},
        "request": {"reference": f"Claim/{case.number}-request"},
        "outcome": "complete",
        "item": [
            {
                "itemSequence": one.n,
                "adjudication": [
                    {
                        "category": {"text": "Independent medical review"},
                        "reason": {"text": "Overturned" if one.decision == "overturned" else "Upheld"},
                    }
                ],
            }
            for one in items
        ],
    }


def _document(case: CaseRow, paper: Paper) -> Resource:
    return {
        "resourceType": "DocumentReference",
        "id": f"{case.number}-file-{paper.pk}",
        "status": "current",
        "subject": {"reference": f"Patient/{case.number}-employee"},
        "date": paper.received_at.isoformat(),
        "content": [{"attachment": {"title": paper.name, "size": paper.size, "contentType": "application/pdf"}}],
    }
