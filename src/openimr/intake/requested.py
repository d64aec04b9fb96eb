"""What was asked for, as the UR decision or the request for authorization lists it: where the application lists nothing."""

from __future__ import annotations

import re

from ..case import UrOutcome
from .lexicon import outcomes
from .listing import Listed, drop_repeated, names_treatment
from .notice import outcome_in
from .sheet import Line, Sheet

_NUMBER = r"(?:(?:item|request|service|treatment|question|line|no)\.?\s*)?[(#]?\d{1,2}\s*[.):]?\]?\s+"
_LABEL = re.compile(
    r"^\W*(?:(?:treatments?|services?|items?|procedures?|medications?)\s+(?:requested|denied|modified|in\s+dispute|at\s+issue)"
    r"|requested(?:\s+(?:treatments?|services?|items?))?|requests?(?:\s+\d+)?|you\s+asked\s+for|(?:re|subject)\s*:\s*(?:request\s+for))"
    r"\s*[:.]?\s*(?P<what>.*)$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:request|certification|authorization)\s+(?:for|of)\s+(?:an?\s+|the\s+)?(?P<what>[^?\n]+?)\s*(?:,\s*)?"
    r"(?:medically\s+necessary|is\s+(?:not\s+)?(?:medically|certif|approv|authori)|(?:has|have)\s+been|\?|$)",
    re.IGNORECASE,
)
_REFUSED = (
    r"(?:conditional\w*\s+)?(?:non-?\s?certif\w*|not\s+(?:certified|approved|authorized|medically\s+necessary)|denied|denial|deny|modif\w+"
    r"|adverse(?:\s+determination)?|non-?\s?approv\w*|uncertified|declined|disapproved|delayed|deferred)"
)
_BESIDE = re.compile(
    rf"(?:[\s:.|,–—·…_-]|\b(?:is|are|was|were|has been)\b)*\b{_REFUSED}\b.*$", re.IGNORECASE | re.DOTALL
)
_BEFORE = re.compile(rf"^\W*{_REFUSED}\W+", re.IGNORECASE)
_NUMBERED = re.compile(rf"^\W*{_NUMBER}(?=\S)", re.IGNORECASE)
_TABLE = re.compile(
    r"^(?=.*\b(?:treatment|service|item|request(?:ed)?|procedure|description|medication|cpt)s?\b)"
    r"(?=.*\b(?:decision|determination|outcome|status|result|certified|approved|units?|qty|quantity|cpt|icd|diagnosis|code)\b)(?!.*[.]\s*$)",
    re.IGNORECASE,
)
_DIAGNOSIS = re.compile(
    r"^.{0,60}?(?<![\d.])(?:[A-TV-Z]\d{2}\.\w{1,4}|\d{3}\.\d{1,2}\w?|3\d\d)(?![\d.])[\s_|:;,-]+(?=[A-Za-z])"
)
_CODES = re.compile(r"[\s|,(]*\b(?:\d{5}(?:[-/ ]+\w{2,5})*|[A-Z]\d{4}(?:-\w\w)?)\b[\s)]*(?=\||$)")
_RECORDS = re.compile(
    r"\b(?:reports?|notes?|records?|reviewed|submitted|PR-?2|RFA|attached|licen[sc]e|summary|comments?|wife|page \d)\b|,\s*(?:MD|DO|DC|PhD)\b"
    r"|\bpages?\s\d|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\bmeds\b|\b(?:y/?o|year[- ]old)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:notice|utilization|determination|decision|our|listed|letter)\b|^\W*(?:of\b|authorization|requested treatment|additional information)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:at\s+least|is|are|was|were|may|should|has|have|had|not\s+recommended|recommended|allows?|calls?\s+for|requires?|because|guidelines?|acoem|mtus|odg)\b",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:cannot|can\s+not|do(?:es)?\s+not|unable\s+to|will\s+not)\s+(?:be\s+)?(?:certify|approve|authorize|recommend)\s+(?:the\s+|an?\s+)?(?P<what>[^.;]{4,110})[.;]",
    re.IGNORECASE,
)
_IS_REFUSED = re.compile(
    rf"(?:^|[.;]\s+|\n)\W*(?:(?:the|a|an|your|request\s+for)\s+)*(?P<what>[A-Za-z][^.;:]{{3,110}}?)\s+(?:is|are|was|were|has\s+been|have\s+been)\s+"
    rf"(?:also\s+|therefore\s+|hereby\s+|being\s+)?{_REFUSED}",
    re.IGNORECASE,
)
_LONGEST = 170
_REACH = 4  # lines without an entry after which a table has ended


def requests_refused(sheet: Sheet) -> tuple[Listed, ...]:
    """The treatments that a UR decision denied or modified, without the outcome beside them; approved ones are left out."""
    return _read(sheet, refused=True)


def requests_made(sheet: Sheet) -> tuple[Listed, ...]:
    """The treatments that a request for authorization lists."""
    return _read(sheet, refused=False)


def _read(sheet: Sheet, *, refused: bool) -> tuple[Listed, ...]:
    ends = re.compile(outcomes().rationale_heading, re.IGNORECASE)
    found: list[Listed] = []
    rows = 0  # lines that a table's head still reaches
    for line in sheet.lines():
        if found and ends.match(line.text):
            break
        rows = _REACH if _TABLE.match(line.text) else rows - 1
        entry = _entry(line, refused=refused, table=rows > 0)
        if entry is not None:
            found.append(entry)
            rows = _REACH if rows > 0 else 0
    return drop_repeated(tuple(found)) or (_in_prose(sheet) if refused else ())


def _in_prose(sheet: Sheet) -> tuple[Listed, ...]:
    """Sentences such as "We cannot certify the lumbar MRI." or "Acupuncture is modified to 4 visits."."""
    found = []
    for expression in (_CANNOT, _IS_REFUSED):
        for match in expression.finditer(sheet.text):
            what = " ".join(match["what"].split())
            if names_treatment(what) and not _TITLE.search(what) and not _PROSE.search(what):
                found.append(Listed(number=0, text=what, start=match.start("what"), end=match.end("what")))
    return drop_repeated(tuple(sorted(found, key=lambda entry: entry.start)))


def _entry(line: Line, *, refused: bool, table: bool) -> Listed | None:
    text = line.text
    if len(text) > _LONGEST or _TABLE.match(text):
        return None
    outcome = outcome_in(text) if refused else None
    label, asked = _LABEL.match(text), _ASKED.search(text)
    beside = outcome is not None and (_BESIDE.search(text) or _BEFORE.match(text))
    row = table or _NUMBERED.match(text) or (refused and beside)
    if (
        outcome is UrOutcome.APPROVED
        or not (label or asked or row)
        or (_RECORDS.search(text) and not (asked or beside))
    ):
        return None
    start, end = asked.span("what") if asked else (label.start("what") if label else 0, len(text))
    start, end = _inside(text, start, end)
    what = text[start:end].strip(" .,;:|_-–—·…")
    if _TITLE.search(what) or not re.search(r"[A-Za-z]{3}", what):
        return None
    if not (names_treatment(what) or (beside and len(what.split()) in range(2, 16))) or (
        _PROSE.search(what) and not asked
    ):
        return None
    at = line.start + text.index(what, start)
    return Listed(number=0, text=" ".join(re.sub(r"\s*\|\s*", ", ", what).split()), start=at, end=at + len(what))


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of the treatment: without number, outcome, diagnosis and codes."""
    for mark in (_BEFORE, _NUMBERED, _BEFORE, _DIAGNOSIS):
        match = mark.match(text[start:end])
        if match and (mark is not _DIAGNOSIS or names_treatment(text[start + match.end() : end])):
            start += match.end()
    beside = _BESIDE.search(text[:end], start + 3)
    end = beside.start() if beside else end
    numbers = re.search(r"(?:\s{2,}\d+|\s+\d+\s+\d+)+\s*$", text[start:end])
    end = start + numbers.start() if numbers else end
    code = _CODES.search(text[start:end])
    if code and names_treatment(text[start : start + code.start()]) and start + code.end() >= end:
        end = start + code.start()
    return start, end
