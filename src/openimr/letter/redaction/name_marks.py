"""Names of people and firms in a text, by the words of a party list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .identifier import Kind, Known, Mark
from .party_names import Firm, Person, firm_of, loose_pattern, name_words, person_of
from .words import Token, skeleton, words

_GAP = re.compile(r"[\s,.·_/|'’-]{1,5}\Z")
_TITLE = frozenset("dr mr mrs ms miss mx doctor prof professor nurse sr sra don dona judge attorney mister".split())
CLINICAL_AFTER = frozenset(
    """test tests testing sign signs maneuver maneuvers manoeuvre disease diseases disorder syndrome syndromes scale scales index inventory
    questionnaire score scores classification class criteria criterion fracture fractures dislocation cyst cysts approach procedure repair
    nerve palsy tendon tendinitis tendinopathy tenosynovitis contracture contractures node nodes nodule nodules lesion lesions deformity
    phenomenon reflex reflexes response neuroma ligament canal tunnel depression anxiety hopelessness disability pain protocol therapy exercises
    exercise method technique type types stage grade grades impingement positive negative was were is are and or lymphoma thyroiditis ulcer
    traction collar brace catheter bone bones angle release reconstruction osteotomy fusion compression provocation modification body bodies
    rods rod procedure hernia esophagus epilepsy gland muscle line grind relocation foot low intervention modic changes change dementia
    cervical lumbar self perceived rehabilitation health functional activities sleep sleepiness wrist hand knee shoulder""".split()
)  # fmt: skip
_ANY_FIRM = frozenset("of the and at for".split())
FIRM_KINDS = (Kind.FIRM, Kind.FACILITY)


@dataclass(frozen=True)
class NameIndex:
    """All names of a list, ready for looking up. Made once a case, used for every page of it."""

    persons: tuple[Person, ...]
    firms: tuple[Firm, ...]

    @cached_property
    def surnames(self) -> dict[str, Person]:
        return {name: one for one in reversed(self.persons) for name in sorted(one.surnames)}

    @cached_property
    def given(self) -> dict[str, Person]:
        return {name: one for one in reversed(self.persons) for name in sorted(one.given)}

    @cached_property
    def distinct(self) -> dict[str, Firm]:
        return {name: one for one in reversed(self.firms) for name in sorted(one.distinct)}

    @cached_property
    def likes(self) -> dict[str, str]:
        """Skeleton -> name, for readings of a scan."""
        names = {**self.surnames, **self.given, **self.distinct}
        return {skeleton(name): name for name in sorted(names) if len(name) > 3}

    @cached_property
    def long_likes(self) -> tuple[str, ...]:
        return tuple(one for one in self.likes if len(one) > 4)

    @cached_property
    def seen(self) -> dict[str, str]:
        return {}

    def name_of(self, token: Token) -> str:
        """The listed name that the token says, as it is or misread; "" for none."""
        fold = token.fold
        if fold in self.surnames or fold in self.given or fold in self.distinct:
            return fold
        if token.shape == "l" and fold.isalpha():
            return ""
        if fold not in self.seen:
            self.seen[fold] = self._misread(fold)
        return self.seen[fold]

    def _misread(self, fold: str) -> str:
        lexicon = words()
        if len(fold) < 4 or fold in lexicon.ordinary or fold in lexicon.eponyms or fold.isdigit():
            return ""
        look = skeleton(fold)
        if look in self.likes:
            return self.likes[look]
        if len(look) < 4 or not self.long_likes:
            return ""
        most = 1 if len(look) < 8 else 2
        best = process.extractOne(look, self.long_likes, scorer=OSA.distance, score_cutoff=most)
        if best is None or (best[1] > 1 and len(best[0]) < 8):
            return ""
        return self.likes[best[0]]


def index_of(parties: Sequence[Known]) -> NameIndex:
    persons = (person_of(one) for one in parties if one.kind in (Kind.PERSON, Kind.REVIEWER))
    firms = (firm_of(one) for one in parties if one.kind in FIRM_KINDS)
    order = sorted((one for one in persons if one), key=lambda one: one.kind is not Kind.REVIEWER)
    return NameIndex(tuple(order), tuple(one for one in firms if one))


def find_names(text: str, found: Sequence[Token], index: NameIndex, by: str = "party_list") -> Iterator[Mark]:
    """Persons and firms of the list, with the initials, given names and words that belong to them."""
    named = [index.name_of(token) for token in found]
    for at, name in enumerate(named):
        if not name:
            continue
        token = found[at]
        if name in index.surnames and _is_meant(text, found, at, index):
            yield _person(text, found, at, index, by)
        elif name in index.given and name not in index.distinct and _is_given_meant(text, found, at, index):
            yield Mark(start=token.start, end=token.end, kind=index.given[name].kind, by=by)
        if name in index.distinct and token.shape != "l":
            yield _firm(text, found, at, index.distinct[name], by)
    yield from _in_pieces(text, found, index, by)
    for firm in index.firms:
        yield from _plain_firm(text, found, firm, by)


def _is_meant(text: str, found: Sequence[Token], at: int, index: NameIndex) -> bool:
    """Whether a listed surname is the person here and not an ordinary word or the name of a sign or disease."""
    token, lexicon = found[at], words()
    beside = _is_beside(text, found, at, index)
    if token.fold in lexicon.eponyms and is_clinical(text, found, at):
        return False
    if token.fold not in lexicon.ordinary:
        return True
    if token.shape == "l":
        return False
    alone = token.shape == "U" and _shouted(found, at)
    return beside or not (alone or _starts_sentence(text, token.start))


def _is_given_meant(text: str, found: Sequence[Token], at: int, index: NameIndex) -> bool:
    token = found[at]
    if token.fold in words().ordinary:
        return token.shape != "l" and _is_beside(text, found, at, index)
    return token.shape != "l" and not (token.fold in words().eponyms and is_clinical(text, found, at))


def is_clinical(text: str, found: Sequence[Token], at: int) -> bool:
    """Whether an eponym is followed by what it is the eponym of, or belongs to a pair such as Stevens-Johnson."""
    if (at and found[at - 1].fold in _TITLE) or (at and len(found[at - 1].text) == 1 and found[at - 1].shape == "U"):
        return False
    for one in found[at + 1 : at + 3]:
        if one.fold in CLINICAL_AFTER and not text[found[at].end : one.start].strip(" \n'’s"):
            return one.fold not in (
                "was",
                "were",
                "is",
                "are",
                "and",
                "or",
                "positive",
                "negative",
            ) or not _capital_before(found, at)
        if one.fold not in words().eponyms and one.fold != "s":
            break
    return False


def _capital_before(found: Sequence[Token], at: int) -> bool:
    return at > 0 and found[at - 1].shape != "l" and found[at - 1].fold not in words().ordinary


def _is_beside(text: str, found: Sequence[Token], at: int, index: NameIndex) -> bool:
    token = found[at]
    for step in (-1, 1):
        if not 0 <= at + step < len(found):
            continue
        other = found[at + step]
        gap = text[other.end : token.start] if step < 0 else text[token.end : other.start]
        if not _GAP.match(gap):
            continue
        if (other.fold in _TITLE and step < 0) or (step > 0 and other.fold in name_words().titles and "," in gap):
            return True
        if _belongs(other, index) and other.shape != "l":
            return True
    return False


def _belongs(token: Token, index: NameIndex) -> bool:
    if len(token.text) == 1:
        return token.shape == "U" and any(token.fold in one.initials for one in index.persons)
    return bool(index.name_of(token)) or (token.fold in words().given and token.fold not in words().ordinary)


def _person(text: str, found: Sequence[Token], at: int, index: NameIndex, by: str) -> Mark:
    """From a surname outward over initials, given names and further surnames."""
    start, end = found[at].start, found[at].end
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(found):
            other = found[here + step]
            gap = text[other.end : found[here].start] if step < 0 else text[found[here].end : other.start]
            if not _GAP.match(gap + "") or other.shape == "l" or not _belongs(other, index):
                break
            start, end = min(start, other.start), max(end, other.end)
            here += step
    kind = index.surnames[index.name_of(found[at])].kind
    return Mark(start=start, end=end, kind=kind, by=by)


def _firm(text: str, found: Sequence[Token], at: int, firm: Firm, by: str) -> Mark:
    """From a distinctive word outward over the firm's other words and words of trade."""
    lists, start, end = name_words(), found[at].start, found[at].end
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(found):
            other = found[here + step]
            gap = text[other.end : found[here].start] if step < 0 else text[found[here].end : other.start]
            own = other.fold in firm.words
            trade = step > 0 and other.shape != "l" and (other.fold in lists.trade or other.fold in lists.legal)
            if not re.fullmatch(r"[\s,.&'’()/-]{1,5}", gap) or not (own or trade) or (other.shape == "l" and not own):
                break
            start, end = min(start, other.start), max(end, other.end)
            here += step
    return Mark(start=start, end=end, kind=firm.kind, by=by)


def _plain_firm(text: str, found: Sequence[Token], firm: Firm, by: str) -> Iterator[Mark]:
    """A firm of ordinary words ("Premier Claims Services"), by its words in order; and its acronym."""
    words_ = [one for one in firm.sequence if one not in _ANY_FIRM]
    if len(words_) >= 2:
        looks = [skeleton(one) for one in words_]
        for at, token in enumerate(found[:-1]):
            if (
                skeleton(token.fold) != looks[0]
                or token.shape == "l"
                or skeleton(found[at + 1].fold) not in (looks[1],)
            ):
                continue
            last = at + 1
            while last + 1 < len(found) and (found[last + 1].fold in firm.words) and _GAP.match(text[found[last].end : found[last + 1].start]):  # fmt: skip
                last += 1
            yield Mark(start=token.start, end=found[last].end, kind=firm.kind, by=by)
    elif words_ and not firm.distinct:
        yield from (Mark(start=one.start, end=one.end, kind=firm.kind, by=by) for one in found if one.fold == words_[0] and one.shape != "l")  # fmt: skip
    if len(firm.acronym) >= 3 and firm.acronym.lower() not in words().ordinary:
        for token in found:
            if token.text == firm.acronym:
                yield Mark(start=token.start, end=token.end, kind=firm.kind, by=by, doubtful=True)


def _in_pieces(text: str, found: Sequence[Token], index: NameIndex, by: str) -> Iterator[Mark]:
    """Names cut by a line's end or a scan's spaces ("Quin- tanar", "T H O M"), and initials alone ("M.Q.")."""
    names = {
        name: one.kind for source in (index.given, index.surnames) for name, one in source.items() if len(name) > 4
    }
    names |= {name: one.kind for name, one in index.distinct.items() if len(name) > 4}
    heads = {name[:2] for name in names} | {skeleton(name)[:2] for name in names}
    likes = {skeleton(name): kind for name, kind in names.items()}
    for at, token in enumerate(found[:-1]):
        if token.shape == "l" or (token.fold[:2] not in heads and len(token.fold) > 1):
            continue
        joined, last = token.fold, token.end
        for other in found[at + 1 : at + 12]:
            if not re.fullmatch(r"[-­]?\s{0,12}", text[last : other.start]):
                break
            joined, last = joined + other.fold, other.end
            if joined in names or (len(joined) > 5 and skeleton(joined) in likes):
                yield Mark(start=token.start, end=other.end, kind=names.get(joined) or likes[skeleton(joined)], by=by)
                break
            if len(joined) > 24 or (len(other.fold) > 1 and other is not found[at + 1] and len(token.fold) > 1):
                break
    yield from _initials(text, index, by)


_INITIALS = re.compile(
    r"(?<![\w.])(?P<dotted>(?:[A-Z]\.\s?){1,3}[A-Z]\.)(?!\w)"
    r"|(?:(?<=/)|\b(?:patient|employee|claimant|initials|signed|by)[:\s]+)(?P<bare>[A-Z]{2,4})\b"
)


def _initials(text: str, index: NameIndex, by: str) -> Iterator[Mark]:
    known = {letters: one.kind for one in reversed(index.persons) for letters in _orders(one.letters)}
    for match in _INITIALS.finditer(text):
        group = "dotted" if match["dotted"] else "bare"
        letters = tuple(re.findall(r"[a-z]", match[group].lower()))
        if letters in known:
            yield Mark(start=match.start(group), end=match.end(group), kind=known[letters], by=by)


def _orders(letters: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """All initials, and first and last; none of a name of one word."""
    return (letters, (letters[0], letters[-1])) if 2 <= len(letters) <= 4 else ()


def _shouted(found: Sequence[Token], at: int) -> bool:
    """Whether the words about it are in capitals too: a heading."""
    near = [one for one in (*found[max(0, at - 2) : at], *found[at + 1 : at + 3]) if len(one.text) > 1]
    return bool(near) and all(one.shape == "U" for one in near)


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 6) : at].rstrip(" \"'(•*")
    return not before or before[-1] in ".!?:;\n-"


def number_patterns(parties: Sequence[Known]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Numbers, addresses and e-mail addresses of the list, whatever the separators."""
    out = []
    for known in parties:
        if known.kind in (Kind.PERSON, Kind.REVIEWER, *FIRM_KINDS, Kind.BIRTH):
            continue
        pattern = loose_pattern(known.text) if known.kind is not Kind.ADDRESS else address_pattern(known.text)
        if pattern:
            out.append((known.kind, pattern))
    return tuple(out)


def find_numbers(text: str, patterns: Sequence[tuple[Kind, re.Pattern[str]]]) -> Iterator[Mark]:
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            yield Mark(start=match.start(), end=match.end(), kind=kind, by="party_list")


def address_pattern(address: str) -> re.Pattern[str] | None:
    """The street part of an address, and its town where it is named alone."""
    streets = [part.strip() for part in re.split(r"[,\n]", address) if part.strip()]
    parts = []
    for n, part in enumerate(streets):
        signs = part.split()
        if (n == 0 and re.match(r"\d", part)) or (
            n and len(part) > 3 and not re.fullmatch(r"[A-Z]{2}(?: \d{5}.*)?", part)
        ):
            parts.append(r"[\s,.]+".join(re.escape(sign.strip(".,")) for sign in signs))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE) if parts else None
