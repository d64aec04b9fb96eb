"""The words of a document in passages: each a section, list item or dated entry, its wrapped lines joined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from openimr.case import Document, DocumentKind, Page, PartialDate, Span

from . import dates
from .lexicon import Lexicon, read_rows, terms_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """text: white space folded, wrapped lines joined; "\\n" only where a line ends on purpose.

    section: the kind of heading it stands under (lexicon sections), "" above the first. heading: as printed.
    date: of the dated entry it belongs to, else of the document. starts, places: text[starts[i]:] stands at places[i]. bounds: its sentences.
    """

    page: Page
    text: str
    section: str = ""
    heading: str = ""
    date: PartialDate | None = None
    starts: tuple[int, ...] = field(default=(0,), repr=False)
    places: tuple[int, ...] = field(default=(0,), repr=False)
    bounds: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def span(self, start: int, end: int) -> Span:
        """The place of text[start:end] on its page, with the exact words."""
        first = self._place(start)
        last = self._place(max(start, end - 1)) + 1
        quote = " ".join(self.page.text[first:last].split())
        return Span(self.page.file, self.page.number, first, last, quote)

    def _place(self, offset: int) -> int:
        run = bisect_right(self.starts, offset) - 1
        return min(self.places[run] + offset - self.starts[run], len(self.page.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a passage, passage.text[start:end]."""

    passage: Passage
    start: int
    end: int
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.passage.text[self.start : self.end])

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of the sentence's own text[start:end]."""
        return self.passage.span(self.start + start, self.end if end is None else self.start + end)


# The mark comes first and what may not stand before it after: the search then goes from mark to mark.
_STOP = re.compile(
    r"[.;!?\n](?:(?<!\n)(?<![A-Z].)(?<!\b(?:Dr|Mr|Ms|vs|No|St).)(?<!\bapprox.)(?<!\b(?:Mrs|occ).)"
    r"[\"”)]?\s+(?=[\"“(\[]?[A-Z0-9+#-])|(?<=[\s@][LR]\.)\s+(?=[A-Z])|(?<=[A-Z]{2}[.;])\s+(?=[A-Z0-9])"
    r"|(?<=\d[A-Z]\.)\s+(?=[A-Z])|(?<=;)\s+|(?<=\n))"
)


@lru_cache(maxsize=1024)
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Sentences, list items and table rows of a passage, in order; kept, for every kind of fact is looked for in them."""
    return tuple(
        Sentence(passage=passage, start=start, end=end) for start, end in passage.bounds or _bounds(passage.text)
    )


def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = 0
    for stop in _STOP.finditer(text):
        if stop.start() > at and text[at : stop.start()].strip():
            found.append((at, stop.start()))
        at = stop.end()
    if text[at:].strip():
        found.append((at, len(text)))
    return tuple(found)


def passages_of(document: Document, pages: Sequence[Page]) -> tuple[Passage, ...]:
    """The passages of a document, in order. A section and a dated entry run on over a page's end."""
    own = [page for page in pages if page.file == document.file]
    own = [page for page in own if document.first_page <= page.number <= document.last_page]
    own.sort(key=lambda page: page.number)
    on = document.date or printed_date(own)
    place = _Place(on=on, date=visit_date(own, on), entries=document.kind not in _NO_ENTRIES)
    return tuple(passage for page in own for passage in _read(page, place))


_NO_ENTRIES = frozenset({DocumentKind.CORRESPONDENCE, DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION})
_BIRTH = re.compile(
    r"\b(?:D\.?O\.?B|birth\w*|born|D\.?O\.?I|DOL|injury|inj|injured|loss|received|faxed|fax|hired|claim\w*)\b[^\d\n]{0,14}$",
    re.I,
)
_VISIT = re.compile(
    r"\b(?:DOS|date of (?:service|visit|exam\w*|study|procedure|operation|surgery|evaluation|report)|visit(?: date)?|seen|exam(?:ined|"
    r"ination)?(?: date)?|eval(?:uated|uation)?|study date|surgery date|performed|arrival|admit\w*|collected)\b[^\d\n]{0,22}$",
    re.I,
)


def printed_date(pages: Sequence[Page]) -> PartialDate | None:
    """The day that a document's head gives itself: of the visit or study, else the first that is no birth or injury."""
    first: PartialDate | None = None
    for page in pages[:1]:
        head = page.text[:900]
        for mention in dates.find(head):
            before = head[: mention.start]
            if not mention.date.day or _BIRTH.search(before):
                continue
            if _VISIT.search(before):
                return mention.date
            first = first or mention.date
    return first


def visit_date(pages: Sequence[Page], on: PartialDate | None) -> PartialDate | None:
    """The day a report says the patient was seen, where it was written up later (within 90 days); else `on`."""
    if on is None or not on.day or not pages:
        return on
    head = pages[0].text[:900]
    seen = (
        mention.date
        for mention in dates.find(head)
        if mention.date.day and _VISIT.search(head[: mention.start]) and not _BIRTH.search(head[: mention.start])
    )
    return next((day for day in seen if 0 <= (on.earliest() - day.earliest()).days <= 90), on)


@dataclass(slots=True, kw_only=True)
class _Place:
    """Where the reading stands: in which section, under which entry."""

    on: PartialDate | None
    date: PartialDate | None
    entries: bool
    section: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def _read(page: Page, place: _Place) -> Iterator[Passage]:
    lines = list(_lines(page.text))
    width = max((len(line.text) for line in lines), default=0)
    block: list[_Line] = []
    for line in lines:
        ended = not block or _ends(block[-1].text, width)
        full = bool(block) and line.end - block[0].start > _MOST
        if not line.text or full or (ended and _begins(line.text, place)):
            yield from _passages(page, block, width, place)
            block = []
        if line.text:
            block.append(line)
    yield from _passages(page, block, width, place)


_MOST = 6_000
"""Characters of one passage: more than a page of close print has. What is looked up around a word stays within it."""
_LONGEST_LINE = 3_000


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        for raw in _parts(line) if len(line) > _LONGEST_LINE else (line,):
            yield _Line(at + len(raw) - len(raw.lstrip()), at + len(raw.rstrip()), raw.strip())
            at += len(raw)
        at += 1


def _parts(line: str) -> Iterator[str]:
    """A line that is longer than any print, cut at spaces."""
    while len(line) > _LONGEST_LINE:
        cut = line.rfind(" ", 1, _LONGEST_LINE) + 1 or _LONGEST_LINE
        yield line[:cut]
        line = line[cut:]
    yield line


_ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[-*•·o>]|[A-Z]\.|\[.?\])\s")
_ENTRY = re.compile(r"\W{0,4}(?=[\dA-Za-z])")


def _ends(text: str, width: int) -> bool:
    """A line that the writer ended: at a full stop, or well before the margin."""
    return text[-1:] in ".:;!?|" or len(text) < 0.72 * width


def _begins(text: str, place: _Place) -> bool:
    return bool(_ITEM.match(text) or _heading_at(text) or _entry(text, place))


def _entry(text: str, place: _Place) -> PartialDate | None:
    """The day that heads a line of a log: "10/06/15 #1 Eval"."""
    if not place.entries:
        return None
    head = text[:24]
    gap = _ENTRY.match(head)
    mention = next(iter(dates.find(head, place.on)), None)
    if mention is None or gap is None or mention.start > gap.end() or not mention.date.day:
        return None
    late = place.on is not None and place.on.day and mention.date > place.on
    return None if late or len(text) - mention.end < 4 else mention.date


def _passages(page: Page, block: list[_Line], width: int, place: _Place) -> Iterator[Passage]:
    if not block:
        return
    entry = _entry(block[0].text, place)
    if entry is not None:
        place.date, place.section, place.heading = entry, "", ""
    text, starts, places = _join(page.text, block, width)
    cuts = _cuts(text)
    if not cuts or cuts[0][0] > 0:
        cuts = [(0, place.section, place.heading), *cuts]
    for (start, section, heading), end in zip(cuts, [*(cut[0] for cut in cuts[1:]), len(text)], strict=True):
        place.section, place.heading = section, heading
        if text[start:end].strip():
            yield _passage(page, text[start:end], start, (starts, places), place)


def _passage(page: Page, text: str, at: int, runs: tuple[list[int], list[int]], place: _Place) -> Passage:
    first = bisect_right(runs[0], at) - 1
    starts = tuple(max(0, start - at) for start in runs[0][first:])
    places = (runs[1][first] + at - runs[0][first], *runs[1][first + 1 :])
    return Passage(
        page=page,
        text=text,
        section=place.section,
        heading=place.heading,
        date=place.date,
        starts=starts,
        places=places,
        bounds=_bounds(text),
    )


def _join(page_text: str, block: list[_Line], width: int) -> tuple[str, list[int], list[int]]:
    """Folds runs of spaces; a wrapped line goes on after a space (after a hyphen without one)."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = 0
    for line in block:
        if parts:
            before = parts[-1]
            wrapped = not _ends(before, width) or (line.text[:1].islower() and before[-1:] not in ".:|")
            glue = "" if wrapped and before[-1:] == "-" else " " if wrapped else "\n"
            length += len(glue)
            parts.append(glue)
        for piece in _PIECE.finditer(page_text, line.start, line.end):
            starts.append(length)
            places.append(piece.start())
            folded = piece[0].rstrip() + " " if piece[0][-1:].isspace() else piece[0]
            parts.append(folded)
            length += len(folded)
    return "".join(parts), starts, places


_PIECE = re.compile(r"\S+(?: \S+)*(?:\s+(?=\S))?")


@cache
def _headings() -> Lexicon[str]:
    return Lexicon((term, str(row["section"])) for row in read_rows("sections") for term in terms_of(row))


_AFTER_HEADING = re.compile(r"(?:[ ]\([^)\n]{1,30}\))?[ ]?(?:[:.\-–]|\n|$|(?= \|))")
_OF_PART = re.compile(r"(?: (?:of the |of )?(?:[RL]|[A-Za-z/-]+)){1,3}:(?= )")
_BARE = frozenset({"PMH", "PSH", "FH", "SH", "ROS", "HPI", "PMHx", "FHx", "NKDA", "DX", "MEDS", "CC", "VS", "BP"})
_BEFORE_HEADING = re.compile(r"(?:^|\n|[.;:!?)\]|][ ]|\d[.)][ ]|[A-Za-z]\)[ ]|^\W{1,4}|^[A-Z]\.[ ]|/\d{2,4}[ ])$")
_SOAP = re.compile(
    r"(?:^|(?<=[.;\n] )|(?<=\n))(?P<letter>S|O|A|P|A/P|Dx|Rx|Tx|Hx|Px)(?::|[ ]-)[ ]"
    r"|(?:^|(?<=\n))(?P<alone>[SOAP]|A/P)(?=\n|$)"
)
_SOAP_SECTIONS = {
    "S": "subjective", "O": "exam", "A": "assessment", "P": "plan", "A/P": "assessment", "Dx": "assessment",
    "Rx": "medications", "Tx": "treatment", "Hx": "history", "Px": "exam",
}  # fmt: skip


def _cuts(text: str) -> list[tuple[int, str, str]]:
    """Where headings stand in a block: offset, section, heading."""
    letters = ((match.start(), match["letter"] or match["alone"]) for match in _SOAP.finditer(text))
    found = [(at, _SOAP_SECTIONS[letter], letter) for at, letter in letters]
    for hit in _headings().find(text):
        if text[hit.start].isupper() and _BEFORE_HEADING.search(text[max(0, hit.start - 4) : hit.start]):
            bare = text[hit.start : hit.end] in _BARE
            of_part = hit.row in ("exam", "imaging") and _OF_PART.match(text, hit.end)
            if bare or of_part or _AFTER_HEADING.match(text, hit.end):
                found.append((hit.start, hit.row, text[hit.start : hit.end]))
    return _with_ends(text, sorted(found))


_SHORT = frozenset({"past_history", "family", "social", "allergies", "medications"})
_NEXT_LINE = re.compile(r"\n(?!\s*(?:\d|[-*•·]))")


def _with_ends(text: str, cuts: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """A history or list given on one line ends with that line, though no heading follows."""
    ends = [*(at for at, _, _ in cuts[1:]), len(text)][: len(cuts)]
    closed: list[tuple[int, str, str]] = []
    for (at, section, heading), end in zip(cuts, ends, strict=True):
        closed.append((at, section, heading))
        line_end = _NEXT_LINE.search(text, at + len(heading) + 3, end) if section in _SHORT else None
        if line_end is not None:
            closed.append((line_end.start(), "", ""))
    return closed


def _heading_at(text: str) -> bool:
    return any(at <= 4 for at, _, _ in _cuts(text[:60]))
