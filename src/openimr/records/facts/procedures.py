"""Operations, injections and blocks that were done: part, level, side, day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, lru_cache

from openimr.case import OF_THE_PATIENT, Assertion, Document, DocumentKind, PartialDate, Procedure

from .. import body, dates
from ..assertion import assertion_at
from ..lexicon import Hit, Lexicon, read_rows, terms_of, text_of
from ..passages import Passage, Sentence, sentences
from ..sieve import sift
from .double_meanings import is_meant

_REPORTS = frozenset({DocumentKind.OPERATIVE_REPORT, DocumentKind.PROCEDURE_NOTE})
_NO_SOURCE = frozenset({DocumentKind.RFA, DocumentKind.BILLING, DocumentKind.FAX_COVER, DocumentKind.PROOF_OF_SERVICE})
_GENERIC = frozenset({"injection", "surgery", "arthroscopy", "low back surgery", "neck surgery"})
_LIMBS = frozenset({"shoulder", "elbow", "wrist/hand", "hip", "knee", "ankle/foot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A row of the lexicon. region: its own, None = of the context. spine: any part of the spine, by level."""

    name: str
    region: str | None
    spine: bool
    loose: bool


@cache
def _kinds() -> Lexicon[_Kind]:
    return Lexicon((term, kind) for row in read_rows("procedures") for kind in [_kind(row)] for term in terms_of(row))


def _kind(row: Mapping[str, object]) -> _Kind:
    region = text_of(row, "region")
    return _Kind(
        name=str(row["name"]),
        region=None if region == "context" else region,
        spine=bool(row.get("spine")),
        loose=bool(row.get("loose")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the document as a whole tells: the part and side it is about, whether it reports a procedure."""

    document: Document
    region: str | None
    side: str | None
    report: bool
    obstetric: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    sentence: Sentence
    hit: Hit[_Kind]
    before: str
    after: str


def find_procedures(passages: Sequence[Passage], document: Document) -> Iterator[Procedure]:
    """Each procedure with each of its days. Denied, cancelled, planned and offered ones, and relatives', are left out."""
    if document.kind in _NO_SOURCE:
        return
    context = _context(passages, document)
    if document.kind is DocumentKind.PROCEDURE_NOTE:
        yield from _injected(passages, context)
    side: str | None = None
    for passage in passages:
        for sentence in sentences(passage):
            for mention in _mentions(sentence):
                if not _was_done(mention, context):
                    continue
                for procedure in _dated(mention, context):
                    own = procedure.laterality
                    if procedure.body_region in _LIMBS and own is None:
                        yield replace(procedure, laterality=side or context.side or _earlier_side(mention))
                        continue
                    side = own or side if context.report else side
                    yield procedure


_WHAT_WENT_IN = sift(
    r"\binjected\W{1,3}(?:with )?(?P<what>(?:\w+ ){0,4}?(?:methylprednisolone|depo-?medrol|kenalog|triamcinolone|betamethasone|celestone"
    r"|dexamethasone|cortisone)[^.\n]*)",
)


def _injected(passages: Sequence[Passage], context: _Context) -> Iterator[Procedure]:
    """The injection of a form that names only what went in: "Injected: methylprednisolone 80 mg", the joint by its box."""
    for passage in passages:
        hit = _WHAT_WENT_IN.search(passage.text)
        if hit is None or context.region not in _LIMBS or _kinds().find(passage.text):
            continue
        yield Procedure(
            spans=(passage.span(*hit.span()),),
            name="intra-articular corticosteroid injection",
            body_region=context.region,
            laterality=context.side,
            date=passage.date or context.document.date,
        )
        return


def _context(passages: Sequence[Passage], document: Document) -> _Context:
    text = _UNTICKED.sub(" ", " ".join(passage.text for passage in passages))
    regions = Counter(hit.row for hit in body.regions(text))
    sides = Counter(one.side for one in body.sides(text))
    two = sides.most_common(2)
    lone = len(two) == 1 or (bool(two) and two[0][1] >= 4 * two[1][1])
    region = next((name for name, _ in regions.most_common() if name not in ("other", "psyche")), None)
    return _Context(
        document=document,
        region=region,
        side=two[0][0] if two and (lone or document.kind in _REPORTS) else None,
        report=document.kind in _REPORTS,
        obstetric=_OBSTETRIC.search(text) is not None,
        text=text,
    )


_UNTICKED = re.compile(r"[\[({]\s?[\])}]\s*(?:[^\[\](){}\n.]{1,24})")
"""An option of a form that was not chosen: "[ ] R knee"."""
_OBSTETRIC = sift(r"\b(?:obstetric|vaginal delivery|labor and delivery|labor of)\b")


@lru_cache(maxsize=4)
def _full_dates(text: str) -> tuple[PartialDate, ...]:
    """The days that a document names in full."""
    return tuple(one.date for one in dates.find(text) if one.date.day)


def _mentions(sentence: Sentence) -> Iterator[_Mention]:
    text = sentence.text
    hits = tuple(hit for hit in _kinds().find(text) if is_meant(text, hit.start, hit.end))
    for n, hit in enumerate(hits):
        first, last = n, n
        while first and _TOGETHER.match(text[hits[first - 1].end : hits[first].start]):
            first -= 1
        while last + 1 < len(hits) and _TOGETHER.match(text[hits[last].end : hits[last + 1].start]):
            last += 1
        start = hits[first - 1].end if first else 0
        end = hits[last + 1].start if last + 1 < len(hits) else len(text)
        yield _Mention(sentence=sentence, hit=hit, before=text[start : hit.start], after=text[hit.end : end])


_TOGETHER = re.compile(r"^(?:[\s,/&+]|and|with|w/|right|left|arthroscopic|open|partial|labral|debridement)*$", re.I)


_PAST = re.compile(
    r"\b(?:had|has had|have had|underwent|undergone|received|receiving|gave|given|failed|after|s/p|status post|prior|previous|previously|got|did"
    r"|performed|done|post|following|history of|hx|since|helped|relief|relieved|tried|trial of|by dr|was injected|healed|last|x ?[1-5]\b)",
    re.I,
)
_NO_CARE_BEFORE = re.compile(
    r"\b(?:tetanus|flu|influenza|vaccin\w*|pneumo\w*|covid|allergy|b-?12|insulin|birth control|depo-?provera|testosterone|saline|booster"
    r"|immuni[sz]ation|hepatitis|shingles|service|department of|center for|fuel|gun|snap|screen|head|mug|long)\W{0,3}(?:\w+\W)?$",
    re.I,
)
"""Shots and injections that treat no injury, and the word surgery as the name of a department."""
_NOT_SURGERY = re.compile(
    r"^\s*(?:center|consult\w*|clinic|schedul\w*|date|specialist|department|asst|assistant|clearance|group|suite|room|service|is (?:not|an)|site|record"
    r"|fibrosis|scar\w*|h(?:a)?ematoma|abscess|lipomatosis|fat\b|space|enhanc\w*|veins?|venous|extension|mass\b|collection)",
    re.I,
)
_HEAD_SECTIONS = frozenset({"procedure", "past_history"})


def _was_done(mention: _Mention, context: _Context) -> bool:
    sentence, hit = mention.sentence, mention.hit
    section = sentence.passage.section
    generic = hit.row.name in _GENERIC
    if (
        (generic and _NO_CARE_BEFORE.search(mention.before[-30:]))
        or _NOT_SURGERY.match(mention.after)
        or (generic and mention.after[:1] == ":")
    ):
        return False
    if context.report and section in ("", "procedure", "findings", "exam"):
        return hit.row.name not in _GENERIC or section == "procedure"
    at = sentence.start + hit.start
    said = assertion_at(sentence.passage, at, sentence.start + hit.end)
    if said not in OF_THE_PATIENT:
        return said is Assertion.PLANNED and section == "plan" and _done_before(mention)
    if context.document.kind is DocumentKind.UR_DECISION and not _PAST.search(mention.before[-60:]):
        return bool(dates.find(mention.after[:24]))
    if hit.row.name in _GENERIC and section not in _HEAD_SECTIONS:
        around = mention.before[-50:] + " " + mention.after[:50]
        return bool(_PAST.search(around) or dates.find(around))
    return True


def _done_before(mention: _Mention) -> bool:
    """In a plan, what is past: "s/p", "status post", "had"."""
    return bool(re.search(r"\b(?:s/p|status post|had|underwent)\b[^.]{0,20}$", mention.before, re.I))


_OTHER_MATTER = re.compile(
    r"\b(?:MRI|EMG|X-?rays?|XR|CT|returned?|recur\w*|since|until|f/u|follow|visit|injury|DOI|DOB|reviewed?|declin\w*|dated report)\b",
    re.I,
)
_SEEN = re.compile(r"\b(?:solid|healed|stable|intact|shows?|showed|shown|demonstrat\w+|reveal\w*)\b[^.]{0,25}$", re.I)
"""A finding of what an earlier operation left ("CT shows a solid fusion"): the day is the study's, not the operation's."""
_JOINED = re.compile(r"^(?:\s|,|and|&|then|also|again|in|on|;|\(|\)|as well as|both|the)*$", re.I)


def _days(mention: _Mention, context: _Context) -> tuple[PartialDate | None, ...]:
    """The days given for a procedure: those after its name that stand together, else the last before it."""
    passage = mention.sentence.passage
    on = passage.date or context.document.date
    stop = _OTHER_MATTER.search(mention.after)
    after = mention.after[: stop.start() if stop else len(mention.after)][:110]
    found = [one for one in dates.find(after, on) if _past(one.date, on)]
    follows = len(mention.before) < mention.hit.start
    listed = follows and re.match(r"\W*(?:in |on )?\d[^,]*,", mention.before) is not None
    ahead = [one for one in dates.find(mention.before[-24:], on) if _past(one.date, on)]
    if ahead and not listed and len(mention.before[-24:]) - ahead[-1].end < 4 and not (found and found[0].start < 25):
        return (ahead[-1].date,)
    if found and (found[0].start < 60 or not dates.find(mention.before, on)):
        kept = [found[0]]
        for one in found[1:]:
            if not _JOINED.match(after[kept[-1].end : one.start]):
                break
            kept.append(one)
        return tuple(one.date for one in kept)
    earlier = [one for one in dates.find(mention.before[-70:], on) if _past(one.date, on)]
    if earlier and not listed and _belongs(mention.before[-70:], earlier[-1]):
        return (earlier[-1].date,)
    return (_own_day(mention, context, on),)


def _own_day(mention: _Mention, context: _Context, on: PartialDate | None) -> PartialDate | None:
    """The day of the note itself, where it reports the procedure; else None."""
    passage = mention.sentence.passage
    if context.report and passage.section not in ("history", "past_history", "records", "subjective", "medications"):
        return on
    if passage.section == "procedure" or re.search(r"\btoday\b", mention.sentence.text, re.I):
        return on
    if _INJECTATE.search(mention.sentence.text) and passage.section not in _OF_THE_PAST:
        return on
    entry = (
        on is not None and context.document.date is not None and on != context.document.date and passage.section == ""
    )
    return on if entry else None


_INJECTATE = sift(
    r"\b(?:lidocaine|marcaine|bupivacaine|ropivacaine|kenalog|triamcinolone|betamethasone|celestone|dexamethasone|depo-?medrol"
    r"|methylprednisolone|omnipaque|isovue)\b[^.;]{0,24}\d+(?:\.\d+)? ?(?:mg|ml|cc|%)",
)
"""What was injected and how much of it: the record of the injection itself."""
_OF_THE_PAST = frozenset(
    {"history", "past_history", "records", "subjective", "medications", "plan", "discussion", "family"}
)


def _belongs(before: str, day: dates.DateMention) -> bool:
    """Whether a day written before a procedure is its day and not that of an injury, a study or a visit."""
    since = re.search(r"\b(?:since|until|DOI|injury|injured|dob)\W*$", before[: day.start], re.I)
    return since is None and not _OTHER_MATTER.search(before[day.end :])


def _past(day: PartialDate, on: PartialDate | None) -> bool:
    """A report's own day may be that of its first visit: what was done some weeks later is still past."""
    return on is None or day.earliest() <= on.latest() + timedelta(days=45)


def _dated(mention: _Mention, context: _Context) -> Iterator[Procedure]:
    procedure = _procedure(mention, context)
    seen = _SEEN.search(mention.before[-45:]) is not None and not context.report
    for day in (None,) if seen else _days(mention, context):
        yield replace(procedure, date=day)
        if day is not None and day.month and not day.day:
            exact = {one for one in _full_dates(context.text) if (one.year, one.month) == (day.year, day.month)}
            if len(exact) == 1:
                yield replace(procedure, date=exact.pop())


def _procedure(mention: _Mention, context: _Context) -> Procedure:
    kind = mention.hit.row
    level = _level(mention, context)
    region = _region(mention, context, level)
    name = kind.name
    if name.startswith("lumbar ") and region == "cervical spine":
        name = f"cervical {name.removeprefix('lumbar ')}"
    if context.obstetric and "epidural" in name:
        name = "epidural anesthesia (childbirth)"
    said = assertion_at(
        mention.sentence.passage, mention.sentence.start + mention.hit.start, mention.sentence.start + mention.hit.end
    )
    return Procedure(
        spans=(mention.sentence.span(),),
        assertion=Assertion.HISTORICAL if said is Assertion.HISTORICAL else Assertion.ASSERTED,
        name=name,
        body_region=region,
        level=level,
        laterality=_side(mention) if region != "other" or "PICC" in name else None,
    )


_LEVEL_BEFORE = re.compile(r"\b[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}\W{0,2}$", re.I)


def _level(mention: _Mention, context: _Context) -> str | None:
    if not mention.hit.row.spine and mention.hit.row.region not in body.SPINE:
        return None
    named = mention.sentence.text[mention.hit.start : mention.hit.end]
    close = _LEVEL_BEFORE.search(mention.before[-16:])  # "C5-7 anterior cervical fusion with ..."
    after = re.split(r"[;:]", mention.after[:70])[0]
    for words in (named, close[0] if close else "", after):
        levels = body.levels(words)
        if levels:
            return body.join_levels(tuple(one.level for one in levels))
    whole = mention.before[-40:] + named
    earlier = [one.level for one in body.levels(whole) if one.start < len(whole) - len(named)]
    return body.join_levels(tuple(earlier))


def _side(mention: _Mention) -> str | None:
    after = re.split(r"[;.]", mention.after[:60])[0]
    text = mention.before + mention.sentence.text[mention.hit.start : mention.hit.end] + after
    start = len(mention.before)
    return body.side_near(text, start, start + mention.hit.end - mention.hit.start)


def _earlier_side(mention: _Mention) -> str | None:
    """The side named last in the passage before the sentence."""
    earlier = body.sides(mention.sentence.passage.text[: mention.sentence.start])
    return earlier[-1].side if earlier else None


def _region(mention: _Mention, context: _Context, level: str | None) -> str | None:
    kind = mention.hit.row
    if level:
        return body.region_of_level(level)
    if kind.region and not kind.loose and not kind.spine:
        return kind.region
    text = mention.sentence.text
    start, end = max(0, mention.hit.start - 44), mention.hit.end + 60
    near = body.region_near(text[start:end], mention.hit.start - start)
    if kind.spine and near not in body.SPINE:
        near = None
    return near or kind.region or context.region
