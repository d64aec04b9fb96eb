"""medspaCy's side of bench/assertion.py; runs in an interpreter that has medspaCy, asked through standard input.

The mentions are given, as spans; what is timed is medspaCy's sentence splitter and its ConText with its own rules. Its
uncertain mentions ("possible") count as hypothetical, since the labels put both into one class.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib.metadata import version


def main() -> None:
    logging.disable(logging.CRITICAL)
    from loguru import logger

    logger.remove()
    import medspacy
    import spacy

    pipeline = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_context"])
    split, context = (step for _, step in pipeline.pipeline)
    given = json.loads(sys.stdin.readline())
    print(json.dumps({"version": f"{version('medspacy')} with spaCy {spacy.__version__}"}), flush=True)
    for _ in sys.stdin:
        begun = time.perf_counter()
        found = [row for page in given["pages"] for row in label(page, given["places"], pipeline, split, context)]
        seconds = time.perf_counter() - begun
        print(json.dumps({"seconds": seconds, "labels": found}), flush=True)


def label(page, places, pipeline, split, context):  # type: ignore[no-untyped-def]
    note = page["note"]
    document = split(pipeline.make_doc(page["text"]))
    spans = {}
    for start, end in places[note]:
        span = document.char_span(start, end, label="MENTION", alignment_mode="expand")
        spans[span.start, span.end] = span
    document.ents = apart(spans.values())
    context(document)
    for start, end in places[note]:
        span = document.char_span(start, end, alignment_mode="expand")
        entity = next(one for one in document.ents if one.start < span.end and span.start < one.end)
        yield note, start, end, words(entity._)


def apart(spans):  # type: ignore[no-untyped-def]
    """Without those that overlap one before them."""
    kept = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def words(told) -> tuple[str, str, str]:  # type: ignore[no-untyped-def]
    time_of = (
        "hypothetical"
        if told.is_hypothetical or told.is_uncertain
        else "historical"
        if told.is_historical
        else "recent"
    )
    return "negated" if told.is_negated else "affirmed", "other" if told.is_family else "patient", time_of


if __name__ == "__main__":
    main()
