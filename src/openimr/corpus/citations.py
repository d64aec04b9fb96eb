"""Guidelines as letters cite them: body, chapter or section, pages."""

from __future__ import annotations

import re

from .determination import CitedGuideline
from .letter_text import LetterText
from .wording import fold, loose

_PAGES = re.compile(
    r"[,;(]?\s*\b(?:Page\s*\(\s*s\s*\)|pages?|pgs?|pp?)\s*\.?\s*:?\s*(?P<pages>(?:[A-Z]?-?\d{1,4}[a-z]?(?:\s*(?:[-–—]|to)\s*\d{1,4})?(?:\s*(?:,|;|and|&)\s*)*)+)\)?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\d{1,4}[a-z]?(?:\s*(?:[-–—]|to)\s*\d{1,4})?")
_SECTION = re.compile(r"\s*[,;]?\s*\bSections?\s*(?:\(\s*s\s*\))?\s*:\s*", re.IGNORECASE)
_NONE = re.compile(
    rf"{loose('did not cite')}|\b(?:no|not)\s*(?:medical\s*evidence|guidelines?|MTUS)\s*(?:was|were|is|are)?\s*(?:cited|provided|applicable|listed)|^\W*(?:None|N/?A)\W*$"
    rf"|{loose('did not provide')}|{loose('does not cite')}|{loose('no evidence-based')}",
    re.IGNORECASE,
)
_BASED = re.compile(r"[Dd]ecision\s*based\s*on|[Bb]ased\s*(?:its|his/her|their)\s*decision\s*on")
_SAME = re.compile(
    rf"{loose('found the guideline')}s?\s*{loose('used by the Claims Administrator')}|{loose('same guideline')}s?\s*(?:as|used)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"^\W*(?:{loose('The Claims Administrator based its decision on')}"
    rf"|{loose('The')}\s*(?:Expert|Physician)\s*Reviewer\s*(?:based\s*(?:his/her|his|her|their|its)\s*decision\s*on)"
    rf"|{loose('Decision based on')}|based\s*on|citing)\s*",
    re.IGNORECASE,
)
_FILLER = re.compile(
    rf"^\W*(?:(?:the\s*same\s*(?:section|guidelines?)\s*,|the\b|part\s*of\b|and\b|{loose('Non-MTUS Citation')}(?:\s*\(s\)|s)?\b"
    rf"|Non[\s-]*MTUS\b(?!\s*ODG\s*$)|an?\b|by\b)\s*:?\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,?\s*(?:which\s*(?:is|are)\s*)?(?:a\s*|not\s*)?(?:part\s*of|within)\s*(?:the\s*)?(?:MTUS|Medical\s*Treatment\s*Utilization\s*Schedule)[^.]*|\(?\s*MTUS\s*\)?\s*as\s*well)\s*$",
    re.IGNORECASE,
)
_NOT_MTUS = re.compile(
    r"The\s*(?:Expert|Physician)\s*Reviewer\s*did\s*not\s*base\s*(?:his/her|his|her|their)\s*decision\s*on\s*the\s*MTUS\s*\.?",
    re.IGNORECASE,
)
_BODY = (
    r"(?:Non[\s-]*MTUS|MTUS|the\s*MTUS|Official\s*Disability|ODG\b|the\s*Official|American\b|ACOEM\b|AMA\b|Chronic\s*Pain\s*(?:Medical|Treatment|Disorders)"
    r"|Postsurgical\s*Treatment|Acupuncture\s*Medical|California\b|Cochrane|MCG\b|Milliman|InterQual|National\b|FDA\b|Food\s*and\s*Drug|Drugs?\.com|www\.|http"
    r"|General\s*Approaches|Initial\s*Approaches|Prevention\b|(?:Neck|Low\s*Back|Shoulder|Elbow|Knee|Ankle|Forearm|Stress)[\w\s,/&]*\s*Complaints|Opioids\s*Guideline|Cornerstones)"
)
_PARTS = re.compile(
    rf"\s*(?:(?<!\.\d)(?<!\.\d\d)[.;]\s*(?:and\s*)?(?={_BODY}|Decision\s*based)|,\s*(?:and|as\s*well\s*as)\s*(?:the\s*)?(?={_BODY})|\s(?:and|as\s*well\s*as|&)\s*(?:the\s*|on\s*(?:the\s*)?)?(?=(?:Non[\s-]*MTUS|MTUS\b|Official\s*Disability|ODG\b|ACOEM\b|American\s*College)))",
    re.IGNORECASE,
)
_ODG = re.compile(
    r"^(?P<source>(?:(?:the\s*)?Official\s*Disability\s*Guidelines?\s*(?:-\s*Treatment\s*in\s*Workers['’]?\s*Compensation)?\s*(?:\(\s*ODG\s*\))?"
    r"|ODG\s*(?:Integrated\s*Treatment\s*/?\s*Disability\s*Duration\s*Guidelines?|Treatment\s*in\s*Workers['’]?\s*Comp(?:ensation)?|Treatment\s*Index|Guidelines?)?)"
    r"(?:\s*[-,(]*\s*(?:Treatment\s*Index\s*,?\s*)?\d+(?:th|st|nd|rd)\s*Edition[^,;]*(?:,?\s*(?:19|20)\d\d)?\)?)?)"
    r"\s*[,:;.-]*\s*(?P<section>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_EDITION_END = re.compile(
    r"^(?P<source>.*?Guidelines?\s*\([^)]*(?:19|20)\d\d[^)]*\))\s*,\s*(?P<section>.+)$", re.IGNORECASE | re.DOTALL
)
_STOP = re.compile(r"\.\s+(?=[A-Z\"“])")


def read_citations(
    letter: LetterText, start: int, end: int, *, claims_admin: tuple[CitedGuideline, ...] = ()
) -> tuple[CitedGuideline, ...]:
    """The guidelines that a block cites. claims_admin: what "the guideline used by the Claims Administrator" stands for."""
    text = letter.text[start:end]
    if _SAME.search(text):
        return claims_admin
    if not _BASED.search(text) and _NONE.search(fold(text)):
        return ()
    found: list[CitedGuideline] = []
    for low, high in _pieces(text):
        cited = cite(text[low:high])
        if cited is not None:
            spans = letter.spans(start + low, start + high)
            found.append(CitedGuideline(source=cited.source, section=cited.section, pages=cited.pages, spans=spans))
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where each citation of a block stands."""
    pieces: list[tuple[int, int]] = []
    for low, high in _cut(
        text,
        re.compile(
            rf"{_NOT_MTUS.pattern}|{loose('Decision based on')}|{loose('The Claims Administrator based its decision on')}",
            re.I,
        ),
    ):
        at = low
        for joint in _PARTS.finditer(text, low, high):
            pieces.append((at, joint.start()))
            at = joint.end()
        pieces.append((at, high))
    return [piece for piece in pieces if text[slice(*piece)].strip(" .,;:\n")]


def _cut(text: str, by: re.Pattern[str]) -> list[tuple[int, int]]:
    at, out = 0, []
    for match in by.finditer(text):
        out.append((at, match.start()))
        at = match.end()
    out.append((at, len(text)))
    return [(low, high) for low, high in out if text[low:high].strip(" .,;:\n")]


def cite(words: str) -> CitedGuideline | None:
    """One citation taken apart; None where the words name no guideline."""
    said = _FILLER.sub("", _LEAD.sub("", fold(words)).strip()).strip(" .,;:")
    pages: tuple[str, ...] = ()
    found = _PAGES.search(said)
    if found:
        pages = tuple(re.sub(r"\s*(?:[-–—]|to)\s*", "-", page) for page in _PAGE.findall(found["pages"]))
        said = (said[: found.start()] + " " + _after_pages(said[found.end() :])).strip()
    said = said.strip(" .,;:")
    if said.endswith(("MTUS", "Schedule", "well")):
        said = _TAIL.sub("", said)
    source, section = _sectioned(said)
    source = source.strip(" .,;:")
    if len(source) < 3 or not re.search(r"[A-Za-z]{2}", source):
        return None
    return CitedGuideline(source=source, section=section.strip(" .,;:") or None if section else None, pages=pages)


def _after_pages(rest: str) -> str:
    """What follows the pages and still belongs to the citation, e.g. ", which is part of the MTUS"."""
    words = rest.strip(" .,;:)")
    return "" if re.match(r"which\s+is", words, re.IGNORECASE) else words


def _sectioned(said: str) -> tuple[str, str | None]:
    cut = _SECTION.search(said)
    if cut:
        return said[: cut.start()], said[cut.end() :]
    odg = _ODG.match(said)
    if odg:
        return odg["source"], odg["section"] or None
    edition = _EDITION_END.match(said)
    if edition and not re.match(r"(?:\d|Chapter)", edition["section"]):
        return edition["source"], edition["section"]
    return said, None
