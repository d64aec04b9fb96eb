"""FACT_CHANGED: a dose or a number of visits is one in the history and another in the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule
from openimr.records.facts.drugs import drugs_in

from .quantity_mismatch import allowed_numbers
from .sentences import NUMBER, numbers_in, reasons_of, summary_of, to_number

RULE = CheckRule(
    code="FACT_CHANGED",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact; Gonzalez-Ornelas",
    remedy="Look the number up in the record and correct the place that is wrong.",
)
SERVICES = r"(?:physical|occupational|aquatic|massage|cognitive behavioral|behavioral)?\s?(?:therapy|acupuncture|chiropractic|psychotherapy|biofeedback)"
DONE = re.compile(
    rf"\b(?:completed|attended|received|finished|had|undergone|underwent|after|following)\s+(?:only\s+|already\s+|the\s+)?(?P<n>{NUMBER})\s+"
    rf"(?:(?:prior|previous|earlier)\s+)?(?:(?:sessions?|visits?|treatments?)\s+of\s+(?P<s>{SERVICES})|(?P<t>{SERVICES})\s+(?:sessions?|visits?|treatments?))",
    re.IGNORECASE,
)
TOLD = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:(?:sessions?|visits?|treatments?)\s+of\s+(?P<s>{SERVICES})|(?P<t>{SERVICES})\s+(?:sessions?|visits?|treatments?))",
    re.IGNORECASE,
)
DOSE = re.compile(r"^\s*(?:\w+\s+)?(\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)?)\s?mg\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increas\w*|decreas\w*|taper\w*|reduc\w*|rais\w*|from|previous\w*|earlier|maximum|up to|limit|guideline|MTUS|ODG|dos(?:es|ing))\b",
    re.I,
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = summary_of(letter)
    doses = _doses(" ".join(summary))
    counts = _counts(summary)
    for item in letter.items:
        yield from _visits(item, counts, {n for one in summary for n in numbers_in(one)})
        yield from _strengths(item, doses)


def _visits(item: LetterItem, counts: dict[str, set[float]], told: set[float]) -> Iterator[CheckFinding]:
    for sentence in reasons_of(item):
        for found in DONE.finditer(sentence):
            service = " ".join((found["s"] or found["t"]).lower().split())
            said = to_number(found["n"])
            known = counts.get(service)
            if (
                known
                and said is not None
                and said not in known | told | allowed_numbers(item)
                and not _CHANGE.search(sentence)
            ):
                stated = " or ".join(f"{n:g}" for n in sorted(known))
                says = f"The summary counts {stated} visits of {service}, the reasons {said:g}."
                yield RULE.finding(says, item=item.n, quotes=(sentence,))


def _counts(sentences: tuple[str, ...]) -> dict[str, set[float]]:
    counts: dict[str, set[float]] = {}
    for sentence in sentences:
        for found in TOLD.finditer(sentence):
            number = to_number(found["n"])
            if number is not None:
                counts.setdefault(" ".join((found["s"] or found["t"]).lower().split()), set()).add(number)
    return counts


def _strengths(item: LetterItem, doses: dict[str, set[str]]) -> Iterator[CheckFinding]:
    own = _doses(item.text)
    for sentence in reasons_of(item):
        if _CHANGE.search(sentence):
            continue
        for drug, said in _doses(sentence).items():
            known = doses.get(drug, set()) | own.get(drug, set())
            strange = {dose for dose in said - known if not _is_multiple(dose, known)}
            if doses.get(drug) and strange:
                says = (
                    f"The summary has {drug} {'/'.join(sorted(doses[drug]))} mg, the reasons {sorted(strange)[0]} mg."
                )
                yield RULE.finding(says, item=item.n, quotes=(sentence,))


def _is_multiple(dose: str, known: set[str]) -> bool:
    """A day's dose of so many units: 900 mg of 300 mg."""
    amounts = [float(one.partition("/")[0]) for one in known]
    return any(amount and (float(dose.partition("/")[0]) / amount).is_integer() for amount in amounts)


def _doses(text: str) -> dict[str, set[str]]:
    """Strengths in mg that stand after the name of a drug, by generic name."""
    found: dict[str, set[str]] = {}
    for hit in drugs_in(text):
        dose = DOSE.match(text[hit.end : hit.end + 24])
        if dose:
            found.setdefault(hit.term, set()).add(dose[1])
    return found
