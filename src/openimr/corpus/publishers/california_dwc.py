"""California Division of Workers' Compensation, letters of 2013 to 2020 and later, in all their forms.

Forms: the notice of 2013; "Decision based on" with "MAXIMUS guideline" (2014); "The Claims Administrator based its decision on"
(2014); credentials block, "Section(s)" and "Page(s)" (2015-2017); "MTUS: topic Guideline (ACOEM date)" (2018 on). With or
without a cover letter, with or without header pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from openimr.case import Problem

from ..credentials import read_credentials
from ..determination import Determination, LetterItem, LetterPatient, Outcome
from ..letter_text import LetterText
from ..outcomes import outcome_of
from ..patient import read_patient
from ..summary import read_summary_facts
from ..wording import anchor, fold, loose
from .dwc_head import labeled_numbers, read_head
from .dwc_items import letter_items, notice_items
from .dwc_notice import Listed, listed

PROGRAM = "CA-DWC-IMR"
_HOW = re.compile(
    rf"{loose('HOW THE IMR FINAL DETERMINATION WAS MADE')}|{loose('INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE')}"
)
_SUMMARY = re.compile(
    rf"{anchor('CLINICAL CASE SUMMARY')}|Case(?i:\s*Summary\s*:)|{anchor('developed the following clinical case summary')}"
)
_SUMMARY_LEAD = re.compile(
    rf"\s*(?:{loose('The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records')}\s*:"
    rf"|[^.]{{0,160}}?including\s*all\s*medical\s*records\s*:|{loose('Disclaimer')}\s*:[^“\"]{{0,260}}?\d{{4}}\s*[.:])?",
    re.IGNORECASE,
)
_ISSUES = re.compile(
    rf"IMR(?i:\s*{loose('ISSUES, DECISIONS')}\s*,?\s*(?:AND\s*)?{loose('RATIONALES')}?|\s*{loose('DECISION(S) AND RATIONALE(S)')})"
    rf"|{anchor('items/services set forth below')}"
)
_BELOW = re.compile(
    rf"\s*(?:The\s*{loose('Final Determination')}\s*was\s*based\s*on.{{0,80}}?below)?\s*:?", re.IGNORECASE | re.DOTALL
)
_DOCUMENTS = re.compile(
    rf"{loose('DOCUMENTS REVIEWED')}(?:\s*{loose('FOR DETERMINATION')})?\s*:?(?P<list>.*?)"
    rf"(?={loose('HOW THE IMR')}|\d\s?\)\s*{loose('Regarding')}|{loose('CLINICAL CASE SUMMARY')}|{loose('IMR ISSUES')}|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_DISPUTED = re.compile(
    rf"{loose('Treatment(s) in Dispute Listed on IMR Application')}\s*:?(?P<list>.*?)"
    rf"(?=\n\s*Dear|\n\s*{loose('MAXIMUS Federal Services has completed')}|\n\s*{loose('Final Determination')})",
    re.IGNORECASE | re.DOTALL,
)
_DOCUMENTS_HEAD = re.compile(
    rf"(?:DOCUMENTS|Documents)\s*(?:REVIEWED|Reviewed)(?:\s*{loose('for Determination')})?\s*:?\s*\n?\s*The"
)
_REGARDING = re.compile(rf"\d\s?\)\s*{loose('Regarding the request')}", re.IGNORECASE)
_LETTERHEAD = re.compile(
    rf"MAXIMUS\s*FEDERAL\s*SERVICES\s*,\s*INC\.?|{loose('Independent Medical Review Final Determination Letter')}",
    re.IGNORECASE,
)
_COVER = re.compile(
    rf"{loose('Final Determination')}\s*:\s*(?P<word>(?:PARTIAL(?:LY)?\s*)?(?:UPHOLD|UPHELD|OVERTURN(?:ED)?)(?:\s*IN\s*PART)?)",
    re.IGNORECASE,
)
_END = re.compile(rf"{anchor('Effect of the Decision')}|\n\s*Sincerely\s*,|\nDisclaimer\s*:\s*MAXIMUS|\n[Cc][Cc]\s*:")
_RECOGNIZED = re.compile(
    "|".join(
        anchor(words)
        for words in (
            "HOW THE IMR FINAL DETERMINATION",
            "IMR ISSUES, DECISIONS",
            "Notice of Independent Medical Review Determination",
            "Independent Medical Review Final Determination",
            "has determined the request for",
            "MAXIMUS guideline",
            "Claims Administrator guideline:",
            "disputed items/services set forth below",
        )
    )
)


def recognizes(text: str) -> bool:
    return bool(_RECOGNIZED.search(text))


def read(letter: LetterText) -> Determination:
    """One letter. Whatever it does not say is None or (), and what is wrong with it is among its problems."""
    text = letter.text
    how = _HOW.search(text)
    issues = _issues_start(text)
    summary = _summary_range(text, issues)
    head = read_head(letter, how.start() if how else summary[0] or issues, summary)
    notice = listed(text)
    closing = _END.search(text, issues)
    end = closing.start() if closing and issues else len(text)
    items, problems = notice_items(letter, notice) if notice else letter_items(letter, issues, end)
    reviewer, unknown = read_credentials(letter, how.start() if how else 0, summary[0] or issues or len(text))
    patient = _patient(letter, summary)
    outcome = _cover_outcome(text)
    return Determination(
        file=letter.file,
        program=PROGRAM,
        format_variant=_variant(text, notice),
        case_number=head.case_number,
        dates=head.dates,
        year=head.dates.determination.year if head.dates.determination else None,
        reviewer=reviewer,
        patient=patient,
        items=items,
        letter_outcome=outcome,
        summary=letter.passage(*summary) if summary[1] > summary[0] else None,
        summary_facts=read_summary_facts(letter, *summary),
        disputed_list=_disputed(text),
        documents_reviewed=_documents(text),
        fields=(("priority", head.priority),) if head.priority else (),
        truncated=_truncated(text, items),
        text=text,
        problems=(*head.problems, *unknown, *problems, *_against_cover(letter, items, outcome)),
    )


def _patient(letter: LetterText, summary: tuple[int, int]) -> LetterPatient:
    """As the summary has it; what the summary leaves open, the rest of the letter may say."""
    length = len(letter.text)
    if summary[1] <= summary[0]:
        return read_patient(letter, 0, length)
    found = read_patient(letter, *summary)
    if found.age is not None and found.sex is not None:
        return found
    rest = read_patient(letter, summary[1], length)
    return replace(
        found,
        age=rest.age if found.age is None else found.age,
        sex=found.sex or rest.sex,
        sex_from=found.sex_from or rest.sex_from,
        spans=(*found.spans, *rest.spans),
    )


def _issues_start(text: str) -> int:
    """Where the decided items begin."""
    found = None
    for match in _ISSUES.finditer(text):
        found = match
    if found is None:
        return 0
    below = _BELOW.match(text, found.end())
    return below.end() if below else found.end()


def _summary_range(text: str, issues: int) -> tuple[int, int]:
    """The clinical case summary; (0, 0) where there is none."""
    head = None
    for match in _SUMMARY.finditer(text):
        if head is None or match.start() < (issues or len(text)):
            head = match if head is None or match[0][0].isupper() else head
    if head is None:
        return (0, 0)
    lead = _SUMMARY_LEAD.match(text, head.end())
    start = lead.end() if lead else head.end()
    ends = [
        match.start()
        for match in (_ISSUES.search(text, start), _DOCUMENTS_HEAD.search(text, start), _REGARDING.search(text, start))
        if match
    ]
    return start, min(ends, default=len(text))


def _against_cover(letter: LetterText, items: Sequence[LetterItem], outcome: Outcome | None) -> list[Problem]:
    """A cover letter that says of the whole what the items do not bear out."""
    decisions = {item.decision for item in items}
    if outcome is None or not items or None in decisions:
        return []
    whole = next(iter(decisions)) if len(decisions) == 1 else Outcome.PARTLY
    if whole is outcome:
        return []
    says = (
        f"The cover letter says {outcome.value} of the whole, the items together {whole.value if whole else 'nothing'}."
    )
    return [
        Problem(
            code="contradictory_decision", says=says, where=letter.file, fix="Look at the cover letter and the items."
        )
    ]


def _cover_outcome(text: str) -> Outcome | None:
    match = _COVER.search(text)
    return outcome_of(match["word"]) if match else None


def _disputed(text: str) -> tuple[str, ...] | None:
    match = _DISPUTED.search(text) if "ispute" in text else None
    if match is None:
        return None
    return tuple(words for piece in re.split(r";|\n\s*[•·-]\s*", match["list"]) if (words := fold(piece).strip(" .;")))


def _documents(text: str) -> tuple[str, ...] | None:
    match = _DOCUMENTS.search(text)
    if match is None:
        return None
    listed_from = re.search(r"documents\s*included\s*:|considered\s*[.:]", match["list"], re.IGNORECASE)
    body = match["list"][listed_from.end() :] if listed_from else match["list"]
    body = re.sub(r"^\s*These\s*documents\s*included\s*:", "", body, flags=re.IGNORECASE)
    pieces = re.split(r"\s*(?:\n\s*)?[•·▪]\s*|\n\s*[-–]\s+|\n(?=\d+[.)]\s)", body)
    if len(pieces) == 1:
        pieces = body.split("\n")
    return tuple(words for piece in pieces if (words := fold(piece).strip()))


def _variant(text: str, notice: Sequence[Listed]) -> str:
    if notice:
        return "dwc-2013-notice"
    if re.search(rf"{loose('State(s) of Licensure')}", text, re.IGNORECASE):
        return "dwc-2018" if re.search(r"MTUS\s*:\s*[A-Z]", text) else "dwc-2015"
    if re.search(rf"{loose('The Claims Administrator based its decision')}", text, re.IGNORECASE):
        return "dwc-2014-based-its-decision"
    return "dwc-2014"


def _truncated(text: str, items: Sequence[LetterItem]) -> bool:
    """The text stops before the letter does: no item, an item without reasons, or neither a closing nor a full stop."""
    if not items or any(item.rationale is None for item in items):
        return True
    return not (re.search(r"[.!?:\d”\"’)]\s*$", text[-40:]) or _END.search(text, len(text) // 2))


def starts(letter: LetterText) -> tuple[int, ...]:
    """A labeled case number that differs from the one before begins the next letter, if items are decided after it."""
    found: list[int] = []
    before: str | None = None
    for at, number in labeled_numbers(letter.text):
        if before is not None and number != before and _decides(letter.text, at):
            found.append(_letterhead(letter, at))
        before = number
    return tuple(found)


def _decides(text: str, at: int) -> bool:
    return bool(_ISSUES.search(text, at) or _HOW.search(text, at))


def _letterhead(letter: LetterText, at: int) -> int:
    """The first line of the letter whose case number stands at `at`."""
    heads = [match.start() for match in _LETTERHEAD.finditer(letter.text, max(0, at - 700), at)]
    return heads[-1] if heads else letter.text.rfind("\n", 0, at) + 1
