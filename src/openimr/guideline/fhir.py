"""A row as FHIR R4: one PlanDefinition that carries citation and dates, one Library that carries the CQL.

Built as plain JSON; facts are parameters of the CQL, so no resource of a patient is named. The status is draft until a
named person has checked the row against the official text.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .cql import SUPPORTED, library_name, to_cql, version_of
from .loading import Edition

Json: TypeAlias = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None

_LIBRARY_TYPE: Json = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/library-type", "code": "logic-library"}]
}
_PLAN_TYPE: Json = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/plan-definition-type", "code": "eca-rule"}]
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One file of the export: its name and its text."""

    name: str
    text: str


def to_fhir(edition: Edition) -> tuple[Exported, ...]:
    """PlanDefinition, Library and the CQL by itself; the same bytes every time."""
    key = _id(edition)
    return (
        Exported(name=f"PlanDefinition-{key}.json", text=_text(_plan(edition))),
        Exported(name=f"Library-{key}.json", text=_text(_library(edition))),
        Exported(name=f"{key}.cql", text=to_cql(edition)),
    )


def _text(resource: Json) -> str:
    return json.dumps(resource, indent=2, ensure_ascii=False) + "\n"


def _id(edition: Edition) -> str:
    return f"{edition.row.id}.{version_of(edition)}"


def _url(kind: str, edition: Edition) -> str:
    return f"urn:openimr:{kind}:{edition.row.id}"


def _head(kind: str, edition: Edition) -> dict[str, Json]:
    """What both resources say of themselves."""
    row, head, span = edition.row, edition.head, edition.in_force
    period: dict[str, Json] = {"start": span.since.isoformat()}
    if span.to is not None:
        period["end"] = span.to.isoformat()
    return {
        "resourceType": kind,
        "id": _id(edition),
        "url": _url(kind, edition),
        "version": version_of(edition),
        "name": library_name(row.id),
        "title": f"{row.id}: {', '.join(row.service)}",
        "status": "active" if row.verified.by else "draft",
        "experimental": row.verified.by is None,
        "description": row.rule,
        "copyright": head.rights,
        "effectivePeriod": period,
    }


def _plan(edition: Edition) -> dict[str, Json]:
    row, head = edition.row, edition.head
    cited: list[Json] = [
        {
            "type": "citation",
            "label": head.edition,
            "citation": ", ".join(
                part for part in (one.title, one.section, f"pages {one.pages}" if one.pages else None) if part
            ),
        }
        for one in row.cite
    ]
    action: dict[str, Json] = {
        "title": row.stance.replace("_", " "),
        "description": row.rule,
        "condition": [
            {"kind": "applicability", "expression": {"language": "text/cql-identifier", "expression": SUPPORTED}}
        ],
    }
    rest: dict[str, Json] = {
        "type": _PLAN_TYPE,
        "topic": [{"text": service} for service in row.service],
        "usage": f"Applies when: {row.applies_when.model_dump_json(exclude_defaults=True)}",
        "relatedArtifact": cited,
        "library": [f"{_url('Library', edition)}|{version_of(edition)}"],
        "action": [action],
    }
    return _head("PlanDefinition", edition) | rest


def _library(edition: Edition) -> dict[str, Json]:
    cql = to_cql(edition)
    encoded = base64.b64encode(cql.encode()).decode()
    parameters: list[Json] = [
        {"name": library_name(name), "use": "in", "min": 0, "max": "1", "documentation": name, "type": kind.lower()}
        for name, kind in _parameters(cql)
    ]
    result: Json = {"name": SUPPORTED, "use": "out", "min": 0, "max": "1", "type": "boolean"}
    rest: dict[str, Json] = {
        "type": _LIBRARY_TYPE,
        "parameter": [*parameters, result],
        "content": [{"contentType": "text/cql", "data": encoded}],
    }
    return _head("Library", edition) | rest


def _parameters(cql: str) -> list[tuple[str, str]]:
    lines = [line.split('"') for line in cql.splitlines() if line.startswith("parameter ")]
    return [(name, kind.strip()) for _, name, kind in lines]
