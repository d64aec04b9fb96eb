"""What a person has to put right before the dispute can be read in full."""

from __future__ import annotations

from collections.abc import Iterable

from ..case import Case, Document, DocumentKind, Page, Problem
from ..program import Program
from .filing import read_filings

_NEEDED = {
    "claim_number": "claim number",
    "date_of_injury": "date of injury",
    "ur_decision_date": "date of the utilization review decision",
    "requesting_physician": "requesting physician",
    "employee_name": "employee's name",
}


def find_faults(
    case: Case, documents: Iterable[Document], pages: Iterable[Page], *, program: Program
) -> tuple[Problem, ...]:
    """Missing papers and fields that could not be read, all at once."""
    every = tuple(documents)
    filings = read_filings(every, tuple(pages), program)
    found = []
    if not filings:
        found.append(
            Problem(
                code="no_application",
                says="no application for independent medical review is in the file",
                where="case file",
                fix="add the signed application form that came with the utilization review decision",
            )
        )
    if not any(document.kind is DocumentKind.UR_DECISION for document in every):
        found.append(
            Problem(
                code="no_ur_decision",
                says="no utilization review decision is in the file",
                where="case file",
                fix="add the utilization review decision in dispute",
            )
        )
    if filings:
        where = f"{filings[0].sheet.document.file}, page {filings[0].sheet.document.first_page}"
        found += [
            Problem(
                code="unreadable_field",
                says=f"the {words} could not be read",
                where=where,
                fix=f"enter the {words} by hand",
            )
            for field, words in _NEEDED.items()
            if getattr(case, field) is None
        ]
        if not case.items:
            found.append(
                Problem(
                    code="no_items",
                    says="no disputed treatment could be read",
                    where=where,
                    fix="enter the services in dispute as the application words them",
                )
            )
    return tuple(found)
