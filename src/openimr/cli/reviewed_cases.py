"""Open cases from the results of `imr review`: one folder each, with its review.json."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openimr.case import DisputedItem, OpenImrError, Party, PartyRole
from openimr.panel.assignment import OpenCase

_PARTIES = {
    "employer": PartyRole.EMPLOYER,
    "claims_administrator": PartyRole.CLAIMS_ADMINISTRATOR,
    "requesting_physician": PartyRole.REQUESTING_PHYSICIAN,
    "attorney": PartyRole.ATTORNEY,
}
_DAYS = timedelta(days=30)
"""From a signed application to the determination, as an order of urgency only (Labor Code 4610.6(d)(1)(B))."""


def read_reviewed(folder: Path) -> tuple[OpenCase, ...]:
    """The eligible ones, named by their folders; whoever wrote a record counts as involved."""
    files = sorted(folder.glob("*/review.json"))
    if not files:
        raise OpenImrError(f"{folder} holds no results of imr review (no */review.json in it).")
    found = [_read(path) for path in files]
    return tuple(one for one in found if one is not None)


def _read(path: Path) -> OpenCase | None:
    try:
        review = json.loads(path.read_text("utf-8"))
        return _case(path.parent.name, review) if review["eligibility"]["eligible"] is not False else None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise OpenImrError(f"{path} is no result of imr review ({wrong}); run imr review again.") from wrong


def _case(name: str, review: dict[str, Any]) -> OpenCase:
    case = review["case"]
    employee = (case.get("employee") or {}).get("name")
    named = [(PartyRole.EMPLOYEE, employee), *((role, case.get(field)) for field, role in _PARTIES.items())]
    named += [
        (PartyRole.PROVIDER, one["author"])
        for one in review["documents"]
        if one.get("author") and not one.get("other_patient") and not one.get("duplicate_of")
    ]
    filed = case.get("signature_date")
    return OpenCase(
        id=name,
        items=tuple(
            DisputedItem(n=one["n"], request=one["request"], service=one["service"], body_region=one.get("body_region"))
            for one in review["items"]
        ),
        parties=tuple(dict.fromkeys(Party(role=role, name=who) for role, who in named if who)),
        due=date.fromisoformat(filed) + _DAYS if filed else None,
    )
