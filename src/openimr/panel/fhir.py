"""A roster from a FHIR R4 bundle of Practitioner and PractitionerRole resources; all of it, or none.

What FHIR has elements for is read from them: identifiers, names, addresses, qualifications with their periods and issuers,
specialties as NUCC codes. What it has none for (years, hours, attestations, ties, load) stands in the extension EXTENSION,
or is not documented, and then the requirement does not hold.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from openimr.case import Problem

from .cells import parse_date, read_flag, read_npi, read_number, read_parts, read_tie, read_whole
from .identifiers import is_taxonomy
from .qualifications import read_qualification
from .registration import Entry
from .reviewer import Board, License, Reviewer
from .roster import accept

Json = Mapping[str, object]
NPI = "http://hl7.org/fhir/sid/us-npi"
NUCC = "http://nucc.org/provider-taxonomy"
EXTENSION = "urn:openimr:reviewer"
"""Sub-extensions, all valueString and in the words of the CSV: years_in_practice, hours_a_week, disciplined, qme, ties,
load, capacity, verified_on, attested_on, conditions, treatments."""


def load_bundle(text: str, *, on: date | None = None) -> tuple[tuple[Reviewer, ...], tuple[Problem, ...]]:
    """Reads a bundle; `on` as for `roster.load`. Resources of other types are left alone; references must resolve."""
    try:
        bundle = json.loads(text)
    except ValueError as wrong:
        return (), (_format(f"It is not JSON: {wrong}."),)
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        return (), (_format("It is no FHIR Bundle."),)
    resources: list[tuple[str, Json]] = []
    for number, entry in enumerate(_items(bundle, "entry"), start=1):
        resource = entry.get("resource")
        if isinstance(resource, dict):
            resources.append((f"roster, entry {number}", resource))
    roles, strays = _roles(resources)
    people = [(where, one) for where, one in resources if one.get("resourceType") == "Practitioner"]
    reviewers, problems = accept((_entry(where, one, roles.get(_id(one), [])) for where, one in people), on=on)
    return (() if strays else reviewers), (*strays, *problems)


def _format(says: str) -> Problem:
    fix = "Export a FHIR R4 Bundle in JSON with Practitioner and PractitionerRole resources."
    return Problem(code="roster_format", says=says, where="roster", fix=fix)


def _roles(resources: list[tuple[str, Json]]) -> tuple[dict[str, list[Json]], tuple[Problem, ...]]:
    """PractitionerRole resources by the practitioner's id; those of nobody in the bundle are Problems."""
    known = {_id(one) for _, one in resources if one.get("resourceType") == "Practitioner"}
    roles: dict[str, list[Json]] = defaultdict(list)
    strays = []
    for where, one in resources:
        if one.get("resourceType") != "PractitionerRole":
            continue
        whose = _text(_object(one, "practitioner"), "reference").rsplit("/", 1)[-1].removeprefix("urn:uuid:")
        roles[whose].append(one)
        if whose not in known:
            says = f"This PractitionerRole is of {whose or 'nobody'}, who is not in the bundle."
            fix = "Nothing was imported: export the Practitioner with it."
            strays.append(Problem(code="roster_role", says=says, where=where, fix=fix))
    return roles, tuple(strays)


@dataclass(slots=True)
class _Credentials:
    licenses: list[License]
    boards: list[Board]
    degrees: list[str]


def _entry(where: str, person: Json, roles: list[Json]) -> Entry:
    faults: list[str] = []
    held = _credentials(person, faults)
    cells = _extension(person, faults)
    names = [_name(one) for one in _ordered_names(person)]
    npis = [_text(one, "value") for one in _items(person, "identifier") if one.get("system") == NPI]
    npi = read_npi(npis[0] if npis else "", faults)
    faults += [] if held.licenses else ["it names no license; add a qualification with the state's board as issuer"]
    faults += [] if names else ["it has no name"]
    faults += [] if held.degrees else ["it names no degree; add a qualification with a code of v2-0360, e.g. MD"]
    reviewer = Reviewer(
        id=_id(person) or npi or "",
        name=names[0] if names else "",
        degree=held.degrees[0] if held.degrees else "",
        licenses=tuple(held.licenses),
        boards=tuple(held.boards),
        years=read_number(cells["years_in_practice"], "years in practice", 75, faults),
        hours=read_number(cells["hours_a_week"], "hours a week", 100, faults),
        disciplined=read_flag(cells["disciplined"], "disciplined", faults),
        qualified_medical_evaluator=read_flag(cells["qme"], "qme", faults),
        ties=read_parts(cells["ties"], read_tie, faults),
        addresses=_addresses(person),
        load=read_whole(cells["load"], "load", faults),
        capacity=read_whole(cells["capacity"], "capacity", faults),
        verified_on=_day(cells["verified_on"], faults),
        other_names=tuple(names[1:]),
        npi=npi,
        attested_on=_day(cells["attested_on"], faults),
        conditions=read_parts(cells["conditions"], str, faults),
        treatments=read_parts(cells["treatments"], str, faults),
    )
    return Entry(where=where, reviewer=_with_roles(reviewer, roles, faults), faults=tuple(faults))


def _with_roles(reviewer: Reviewer, roles: list[Json], faults: list[str]) -> Reviewer:
    """Specialties as NUCC codes, and the organizations worked for as ties of employment."""
    codes = [
        _text(coding, "code")
        for role in roles
        for concept in _items(role, "specialty")
        for coding in _items(concept, "coding")
        if coding.get("system") == NUCC
    ]
    faults += [f"{code!r} is no NUCC taxonomy code" for code in codes if not is_taxonomy(code)]
    firms = [_text(_object(role, "organization"), "display") for role in roles]
    ties = read_parts(";".join(f"employment={firm.replace(';', ',')}" for firm in firms if firm), read_tie, faults)
    return replace(
        reviewer,
        taxonomies=tuple(dict.fromkeys(codes)),
        ties=tuple(dict.fromkeys((*reviewer.ties, *ties))),
    )


def _credentials(person: Json, faults: list[str]) -> _Credentials:
    held = _Credentials(licenses=[], boards=[], degrees=[])
    for one in _items(person, "qualification"):
        try:
            found = read_qualification(one)
        except ValueError as wrong:
            faults.append(str(wrong))
            continue
        if isinstance(found, License):
            held.licenses.append(found)
        elif isinstance(found, Board):
            held.boards.append(found)
        else:
            held.degrees.append(found)
    return held


def _extension(person: Json, faults: list[str]) -> dict[str, str]:
    names = "years_in_practice hours_a_week disciplined qme ties load capacity verified_on attested_on conditions treatments"
    cells = dict.fromkeys(names.split(), "")
    for outer in _items(person, "extension"):
        for inner in _items(outer, "extension") if outer.get("url") == EXTENSION else ():
            name = _text(inner, "url")
            faults += [] if name in cells else [f"the extension {name!r} is unknown"]
            cells[name] = _text(inner, "valueString")
    return cells


def _ordered_names(person: Json) -> list[Json]:
    """The official name first; old, maiden and other names after it."""
    rank = {"official": 0, "usual": 1, "": 2}
    return sorted(_items(person, "name"), key=lambda one: rank.get(_text(one, "use"), 3))


def _name(one: Json) -> str:
    given = one.get("given")
    words = [str(part) for part in given] if isinstance(given, list) else []
    return _text(one, "text") or " ".join([*words, _text(one, "family")]).strip()


def _addresses(person: Json) -> tuple[str, ...]:
    found = []
    for one in _items(person, "address"):
        lines = one.get("line")
        parts = [str(line) for line in lines] if isinstance(lines, list) else []
        tail = " ".join(part for part in (_text(one, "state"), _text(one, "postalCode")) if part)
        found.append(", ".join(part for part in (*parts, _text(one, "city"), tail) if part))
    return tuple(one for one in found if one)


def _day(text: str, faults: list[str]) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as wrong:
        faults.append(str(wrong))
        return None


def _id(resource: Json) -> str:
    return _text(resource, "id")


def _text(value: Json, key: str) -> str:
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""


def _object(value: Json, key: str) -> Json:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _items(value: Json, key: str) -> Iterator[Json]:
    found = value.get(key)
    return iter([one for one in found if isinstance(one, dict)] if isinstance(found, list) else [])
