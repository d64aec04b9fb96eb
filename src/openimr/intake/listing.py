"""The list of disputed services on an application."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from . import naming
from .amounts import amount_of
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
    r"|^\W*(?:print(?:ed)? name|date(?!\s+(?:of|ur)\b))\W|^\W*signed\b",
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
_LABELLED = re.compile(
    r"^\W*(?:[ivx]{1,4}[.)]\s+|section\s+\w\W+)?"
    r"(?:(?:the\s+)?(?:specific|requested|disputed)\s+){0,2}"
    r"(?:(?:services?|treatments?|items?|procedures?|medications?|goods)(?:\s*(?:,|/|and|or)\s*\w+)?"
    r"(?:\s+(?:that\s+(?:was|were)\s+)?(?:in\s+dispute|disputed|requested|denied|modified|at\s+issue|not\s+(?:approved|certified))"
    r"(?:\s*(?:/|or|and)\s*(?:denied|modified|delayed))?)?"
    r"|dispute[ds]?|in\s+dispute|what\s+(?:do\s+you\s+disagree\s+with|(?:treatments?|services?)?\s*(?:was|were|has\s+been|is)\s+(?:denied|modified|refused))[^:?\n]{0,20})"
    r"(?:\s*\([^)\n]{0,60}\))?\s*(?:[:?]|\s{2,}|$)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"^\W*(?:primary\s+)?(?:diagnos|icd|date\s+of|ur\b|utilization|(?:is|does)\s.*liability|liability|claim|reason|adjuster|employe|phone|address"
    r"|information|eams|adj|wcis)|\[.?\]\s*(?:yes|no)\b|\b(?:yes|no)\s*\[",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*;\s*(?:and\s+)?|\s+(?:and|&|plus)\s+(?=\S)|\s*,\s+(?:and\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry: the number printed (0 without) and its words, from start to end of the sheet."""

    number: int
    text: str
    start: int
    end: int


def read_listing(sheet: Sheet) -> tuple[Listed, ...]:
    """The services listed, in order; unused lines of the form are left out.

    Sought in this order: numbered lines under a heading that speaks of what was refused; any numbered run that names
    treatment; plain lines under such a heading; lines after a label such as "Treatment in dispute:".
    """
    lines = [line for line in sheet.lines() if line.text.strip()]
    headed = _headings(lines)
    for begin in headed:
        numbered = _entries(_block(lines, begin))
        if numbered:
            return drop_repeated(numbered)
    run = _run_anywhere(lines)
    if run:
        return drop_repeated(run)
    for begin in headed:
        block = [line for line in _block(lines, begin) if not _OTHER_LABEL.search(line.text)]
        plain = tuple(entry for entry in _plain(block) if _says_something(entry.text))
        if plain:
            return drop_repeated(plain)
    return drop_repeated(_after_label(lines))


def _entries(block: list[Line]) -> tuple[Listed, ...]:
    return tuple(entry for entry in _split_runs(_numbered(block)) if _says_something(entry.text))


def _run_anywhere(lines: list[Line]) -> tuple[Listed, ...]:
    """Numbered lines 1, 2, ... that stand under no heading: a run of which at least half names a treatment."""
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text)
        if not match or _number(match[1]) != 1 or not match[2].strip():
            continue
        entries = _entries(_block(lines, index))
        named = [entry for entry in entries if names_treatment(entry.text)]
        if named and 2 * len(named) >= len(entries):
            return entries
    return ()


def names_treatment(text: str) -> bool:
    """Whether the words name a service, a drug or an operation, and are no instruction of the form."""
    if re.match(r"\W*(?:sign|mail|fax|send|attach|complete|employee|requesting|claims|injured|dispute\b)", text, re.I):
        return False
    return naming.names_treatment(text)


def _after_label(lines: list[Line]) -> tuple[Listed, ...]:
    """What stands after "Treatment in dispute:" and the like, on its line or on the lines below it."""
    for index, line in enumerate(lines):
        match = _LABELLED.match(line.text)
        if not match:
            continue
        rest = match["rest"]
        start = line.start + match.start("rest")
        if re.search(r"\w{3}", rest):
            below = list(takewhile(lambda other: _goes_on(other.text), lines[index + 1 : index + 4]))
            whole = [Line(text=rest, start=start), *below]
        else:
            whole = [below for below in _block(lines, index + 1)[:12] if not _OTHER_LABEL.search(below.text)]
        found = tuple(part for entry in _plain(whole) for part in _parts(entry) if _says_something(part.text))
        if any(names_treatment(entry.text) for entry in found):
            return found
    return ()


def _goes_on(text: str) -> bool:
    """A line that cannot be a field of its own: no label, no heading."""
    return not (re.match(r"\W*[\w /()]{3,40}:", text) or _OTHER_LABEL.search(text) or _END.search(text))


def _parts(entry: Listed) -> tuple[Listed, ...]:
    """One line that names several treatments ("A, B and C"); it stays whole unless every part names one."""
    pieces, at = [], 0
    for joint in _JOINED.finditer(entry.text):
        pieces.append((at, joint.start()))
        at = joint.end()
    pieces.append((at, len(entry.text)))
    texts = [entry.text[first:last] for first, last in pieces]
    if len(texts) < 2 or not all(names_treatment(text) for text in texts):
        return _at_semicolons(entry)
    return tuple(
        Listed(number=n, text=text.strip(" ._"), start=entry.start + first, end=min(entry.end, entry.start + last))
        for n, (text, (first, last)) in enumerate(zip(texts, pieces, strict=True), start=1)
    )


def _at_semicolons(entry: Listed) -> tuple[Listed, ...]:
    parts = [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^;]+", entry.text)]
    return tuple(
        Listed(number=n, text=text.strip(" ._"), start=entry.start + first, end=min(entry.end, entry.start + last))
        for n, (first, last, text) in enumerate(parts, start=1)
    )


def drop_repeated(entries: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """The same treatment listed twice in other words is one entry: same service, drug, place and amount."""
    kept: list[Listed] = []
    for entry in entries:
        if not any(_same(entry.text, other.text) for other in kept):
            kept.append(entry)
    return tuple(kept)


def _same(one: str, other: str) -> bool:
    service = naming.service_of(one)
    if " ".join(one.lower().split()).strip(" .") == " ".join(other.lower().split()).strip(" ."):
        return True
    if service == "other" or service != naming.service_of(other):
        return False
    marks = (naming.drug_of, naming.strength_of, naming.side_of, naming.level_of, naming.regions_of, naming.is_supplies)
    if any(mark(one) != mark(other) for mark in marks):
        return False
    amounts = [amount_of(text, service) for text in (one, other)]
    same = amounts[0].quantity == amounts[1].quantity and amounts[0].stated == amounts[1].stated
    return same and not naming.is_surgery(one, service)


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
