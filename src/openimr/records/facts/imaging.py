"""Imaging and electrodiagnostic studies that were done: which part, which day, what they showed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from openimr.case import OF_THE_PATIENT, Document, DocumentKind, Imaging, PartialDate

from .. import body, dates
from ..assertion import assertion_at
from ..lexicon import Hit, Lexicon, lexicon_of
from ..passages import Passage, Sentence, sentences
from ..sieve import sift
from .double_meanings import is_meant

_REPORTS = frozenset({DocumentKind.IMAGING, DocumentKind.EMG})
_OF_TODAY = frozenset({"imaging", "exam", "findings", "assessment", "procedure"})
_ELSEWHERE = frozenset({"history", "subjective", "past_history", "records", "plan", "medications", "family"})
_ELECTRIC = "EMG/NCS"


@cache
def _modalities() -> Lexicon[Mapping[str, object]]:
    return lexicon_of("imaging")


_ELECTRODE = re.compile(
    r"surface emg|emg biofeedback|biofeedback|ultrasound(?: unit| therapy| treatment| guid)|with ultrasound", re.I
)
_GUIDED = re.compile(
    r"\s*[-,]?\s*(?:guid|guided|therapy|gel|x ?\d|probe|machine|\d+ ?min|and (?:heat|stim|massage))", re.I
)
_VIEWS = sift(r"\b(?:\d|two|three|four|five)[\s-]?(?:v\b|vw\b|views?\b)")
_RESULT = sift(
    r":|\b(?:neg(?:ative)?|normal|no fx|no fracture|fracture|fx|shows?|showed|showing|reveal\w*|demonstrat\w*|tear|bulge|protrusion"
    r"|intact|loosening|fusion|narrow\w*|osteoarth\w*|degenerat\w*|spondyl\w*|effusion|unremarkable|wnl|within normal|today|in office"
    r"|consistent|tendin\w*|stenosis|my (?:reading|read)|radiculopathy|listhesis|hardware)\b",
)
_CLAUSE_END = re.compile(
    r"[:(]|\b(?:show|reveal|demonstrat|read|was |were |is |report|confirm|dated|of \d|which|that|with )\w*"
)
_EARLIER = sift(r"\b(?:prior|previous|old|outside|earlier|last|first|ago|comparison|compared|review\w*|repeat)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A study named in a sentence; the words up to the next one (from the one before) belong to it."""

    sentence: Sentence
    hit: Hit[str]
    before: str
    after: str


def find_imaging(passages: Sequence[Passage], document: Document) -> Iterator[Imaging]:
    """Each study by modality, region and day. Studies denied, asked for or only considered are passed over."""
    main = _main_region(passages)
    report = document.kind in _REPORTS
    impression = _impression(passages) if report else None
    whole = " ".join(passage.text for passage in passages) if report else ""
    named = False
    for passage in passages:
        for sentence in sentences(passage):
            for mention in _mentions(sentence):
                named = True
                if not _counts(mention, report):
                    continue
                day, own = _day(mention, document, report)
                if day is None and not _RESULT.search(mention.sentence.text):
                    continue
                for region in _regions(mention, main, whole if own else ""):
                    yield _study(mention, region, day, impression if own else None)

    if report and not named:
        yield from _unnamed(passages, document)


_PART_HEAD = re.compile(r"(?:^|(?<=\n))\W{0,3}(?P<head>(?!IMPRESSION)[A-Z][A-Z0-9 ,/()-]{3,50})\s?:", re.MULTILINE)
_IMPRESSION = re.compile(r"\bimpression\s?[:.]\s*(?P<says>[^\n]{4,200})", re.I)


def _unnamed(passages: Sequence[Passage], document: Document) -> Iterator[Imaging]:
    """The studies of a report that names no modality: nerve values, or plain films part by part ("RIGHT KNEE, STANDING:")."""
    whole = "\n".join(passage.text for passage in passages)
    first = passages[0].span(0, min(80, len(passages[0].text)))
    said = _IMPRESSION.search(whole)
    finding = said["says"].strip() if said else None
    if document.kind is DocumentKind.EMG:
        for region in _electric(whole, None):
            yield Imaging(spans=(first,), modality=_ELECTRIC, body_region=region, date=document.date, finding=finding)
        return
    for passage, part, says in _parts(passages):
        found = body.regions(part["head"])
        if found:
            region = found[0].row
            yield Imaging(
                spans=(passage.span(part.start("head"), part.end() + 60),),
                modality="X-ray",
                body_region=region,
                laterality=None if region in body.SPINE else body.side_near(part["head"], 0, 0),
                date=document.date,
                finding=says or finding,
            )


def _parts(passages: Sequence[Passage]) -> list[tuple[Passage, re.Match[str], str | None]]:
    """The parts of a report by their heads in capitals, each with the impression that follows it."""
    parts: list[tuple[Passage, re.Match[str], str | None]] = []
    for passage in passages:
        marks = sorted(
            (*_PART_HEAD.finditer(passage.text), *_IMPRESSION.finditer(passage.text)), key=lambda one: one.start()
        )
        for mark in marks:
            if mark.re is _PART_HEAD:
                parts.append((passage, mark, None))
            elif parts and parts[-1][2] is None:
                parts[-1] = (*parts[-1][:2], mark["says"].strip())
    return parts


def _counts(mention: _Mention, report: bool) -> bool:
    sentence, hit = mention.sentence, mention.hit
    if report and sentence.passage.section in ("", "findings", "assessment", "exam", "procedure", "imaging"):
        return True
    at = sentence.start + hit.start
    return assertion_at(sentence.passage, at, sentence.start + hit.end, test=True) in OF_THE_PATIENT


def _mentions(sentence: Sentence) -> Iterator[_Mention]:
    text = sentence.text
    hits = [Hit(hit.start, hit.end, str(hit.row["modality"])) for hit in _modalities().find(text)]
    hits = [hit for hit in hits if is_meant(text, hit.start, hit.end) and not _is_treatment(text, hit)]
    if not any(hit.row == "X-ray" for hit in hits):
        views = _VIEWS.search(text)
        hits += [Hit(views.start(), views.end(), "X-ray")] if views else []
    hits = _combined(text, sorted(hits, key=lambda hit: hit.start))
    for n, hit in enumerate(hits):
        start = hits[n - 1].end if n else 0
        end = next((later.start for later in hits[n + 1 :] if later.start > hit.end + 2), len(text))
        yield _Mention(sentence=sentence, hit=hit, before=text[start : hit.start], after=text[hit.end : end])


def _is_treatment(text: str, hit: Hit[str]) -> bool:
    if hit.row == "ultrasound" and _GUIDED.match(text, hit.end):
        return True
    around = text[max(0, hit.start - 12) : hit.end + 14]
    return bool(_ELECTRODE.search(around)) or (
        hit.row == "ultrasound" and text[hit.start : hit.end] == "US" and "mg" in text
    )


def _combined(text: str, hits: list[Hit[str]]) -> list[Hit[str]]:
    """EMG and NCS side by side are one study."""
    kept: list[Hit[str]] = []
    for hit in hits:
        if (
            kept
            and kept[-1].row == hit.row
            and hit.start - kept[-1].end < 24
            and not dates.find(text[kept[-1].end : hit.start])
            and not body.regions(text[kept[-1].end : hit.start])
        ):
            kept[-1] = Hit(kept[-1].start, hit.end, hit.row)
        else:
            kept.append(hit)
    return kept


def _day(mention: _Mention, document: Document, report: bool) -> tuple[PartialDate | None, bool]:
    """The study's day, and whether it is the document's own study."""
    passage = mention.sentence.passage
    on = passage.date or document.date
    after = [one for one in dates.find(mention.after[:90], on) if one.date.month or one.start < 12]
    before = [one for one in dates.find(mention.before[-60:], on) if one.date.month]
    mine = (
        report and passage.section not in ("history", "records", "subjective") and not _EARLIER.search(mention.before)
    )
    if mine and not any(one.date.day and one.date != document.date for one in (*after[:1], *before[-1:])):
        return document.date, True
    if mine and passage.section == "":
        return document.date or on, True
    near = _nearer(mention, before, after)
    if near is not None:
        return near, False
    if passage.section in _ELSEWHERE or _EARLIER.search(mention.sentence.text):
        return None, False
    return (on if _RESULT.search(mention.sentence.text) or passage.section in _OF_TODAY else None), False


def _nearer(mention: _Mention, before: list[dates.DateMention], after: list[dates.DateMention]) -> PartialDate | None:
    """Of the days around a study's name: the one right before it, the one soon after it, the one before it."""
    gap = len(mention.before[-60:]) - before[-1].end if before else 60
    soon = after[0].start if after else 90
    if before and gap < 4 and soon >= 25:
        return before[-1].date
    if after and not (gap < 4 and soon > 40):
        return after[0].date
    return before[-1].date if before else None


def _regions(mention: _Mention, main: str | None, whole: str) -> tuple[str | None, ...]:
    if mention.hit.row == _ELECTRIC:
        return _electric(whole or mention.sentence.text, main)
    if mention.sentence.text[mention.hit.start : mention.hit.end] == "CXR":
        return ("other",)
    after = mention.after.lstrip(" :,-")
    stop = _CLAUSE_END.search(after)
    near = after[: stop.start() if stop else 70][:70]
    found = body.regions(near) or body.regions(mention.before[-34:])[-1:]
    if not found:
        found = body.regions(mention.after)[:1] or body.regions(mention.sentence.text)[:1]
    levels = body.levels(near) or body.levels(mention.after)
    if not found and levels:
        return (body.region_of_level(levels[0].level),)
    return tuple(dict.fromkeys(hit.row for hit in found)) or (main or _inherited(mention),)


def _inherited(mention: _Mention) -> str | None:
    """The region that the passage's earlier or next words name, nearest first."""
    return body.region_near(mention.sentence.passage.text, mention.sentence.start + mention.hit.start)


_UPPER = re.compile(
    r"\b(?:upper|arms?|cervical|C[5-8]|median|ulnar|carpal|hands?|wrists?|thumb|fingers?|UE|BUE|RUE|LUE)\b", re.I
)
_LOWER = re.compile(
    r"\b(?:lower|legs?|lumbar|lumbosacral|L[3-5]|S[1l]|peroneal|tibial|sural|gastroc\w*|LE|BLE|LLE|RLE|foot|feet)\b",
    re.I,
)
_WRIST = re.compile(r"\b(?:carpal|median|wrists?|CTS|ulnar|hands?|fingers?)\b", re.I)
_ELBOW = re.compile(r"\b(?:across the elbow|at the elbow|cubital|ulnar (?:neuropathy|groove|motor conduction))\b", re.I)
_NECK = re.compile(r"\b(?:cervical|C[4-8]|neck|paraspinals?|radicul\w+)\b", re.I)


def _electric(text: str, main: str | None) -> tuple[str | None, ...]:
    """Limb studies by the part they examine: nerves of the wrist, or roots of the neck or low back."""
    upper, lower = len(_UPPER.findall(text)), len(_LOWER.findall(text))
    if not upper and not lower:
        return (main,)
    regions: list[str | None] = []
    if lower and lower >= upper / 3:
        regions.append("lumbar spine")
    if upper and upper >= lower / 3:
        regions += ["wrist/hand"] if _WRIST.search(text) else []
        regions += ["elbow"] if _ELBOW.search(text) else []
        regions += ["cervical spine"] if _NECK.search(text) or not _WRIST.search(text) else []
    return tuple(regions)


def _study(mention: _Mention, region: str | None, day: PartialDate | None, impression: str | None) -> Imaging:
    finding = impression or " ".join(mention.after.split()).strip(" :,-.")[:200] or None
    side = body.side_near(mention.after[:60], 0, 0) or body.side_near(mention.before[-30:], 30, 30)
    return Imaging(
        spans=(mention.sentence.span(),),
        modality=mention.hit.row,
        body_region=region,
        laterality=None if region in body.SPINE else side,
        date=day,
        finding=finding,
    )


def _impression(passages: Sequence[Passage]) -> str | None:
    return next((passage.text[:300] for passage in passages if passage.section == "assessment"), None)


def _main_region(passages: Sequence[Passage]) -> str | None:
    """The region that a document names most."""
    counts: Counter[str] = Counter(hit.row for passage in passages for hit in body.regions(passage.text))
    del counts["other"], counts["psyche"]
    return counts.most_common(1)[0][0] if counts else None
