"""The decided items of a corpus as a model learns them."""

from __future__ import annotations

from pathlib import Path

from openimr.corpus.consistency import Sample, sample_of
from openimr.corpus.entry_record import parse_entry
from openimr.corpus.query import Filters

from .corpus_index import CorpusIndex


def samples_of(corpus: Path, filters: Filters) -> tuple[Sample, ...]:
    """In the order of the corpus; undecided items and those without a year are left out."""
    index = CorpusIndex(corpus)
    found = (sample_of(parse_entry(record)) for record in index.records(filters))
    return tuple(one for one in found if one)
