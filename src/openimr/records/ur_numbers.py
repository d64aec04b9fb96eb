"""Visit counts and sides as sentences state them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen "
        "nineteen twenty".split(),
        range(1, 21),
        strict=True,
    )
)
_NUMBER = r"(?P<count>\d{1,3}|" + "|".join(_WORDS) + r"|twenty[- ]four|thirty|forty)"
_COUNT = re.compile(
    r"\b"
    + _NUMBER
    + r"\s+(?:(?:prior|previous|total|post-?operative|postsurgical|completed|supervised|formal|individual)\s+)*"
    r"(?:(?P<before>[a-z]+(?: [a-z]+)?)\s+)?(?:visits?|sessions?"
    r"|treatments?)\b(?:\s+of\s+(?P<after>[a-z]+(?: [a-z]+)?))?",
    re.IGNORECASE,
)
_ATTENDED = re.compile(
    r"\b(?:completed|attended|has had|have had|received|undergone|underwent|to date|has been (?:given|treated)"
    r"|participated|used)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:request\w*|asks?|asked|certif\w+|approv\w+|authoriz\w+|recommend\w*|allow\w*|remaining|additional|more)\b",
    re.I,
)
_SERVICES = (
    ("acupuncture", "acupuncture"),
    ("chiropract", "chiropractic manipulation"),
    ("manipulat", "chiropractic manipulation"),
    ("physical therapy", "physical therapy"),
    ("physiotherapy", "physical therapy"),
    ("therapy", "therapy"),
    ("psychother", "psychotherapy"),
    ("cognitive", "psychotherapy"),
    ("aquatic", "aquatic therapy"),
    ("massage", "massage therapy"),
    ("biofeedback", "biofeedback"),
    ("occupational therapy", "occupational therapy"),
    ("work hardening", "work hardening"),
)
_SHORT = (("OT", "occupational therapy"), ("PT", "physical therapy"), ("DC", "chiropractic manipulation"))
_TOTAL = re.compile(
    r"\b(?P<done>\d{1,2}|[a-z]+)\s+(?:of|/)\s+(?:\d{1,2}|[a-z]+)\s+(?:authorized |approved |certified )?(?:\w+ ){0,2}(?:visits|sessions)\b"
    r"|\battended (?:all |a total of )?(?P<all>\w+) (?:\w+ )?(?:visits|sessions)\b"
    r"|\b(?P<visits>\d{1,2}) (?:visits|sessions) (?:done|completed|attended|used)\b",
    re.IGNORECASE,
)
_PARTS = r"shoulder|shldr|shld|sh|knee|hip|ankle|foot|wrist|hand|elbow|arm|leg|thumb|(?:upper |lower )?extremity"
_SIDE = re.compile(r"\b(?:(?P<side>left|right|lt|rt|L|R)\.?)\s+(?P<part>" + _PARTS + r")\b")
_SIDES = {"left": "left", "lt": "left", "l": "left", "right": "right", "rt": "right", "r": "right"}


def counts_in(text: str) -> Iterator[tuple[str, int]]:
    """Service and number of visits that a sentence says were attended; nothing for visits asked for or approved."""
    if not _ATTENDED.search(text) or _ASKED.search(text):
        return
    for match in _COUNT.finditer(text):
        words = match["count"].lower()
        count = int(words) if words.isdigit() else _WORDS.get(words)
        near = f"{match['before'] or ''} {match['after'] or ''}".lower()
        service = next((name for word, name in _SERVICES if word in near), None)
        service = service or next((name for word, name in _SERVICES if word in text.lower()), None)
        if count and service:
            yield service, count


def number_of(word: str) -> int | None:
    """A number in digits or in words up to twenty."""
    return int(word) if word.isdigit() and len(word) < 4 else _WORDS.get(word.lower())


def total_in(text: str, service: str) -> Iterator[int]:
    """Totals of visits attended that a sentence of the records gives, where it names the service or no other one."""
    named = {name for word, name in _SERVICES if word in text.lower()} | {
        name for word, name in _SHORT if re.search(rf"\b{word}\b", text)
    }
    named.discard("therapy")
    if named and not any(service in name or name in service for name in named):
        return
    if not named and service not in ("physical therapy", "occupational therapy", "postoperative physical therapy"):
        return
    for match in _TOTAL.finditer(text):
        count = number_of(match["done"] or match["all"] or match["visits"] or "")
        if count:
            yield count


def sides_in(text: str) -> Iterator[tuple[str, str]]:
    """Part of the limbs and side named, e.g. ("shoulder", "left")."""
    for match in _SIDE.finditer(text if any(char.islower() for char in text) else text.lower()):
        part = match["part"].lower()
        yield "shoulder" if part.startswith("sh") else part, _SIDES[match["side"].lower()]
