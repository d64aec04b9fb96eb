"""Fictional applications and decisions, in several layouts, for the tests of intake."""

from __future__ import annotations

from openimr.case import Document, DocumentKind, Page, PageSource, PartialDate

FORM = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
Type of Utilization Review: [x] Regular [ ] Expedited [ ] Modification after Appeal
Employee Name (First, MI, Last): Petra Q. Lindqvist
Date of Birth: 04/11/1970 Sex: Female
Employer Name: Foghorn Bakery, Inc.
Claim Number: FB-77-1203 Date of Injury: 02/03/2014
Employee Attorney (if known): none
Requesting Physician Name: Oskar Brandt, MD Specialty: Pain Medicine
Practice Name: Seawall Pain Group
Claims Administrator Name: Lighthouse Claims Adjuster: Ines Moro
Primary Diagnosis: 724.2 lumbago
Date of Utilization Review Determination Letter: 06/02/2015
Is the Claims Administrator disputing liability for the requested medical treatment besides
the question of medical necessity? [ ] Yes [x] No
List each specific requested medical service, good or item that was denied or modified:
1. Physical therapy, lumbar spine, 2 x 6
2. ____________
Consent to Obtain Medical Records
I allow my health care providers to furnish medical records.
Employee Signature: Petra Lindqvist Date: 06/15/2015
"""
DECISION = """\
HARBOR MEDICAL REVIEW
June 2, 2015
Oskar Brandt, MD
RE: Petra Lindqvist Claim: FB-77-1203
RFA dated 05/20/2015
NOTICE OF NON-CERTIFICATION
Requested: Physical therapy, lumbar spine, 2 x 6
Determination: DENIED
Rationale
The guideline allows fading of treatment frequency. There is no record of the visits attended.
Guideline: MTUS Chronic Pain Medical Treatment Guidelines, Physical medicine, pages 98-99.
Reviewer: Ludo Farnese, MD, Occupational Medicine
Served by first class mail on June 2, 2015.
"""


def paper(
    text: str, kind: DocumentKind, *, file: str = "file.pdf", page: int = 1, date: str | None = None
) -> tuple[Document, Page]:
    """A document of one page and that page."""
    return (
        Document(
            id=f"{file}-{page}",
            file=file,
            first_page=page,
            last_page=page,
            kind=kind,
            date=PartialDate.parse(date) if date else None,
        ),
        Page(file=file, number=page, text=text, source=PageSource.TEXT_LAYER),
    )


def folder(*papers: tuple[Document, Page]) -> tuple[tuple[Document, ...], tuple[Page, ...]]:
    return tuple(document for document, _ in papers), tuple(page for _, page in papers)


def form(text: str = FORM) -> tuple[Document, Page]:
    return paper(text, DocumentKind.IMR_APPLICATION, file="application.pdf")


def decision(text: str = DECISION) -> tuple[Document, Page]:
    return paper(text, DocumentKind.UR_DECISION, file="decision.pdf")


def letter(text: str, date: str) -> tuple[Document, Page]:
    return paper(text, DocumentKind.CORRESPONDENCE, file="letters.pdf", date=date)
