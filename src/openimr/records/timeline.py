"""The chronology: what the file dates, in order, each thing once, with the pages that say it and the gaps between.

Documents of another patient give nothing; a duplicate adds its page to the original's event. What has no date stands
at the end, so that nothing is lost. Statements read for a guideline's concepts (`Finding`) are left out: they say again,
in the guideline's terms, what the other facts and the documents say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from openimr.case import (
    OF_THE_PATIENT,
    Assertion,
    Chart,
    Document,
    DocumentKind,
    Fact,
    Finding,
    Imaging,
    Page,
    PageRef,
    PartialDate,
    Procedure,
    Span,
    TreatmentCourse,
)

from .ledger import first_words

GAP_DAYS = 90
"""Longer without care than this is told as a gap, unless another number of days is asked for."""
TOLD = OF_THE_PATIENT | {Assertion.PLANNED}
"""Facts that have a place in time. Denials, relatives' histories and mere possibilities have none."""
NO_CARE = frozenset(
    {
        DocumentKind.IMR_APPLICATION,
        DocumentKind.UR_DECISION,
        DocumentKind.RFA,
        DocumentKind.CORRESPONDENCE,
        DocumentKind.FAX_COVER,
        DocumentKind.PROOF_OF_SERVICE,
        DocumentKind.BILLING,
        DocumentKind.CASE_MANAGER_NOTE,
        DocumentKind.QME_REPORT,
    }
)
"""Documents that record no care given; a gap runs through them."""


class EventSource(Enum):
    """What an event was made from."""

    DOCUMENT = "document"
    FACT = "fact"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the chronology.

    kind: the document's kind ("pr2"), the type of the fact ("treatment course") or "gap". until: last day of a course or
    gap. text: the document's title, the fact's words as printed, or a sentence on the gap. document: id of the document.
    fact: for its fields. regions: body regions, sorted.
    """

    source: EventSource
    kind: str
    text: str
    date: PartialDate | None = None
    until: PartialDate | None = None
    provider: str | None = None
    provider_role: str | None = None
    regions: tuple[str, ...] = ()
    document: str | None = None
    fact: Fact | None = None
    spans: tuple[Span, ...] = ()


def timeline(chart: Chart, *, gap_days: int = GAP_DAYS) -> tuple[Event, ...]:
    """Every event, the earliest first; of one day the documents first. Undated events stand last."""
    holders = _holders(chart.documents)
    facts = _fold(_of_facts(chart.facts, holders))
    documents = tuple(_of_documents(chart, facts))
    gaps = tuple(_gaps(documents, facts, gap_days))
    return tuple(sorted((*documents, *facts, *gaps), key=_place))


def select(
    events: Iterable[Event], *, provider: str | None = None, region: str | None = None, kind: str | None = None
) -> tuple[Event, ...]:
    """Events whose provider, a region and the kind hold the words asked for, whatever their case.

    Gaps are of the whole record: they stay only where nothing, or nothing but their kind, is asked for.
    """
    return tuple(
        event
        for event in events
        if _holds((event.provider, event.provider_role), provider)
        and _holds(event.regions, region)
        and _holds((event.kind, event.kind.replace("_", " ")), kind)
        and not (event.source is EventSource.GAP and kind is None and (provider or region))
    )


def kind_of(fact: Fact) -> str:
    """TreatmentCourse -> "treatment course"."""
    name = type(fact).__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _holds(values: Sequence[str | None], asked: str | None) -> bool:
    return asked is None or any(asked.casefold() in value.casefold() for value in values if value)


def _place(event: Event) -> tuple[bool, PartialDate, int, str, tuple[Span, ...], str]:
    order = {EventSource.DOCUMENT: 0, EventSource.FACT: 1, EventSource.GAP: 2}[event.source]
    first = event.date or PartialDate(9999)
    return event.date is None, first, order, event.kind if order else "", event.spans, event.text


def _holders(documents: tuple[Document, ...]) -> Callable[[PageRef], Document | None]:
    pages = {
        PageRef(document.file, number): document
        for document in documents
        for number in range(document.first_page, document.last_page + 1)
    }
    return pages.get


def _of_facts(facts: Iterable[Fact], holder: Callable[[PageRef], Document | None]) -> Iterator[Event]:
    for fact in facts:
        if fact.assertion not in TOLD or not fact.spans or isinstance(fact, Finding):
            continue
        documents = [document for span in fact.spans if (document := holder(span.ref)) is not None]
        said_by = min(documents, key=lambda document: document.kind in NO_CARE, default=None)
        start = getattr(fact, "start", None) or getattr(fact, "date", None)
        region = getattr(fact, "body_region", None)
        yield Event(
            source=EventSource.FACT,
            kind=kind_of(fact),
            text=fact.spans[0].quote,
            date=start or getattr(fact, "end", None),
            until=getattr(fact, "end", None) if start else None,
            provider=_author(said_by),
            provider_role=said_by.author_role if said_by else None,
            regions=(region,) if region else (),
            document=said_by.id if said_by else None,
            fact=fact,
            spans=fact.spans,
        )


def _fold(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events whose facts differ in their places only, as one with all the places."""
    folded: dict[Fact, Event] = {}
    for event in events:
        if event.fact is None:
            continue
        bare = replace(event.fact, spans=(), only_in_ur=False)
        first = folded.get(bare)
        if first is None or first.fact is None:
            folded[bare] = event
            continue
        spans = tuple(dict.fromkeys((*first.spans, *event.spans)))
        only_in_ur = first.fact.only_in_ur and event.fact.only_in_ur
        folded[bare] = replace(first, spans=spans, fact=replace(first.fact, spans=spans, only_in_ur=only_in_ur))
    return tuple(folded.values())


def _of_documents(chart: Chart, facts: Sequence[Event]) -> Iterator[Event]:
    pages = {PageRef(page.file, page.number): page for page in chart.pages}
    regions: dict[str, set[str]] = {}
    for event in facts:
        if event.document:
            regions.setdefault(event.document, set()).update(event.regions)
    copies: dict[str, list[Span]] = {}
    for document in chart.documents:
        if document.duplicate_of:
            copies.setdefault(document.duplicate_of, []).append(_head(document, pages))
    for document in chart.documents:
        if document.other_patient or document.duplicate_of:
            continue
        yield Event(
            source=EventSource.DOCUMENT,
            kind=document.kind.value,
            text=document.title,
            date=document.date,
            provider=_author(document),
            provider_role=document.author_role,
            regions=tuple(sorted(regions.get(document.id, ()))),
            document=document.id,
            spans=(_head(document, pages), *copies.get(document.id, ())),
        )


def _author(document: Document | None) -> str | None:
    return " ".join(document.author.split()) if document and document.author else None


def _head(document: Document, pages: dict[PageRef, Page]) -> Span:
    """The first printed words of a document."""
    page = pages.get(PageRef(document.file, document.first_page))
    return first_words(page) if page is not None else Span(document.file, document.first_page, 0, 0, "")


def _gaps(documents: Iterable[Event], facts: Iterable[Event], longest: int) -> Iterator[Event]:
    """Stretches without a day of care, between the first and the last document of care."""
    no_care = {kind.value for kind in NO_CARE}
    seen = [event for event in documents if event.kind not in no_care and event.date and event.date.day]
    if not seen:
        return
    first = min(event.date for event in seen if event.date)
    last = max(event.date for event in seen if event.date)
    given = [event for event in facts if _is_care(event) and event.date and first <= event.date <= last]
    covered = first
    for earlier, later in pairwise(sorted((*seen, *given), key=_place)):
        if earlier.date is None or later.date is None:
            continue
        covered = max(covered, earlier.date, earlier.until or earlier.date)
        days = (later.date.earliest() - covered.latest()).days
        if days > longest:
            yield Event(
                source=EventSource.GAP,
                kind="gap",
                text=f"No care recorded for {days} days.",
                date=covered,
                until=later.date,
                spans=(*earlier.spans[:1], *later.spans[:1]),
            )


def _is_care(event: Event) -> bool:
    """Care that was given: done, not only asked for."""
    kinds = (Procedure, Imaging, TreatmentCourse)
    return isinstance(event.fact, kinds) and event.fact.assertion in OF_THE_PATIENT
