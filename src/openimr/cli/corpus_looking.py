"""`imr corpus info | search`."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator

from openimr.case import OpenImrError
from openimr.corpus import Outcome
from openimr.corpus.entry_record import entry_record
from openimr.corpus.query import Facet, Filters, Found, Hit, Snippet
from openimr.engines.corpus_index import CorpusIndex

_DECISIONS = {
    "upheld": Outcome.UPHELD,
    "overturned": Outcome.OVERTURNED,
    "partly": Outcome.PARTLY,
    "partially overturned": Outcome.PARTLY,
}
_SPAN = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?$")


def filters_of(chosen: argparse.Namespace) -> Filters:
    """Raises OpenImrError for a decision, year or age that cannot be understood."""
    decision = _DECISIONS.get(chosen.decision.lower()) if chosen.decision else None
    if chosen.decision and decision is None:
        raise OpenImrError(f"--decision {chosen.decision} is none; say upheld, overturned or partly.")
    year_from, year_to = span_of("--year", chosen.year)
    age_from, age_to = span_of("--age", chosen.age)
    return Filters(
        item=chosen.item,
        service=chosen.service,
        region=chosen.region,
        condition=chosen.condition,
        guideline=chosen.guideline,
        page=chosen.page,
        specialty=chosen.specialty,
        year_from=year_from,
        year_to=year_to,
        decision=decision,
        age_from=age_from,
        age_to=age_to,
        sex=chosen.sex,
        program=chosen.program,
        claims_administrator=chosen.administrator,
        requesting_physician=chosen.physician,
        case_number=chosen.case,
        signal=chosen.signal,
    )


def span_of(name: str, words: str | None) -> tuple[int | None, int | None]:
    """Both ends of "40-50", the same one twice of "40". Raises OpenImrError for what is neither."""
    if not words:
        return None, None
    match = _SPAN.match(words.strip())
    if not match:
        raise OpenImrError(f"{name} {words} is no number and no range like 40-50.")
    return int(match[1]), int(match[2] or match[1])


def search(chosen: argparse.Namespace) -> int:
    """Prints what is found; 0 also when that is nothing."""
    index = CorpusIndex(chosen.corpus)
    found = index.search(
        " ".join(chosen.words),
        filters_of(chosen),
        limit=max(1, chosen.most),
        offset=max(0, chosen.first - 1),
        facets=not chosen.no_counts,
    )
    print(json.dumps(_data(found), ensure_ascii=False) if chosen.json else "\n".join(_lines(found, chosen.first)))
    return 0


def tell(chosen: argparse.Namespace) -> int:
    """Prints what the corpus holds; raises OpenImrError when it is not whole."""
    index = CorpusIndex(chosen.corpus)
    manifest = index.manifest
    found = index.search("", limit=1)
    size = sum(size for _, size in manifest.files)
    unfinished = (chosen.corpus / "building").exists()
    if chosen.json:
        row = {"letters": manifest.letters, "items": manifest.entries, "generation": manifest.generation, "bytes": size}
        print(
            json.dumps(
                row | {"segments": len(manifest.segments), "unfinished": unfinished, "counts": _counts(found.facets)}
            )
        )
        return 0
    print(
        f"{manifest.letters:,} letters, {manifest.entries:,} items, {size / 1e6:,.1f} MB, {len(manifest.segments)} segments; all files are whole."
    )
    for source in manifest.sources:
        print(f"  from {source.name}: {source.letters:,} letters")
    if unfinished:
        print("  An interrupted run left finished pieces; the same command again goes on from them.")
    print("\n".join(_facet_lines(found.facets)))
    return 0


def _data(found: Found) -> dict[str, object]:
    hits = [
        {
            "score": hit.score,
            "entry": json.loads(entry_record(hit.entry)),
            "snippets": [
                {"field": one.field, "text": one.text, "marks": [list(mark) for mark in one.marks]}
                for one in hit.snippets
            ],
        }
        for hit in found.hits
    ]
    return {"total": found.total, "widened": found.widened, "hits": hits, "counts": _counts(found.facets)}


def _counts(facets: tuple[Facet, ...]) -> dict[str, dict[str, int]]:
    return {facet.field: dict(facet.counts) for facet in facets}


def _lines(found: Found, first: int) -> Iterator[str]:
    says = "items have most of the words (few or none have all)" if found.widened else "items"
    yield f"{found.total:,} {says}"
    for number, hit in enumerate(found.hits, start=first):
        yield ""
        yield from hit_lines(number, hit)
    if found.facets:
        yield ""
        yield from _facet_lines(found.facets)


def hit_lines(number: int, hit: Hit) -> Iterator[str]:
    """Decision, request and head of one item, then the passages that say it."""
    entry = hit.entry
    decision = entry.decision.value if entry.decision else "Undecided"
    inferred = "" if entry.decision_explicit else " (inferred)"
    head = (
        entry.program,
        entry.case_number,
        str(entry.year) if entry.year else None,
        entry.service,
        "; ".join(entry.specialties),
    )
    request, *passages = hit.snippets or (Snippet(field="request", text=entry.request),)
    yield f"{number:>3}. {decision}{inferred}: {mark(request)}"
    yield f"     {' | '.join(part for part in head if part)}  [{entry.id}]"
    for passage in passages:
        yield f"     {passage.field}: ... {' '.join(mark(passage).split())} ..."


def mark(snippet: Snippet) -> str:
    """The words found in bold on a terminal, else between asterisks."""
    before, after = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("*", "*")
    parts, at = [], 0
    for start, end in snippet.marks:
        parts += [snippet.text[at:start], before, snippet.text[start:end], after]
        at = end
    return "".join((*parts, snippet.text[at:]))


def _facet_lines(facets: tuple[Facet, ...]) -> Iterator[str]:
    width = max(60, shutil.get_terminal_size((110, 20)).columns)
    for facet in facets:
        if facet.counts:
            says = ", ".join(f"{value} {count:,}" for value, count in facet.counts)
            yield f"{facet.field.replace('_', ' ') + ':':<11}{says}"[: width * 2]
