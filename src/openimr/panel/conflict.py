"""Is there a tie to anyone involved? The union of both statutory lists (Labor Code 139.5(c)(2) and (d)(5))."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from openimr.case import Party, PartyRole

from .roster import Reviewer

SURE = 90.0
"""Likeness (0-100) from which two names are taken for the same."""
NEAR = 78.0
"""Likeness from which the pair is shown to a person."""

CODES = {
    PartyRole.EMPLOYEE: "COI_EMPLOYEE",
    PartyRole.EMPLOYER: "COI_EMPLOYER",
    PartyRole.CLAIMS_ADMINISTRATOR: "COI_INSURER",
    PartyRole.UR_ORGANIZATION: "COI_URO",
    PartyRole.UR_REVIEWER: "COI_URO",
    PartyRole.REQUESTING_PHYSICIAN: "COI_PROVIDER",
    PartyRole.REQUESTING_GROUP: "COI_PROVIDER",
    PartyRole.PROVIDER: "COI_PROVIDER",
    PartyRole.FACILITY: "COI_FACILITY",
    PartyRole.ATTORNEY: "COI_ATTORNEY",
    PartyRole.MANUFACTURER: "COI_DEVELOPER",
}
_TITLES = re.compile(
    r"\b(md|do|phd|psyd|dc|lac|rn|np|pa|dpm|esq|jr|sr|iii|ii|inc|llc|llp|corp|corporation|company|co|the|dr|mr|ms|mrs|dba|"
    r"suite|ste|pc|lp|group|medical|center|clinic|associates|services|physician|professional)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A tie, or a near miss (`sure` False) that a person must look at. code: the statutory relation."""

    code: str
    says: str
    likeness: float
    sure: bool


def find(reviewer: Reviewer, parties: tuple[Party, ...]) -> tuple[Conflict, ...]:
    """Every tie of the reviewer, by name, group or address, to any party; re-run it at each new party or document."""
    found = [conflict for party in parties for conflict in _against(reviewer, party)]
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.code, one.says)))


def _against(reviewer: Reviewer, party: Party) -> list[Conflict]:
    own = [("is", reviewer.name), *(("is tied to", tie) for tie in reviewer.ties)]
    scored = [(likeness(name, party.name), how, name) for how, name in own]
    if party.address:
        scored += [
            (_address_likeness(own_address, party.address), "works at", own_address)
            for own_address in reviewer.addresses
        ]
    return [
        Conflict(
            code=CODES[party.role],
            says=f"{reviewer.id} {how} {name!r}; the {party.role.value.replace('_', ' ')} is {party.name!r}",
            likeness=round(score, 1),
            sure=score >= SURE,
        )
        for score, how, name in scored
        if score >= NEAR
    ]


def likeness(a: str, b: str) -> float:
    """0-100: how alike two names of persons or firms are; word order, titles and legal forms do not count.

    An initial fits any name that begins with it ("L. Okoye" and "Lena Okoye": 92).
    """
    x, y = _words(a), _words(b)
    if not x or not y:
        return 0.0
    if x == y:
        return 100.0
    if _initials_fit(x, y):
        return 92.0
    return float(fuzz.token_sort_ratio(" ".join(x), " ".join(y)))


def _words(name: str) -> tuple[str, ...]:
    plain = re.sub(r"[^a-z0-9 ]+", " ", name.lower().replace("'", "").replace(".", " "))
    kept = _TITLES.sub(" ", plain).split()
    return tuple(sorted(kept or plain.split()))


def _initials_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The long words agree and each initial begins a word of the other name."""
    shared = {word for word in set(a) & set(b) if len(word) > 2}
    rest_a, rest_b = [w for w in a if w not in shared], [w for w in b if w not in shared]
    if not shared or not (rest_a or rest_b):
        return False
    short, long = sorted((rest_a, rest_b), key=lambda words: sum(map(len, words)))
    return all(any(other[0] == word[0] for other in long) for word in short) and all(len(word) == 1 for word in short)


def _address_likeness(a: str, b: str) -> float:
    """Street addresses match on house number and street; suite numbers do not count."""
    numbers_a, numbers_b = re.match(r"\s*(\d+)", a), re.match(r"\s*(\d+)", b)
    if not numbers_a or not numbers_b or numbers_a[1] != numbers_b[1]:
        return 0.0
    street = [re.split(r",|\b(?:suite|ste|unit)\b|#", text.lower())[0].strip() for text in (a, b)]
    return float(fuzz.token_sort_ratio(*street))
