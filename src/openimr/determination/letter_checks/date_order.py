"""DATE_ORDER: the dates of the case do not follow one another, or a record is younger than the decision on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, straighten, summary_of

RULE = CheckRule(
    code="DATE_ORDER",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact; 4610.5(h), 4610.6(d): order of the steps",
    remedy="Compare the date with the document it comes from and correct it.",
)
STEPS = (
    ("injury", "date of injury"),
    ("ur_decision", "utilization review decision"),
    ("application", "application"),
    ("assignment", "assignment"),
    ("determination", "determination"),
)
_MONTHS = "January February March April May June July August September October November December".split()
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_WORDED = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{1,2}}),?\s*(\d{{4}})\b")


def check(letter: Determination) -> Iterator[CheckFinding]:
    known = [(name, day) for field, name in STEPS if (day := getattr(letter.dates, field)) is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            says = f"The {later} ({second:%m/%d/%Y}) lies before the {earlier} ({first:%m/%d/%Y})."
            yield RULE.finding(says, quotes=(f"{first:%m/%d/%Y}", f"{second:%m/%d/%Y}"))
    last = letter.dates.determination
    if last is None:
        return
    told = ((None, summary_of(letter)), *((item.n, reasons_of(item)) for item in letter.items))
    for n, sentences in told:
        for sentence in sentences:
            for day, words in days_in(sentence):
                if day > last and not re.search(
                    r"\b(?:until|through|scheduled|expire|ACOEM|edition|effective)", sentence
                ):
                    says = f"A date after the determination of {last:%m/%d/%Y}: {words}."
                    yield RULE.finding(says, item=n, quotes=(sentence,))


def days_in(text: str) -> Iterator[tuple[date, str]]:
    """Days named to the day; what is no day of the calendar is passed over."""
    plain = straighten(text)
    for found in _NUMERIC.finditer(plain):
        year = int(found[4]) + (
            2000 if len(found[4]) == 2 and int(found[4]) < 50 else 1900 if len(found[4]) == 2 else 0
        )
        yield from _day(year, int(found[1]), int(found[3]), found[0])
    for found in _WORDED.finditer(plain):
        yield from _day(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]), found[0])


def _day(year: int, month: int, day: int, words: str) -> Iterator[tuple[date, str]]:
    try:
        yield date(year, month, day), words
    except ValueError:
        return
