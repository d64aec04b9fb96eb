"""LEVEL_MISMATCH: the reasons are about another segment, or another region of the spine, than the item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule

from .levels import Levels, levels_in, region_of_level, regions_named
from .sentences import conclusions_of, reasons_of, straighten, summary_of

RULE = CheckRule(
    code="LEVEL_MISMATCH",
    severity="block",
    ground="Labor Code 4610.6(h)(5); Heath (2016): the wrong spinal segment was reviewed, the determination set aside",
    remedy="Check the level in the request for authorization and the imaging, and have the right one reviewed.",
)
HERE = re.compile(
    r"\b(?:request\w*|proposed|planned|disputed|injections?|blocks?|fusion|discectomy|laminectomy|laminotomy|decompression|"
    r"surgery|procedure|operation|ablation|rhizotomy|neurotomy|implant\w*|replacement|arthroplasty)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"(?:The|This) (?:present |current )?request (?:is|concerns|was)\b", re.IGNORECASE)
EARLIER = re.compile(
    r"\b(?:previous\w*|earlier|prior|past|history|underwent|in (?:19|20)\d\d|years? ago|above|below|adjacent|segment (?:higher|lower)|"
    r"other levels?|no (?:finding|change|stenosis|herniation)|not requested|was done|were done|had been|helped|relief from)\b",
    re.IGNORECASE,
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = " ".join(summary_of(letter))
    for item in letter.items:
        yield from _item(item, summary)


def _item(item: LetterItem, summary: str) -> Iterator[CheckFinding]:
    request = straighten(item.text)
    asked = levels_in(request)
    told = levels_in(summary)
    for sentence in reasons_of(item):
        found = levels_in(sentence)
        strange = [one for one in found.said if not asked.holds(one) and not (asked.empty and told.holds(one))]
        if asked.empty and (told.empty or not HERE.search(sentence)):
            strange = []
        concluding = sentence in conclusions_of(item)
        about = concluding or bool(HERE.search(sentence))
        for one in strange:
            known = told.holds(one)
            if EARLIER.search(sentence) and not concluding:
                continue
            if (known and not concluding and not _instead(sentence, found, asked)) or (
                not known and not about and asked.empty
            ):
                continue
            says = f"The item is of {asked.words or told.words}, the reasons speak of {one}."
            yield RULE.finding(says, item=item.n, quotes=(request, sentence))
            return
    yield from _region(item, request)


def _instead(sentence: str, found: Levels, asked: Levels) -> bool:
    """The sentence speaks of what is requested, and only of another level."""
    return bool(re.search(r"\brequest\w*\b", sentence, re.IGNORECASE)) and not any(
        asked.holds(one) for one in found.said
    )


def _region(item: LetterItem, request: str) -> Iterator[CheckFinding]:
    """The item names one region of the spine, its conclusion only another one."""
    asked = regions_named(request) | {region_of_level(one) for one in levels_in(request).said}
    for sentence in (*conclusions_of(item), *(one for one in reasons_of(item) if _REQUEST.match(one))):
        said = regions_named(sentence)
        if len(asked) == 1 and said and not said & asked:
            says = (
                f"The item is of the {next(iter(asked))} spine, the conclusion of the {next(iter(sorted(said)))} spine."
            )
            yield RULE.finding(says, item=item.n, quotes=(request, sentence))
