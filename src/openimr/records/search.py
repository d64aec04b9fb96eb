"""Searches the file for what a statement denies ("no documentation of ..."), on every page of the patient that was read.

A hit is no finding: it is a place that a person has to read before the statement may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from openimr.case import Chart, Document, DocumentKind, Fact, Fate, Finding, Page, PageRef, Polarity, Span

from .search_terms import Term, Wanted, stem, want
from .timeline import kind_of

NEAR = 160
"""Characters within which the words must meet."""
AROUND = 110
"""Characters shown before and after the words."""
PASSAGES = 3
"""Passages shown of one page at most."""
NO_RECORD = frozenset(
    {DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER}
)
"""The refusal itself, a party's request and cover sheets: shown, but after the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Words found and the words around them. span: the words found; text: with those around; start, end: in `text`."""

    span: Span
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHit:
    """A page that bears the words. score: the greater the better; words: the terms found; of_record: it is a record,
    no refusal or request."""

    ref: PageRef
    score: int
    words: tuple[str, ...]
    extracts: tuple[Extract, ...]
    document: Document | None
    of_record: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """denied: what was searched for. hits: best first. The other pages were not searched, and why."""

    statement: str
    denied: str
    terms: tuple[str, ...]
    hits: tuple[PageHit, ...]
    searched: tuple[PageRef, ...]
    unreadable: tuple[PageRef, ...]
    other_patient: tuple[PageRef, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """Words of a page that answer. weight: 3 the words together (4 when close) or a fact, 2 a name alone, 1 a statement of
    a concept or a fact that bears the denial out, 0 a statement that denies the concept."""

    start: int
    end: int
    weight: int
    words: tuple[str, ...]


_Answers = tuple[tuple[Span, int], ...]


def search(chart: Chart, statement: str) -> SearchResult:
    """Every page on which what the statement denies may stand, the likeliest first.

    Three things make a hit: the statement's words (by stem or synonym) close together, a statement of a concept it
    names, and a fact that was read under its words.
    """
    wanted = want(statement)
    searched = chart.searched()
    among = set(searched)
    answering = _answering(chart.facts, wanted)
    hits = [
        hit
        for page in chart.pages
        if PageRef(page.file, page.number) in among
        and (hit := _search_page(page, wanted, answering, chart.document_of(PageRef(page.file, page.number))))
    ]
    return SearchResult(
        statement=statement,
        denied=wanted.denied,
        terms=tuple(term.name for term in wanted.terms),
        hits=tuple(sorted(hits, key=lambda hit: (not hit.of_record, -hit.score, hit.ref))),
        searched=searched,
        unreadable=chart.unreadable(),
        other_patient=tuple(entry.ref for entry in chart.ledger if entry.fate is Fate.OTHER_PATIENT),
    )


def _search_page(page: Page, wanted: Wanted, facts: _Answers, document: Document | None) -> PageHit | None:
    matches = [*_meetings(page.text, wanted.terms)]
    for concept in wanted.concepts:
        for weight, pattern in ((1, concept.present), (0, concept.absent)):
            found = pattern.finditer(page.text) if pattern else ()
            matches += [_Match(one.start(), one.end(), weight, (concept.id.replace("_", " "),)) for one in found]
    here = ((span, weight) for span, weight in facts if (span.file, span.page) == (page.file, page.number))
    matches += [_Match(span.start, span.end, weight, ("fact",)) for span, weight in here]
    if not matches:
        return None
    best = _apart(matches)[:PASSAGES]
    return PageHit(
        ref=PageRef(page.file, page.number),
        score=max(match.weight for match in best) * 10 + min(len(matches), 9),
        words=tuple(dict.fromkeys(word for match in best for word in match.words if word != "fact")),
        extracts=tuple(_extract(page, match) for match in sorted(best, key=lambda match: match.start)),
        document=document,
        of_record=document is None or document.kind not in NO_RECORD,
    )


def _meetings(text: str, terms: tuple[Term, ...]) -> Iterator[_Match]:
    """Stretches of at most NEAR characters that bear all terms, or of three and more two thirds; lone names weigh least."""
    told = tuple(term.find(text) for term in terms)
    for term, found in zip(terms, told, strict=True):
        if term.telling and len(terms) > 1:
            yield from (_Match(start, end, 2, (term.name,)) for start, end in found)
    needed = len(terms) if len(terms) < 3 else -(-len(terms) * 2 // 3)
    places = sorted((start, end, number) for number, found in enumerate(told) for start, end in found)
    if not terms or len({number for _, _, number in places}) < needed:
        return
    heart = {number for number, term in enumerate(terms) if term.telling}
    after = -1
    for at, (first, _, _) in enumerate(places):
        if first < after:
            continue
        near = [place for place in places[at:] if place[1] <= first + NEAR]
        met = {number for _, _, number in near}
        if len(met) < needed or (heart and heart.isdisjoint(met)):
            continue
        start, end = _shortest(near, needed)
        after = near[-1][1]
        weight = 3 * len(met) // len(terms) + (end - start <= NEAR // 3)
        yield _Match(start, end, weight, tuple(terms[number].name for number in sorted(met)))


def _shortest(places: list[tuple[int, int, int]], needed: int) -> tuple[int, int]:
    """The shortest stretch that bears enough terms."""
    stretches = []
    for at, (start, _, _) in enumerate(places):
        met: set[int] = set()
        for _, end, number in places[at:]:
            met.add(number)
            if len(met) >= needed:
                stretches.append((end - start, start, end))
                break
    _, start, end = min(stretches)
    return start, end


def _apart(matches: Iterable[_Match]) -> list[_Match]:
    """The best matches, none within the words shown around a better one."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda match: (-match.weight, match.start, match.end)):
        if all(match.end + AROUND < one.start or match.start > one.end + AROUND for one in kept):
            kept.append(match)
    return kept


def _extract(page: Page, match: _Match) -> Extract:
    left = _to_word(page.text, max(0, match.start - AROUND), match.start)
    right = (
        page.text.rfind(" ", match.end, match.end + AROUND) if match.end + AROUND < len(page.text) else len(page.text)
    )
    before = " ".join(page.text[left : match.start].split())
    quote = " ".join(page.text[match.start : match.end].split())
    after = " ".join(page.text[match.end : max(right, match.end)].split())
    start = len(before) + bool(before and page.text[match.start - 1].isspace())
    joined = before + " " * (start - len(before)) + quote
    apart = " " if after and page.text[match.end].isspace() else ""
    return Extract(
        span=Span(page.file, page.number, match.start, match.end, quote),
        text=joined + apart + after,
        start=start,
        end=len(joined),
    )


def _to_word(text: str, at: int, limit: int) -> int:
    """The next beginning of a word from an offset on."""
    if at == 0:
        return 0
    space = re.compile(r"\s").search(text, at, limit)
    return space.end() if space else at


def _answering(facts: Iterable[Fact], wanted: Wanted) -> _Answers:
    """Places of facts whose type, name and region hold every content word; those that bear the denial out weigh less."""
    stems = {stem(word) for term in wanted.terms for word in re.findall(r"[A-Za-z]{3,}", term.name.split(" (")[0])}
    if not stems:
        return ()
    ids = {concept.id for concept in wanted.concepts}
    return tuple(
        (span, 1 if getattr(fact, "polarity", None) is Polarity.ABSENT else 3)
        for fact in facts
        if stems <= _stems_of(fact) or (isinstance(fact, Finding) and fact.concept in ids)
        for span in fact.spans
    )


def _stems_of(fact: Fact) -> frozenset[str]:
    told = [kind_of(fact)]
    told += [
        value
        for field in fields(fact)
        if field.name in ("name", "service", "modality", "status", "body_region", "concept", "level", "part")
        and isinstance(value := getattr(fact, field.name), str)
    ]
    return frozenset(stem(word) for word in re.findall(r"[A-Za-z]{3,}", " ".join(told)))
