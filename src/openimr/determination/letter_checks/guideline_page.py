"""GUIDELINE_PAGE: a page is cited that the guideline does not have, or that is of another topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from openimr.corpus import CitedGuideline, Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule

RULE = CheckRule(
    code="GUIDELINE_PAGE",
    severity="block",
    ground="8 CCR 9792.10.6(d), 9792.21.1: references to the evidence used; Stevens (2015): a misread schedule is reviewable",
    remedy="Open the guideline at the cited page and correct the citation.",
)
Pages = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    name: str
    says: re.Pattern[str]
    pages: Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A guideline cited by page. chapters: named in the citation itself; topics: by the item or the section."""

    name: str
    says: re.Pattern[str]
    barred: re.Pattern[str] | None
    first: int
    last: int
    chapters: tuple[Topic, ...]
    topics: tuple[Topic, ...]


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        for cited in item.reviewer_guidelines or ():
            yield from _cited(item, cited)


def _cited(item: LetterItem, cited: CitedGuideline) -> Iterator[CheckFinding]:
    words = f"{cited.source} {cited.section or ''}"
    paged = next(
        (one for one in _guidelines() if one.says.search(words) and not (one.barred and one.barred.search(words))), None
    )
    ranges = tuple(one for token in cited.pages if (one := _range(token)) is not None)
    if paged is None or not ranges:
        return
    printed = f"{cited.source}, page(s) {', '.join(cited.pages)}"
    beyond = [one for one in ranges if one[1] > paged.last or one[0] < paged.first or one[0] > one[1]]
    chapter = next((one for one in paged.chapters if one.says.search(words)), None)
    if beyond:
        yield RULE.finding(
            f"Page {_write(beyond[0])} is cited; {paged.name} has pages {paged.first} to {paged.last}.",
            item=item.n,
            quotes=(printed,),
        )
    elif chapter is not None and not _touch(ranges, chapter.pages):
        yield RULE.finding(
            f"Page {_write(ranges[0])} is not in the chapter {chapter.name} ({_write_all(chapter.pages)}).",
            item=item.n,
            quotes=(printed,),
        )
    elif (topics := _topics(paged, item, cited)) and not any(_touch(ranges, one.pages) for one in topics):
        yield RULE.finding(
            f"Page {_write(ranges[0])} does not hold the topic {topics[0].name} ({_write_all(topics[0].pages)}).",
            item=item.n,
            quotes=(printed,),
        )


def _topics(paged: Paged, item: LetterItem, cited: CitedGuideline) -> tuple[Topic, ...]:
    """Topics of the section and of the item; where a named section is unknown the page may be any."""
    of_section = tuple(one for one in paged.topics if cited.section and one.says.search(cited.section))
    if cited.section and not of_section:
        return ()
    return of_section + tuple(one for one in paged.topics if one.says.search(item.text))


def _touch(cited: Pages, held: Pages) -> bool:
    return any(low <= last + 1 and first - 1 <= high for low, high in cited for first, last in held)


def _range(token: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"\D*(\d{1,4})(?:\s*[-\u2013]\s*(\d{1,4}))?\D*", token)
    if found is None:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if last < first and len(found[2] or "") < len(found[1]):  # 98-9 stands for 98-99
        last = int(found[1][: len(found[1]) - len(found[2] or "")] + (found[2] or ""))
    return first, last


def _write(one: tuple[int, int]) -> str:
    return f"{one[0]}" if one[0] == one[1] else f"{one[0]}-{one[1]}"


def _write_all(pages: Pages) -> str:
    return "pages " + ", ".join(_write(one) for one in pages)


@cache
def _guidelines() -> tuple[Paged, ...]:
    text = files("openimr_packs").joinpath("lexicons/guideline_pages.yaml").read_text(encoding="utf-8")
    return tuple(
        Paged(
            name=str(row["name"]),
            says=re.compile(row["says"], re.IGNORECASE),
            barred=re.compile(row["not"], re.IGNORECASE) if row["not"] else None,
            first=int(row["first"]),
            last=int(row["last"]),
            chapters=_read_topics(row.get("chapters", ())),
            topics=_read_topics(row.get("topics", ())),
        )
        for row in yaml.load(text, Loader=yaml.CSafeLoader)["guidelines"]
    )


def _read_topics(rows: object) -> tuple[Topic, ...]:
    read = []
    for row in rows if isinstance(rows, list | tuple) else ():
        ranges = tuple(one for token in str(row["pages"]).split(",") if (one := _range(token.strip())) is not None)
        read.append(Topic(name=str(row["topic"]), says=re.compile(row["says"], re.IGNORECASE), pages=ranges))
    return tuple(read)
