"""Visits as the decision counts them, against the counts of the records; measures and times of use likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from openimr.case import Medication, RecordProblem, TreatmentCourse

from .record_sentences import Saying
from .ur_claim_evidence import ClaimFile, wrong
from .ur_numbers import counts_in, number_of, total_in

_UNNAMED = re.compile(
    r"\b(?:has had|have had|had|completed|attended|received|tried adequately\W{1,3}|only|so far)\s+(?:only |just |about )?(?P<count>\w+)\s+(?:visits|sessions|treatments)\b",
    re.IGNORECASE,
)
_NOT_ATTENDED = re.compile(
    r"\b(?:request\w*|certif\w+|approv\w+|authoriz\w+|allow\w*|recommend\w*|asked|wants?|post-?\s?op\w*|since)\b", re.I
)
_MASS = re.compile(r"\b(?:BMI|body mass index)\b\D{0,12}(?P<value>\d\d(?:\.\d)?)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:husband|wife|spouse|mother|father|brother|sister|son|daughter|friend|they|letter)\b", re.IGNORECASE
)
_USED_FOR = re.compile(
    r"\b(?:used|taken|taking|on (?:it|this)|prescribed)\b[^.;]{0,20}\bfor (?:only |about |just |the past |the last )?(?P<count>\w+) (?P<unit>week|month)s?\b",
    re.IGNORECASE,
)
_DAYS = {"week": 7, "month": 31}
_THERAPIES = frozenset(
    {
        "physical therapy",
        "occupational therapy",
        "postoperative physical therapy",
        "aquatic therapy",
        "acupuncture",
        "chiropractic manipulation",
        "massage therapy",
        "psychotherapy",
        "biofeedback",
        "work hardening",
        "functional restoration program",
    }
)


def test_count(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A count of visits attended that no count in the records agrees with."""
    for service, count in _claimed(claim, file):
        courses = [
            fact
            for fact in file.facts
            if isinstance(fact, TreatmentCourse)
            and not fact.only_in_ur
            and fact.completed is not None
            and same_service(fact.service, service)
        ]
        known = {fact.completed: fact.spans[:1] for fact in courses if fact.completed is not None}
        for saying in file.said:
            for total in total_in(saying.text, service):
                known.setdefault(total, (saying.span(),))
        sums = {one + other for one in known for other in known} | {sum(known)}
        most = max(known, default=0)
        little = re.search(r"\b(?:only|adequate\w*|insufficient|has had|have had|so far|to date)\b", claim.text, re.I)
        if (known and count not in known and count not in sums) or (little and most >= 2 * count):
            nearest = most if little else min(known, key=lambda each: (abs(each - count), each))
            yield wrong(claim, f"the records count {nearest} visits of {service} attended.", *known[nearest])


def _claimed(claim: Saying, file: ClaimFile) -> Iterator[tuple[str, int]]:
    named = tuple(counts_in(claim.text))
    yield from named
    match = _UNNAMED.search(claim.text)
    count = number_of(match["count"]) if match else None
    if named or count is None or _NOT_ATTENDED.search(claim.text):
        return
    yield from ((service, count) for service in sorted({item.service for item in file.case.items} & _THERAPIES)[:1])


def same_service(one: str, other: str) -> bool:
    return other in one or one in other


def test_mass(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A body mass index that no record of the patient gives."""
    stated = _MASS.search(claim.text)
    if not stated:
        return
    value = float(stated["value"])
    found = [
        (float(match["value"]), saying)
        for saying in file.said
        if not _OTHERS.search(saying.text) and (match := _MASS.search(saying.text))
    ]
    if found and all(abs(other - value) > 1.5 for other, _ in found):
        other, saying = found[-1]
        yield wrong(claim, f"the records give a body mass index of {other:g}.", saying.span())


def test_use(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A drug said to be in use for a short time, that the records show long before."""
    stated, day = _USED_FOR.search(claim.text), file.case.ur_decision_date
    count = number_of(stated["count"]) if stated else None
    if stated is None or count is None or day is None:
        return
    begun = day - timedelta(days=2 * count * _DAYS[stated["unit"].lower()] + 30)
    for fact in file.facts:
        if (
            not isinstance(fact, Medication)
            or fact.only_in_ur
            or fact.date is None
            or fact.name.lower() not in claim.text.lower()
        ):
            continue
        if fact.date.latest() < begun:
            yield wrong(claim, f"the records show {fact.name} on {fact.date}.", *fact.spans[:1])
            return
