"""The account of the pages beside a chronology, and their pictures. All papers are made up."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from openimr.case import Chart, Fate, Imaging, LedgerEntry, Page, PageRef, PageSource, PartialDate, Span
from openimr.letter.chronology import chronology_docx, describe_event
from openimr.letter.chronology_html import chronology_html
from openimr.letter.chronology_pages import account_of, pages_html
from openimr.records.timeline import Event, EventSource

FILE = "clinic/no 1.pdf"
HEAD, SCAN = Span(FILE, 1, 0, 4, "PR-2"), Span(FILE, 4, 10, 20, "MRI <knee>")
PAPER = Event(source=EventSource.DOCUMENT, kind="pr2", text="Progress", date=PartialDate(2014, 3, 10), spans=(HEAD,))
STUDY = Event(
    source=EventSource.FACT, kind="imaging", text="MRI <knee>", fact=Imaging(modality="MRI", spans=(SCAN,)), spans=(SCAN, HEAD)
)  # fmt: skip
GAP = Event(source=EventSource.GAP, kind="gap", text="No care recorded for 200 days.")
PAGES = tuple(Page(file=FILE, number=number, text="PR-2", source=PageSource.TEXT_LAYER) for number in (1, 4))
FATES = (Fate.READ, Fate.OCR, Fate.UNREADABLE, Fate.OTHER_PATIENT)
CHART = Chart(
    pages=PAGES,
    documents=(),
    ledger=tuple(
        LedgerEntry(ref=PageRef(FILE, number), fate=fate, document=None, confidence=1.0)
        for number, fate in enumerate(FATES, 1)
    ),
)


def test_the_account_names_pages_that_nobody_read() -> None:
    assert account_of(CHART, (PAPER, GAP)) == (
        "Pages received: 4 (1 read, 1 read by OCR, 1 of another patient, 1 unreadable).",
        "Not readable, so that events may be missing here: clinic/no 1.pdf p. 3.",
        "Set apart, since another patient is named: clinic/no 1.pdf p. 4.",
        "Gaps in care: 1.",
    )


def test_the_account_of_a_complete_file_is_short() -> None:
    whole = replace(CHART, ledger=CHART.ledger[:1])
    assert account_of(whole, (PAPER,)) == ("Pages received: 1 (1 read).", "No gap in care of the length asked for.")


def test_every_reference_leads_to_the_picture_of_its_page() -> None:
    page = chronology_html((PAPER, STUDY), "C", "../case", pictured=True, account=("One <page>.",))
    pictures = pages_html((PAPER, STUDY), CHART, "C", lambda ref: b"jpeg", lambda span: ((1.0, 2.0, 30.0, 12.0),))
    links = [unquote(one) for one in re.findall(r'href="chronology-pages.html#([^"]*)"', page)]
    figures = re.findall(r'<figure id="([^"]*)"', pictures)
    assert (links, figures) == ([figures[0], figures[1], figures[0]], figures[:2])
    assert "<li>One &lt;page&gt;.</li>" in page
    assert pictures.count('<rect x="0.0" y="1.0" width="31.0" height="12.0"/>') == 2
    assert (re.findall(r"https?:|<link|<script", pictures), "MRI &lt;knee&gt;" in pictures) == ([], True)


def test_a_page_that_cannot_be_drawn_says_so() -> None:
    pictures = pages_html((PAPER,), CHART, "C", lambda ref: b"", lambda span: ())
    assert "clinic/no 1.pdf p. 1 could not be drawn." in pictures


def test_a_line_of_labels_is_no_title() -> None:
    titles = [describe_event(replace(PAPER, text=text)) for text in ("EXAM DATE: 08/05/2011", "", "Progress note")]
    assert titles == ["Treating physician's progress report", "Treating physician's progress report", "Progress note"]


def test_the_account_stands_above_the_table_of_a_word_processor() -> None:
    assert chronology_docx((PAPER,), "C", ("Told.",)) != chronology_docx((PAPER,), "C")
