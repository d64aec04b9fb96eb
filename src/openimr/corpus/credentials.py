"""What a letter says of its reviewer: certificates, licenses, years, hours."""

from __future__ import annotations

import re
from functools import cache

from openimr.case import Problem, Span

from .determination import ReviewerCredentials
from .letter_lexicon import letter_words
from .letter_text import LetterText
from .wording import NUMBER_WORDS, fold, loose, number_of

_END = (
    rf"(?=\s*,?\s*(?:and\s*)?(?:is|are|holds?|who\s*is)\s*(?:also\s*)?(?:an?\s*)?(?:{loose('licensed')}|actively|active)|\.\s|\.$|\n\s*\n|;|\Z"
    rf"|\s*and\s*(?:I\s*am|has\s*been|is\s*currently|is\s*licensed))"
)
_CERTIFIED = re.compile(
    rf"\b(?:{loose('Board')}[\s-]*(?:{loose('Certified')}|{loose('certification')}))\s*(?:in|by\s*the\s*American\s*Board\s*of)\s*(?P<what>.{{2,220}}?){_END}",
    re.IGNORECASE | re.DOTALL,
)
_BY_BOARD = re.compile(
    rf"\bcertified\s*by\s*the\s*American\s*(?:Osteopathic\s*)?Board\s*of\s*(?P<what>.{{2,160}}?){_END}",
    re.IGNORECASE | re.DOTALL,
)
_LICENSED_IN = re.compile(
    rf"\b(?:is|as)\s*(?:a\s*)?{loose('Licensed')}\s*(?:in|as\s*an?)\s*(?P<what>.{{2,160}}?){_END}", re.I | re.S
)
_WHERE = r"in\s*(?:the\s*(?:state|states)\s*of\s*)?(?P<where>.{3,200}?)(?=\.\s|\.$|\bHe/|\bShe|;|\Z)"
_PRACTICE = re.compile(
    rf"{loose('licensed to practice')}\s*(?:medicine|psychology|chiropractic|acupuncture|dentistry|podiatry)?\s*{_WHERE}",
    re.IGNORECASE | re.DOTALL,
)
_LICENSED = re.compile(rf"{loose('licensed')}\s*{_WHERE}", re.IGNORECASE | re.DOTALL)
_BLOCK_STATES = re.compile(
    rf"{loose('State(s) of Licensure')}\s*:(?P<where>[^\n]*(?:\n(?!\s*{loose('Certification(s)')})[^\n:]*)?)", re.I
)
_BLOCK_CERTIFIED = re.compile(
    rf"{loose('Certification(s)/Specialty')}(?:\s*\(\s*(?:ies|s)\s*\))?\s*:(?P<what>[^\n]*)"
    rf"(?P<more>\n(?!\s*(?:{loose('CLINICAL CASE SUMMARY')}|[A-Z ]{{12,}}$|\S+[^\n]*:))[^\n]{{2,70}}(?=\n))?",
    re.IGNORECASE | re.MULTILINE,
)
_YEARS = re.compile(
    rf"(?:{loose('active clinical practice for')}|\bin\s*(?:active\s*)?practice\s*for)\s*(?:more\s*than|over|at\s*least|greater\s*than)?\s*"
    rf"(?P<n>\d{{1,2}}|{NUMBER_WORDS}|\S?\s?ve(?=\s*years))\s*(?:or\s*more\s*)?years",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"(?:{loose('working at least')}|\bat\s*least)\s*(?P<n>\d{{1,2}}|{NUMBER_WORDS})\s*hours\s*(?:a|per|each)\s*week",
    re.IGNORECASE,
)
_SUBSPECIALTY = re.compile(
    r"\s*,?\s*(?:and\s*)?(?:has|with|holds)?\s*(?:an?\s*)?(?:subspecialty|sub-specialty|sub\s*certificate|subspecialization|added\s*qualifications?|fellowship[\s-]*train(?:ed|ing))\s*(?:certificat\w+\s*)?(?:in|of)\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\s*(?:both|the\s*(?:field|specialty|specialties)\s*of|the)\s+|^\s*and\s+", re.IGNORECASE)


def read_credentials(letter: LetterText, start: int, end: int) -> tuple[ReviewerCredentials, tuple[Problem, ...]]:
    """The reviewer's credentials in text[start:end], and words among them that no list of ours knows."""
    text = letter.text
    spans: list[Span] = []
    problems: list[Problem] = []
    specialties: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    for pattern in (_BLOCK_CERTIFIED, _CERTIFIED, _BY_BOARD, _LICENSED_IN):
        match = pattern.search(text, start, end)
        named = specialties_in(fold(_what(match))) if match else ()
        if match and named and not _is_place(named[0]):
            specialties = named
            spans.extend(letter.spans(*match.span()))
            break
    for pattern in (_BLOCK_STATES, _PRACTICE, _LICENSED):
        match = pattern.search(text, start, end)
        states, unknown = states_in(fold(match["where"])) if match else ((), ())
        if match and (states or (unknown and pattern is not _LICENSED)):
            spans.extend(letter.spans(*match.span()))
            problems.extend(_unknown("state", word, letter) for word in unknown)
            break
    problems.extend(_unknown("specialty", word, letter) for word in specialties if not _known(word))
    years, hours = _YEARS.search(text, start, end), _HOURS.search(text, start, end)
    for match in (years, hours):
        if match:
            spans.extend(letter.spans(*match.span()))
    return (
        ReviewerCredentials(
            specialties=specialties,
            licensed_states=states,
            min_years=_years(years["n"]) if years else None,
            hours_per_week=number_of(hours["n"]) if hours else None,
            spans=tuple(spans),
        ),
        tuple(problems),
    )


def _what(match: re.Match[str]) -> str:
    found = match.groupdict()
    words = (found["what"] or "") + (found.get("more") or "")
    return re.sub(r"\s+in\s+", ", ", words) if match.re is _BY_BOARD else words


def _years(words: str) -> int | None:
    return 5 if words.lower().endswith("ve") and number_of(words) is None else number_of(words)


def specialties_in(words: str) -> tuple[str, ...]:
    """The certificates named, as printed: "Anesthesiology, has a subspecialty in Pain Medicine" names two."""
    listed = _SUBSPECIALTY.sub(", ", words.strip(" .,;"))
    pieces = [piece for piece in re.split(r"\s*[,;]\s*", listed) if piece.strip()]
    found: list[str] = []
    for piece in _rejoin(pieces):
        for name in _split_and(_LEAD.sub("", piece).strip(" .")):
            if found and not _known(name) and not name[:1].isupper():
                return tuple(dict.fromkeys(found))
            found.append(_mended(name))
    return tuple(dict.fromkeys(word for word in found if word))


def _rejoin(pieces: list[str]) -> list[str]:
    """Puts together names that hold a comma: "Endocrinology, Diabetes and Metabolism"."""
    out: list[str] = []
    for piece in pieces:
        if out and _known(f"{out[-1]}, {piece}"):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def _split_and(piece: str) -> list[str]:
    """Parts at "and" or "&" unless the whole, or a part of it, is one name."""
    if _known(piece):
        return [piece]
    words = re.split(r"\s+(?:and|&)\s+|\s*/\s*", piece)
    if len(words) == 1:
        return [piece]
    joints = re.findall(r"\s+(?:and|&)\s+|\s*/\s*", piece)
    out, index = [], 0
    while index < len(words):
        for stop in range(len(words), index, -1):
            name = words[index] + "".join(
                joint + word for joint, word in zip(joints[index:], words[index + 1 : stop], strict=False)
            )
            if stop == index + 1 or _known(name):
                out.append(_LEAD.sub("", name).strip())
                index = stop
                break
    return out


def states_in(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states named, in order, and the words that are none."""
    found = tuple(
        dict.fromkeys(_states()[re.sub(r"\s+", "", match[0]).lower()] for match in _state_pattern().finditer(words))
    )
    rest = re.split(r"\s*(?:,|;|/|\band\b|&)\s*", _state_pattern().sub("", words))
    unknown = tuple(word.strip(" .") for word in rest if re.fullmatch(r"[A-Z][A-Za-z ]{2,24}", word.strip(" .")))
    return found, unknown


@cache
def _states() -> dict[str, str]:
    return {state.replace(" ", "").lower(): state for state in letter_words().states}


@cache
def _state_pattern() -> re.Pattern[str]:
    names = sorted(letter_words().states, key=lambda state: (-len(state), state))
    return re.compile("|".join(name.replace(" ", r"\s*") for name in names), re.IGNORECASE)


@cache
def _specialty_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in letter_words().specialties:
        found[_key(name)] = (*found.get(_key(name), ()), name)
    return found


def _mended(name: str) -> str:
    """A known name with lost spaces and letters put back; the spelling nearest to the print, a name never seen as printed."""
    names = _specialty_names().get(_key(name), ())
    squeezed = re.sub(r"\s", "", name).lower()
    return next((one for one in names if re.sub(r"\s", "", one).lower() == squeezed), names[0] if names else name)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]+", "", name.lower().replace("&", "and").replace("orthopaedic", "orthopedic"))


def _known(name: str) -> bool:
    return _key(name) in _specialty_names()


def _is_place(name: str) -> bool:
    return name.replace(" ", "").lower() in _states()


def _unknown(kind: str, word: str, letter: LetterText) -> Problem:
    return Problem(
        code=f"unknown_{kind}",
        says=f"The letter gives the {kind} {word!r}, which no list of ours knows; it is kept as printed.",
        where=letter.file,
        fix="If it is right, add it to lexicons/letter_words.yaml.",
    )
