"""The text index of a corpus, opened for searching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from openimr.case import OpenImrError
from openimr.corpus.cited import known_family
from openimr.corpus.entry import Entry
from openimr.corpus.entry_record import parse_entry
from openimr.corpus.query import Facet, Filters, Found, Hit, Unit, snippets_of, units_of

from .corpus_manifest import Manifest, check_files, read_manifest
from .corpus_shard import FACETS, tantivy

ANY = Filters()
_WORD = re.compile(r"\w+")
_EXACT_FILTERS = {
    "service": "service", "region": "region", "specialty": "specialty", "sex": "sex", "program": "program",
    "claims_administrator": "administrator", "requesting_physician": "physician", "case_number": "case_number", "signal": "signal",
}  # fmt: skip
_WORD_FILTERS = {"item": "request", "condition": "condition_words"}
_SHOWN = 12
_FEW = 10
"""Fewer than so many answers to all the words, and those with most of them are shown too."""
_SERVICE_FACTOR = 0.6
_REQUEST_FACTOR = 2.0


class CorpusIndex:
    """Open for reading; a later build puts another generation in force and this one goes on with what it opened."""

    def __init__(self, corpus: Path) -> None:
        self.manifest: Manifest = read_manifest(corpus)
        check_files(corpus, self.manifest)
        self.folder = corpus / self.manifest.generation
        engine = tantivy()
        try:
            self._index = engine.Index.open(str(self.folder / "text"))
        except ValueError as wrong:
            raise OpenImrError(f"{self.folder} cannot be opened ({wrong}); build the corpus again.") from wrong
        self.schema = self._index.schema
        self.searcher = self._index.searcher()
        self.query = engine.Query
        self.occur = engine.Occur
        builder = engine.TextAnalyzerBuilder(engine.Tokenizer.simple())
        analyzer = builder.filter(engine.Filter.lowercase()).filter(engine.Filter.stemmer("english")).build()
        self.stem = lru_cache(maxsize=200_000)(lambda word: next(iter(analyzer.analyze(word)), ""))

    def search(
        self, text: str, filters: Filters = ANY, *, limit: int = 10, offset: int = 0, facets: bool = True
    ) -> Found:
        """Entries that say all of it, best first; when none or few do, those that say most. facets: count the fields too."""
        units = units_of(text)
        narrowing = self._narrowing(filters)
        query = self._all_of(units, narrowing)
        counts, total = self._facets(query) if facets else ((), self._count(query))
        widened = total < _FEW and sum(not one.refused for one in units) > 1
        if widened:
            query = self._most_of(units, narrowing)
            counts, total = self._facets(query) if facets else ((), self._count(query))
        stems = frozenset(self.stem(word) for one in units if not one.refused for word in one.words)
        found = self.searcher.search(query, limit, count=False, offset=offset).hits
        hits = tuple(self._hit(score, address, stems) for score, address in found)
        return Found(total=total, hits=hits, facets=counts, widened=widened and total > 0)

    def entry(self, identity: str) -> Entry:
        """The entry of an identity. Raises OpenImrError when the corpus does not hold it."""
        found = self.searcher.search(self.term("entry", identity), 1, count=False).hits
        if not found:
            raise OpenImrError(f"The corpus holds no entry {identity}.")
        return self.read(found[0][1])

    def ranked(self, query: Any, limit: int) -> list[tuple[float, Entry]]:
        """The best entries of an engine's query."""
        return [(score, self.read(address)) for score, address in self.searcher.search(query, limit, count=False).hits]

    def read(self, address: Any) -> Entry:
        return parse_entry(bytes(self.searcher.doc(address)["record"][0]).decode())

    def records(self, filters: Filters) -> Iterator[str]:
        """The stored lines of all entries that the filters leave, in the order of the corpus."""
        query = self._joined([], self._narrowing(filters))
        found = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        for address in sorted((address for _, address in found), key=lambda one: (one.segment_ord, one.doc)):
            yield bytes(self.searcher.doc(address)["record"][0]).decode()

    def term(self, field: str, value: str) -> Any:
        return self.query.term_query(self.schema, field, value, "basic")

    def words(self, field: str, words: str) -> list[Any]:
        """One query a word of a field with stems."""
        stems = dict.fromkeys(self.stem(word.lower()) for word in _WORD.findall(words))
        return [self.query.term_query(self.schema, field, stem, "freq") for stem in stems if stem]

    def rarest(self, field: str, words: str, most: int) -> list[Any]:
        """As `words`, of those the corpus knows the rarest: they tell the most, and common ones cost the most."""
        stems = dict.fromkeys(self.stem(word.lower()) for word in _WORD.findall(words))
        counted = sorted((self.searcher.doc_freq(field, stem), stem) for stem in stems if stem)
        kept = [stem for count, stem in counted if count][:most]
        return [self.query.term_query(self.schema, field, stem, "freq") for stem in kept]

    def _hit(self, score: float, address: Any, stems: frozenset[str]) -> Hit:
        entry = self.read(address)
        return Hit(entry=entry, score=round(score, 4), snippets=snippets_of(entry, stems, self.stem))

    def _all_of(self, units: Sequence[Unit], narrowing: Sequence[Any]) -> Any:
        parts = [(self.occur.MustNot if one.refused else self.occur.Must, self._unit(one)) for one in units]
        parts += [(self.occur.Should, query) for query in self._in_request(units)]
        return self._joined(parts, narrowing)

    def _most_of(self, units: Sequence[Unit], narrowing: Sequence[Any]) -> Any:
        single = [part for one in units if not one.refused for part in _parts(one)]
        said = [(self.occur.Should, self._unit(one)) for one in single]
        least = max(1, (len(said) * 6 + 9) // 10 - (len(said) > 2))
        parts = [(self.occur.Must, self.query.boolean_query(said, least))]
        parts += [(self.occur.MustNot, self._unit(one)) for one in units if one.refused]
        parts += [(self.occur.Should, query) for query in self._in_request(units)]
        return self._joined(parts, narrowing)

    def _joined(self, parts: list[Any], narrowing: Sequence[Any]) -> Any:
        silent = [(self.occur.Must, self.query.const_score_query(query, 0.0)) for query in narrowing]
        if not any(occur == self.occur.Must for occur, _ in parts) and not silent:
            silent = [(self.occur.Must, self.query.all_query())]
        return self.query.boolean_query([*parts, *silent])

    def _in_request(self, units: Iterable[Unit]) -> list[Any]:
        words = " ".join(word for one in units if not one.refused for word in one.words)
        return [self.query.boost_query(query, _REQUEST_FACTOR) for query in self.words("request", words)]

    def _unit(self, unit: Unit) -> Any:
        if unit.phrase:
            stems = [self.stem(word) for word in unit.words]
            return self.query.phrase_query(self.schema, "words", stems)
        must = [(self.occur.Must, query) for query in self.words("words", " ".join(unit.words))]
        said = must[0][1] if len(must) == 1 else self.query.boolean_query(must)
        if not unit.service:
            return said
        named = self.query.const_score_query(self.term("service", unit.service), _SERVICE_FACTOR)
        return self.query.boolean_query([(self.occur.Should, said), (self.occur.Should, named)])

    def _narrowing(self, filters: Filters) -> list[Any]:
        parts = [self.term(field, value) for name, field in _EXACT_FILTERS.items() if (value := getattr(filters, name))]
        parts += [
            query for name, field in _WORD_FILTERS.items() for query in self.words(field, getattr(filters, name) or "")
        ]
        if filters.decision:
            parts.append(self.term("decision", filters.decision.value))
        if filters.year_from is not None or filters.year_to is not None:
            years = range(filters.year_from or 1970, (filters.year_to or 2100) + 1)
            parts.append(self.query.term_set_query(self.schema, "year", [str(year) for year in years]))
        return [*parts, *self._guideline(filters), *self._age(filters)]

    def _guideline(self, filters: Filters) -> list[Any]:
        """A family we know with its page, else the words as printed and the page."""
        family = known_family(filters.guideline) if filters.guideline else None
        parts = [] if not family else [self.term("guideline", family)]
        if filters.guideline and not family:
            parts += self.words("cited", filters.guideline)
        if filters.page:
            parts.append(self.term("page", f"{family or ''}#{filters.page}"))
        return parts

    def _age(self, filters: Filters) -> list[Any]:
        integer = tantivy().FieldType.Integer
        parts = []
        if filters.age_from is not None:
            parts.append(self.query.range_query(self.schema, "age_low", integer, filters.age_from, None))
        if filters.age_to is not None:
            parts.append(self.query.range_query(self.schema, "age_high", integer, None, filters.age_to))
        return parts

    def _count(self, query: Any) -> int:
        return int(self.searcher.search(query, 1, count=True).count)

    def _facets(self, query: Any) -> tuple[tuple[Facet, ...], int]:
        ask = {name: {"terms": {"field": name, "size": _SHOWN, "order": {"_count": "desc"}}} for name in FACETS}
        told = self.searcher.aggregate(query, ask | {"total": {"value_count": {"field": "program"}}})
        facets = tuple(Facet(field=name, counts=_counts(told[name]["buckets"])) for name in FACETS)
        return facets, int(told["total"]["value"])


def _parts(unit: Unit) -> Sequence[Unit]:
    """A phrase stays whole; other words count one by one, each of a service's name also by the service."""
    return [unit] if unit.phrase else [Unit(words=(word,), service=unit.service) for word in unit.words]


def _counts(buckets: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    counted = ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
