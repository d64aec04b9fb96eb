"""Left and right with the part of the body they belong to, as a letter names them."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTS = {
    "knee": "knees?|menisc\\w+|patell\\w+|tibial plateau",
    "shoulder": "shoulders?|rotator cuff|supraspinatus|infraspinatus|subscapularis|subacromial|acromioclavicular|labr\\w+|biceps|clavicle|glenohumeral",
    "hip": "hips?|greater trochanter\\w*|femoral head",
    "ankle": "ankles?|achilles|talus|talar|calcane\\w+",
    "foot": "foot|feet|toes?|plantar|hallux|metatarsal\\w*|heel",
    "hand": "hands?|wrists?|carpal tunnel|thumbs?|fingers?|index|metacarpal\\w*|median nerve|thenar|de quervain\\w*|trigger|tfcc",
    "elbow": "elbows?|cubital|epicondyl\\w+|ulnar nerve",
    "arm": "arms?|upper (?:extremity|extremities|limb)|forearms?|humerus",
    "leg": "legs?|lower (?:extremity|extremities|limb)|thighs?|calf|calves|shins?|femur|tibia|fibula",
    "back": "[LS]\\d(?:[-/ ]+[LS]?\\d)*|lumbar|sciatic\\w*|sacroiliac|si joints?|facets?|medial branch\\w*|lumbosacral|low back",
    "neck": "[CT]\\d{1,2}(?:[-/ ]+[CT]?\\d{1,2})*|cervical|trapezius|occipital|neck",
    "eye": "eyes?|cataract|retina\\w*",
    "ear": "ears?|tympanic",
    "groin": "groin|inguinal",
}  # fmt: skip
_ANY = "|".join(PARTS.values())
_SIDED = re.compile(
    rf"(?:\b|(?<=the)|(?<=of)|(?<=on))(?P<side>left|right)(?:-?\s?sided)?[\s-]+(?P<gap>(?:(?!left\b|right\b|and\b|or\b|with\b|to\b)[\w-]+[\s-]+){{0,4}}?)"
    rf"(?P<part>{_ANY})(?![a-z])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<part>{_ANY})(?:,\s*|\s*\(|\s+on the\s+|\s+)(?P<side>left|right)(?:\)|\b)(?!\s*(?:hand|side)?-?dominant)",
    re.I,
)
_DOMINANT = re.compile(
    r"\b(?:left|right)[\s-]*hand(?:ed)?[\s-]*(?:dominan\w+)|\b(?:left|right)-?handed\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sided:
    """A part of the body with its side, and the words that name it."""

    part: str
    side: str
    words: str
    start: int


def sided_in(text: str) -> tuple[Sided, ...]:
    """Every part named with a side, without which hand is dominant."""
    low = text.lower()
    if "left" not in low and "right" not in low:
        return ()
    plain = _DOMINANT.sub(lambda found: " " * len(found[0]), text)
    found = [(m.start(), m["part"], m["side"], m[0]) for m in _SIDED.finditer(plain)]
    taken = {start for start, _, _, _ in found}
    ends = [(start, start + len(words)) for start, _, _, words in found]
    for m in _AFTER.finditer(plain):
        if not any(low <= m.start("side") < high for low, high in ends) and m.start() not in taken:
            found.append((m.start(), m["part"], m["side"], m[0]))
    return tuple(Sided(part_of(part), side.lower(), words, start) for start, part, side, words in sorted(found))


def part_of(words: str) -> str:
    """The group of parts that words belong to."""
    return next(name for name, says in PARTS.items() if re.fullmatch(says, words, re.IGNORECASE))


def parts_in(text: str) -> frozenset[str]:
    return frozenset(name for name, says in PARTS.items() if re.search(rf"\b(?:{says})(?![a-z])", text, re.IGNORECASE))


def lone_sides(text: str) -> frozenset[str]:
    """Sides named at all: left, right, bilateral."""
    said = {word.lower() for word in re.findall(r"\b(?:left|right)\b", _DOMINANT.sub(" ", text), re.IGNORECASE)}
    if re.search(r"\bbilateral\w*|\bboth\b|\beither side\b", text, re.IGNORECASE):
        said.add("bilateral")
    return frozenset(said)
