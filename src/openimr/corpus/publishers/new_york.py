"""New York Department of Financial Services, external appeals: cards without labels, pages with labels, rows of the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from openimr.case import Problem

from ..determination import Determination, LetterItem, LetterPatient, Outcome
from ..item import item_of
from ..letter_text import LetterText
from ..literature import named_sources
from ..outcomes import DECISION, outcome_of
from ..patient import read_patient
from ..wording import fold
from .california_cdi import undecided, unknown_services

PROGRAM = "NY-DFS-External-Appeal"
_NUMBER = re.compile(r"(?<![\d-])(?P<n>(?P<year>20\d\d)(?:0[1-9]|1[0-2])-\d{6})(?![\d-])")
_HEAD_END = re.compile(r"(?:^|\n)\s*(?:Case\s*)?Summary\s*:?\s*(?:\n|(?=\S))", re.IGNORECASE)
_RECOGNIZED = re.compile(
    r"\bThe\s*insurer\s*(?:has\s*)?denied\b|\bAppeal\s*Agent\s*:|\bIssue\s*under\s*review\s*:", re.IGNORECASE
)
_LABELED = re.compile(
    r"(?:^|\n)\s*(?P<label>Diagnosis|Treatment|Decision|Gender|Age\s*Range|Appeal\s*Agent|Case\s*Number|Coverage\s*Type|Health\s*Plan|Insurer|Plan|Denial\s*Reason|Appeal\s*Type|Year|Decision\s*Year)"
    r"\s*:\s*\n?\s*(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bThe\s*(?:insurer|health\s*(?:care\s*)?plan|plan|HMO)\s*(?:has\s*)?denied\s*(?:the\s+)?(?:coverage\s*(?=\.)|)(?:(?:an?\s+)?(?:request|authorization)s?\s*(?:for|of)\s*)?"
    r"(?:(?:continued\s+)?coverage\s*(?:for|of)?\s*)?:?\s*(?:(?:the|an?)\b\s*)?",
    re.IGNORECASE,
)
_TREATMENT = re.compile(r"\b(?:Treatments?|Issue\s*under\s*review)\b\s*:?\s+(?:(?:the|an?)\b\s*)?(?=\S)", re.IGNORECASE)
_NEXT_HEAD = re.compile(
    r"\bThe\s*(?:insurer|health|plan|denial)\b|\bDetermination\s*:|\bDiagnos[ie]s\s*:", re.IGNORECASE
)
_SENTENCE_END = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bNo)(?<!\bvs)(?<!\bInc)\.(?:\s*\n(?!\s*[a-z])|\s+(?=[A-Z])|\s*\Z)|\n\s*\."
)
_LINE_END = re.compile(r"\n\s*(?=[A-Z])")
_DECISION_HEAD = re.compile(r"\b(?:The|That|This|Based|Therefore|Accordingly)\b")
_GENERIC = re.compile(
    r"\W*(?:(?:the|this|these|that|such|any|all|requested|above|coverage|request|claim|services?|treatment|care|same|appeal)\b\s*)*\W*",
    re.IGNORECASE,
)
_LONGEST_ITEM = 600
_DIAGNOSIS = re.compile(
    r"\bDiagnos[ie]s\s*:\s*(?P<what>\S.{1,400}?)(?=\s*\.?\s*(?:\n|\bTreatment\b)|\.\s|\Z)", re.IGNORECASE | re.DOTALL
)
_DECIDED = re.compile(
    rf"(?:denial|determination(?:\s*of\s*medical\s*necessity)?|decision)\s*(?:of\s[^.\n]{{0,60}}?)?(?:is|was|are|were|must\s*be|should\s*be|has\s*been)\s*:?\s*(?:hereby\s*|therefore\s*)?(?P<word>{DECISION})",
    re.IGNORECASE,
)
_NECESSARY = re.compile(
    r"\b(?:is|was|are|were)\s*(?:not\s*)?(?:considered\s*)?(?:medically\s*(?:reasonable\s*and\s*)?necessary)[^.\n]*\.?",
    re.IGNORECASE,
)
_LEAST_REASONS = 40
_GROUNDS = re.compile(
    r"(?:^|\n|(?<=[.!?]\s))\s*(?P<start>(?:Medical\s*necessity\s*(?:was|is)\s*determined|The\s*use\s*of\b|As\s*(?:noted|stated)\s*in|According\s*to|Based\s*(?:up)?on\s*the|[A-Z][\w-]+\s*et\s*al|The\s*(?:American|National|Society|International)\b))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    fields: tuple[tuple[str, str], ...]
    outcome: Outcome | None
    body: int


def recognizes(text: str) -> bool:
    return bool(_RECOGNIZED.search(text)) or bool(_NUMBER.search(text[:400]))


def read(letter: LetterText) -> Determination:
    """One appeal. The outcome printed on the card is `published_outcome`; the item has what the summary's sentence says."""
    text = letter.text
    card = _card(text)
    number = _NUMBER.search(text)
    item, at = _item(letter, card)
    problems: list[Problem] = []
    if item is None:
        problems.append(
            Problem(
                code="no_request",
                says="No sentence says what was denied.",
                where=letter.file,
                fix="Look at the text; it may be cut off.",
            )
        )
    elif item.decision is None:
        problems.append(undecided(letter, item.text))
    elif card.outcome and item.decision_explicit and card.outcome is not item.decision:
        says = f"The card says {card.outcome.value}, the summary {item.decision.value}; the item has the summary's."
        problems.append(Problem(code="contradictory_decision", says=says, where=letter.file, fix="Look at both."))
    return Determination(
        file=letter.file,
        program=PROGRAM,
        format_variant="ny-dfs-page" if re.search(r"Appeal\s*Agent\s*:", text) else "ny-dfs-card",
        case_number=number["n"] if number else None,
        year=int(dict(card.fields).get("year", 0)) or (int(number["year"]) if number else None),
        patient=_patient(letter, max(at, card.body), card),
        items=(item,) if item else (),
        published_outcome=card.outcome,
        fields=card.fields,
        truncated=not re.search(r"[.!?:”\"’)]\s*$", text),
        text=text,
        problems=(*problems, *unknown_services(letter, item)),
    )


def _patient(letter: LetterText, start: int, card: _Card) -> LetterPatient:
    """What the summary says, and where it does not, the labels of the page."""
    found = read_patient(letter, start, len(letter.text))
    labels = dict(card.fields)
    sex = labels.get("gender", "").lower()
    if found.sex_from != "noun" and sex in ("male", "female"):
        found = replace(found, sex=sex, sex_from="label")
    if found.age is None and "age_range" in labels:
        found = replace(found, age_words=labels["age_range"])
    return found


_ORDER = ("health_plan", "coverage_type", "diagnosis_category", "treatment_category", "denial_reason")


def _card(text: str) -> _Card:
    """The head: unlabeled lines in their fixed order, or labels with values."""
    end = _HEAD_END.search(text)
    body = end.end() if end else 0
    head = text[: end.start()] if end else text[:1500]
    fields: dict[str, str] = {}
    for match in _LABELED.finditer(head if end else text):
        fields.setdefault(re.sub(r"\s+", "_", match["label"].lower()), fold(match["value"]))
    outcome = outcome_of(fields["decision"]) if "decision" in fields else None
    lines = [line.strip() for line in head.split("\n") if line.strip()] if end and not fields else []
    if lines and _NUMBER.match(lines[0]):
        lines = lines[1:]
        if lines and re.fullmatch(r"20\d\d", lines[0]):
            fields["year"] = lines.pop(0)
        if lines and outcome_of(lines[-1]) and len(lines[-1]) < 40:
            outcome = outcome_of(lines.pop())
        fields.update(zip(_ORDER, lines, strict=False) if len(lines) <= len(_ORDER) else ())
    diagnosis = _DIAGNOSIS.search(text, body)
    if diagnosis:
        fields["diagnosis"] = fold(diagnosis["what"]).strip(" .")
    fields.pop("decision", None)
    return _Card(fields=tuple(sorted(fields.items())), outcome=outcome, body=body)


def _item(letter: LetterText, card: _Card) -> tuple[LetterItem | None, int]:
    """The item and where the narrative after it begins."""
    text = letter.text
    place = _named(text, card.body)
    if place is None:
        return None, card.body
    decision = _DECIDED.search(text, place[1])
    decided = _decided(text, decision, card)
    start = decision.end() if decision and decision.start() - place[1] < 300 else place[1]
    rationale = _rationale(text, start)
    sources = named_sources(letter, start, len(text))
    item = item_of(letter, n=1, place=place, decided=decided, guidelines=((), sources), rationale=rationale)
    return item, start


def _named(text: str, body: int) -> tuple[int, int] | None:
    """Where the item is named: in the sentence of the denial, else under "Treatment"."""
    denied = _DENIED.search(text, body)
    if denied:
        place = denied.end(), _item_end(text, denied.end(), _decision_sentence(text, denied.end()))
        if not _GENERIC.fullmatch(fold(text[slice(*place)])):
            return place
    treated = _TREATMENT.search(text, body)
    if treated is None:
        return None
    following = _NEXT_HEAD.search(text, treated.end())
    return treated.end(), _item_end(text, treated.end(), following.start() if following else None)


def _decision_sentence(text: str, at: int) -> int | None:
    """Where the sentence of the decision begins."""
    decided = _DECIDED.search(text, at, at + _LONGEST_ITEM)
    heads = list(_DECISION_HEAD.finditer(text, at, decided.start())) if decided else []
    return heads[-1].start() if heads else None


def _item_end(text: str, start: int, known: int | None) -> int:
    """The next thing known to begin ends an item that runs up to it; else its sentence, or its line, does."""
    limit = min(len(text), start + _LONGEST_ITEM)
    sentence = _SENTENCE_END.search(text, start, limit)
    stop = sentence.start() if sentence else limit
    if known is not None and known <= stop + 8:
        return min(known, stop)
    line = _LINE_END.search(text, start, limit)
    return min(stop, line.start() if line else limit)


def _decided(text: str, sentence: re.Match[str] | None, card: _Card) -> tuple[Outcome, tuple[int, int]] | None:
    if sentence is not None:
        outcome = outcome_of(sentence["word"])
        if outcome is not None:
            return outcome, sentence.span("word")
    if card.outcome is not None:
        printed = next(
            (
                match
                for match in re.finditer(DECISION, text[: card.body or len(text)], re.I)
                if outcome_of(match[0]) is card.outcome
            ),
            None,
        )
        return (card.outcome, printed.span()) if printed else None
    stated = re.search(
        r"\bDetermination\s*:\s*[^\n]*?\b(?:was|is|were|are)\s*(?P<no>not\s*)?medically\s*necessary", text, re.I
    )
    return ((Outcome.UPHELD if stated["no"] else Outcome.OVERTURNED), stated.span()) if stated else None


def _rationale(text: str, start: int) -> tuple[int, int] | None:
    """The reasons: after the sentence that answers the question, or from the paragraph that names its grounds."""
    answer = next(_answers(text, start), None)
    grounds = _GROUNDS.search(text, start)
    if answer and (grounds is None or answer[0] < grounds.start() or answer[1] <= grounds.start() + 2):
        return answer[1], len(text)
    return (grounds.start("start"), len(text)) if grounds else None


def _answers(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Sentences that say whether the service is medically necessary, and after which something follows; not the plan's view."""
    for match in _NECESSARY.finditer(text, start):
        begin = max(text.rfind(".", start, match.start()), text.rfind("\n", start, match.start()), start - 1) + 1
        plan = re.search(
            r"\bdenied\b|\bdenial\b|\bunproven\b|\b(?:insurer|health\s*plan)\b.*\bstat", text[begin : match.end()], re.I
        )
        if match.end() < len(text) - _LEAST_REASONS and not plan:
            yield begin, match.end()


def starts(letter: LetterText) -> tuple[int, ...]:
    """Each card opens with its own number on a line; a number met again is the same appeal."""
    seen: set[str] = set()
    found = []
    for match in re.finditer(rf"(?:^|(?<=\n)){_NUMBER.pattern}[ ]*(?=\n|\Z)", letter.text):
        if match["n"] not in seen and seen:
            found.append(match.start())
        seen.add(match["n"])
    return tuple(found)
