"""The pages of one document as one text, whose places can be turned into spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..case import Document, Page, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line: text without its end, and where it stands in the sheet."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`text` joins the pages by line ends; page i starts at starts[i]."""

    document: Document
    text: str
    pages: tuple[Page, ...]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The words text[start:end]; cut at the end of the page on which they begin."""
        index = bisect_right(self.starts, start) - 1
        page, offset = self.pages[index], self.starts[index]
        first, last = start - offset, min(end - offset, len(page.text))
        return Span(page.file, page.number, first, last, " ".join(page.text[first:last].split()))

    def lines(self) -> tuple[Line, ...]:
        found, at = [], 0
        for text in self.text.split("\n"):
            found.append(Line(text=text, start=at))
            at += len(text) + 1
        return tuple(found)


def lay_out(document: Document, pages: Iterable[Page]) -> Sheet:
    """The document's pages, in order, as one sheet."""
    own = sorted(
        (
            page
            for page in pages
            if page.file == document.file and document.first_page <= page.number <= document.last_page
        ),
        key=lambda page: page.number,
    )
    starts, at = [], 0
    for page in own:
        starts.append(at)
        at += len(page.text) + 1
    return Sheet(document=document, text="\n".join(page.text for page in own), pages=tuple(own), starts=tuple(starts))
