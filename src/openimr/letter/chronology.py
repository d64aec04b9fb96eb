"""The chronology as a word-processor file, a table for spreadsheets, and data for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Inches
from docx.table import Table

from openimr.case import (
    ConservativeCare,
    Diagnosis,
    DocumentKind,
    ExamFinding,
    Fact,
    FunctionalImprovement,
    Imaging,
    Measure,
    Medication,
    PartialDate,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)
from openimr.determination import name_kind, write_date
from openimr.records.timeline import Event, EventSource

from .docx import begin_docx, save_docx
from .fact_words import describe_fact

COLUMNS = ("Date", "Provider", "Type", "Body part", "Record", "Pages")
WIDTHS = (1.05, 1.35, 1.2, 0.9, 3.2, 1.4)
FIELDS = ("date", "until", "type", "provider", "role", "body_part", "record", "words", "pages", "document", "source")
DATED = (Diagnosis, Medication, FunctionalImprovement, WorkStatus)
REGIONAL = (Procedure, Imaging, ExamFinding, Measure, ConservativeCare)
WORDS = 300
"""Characters of the file's own words that are printed at most."""


def name_event(event: Event) -> str:
    """What kind of event it is, for a reader."""
    if event.source is EventSource.DOCUMENT:
        return name_kind(DocumentKind(event.kind))
    return "Gap in care" if event.source is EventSource.GAP else event.kind.capitalize()


def describe_event(event: Event) -> str:
    """The document's title, or the fact in one line, or the gap. A line of labels ("Exam date: ...") is no title."""
    if event.fact is not None:
        return describe_fact(_without_columns(event.fact))
    title = " ".join(event.text.split())
    is_label = event.source is EventSource.DOCUMENT and ":" in title
    return name_event(event) if is_label or not title else title


def _without_columns(fact: Fact) -> Fact:
    """Without the days and the region, which stand in columns of their own."""
    if isinstance(fact, TreatmentCourse):
        return replace(fact, start=None, end=None, body_region=None)
    if isinstance(fact, REGIONAL):
        return replace(fact, date=None, body_region=None)
    return replace(fact, date=None) if isinstance(fact, DATED) else fact


def name_pages(spans: Iterable[Span]) -> tuple[str, ...]:
    """Each page once, as "records.pdf p. 4", in order."""
    return tuple(f"{file} p. {page}" for file, page in dict.fromkeys((span.file, span.page) for span in spans))


def name_days(event: Event) -> str:
    if event.date is None:
        return "No date"
    if event.until is None or event.until == event.date:
        return write_date(event.date)
    return f"{write_date(event.date)} to {write_date(event.until)}"


def words_of(event: Event) -> str:
    """The file's own words, where they are no mere repetition of the title."""
    words = event.spans[0].quote if event.fact is not None else ""
    return words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0] + " ..."


def chronology_csv(events: Sequence[Event]) -> str:
    """One line an event, with a heading line. A cell that a spreadsheet would run as a formula begins with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for event in events:
        cells = (
            _iso(event.date) or "",
            _iso(event.until) or "",
            name_event(event),
            event.provider or "",
            event.provider_role or "",
            "; ".join(event.regions),
            describe_event(event),
            words_of(event),
            "; ".join(name_pages(event.spans)),
            event.document or "",
            event.source.value,
        )
        writer.writerow(f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells)
    return out.getvalue()


def chronology_json(events: Sequence[Event]) -> str:
    """schema openimr-chronology/1: dates as YYYY[-MM[-DD]], places with character offsets of the page's text."""
    rows = [
        {
            "source": event.source.value,
            "type": event.kind,
            "date": _iso(event.date),
            "until": _iso(event.until),
            "provider": event.provider,
            "role": event.provider_role,
            "body_parts": list(event.regions),
            "document": event.document,
            "record": describe_event(event),
            "assertion": event.fact.assertion.value if event.fact else None,
            "only_in_ur": event.fact.only_in_ur if event.fact else False,
            "spans": [
                {"file": span.file, "page": span.page, "start": span.start, "end": span.end, "quote": span.quote}
                for span in event.spans
            ],
        }
        for event in events
    ]
    return json.dumps({"schema": "openimr-chronology/1", "events": rows}, ensure_ascii=False, indent=1) + "\n"


def _iso(day: PartialDate | None) -> str | None:
    return str(day) if day else None


def chronology_docx(events: Sequence[Event], heading: str, account: Sequence[str] = ()) -> bytes:
    """A landscape table whose heading row repeats on every page. account: sentences on the pages received."""
    made = begin_docx(heading)
    _turn(made)
    for sentence in account:
        made.add_paragraph(_printable(sentence), style="List Bullet")
    if not events:
        made.add_paragraph("The file gives no event of this kind.")
        return save_docx(made)
    table = made.add_table(rows=len(events) + 1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    _fill(table, (COLUMNS, *(_cells(event) for event in events)))
    return save_docx(made)


def _cells(event: Event) -> tuple[str, ...]:
    words = words_of(event)
    record = f'{describe_event(event)}\n"{words}"' if words else describe_event(event)
    provider = event.provider or ""
    return (
        name_days(event), provider, name_event(event), ", ".join(event.regions), record,
        "\n".join(name_pages(event.spans)),
    )  # fmt: skip


def _fill(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Inches(width)
    # The cells of a table are collected anew at each look at `cell(row, column)`: going row by row keeps it linear.
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
            cell.width = Inches(width)
            cell.paragraphs[0].add_run(_printable(text)).bold = number == 0
    heads = table.rows[0]._tr.get_or_add_trPr()
    heads.append(OxmlElement("w:tblHeader"))


def _printable(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(letter for letter in text if letter in "\n\t" or letter >= " ")


def _turn(made: Document) -> None:
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Inches(11), Inches(8.5)
    page.left_margin = page.right_margin = Inches(0.9)
