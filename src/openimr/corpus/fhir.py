"""A determination as a FHIR R4 Bundle: the patient, the reviewer's role, the services asked for and the answer to them.

ClaimResponse (use preauthorization) carries the decision: an adjudication a service, with the reasons as its note. The letters are
published without names; so are the resources. Identifiers are those of the publisher. https://hl7.org/fhir/R4/claimresponse.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from .determination import Defect, Determination, LetterItem, Outcome

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
_SYSTEM = "https://openimr.org/fhir"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_OUTCOME_CODE = {Outcome.UPHELD: "upheld", Outcome.OVERTURNED: "overturned", Outcome.PARTLY: "partially-overturned"}


def bundle_of(read: Determination, defects: Sequence[Defect] = ()) -> str:
    """One line of JSON: a Bundle of type collection whose resources refer to each other by id."""
    base = _id(f"{read.case_number or read.file}-{read.nth}")
    entries = [
        _patient(read, base),
        _reviewer(read, base),
        *(_request(item, base) for item in read.items),
        _response(read, base, defects),
    ]
    bundle: dict[str, Json] = {
        "resourceType": "Bundle",
        "id": base,
        "type": "collection",
        "entry": [{"fullUrl": f"{_SYSTEM}/{one['resourceType']}/{one['id']}", "resource": one} for one in entries],
    }
    return json.dumps(bundle, ensure_ascii=False)


def _patient(read: Determination, base: str) -> dict[str, Json]:
    found: dict[str, Json] = {"resourceType": "Patient", "id": f"{base}-patient"}
    if read.patient.sex:
        found["gender"] = read.patient.sex
    if read.patient.age is not None:
        found["extension"] = [{"url": f"{_SYSTEM}/StructureDefinition/age-in-years", "valueInteger": read.patient.age}]
    return found


def _reviewer(read: Determination, base: str) -> dict[str, Json]:
    found: dict[str, Json] = {
        "resourceType": "PractitionerRole",
        "id": f"{base}-reviewer",
        "code": [{"text": "Independent medical reviewer"}],
    }
    if read.reviewer.specialties:
        found["specialty"] = [{"text": name} for name in read.reviewer.specialties]
    if read.reviewer.licensed_states:
        found["extension"] = [
            {"url": f"{_SYSTEM}/StructureDefinition/licensed-state", "valueString": state}
            for state in read.reviewer.licensed_states
        ]
    return found


def _request(item: LetterItem, base: str) -> dict[str, Json]:
    code: dict[str, Json] = {"text": item.text or "not stated"}
    if item.service:
        code["coding"] = [
            {"system": f"{_SYSTEM}/CodeSystem/service", "code": _id(item.service), "display": item.service}
        ]
    found: dict[str, Json] = {
        "resourceType": "ServiceRequest",
        "id": f"{base}-item-{item.n}",
        "status": "completed",
        "intent": "proposal",
        "code": code,
        "subject": {"reference": f"Patient/{base}-patient"},
    }
    if item.quantity is not None:
        amount: dict[str, Json] = {"value": item.quantity}
        if item.quantity_unit:
            amount["unit"] = item.quantity_unit
        found["quantityQuantity"] = amount
    return found


def _response(read: Determination, base: str, defects: Sequence[Defect]) -> dict[str, Json]:
    found: dict[str, Json] = {
        "resourceType": "ClaimResponse",
        "id": f"{base}-determination",
        "status": "active",
        "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
        "use": "preauthorization",
        "patient": {"reference": f"Patient/{base}-patient"},
        "insurer": {
            "display": dict(read.fields).get("health_plan") or dict(read.fields).get("respondent") or "not stated"
        },
        "outcome": "complete" if all(item.decision for item in read.items) and read.items else "partial",
        "extension": [
            {"url": f"{_SYSTEM}/StructureDefinition/program", "valueString": read.program},
            {
                "url": f"{_SYSTEM}/StructureDefinition/reviewer",
                "valueReference": {"reference": f"PractitionerRole/{base}-reviewer"},
            },
        ],
    }
    decided = read.dates.determination or read.year
    if decided:
        found["created"] = str(decided)
    else:
        found["_created"] = {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}
    if read.case_number:
        found["identifier"] = [{"system": f"{_SYSTEM}/case-number/{_id(read.program)}", "value": read.case_number}]
    if read.items:
        found["item"] = [_adjudicated(item, base) for item in read.items]
    notes: list[Json] = [_note(item.n, item.rationale.text) for item in read.items if item.rationale]
    notes += [_note(1000 + n, f"{defect.code}: {defect.says}") for n, defect in enumerate(defects, start=1)]
    if notes:
        found["processNote"] = notes
    return found


def _adjudicated(item: LetterItem, base: str) -> Json:
    decision: dict[str, Json] = {
        "category": {"coding": [{"system": f"{_SYSTEM}/CodeSystem/adjudication", "code": "determination"}]}
    }
    if item.decision:
        code = _OUTCOME_CODE[item.decision]
        decision["reason"] = {
            "coding": [{"system": f"{_SYSTEM}/CodeSystem/outcome", "code": code}],
            "text": item.decision_words or code,
        }
    found: dict[str, Json] = {
        "itemSequence": item.n,
        "adjudication": [decision],
        "extension": [
            {
                "url": f"{_SYSTEM}/StructureDefinition/service-request",
                "valueReference": {"reference": f"ServiceRequest/{base}-item-{item.n}"},
            },
            {"url": f"{_SYSTEM}/StructureDefinition/decision-explicit", "valueBoolean": item.decision_explicit},
        ],
    }
    if item.rationale:
        found["noteNumber"] = [item.n]
    return found


def _note(number: int, text: str) -> dict[str, Json]:
    return {"number": number, "type": "display", "text": text}


def _id(words: str) -> str:
    """A FHIR id: letters, digits, hyphens and dots, at most 50 here."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", words).strip("-")[-50:]
