"""Who wrote a document: the signature, the letterhead, or the clinic that heads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from openimr.case import DocumentKind

from .document_heads import Head, read_lexicon

_CREDENTIAL = (
    r"(?:M\.?\s?D|D\.?O|D\.?C|D\.?P\.?M|Ph\.?\s?D|Psy\.?\s?D|LCSW|LMFT|L\.?Ac|DPT|PTA|PT|OTR(?:/L)?"
    r"|NP|PA-?C|RN|Esq)\b\.?"
)
_NAMED = re.compile(r"(?P<name>(?:[A-Z][A-Za-z'’.-]*\s+){1,3}[A-Z][A-Za-z'’-]+),?\s+(?P<letters>" + _CREDENTIAL + ")")
_ADDRESSEE = re.compile(
    r"(?:dear|to|cc|attn|attention|referr\w*|ref|requested|ordering|ordered)\b[^\n]{0,30}$", re.IGNORECASE
)


@cache
def _roles() -> tuple[Mapping[str, str], Mapping[str, str]]:
    given = read_lexicon("roles")
    credentials, kinds = given["credentials"], given["kinds"]
    if not isinstance(credentials, dict) or not isinstance(kinds, dict):
        raise ValueError("roles.yaml: credentials and kinds must be mappings")
    return credentials, kinds


def name_author(heads: tuple[Head, ...], kind: DocumentKind) -> tuple[str | None, str | None]:
    """Name and role of the author: a name with professional letters at the end or in the letterhead, else the
    first printed line of the letterhead."""
    credentials, kinds = _roles()
    role = kinds.get(kind.value)
    named = _signature(heads) or _letterhead(heads[0])
    if named is not None:
        letters = re.sub(r"[^A-Z]", "", named["letters"].upper())
        return f"{named['name']}, {named['letters'].rstrip('.')}", role or credentials.get(letters)
    line = heads[0].lines[0] if heads[0].lines else ""
    return (line.strip(" -_.:|") or None) if line.isupper() and len(line) < 70 else None, role


def _signature(heads: tuple[Head, ...]) -> re.Match[str] | None:
    text = heads[-1].last(5)
    for match in reversed(list(_NAMED.finditer(text))):
        if not _ADDRESSEE.search(text[: match.start()].rsplit("\n", 1)[-1]):
            return match
    return None


def _letterhead(head: Head) -> re.Match[str] | None:
    text = head.first(5)
    for match in _NAMED.finditer(text):
        before = text[: match.start()].rsplit("\n", 1)[-1]
        if not _ADDRESSEE.search(before):
            return match
    return None
