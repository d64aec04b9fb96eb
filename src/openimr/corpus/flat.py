"""Determinations as rows of a table: one row an item, so that a spreadsheet can count them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from .determination import CitedGuideline, Defect, Determination, LetterItem

HEADINGS = (
    "file", "nth", "program", "format_variant", "case_number", "date_of_injury", "ur_decision_date", "application_date",
    "assignment_date", "determination_date", "year", "reviewer_specialties", "reviewer_states", "reviewer_min_years",
    "reviewer_hours_per_week", "age", "age_words", "sex", "item", "text", "service", "quantity", "quantity_unit", "decision",
    "decision_explicit", "decision_words", "claims_admin_guidelines", "reviewer_guidelines", "rationale", "letter_outcome",
    "published_outcome", "scanned", "truncated", "defects", "problems",
)  # fmt: skip


def heading_row() -> str:
    return _line(HEADINGS)


def rows_of(read: Determination, defects: Sequence[Defect] = ()) -> str:
    """One line an item; a letter without an item still has one line. Lists are joined by "; ", what is unknown is empty."""
    items: tuple[LetterItem | None, ...] = read.items or (None,)
    return "".join(_line((*_head(read), *_item(item), *_tail(read, defects))) for item in items)


def _head(read: Determination) -> tuple[object, ...]:
    dates, reviewer = read.dates, read.reviewer
    return (
        read.file,
        read.nth,
        read.program,
        read.format_variant,
        read.case_number,
        dates.injury,
        dates.ur_decision,
        dates.application,
        dates.assignment,
        dates.determination,
        read.year,
        "; ".join(reviewer.specialties),
        "; ".join(reviewer.licensed_states),
        reviewer.min_years,
        reviewer.hours_per_week,
        read.patient.age,
        read.patient.age_words,
        read.patient.sex,
    )


def _item(item: LetterItem | None) -> tuple[object, ...]:
    if item is None:
        return ("",) * 11
    quantity = item.quantity
    return (
        item.n,
        item.text,
        item.service,
        int(quantity) if quantity is not None and quantity.is_integer() else quantity,
        item.quantity_unit,
        item.decision.value if item.decision else None,
        item.decision_explicit if item.decision else None,
        item.decision_words,
        _cited(item.claims_admin_guidelines),
        _cited(item.reviewer_guidelines),
        item.rationale.text if item.rationale else None,
    )


def _tail(read: Determination, defects: Sequence[Defect]) -> tuple[object, ...]:
    return (
        read.letter_outcome.value if read.letter_outcome else None,
        read.published_outcome.value if read.published_outcome else None,
        read.scanned,
        read.truncated,
        "; ".join(defect.code for defect in defects),
        "; ".join(problem.code for problem in read.problems),
    )


def _cited(cited: Sequence[CitedGuideline] | None) -> str:
    return "; ".join(
        " ".join(
            part for part in (one.source, one.section, f"p. {', '.join(one.pages)}" if one.pages else None) if part
        )
        for one in cited or ()
    )


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow("" if cell is None else cell for cell in cells)
    return out.getvalue()
