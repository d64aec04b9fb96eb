"""Everyone involved in a dispute: whom the filing names, whom the records name, and who makes what is in dispute."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from openimr.case import Case, DisputedItem, Document, DocumentKind, Party, PartyRole

_PERSON = re.compile(r",\s*[A-Z][A-Za-z.]{1,7}\b")
_ROLES = {DocumentKind.UR_DECISION: PartyRole.UR_ORGANIZATION}


def involved(case: Case, documents: tuple[Document, ...] = ()) -> tuple[Party, ...]:
    """The parties of the case; authors of its documents, who treated or examined; makers of the drugs and devices.

    Documents about another patient, and repeated ones, add nobody.
    """
    own = [one for one in documents if one.author and not one.other_patient and one.duplicate_of is None]
    authors = [Party(role=_role(one), name=one.author) for one in own if one.author]
    makers = [Party(role=PartyRole.MANUFACTURER, name=name) for item in case.items for name in _makers(item)]
    return tuple(dict.fromkeys((*case.parties, *authors, *makers)))


def _role(document: Document) -> PartyRole:
    named = _PERSON.search(document.author or "")
    return _ROLES.get(document.kind, PartyRole.PROVIDER if named else PartyRole.FACILITY)


def _makers(item: DisputedItem) -> tuple[str, ...]:
    words = f"{item.request} {item.drug or ''} {item.service}".lower()
    return tuple(dict.fromkeys(name for pattern, names in _table() if pattern.search(words) for name in names))


@cache
def _table() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    text = resources.files("openimr_packs").joinpath("lexicons/makers.yaml").read_text("utf-8")
    rows = yaml.load(text, yaml.CSafeLoader)["makers"]
    return tuple((re.compile(rf"\b(?:{row['of']})"), tuple(row["names"])) for row in rows)
