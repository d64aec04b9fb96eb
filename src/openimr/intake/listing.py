"""The list of disputed services on an application."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import naming
from .lexicon import labels
from .sheet import Line, Sheet

_HEADING = re.compile(
    r"(?:services?|treatments?|items?|goods|procedures?).{0,60}(?:denied|modified|in dispute|disputed|delayed)"
    r"|(?:denied|modified|disputed).{0,40}(?:services?|treatments?|items?)",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = re.compile(r"denied|modified|delayed", re.IGNORECASE)
_END = re.compile(
    r"\bconsent\b|\bpermission\b|requests? for (?:independent )?(?:medical )?review|health care providers|signature"
    r"|furnish|\bi (?:certify|declare|allow|request|authorize|understand)\b"
    r"|release of (?:medical )?(?:records|information)"
    r"|^\W*(?:print(?:ed)? name|date)\W",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:[^\w\n(#]|_){0,6}(?:(?:item|request|service|treatment|no)\.?\s*)?[(#]?\s*"
    r"(\d{1,2}|[a-h])\s*[.),:;\]](?:[.)]|\s|$)\s*(.*)$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*[A-Z1t]{2,6}[-_ ]?\d{4,9}\W*$|\bpage\s+\d+|\bcontinued\b|form\s+imr"
    r"|\brev\.? \d|application for independent|^\W*\d+\s*/\s*\d+\W*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^\W*(?:none|n/?a|nothing further|blank|not applicable|intentionally left blank|xxx+)?\W*$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[-•*·●▪]\s+(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry: the number printed (0 without) and its words, from start to end of the sheet."""

    number: int
    text: str
    start: int
    end: int


def read_listing(sheet: Sheet) -> tuple[Listed, ...]:
    """The services listed, in order; unused lines of the form are left out."""
    lines = [line for line in sheet.lines() if line.text.strip()]
    unnumbered: tuple[Listed, ...] = ()
    for begin in _headings(lines):
        block = _block(lines, begin)
        numbered = tuple(entry for entry in _split_runs(_numbered(block)) if _says_something(entry.text))
        if numbered:
            return numbered
        unlabelled = [
            line for line in block if not re.match(r"\W*(?:primary\s+)?(?:diagnos|date\s+of|icd)", line.text, re.I)
        ]
        unnumbered = unnumbered or tuple(entry for entry in _plain(unlabelled) if _says_something(entry.text))
    return unnumbered


def _headings(lines: list[Line]) -> list[int]:
    """Indices of the lines after each line that may head the list; those that speak of a refusal first."""
    found: list[tuple[bool, int]] = []
    for index, line in enumerate(lines):
        two = f"{line.text} {lines[index + 1].text}" if index + 1 < len(lines) else line.text
        if re.search(r"written decision|enclos|mail or fax|copy of|attach a copy", line.text, re.IGNORECASE):
            continue
        if _HEADING.search(line.text):
            found.append((not _REFUSED.search(line.text), index + 1))
        elif _HEADING.search(two) and not _NUMBERED.match(line.text) and "liability" not in two.lower():
            found.append((not _REFUSED.search(two), index + 2))
    return [index for _, index in sorted(found)]


def _block(lines: list[Line], begin: int) -> list[Line]:
    """The lines between the heading of the list and the consent."""
    block = []
    for line in lines[begin:]:
        if _END.search(line.text):
            break
        if not _FURNITURE.search(line.text):
            block.append(line)
    return block


def _numbered(block: list[Line]) -> list[Listed]:
    entries: list[Listed] = []
    for line in block:
        match = _NUMBERED.match(line.text)
        number = _number(match[1]) if match else None
        if match and number is not None and _follows(number, entries):
            while entries and number - entries[-1].number > 1 and _tear(entries):
                pass
            start = line.start + match.start(2)
            entries.append(Listed(number=number, text=match[2].strip(), start=start, end=line.end))
        elif entries and not _END.search(line.text):
            last = entries.pop()
            entries.append(
                Listed(number=last.number, text=f"{last.text}\n{line.text.strip()}", start=last.start, end=line.end)
            )
    return [
        Listed(number=entry.number, text=" ".join(entry.text.split()), start=entry.start, end=entry.end)
        for entry in entries
    ]


def _follows(number: int, entries: list[Listed]) -> bool:
    return number <= 2 if not entries else 0 < number - entries[-1].number <= 3


def _tear(entries: list[Listed]) -> bool:
    """A number is missing: the last line run on to an entry was an entry whose number could not be read."""
    last = entries[-1]
    head, _, tail = last.text.rpartition("\n")
    if not head:
        return False
    words = re.sub(r"^\W*(?:[a-z]{1,4}\s+)?(?=[A-Z])", "", tail)
    entries[-1] = Listed(number=last.number, text=head, start=last.start, end=last.end - len(tail))
    entries.append(Listed(number=last.number + 1, text=words, start=last.end - len(words), end=last.end))
    return True


def _plain(block: list[Line]) -> list[Listed]:
    entries: list[Listed] = []
    for line in block:
        bullet = _BULLET.match(line.text)
        text = bullet[1] if bullet else line.text.strip()
        start = line.start + line.text.index(text)
        if entries and not bullet and re.match(r"[a-z(,]", text):
            last = entries.pop()
            entries.append(Listed(number=last.number, text=f"{last.text} {text}", start=last.start, end=line.end))
        else:
            entries.append(Listed(number=len(entries) + 1, text=text, start=start, end=line.end))
    return entries


def _split_runs(entries: list[Listed]) -> list[Listed]:
    """Several entries in one line: "1. Naproxen 2. Omeprazole"."""
    result: list[Listed] = []
    for entry in entries:
        rest, number, offset = entry.text, entry.number, entry.start
        while match := re.search(rf"[\s;,]\(?{number + 1}[.)]\s+(?=[A-Z])", rest):
            result.append(
                Listed(number=number, text=rest[: match.start()].strip(" ;,"), start=offset, end=offset + match.start())
            )
            rest, offset, number = rest[match.end() :], offset + match.end(), number + 1
        result.append(Listed(number=number, text=rest.strip(), start=offset, end=entry.end))
    return result


def _says_something(text: str) -> bool:
    if _NOTHING.match(text):
        return False
    if naming.service_of(text) != "other" or naming.drug_of(text):
        return True
    words = re.findall(r"[A-Za-z]{3,}", text)
    return len("".join(words)) >= 6 and not re.match(labels().none, text, re.IGNORECASE)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else "abcdefgh".index(text.lower()) + 1
