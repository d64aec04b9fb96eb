"""Michigan, Patient's Right to Independent Review Act (PRIRA): orders of the Director (before 2013 the Commissioner)."""

from __future__ import annotations

import re
from datetime import date

from openimr.case import Problem, Span

from ..credentials import read_credentials
from ..day_words import DAY, day_of
from ..determination import Determination, LetterDates, LetterItem, Outcome
from ..item import item_of
from ..letter_text import LetterText
from ..literature import named_sources
from ..outcomes import outcome_of
from ..patient import read_patient
from ..wording import fold
from .california_cdi import undecided, unknown_services

PROGRAM = "MI-PRIRA"
_RECOGNIZED = re.compile(
    r"STATE\s*OF\s*MICHIGAN|Patient['’]?s?\s*Right\s*to\s*Independent\s*Review\s*Act|OFFICE\s*OF\s*FINANCIAL\s*AND\s*INSURANCE|DEPARTMENT\s*OF\s*INSURANCE\s*AND\s*FINANCIAL",
    re.IGNORECASE,
)
_FILE = re.compile(r"\bFile\s*No\.?\s*:?\s*(?P<n>\d{4,7}(?:-\d{2,4})?(?:-[A-Z]{1,3})?)", re.IGNORECASE)
_ENTERED = re.compile(
    r"Issued\s*and\s*entered\s*(?:this\s*)?(?:on\s*)?(?P<day>\d{1,2}|[^\s\w]+\S*)\s*(?:st|nd|rd|th)?\s*day\s*of\s*(?P<month>[A-Z][a-z]+)\s*,?\s*(?P<year>\d{4})",
    re.I,
)
_ENTERED_ON = re.compile(rf"Issued\s*and\s*entered\s*(?:on\s*)?(?P<day>{DAY})", re.IGNORECASE)
_FILED = re.compile(
    rf"\bOn\s*(?P<day>{DAY})\s*,?[^.]{{0,220}}?\b(?:filed|submitted|requested)\b[^.]{{0,120}}?\bexternal\s*review",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    rf"\bassigned\b[^.]{{0,160}}?independent\s*(?:medical\s*)?review\s*organization[^.]{{0,120}}?\bon\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
_DENIED_ON = re.compile(
    rf"final\s*adverse\s*determination[^.]{{0,60}}?\b(?:dated|on|issued)\s*(?P<day>{DAY})", re.IGNORECASE
)
_RESPONDENT = re.compile(
    r"\bv\.?\s+(?:File\s*No\.?\s*:?\s*[\d-]+(?:-[A-Z]+)?\s+)?(?P<who>[A-Z][^\n]{3,80}?)\s*,?\s*\n\s*Respondent"
)
_ISSUE = (
    re.compile(
        r"\b(?:Did|Was|Is|Whether)\s*[^?]{0,120}?(?:deny|denied|denial|den(?:y|ied)\s*coverage|refus\w+|authoriz\w+|cover(?:age)?)\s*(?:(?:coverage|authorization|payment|benefits|reimbursement|and|of|for|the|Petitioner['’]?s?|request)\s+)*"
        r"(?P<item>[^?]{3,260}?)\s*(?:correct|proper|appropriate|under\s*the\s*terms)?\s*\?",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:den(?:ied|ying)|refus\w+)\s*(?:(?:coverage|authorization|payment|benefits|reimbursement|prior|pre-?authorization|a|the|request|and|to|cover)\s+)*(?:for|of|request\s*for)?\s*(?P<item>[^.]{3,200}?)"
        r"(?=\.|,\s*(?:concluding|stating|because|ruling|as)|\s+because|\s+on\s+the\s+(?:basis|ground))",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:coverage|authorization)\s*for\s*(?P<item>[^.]{3,200}?)(?=\.|,|\s+because)", re.IGNORECASE),
)
_SECTION = re.compile(
    r"(?:^|\n)\s*(?:[IVX]{1,4}\s*\.?\s*)?(?P<name>Procedural\s*Background|Factual\s*Background|Background|Issue|Analysis|Order|Discussion)\s*\n",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:(?:final\s*)?adverse\s*determination|determination|decision|denial)\b[^.]{0,160}?\b(?:is|are)\s*(?:therefore\s*|hereby\s*)?(?P<word>upheld|affirmed|reversed|overturned|modified)(?P<part>\s*in\s*part)?"
    r"|The\s*(?:Director|Commissioner)\s*(?:therefore\s*|hereby\s*)?(?P<verb>upholds|affirms|reverses|overturns)|(?P<free>\b(?:is|are)\s*not\s*(?:required|obligated)\s*to\s*(?:cover|provide|authorize|pay))|(?P<required>\bis\s*(?:required\s*to|ordered\s*to)\s*(?:immediately\s*)?(?:cover|provide|authorize|pay))",
    re.IGNORECASE,
)
_REVIEWER = re.compile(
    r"(?:IRO|review\s*organization)(?:['’]?s)?\s*(?:physician\s*)?reviewer|reviewer\s*(?:is|was|for\s*this\s*case)|reviewed\s*by\s*a\s*physician|medical\s*review\s*was\s*conducted",
    re.I,
)


def recognizes(text: str) -> bool:
    return bool(_RECOGNIZED.search(text)) and bool(_FILE.search(text) or re.search(r"\bPetitioner\b", text))


def read(letter: LetterText) -> Determination:
    """One order. The Director's order decides, not the reviewer's advice."""
    text = letter.text
    sections = _sections(text)
    number = _FILE.search(text)
    others = {match["n"] for match in _FILE.finditer(text)}
    problems: list[Problem] = []
    if len(others) > 1:
        says = f"The order carries {len(others)} file numbers: {', '.join(sorted(others))}; the first is taken."
        problems.append(Problem(code="two_case_numbers", says=says, where=letter.file, fix="Look which one is right."))
    dates, day_problems, year = _dates(letter)
    item = _item(letter, sections)
    if item is None:
        problems.append(
            Problem(
                code="no_request", says="No sentence says what was denied.", where=letter.file, fix="Look at the text."
            )
        )
    elif item.decision is None:
        problems.append(undecided(letter, item.text))
    reviewer, unknown = read_credentials(letter, _reviewer_at(text), len(text))
    respondent = _RESPONDENT.search(text)
    return Determination(
        file=letter.file,
        program=PROGRAM,
        format_variant="prira-order",
        case_number=number["n"] if number else None,
        dates=dates,
        year=dates.determination.year if dates.determination else year,
        reviewer=reviewer,
        patient=read_patient(letter, sections.get("factual background", (0, 0))[0], len(text)),
        items=(item,) if item else (),
        fields=(("respondent", fold(respondent["who"])),) if respondent else (),
        truncated="order" not in sections,
        text=text,
        problems=(*problems, *day_problems, *unknown, *unknown_services(letter, item)),
    )


def _sections(text: str) -> dict[str, tuple[int, int]]:
    """The numbered parts of an order by name; the heading ORDER before part I is none of them."""
    heads = list(_SECTION.finditer(text))
    found: dict[str, tuple[int, int]] = {}
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        name = fold(head["name"]).lower()
        if name == "order" and index == 0 and len(heads) > 1:
            continue
        found[name] = (head.end(), stop)
    return found


def _reviewer_at(text: str) -> int:
    match = _REVIEWER.search(text)
    return max(0, match.start() - 100) if match else 0


def _dates(letter: LetterText) -> tuple[LetterDates, tuple[Problem, ...], int | None]:
    text = letter.text
    found: dict[str, date] = {}
    spans: list[Span] = []
    problems: list[Problem] = []
    entered = _ENTERED.search(text)
    year = int(entered["year"]) if entered else None
    plain = _ENTERED_ON.search(text)
    if entered:
        day = day_of(f"{entered['month']} {entered['day']}, {entered['year']}")
        if day is None:
            problems.append(
                Problem(
                    code="unreadable_date",
                    says=f"The order is entered on {fold(entered[0])[:80]!r}, which is no day that can be read.",
                    where=letter.where(entered.start()),
                    fix="Look at the page; only the year is kept.",
                )
            )
        else:
            found["determination"] = day
            spans.extend(letter.spans(*entered.span()))
    for field, match in (
        ("determination", None if entered else plain),
        ("application", _FILED.search(text)),
        ("assignment", _ASSIGNED.search(text)),
        ("ur_decision", _DENIED_ON.search(text)),
    ):
        day = day_of(match["day"]) if match else None
        if match and day and field not in found:
            found[field] = day
            spans.extend(letter.spans(*match.span("day")))
    return LetterDates(**found, spans=tuple(spans)), tuple(problems), year


def _item(letter: LetterText, sections: dict[str, tuple[int, int]]) -> LetterItem | None:
    text = letter.text
    issue = sections.get("issue", (0, 0))
    named = _ISSUE[0].search(text, *issue) if issue[1] else None
    for pattern in _ISSUE[1:]:
        named = named or pattern.search(text)
    if named is None:
        return None
    analysis = sections.get("analysis") or sections.get("discussion")
    sources = named_sources(letter, *analysis) if analysis else None
    return item_of(
        letter,
        n=1,
        place=named.span("item"),
        decided=_decided(text, sections),
        guidelines=((), sources),
        rationale=analysis,
    )


def _decided(text: str, sections: dict[str, tuple[int, int]]) -> tuple[Outcome, tuple[int, int]] | None:
    order = sections.get("order", (max(0, len(text) - 1500), len(text)))
    for match in _ORDER.finditer(text, *order):
        if match["free"]:
            return Outcome.UPHELD, match.span()
        if match["required"]:
            return Outcome.OVERTURNED, match.span()
        if match["part"]:
            return Outcome.PARTLY, match.span()
        word = match["word"] or match["verb"]
        outcome = outcome_of(word)
        if outcome:
            return outcome, match.span()
    return None


_START = re.compile(r"(?:^|\n)\s*STATE\s*OF\s*MICHIGAN\b")


def starts(letter: LetterText) -> tuple[int, ...]:
    """Each order opens with the name of the state."""
    return tuple(match.start() for match in _START.finditer(letter.text))[1:]
