"""Every tie of a reviewer to a party: by name, by group or firm, by address; sure ones and near misses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from openimr.case import Party, PartyRole

from ..reviewer import Reviewer, Tie, TieKind
from .addresses import address_likeness
from .keys import house_key, name_keys
from .names import likeness

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
EARLIER = "COI_EARLIER_REVIEW"
"""The reviewer decided this dispute before: a remand goes to another (Labor Code 4610.6(i))."""
_NETWORK = {TieKind.NETWORK: "COI_MPN", TieKind.OFFICER: "COI_OFFICER"}
"""Ties that the statute lists by their own name, whatever the party."""
_REMEMBERED = 200_000
"""Parties whose ties an index keeps."""
_PERSONAL = frozenset({TieKind.FAMILIAL, TieKind.PATIENT})
_OF_THE_CARRIER = frozenset({PartyRole.EMPLOYER, PartyRole.CLAIMS_ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A tie, or a near miss (`sure` False) that a person must look at. code: the statutory relation. party: whom
    it is with."""

    code: str
    says: str
    likeness: float
    sure: bool
    party: str = ""


def find(reviewer: Reviewer, parties: tuple[Party, ...], *, earlier: tuple[str, ...] = ()) -> tuple[Conflict, ...]:
    """Every tie of the reviewer, by name, group or address, to any party; re-run it at each new party or document.

    earlier: ids of reviewers who decided the dispute before.
    """
    found = [conflict for party in parties for conflict in _against(reviewer, party)]
    return in_order([*found, barred(reviewer)] if reviewer.id in earlier else found)


def in_order(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Each once, the surest first."""
    return tuple(sorted(set(found), key=lambda one: (-one.likeness, one.code, one.says)))


def barred(reviewer: Reviewer) -> Conflict:
    """The conflict of one who decided this dispute before."""
    return Conflict(code=EARLIER, says=f"{reviewer.id} reviewed this dispute before", likeness=100.0, sure=True)


def newly_found(before: tuple[Conflict, ...], now: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """What a test that was run again shows and the earlier one did not."""
    known = set(before)
    return tuple(one for one in now if one not in known)


def _against(reviewer: Reviewer, party: Party) -> list[Conflict]:
    found = [
        _conflict(reviewer, party, CODES[party.role], likeness(name, party.name, persons=True), f"is {name!r}")
        for name in (reviewer.name, *reviewer.other_names)
        if _meet(name, party.name)
    ]
    found += [
        _conflict(
            reviewer,
            party,
            _code(tie, party),
            likeness(tie.name, party.name, persons=tie.kind in _PERSONAL),
            f"{_bond(tie)} {tie.name!r}",
        )
        for tie in reviewer.ties
        if tie.counts and _meet(tie.name, party.name)
    ]
    if party.address:
        found += [
            _conflict(reviewer, party, CODES[party.role], address_likeness(own, party.address), f"works at {own!r}")
            for own in reviewer.addresses
        ]
    return [one for one in found if one.likeness >= NEAR]


def _meet(a: str, b: str) -> bool:
    """Without a word in common, or nearly, no two names are alike: most pairs end here."""
    return not name_keys(a).isdisjoint(name_keys(b))


def _conflict(reviewer: Reviewer, party: Party, code: str, score: float, how: str) -> Conflict:
    place = f" at {party.address!r}" if how.startswith("works at") else ""
    says = f"{reviewer.id} {how}; the {party.role.value.replace('_', ' ')} is {party.name!r}{place}"
    return Conflict(code=code, says=says, likeness=round(score, 1), sure=score >= SURE, party=party.name)


def _code(tie: Tie, party: Party) -> str:
    return _NETWORK.get(tie.kind, CODES[party.role]) if party.role in _OF_THE_CARRIER else CODES[party.role]


def _bond(tie: Tie) -> str:
    if tie.kind is TieKind.UNSTATED:
        return "is tied to"
    detail = tie.relation or (f"{tie.percent:g} %" if tie.percent is not None else "")
    return f"is tied ({tie.kind.value}{', ' + detail if detail else ''}) to"


@lru_cache(maxsize=4)
def index_of(roster: tuple[Reviewer, ...]) -> Index:
    """The roster's index, made once."""
    return Index(roster)


class Index:
    """A roster made ready for many parties: only reviewers who share a word, or nearly, with a party are compared.

    Gives what `find` gives, party by party.
    """

    def __init__(self, roster: tuple[Reviewer, ...]) -> None:
        self._roster = roster
        self._places: dict[str, set[int]] = defaultdict(set)
        self._known: dict[Party, tuple[tuple[int, Conflict], ...]] = {}
        for place, reviewer in enumerate(roster):
            names = (reviewer.name, *reviewer.other_names, *(tie.name for tie in reviewer.ties if tie.counts))
            for key in {key for name in names for key in name_keys(name)} | set(map(house_key, reviewer.addresses)):
                self._places[key].add(place)

    def find(self, parties: tuple[Party, ...]) -> tuple[tuple[int, Conflict], ...]:
        """Place of the reviewer in the roster, and the tie; for every reviewer who has one."""
        return tuple(pair for party in parties for pair in self._of(party))

    def _of(self, party: Party) -> tuple[tuple[int, Conflict], ...]:
        if party not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            keys = {*name_keys(party.name), *([house_key(party.address)] if party.address else [])}
            places = sorted(set().union(*(self._places.get(key, ()) for key in keys)))
            self._known[party] = tuple(
                (place, conflict) for place in places for conflict in _against(self._roster[place], party)
            )
        return self._known[party]
