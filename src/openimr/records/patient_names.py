"""Whether a name as an office writes it can be the patient's: order, initials, short forms, double names, misread letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAME = 0.85  # share of letters in the same order that two spellings of one name have
_OTHER = 0.72  # below it, two names are two names even on a bad scan


class Likeness(StrEnum):
    """SAME: the patient's name. OTHER: it cannot be. UNSURE: neither can be told."""

    SAME = "same"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class FullName:
    """given: every given name and initial. surname: one word or several ("de la Cruz"), and the parts of double names."""

    given: tuple[str, ...]
    surname: tuple[str, ...]

    @property
    def initial(self) -> str | None:
        """The middle initial."""
        return self.given[1][0] if len(self.given) > 1 else None


def read_name(text: str) -> FullName | None:
    """A name in either order: "First M. Last", "LAST, FIRST M". None with fewer than two words."""
    turned = re.match(r"\s*([^,]+),\s*(.+)$", text)
    ordered = f"{turned[2]} {turned[1]}" if turned and not re.match(r"(?:jr|sr|i{2,3})\b", turned[2], re.I) else text
    words = [word.lower() for word in _WORD.findall(ordered)]
    if len(words) < 2:
        return None
    count = len(_WORD.findall(turned[1])) if turned and ordered != text else 1
    surname = " ".join(words[-count:])
    return FullName(given=tuple(words[:-count]), surname=tuple(dict.fromkeys((*_parts(surname), surname))))


def compare(written: str, patient: FullName) -> Likeness:
    """The written name, in either order, against the patient's."""
    words = [word.lower() for word in _WORD.findall(written)]
    if len(words) < 2:
        return Likeness.UNSURE
    orders = (words, [*words[1:], words[0]]) if "," not in written else ([*words[1:], words[0]], words)
    results = [_in_order(order, patient) for order in orders]
    if Likeness.SAME in results:
        return Likeness.SAME
    return Likeness.OTHER if all(result is Likeness.OTHER for result in results) else Likeness.UNSURE


def other_initial(written: str, patient: FullName) -> bool:
    """Same name, but another middle initial."""
    words = [word.lower() for word in _WORD.findall(written)]
    single = [word for word in words if len(word) == 1]
    return (
        bool(single)
        and patient.initial is not None
        and single[0] != patient.initial
        and single[0] != patient.given[0][0]
    )


def _in_order(words: list[str], patient: FullName) -> Likeness:
    given, surname = words[0], [part for word in words[1:] for part in _parts(word)]
    first = max(_likeness(given, name) for name in patient.given)
    last = max((_likeness(part, name) for part in surname if len(part) > 1 for name in patient.surname), default=0.5)
    if first >= _SAME and last >= _SAME:
        return Likeness.SAME
    if len(given) > 1 and first < _OTHER:
        return Likeness.OTHER
    return Likeness.OTHER if last < _OTHER and first < 1.0 else Likeness.UNSURE


def _likeness(one: str, other: str) -> float:
    """1.0 for the same name, its initial or a short form of it; else the share of letters that agree."""
    if one == other or one in _short_forms().get(other, frozenset()):
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.9 if one[0] == other[0] else 0.0
    if len(min(one, other, key=len)) >= 4 and (one.startswith(other) or other.startswith(one)):
        return 0.8
    return SequenceMatcher(None, one, other).ratio()


def _parts(name: str) -> tuple[str, ...]:
    pieces = [piece for piece in re.split(r"['’\s-]", name) if len(piece) > 1]
    return tuple(dict.fromkeys((name, *pieces)))


@cache
def _short_forms() -> Mapping[str, frozenset[str]]:
    text = (resources.files("openimr_packs") / "lexicons" / "nicknames.yaml").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for row in yaml.load(text, yaml.CSafeLoader)["names"]:
        for name in row:
            found[name] = found.get(name, frozenset()) | frozenset(row)
    return found
