"""Everyone the form and the UR decision name: the conflict test of the panel needs them all."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..case import Party, PartyRole
from .filing import Filing, person
from .notice import Notice

_REVIEWER = re.compile(
    r"(?i:physician\s+reviewer|reviewing\s+physician|reviewer|reviewed\s+by|physician\s+advisor|decision\s+made\s+by|determination\s+by)"
    r"\s*:?\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,3})",
)


def find_parties(filing: Filing | None, notice: Notice | None, names: Mapping[str, str | None]) -> tuple[Party, ...]:
    """Parties with their addresses. names: what was read for employee_name, employer, claims_administrator, ..."""
    group = filing.value("practice") if filing else None
    named = [
        (PartyRole.EMPLOYEE, names["employee_name"], "employee"),
        (PartyRole.EMPLOYER, names["employer"], "employer"),
        (PartyRole.CLAIMS_ADMINISTRATOR, names["claims_administrator"], "administrator"),
        (PartyRole.REQUESTING_PHYSICIAN, names["requesting_physician"], "physician"),
        (PartyRole.REQUESTING_GROUP, re.split(r",\s*\d", group)[0] if group else None, "physician"),
        (PartyRole.ATTORNEY, names["attorney"], "attorney"),
    ]
    found = [Party(role=role, name=who, address=_address(filing, section)) for role, who, section in named if who]
    return (*found, *_of_review(notice)) if notice else tuple(found)


def _of_review(notice: Notice) -> tuple[Party, ...]:
    """The UR organization, named at the head of its letter, and its physician."""
    found = []
    lines = (line.text.strip(" _.-~|();:") for line in notice.sheet.lines())
    first = next((text for text in lines if re.search(r"[A-Za-z]{4}", text)), None)
    if first:
        found.append(Party(role=PartyRole.UR_ORGANIZATION, name=first))
    reviewer = _REVIEWER.search(notice.sheet.text)
    name = person(" ".join(reviewer["name"].split())) if reviewer else None
    if name:
        found.append(Party(role=PartyRole.UR_REVIEWER, name=name))
    return tuple(found)


def _address(filing: Filing | None, section: str) -> str | None:
    entries = filing.entries if filing else ()
    own = (entry.value for entry in entries if entry.field == "address" and entry.section == section and entry.value)
    return next(own, None)
