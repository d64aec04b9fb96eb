"""How alike two names are: of persons (initials, maiden names, short forms), of firms (forms, abbreviations, dba names).

Tuned for recall: a tie missed can void a determination, a near miss costs a person one look.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from .lexicon import KIND, OWN, Lexicon, lexicon, spell_out

Words = tuple[str, ...]
_DBA = re.compile(
    r"\s*(?:\bd\s*[./]?\s*b\s*[./]?\s*a\b\.?|\bdoing\s+business\s+as\b|\ba\s*[./]?\s*k\s*[./]?\s*a\b\.?|\bf\s*/\s*k\s*/\s*a\b|"
    r"\bfka\b|\bformerly(?:\s+known\s+as)?\b|\bn[eé]e\b|\balso\s+known\s+as\b|\btrading\s+as\b|\bt/a\b|\bc/o\b|"
    r"\b(?:a|an)\s+(?:division|subsidiary|affiliate)\s+of\b|\bmember\s+of\b|\bpart\s+of\b|[/()\[\]|])\s*",
    re.IGNORECASE,
)
_PROFESSIONAL = re.compile(
    r",?\s*\ban?\s+(?:california\s+)?(?:[a-z]+\s+)?(?:professional|medical|dental|chiropractic|psychological|acupuncture|law)"
    r"\s+(?:corporation|corp\b\.?)",
    re.IGNORECASE,
)
"""A legal form in words: "a Medical Corporation"."""
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to read a name. person: words without titles. firm: words in full, without legal forms."""

    person: Words
    firm: Words


@lru_cache(maxsize=200_000)
def readings(text: str) -> tuple[Name, ...]:
    """Every name in the text: before and after "dba", "formerly", in brackets, with words that belong to both."""
    plain = _PROFESSIONAL.sub("", text)
    parts = [part.strip(" ,;") for part in _DBA.split(plain) if part.strip(" ,;")]
    whole = [fold(part) for part in parts]
    names = [_read(words, part) for words, part in zip(whole, parts, strict=True)]
    # "Maria Lopez (née Garcia)": the later family name goes with the first given names
    head = names[0].person if names else ()
    lone = [name.person for name in names[1:] if len(name.person) == 1]
    names += [Name(person=(*head[:-1], *other), firm=()) for other in lone if len(head) > 1]
    if len(parts) > 1:
        names.append(_read(fold(" ".join(parts)), plain))
    return tuple(dict.fromkeys(name for name in names if name.person or name.firm))


def fold(text: str) -> Words:
    """Lower-case words without accents, points and apostrophes; "M.D." is one word."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), re.sub(r"['’`´]", "", plain))
    return tuple(re.sub(r"[^a-z0-9]+", " ", plain).split())


def _read(words: Words, text: str) -> Name:
    known = lexicon()
    last, comma, rest = text.partition(",")
    turned = bool(comma) and any(word not in known.titles and word not in known.legal for word in fold(rest))
    ordered = (*fold(rest), *fold(last)) if turned else words
    person = tuple(word for word in ordered if len(word) == 1 or word not in known.titles | known.legal)
    kept = [word for word in words if word not in known.titles or len(words) == 1]
    full = tuple(part for word in kept for part in spell_out(word))
    firm = tuple(word for word in full if word not in known.legal)
    return Name(person=person, firm=firm or full)


def likeness(a: str, b: str, *, persons: bool = False) -> float:
    """0-100: how alike two names are; word order, titles and legal forms do not count.

    persons: one of the two is known to be a person's name, so that two shared names beside differing ones (a maiden name, a
    second surname) are worth a look. An initial fits a name that begins with it ("L. Okoye" and "Lena Okoye": 92).
    """
    return max((_alike(x, y, persons) for x in readings(a) for y in readings(b)), default=0.0)


def _alike(a: Name, b: Name, persons: bool) -> float:
    firm = _firm(a.firm, b.firm) if a.firm and b.firm else 0.0
    trade = not persons and (_is_trade(a.firm) or _is_trade(b.firm))
    return firm if firm == 100 or trade else max(firm, _person(a.person, b.person, persons))


@lru_cache(maxsize=200_000)
def _is_trade(words: Words) -> bool:
    return any(lexicon().weight(word) < OWN for word in words)


# ---- persons


def _person(a: Words, b: Words, persons: bool) -> float:
    a, b = _run_together(a, b), _run_together(b, a)
    short, long = sorted((a, b), key=len)
    if not short:
        return 0.0
    pairs = _pair(short, long)
    grades = sorted((grade for grade in pairs if grade), reverse=True)
    if len(short) == 1:
        return (
            (82.0 if persons else 78.0)
            if grades == [100.0] and len(short[0]) > 3 and len(long) <= 3 and persons
            else 0.0
        )
    if not grades or grades[0] < _TYPO or len(grades) < 2:
        return 0.0
    if len(grades) == len(short):
        if len(short) == len(long) and grades[-1] == 100:
            return 100.0
        return min(_whole(grades), 80.0) if _by_middle_initial(short, long) else _whole(grades)
    both_full = grades[1] >= _TYPO and sum(len(word) > 2 for word in short) > 1
    return 80.0 if persons and both_full and grades[0] == 100 else 0.0


def _by_middle_initial(short: Words, long: Words) -> bool:
    """ "Maria Lopez" and "Maria L. Garza": only the middle initial stands for the family name."""
    spare = [word for word in long if len(word) > 2 and not any(_word(word, other) >= _TYPO for other in short)]
    alone = [word for word in short if len(word) > 2 and not any(_word(word, other) >= _TYPO for other in long)]
    return bool(spare and alone)


_TYPO, _FORM, _INITIAL = 90.0, 91.0, 60.0


def _whole(grades: list[float]) -> float:
    """Every word of the shorter name has its like: how sure that makes one."""
    typos, initials = grades.count(_TYPO), grades.count(_INITIAL)
    if typos + initials == 0:
        return 96.0
    if typos > 1 or (typos and initials):
        return 80.0
    return 92.0 if initials and len(grades) - initials >= 1 else 90.0


def _pair(short: Words, long: Words) -> list[float]:
    """Each word of the shorter name with its best free like in the longer; full words choose before initials."""
    free = list(long)
    grades = []
    for word in sorted(short, key=lambda one: -len(one)):
        best = max(free, key=lambda other: _word(word, other), default="")
        grade = _word(word, best) if best else 0.0
        if grade:
            free.remove(best)
        grades.append(grade)
    return grades


@lru_cache(maxsize=500_000)
def _word(a: str, b: str) -> float:
    """100 the same, 91 a short form, 90 a slip of the pen or a word cut short, 60 an initial, else 0."""
    if a == b:
        return 100.0 if len(a) > 1 else _INITIAL
    if min(len(a), len(b)) <= 2:  # "L", and "LM" for both given names
        return _INITIAL if a[0] == b[0] else 0.0
    if b in lexicon().given.get(a, ()):
        return _FORM
    cut_short = min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a))
    return _TYPO if cut_short or slip(a, b) else 0.0


def slip(a: str, b: str) -> bool:
    """One letter changed, left out, added or swapped; two in words of eight letters or more; rn for m and the like."""
    size = min(len(a), len(b))
    if size < 4:
        return False
    most = 2 if size >= 8 else 1
    apart = OSA.distance(a, b, score_cutoff=most)
    return apart <= 1 or (apart <= most and a[0] == b[0]) or (size >= 5 and _blurred(a) == _blurred(b))


@cache
def _blurred(word: str) -> str:
    """What optical reading confuses becomes one: rn and m, vv and w, l and 1 and i, o and 0."""
    return word.replace("rn", "m").replace("vv", "w").translate(str.maketrans("1i05", "lloS"))


# ---- firms


def _firm(a: Words, b: Words) -> float:
    if sorted(a) == sorted(b):
        return 100.0
    joined = "".join(a), "".join(b)
    if min(map(len, joined)) >= 8 and OSA.distance(*joined, score_cutoff=1) <= 1:
        return 92.0
    if _is_acronym(a, b) or _is_acronym(b, a):
        return 80.0
    a, b = _run_together(a, b), _run_together(b, a)
    short, long = sorted((a, b), key=lambda words: (sum(map(lexicon().weight, words)), words))
    left, matched = _left_over(short, long, lexicon())
    return _graded(short, long, left, matched)


def _is_acronym(one: Words, of: Words) -> bool:
    """ "BNG" of "Bay Nerve Group"."""
    return len(one) == 1 and len(of) >= 3 and one[0] == "".join(word[0] for word in of)


def _run_together(words: Words, other: Words) -> Words:
    """Two or three words become one where the other name writes them so ("Bay Nerve", "BayNerve"; "de la Cruz")."""
    for size in (2, 3):
        for place in range(len(words) - size + 1):
            whole = "".join(words[place : place + size])
            if whole in other:
                return (*words[:place], whole, *words[place + size :])
    return words


def _left_over(short: Words, long: Words, known: Lexicon) -> tuple[Words, list[tuple[str, str]]]:
    """Words of the shorter name without their like in the longer one, and the pairs."""
    free, left, matched = list(long), [], []
    for word in short:
        like = next((other for other in free if other == word), None)
        like = like or next((other for other in free if slip(word, other)), None)
        if like is None:
            left.append(word)
        else:
            free.remove(like)
            matched.append((word, like))
    return tuple(left), matched


def _graded(short: Words, long: Words, left: Words, matched: list[tuple[str, str]]) -> float:
    known = lexicon()
    rest = list(long)
    for _, like in matched:
        rest.remove(like)
    own = [word for word, _ in matched if known.weight(word) == OWN]
    total = sum(known.weight(word) for word in (*short, *long))
    shared = 2 * sum(min(known.weight(x), known.weight(y)) for x, y in matched)
    plain = 100 * shared / total if total else 0.0
    if not own:
        return _of_trade_words(short, long, plain, left)
    clash = any(known.weight(w) == KIND for w in left) and any(known.weight(w) == KIND for w in rest)
    if any(known.weight(word) == OWN for word in left):
        return plain if plain >= 85 or not clash else min(plain, 70.0)
    if clash:
        return max(80.0, min(plain, 84.0)) if len(own) > 1 else min(plain, 72.0)
    if all(known.weight(word) < OWN for word in rest):
        return max(plain, 92.0)
    opens = len(short) > 1 and [like for _, like in matched] == list(long[: len(short)])
    bare = not left and (opens or all(known.weight(word) == OWN for word in short))
    return max(plain, 84.0) if len(own) > 1 or bare else min(plain, 76.0)


def _of_trade_words(short: Words, long: Words, plain: float, left: Words) -> float:
    """Names without a word of their own ("Pain Medical Group") are one firm when their words of the trade agree."""
    known = lexicon()
    kinds = [sorted(word for word in words if known.weight(word) == KIND) for words in (short, long)]
    own = any(known.weight(word) == OWN for word in (*short, *long))
    if own or not kinds[0]:
        return min(plain, 76.0)
    if kinds[0] == kinds[1] and len(kinds[0]) > 1:
        return max(plain, 90.0)
    return min(max(plain, 80.0), 84.0) if not left and len(short) > 1 else min(plain, 76.0)


def person_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """0-100: whether one of the first names means the person of one of the second; 96 and more without slip or initial."""
    pairs = ((x.person, y.person) for n in a for m in b for x in readings(n) for y in readings(m))
    return max((_person(x, y, False) for x, y in pairs), default=0.0)
