"""Texas workers' compensation: decisions of independent review organizations (IRO), and hearing decisions about them."""

from __future__ import annotations

import re

from openimr.case import Problem

from ..credentials import read_credentials
from ..day_words import DAY, day_of
from ..determination import CitedGuideline, Determination, LetterDates, LetterItem, Outcome
from ..item import item_of
from ..letter_text import LetterText
from ..literature import named_sources
from ..outcomes import outcome_of
from ..patient import read_patient
from ..wording import fold
from .california_cdi import undecided, unknown_services

IRO, HEARING = "TX-DWC-IRO", "TX-DWC-Hearing"
_HEARING = re.compile(
    r"contested\s*case\s*hearing|preponderance\s*of\s*the\s*evidence\s*(?:is\s*)?contrary\s*to\s*the\s*decision\s*of\s*(?:the\s*)?(?:Independent|IRO)",
    re.I,
)
_LETTER = re.compile(
    r"NOTICE\s*OF\s*INDEPENDENT\s*REVIEW\s*(?:DECISION|ORGANIZATION)|\bIRO\s*CASE\s*(?:#|NO|NUMBER)|previous\s*adverse\s*determinations?(?:/adverse\s*determinations?)?\s*should\s*be"
    r"|DESCRIPTION\s*OF\s*THE\s*SERVICE\s*OR\s*SERVICES\s*IN\s*DISPUTE",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:^|\n)\s*(?:A\s*)?(?P<name>DATE\s*OF\s*(?:THE\s*)?REVIEW|DATE\s*NOTICE\s*SENT[^\n:]*|DATE\s*OF\s*NOTICE[^\n:]*|IRO\s*CASE\s*(?:#|NO\.?|NUMBER)"
    r"|DESCRIPTION\s*OF\s*(?:THE\s*)?SERVICES?(?:\s*OR\s*SERVICES)?\s*IN\s*DISPUTE|DESCRIPTION\s*OF\s*THE\s*QUALIFICATIONS[^:\n]*(?:\n[^:\n]*){0,3}?(?=:|\n)"
    r"|REVIEW\s*OUTCOME|INFORMATION\s*PROVIDED\s*TO\s*THE\s*IRO[^:\n]*|PATIENT\s*CLINICAL\s*HISTORY(?:\s*\[?SUMMARY\]?)?"
    r"|ANALYSIS\s*AND\s*EXPLANATION\s*OF\s*THE\s*DECISION[^:]{0,140}?(?=:|\n[A-Z][a-z])|DESCRIPTION\s*AND\s*(?:THE\s*)?SOURCE\s*OF\s*THE\s*SCREENING\s*CRITERIA[^:]{0,90}?(?=:|\n))\s*:?",
    re.IGNORECASE,
)
_TICKED = re.compile(
    r"(?:\[\s*[xX✓]\s*\]|[☒☑✓]|(?<=\n)\s*[xX]\s)\s*(?P<word>Upheld|Overturned|Partially\s*Overturned)", re.IGNORECASE
)
_CRITERION = re.compile(r"(?:\[\s*[xX✓]\s*\]|[☒☑✓]|(?<=\n)\s*[xX]\s)\s*(?P<what>[^\n]{3,140})")
_QUESTION = re.compile(
    r"contrary\s*to\s*the\s*decision\s*of\s*(?:the\s*)?(?:Independent\s*Review\s*Organization\s*)?(?:\(?\s*(?:the\s*)?IRO\s*\)?)?\s*that\s*(?:the\s*)?(?:Claimant|claimant|employee)?\s*(?:is|was)\s*(?P<no>not\s*)?entitled\s*to\s*(?:an?\s+|the\s+)?"
    r"(?P<item>.{3,300}?)\s*(?:for\s*the\s*compensable\s*injury|for\s*(?:treatment\s*of\s*)?the\s*(?:compensable|work)|\?|_{3,})",
    re.IGNORECASE | re.DOTALL,
)
_HELD = re.compile(
    rf"contested\s*case\s*hearing\s*was\s*(?:held|opened)\s*on\s*(?P<day>{DAY})(?:\s*,?\s*and\s*(?:was\s*)?closed\s*on\s*(?P<closed>{DAY}))?",
    re.IGNORECASE,
)
_IRO_SAID = re.compile(
    r"\bIRO(?:\s*(?:reviewer|physician))?\b[^.]{0,160}?\b(?P<word>upheld|overturned|affirmed|reversed)\b|\bIRO\s*(?:reviewer)?\s*(?:who\s*)?(?:determined|found)[^.]{0,120}?\b(?P<no>not\s*)?medically\s*necessary",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"preponderance\s*of\s*the\s*evidence\s*is\s*(?P<not>not\s*)?contrary\s*to\s*the\s*decision\s*of\s*(?:the\s*)?IRO[^.]{0,60}?that\s*[^.]{0,60}?(?:is|was)\s*(?P<no>not\s*)?entitled"
    r"|DECISION\s*\n+\s*(?:The\s*)?Claimant\s*is\s*(?P<no2>not\s*)?entitled",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:IRO\s*CASE\s*(?:#|NO\.?|NUMBER)|DECISION\s*(?:NUMBER|NO\.?)|(?:CONTESTED\s*CASE\s*)?HEARING\s*(?:NUMBER|NO\.?)|MCCH\s*(?:Decision\s*)?(?:NO\.?|#)?|DOCKET\s*NO\.?)\s*:?\s*(?P<n>[A-Z]{0,4}-?\d[\w-]{2,})",
    re.I,
)
_INJURED = re.compile(
    rf"\b(?:date\s*of\s*injury|injur(?:y|ed)\s*on|sustained\s*a\s*compensable\s*injury\s*on|On)\s*:?\s*(?P<day>{DAY})(?=[^.]{{0,60}}(?:injur|DOI|\n|$))",
    re.IGNORECASE,
)


def recognizes(text: str) -> bool:
    return bool(_HEARING.search(text) or _LETTER.search(text))


def read(letter: LetterText) -> Determination:
    """One IRO decision or one hearing decision."""
    return _read_hearing(letter) if _HEARING.search(letter.text) else _read_iro(letter)


def _read_iro(letter: LetterText) -> Determination:
    text = letter.text
    parts = _parts(text)
    number = _NUMBER.search(text)
    history = parts.get("history", (0, len(text)))
    credentials, unknown = read_credentials(letter, *parts.get("qualifications", (0, len(text))))
    item = _iro_item(letter, parts)
    reviewed = parts.get("date")
    day_match = re.search(DAY, text[slice(*reviewed)], re.I) if reviewed else None
    injury = _INJURED.search(text, *history)
    dates = LetterDates(
        determination=day_of(day_match[0]) if day_match else None,
        injury=day_of(injury["day"]) if injury else None,
        spans=letter.spans(*reviewed) if reviewed else (),
    )
    return Determination(
        file=letter.file,
        program=IRO,
        format_variant="tx-iro-letter",
        case_number=number["n"] if number else None,
        dates=dates,
        year=dates.determination.year if dates.determination else None,
        reviewer=credentials,
        patient=read_patient(letter, *history),
        items=(item,) if item else (),
        summary=letter.passage(*history) if "history" in parts else None,
        documents_reviewed=_lines(text, parts.get("information")),
        truncated="analysis" not in parts,
        text=text,
        problems=(*unknown, *_complaints(letter, item), *unknown_services(letter, item)),
    )


_NAMES = (
    ("date", r"DATE"),
    ("number", r"IRO\s*CASE"),
    ("service", r"DESCRIPTION\s*OF\s*(?:THE\s*)?SERVICE"),
    ("qualifications", r"DESCRIPTION\s*OF\s*THE\s*QUAL"),
    ("outcome", r"REVIEW\s*OUTCOME"),
    ("information", r"INFORMATION"),
    ("history", r"PATIENT\s*CLINICAL"),
    ("analysis", r"ANALYSIS"),
    ("criteria", r"DESCRIPTION\s*AND"),
)


def _parts(text: str) -> dict[str, tuple[int, int]]:
    """The headed parts of an IRO letter, each from its colon to the next heading."""
    heads = list(_HEAD.finditer(text))
    found: dict[str, tuple[int, int]] = {}
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        name = next((name for name, says in _NAMES if re.match(says, head["name"], re.IGNORECASE)), "")
        found.setdefault(name, (head.end(), stop))
    return found


def _iro_item(letter: LetterText, parts: dict[str, tuple[int, int]]) -> LetterItem | None:
    text = letter.text
    if "service" not in parts or not fold(text[slice(*parts["service"])]):
        return None
    outcome = _iro_outcome(text, parts.get("outcome", (0, len(text))))
    named = named_sources(letter, *parts["analysis"]) if "analysis" in parts else ()
    sources = (*_ticked_sources(letter, parts.get("criteria", (0, 0))), *named)
    return item_of(
        letter, n=1, place=parts["service"], decided=outcome, guidelines=((), sources), rationale=parts.get("analysis")
    )


def _ticked_sources(letter: LetterText, part: tuple[int, int]) -> tuple[CitedGuideline, ...]:
    """The criteria whose boxes are ticked; where the ticks were lost, the list says nothing."""
    return tuple(
        CitedGuideline(source=fold(match["what"]), spans=letter.spans(*match.span("what")))
        for match in _CRITERION.finditer(letter.text, *part)
    )


def _iro_outcome(text: str, part: tuple[int, int]) -> tuple[Outcome, tuple[int, int]] | None:
    """The box that is ticked, or the only outcome that is printed; with all three printed and no tick left, None."""
    ticked = _TICKED.search(text, *part)
    if ticked:
        outcome = outcome_of(ticked["word"])
        return (outcome, ticked.span("word")) if outcome else None
    found = list(re.finditer(r"(?:Partially\s*)?(?:Upheld|Overturned)", text[slice(*part)], re.IGNORECASE))
    outcomes = {outcome_of(match[0]) for match in found}
    if len(outcomes) != 1:
        return None
    outcome = outcomes.pop()
    at = part[0] + found[0].start()
    return (outcome, (at, at + len(found[0][0]))) if outcome else None


def _read_hearing(letter: LetterText) -> Determination:
    text = letter.text
    number = _NUMBER.search(text)
    held = _HELD.search(text)
    words = (held["closed"] or held["day"]) if held else ""
    question = _QUESTION.search(text)
    item = None
    if question:
        decided = _hearing_outcome(text, question)
        at = _after_question(text, question.end())
        sources = named_sources(letter, at, len(text))
        item = item_of(
            letter,
            n=1,
            place=question.span("item"),
            decided=decided,
            guidelines=((), sources),
            rationale=(at, len(text)),
        )
    iro = re.search(r"\bIRO\s*(?:reviewer|physician)?\s*,?\s*(?:an?\s*)?", text)
    said = re.search(r"The\s*IRO\s*reviewer", text)
    credentials, unknown = read_credentials(letter, said.start() if said else iro.start() if iro else 0, len(text))
    return Determination(
        file=letter.file,
        program=HEARING,
        format_variant="tx-mcch-decision",
        case_number=number["n"] if number else None,
        dates=LetterDates(
            determination=day_of(words) if words else None, spans=letter.spans(*held.span()) if held else ()
        ),
        year=day.year if (day := day_of(words) if words else None) else None,
        reviewer=credentials,
        patient=read_patient(letter, question.end() if question else 0, len(text)),
        items=(item,) if item else (),
        truncated=not _HOLDING.search(text),
        text=text,
        problems=(*unknown, *_complaints(letter, item), *unknown_services(letter, item)),
    )


def _after_question(text: str, at: int) -> int:
    """Past the rest of the sentence that asks."""
    ends = [place for mark in ("?", "\n") if (place := text.find(mark, at)) >= 0]
    return min(ends, default=at - 1) + 1


def _hearing_outcome(text: str, question: re.Match[str]) -> tuple[Outcome, tuple[int, int]] | None:
    """What the hearing leaves standing; where its holding is cut off, what the IRO decided."""
    holding = None
    for match in _HOLDING.finditer(text, question.end()):
        holding = match
    if holding:
        if holding["not"] is not None or holding["no"] is not None:
            stands = holding["not"] is not None
            denied = holding["no"] is not None
            return (Outcome.UPHELD if stands is denied else Outcome.OVERTURNED), holding.span()
        return (Outcome.UPHELD if holding["no2"] else Outcome.OVERTURNED), holding.span()
    said = _IRO_SAID.search(text, question.end())
    if said and said["word"]:
        outcome = outcome_of(said["word"])
        return (outcome, said.span("word")) if outcome else None
    return (Outcome.UPHELD if question["no"] else Outcome.OVERTURNED), question.span("item")


def _lines(text: str, part: tuple[int, int] | None) -> tuple[str, ...] | None:
    if part is None:
        return None
    return tuple(line.strip(" •·-\t") for line in text[slice(*part)].split("\n") if line.strip(" •·-\t:"))


def _complaints(letter: LetterText, item: LetterItem | None) -> tuple[Problem, ...]:
    if item is None:
        return (
            Problem(
                code="no_request",
                says="No sentence says which service is in dispute.",
                where=letter.file,
                fix="Look at the text.",
            ),
        )
    return (undecided(letter, item.text),) if item.decision is None else ()


_START = re.compile(r"(?:^|\n)\s*(?:NOTICE\s*OF\s*INDEPENDENT\s*REVIEW\s*DECISION|DECISION\s*AND\s*ORDER)\b")


def starts(letter: LetterText) -> tuple[int, ...]:
    """Each notice or order opens with its title."""
    return tuple(match.start() for match in _START.finditer(letter.text))[1:]
