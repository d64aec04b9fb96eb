"""Statements and medication lists of different records that cannot both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from openimr.case import (
    OF_THE_PATIENT,
    Document,
    DocumentKind,
    Fact,
    Medication,
    Page,
    PartialDate,
    RecordProblem,
    RecordProblemKind,
    Span,
)

from .document_heads import read_lexicon
from .ledger import name_document
from .record_sentences import Saying, folded, page_at, pages_of, sayings_of, shorten
from .sieve import Sieve, sift

LISTS = frozenset({DocumentKind.PR2, DocumentKind.CONSULT})
_SPEAKS_FOR = LISTS | {DocumentKind.RFA, DocumentKind.CORRESPONDENCE, DocumentKind.PT_NOTE}
LATER_DAYS, EARLIER_DAYS = 120, 730
_STOPPED = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|quit|discontinu\w+|d/c[''’]?d?|no longer|not taking|cancel\w*|off (?:of )?(?:the|it)"
    r"|intoler\w+|not tolerated|held|nothing further|never again)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    document: Document
    span: Span
    date: PartialDate


def conflict(about: str, *spans: Span) -> RecordProblem:
    return RecordProblem(kind=RecordProblemKind.CONFLICT, about=about, spans=spans)


def stopped_and_listed(
    facts: tuple[Fact, ...], own: tuple[Document, ...], pages: tuple[Page, ...]
) -> Iterator[RecordProblem]:
    """A medication that was stopped and is listed as current later, with no later start between."""
    drugs = [fact for fact in facts if isinstance(fact, Medication) and fact.assertion in OF_THE_PATIENT]
    for name in sorted({fact.name for fact in drugs}):
        mine = [fact for fact in drugs if fact.name == name]
        stopped = sorted(
            (said for said in _placed(mine, own, current=False) if _says_stopped(said.span, pages)),
            key=lambda said: said.date,
        )
        listed = [
            said
            for said in _placed(mine, own, current=True)
            if said.document.kind in LISTS and not _says_stopped(said.span, pages)
        ]
        later = sorted(
            (said for said in listed if stopped and said.date.earliest() > stopped[0].date.latest()),
            key=lambda said: said.date,
        )
        if later:
            yield conflict(
                f"{name.capitalize()} was stopped by {stopped[0].date} according to the "
                f"{name_document(stopped[0].document)}, but the {name_document(later[0].document)} lists it as"
                " current "
                f"on {later[0].date}.",
                later[0].span,
                stopped[0].span,
            )


def _says_stopped(span: Span, pages: tuple[Page, ...]) -> bool:
    """Whether the words about the drug, or close behind them, speak of stopping. A refill that ended says nothing."""
    page = page_at(span.ref, pages)
    return _STOPPED.search(page.text[max(0, span.start - 30) : span.end + 60]) is not None


def _placed(drugs: list[Medication], own: tuple[Document, ...], *, current: bool) -> Iterator[_Said]:
    holders = {
        (each.file, number): each for each in reversed(own) for number in range(each.first_page, each.last_page + 1)
    }
    for fact in drugs:
        if fact.current is not current:
            continue
        for span in fact.spans:
            document = holders.get((span.file, span.page))
            on = fact.date if fact.date is not None and len(fact.spans) == 1 else document.date if document else None
            if document is not None and on is not None:
                yield _Said(document=document, span=span, date=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    name: str
    one: Sieve
    other: Sieve


@cache
def _pairs() -> tuple[_Pair, ...]:
    given = read_lexicon("record_conflicts")["pairs"]
    if not isinstance(given, list):
        raise ValueError("record_conflicts.yaml: pairs is no list")
    return tuple(
        _Pair(
            name=row["name"],
            one=sift(row["one"]),
            other=sift(row["other"]),
        )
        for row in given
    )


def contradicting_statements(own: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    """For every pair of the lexicon the latest record that says one thing, and another that says the contrary.

    The contrary may be older, or at most four months younger: later than that, things may have changed.
    """
    for pair, ones, others in _statements(own, pages):
        found = next(
            ((one, other) for one in _latest_first(ones) for other in others if _clash(pair, one, other)), None
        )
        if found is not None:
            one, other = found
            yield conflict(
                f'On {pair.name}, the {name_document(one.document)} says "{shorten(one.text)}", but the '
                f'{name_document(other.document)} says "{shorten(other.text)}".',
                one.span(),
                other.span(),
            )


def _statements(
    own: tuple[Document, ...], pages: tuple[Page, ...]
) -> tuple[tuple[_Pair, list[Saying], list[Saying]], ...]:
    """For each pair the sentences that say the one and the other. Each sentence is taken once, for all pairs."""
    found: tuple[tuple[_Pair, list[Saying], list[Saying]], ...] = tuple((pair, [], []) for pair in _pairs())
    for document in own:
        for page in pages_of(document, pages):
            text = folded(page.text)
            spoken = [row for row in found if row[0].one.can_match(text) or row[0].other.can_match(text)]
            for saying in sayings_of(document, page) if spoken else ():
                for pair, ones, others in spoken:
                    if pair.one.search(saying.text):
                        if document.kind in _SPEAKS_FOR:
                            ones.append(saying)
                    elif pair.other.search(saying.text):
                        others.append(saying)
    return found


def _latest_first(ones: list[Saying]) -> list[Saying]:
    return sorted(ones, key=lambda saying: saying.document.date or PartialDate(1), reverse=True)


def _clash(pair: _Pair, one: Saying, other: Saying) -> bool:
    if one.document.date is None or other.document.date is None:
        return False
    days = (one.document.date.earliest() - other.document.date.earliest()).days
    if not -LATER_DAYS <= days <= EARLIER_DAYS:
        return False
    things = [_thing(pattern.search(each.text)) for pattern, each in ((pair.one, one), (pair.other, other))]
    return None in things or things[0] == things[1]


def _thing(match: re.Match[str] | None) -> str | None:
    groups = match.groupdict() if match else {}
    named = groups.get("thing") or groups.get("thing2")
    return named[:3].lower() if named else None
