"""Services of the closed vocabulary in the words of the records, and the service that a clinic's own note is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from openimr.case import Document, DocumentKind

from .double_meanings import is_meant
from .phrases import Phrase, PhraseIndex
from .series_sheets import pattern_of, table

_BY_KIND = {
    DocumentKind.PT_NOTE: "physical therapy",
    DocumentKind.CHIRO_NOTE: "chiropractic manipulation",
    DocumentKind.ACUPUNCTURE_NOTE: "acupuncture",
    DocumentKind.PSYCH_NOTE: "psychotherapy",
}
_THERAPIES = frozenset({"aquatic therapy", "occupational therapy"})
_SURGICAL = "postoperative physical therapy"


@cache
def _services() -> PhraseIndex:
    rows = table("services_given", "services")
    return PhraseIndex((words.strip(), term) for term, phrases in rows for words in phrases.split(",") if words.strip())


@cache
def service_of_code(code: str) -> str | None:
    """The service that a billing code stands for."""
    return next((term for term, codes in table("services_given", "codes") if code in codes.split()), None)


@lru_cache(maxsize=4096)
def services_in(text: str) -> tuple[Phrase, ...]:
    """Every service that a text names, in order; therapy said to follow an operation is postoperative."""
    found = tuple(
        hit for hit in _services().find(text) if is_meant(text, hit.start, hit.end) and not _is_patient(text, hit)
    )
    if any(hit.term == "physical therapy" for hit in found) and is_after_surgery(text):
        return tuple(
            Phrase(start=hit.start, end=hit.end, term=_SURGICAL) if hit.term == "physical therapy" else hit
            for hit in found
        )
    return found


_MASSAGE = re.compile(
    r"\b(?:bodywork|massage (?:therapy|clinic|center|studio|notes?|log)|massage therapist|LMT)\b", re.I
)
_LABEL = re.compile(r"PT\s?:\s*[A-Z][A-Za-z'-]{2,}, ")


def _is_patient(text: str, hit: Phrase) -> bool:
    """Whether "PT" stands for the patient: "PT: DOE, JANE"."""
    if text[hit.start : hit.end] != "PT":
        return False
    return _LABEL.match(text, hit.start) is not None


def service_named(text: str) -> str | None:
    """The first service that words name, None where they name none."""
    return next((hit.term for hit in services_in(text)), None)


def service_near(found: tuple[Phrase, ...], start: int, end: int) -> str | None:
    """The service named within, or nearest to, text[start:end]."""
    if not found:
        return None
    return min(found, key=lambda hit: max(0, hit.start - end, (start - hit.end) * 2)).term


def is_after_surgery(text: str) -> bool:
    """Whether words speak of the time after an operation."""
    return pattern_of("services_given", "words", "after_surgery").search(text) is not None


def service_of(document: Document, text: str) -> str | None:
    """The service that a treating clinic's own note is about; text: all of its words."""
    service = _BY_KIND.get(document.kind)
    if document.kind is DocumentKind.OTHER and _MASSAGE.search(text[:160]):
        return "massage therapy"
    if document.kind is not DocumentKind.PT_NOTE:
        return service
    head = text[:400]
    named = next((hit.term for hit in _services().find(head) if hit.term in _THERAPIES), None)
    if named is not None:
        return named
    return _SURGICAL if is_after_surgery(text) else service
