"""Candidate numbers for quantity leaves: what is asked for, what was given, doses, hours, levels, age."""

from __future__ import annotations

import re
from collections.abc import Callable

from openimr.case import OF_THE_PATIENT, DisputedItem, Measure, Medication

from .evidence import ingredient, says
from .history import visits
from .leaf_kinds import QuantityLeaf
from .situation import Candidate, Situation

_HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?)", re.IGNORECASE)
_DAYS = re.compile(r"(\d)\s*(?:days?|x|times)\s*(?:a|per|/|each)?\s*(?:week|wk)", re.IGNORECASE)
_PER_WEEK = re.compile(r"(\d+)\s*(?:x|times|visits?|sessions?)?\s*(?:a|per|/|each)?\s*(?:week|wk)", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?P<from>[CTL])(?P<above>\d{1,2})\s*[-/]\s*(?P<to>[CTLS])?(?P<below>\d{1,2})\b", re.IGNORECASE)


def candidates(leaf: QuantityLeaf, situation: Situation) -> tuple[Candidate, ...]:
    """Every value the measure may have; empty where nobody says."""
    match leaf.measure:
        case "prior" | "cumulative":
            return _given(leaf, situation)
        case "finding_value":
            return _found(leaf, situation)
        case "morphine_equivalents_per_day":
            return _equivalents(situation)
        case "use_weeks":
            return _use(situation)
    value = _asked(leaf, situation)
    return () if value is None else (Candidate(value=value),)


def requested(situation: Situation) -> float | None:
    """The amount asked for, at its largest. A number that cannot be a quantity is no quantity: it is asked, not guessed."""
    item = situation.item
    asked = item.quantity_most if item.quantity_most is not None else item.quantity
    return asked if asked is not None and 0 < asked <= MOST_REQUESTED else None


def asked_for(situation: Situation) -> tuple[float, ...]:
    """The amounts the request may mean: none, one, or the two ends of a range ("1-2 a week for 4-6 weeks")."""
    least, most = situation.item.quantity, situation.item.quantity_most
    ends = (least,) if most is None or most == least else (least, most)
    return tuple(amount for amount in ends if amount is not None and 0 < amount <= MOST_REQUESTED)


MOST_REQUESTED = 5000
"""More than so many of anything is a misread number."""


def _given(leaf: QuantityLeaf, situation: Situation) -> tuple[Candidate, ...]:
    prior = visits(counted_services(leaf, situation), situation, leaf.window_months, leaf.scope)
    if not prior and leaf.silent_history == "none_given" and not situation.shelf.unreadable:
        prior = (Candidate(value=0),)
    if leaf.measure == "prior":
        return prior
    asked = requested(situation)
    if asked is None:
        return ()
    return tuple(Candidate(value=one.value + asked, facts=one.facts) for one in prior)


def counted_services(leaf: QuantityLeaf, situation: Situation) -> tuple[str, ...]:
    """Whose visits count: those the leaf names, hand therapy with postsurgical physical medicine; else the item's own."""
    own = situation.item.service
    if own == "occupational therapy" and "postoperative physical therapy" in leaf.services:
        return (*leaf.services, own)
    return leaf.services or (own,)


def _found(leaf: QuantityLeaf, situation: Situation) -> tuple[Candidate, ...]:
    """Numbers of statements about the concepts, and of measures by name ("31.4", "7/10": the first number)."""
    values: dict[float, Candidate] = {}
    for fact in reversed(situation.shelf.about(leaf.concepts)):
        if fact.value is not None and fact.assertion in OF_THE_PATIENT:
            values[fact.value] = Candidate(value=fact.value, facts=(fact,))
    for measure in reversed(situation.shelf.of(Measure)) if leaf.measures else ():
        number = _NUMBER.match(measure.value)
        if number and measure.assertion in OF_THE_PATIENT and says(leaf.measures, measure.name):
            values[float(number[0])] = Candidate(value=float(number[0]), facts=(measure,))
    return tuple(values[value] for value in sorted(values))


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _asked(leaf: QuantityLeaf, situation: Situation) -> float | None:
    item = situation.item
    if leaf.measure == "dose_per_day":
        return item.strength_mg * item.per_day if item.strength_mg and item.per_day else None
    if leaf.measure == "supply_days":
        if item.quantity and item.unit in _DAYS_OF:
            return item.quantity * _DAYS_OF[item.unit]
        return item.quantity / item.per_day if item.quantity and item.per_day else None
    return _ASKED[leaf.measure](situation)


_DAYS_OF = {"days": 1.0, "weeks": 7.0, "months": 30.0}
"""A rental or a supply that the request counts in time."""
HOURS_OF_A_VISIT = 2.0
"""A skilled visit at home is counted as so long at most, where the request says only how many visits."""


def _hours(situation: Situation) -> float | None:
    item = situation.item
    said = f"{item.frequency or ''} {item.request}"
    hours, days = _HOURS.search(said), _DAYS.search(said)
    if hours and days:
        return float(hours.group(1)) * float(days.group(1))
    if item.unit == "hours" and item.quantity and item.duration_weeks:
        return item.quantity / item.duration_weeks
    weekly = _per_week(situation) if item.unit in ("visits", "sessions") and not hours else None
    return weekly * HOURS_OF_A_VISIT if weekly is not None else None


def _per_week(situation: Situation) -> float | None:
    item = situation.item
    if said := _PER_WEEK.search(item.frequency or ""):
        return float(said.group(1))
    return item.quantity / item.duration_weeks if item.quantity and item.duration_weeks else None


def _age(situation: Situation) -> float | None:
    born, day = situation.case.date_of_birth, situation.case.ur_decision_date or situation.at
    if born is None:
        return None
    return float(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def _equivalents(situation: Situation) -> tuple[Candidate, ...]:
    """All opioids together at their maximum: the one asked for, the others asked for with it, and those in current use."""
    item = situation.item
    factors = {ingredient(name): factor for name, factor in situation.equivalents}
    own = ingredient(item.drug or "")
    if own not in factors or not item.strength_mg or not item.per_day:
        return ()
    total, facts = item.strength_mg * item.per_day * factors[own], list[Medication]()
    used = _other_opioids(own, frozenset(factors), situation)
    for name, other in sorted(_also_asked(own, situation).items()):
        if name in factors and name not in used:
            if not other.strength_mg or not other.per_day:
                return ()
            total += other.strength_mg * other.per_day * factors[name]
    for name, fact in sorted(used.items()):
        if fact.strength_mg is None or fact.per_day is None:
            return ()
        total += fact.strength_mg * fact.per_day * factors[name]
        facts.append(fact)
    return (Candidate(value=total, facts=tuple(facts)),)


def _also_asked(own: str, situation: Situation) -> dict[str, DisputedItem]:
    """Other drugs in the same dispute, by ingredient."""
    found = {ingredient(other.drug): other for other in situation.case.items if other.drug}
    return {name: other for name, other in found.items() if name != own}


def _use(situation: Situation) -> tuple[Candidate, ...]:
    """Weeks from the first to the last day on which the records have the patient on the drug."""
    own = ingredient(situation.item.drug or "")
    dated = [
        (day, fact)
        for fact in situation.shelf.of(Medication)
        if fact.date and (day := fact.date.to_day()) and day <= situation.at
        if ingredient(fact.name) == own and fact.assertion in OF_THE_PATIENT and fact.current is not False
    ]
    if not own or not dated:
        return ()
    first, last = min(dated, key=lambda one: one[0]), max(dated, key=lambda one: one[0])
    return (Candidate(value=round((last[0] - first[0]).days / 7, 1), facts=(first[1], last[1])),)


def _other_opioids(own: str, opioids: frozenset[str], situation: Situation) -> dict[str, Medication]:
    """Opioids in current use, each by its latest fullest mention; one that was stopped later is left out."""
    latest: dict[str, Medication] = {}
    for fact in situation.shelf.of(Medication):
        if fact.assertion in OF_THE_PATIENT:
            name = ingredient(fact.name)
            if name in opioids and name != own and (name not in latest or _later(fact, latest[name])):
                latest[name] = fact
    return {name: fact for name, fact in latest.items() if fact.current}


def _later(fact: Medication, other: Medication) -> bool:
    return _weight(fact) > _weight(other)


def _weight(fact: Medication) -> tuple[str, bool, bool]:
    return (str(fact.date or ""), fact.strength_mg is not None, fact.per_day is not None)


def _levels(situation: Situation) -> float | None:
    """Motion segments named in the item, each once: L4-S1 spans two. Medial branches L3, L4, L5 serve two joints."""
    said = f"{situation.item.level or ''} {situation.item.request}"
    segments = {segment for match in _LEVEL.finditer(said) for segment in _segments(match)}
    if segments:
        return float(len(segments))
    if counted := _COUNTED.search(said):
        return float(_WORDS.get(counted[1].lower(), 0) or int(counted[1]))
    roots = {root.upper() for root in _ROOT.findall(said)}
    if not roots:
        return None
    return float(max(1, len(roots) - 1) if "medial branch" in said.lower() else len(roots))


_ROOT = re.compile(r"\b[CTLS]\d{1,2}\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(\d|one|single|two|three|four)[- ]levels?\b", re.IGNORECASE)
_WORDS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4}


_BELOW = {"C": ("T", 7), "T": ("L", 12), "L": ("S", 5)}
"""The region below, after its last vertebra."""


def _segments(match: re.Match[str]) -> tuple[str, ...]:
    """The segments between two vertebrae, e.g. ("L4", "L5") for L4-S1; a pair that does not descend counts once."""
    region, number = match["from"].upper(), int(match["above"])
    last = f"{(match['to'] or region).upper()}{int(match['below'])}"
    found: list[str] = []
    for _ in range(8):
        if f"{region}{number}" == last:
            return tuple(found)
        found.append(f"{region}{number}")
        below, end = _BELOW.get(region, (region, 9))
        region, number = (below, 1) if number >= end else (region, number + 1)
    return (match[0].upper(),)


_ASKED: dict[str, Callable[[Situation], float | None]] = {
    "requested": requested,
    "duration_weeks": lambda situation: situation.item.duration_weeks,
    "hours_per_week": _hours,
    "per_week": _per_week,
    "levels": _levels,
    "age": _age,
}
