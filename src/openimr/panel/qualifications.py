"""A FHIR Practitioner.qualification as what it is: a degree, a state's license, or a board certificate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from .cells import parse_date
from .identifiers import is_taxonomy, specialty_of
from .qualification import PHYSICIANS
from .reviewer import LICENSE_STATES, Board, License

Json = Mapping[str, object]
DEGREES = "http://terminology.hl7.org/CodeSystem/v2-0360"
WHERE_VALID = "whereValid"
"""Sub-extension of the US practitioner-qualification extension: the state, by postal code."""
VERIFIED = "urn:openimr:verified"
"""Extension with valueDate: last checked with the primary source."""
_STATES = {
    name: code
    for code, name in (
        pair.split("=")
        for pair in (
            "AL=Alabama AK=Alaska AZ=Arizona AR=Arkansas CA=California CO=Colorado CT=Connecticut DE=Delaware FL=Florida GA=Georgia "
            "HI=Hawaii ID=Idaho IL=Illinois IN=Indiana IA=Iowa KS=Kansas KY=Kentucky LA=Louisiana ME=Maine MD=Maryland "
            "MA=Massachusetts MI=Michigan MN=Minnesota MS=Mississippi MO=Missouri MT=Montana NE=Nebraska NV=Nevada "
            "NH=New_Hampshire NJ=New_Jersey NM=New_Mexico NY=New_York NC=North_Carolina ND=North_Dakota OH=Ohio OK=Oklahoma "
            "OR=Oregon PA=Pennsylvania RI=Rhode_Island SC=South_Carolina SD=South_Dakota TN=Tennessee TX=Texas UT=Utah "
            "VT=Vermont VA=Virginia WA=Washington WV=West_Virginia WI=Wisconsin WY=Wyoming DC=District_of_Columbia"
        ).split()
    )
}


def read_qualification(one: Json) -> License | Board | str:
    """ValueError says what is wrong. A degree is returned as its letters."""
    codings = _list(_object(one, "code"), "coding")
    degree = next((_text(coding, "code") for coding in codings if coding.get("system") == DEGREES), "")
    label = _text(_object(one, "code"), "text") or next(
        (_text(c, "display") for c in codings if _text(c, "display")), ""
    )
    state = _state(one)
    if state is not None:
        return _license(one, state)
    if degree.upper().replace(".", "") in PHYSICIANS:
        return degree.upper().replace(".", "")
    taxonomy = next((_text(coding, "code") for coding in codings if is_taxonomy(_text(coding, "code"))), "")
    specialty = (
        specialty_of(taxonomy) or re.sub(r"(?i)\bboard\s+certified\s+(?:in\s+)?|\bcertification\b", "", label).strip()
    )
    if not specialty:
        raise ValueError("a qualification is no degree, no license of a state, and names no specialty")
    return Board(specialty=specialty, expires=_end(one, specialty), verified_on=_verified(one))


def _license(one: Json, state: str) -> License:
    if state not in LICENSE_STATES:
        raise ValueError(f"there is no state {state!r}; use the postal code, e.g. CA")
    last = _end(one, f"license of {state}")
    if last is None:
        raise ValueError(f"the license of {state} has no last day; give period.end")
    numbers = [_text(identifier, "value") for identifier in _list(one, "identifier")]
    status = {_text(x, "valueCode") or _text(_object(x, "valueCodeableConcept"), "text") for x in _extensions(one)}
    return License(
        state=state,
        expires=last,
        restricted=bool(status & {"restricted", "probation", "suspended", "limited"}),
        number=next((number for number in numbers if number), None),
        verified_on=_verified(one),
    )


def _state(one: Json) -> str | None:
    """From the extension, else from the issuer ("Medical Board of California"), but for specialty boards."""
    for extension in _extensions(one):
        if _text(extension, "url").rsplit("/", 1)[-1] == WHERE_VALID:
            codings = _list(_object(extension, "valueCodeableConcept"), "coding")
            return next((_text(coding, "code").upper() for coding in codings), "")
    issuer = _text(_object(one, "issuer"), "display")
    if re.search(r"(?i)american\s+(?:osteopathic\s+)?board", issuer):
        return None
    found = [code for name, code in _STATES.items() if re.search(rf"\b{name.replace('_', ' ')}\b", issuer)]
    return "WV" if "WV" in found else (found[0] if found else None)


def _end(one: Json, what: str) -> date | None:
    end = _text(_object(one, "period"), "end")
    if not end:
        return None
    try:
        return parse_date(end[:10])
    except ValueError as wrong:
        raise ValueError(f"{what}: {wrong}") from wrong


def _verified(one: Json) -> date | None:
    days = [_text(extension, "valueDate") for extension in _extensions(one) if extension.get("url") == VERIFIED]
    return parse_date(days[0]) if days and days[0] else None


def _extensions(one: Json) -> list[Json]:
    outer = _list(one, "extension")
    return [*outer, *(inner for extension in outer for inner in _list(extension, "extension"))]


def _text(value: Json, key: str) -> str:
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""


def _object(value: Json, key: str) -> Json:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _list(value: Json, key: str) -> list[Json]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
