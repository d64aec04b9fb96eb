"""ITEM_UNDECIDED: an item in dispute has no decision, or a decision without reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .item_words import names_same, services_of
from .sentences import straighten, summary_of

RULE = CheckRule(
    code="ITEM_UNDECIDED",
    severity="block",
    ground="Labor Code 4610.6(e): the determination states for each disputed service whether it is medically necessary",
    remedy="Have the reviewer decide the item, or state why it is no longer in dispute.",
)
REFUSED = (
    r"(?:non-?\s?certif\w+|den(?:ied|ying|ies)|refus\w+|modif\w+|failed\s+to\s+(?:approve|certify|authorize)|(?:did|does)\s+not\s+"
    r"(?:approve|certify|authorize)|partially\s+(?:approved|certified)|disapproved|declined|conditionally\s+non-?certif\w+)"
)
LISTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"utili[sz]ation\s+review[^.;]{{0,80}}?\b{REFUSED}\s+(?:the\s+|a\s+)?(?:requests?\s+(?:for|of)\s+)?(?P<list>[^.;]+)",
        rf"claims\s+administrator\s+{REFUSED}\s+(?:the\s+|a\s+)?(?:requests?\s+(?:for|of)\s+)?(?P<list>[^.;]+)",
        rf"\b(?:requests?|treatment requests?)\s+(?:for|of)\s+(?P<list>[^.;]+?)\s+(?:was|were|has been|have been)\s+{REFUSED}",
        r"\b(?:items?|services?|treatments?)\s+in\s+dispute\s*(?:are|is|include[sd]?|were|was|:)\s*(?P<list>[^.;]+)",
        r"\b(?:disputed|contested)\s+(?:items?|services?|treatments?)\s*(?:are|is|include[sd]?|were|was|:)\s*(?P<list>[^.;]+)",
        r"\b(?:treating\s+)?(?:provider|physician|surgeon|team|doctor|Dr\.?(?:\s+\w+)?|chiropractor|psychologist)\s+"
        r"(?:now\s+|has\s+|also\s+)*(?:requests?|requested|seeks|asks\s+for|submitted\s+a\s+(?:prospective\s+)?request\s+for)\s+(?P<list>[^.;]+)",
        r"\b(?:the|this)\s+(?:treatment\s+)?requests?(?:\s+(?:of|dated)\s+[\d/-]+)?\s+(?:is|are|was|were|includes?|included)\s+(?:for\s+)?(?P<list>[^.;]+)",
    )
)  # fmt: skip
_SPLIT = re.compile(
    r",\s*(?:and\s+|then\s+|as\s+well\s+as\s+)?|\s+and\s+(?:for\s+)?|\s+as well as\s+|\s+plus\s+|;\s*", re.IGNORECASE
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    yield from _without_decision(letter)
    if letter.truncated:
        return
    yield from _listed(letter)
    yield from _numbered(letter)
    if letter.items and letter.disputed_list is None:
        yield from _told(letter)


def _without_decision(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        if item.decision is None and letter.program == "CA-DWC-IMR" and not letter.truncated:
            yield RULE.finding("This item bears no decision.", item=item.n, quotes=(straighten(item.text),))


def _listed(letter: Determination) -> Iterator[CheckFinding]:
    """Items of the cover letter's list that nothing was decided on."""
    for listed in letter.disputed_list or ():
        if not any(names_same(listed, item) for item in letter.items):
            if len(letter.disputed_list or ()) <= len(letter.items) and not _is_known(listed):
                continue  # as many decisions as items: the same item under another name
            yield RULE.finding(f"In dispute, and not decided: {listed}.", quotes=(listed,))


def _numbered(letter: Determination) -> Iterator[CheckFinding]:
    """A number left out in the row of decisions."""
    numbers = sorted({item.n for item in letter.items})
    for n in (n for n in range(1, (numbers or [0])[-1]) if n not in numbers):
        yield RULE.finding(f"Item {n} is missing between the items decided.", item=n)


def _told(letter: Determination) -> Iterator[CheckFinding]:
    """What the summary says was refused or requested, of which no item speaks."""
    seen: set[str] = set()
    for sentence in summary_of(letter):
        for pattern in LISTS:
            for found in pattern.finditer(sentence):
                for part in _split(found["list"]):
                    if (
                        _is_known(part)
                        and not any(names_same(part, item) for item in letter.items)
                        and part not in seen
                    ):
                        seen.add(part)
                        yield RULE.finding(f"In dispute by the summary, and not decided: {part}.", quotes=(sentence,))


def _split(words: str) -> tuple[str, ...]:
    said = (one.strip(" .,:") for one in _SPLIT.split(words))
    return tuple(
        re.sub(r"^(?:an?|the|for|additional|further|continued|refills? of|more)\s+", "", one)
        for one in said
        if len(one) > 2
    )


def _is_known(words: str) -> bool:
    return bool(services_of(words))
