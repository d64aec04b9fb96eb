"""Chooses the mentions to label: 100 pages of mtsamples text, and 300 mentions on them in strata.

    python bench/mentions/choose.py mtsamples.csv.gz OUT_DIR

writes pages.jsonl (the pages) and chosen.jsonl (the mentions, unlabelled). The strata are rough (a word of the sentence), so
that denials, relatives, the past and possibilities are not drowned in plain statements; the label is the reader's, never the
stratum's. The same file gives the same choice.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PAGES = 100
WITH_FAMILY = 40
"""So many of the pages tell a family history: of pages drawn at random too few do."""
EACH, MENTIONS = 60, 300
PAGE = 3_000
"""Characters of one page at most."""
SEED = 20_240_613
STRATA = (
    (
        "family",
        r"\b(?:family history|mother|father|sister|brother|aunt|uncle|grand\w+|son|daughter|wife|husband|maternal)\b",
    ),
    (
        "hypothetical",
        r"\b(?:if|should|possible|possibly|may|might|rule out|risks?|consider|return|suspected?|versus|likely)\b",
    ),
    ("negated", r"\b(?:no|not|denies|denied|without|negative|none|absent|never|nor)\b"),
    ("historical", r"\b(?:history|previous\w*|prior|status post|years? ago|past|childhood|remote|months ago|s/p)\b"),
    ("affirmed", r""),
)
_HEADING = re.compile(r"\s*,\s*(?=[A-Z][A-Z /&()-]{3,40}:)|(?<=:),\s*(?=\S)")
_LOST_BREAK = re.compile(r"(?<=[.!?;]),(?=\s{0,2}[A-Z*\d])")
_STOP = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)[.!?;](?=[\s,]|$)|\n")


def pages_of(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The first page of 100 notes, each text once, line breaks put back where a heading stands."""
    texts = {row["transcription"]: row["note_id"] for row in reversed(list(rows)) if len(row["transcription"]) > 1_200}
    drawn = random.Random(SEED).sample(sorted(texts), len(texts))
    pages = [{"note": texts[text], "text": _page(text)} for text in drawn]
    of_relatives = [page for page in pages if re.search(r"family history", page["text"], re.IGNORECASE)][:WITH_FAMILY]
    others = [page for page in pages if page not in of_relatives][: PAGES - WITH_FAMILY]
    return [*of_relatives, *others]


def _page(text: str) -> str:
    broken = _HEADING.sub(lambda found: "\n" if "," in found[0] and text[found.start() - 1] != ":" else " ", text)
    broken = _LOST_BREAK.sub(" ", broken)
    return broken if len(broken) <= PAGE else broken[:PAGE].rsplit(" ", 1)[0]


def mentions_of(page: dict[str, str], terms: re.Pattern[str]) -> Iterator[dict[str, object]]:
    text = page["text"]
    ends = [0, *(stop.end() for stop in _STOP.finditer(text)), len(text)]
    for found in terms.finditer(text):
        left = max(end for end in ends if end <= found.start())
        right = min(end for end in ends if end >= found.end())
        yield {"note": page["note"], "start": found.start(), "end": found.end(), "sentence": text[left:right].strip()}


def choose(pages: list[dict[str, str]], terms: re.Pattern[str]) -> list[dict[str, object]]:
    """At most four mentions of a page and one of a sentence in each stratum, in the order of the pages."""
    left: dict[str, list[dict[str, object]]] = {name: [] for name, _ in STRATA}
    for page in pages:
        for mention in mentions_of(page, terms):
            sentence = str(mention["sentence"])
            name = next(name for name, cue in STRATA if re.search(cue, sentence, re.IGNORECASE))
            left[name].append(mention)
    chance = random.Random(SEED)
    chosen: list[dict[str, object]] = []
    for name, _ in STRATA:
        chance.shuffle(left[name])
        chosen += _spread(left[name], EACH)
    spare = [one for name, _ in STRATA for one in left[name] if one not in chosen]
    chosen += spare[: MENTIONS - len(chosen)]
    order = {page["note"]: place for place, page in enumerate(pages)}
    return sorted(chosen, key=lambda one: (order[str(one["note"])], int(str(one["start"]))))


def _spread(mentions: list[dict[str, object]], most: int) -> list[dict[str, object]]:
    """So many, of as many notes and sentences as there are."""
    taken: list[dict[str, object]] = []
    for of_note, of_sentence in ((2, 1), (4, 2), (99, 99)):
        for one in mentions:
            same_note = sum(one["note"] == other["note"] for other in taken)
            same_sentence = sum(one["sentence"] == other["sentence"] for other in taken)
            if len(taken) < most and one not in taken and same_note < of_note and same_sentence < of_sentence:
                taken.append(one)
    return taken


def half_of(note: str) -> str:
    """Notes, not mentions, are split: development or held out."""
    return "held out" if int(hashlib.sha256(note.encode()).hexdigest(), 16) % 2 else "development"


def pattern(words: str) -> re.Pattern[str]:
    terms = sorted(
        (line.strip() for line in words.splitlines() if line.strip() and line[0] != "#"), key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)


def main(source: Path, out: Path) -> None:
    terms = pattern(Path(__file__).with_name("terms.txt").read_text("utf-8"))
    rows = csv.DictReader(io.StringIO(gzip.decompress(source.read_bytes()).decode("utf-8")))
    pages = pages_of(rows)
    for name, values in (("pages.jsonl", pages), ("chosen.jsonl", choose(pages, terms))):
        (out / name).write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
