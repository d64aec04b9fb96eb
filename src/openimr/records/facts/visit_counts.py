"""Counts of visits in sentences: how many were authorized, attended, missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..sieve import Sieve, sift
from .series_sheets import NUMBER, WORDS_OF_NUMBERS, count_of, pattern_of


class Count(Enum):
    """What is counted."""

    AUTHORIZED = "authorized"
    COMPLETED = "completed"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCount:
    """text[start:end] counts `number` visits, or a sum of pairs, as in "12 of 12, then 8 of 8".

    bare: no word says that they took place ("PT, 12 visits").
    """

    what: Count
    number: int
    start: int
    end: int
    bare: bool = False


_VISITS = r"(?:visits?|sessions?|treatments?|tx\b|txs\b|appointments?|appts?|days of (?:the )?program)"
_UNIT = rf"(?:[\w/'-]+ ){{0,4}}?{_VISITS}"
_ORDINAL = (
    r"(?:first|second|third|last|initial|original|new|next|final|latest|additional|authorized|approved|"
    r"certified|allowed)"
)
_OF = rf"(?:\s*(?:of|/|out of)\s*(?:the |his |her |these |those )?(?:{_ORDINAL} )*)"
_PAIRS = (
    sift(
        rf"(?:{_VISITS}|seen|attended|done|completed|used|finished|tx)\W{{0,3}}(?:no\.? ?|#|attended:? ?|number )?"
        rf"(?P<done>{NUMBER}){_OF}(?P<all>{NUMBER})(?!/\d|\d)",
    ),
    sift(
        rf"\b(?P<done>{NUMBER}){_OF}(?P<all>{NUMBER})\s+(?:{_ORDINAL} )*(?:[\w-]+ ){{0,3}}?"
        rf"(?:{_VISITS}|on \w+ auth|auth\w*|were (?:used|attended|completed)|used|attended|completed)",
    ),
    sift(
        rf"\bauth(?:orized)?:?\s*(?P<all>{NUMBER})\W{{1,3}}(?:seen|attended|completed|used|"
        rf"done):?\s*(?P<done>{NUMBER})",
    ),
    sift(
        rf"\b(?:seen|attended|completed|used):?\s*(?P<done>{NUMBER})\W{{1,3}}(?:auth(?:orized)?|"
        rf"approved):?\s*(?P<all>{NUMBER})",
    ),
    sift(
        rf"\b(?P<all>{NUMBER})\s+(?:{_UNIT} )?(?:were )?(?:auth(?:orized)?|approved|certified)\W{{1,4}}(?:and )?"
        rf"(?P<done>{NUMBER})\s+(?:{_VISITS} )?(?:were )?(?:seen|attended|completed|used|done|kept)\b",
    ),
    sift(
        rf"\b(?P<done>{NUMBER})\s+(?:{_VISITS} )?(?:were )?(?:seen|attended|completed|used|done|kept)\W{{1,4}}(?:and |of )?"
        rf"(?P<all>{NUMBER})\s+(?:{_VISITS} )?(?:were )?(?:auth(?:orized)?|approved|certified)\b",
    ),
    sift(
        rf"\b(?P<done>{NUMBER})\s+{_VISITS} (?:of|out of) (?:the )?(?P<all>{NUMBER})\b(?!\s*(?:weeks?|months?|minutes|hours?))"
    ),
    sift(r"\b(?:PT|OT|chiro|acupuncture|acu|CBT|FRP)\W{0,2}(?:visit )?#?(?P<done>\d{1,2})/(?P<all>\d{1,2})\b(?!/)"),
)
_VERB = (
    r"(?:(?:pre-?)?authoriz(?:e|ed|es|ing)|auth'?d|approv(?:e|ed|es|al of)|certif(?:y|ied|ies|ication of)|allow(?:ed|"
    r"s)?|grant(?:ed|s)?|ok'?d|okayed)"
)
_AUTHORIZED = (
    sift(
        rf"\b{_VERB}\W+(?:(?:for|of|the|a|an|another|further|additional|initial|total|trial|up|to|through|"
        rf"[\w-]+)\W+){{0,5}}?(?P<n>{NUMBER})\s+(?:more |additional |further )?{_UNIT}",
    ),
    sift(
        rf"(?P<n>{NUMBER})\s+{_UNIT}(?:[\W]+[\w/'-]+){{0,9}}?\W+(?<!when )(?<!if )(?<!once )(?<!be )(?<!until ){_VERB}\b",
    ),
    sift(rf"\b(?:approval|authorization|auth)\b[\w ]{{0,20}}:\s*(?P<n>{NUMBER})\s+{_UNIT}"),
    sift(
        rf"\b(?:PT|OT|chiro\w*|acu\w*|CBT|psych\w*|therapy|massage|aqua\w*|biofeedback|TX|"
        rf"visits?)\W{{1,3}}(?:x ?)?(?P<n>{NUMBER})\W{{1,2}}(?:visits? |sessions? |tx )?(?:were |was )?(?:auth|appr|"
        rf"cert)",
    ),
    sift(
        r"\b(?:auth(?:oriz\w*)?|approved|appr|certified)\W{1,3}(?:x ?|# ?|for |of )?(?P<n>\d{1,2})\b(?!\s?(?:/\d|mg|"
        r"weeks?|wks?|days?|months?|hours?|%|-\d))",
    ),
    sift(
        rf"\b(?P<n>{NUMBER})\W{{1,2}}(?:more |further )?(?:PT |OT |CBT |{_VISITS} )?(?:\()?(?:auth\b|auth'd|"
        rf"authorized|approved|certified)",
    ),
    sift(
        rf"\b(?:PT|OT|CBT|chiro|acupuncture|acu|{_VISITS})\W{{1,2}}x ?(?P<n>\d{{1,2}})\W{{1,2}}(?:auth|approved|"
        rf"certified|ok)",
    ),
)
_DONE = r"(?:attended|completed|rendered|used|done|given|provided|finished|received|held)"
_COMPLETED = (
    sift(rf"\bvisits?\s*:\s*(?P<n>{NUMBER})(?!\s*(?:of\b|/|per\b|a\b|x\b|auth|appr|-))"),
    sift(
        rf"\b(?:complet(?:ed|es|ing)|attend(?:ed|s)|finish(?:ed|es)|had|has had|receiv(?:ed|es)|underwent|undergone|"
        rf"rendered|done|did|after|went (?:to|for|x)|following|provided|participated in|seen for|seen x)\W+(?:the |"
        rf"a total of |all |his |her |a |only |about |approximately |another |"
        rf"x ?){{0,2}}(?:{_ORDINAL} )*(?P<n>{NUMBER})(?: of)?\s+{_UNIT}",
    ),
    sift(
        rf"\b(?P<n>{NUMBER})\s+{_UNIT}(?:[ ,]+[\w'-]+){{0,6}}?[ ,]+(?:were |have been |was |has been |are )?{_DONE}\b",
    ),
    sift(
        rf"\b(?P<n>{NUMBER})\s+{_VISITS}(?!\W{{0,3}}(?:a|per|each|every|/|x|over|for|in|within|weekly|auth|appr|cert|"
        rf"request|left|remain|are|is)\b|/)",
    ),
    sift(rf"\(?(?:x ?)(?P<n>\d{{1,2}})\s?{_VISITS}"),
    sift(
        r"\b(?:went|seen for (?:PT|OT|CBT|acu\w*|chiro\w*|therapy|massage)|attended (?:PT|OT|CBT|acu\w*|chiro\w*|therapy)) x ?(?P<n>\d{1,2})\b"
        r"(?! ?(?:weeks?|wks?|months?|mos?))",
    ),
    sift(rf"\b{_VISITS}\W{{1,3}}1\s?(?:-|to|through)\s?(?P<n>\d{{1,2}})\b(?!/)"),
    sift(
        rf"\b(?:total|number) (?:of )?(?:{_VISITS}|treatments?)(?: (?:to date|attended|completed|rendered|"
        rf"so far))?\W{{1,3}}(?P<n>{NUMBER})",
    ),
    sift(rf"\b{_VISITS} (?:to date|attended|completed|rendered|so far)\W{{1,3}}(?P<n>{NUMBER})"),
)
_ALL_OF = sift(
    rf"\b(?:attended|completed|came to|kept|finished|used) (?:all|each|every one) (?:of )?(?:(?:the|his|her) )?(?P<n>{NUMBER})\b"
    rf"(?: of (?:the|his|her))?(?: {_ORDINAL})* {_VISITS}",
)
_OTHER_EPISODE = sift(
    r"\b(?:UR|reviewer|insurance|insurer|letter|denial|decision|they) (?:says?|said|writes?|wrote|claims?|claimed|states?|counted|counts|quoted)\b"
    r"|\bemployee assistance\b|\bEAP\b|\b(?:not related|unrelated) to (?:the|this|his|her|any) (?:\w+ )?injury\b"
    r"|\bfor (?:an|a different|another) (?:unrelated|earlier|prior) (?:\w+ )?(?:injury|condition|claim)\b",
)
_BARE = frozenset({3, 4})
_MISSED = sift(rf"\b(?P<n>{NUMBER}|a)\s+(?:was a |were |visits? )?(?:no[- ]?shows?|missed|cancel\w+)")
_CUE = sift(r"visit|seen|session|treatment|\btx|appoint|appt|auth|approv|certif|seen|attend|\d/\d|went|allow|used")
_NUMBERED = sift(r"\d|\b(?:" + "|".join(WORDS_OF_NUMBERS) + r")\b")
_GRANT = sift(r"auth|appr|certif|allow|grant|ok")
_VISIT_WORD = sift(r"seen|visit|session|treatment|\btxs?\b|appointment|appt|days of|went")
_MOST = 120
_FRACTIONS = frozenset({5, 10})


def find_counts(text: str) -> Iterator[VisitCount]:
    """Counts of visits that a sentence states as fact; requests, plans, refusals and other episodes count nothing."""
    if _OTHER_EPISODE.search(text):
        return
    if _CUE.search(text) is None or _NUMBERED.search(text) is None:
        return
    pairs = _pairs(text)
    for match in pairs:
        for what, key in ((Count.AUTHORIZED, "all"), (Count.COMPLETED, "done")):
            yield VisitCount(what=what, number=count_of(match[key]), start=match.start(), end=match.end())
    if len(pairs) > 1:
        total = sum(count_of(match["done"]) for match in pairs)
        yield VisitCount(what=Count.COMPLETED, number=total, start=pairs[0].start(), end=pairs[-1].end())
    taken = [match.span() for match in pairs]
    if _GRANT.search(text):
        yield from _single(text, _AUTHORIZED, Count.AUTHORIZED, taken)
    if not pairs and _VISIT_WORD.search(text):
        attended = _ALL_OF.search(text)
        if attended is not None:
            number = count_of(attended["n"])
            yield VisitCount(what=Count.COMPLETED, number=number, start=attended.start(), end=attended.end())
            taken.append(attended.span())
        yield from _single(text, _COMPLETED, Count.COMPLETED, taken)
    missed = _MISSED.search(text)
    if missed:
        number = 1 if missed["n"].lower() == "a" else count_of(missed["n"])
        yield VisitCount(what=Count.NO_SHOW, number=number, start=missed.start(), end=missed.end())


def _pairs(text: str) -> list[re.Match[str]]:
    found: dict[int, re.Match[str]] = {}
    for pattern in _PAIRS:
        for match in pattern.finditer(text):
            done, most = count_of(match["done"]), count_of(match["all"])
            if (
                0 <= done <= most <= _MOST
                and not _is_day(text, match)
                and not any(_overlap(match.span(), one.span()) for one in found.values())
            ):
                found[match.start()] = match
    return [found[at] for at in sorted(found)]


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers with a stroke between them are a day: "visits 2/18 - 4/10"."""
    if _STROKE.fullmatch(text, *sorted((match.end("done"), match.start("all")))) is None:
        return False
    if text[max(0, match.start("done") - 1) : match.start("done")] in ("/", "-"):
        return True
    if not _SAID_OF_VISITS.search(match[0] + text[match.end() : match.end() + 10]):
        return True
    return _RANGE.match(text, match.end()) is not None


_SAID_OF_VISITS = re.compile(r"visits?|sessions?|treatments?|\btx|^(?:PT|OT|chiro|acu\w*|CBT|FRP)\b", re.I)
_STROKE = re.compile(r"\s?/\s?")
_RANGE = re.compile(r"\s*(?:-|–|to|thru|through|/)\s*\d{1,4}")


def _single(text: str, patterns: tuple[Sieve, ...], what: Count, taken: list[tuple[int, int]]) -> Iterator[VisitCount]:
    for n, pattern in enumerate(patterns):
        for match in pattern.finditer(text):
            span, number = match.span(), count_of(match["n"])
            if (
                number > _MOST
                or text[match.start("n") - 1 : match.start("n")] in ("/", ".", ":", "$")
                or any(_overlap(span, one) for one in taken)
                or not _is_fact(text, match, what)
            ):
                continue
            taken.append(span)
            bare = what is Count.COMPLETED and n in _BARE
            yield VisitCount(what=what, number=number, start=span[0], end=span[1], bare=bare)


def _is_fact(text: str, match: re.Match[str], what: Count) -> bool:
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
    if _says("refused", before[-40:]) or _says("refused", match[0]) or _says("refused", after):
        return False
    if what is Count.COMPLETED and (_PARTLY.search(before) or _EACH.match(after)):
        return False
    clause = re.split(r"[,;:(]", before)[-1]
    if what is Count.AUTHORIZED:
        return not re.search(
            r"\b(?:request\w*|seek\w*|ask\w*|submit\w*|rfa|await\w*|pending|not|if|when|once)\b",
            clause + match[0].split(match["n"])[0],
            re.I,
        )
    return not (
        _says("requested", clause)
        or _says("requested", match[0])
        or re.match(r"\W*(?:is|are|was|were)?\s*(?:requested|recommended|proposed)", after)
    )


_PARTLY = re.compile(r"\b(?:last|next|another|every|each|past|per|remaining|than|these|those)\s+$", re.I)
_EACH = re.compile(r"\W{0,2}(?:daily|weekly|a day|per|remain\w*|left|were denied)\b", re.I)


def _says(word: str, text: str) -> bool:
    return pattern_of("services_given", "words", word).plain.search(text) is not None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
