"""What a request asks for: service, drug, components, region, side, level."""

from __future__ import annotations

import re
from functools import cache

from ..case import Component
from ..records.facts.drugs import drugs_in
from .lexicon import ServiceRow, pattern, services, units

_COMPONENT = re.compile(
    r"(?:(?P<name>[A-Za-z][\w-]*(?:\s(?!and\b)[a-z][\w-]*)?)\s*\(?(?P<after>\d+(?:\.\d+)?\s?%)\)?"
    r"|(?P<before>\d+(?:\.\d+)?\s?%)\s+(?P<named>[A-Za-z][\w-]*))"
)
_STRENGTH = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(?:/\s*\d+(?:\.\d+)?\s*)?(mg|mcg|g)\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b([CTLS]\d{1,2}(?:\s?[-–/,&]\s?(?:and\s)?[CTLS]?\d{1,2})*)(?![\w%])", re.IGNORECASE)
_PER_DAY = (
    (
        re.compile(
            r"\bq\.?\s?(\d{1,2})\s?(?:-\s?\d{1,2}\s?)?(?:h|hrs?|hours?)\b"
            r"|every (\d{1,2})(?: ?(?:-|to) ?\d{1,2})? hours?",
            re.I,
        ),
        None,
    ),
    (re.compile(r"\bq\.?i\.?d\b|(?:4|four) (?:x|times)(?: a| per)? ?(?:day|daily)", re.I), 4.0),
    (re.compile(r"\bt\.?i\.?d\b|(?:3|three) (?:x|times)(?: a| per)? ?(?:day|daily)", re.I), 3.0),
    (re.compile(r"\bb\.?i\.?d\b|twice (?:a day|daily)|(?:2|two) (?:x|times)(?: a| per)? ?(?:day|daily)", re.I), 2.0),
    (
        re.compile(
            r"\bq\.?d\b|\bq\.?h\.?s\b|\bonce (?:a day|daily)|\bdaily\b"
            r"|at (?:bedtime|night)|nightly|every (?:day|night)",
            re.I,
        ),
        1.0,
    ),
)


def service_of(request: str) -> str:
    """The service in the published vocabulary; "other" for what it does not name."""
    best: tuple[int, int, str] | None = None
    for row in services().services:
        match = _says(row).search(request)
        if match and (best is None or (-row.weight, match.start()) < best[:2]):
            best = (-row.weight, match.start(), row.service)
    drug = _first_drug(request)
    if best is None or (drug is not None and best[0] > -75 and drug[0] <= best[1]):
        return drug[1] if drug else (best[2] if best else "other")
    return best[2]


def names_treatment(text: str) -> bool:
    """Whether the words name a service (one outside the vocabulary too), a drug, an operation or what follows one."""
    known = any(_says(row).search(text) for row in services().services)
    return known or _first_drug(text) is not None or is_surgery(text, "other") or follows_surgery(text)


def drug_of(request: str) -> str | None:
    """The generic name of the drug named first, whichever brand is written; as written, lower case, where the drug table
    does not know it. None when no drug is named."""
    drug = _first_drug(request)
    if drug is None:
        return None
    known = [found.term for found in drugs_in(request) if found.end > drug[0]]
    return known[0] if known else drug[2]


def strength_of(request: str) -> float | None:
    """Milligrams of one unit; of the first ingredient for combinations."""
    match = _STRENGTH.search(request)
    if not match:
        return None
    value = float(match[1].replace(",", ""))
    return {"mg": value, "mcg": value / 1000, "g": value * 1000}[match[2].lower()]


def per_day_of(request: str) -> float | None:
    """Doses a day at most, from the directions."""
    for directions, doses in _PER_DAY:
        match = directions.search(request)
        if match and doses is None:
            return 24.0 / float(match[1] or match[2] or 24)
        if match:
            return doses
    return None


def components_of(request: str, service: str | None = None) -> tuple[Component, ...]:
    """Ingredients with their percentages, where at least two are given; of a compound without percentages, the drugs it
    names; of home health care, the tasks."""
    found = tuple(
        Component(name=(m["name"] or m["named"]).lower(), strength=(m["after"] or m["before"]).replace(" ", ""))
        for m in _COMPONENT.finditer(request)
    )
    if len(found) > 1:
        return found
    if service == "compounded topical":
        named = tuple(dict.fromkeys(one.term for one in drugs_in(request)))
        return tuple(Component(name=name) for name in named) if len(named) > 1 else ()
    return tasks_of(request) if service == "home health care" else ()


def tasks_of(request: str) -> tuple[Component, ...]:
    """What is to be done at home, each task once, in the order of the request."""
    found = [
        (match.start(), row.task)
        for row in services().home_tasks
        if (match := pattern("|".join(row.says)).search(request))
    ]
    return tuple(Component(name=task) for _, task in sorted(found))


def regions_of(text: str) -> tuple[str, ...]:
    """Body regions in the order in which they are named."""
    places = []
    for row in services().body_regions:
        match = pattern("|".join(row.says)).search(text)
        if match:
            places.append((match.start(), row.region))
    return tuple(region for _, region in sorted(places))


def side_of(text: str) -> str | None:
    """left, right or bilateral."""
    if re.search(
        r"\bbilat(?:eral(?:ly)?)?\b|\bboth (?:knees|shoulders|wrists|hands|hips|ankles|feet|sides)\b", text, re.I
    ):
        return "bilateral"
    sides = {match.lower() for match in re.findall(r"\b(left|right)\b", text, re.I)}
    if not sides:
        sides = {{"L": "left", "R": "right"}[match] for match in re.findall(r"\b([LR])\b(?!\s?[/\d-])", text)}
    return "bilateral" if len(sides) == 2 else next(iter(sides), None)


def level_of(text: str) -> str | None:
    """Spinal levels as written, e.g. "L5-S1"."""
    match = _LEVEL.search(text)
    return re.sub(r"\s+", "", match[1]).upper().replace("–", "-") if match else None


def follows_surgery(request: str) -> bool:
    return bool(re.search(services().follows_surgery_says, request, re.I))


def is_surgery(request: str, service: str) -> bool:
    if service in services().surgery or service == "spinal cord stimulator trial":
        return True
    return (
        service == "other" and not follows_surgery(request) and bool(re.search(services().surgery_says, request, re.I))
    )


def is_supplies(request: str) -> bool:
    return bool(re.search(services().supplies_say, request, re.I))


def default_region(service: str) -> str | None:
    return services().default_regions.get(service)


def is_drug(service: str) -> bool:
    return service in units().drugs


def is_device(service: str) -> bool:
    return service in units().devices


def _first_drug(request: str) -> tuple[int, str, str] | None:
    best: tuple[int, str, str] | None = None
    for row in services().drugs:
        match = _says(row).search(request)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), row.service, match[0].lower())
    return best


@cache
def _says(row: ServiceRow) -> re.Pattern[str]:
    return pattern("|".join(f"(?:{words})" for words in row.says))
