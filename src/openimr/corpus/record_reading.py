"""The JSON record of a determination -> the value. The letter's whole text is not in the record; all else comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openimr.case import OpenImrError, Problem, Span

from .determination import (
    Category,
    CitedGuideline,
    Defect,
    Determination,
    LetterDates,
    LetterItem,
    LetterPatient,
    Outcome,
    PanelVote,
    Passage,
    ReviewerCredentials,
    SummaryFact,
)

_Row = Mapping[str, Any]


def parse_record(line: str) -> tuple[Determination, tuple[Defect, ...]]:
    """The determination and the defects found in it. Raises OpenImrError for a line that is no such record."""
    try:
        row = json.loads(line)
        return _determination(row), tuple(_defect(one) for one in row.get("defects") or ())
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise OpenImrError(f"This line is no record of a determination ({wrong}): {line[:80]!r}.") from wrong


def _determination(row: _Row) -> Determination:
    file, spans = row["file"], row.get("spans") or {}
    return Determination(
        file=file,
        program=row["program"],
        format_variant=row["format_variant"],
        nth=row.get("nth", 1),
        case_number=row["case_number"],
        dates=_dates(row["dates"], _spans(file, spans.get("dates"))),
        year=row.get("year"),
        reviewer=_reviewer(row["reviewer"], _spans(file, spans.get("reviewer"))),
        patient=_patient(row["patient"], _spans(file, spans.get("patient"))),
        items=tuple(_item(file, one) for one in row["items"]),
        letter_outcome=_outcome(row.get("letter_outcome")),
        published_outcome=_outcome(row.get("published_outcome")),
        votes=tuple(
            PanelVote(reviewer=one["reviewer"], outcome=_outcome(one["outcome"])) for one in row.get("votes") or ()
        ),
        summary=_passage(row.get("summary"), _spans(file, spans.get("summary"))),
        summary_facts=tuple(_fact(file, one) for one in row.get("summary_facts") or ()),
        disputed_list=_strings(row.get("disputed_list")),
        documents_reviewed=_strings(row.get("documents_reviewed")),
        categories=tuple(Category(**one) for one in row.get("categories") or ()),
        fields=tuple((row.get("fields") or {}).items()),
        truncated=row.get("truncated", False),
        scanned=row.get("scanned", False),
        problems=tuple(Problem(**one) for one in row.get("problems") or ()),
    )


def _dates(row: _Row, spans: tuple[Span, ...]) -> LetterDates:
    names = ("injury", "ur_decision", "application", "assignment", "determination")
    return LetterDates(**{name: _day(row.get(name)) for name in names}, spans=spans)


def _reviewer(row: _Row, spans: tuple[Span, ...]) -> ReviewerCredentials:
    return ReviewerCredentials(
        specialties=tuple(row["specialties"]),
        licensed_states=tuple(row["licensed_states"]),
        min_years=row["min_years"],
        hours_per_week=row["hours_per_week"],
        spans=spans,
    )


def _patient(row: _Row, spans: tuple[Span, ...]) -> LetterPatient:
    return LetterPatient(
        age=row["age"], sex=row["sex"], age_words=row.get("age_words"), sex_from=row.get("sex_from"), spans=spans
    )


def _item(file: str, row: _Row) -> LetterItem:
    return LetterItem(
        n=row["n"],
        text=row["text"],
        decision=_outcome(row["decision"]),
        decision_explicit=row["decision_explicit"],
        decision_words=row.get("decision_words"),
        quantity=row["quantity"],
        quantity_unit=row.get("quantity_unit"),
        service=row["service"],
        claims_admin_guidelines=_cited(file, row["claims_admin_guidelines"]),
        reviewer_guidelines=_cited(file, row["reviewer_guidelines"]),
        rationale=_passage(row["rationale"], _spans(file, row.get("rationale_spans"))),
        conclusion=_outcome(row.get("conclusion")),
        spans=_spans(file, row.get("spans")),
    )


def _cited(file: str, rows: Sequence[_Row] | None) -> tuple[CitedGuideline, ...] | None:
    if rows is None:
        return None
    return tuple(
        CitedGuideline(
            source=row["source"],
            section=row.get("section"),
            pages=tuple(row["pages"]),
            spans=_spans(file, row.get("spans")),
        )
        for row in rows
    )


def _fact(file: str, row: _Row) -> SummaryFact:
    return SummaryFact(
        type=row["type"],
        value=row["value"],
        side=row["side"],
        level=row["level"],
        date=_day(row["date"]),
        count=row["count"],
        spans=_spans(file, row.get("spans")),
    )


def _defect(row: _Row) -> Defect:
    return Defect(code=row["code"], says=row["says"], item=row["item"], quotes=tuple(row["quotes"]))


def _passage(text: str | None, spans: tuple[Span, ...]) -> Passage | None:
    return Passage(text=text, spans=spans) if text is not None else None


def _spans(file: str, rows: Sequence[_Row] | None) -> tuple[Span, ...]:
    return tuple(Span(file, row["page"], row["start"], row["end"], row["quote"]) for row in rows or ())


def _strings(rows: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(rows) if rows is not None else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _outcome(words: str | None) -> Outcome | None:
    return Outcome(words) if words else None
