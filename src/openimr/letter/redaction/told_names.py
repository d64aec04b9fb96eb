"""Names that the text itself gives away: by a title, a credential, a label, a frequent given name, a legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import yaml

from .identifier import Kind, Known, Mark
from .name_marks import is_clinical
from .party_names import name_words
from .patterns import recognizers
from .words import Token, fold, words

_WINDOW = 64
"""Characters before a credential in which its name is looked for."""


@cache
def _plain() -> frozenset[str]:
    return words().ordinary | name_words().titles | name_words().trade | name_words().legal


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    text = files("openimr_packs").joinpath("lexicons", "name_forms.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=yaml.CSafeLoader)
    return {name: re.compile(_fill(form, table["macros"])) for name, form in table["patterns"].items()}


def _fill(form: str, macros: dict[str, str]) -> str:
    """The form with its <macros> put in; macros may use each other."""
    known = re.compile("<(" + "|".join(macros) + ")>")
    while known.search(form):
        form = known.sub(lambda found: macros[found[1]], form)
    return form


_PAIR_GAP = re.compile(r"\s{1,3}(?:[A-Z]\.?\s{1,2}){0,2}\Z|,\s?\Z")


def find_told(text: str, found: Sequence[Token]) -> Iterator[Mark]:
    """Names by title, credential, label, relation, legal form; then by the lists of given names and surnames."""
    kept = [match.span() for match in recognizers().kept_names.finditer(text)]
    for mark in (*_by_words(text), *_firms(text), *_by_lexicon(text, found)):
        if not any(a < mark.end and mark.start < b for a, b in kept):
            yield mark


def _by_words(text: str) -> Iterator[Mark]:
    yield from _credentialed(text)
    for form in ("titled", "label", "said"):
        pattern = _forms()[form]
        for match in pattern.finditer(text):
            group = next(name for name in pattern.groupindex if match[name])
            reviewer = "review" in match[0][: match.start(group) - match.start()].lower()
            for start, end in _trimmed(text, *match.span(group), sure=form == "titled"):
                yield Mark(start=start, end=end, kind=Kind.REVIEWER if reviewer else Kind.PERSON, by="pattern")


def _credentialed(text: str) -> Iterator[Mark]:
    """The name that stands before a credential ("Jane Q. Doe, MD")."""
    for match in _forms()["credential"].finditer(text):
        first = max(0, match.start() - _WINDOW)
        name = _forms()["name_before"].search(text[first : match.start()])
        if name:
            for start, end in _trimmed(text, first + name.start(), first + name.end(), sure=True):
                yield Mark(start=start, end=end, kind=Kind.PERSON, by="pattern")


_NO_SURNAME = frozenset("has was is notes and the on requests reports may will states recommends".split())


def _trimmed(text: str, start: int, end: int, *, sure: bool) -> Iterator[tuple[int, int]]:
    """The value without ordinary words at its ends; nothing when no name is left. sure: a title goes before it."""
    parts = [
        (m.start() + start, m.end() + start, fold(m[0]))
        for m in re.finditer(r"[^\W_]+(?:['’|][^\W_]+)*", text[start:end])
    ]
    plain = _plain()
    names = words()
    while parts and (
        (parts[0][2] in plain and not (len(parts) > 1 and parts[0][2] in names.given)) or parts[0][2].isdigit()
    ):
        parts.pop(0)
    while parts and ((parts[-1][2] in plain and parts[-1][2] not in names.surnames) or parts[-1][2].isdigit()):
        parts.pop()
    real = [one for one in parts if len(one[2]) > 1]
    if not real and sure:
        # "Dr. Brown": an ordinary word, but a surname too, and a title stands before it.
        first = re.match(r"[A-Z][^\W\d_]{2,}", text[start:end])
        if first and fold(first[0]) in names.surnames and fold(first[0]) not in _NO_SURNAME:
            yield start, start + first.end()
        return
    if not real or (all(one[2] in plain for one in real) and not (sure and len(real) > 1)):
        return
    if not sure and len(real) == 1 and real[0][2] in names.eponyms:
        return
    last = parts[-1][1]
    own = re.search(r"['’]s\Z", text[parts[0][0] : last])
    yield parts[0][0], last - (len(own[0]) if own else 0)


def _firms(text: str) -> Iterator[Mark]:
    for match in (*_forms()["firm"].finditer(text), *_forms()["offices"].finditer(text)):
        place = match.re is _forms()["firm"] and match["place"]
        start, end = match.start("value"), match.end()
        start = _after_ordinary(text, start, match.end("value"))
        if _is_named(text[start:end]):
            yield Mark(start=start, end=end, kind=Kind.FACILITY if place else Kind.FIRM, by="pattern")
    for match in _forms()["firm_label"].finditer(text):
        if _is_named(match["value"]):
            yield Mark(start=match.start("value"), end=match.end("value"), kind=Kind.FIRM, by="pattern")


_LEADS = frozenset(
    "the at from by in to and or with per of an a on for was is this that employer carrier insurer facility patient employee".split()
)


def _after_ordinary(text: str, start: int, end: int) -> int:
    for match in re.finditer(r"[^\W_]+['’\w]*", text[start:end]):
        if fold(match[0]) not in _LEADS:
            return start + match.start()
    return start


def _is_named(value: str) -> bool:
    """Whether a firm's words hold one that is no ordinary or trade word, or a legal form at the end."""
    folds = [fold(one) for one in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", value)]
    plain = _plain()
    if any(len(one) > 2 and one not in plain for one in folds):
        return True
    return len(folds) > 1 and bool(re.search(r"\b(?:Inc|LLC|LLP|Corp|Corporation|Ltd|Company|APC)\b\.?$", value))


def _by_lexicon(text: str, found: Sequence[Token]) -> Iterator[Mark]:
    """A frequent given name before (or, with a comma, after) a name; two capitalized words that are nobody's vocabulary."""
    for at, token in enumerate(found[:-1]):
        if (
            token.shape == "l"
            or len(token.text) < 2
            or token.fold in _STATES
            or (at and found[at - 1].end == token.start - 1 and text[token.start - 1] in "-/")
        ):
            continue
        initial = found[at - 1] if at else token
        if (
            len(initial.text) == 1
            and initial.shape == "U"
            and text[initial.end : token.start] in (". ", ".")
            and _odd(token)
        ):
            yield Mark(start=initial.start, end=_further(text, found, at), kind=Kind.PERSON, by="lexicon")
        after = at + 1
        while after < len(found) - 1 and len(found[after].text) == 1 and found[after].shape == "U" and after < at + 3:
            after += 1
        other = found[after]
        gap = text[token.end : other.start]
        if other.shape == "l" or len(other.text) < 2 or not _PAIR_GAP.match(gap):
            continue
        doubt = _doubt(token, other, text, found, after, "," in gap)
        if doubt is not None:
            end = _further(text, found, after)
            yield Mark(start=token.start, end=end, kind=Kind.PERSON, by="lexicon", doubtful=doubt)


_STATES = frozenset(
    "california nevada texas arizona oregon virginia carolina dakota washington montana georgia delaware florida".split()
)


def _odd(token: Token) -> bool:
    """A name by its letters: capitalized, nobody's vocabulary."""
    lexicon = words()
    return len(token.text) > 2 and not any(
        token.fold in group for group in (lexicon.ordinary, lexicon.eponyms, name_words().trade)
    )


def _further(text: str, found: Sequence[Token], at: int) -> int:
    """The end of a hyphenated second surname, or of the initial after "Last, First"."""
    end = found[at].end
    for other in found[at + 1 : at + 2]:
        gap = text[end : other.start]
        if (gap == "-" and other.shape != "l") or (
            len(other.text) == 1 and other.shape == "U" and gap == " " and text[other.end : other.end + 1] in ".,\n"
        ):
            return other.end
    return end


def _doubt(a: Token, b: Token, text: str, found: Sequence[Token], after: int, comma: bool) -> bool | None:
    """None: no name. True: perhaps one."""
    lexicon = words()
    first, last = (b, a) if comma else (a, b)
    if is_clinical(text, found, after) or last.fold in name_words().titles or first.fold in name_words().titles:
        return None
    plain_first, plain_last = first.fold in lexicon.ordinary, last.fold in lexicon.ordinary
    given, surname = first.fold in lexicon.given, last.fold in lexicon.surnames
    sure_pair = (given or surname) and not plain_first and not plain_last and a.shape == b.shape
    sure_pair = sure_pair and ((given and surname) or a.shape == "U")
    if (comma and not sure_pair) or (plain_last and (plain_first or not surname or not given)):
        return None
    if given and not plain_first:
        return False if (surname or not plain_last) and last.fold not in _STATES else None
    if given and surname and a.shape == b.shape == "C":
        return last.fold in lexicon.eponyms
    known = plain_first or first.fold in lexicon.eponyms or last.fold in lexicon.eponyms or last.fold in _STATES
    odd = not known and (comma or a.shape == b.shape == "C") and min(len(a.text), len(b.text)) > 3
    return True if odd else None


def learned(text: str, marks: Sequence[Mark]) -> tuple[Known, ...]:
    """The names found, as a list of their own: a name told once is looked for everywhere in the letter."""
    kinds = (Kind.PERSON, Kind.REVIEWER, Kind.FIRM, Kind.FACILITY)
    sure = (mark for mark in marks if mark.kind in kinds and not mark.doubtful)
    found = (Known(kind=mark.kind, text=" ".join(text[mark.start : mark.end].split()), role="told") for mark in sure)
    return tuple(dict.fromkeys(found))
