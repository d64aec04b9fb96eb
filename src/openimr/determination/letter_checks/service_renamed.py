"""SERVICE_RENAMED: the reasons conclude on another service or drug than the item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .item_words import names_same, services_of
from .sentences import conclusions_of, straighten

RULE = CheckRule(
    code="SERVICE_RENAMED",
    severity="block",
    ground="Labor Code 4610.6(e), (h)(5): the service decided is the service in dispute",
    remedy="Make sure that the reasons belong to this item, then name the item as it was requested.",
)
_ASKED = re.compile(
    r"\brequest(?:ed|s)?\b(?:\s+(?:for|of))?\s+(?P<what>.+?)\s+(?:is|are|was|were)\s+(?:not\s+|therefore\s+)*medically",
    re.IGNORECASE,
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        for sentence in conclusions_of(item):
            found = _ASKED.search(sentence)
            named = found["what"] if found else ""
            if services_of(named) and services_of(item.text) and not names_same(named, item):
                says = f'The item is "{straighten(item.text)}", the conclusion speaks of "{named}".'
                yield RULE.finding(says, item=item.n, quotes=(straighten(item.text), sentence))
