"""A record of `imr read` -> the entries the corpus holds of it, one an item."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from openimr.case import OpenImrError
from openimr.records.body import regions

from .cited import family_of, spell_pages
from .determination import Outcome
from .entry import Entry
from .signals import signals_in

_Row = Mapping[str, Any]
_FIELDS_OF = {
    "claims_administrator": ("claims_administrator", "health_plan", "plan", "respondent", "carrier"),
    "requesting_physician": ("requesting_physician", "requesting_provider", "provider"),
    "condition": ("diagnosis", "diagnosis_category"),
    "treatment": ("treatment_category", "treatment"),
}
_BAND = re.compile(r"(\d{1,3})\s*(?:-|to)\s*(\d{1,3})$")
_OPEN_BAND = re.compile(r"(\d{1,3})\s*\+$")
_OLDEST = 120
_LONGEST_DAYS = 3660


def content_id(line: bytes) -> str:
    """Sixteen hexadecimal digits of a record's content: all of the line but the name of its file, which stands first, and the
    problems, which name it too."""
    start = line.find(b'"nth"')
    end = line.rfind(b'"problems"')
    return hashlib.blake2b(line[start if start > 0 else 0 : end if end > 0 else len(line)], digest_size=8).hexdigest()


def entries_of(line: bytes) -> tuple[Entry, ...]:
    """The entries of one line of JSON. Raises OpenImrError for a line that is no record of a determination."""
    try:
        row = json.loads(line)
        return tuple(_entries(row, content_id(line)))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise OpenImrError(f"no record of a determination ({type(wrong).__name__}: {wrong})") from wrong


def _entries(row: _Row, letter: str) -> Iterator[Entry]:
    shared = _shared(row)
    for item in row["items"]:
        yield Entry(**shared, **_own(item, shared), id=f"{letter}-{item['n']}")


def _shared(row: _Row) -> dict[str, Any]:
    """What all items of a letter have in common."""
    fields = row.get("fields") or {}
    categories = {one["field"]: one["mapped"] or one["printed"] for one in row.get("categories") or ()}
    decided = _day(row["dates"].get("determination"))
    low, high = _ages(row["patient"])
    return {
        "file": row["file"],
        "nth": row.get("nth", 1),
        "program": row["program"],
        "case_number": row["case_number"],
        "decided": decided,
        "year": decided.year if decided else row.get("year"),
        "days_to_decide": _days(row["dates"], decided, fields),
        "kind": categories.get("type") or fields.get("denial_reason"),
        "conditions": _conditions(row, categories, fields),
        "treatments": _values(categories, fields, "treatment"),
        "specialties": tuple(name.replace(" & ", " and ") for name in row["reviewer"]["specialties"]),
        "age_low": low,
        "age_high": high,
        "sex": row["patient"]["sex"],
        "claims_administrator": _first(fields, "claims_administrator"),
        "requesting_physician": _first(fields, "requesting_physician"),
        "facts": tuple(f"{one['type']}: {one['value']}" for one in row.get("summary_facts") or ()),
        "signals": _signals(row.get("summary") or ""),
        "summary": row.get("summary") or "",
    }


def _own(item: _Row, shared: Mapping[str, Any]) -> dict[str, Any]:
    cited = item.get("reviewer_guidelines") or ()
    return {
        "n": item["n"],
        "request": item["text"],
        "service": item["service"],
        "region": _region(item["text"])
        or next((found for words in shared["conditions"] if (found := _region(words))), None),
        "quantity": item["quantity"],
        "quantity_unit": item.get("quantity_unit"),
        "decision": Outcome(item["decision"]) if item["decision"] else None,
        "decision_explicit": item["decision_explicit"],
        "guidelines": _families(cited),
        "admin_guidelines": _families(item.get("claims_admin_guidelines") or ()),
        "pages": tuple(
            dict.fromkeys(
                f"{family_of(one['source'], one.get('section'))}#{page}"
                for one in cited
                for page in spell_pages(one["pages"])
            )
        ),
        "cited": tuple(" ".join(filter(None, (one["source"], one.get("section")))) for one in cited),
        "rationale": item["rationale"] or "",
    }


def _families(cited: Sequence[_Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family_of(one["source"], one.get("section")) for one in cited))


@lru_cache(maxsize=65536)
def _region(words: str) -> str | None:
    return next((hit.row for hit in regions(words) if hit.row != "other"), None)


@lru_cache(maxsize=256)
def _signals(summary: str) -> tuple[str, ...]:
    return signals_in(summary) if summary else ()


def _conditions(row: _Row, categories: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Printed category and diagnosis, then the diagnoses that the clinical summary states."""
    facts = (one["value"] for one in row.get("summary_facts") or () if one["type"] == "diagnosis")
    named = categories.get("diagnosis_category")
    printed = (value for key in _FIELDS_OF["condition"] if (value := fields.get(key)))
    return tuple(dict.fromkeys((*((named,) if named else ()), *printed, *facts)))


def _values(categories: Mapping[str, str], fields: Mapping[str, str], name: str) -> tuple[str, ...]:
    keys = _FIELDS_OF[name]
    return tuple(dict.fromkeys(value for key in keys for value in (categories.get(key), fields.get(key)) if value))


def _first(fields: Mapping[str, str], name: str) -> str | None:
    return next((fields[key] for key in _FIELDS_OF[name] if fields.get(key)), None)


def _ages(patient: _Row) -> tuple[int | None, int | None]:
    """Both ends: the age itself, or a band as printed ("31-40", "31 to 40", "65+")."""
    if patient["age"] is not None:
        return patient["age"], patient["age"]
    words = (patient.get("age_words") or "").strip()
    if match := _BAND.match(words):
        return int(match[1]), int(match[2])
    if match := _OPEN_BAND.match(words):
        return int(match[1]), _OLDEST
    return None, None


def _days(dates: _Row, decided: date | None, fields: Mapping[str, str]) -> int | None:
    counted = fields.get("days_to_review", "")
    if counted.isdigit():
        return int(counted)
    begun = _day(dates.get("application")) or _day(dates.get("assignment"))
    days = (decided - begun).days if decided and begun else None
    return days if days is not None and 0 <= days <= _LONGEST_DAYS else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
