"""Corrections as rows, and as the values that the job applies."""

from __future__ import annotations

from openimr.case import DocumentKind, PageRef
from openimr.records.amendments import Amendment, BeginsHere, GoesOn, NotSo, OfKind
from openimr_server.models import CaseRow, Correction


def amendments_of(case: CaseRow) -> tuple[Amendment, ...]:
    """All corrections of a case, in the order they were made."""
    return tuple(_amendment(row) for row in case.corrections.all())


def _amendment(row: Correction) -> Amendment:
    page = PageRef(str(row.what["file"]), int(row.what["page"]))
    if row.kind == "document_kind":
        return OfKind(page=page, kind=DocumentKind(row.what["kind"]))
    if row.kind == "document_start":
        return BeginsHere(page=page)
    if row.kind == "document_join":
        return GoesOn(page=page)
    return NotSo(page=page, quote=str(row.what["quote"]))
