"""What examinations found: tests, strength, sensation, reflexes and signs, present or absent, by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from openimr.case import OF_THE_PATIENT, Assertion, Document, DocumentKind, ExamFinding, PartialDate, Polarity

from .. import body, dates
from ..assertion import assertion_at
from ..lexicon import Hit, Lexicon, read_rows, terms_of, text_of
from ..passages import Passage, Sentence, sentences
from .exam_results import Result, read_before, read_results


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """A row of the lexicon. region: its own, None = of the context. loose: the context may overrule it."""

    name: str
    kind: str
    region: str | None
    loose: bool
    located: bool
    complaint: bool
    always: bool


@cache
def _signs() -> Lexicon[_Sign]:
    return Lexicon(
        (term, sign) for row in read_rows("exam_findings") for sign in [_sign(row)] for term in terms_of(row)
    )


def _sign(row: Mapping[str, object]) -> _Sign:
    region = text_of(row, "region")
    return _Sign(
        name=str(row["name"]),
        kind=str(row["kind"]),
        region=None if region == "context" else region,
        loose=bool(row.get("loose")) or region == "context",
        located=bool(row.get("located")),
        complaint=bool(row.get("complaint")),
        always=row.get("fixed") == "present",
    )


_NO_EXAM = frozenset(
    {DocumentKind.IMR_APPLICATION, DocumentKind.IMAGING, DocumentKind.EMG, DocumentKind.BILLING, DocumentKind.LAB, DocumentKind.CORRESPONDENCE}
)  # fmt: skip
_NOT_EXAMINED = frozenset({"plan", "family", "medications", "allergies", "social", "past_history", "work"})
_TOLD = frozenset(
    {"subjective", "history", "review_of_systems", "assessment", "discussion", "records", "procedure", "imaging"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a sign is named: its sentence, the words around it up to its neighbors, the context's region and side."""

    sentence: Sentence
    hit: Hit[_Sign]
    before: str
    after: str
    region: str | None
    side: str | None
    date: PartialDate | None

    @property
    def sign(self) -> _Sign:
        return self.hit.row


def find_exam_findings(passages: Sequence[Passage], document: Document) -> Iterator[ExamFinding]:
    """Findings and pertinent negatives. Complaints count where they are denied red flags (bladder, saddle numbness)."""
    if document.kind in _NO_EXAM:
        return
    counts = Counter(hit.row for passage in passages for hit in body.regions(passage.text))
    main = next((region for region, _ in counts.most_common() if region not in ("other", "psyche", "head")), None)
    headed = any(passage.section == "exam" for passage in passages)
    for passage in passages:
        if passage.section in _NOT_EXAMINED or (headed and not passage.section and passage.date == document.date):
            continue
        side: str | None = None
        heading = body.regions(passage.heading)
        region = heading[0].row if heading else None
        for sentence in sentences(passage):
            side, region = _head(sentence.text, side, region)
            date = _date(sentence, document)
            yield from _in_sentence(sentence, document, (region or main, side, date))


_HEAD = re.compile(
    r"^\W{0,3}(?:(?:O|PE|Exam|Examination|Objective|Objective findings|Physical exam)[:.]\s+)?"
    r"(?:on the |examination of the |exam:? )?(?P<head>[^:.,]{1,34}?)(?::| (?=there is|the )|,? there is|\s-\s)",
    re.I,
)


def _head(text: str, side: str | None, region: str | None) -> tuple[str | None, str | None]:
    """The side and region that a paragraph's heading word sets for what follows ("Left knee: ...")."""
    head = _HEAD.match(text)
    if head is None:
        return side, region
    sides, regions = body.sides(head["head"]), body.regions(head["head"])
    if regions:
        return (sides[0].side if sides else None), regions[-1].row
    return (sides[0].side if sides else side), region


def _date(sentence: Sentence, document: Document) -> PartialDate | None:
    on = sentence.passage.date or document.date
    if document.kind in (DocumentKind.UR_DECISION, DocumentKind.QME_REPORT) or sentence.passage.section == "records":
        named = [one.date for one in dates.find(sentence.text, on) if one.date.day]
        if named or document.kind is DocumentKind.UR_DECISION:
            return named[0] if named else None
    return on


def _in_sentence(
    sentence: Sentence, document: Document, context: tuple[str | None, str | None, PartialDate | None]
) -> Iterator[ExamFinding]:
    text = sentence.text
    hits = _signs().find(text)
    told = sentence.passage.section in _TOLD
    ahead: Result | None = None
    for n, hit in enumerate(hits):
        place = _place(sentence, hits, n, context)
        if hit.row.kind == "sign":
            ahead = None
            yield from _signed(place, told)
        elif not told or document.kind is DocumentKind.UR_DECISION:
            carried = ahead if _CARRIED.match(place.before) else None
            ahead = read_before(hit.row.kind, place.before) or carried
            yield from _tested(place, _following(text, hits, n), ahead, carried is not None)


_CARRIED = re.compile(r"^(?:[\s,/&]|and|or|in|of|the|left|right|bilateral|both|L|R)*$")


def _place(
    sentence: Sentence, hits: tuple[Hit[_Sign], ...], n: int, context: tuple[str | None, str | None, PartialDate | None]
) -> _Place:
    text, hit = sentence.text, hits[n]
    start = hits[n - 1].end if n else 0
    end = hits[n + 1].start if n + 1 < len(hits) else len(text)
    region, side, date = context
    return _Place(
        sentence=sentence,
        hit=hit,
        before=text[start : hit.start],
        after=text[hit.end : end],
        region=region,
        side=side,
        date=date,
    )


_LISTED = re.compile(r"^(?:[\s,/&|]|and|or|L|R|left|right|bilateral|the|to)*$")


def _following(text: str, hits: tuple[Hit[_Sign], ...], n: int) -> str:
    """The words with the result: after the last of the names listed together, up to the next name with its own."""
    last = n
    while last + 1 < len(hits) and _LISTED.match(text[hits[last].end : hits[last + 1].start]):
        last += 1
    stop = next((hit.start for hit in hits[last + 1 :] if hit.row.kind != "sign"), len(text))
    return text[hits[last].end : min(stop, hits[last].end + 120)]


def _tested(place: _Place, segment: str, ahead: Result | None, carried: bool) -> Iterator[ExamFinding]:
    """ahead: the result that stands before the name, or before the names listed with it (carried)."""
    sign = place.sign
    at = place.sentence.start + place.hit.start
    if assertion_at(place.sentence.passage, at, at, test=True) in (
        Assertion.FAMILY,
        Assertion.PLANNED,
        Assertion.HYPOTHETICAL,
    ):
        return
    text, hit = place.sentence.text, place.hit
    if not carried and not _measured(place, segment):
        return
    if _no_deficit(text[: hit.start], text[hit.end :]):
        results: tuple[Result, ...] = (Result(None, abnormal=False),)
    else:
        apart = re.search(r"\b(?:except|exc|but)\b", segment)
        rest = segment[apart.end() :] if apart and ahead else "" if ahead else segment
        results = ((ahead,) if ahead else ()) + read_results(sign.kind, rest, angle="straight leg" in sign.name)
    own = _own_side(place)
    near = body.sides(segment[:30])[:1] if ahead else ()
    for result in results:
        side = (own if len(results) == 1 or not result.side else None) or result.side
        side = side or (near[0].side if near and result is ahead else None) or place.side
        yield from _findings(place, result, side, segment)


_STRENGTH = re.compile(
    r"\d\s?[+-]?\s?(?:/|of)\s?5|\b(?:weak\w*|strength|motor|strong|power|grip|testing|raises?|rise)\b", re.I
)
_TAPPED = re.compile(
    r"\b(?:reflex\w*|dtrs?|jerks?|trace|areflex\w*|hyporeflex\w*)\b|\d\s?\+|\b[0-4]/4\b|(?<!\d)[012](?=[\s,.;]|$)", re.I
)


def _measured(place: _Place, segment: str) -> bool:
    """A muscle is a finding by its strength, a tendon by its reflex: not where anatomy is described."""
    around = place.before[-60:] + " " + place.sentence.text[place.hit.start : place.hit.end] + " " + segment[:60]
    if place.sign.kind == "motor" and not place.sign.name.startswith("motor"):
        return bool(_STRENGTH.search(around))
    if place.sign.kind == "reflex":
        return bool(_TAPPED.search(place.sentence.text))
    return True


def _no_deficit(before: str, after: str) -> bool:
    denied = re.search(r"\b(?:no|not|without|denies)\b[^.;,]{0,40}$", before, re.I)
    return bool(
        denied
        and re.match(
            r"\s*(?:or \w+ )?(?:deficits?|loss|changes?|abnormalit\w+|weakness|symptoms|impairment)", after, re.I
        )
    )


_TESTED = {"pin": "pinprick", "pin prick": "pinprick", "sens": "sensation", "lt": "light touch", "sensory": "sensation"}


def _own_side(place: _Place) -> str | None:
    sides = body.sides(place.before[-16:])
    return sides[-1].side if sides else None


def _findings(place: _Place, result: Result, side: str | None, segment: str) -> Iterator[ExamFinding]:
    sign, name = place.sign, place.sign.name
    if sign.kind == "reflex":
        yield _finding(
            place, f"diminished {name}" if name != "reflex" else "diminished reflexes", result.abnormal, side
        )
        if result.missing or not result.abnormal:
            yield _finding(place, name, not result.missing, side)
        return
    if sign.kind == "motor" and not result.abnormal and not name.startswith("motor"):
        name = f"motor weakness, {name}"
    if "rotator cuff" in name and re.search(r"\bhips?\b", place.before[-40:] + segment[:12], re.I):
        name = name.replace("rotator cuff weakness", "hip weakness")
    if sign.kind == "sensory" and result.abnormal and sign.located:
        tested = place.sentence.text[place.hit.start : place.hit.end].lower()
        name = f"{name}, decreased {_TESTED.get(tested, tested)} {_words(segment)}"
    yield _finding(place, name, result.abnormal, side)


_HEALED = re.compile(r"^[^.;]{0,12}\b(?:clean|healed|healing well|closed|dry)\b", re.I)
_NEGATED = re.compile(
    r"\b(?:no|not|without|w/o|denies|denied|denying|negative for|neg for|absence of|never|free of|nor|non)\b(?P<gap>[^.;:]{0,90})$",
    re.I,
)
_SCOPE_END = re.compile(
    r"\b(?:but|however|except|which|who|positive|with|has|tender|\+)\b|,(?!.*\b(?:or|nor|and)\b)", re.I
)
_NONE_AFTER = re.compile(
    r"^\W{0,3}(?:(?:is|are|was|were|test|signs?|seen|noted|to palpation|on the (?:right|left)|bilaterally|R|L)\s+)*"
    r"(?:(?:absent|none|negative|neg|denied|not (?:present|seen|noted|tender|appreciated)|normal|stable|no)\b|-(?=[\s.,]|$)|(?<!\d)0\b)",
    re.I,
)


def _signed(place: _Place, told: bool) -> Iterator[ExamFinding]:
    sign = place.sign
    absent = _absent(place)
    if told and not (sign.complaint and absent):
        return
    at = place.sentence.start + place.hit.start
    said = assertion_at(place.sentence.passage, at, at + place.hit.end - place.hit.start)
    if said not in OF_THE_PATIENT and said is not Assertion.NEGATED:
        return
    if sign.complaint and not absent and place.sentence.passage.section not in ("exam", ""):
        return
    absent = absent and not sign.always
    name = f"{sign.name}, {_around(place)}" if sign.located and not absent else sign.name
    sides = body.sides(_around(place))
    yield _finding(place, name, not absent, sides[0].side if sides else place.side)


def _absent(place: _Place) -> bool:
    text, hit = place.sentence.text, place.hit
    if place.sign.always or place.sign.name.startswith("non "):
        return False
    if re.search(r"\b(?:not|non|no)\b", text[hit.start : hit.end], re.I):
        return True
    if "wound" in place.sign.name and _HEALED.match(place.after):
        return True
    denied = _NEGATED.search(text[: hit.start])
    if denied and not _SCOPE_END.search(_listed(denied["gap"], text[hit.end : hit.end + 60])):
        return True
    return bool(_NONE_AFTER.match(place.after)) and not place.sign.always


def _listed(gap: str, after: str) -> str:
    """The words between a denial and a sign; with "or" before or soon after, commas only list."""
    joins = re.search(r"\b(?:or|nor)\b", gap + " " + after.partition(".")[0])
    return gap.replace(",", " ") if joins else gap


_CLAUSE = re.compile(r"[.;:(]|,(?=\s*(?:no|full|rom|motor|sens|dtr|neg)\b)", re.I)


def _around(place: _Place) -> str:
    """The clause around a sign, at most a dozen words of it."""
    text, hit = place.sentence.text, place.hit
    left = max((stop.end() for stop in _CLAUSE.finditer(text[: hit.start])), default=0)
    stop = _CLAUSE.search(text, hit.end)
    words_before = text[left : hit.start].split()[-5:]
    words_after = text[hit.start : stop.start() if stop else len(text)].split()[:10]
    words = _EMPTY.sub("", " ".join((*words_before, *words_after)).strip(" ,-"))
    return _SHORT.sub(lambda match: _LONG[match[0].lower()], words)


_EMPTY = re.compile(
    r"^(?:(?:there|is|are|was|were|has|have|had|he|she|the|patient|some|also|and|with|marked|mild|moderate)\s+)+", re.I
)
_LONG = {
    "ut": "upper trapezius",
    "uts": "upper trapezius",
    "trap": "trapezius",
    "traps": "trapezius",
    "psp": "paraspinals",
    "pvm": "paravertebral",
}
_SHORT = re.compile(r"\b(?:UTs?|[Tt]raps?|PSP|PVM)\b")


def _words(segment: str) -> str:
    segment = segment.lstrip(" :,-")
    stop = re.search(r"[.;:|]", segment)
    return " ".join(segment[: stop.start() if stop else 120].split()[:18]).strip(" ,-")


def _finding(place: _Place, name: str, present: bool, side: str | None) -> ExamFinding:
    return ExamFinding(
        spans=(place.sentence.span(),),
        name=name,
        polarity=Polarity.PRESENT if present else Polarity.ABSENT,
        body_region=_region(place),
        laterality=side,
        date=place.date,
    )


_LEG = re.compile(r"\b(?:L[1-5]|S[12]|legs?|LE|BLE|RLE|LLE|thigh|calf|foot|feet|lower|toes?|sole)\b")
_ARM = re.compile(r"\b(?:C[4-8]|arms?|UE|BUE|RUE|LUE|upper ext\w*|upper limb\w*|forearm)\b")


def _region(place: _Place) -> str | None:
    sign = place.sign
    if sign.region and not sign.loose:
        return sign.region
    words = _around(place)
    if sign.kind in ("motor", "sensory", "reflex", "neuro"):
        return _of_nerves(place, words)
    level = body.levels(words)
    named = body.regions(words)
    if named and not level:
        return min(named, key=lambda hit: abs(hit.start - len(place.before[-20:]))).row
    return body.region_of_level(level[0].level) if level else place.region or sign.region


def _of_nerves(place: _Place, words: str) -> str | None:
    """The part of the spine whose roots serve the limb named; else the sign's or the context's region."""
    words += " " + place.sentence.text[place.hit.end : place.hit.end + 90].partition(";")[0]
    if _LEG.search(words):
        return "lumbar spine"
    if _ARM.search(words):
        return "cervical spine"
    context = "lumbar spine" if place.region == "ankle/foot" else place.region
    return place.sign.region or (context if context != "other" else None)
