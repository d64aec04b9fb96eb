"""The diagram of the documentation is the one that the tables give, and the tables are those of the law."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.program import names
from openimr.workflow import load_law
from openimr.workflow.diagram import draw_diagram, draw_mermaid

LAW = load_law("ca-dwc")
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PASSAGES = """
[*] RECEIVED | RECEIVED DUPLICATE | RECEIVED SCREENING | SCREENING INFO_PENDING | INFO_PENDING SCREENING | SCREENING DEFERRED
DEFERRED SCREENING | SCREENING INELIGIBLE | SCREENING ELIGIBLE | INELIGIBLE SCREENING | ELIGIBLE ELIGIBLE | ELIGIBLE ASSIGNED
ASSIGNED RECORDS_COMPLETE | ASSIGNED RECORDS_OVERDUE | RECORDS_OVERDUE RECORDS_COMPLETE | RECORDS_COMPLETE REVIEWER_ASSIGNED
REVIEWER_ASSIGNED RECORDS_COMPLETE | IN_REVIEW RECORDS_COMPLETE | REVIEWER_ASSIGNED IN_REVIEW | IN_REVIEW ADD_INFO
ADD_INFO IN_REVIEW | IN_REVIEW IN_REVIEW | IN_REVIEW DRAFTED | DRAFTED QA | QA IN_REVIEW | QA ISSUED
after_assignment after_assignment | RECORDS_COMPLETE RECORDS_COMPLETE | REVIEWER_ASSIGNED REVIEWER_ASSIGNED
ADD_INFO ADD_INFO | DRAFTED DRAFTED | QA QA | open TERMINATED | open WITHDRAWN | open DISMISSED | open open
ISSUED APPEALED | APPEALED CLOSED | APPEALED REMANDED | REMANDED RECORDS_COMPLETE | ISSUED CLOSED
DUPLICATE [*] | INELIGIBLE [*] | CLOSED [*] | WITHDRAWN [*] | TERMINATED [*] | DISMISSED [*]
"""


@pytest.mark.parametrize("name", names())
def test_the_diagram_in_the_documentation_is_up_to_date(name: str) -> None:
    """If not: imr process diagram --program NAME > docs/reference/process-NAME.md"""
    drawn = draw_diagram(load_law(name).process) + "\n"
    assert (REFERENCE / f"process-{name}.md").read_text(encoding="utf-8") == drawn


def test_the_passages_are_those_of_the_law() -> None:
    expected = {tuple(one.split()) for line in PASSAGES.strip().splitlines() for one in line.split("|")}
    drawn = [line.split(":")[0].split("-->") for line in draw_mermaid(LAW.process) if "-->" in line]
    assert {(one.strip(), other.strip()) for one, other in drawn} == expected
