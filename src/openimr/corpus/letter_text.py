"""A letter's pages as one text put right, of which every character knows where it was printed.

Put right: running heads and feet are taken out (also from the middle of a sentence), white space is folded, empty lines
dropped, ligature characters written out, apostrophes mended that were decoded wrongly, words joined that were parted at a
line end. Lines stay lines. What was lost in print (a space, a ligature) stays lost: nothing is guessed into the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case import Page, PageSource, Span

from .determination import Passage
from .wording import fold, loose

_FOOT = re.compile(
    rf"Final\s*(?:{loose('Determination Letter for IMR Case Number')}\s*:?\s*(?P<case>(?:CM|IMR)\s?\d[\w-]*)?(?:\s+\d{{1,3}}\b(?!\s*[.)/-]))?"
    rf"|{loose('Letter of Determination')}\s*(?:{loose('Form Effective')}\s*[\d./-]+)?\s*(?:{loose('Page')}\s*[\dSOIl]+\s*of\s*[\dSOIl]+)?)"
)
_FOOT_LINE = re.compile(
    r"\s*(?:(?:-\s?)?Page\s*\d+(?:\s*of\s*\d+)?(?:\s?-)?|File\s*No\.?\s*[\d-]+(?:-[A-Z]+)?\s+Page\s*\d+|top of page|bottom of page|<\s*Back)\s*$",
    re.IGNORECASE,
)
_FILE_LINE = re.compile(
    r"\s*(?:In the matter of\s*)?File\s*No\.?\s*[\d-]+(?:-[A-Z]+)?\s*\n\s*Page\s*\d+\s*$", re.I | re.M
)
_LONE_NUMBER = re.compile(r"\s*(?:-\s?)?\d{1,3}(?:\s?-)?\s*$")
_COMMENT = re.compile(r"\A(?:#[^\n]*\n)+")
_BROKEN = {
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬀ": "ff",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "â€™": "’",
    "â€˜": "‘",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€“": "–",
    "â€”": "—",
    "â€¢": "•",
    "Â": "",
    "\u00ad": "",
    "\ufeff": "",
    "\x00": "",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\u2010": "-",
    "\u2011": "-",
    "\ufffd": "'",
}
_ODD = re.compile("|".join(sorted(map(re.escape, _BROKEN), key=len, reverse=True)))
_LONGEST_FOOT = 60
_PIECE = re.compile(r"\S+(?: \S+)*")
_KEEPS_HYPHEN = frozenset(
    "anti non post pre self re multi co semi sub inter intra peri over under low high long short first second third well "
    "evidence function single double two three four five six mid cross follow follow-up ex cost off on work home".split()
)


@dataclass(frozen=True, slots=True)
class _Place:
    """text[start:end] stands at `raw` of page `page`; broken: its letters were mended, so it is taken as a whole."""

    start: int
    end: int
    page: int
    raw: int
    raw_end: int


class LetterText:
    """text: put right. feet: the case numbers in running feet, in order."""

    __slots__ = ("_feet", "_pages", "_places", "_starts", "text")

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = tuple(pages)
        writer = _Writer()
        for index, page in enumerate(self._pages):
            writer.write_page(index, page.text)
        self.text = "".join(writer.out)
        self._feet = tuple(writer.feet)
        self._places = writer.places
        self._starts = [place.start for place in writer.places]

    @property
    def file(self) -> str:
        return self._pages[0].file if self._pages else ""

    @property
    def feet(self) -> tuple[str, ...]:
        return tuple(number for _, number in self._feet)

    @property
    def scanned(self) -> bool:
        """Some of its pages were read by OCR."""
        used = {place.page for place in self._places}
        return any(self._pages[page].source is PageSource.OCR for page in used)

    def part(self, start: int, end: int) -> LetterText:
        """text[start:end] as a letter of its own, which still knows where it is printed."""
        cut = LetterText(())
        cut._pages = self._pages
        cut.text = self.text[start:end]
        cut._feet = tuple((at - start, number) for at, number in self._feet if start <= at <= end)
        cut._places = [
            _Place(
                max(place.start, start) - start, min(place.end, end) - start, place.page, *_printed(place, start, end)
            )
            for place in self._places
            if place.end > start and place.start < end
        ]
        cut._starts = [place.start for place in cut._places]
        return cut

    def page_start(self, at: int) -> int:
        """Where the page of text[at] begins in the text."""
        place = self._places[max(0, bisect_right(self._starts, at) - 1)]
        return next(one.start for one in self._places if one.page == place.page)

    def where(self, at: int) -> str:
        """File and page of text[at], for a problem."""
        if not self._places:
            return self.file
        place = self._places[max(0, bisect_right(self._starts, at) - 1)]
        return f"{self.file}, page {self._pages[place.page].number}"

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where text[start:end] is printed: one span for each run that no foot or page end breaks."""
        runs: list[tuple[int, int, int]] = []
        for place in self._places[max(0, bisect_right(self._starts, start) - 1) :]:
            if place.start >= end:
                break
            if place.end <= start:
                continue
            low, high = _printed(place, start, end)
            last = runs[-1] if runs else None
            if last and last[0] == place.page and not self._pages[place.page].text[last[2] : low].strip(" \t\r\n-"):
                runs[-1] = (place.page, last[1], high)
            else:
                runs.append((place.page, low, high))
        return tuple(self._span(*run) for run in runs)

    def passage(self, start: int, end: int) -> Passage:
        """text[start:end] with white space folded, and its spans."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Passage(text=fold(self.text[start:end]), spans=self.spans(start, end))

    def _span(self, page: int, start: int, end: int) -> Span:
        printed = self._pages[page]
        return Span(printed.file, printed.number, start, end, fold(printed.text[start:end]))


def _printed(place: _Place, start: int, end: int) -> tuple[int, int]:
    """The printed ends of the part of a place that lies in start..end."""
    if place.end - place.start != place.raw_end - place.raw:
        return place.raw, place.raw_end
    return place.raw + max(0, start - place.start), place.raw_end - max(0, place.end - end)


class _Writer:
    """Collects the pieces of the text and where each was printed."""

    __slots__ = ("feet", "length", "out", "places")

    def __init__(self) -> None:
        self.feet: list[tuple[int, str]] = []
        self.out: list[str] = []
        self.places: list[_Place] = []
        self.length = 0

    def write_page(self, page: int, text: str) -> None:
        """Writes a page without its feet, whose case numbers are kept apart."""
        start = _skip_comment(text) if page == 0 else 0
        body_end = len(text.rstrip())
        first = True
        while start < body_end:
            stop = text.find("\n", start, body_end)
            stop = body_end if stop < 0 else stop
            edge = first or stop == body_end
            if not text[start:stop].isspace() and start < stop:
                first = False
                if not _is_foot(text, start, stop, edge=edge):
                    self._write_line(page, text, start, stop)
            start = stop + 1

    def _write_line(self, page: int, text: str, start: int, end: int) -> None:
        """Writes a line but for a foot that got into it."""
        if text.find("Final", start, end) >= 0:
            for foot in _FOOT.finditer(text, start, end):
                if foot["case"]:
                    self.feet.append((self.length, foot["case"]))
                self._write_pieces(page, text, start, foot.start())
                start = foot.end()
        self._write_pieces(page, text, start, end)

    def _write_pieces(self, page: int, text: str, start: int, end: int) -> None:
        line = text[start:end]
        if "  " not in line and "\t" not in line:
            words = line.strip()
            if words:
                if self.out:
                    self._end_line(words[0])
                self._write_piece(page, words, start + line.index(words[0]))
            return
        begun = False
        for piece in _PIECE.finditer(text, start, end):
            if begun:
                self._glue(" ")
            elif self.out:
                self._end_line(piece[0][0])
            begun = True
            self._write_piece(page, piece[0], piece.start())

    def _write_piece(self, page: int, piece: str, raw: int) -> None:
        if piece.isascii():
            self._put(page, piece, raw, raw + len(piece))
            return
        at = 0
        for odd in _ODD.finditer(piece):
            if odd.start() > at:
                self._put(page, piece[at : odd.start()], raw + at, raw + odd.start())
            self._put(page, _BROKEN[odd[0]], raw + odd.start(), raw + odd.end())
            at = odd.end()
        if at < len(piece):
            self._put(page, piece[at:], raw + at, raw + len(piece))

    def _put(self, page: int, piece: str, raw: int, raw_end: int) -> None:
        self.places.append(_Place(self.length, self.length + len(piece), page, raw, raw_end))
        self._glue(piece)

    def _glue(self, piece: str) -> None:
        self.out.append(piece)
        self.length += len(piece)

    def _end_line(self, following: str) -> None:
        """A line ends; a word, level or range of pages parted at a hyphen is joined."""
        last = self.out[-1]
        if not (last.endswith("-") and following.isalnum() and len(last) > 1 and last[-2].isalnum()):
            self._glue("\n")
            return
        head = last.rsplit(" ", 1)[-1][:-1].lower().lstrip("(\"'“")
        if not following.islower() or not head.isalpha() or head in _KEEPS_HYPHEN:
            return
        self.out[-1] = last[:-1]
        self.length -= 1
        place = self.places[-1]
        self.places[-1] = _Place(place.start, place.end - 1, place.page, place.raw, place.raw_end - 1)


def _is_foot(text: str, start: int, end: int, *, edge: bool) -> bool:
    """Whether a line is a running head or foot. edge: it is the first or last line of its page."""
    if end - start > _LONGEST_FOOT:
        return False
    if _FOOT_LINE.match(text, start, end) or (edge and _LONE_NUMBER.match(text, start, end)):
        return True
    return text.startswith("File", start) and bool(_FILE_LINE.match(text, start))


def _skip_comment(text: str) -> int:
    """Lines that begin with # at the head of a plain text say where it comes from; they are no part of the letter."""
    comment = _COMMENT.match(text)
    return comment.end() if comment else 0
