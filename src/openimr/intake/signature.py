"""Whether an application is signed. A printed date alone is no signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ..case import Span
from .days import find_days
from .form import Entry
from .lexicon import any_pattern, outcomes
from .sheet import Sheet

_SIGNED = re.compile(
    r"/\s?s\s?/|\(?\s*(?<!un)(?<!not )signed\b|electronically signed|e-?signed|docusigned|signature on file", re.I
)
_DATE_LABEL = re.compile(r"\bdate[d]?\b\s*(?:signed)?\s*[:;.]?|\bon\b", re.IGNORECASE)
_NOISE = re.compile(r"[^A-Za-z]+")
_WINDOW = 160  # characters after the label in which signature and date stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """signed None: nobody can tell. typed: the date beside the signature line, whether signed or not."""

    signed: bool | None
    typed: date | None
    span: Span | None


def read_signature(sheet: Sheet, entries: tuple[Entry, ...], employee: str | None) -> Signature:
    """The last signature line of the form that tells something."""
    found = [_judge(sheet, entry, employee) for entry in entries if entry.field == "signature"]
    told = [signature for signature in found if signature.signed] or [s for s in found if s.signed is not None] or found
    if told:
        return told[-1]
    return _without_label(sheet, employee)


def _judge(sheet: Sheet, entry: Entry, employee: str | None) -> Signature:
    end = min(len(sheet.text), entry.label_at + _WINDOW)
    window = sheet.text[entry.label_at : end]
    at = max(0, entry.start - entry.label_at)
    after = window[at:]
    label = _DATE_LABEL.search(after)
    line_end = after.find("\n") if "\n" in after else len(after)
    written = after[: label.start()] if label and label.start() <= line_end + 60 else after[:line_end]
    days = find_days(after)
    signed = _is_signature(written, employee)
    first_line = sheet.text.rfind("\n", 0, entry.label_at)
    above = sheet.text[sheet.text.rfind("\n", 0, max(first_line, 0)) + 1 : max(first_line, 0)]
    if not signed and _is_signature(re.split(_DATE_LABEL, above)[0], employee) and _beside_name(above, employee):
        signed, days = True, find_days(above) or days
    typed = days[0].day if days else None
    stop = entry.start + (days[0].end if days else len(written))
    return Signature(signed=signed, typed=typed, span=sheet.span(entry.label_at, max(stop, entry.label_at + 1)))


def _beside_name(above: str, employee: str | None) -> bool:
    """A line above the label counts only if it is a signature by itself, not a sentence of the consent."""
    return len(above.split()) <= 8 and bool(_SIGNED.search(above) or _like_name(above, employee)) and ":" not in above


def _is_signature(text: str, employee: str | None) -> bool | None:
    if any_pattern(outcomes().unsigned).search(text) or re.search(r"\(?\b(?:blank|none|n/?a)\b\)?", text, re.I):
        return False
    if _SIGNED.search(text) or _like_name(text, employee):
        return True
    letters = _NOISE.sub("", text)
    if len(letters) < 3:
        return False
    # Scanned strokes: a word with a capital is a hand; a run of small letters is what OCR makes of a ruled line.
    return True if re.search(r"[A-Z][A-Za-z'’-]{2,}", text) else None


def _like_name(text: str, employee: str | None) -> bool:
    if not employee:
        return False
    return any(
        fuzz.partial_ratio(part.lower(), text.lower()) >= 80 for part in re.findall(r"[^\W\d_][\w'’-]{2,}", employee)
    )


def _without_label(sheet: Sheet, employee: str | None) -> Signature:
    """The label is unreadable: the last line with a date and the employee's name before it is the signature."""
    for line in reversed(sheet.lines()):
        days = find_days(line.text)
        if (
            days
            and re.search(r"date", line.text, re.I)
            and not re.search(r"birth|injury|letter|review", line.text, re.I)
        ):
            before = re.split(r"date", line.text, maxsplit=1, flags=re.I)[0]
            if _like_name(before, employee) or _SIGNED.search(before):
                return Signature(signed=True, typed=days[0].day, span=sheet.span(line.start, line.end))
            return Signature(signed=None, typed=days[0].day, span=sheet.span(line.start, line.end))
    return Signature(signed=None, typed=None, span=None)
