"""From pages to documents.

Pages of a file follow each other as they were sent: reports, notes, forms and letters one behind the other, often
in a single bundle. `split` finds where each begins and what it is.
"""

from __future__ import annotations

import re

from openimr.case import Document, DocumentKind, Page

from .authors import name_author
from .document_dates import date_document
from .document_heads import Head, head_of
from .document_kinds import name_kind
from .document_starts import starts_document
from .patients import name_patient

_TITLE_WORDS = re.compile(
    r"report|note|evaluation|consult|summary|decision|application|request|record|status|study|mri|invoice"
    r"|ledger|log|proof"
    r"|letter|history|notice|chart|form|pr-?2|exam|results?|agreement|statement",
    re.IGNORECASE,
)


def split(pages: tuple[Page, ...]) -> tuple[Document, ...]:
    """The documents of all files, numbered "D1", "D2", ... in the order of the pages.

    Every page belongs to exactly one document. A page without text continues the document before it.
    """
    groups: list[list[Page]] = []
    heads: list[list[Head]] = []
    for page in pages:
        head = head_of(page)
        same_file = bool(groups) and groups[-1][-1].file == page.file
        before = heads[-1][-1] if same_file else None
        begins = not (same_file and not head.lines) and starts_document(head, before)
        if begins:
            groups.append([page])
            heads.append([head])
        else:
            groups[-1].append(page)
            heads[-1].append(head)
    return tuple(
        _describe(f"D{number}", tuple(group), tuple(tops))
        for number, (group, tops) in enumerate(zip(groups, heads, strict=True), 1)
    )


def _describe(identity: str, group: tuple[Page, ...], heads: tuple[Head, ...]) -> Document:
    kind = name_kind(heads, group[0].file) if any(head.lines for head in heads) else DocumentKind.OTHER
    author, role = name_author(heads, kind)
    return Document(
        id=identity,
        file=group[0].file,
        first_page=group[0].number,
        last_page=group[-1].number,
        kind=kind,
        title=_title(heads[0]),
        date=date_document(heads, kind, group[0].text),
        author=author,
        author_role=role,
        patient_named=name_patient(heads[0]),
    )


def _title(head: Head) -> str:
    """The first line near the top that reads like a title, else the first line."""
    for line in head.lines[:5]:
        if len(line) <= 110 and _TITLE_WORDS.search(line):
            return line
    return head.lines[0][:110] if head.lines else ""
