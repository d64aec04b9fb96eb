"""Records of invented determinations for the tests of the corpus. No real person, claim or decision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a test varies of a record."""

    case: str
    request: str = "Physical therapy, 12 visits, lumbar spine"
    service: str | None = "physical therapy"
    decision: str | None = "Upheld"
    year: int = 2015
    age: int | None = 44
    sex: str | None = "female"
    summary: str = "The worker has low back pain."
    rationale: str = "The request exceeds the guideline."
    facts: tuple[tuple[str, str], ...] = (("diagnosis", "lumbar radiculopathy"),)
    specialty: str = "Orthopedic Surgery"
    pages: tuple[str, ...] = ("98-99",)
    program: str = "CA-DWC-IMR"
    administrator: str | None = None


def record(told: Told) -> str:
    """One line as `imr read` writes it."""
    cited = {
        "source": "MTUS Chronic Pain Treatment Guidelines",
        "section": None,
        "pages": list(told.pages),
        "spans": [],
    }
    day = f"{told.year}-03-12"
    row = {
        "file": f"{told.case}.txt", "nth": 1, "program": told.program, "format_variant": "dwc-2015", "case_number": told.case,
        "dates": {"injury": None, "ur_decision": None, "application": f"{told.year}-01-11", "assignment": None, "determination": day},
        "year": told.year,
        "reviewer": {"specialties": [told.specialty], "licensed_states": ["California"], "min_years": 5, "hours_per_week": 24},
        "patient": {"age": told.age, "sex": told.sex, "age_words": None, "sex_from": "noun"},
        "items": [{
            "n": 1, "text": told.request, "quantity": 12.0, "quantity_unit": "visits", "service": told.service, "decision": told.decision,
            "decision_explicit": True, "decision_words": told.decision, "conclusion": None, "claims_admin_guidelines": [],
            "reviewer_guidelines": [cited], "rationale": told.rationale, "spans": [], "rationale_spans": [],
        }],
        "summary": told.summary,
        "summary_facts": [
            {"type": kind, "value": value, "side": None, "level": None, "date": None, "count": None, "spans": []} for kind, value in told.facts
        ],
        "categories": [], "fields": {"claims_administrator": told.administrator} if told.administrator else {}, "problems": [],
    }  # fmt: skip
    return json.dumps(row)


def write_records(path: Path, *told: Told, tail: str = "") -> Path:
    path.write_text("".join(f"{record(one)}\n" for one in told) + tail, encoding="utf-8")
    return path


LIBRARY = (
    Told(case="CM15-0000001", rationale="There is no documentation of functional improvement from the earlier visits."),
    Told(case="CM15-0000002", decision="Overturned", sex="male", age=61, rationale="Objective functional improvement is documented."),
    Told(
        case="CM14-0000003", request="Left L5-S1 transforaminal epidural steroid injection", service="epidural steroid injection",
        decision="Overturned", year=2014, specialty="Pain Management", pages=("46",), summary="MRI of the lumbar spine showed an extrusion.",
    ),
    Told(
        case="CM13-0000004", request="Lumbar ESI at L4-5", service="epidural steroid injection", year=2013, pages=("46",),
        rationale="Radiculopathy is not corroborated by imaging.", administrator="Sespe Mutual",
    ),
    Told(
        case="CM16-0000005", request="Norco 10/325 mg #90", service="opioid medication", year=2016, age=39, pages=("76-80",),
        rationale="No urine drug test is on file.", facts=(("medication", "Norco"),),
    ),
)  # fmt: skip
"""Five letters, one item each: two of therapy decided both ways, two injections, one opioid."""
