"""Facts of a case file: what its documents say of the patient, each with the words that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from openimr.batch import Runner, run_here
from openimr.case import Boxes, Document, DocumentKind, Fact, Page

from ..passages import Passage, passages_of
from .allergies import find_allergies
from .comorbidities import find_comorbidities
from .conservative_care import find_conservative_care
from .diagnoses import find_diagnoses
from .exam_findings import find_exam_findings
from .findings import find_findings, settle_findings
from .functional_improvements import find_functional_improvements
from .imaging import find_imaging
from .measures import find_measures
from .medications import find_medications
from .merging import merge
from .over_time import settle_over_time
from .procedures import find_procedures
from .treatment_courses import find_treatment_courses
from .visit_days import last_row_day, spans_of_days
from .work_statuses import find_work_statuses

Find = Callable[[Sequence[Passage], Document], Iterable[Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """One kind of fact and the function that finds it in a document's passages."""

    name: str
    find: Find


FINDERS = (
    Finder(name="procedures", find=find_procedures),
    Finder(name="diagnoses", find=find_diagnoses),
    Finder(name="treatment courses", find=find_treatment_courses),
    Finder(name="medications", find=find_medications),
    Finder(name="imaging", find=find_imaging),
    Finder(name="exam findings", find=find_exam_findings),
    Finder(name="measures", find=find_measures),
    Finder(name="functional improvements", find=find_functional_improvements),
    Finder(name="work statuses", find=find_work_statuses),
    Finder(name="conservative care", find=find_conservative_care),
    Finder(name="comorbidities", find=find_comorbidities),
    Finder(name="allergies", find=find_allergies),
    Finder(name="findings", find=find_findings),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Documents whose facts are read in one go, each with its pages."""

    documents: tuple[tuple[Document, tuple[Page, ...]], ...]


PAGES_AT_ONCE = 25


def extract(documents: Sequence[Document], pages: Sequence[Page], run: Runner = run_here) -> tuple[Fact, ...]:
    """Every fact of the patient's own documents, each once, with every place that says it.

    Other patients' documents and the IMR application (a party's summary, without evidence) give no facts; a duplicate
    adds its places to the original's facts. A fact that only the UR decision states is marked only_in_ur.

    run: reads some documents after the other, or side by side; the facts are the same.
    """
    own = (document for document in documents if not document.other_patient and document.kind not in _NO_SOURCE)
    ordered = sorted(own, key=lambda document: document.duplicate_of is not None)
    found = merge(fact for facts in run(read_facts, tuple(_readings(ordered, pages))) for fact in facts)
    return settle_findings(merge(settle_over_time(found)))


def _readings(documents: Iterable[Document], pages: Iterable[Page]) -> Iterator[Reading]:
    """The documents in parts of about as many pages. Where words stand in the picture is left out: facts need it not."""
    by_place = {(page.file, page.number): page for page in pages}
    part: list[tuple[Document, tuple[Page, ...]]] = []
    for document in documents:
        places = [(document.file, number) for number in range(document.first_page, document.last_page + 1)]
        held = (by_place[place] for place in places if place in by_place)
        part.append((document, tuple(replace(page, boxes=_NO_BOXES) for page in held)))
        if sum(len(held) for _, held in part) >= PAGES_AT_ONCE:
            yield Reading(documents=tuple(part))
            part = []
    if part:
        yield Reading(documents=tuple(part))


_NO_BOXES = Boxes()


def read_facts(reading: Reading) -> tuple[Fact, ...]:
    """Every fact of some documents, in order, as often as it is told."""
    return tuple(fact for document, pages in reading.documents for fact in _facts_of(document, pages))


_NO_SOURCE = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})


_OF_COURSES = frozenset(
    {
        DocumentKind.PT_NOTE,
        DocumentKind.CHIRO_NOTE,
        DocumentKind.ACUPUNCTURE_NOTE,
        DocumentKind.PSYCH_NOTE,
    }
)
_HEAD = 600
_LONGEST_COURSE = 420


def _until_its_end(document: Document, pages: Sequence[Page]) -> Document:
    """A therapy record headed by its course ("04/28/14 - 06/20/14") is of its last day: its rows lie before that."""
    if document.kind not in _OF_COURSES or document.date is None or not pages:
        return document
    written = last_row_day("\n".join(page.text for page in pages), document)
    if written is not None and 0 < (written.earliest() - document.date.latest()).days <= _LONGEST_COURSE:
        return replace(document, date=written)
    for _, days in spans_of_days(pages[0].text[:_HEAD], document):
        if days.first == document.date and days.last is not None and days.last.day:
            return replace(document, date=days.last)
    return document


def _facts_of(document: Document, pages: Sequence[Page]) -> Iterator[Fact]:
    document = _until_its_end(document, pages)
    passages = passages_of(document, pages)
    if document.date is None and passages:
        document = replace(document, date=passages[0].date)
    ur = document.kind is DocumentKind.UR_DECISION
    for finder in FINDERS:
        for fact in finder.find(passages, document):
            yield replace(fact, only_in_ur=True) if ur and not fact.only_in_ur else fact
