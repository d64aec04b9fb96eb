"""Labels and values of an application form, whatever its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from .columns import read_columns, read_grid
from .lexicon import labels
from .sheet import Line, Sheet

_SECTION_OF = {
    "employee_name": "employee",
    "attorney": "attorney",
    "requesting_physician": "physician",
    "practice": "physician",
    "claims_administrator": "administrator",
    "adjuster": "administrator",
    "employer": "employer",
    "ur_decision_date": "dispute",
    "diagnosis": "dispute",
}
_NAMED_FIRST = ("employee", "physician", "administrator")  # sections that begin with a name
_LIKE_ENOUGH = 80.0  # letters of a scanned label that must agree with the printed one, in percent
_EDGE = " \t|_~'\"‘’“”•*:;.,-–—=<>{}[]()"
_NUMBER_OF_SECTION = re.compile(
    r"^\W*(?:(?:section|part)\s+\w{1,3}\b|[IVX]{1,4}[.):]|\d{1,2}[.):]|[A-H][.):])\s*", re.IGNORECASE
)
_NOT_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A label and what stands after it. start, end: of the value; `label_at`: of the label."""

    field: str
    value: str
    start: int
    end: int
    label_at: int
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    field: str
    start: int
    end: int


def read_entries(sheet: Sheet) -> tuple[Entry, ...]:
    """Every labelled value of the form, in the order of the page. An empty value is ""."""
    rows, rest = read_grid([line for line in sheet.lines() if line.text.strip()], _whole_label, _section_headed)
    found = [
        Entry(
            field=field,
            value=" ".join(value.text.strip(_EDGE).split()),
            start=value.start,
            end=value.end,
            label_at=label.start,
            section=None,
        )
        for field, label, value in rows
    ]
    for lines in read_columns(rest, _section_headed):
        found += _entries_of(lines, sheet)
    return tuple(sorted(found, key=lambda entry: entry.label_at))


def _whole_label(cell: str) -> str | None:
    """The field of a cell that is a label and nothing else; what stands in brackets is left out."""
    text = re.sub(r"\([^)]*\)", " ", cell)
    field = _field_of().get(_letters(text)) if not re.search(r"\d{2}", text) else None
    return None if field in ("signature", "liability", "name") else field


def _entries_of(lines: list[Line], sheet: Sheet) -> list[Entry]:
    found: list[Entry] = []
    section: str | None = None
    headed = False
    for index, line in enumerate(lines):
        marks = _labels_in(line)
        if headed and section in _NAMED_FIRST and (not marks or marks[0].start > 12):
            found += _bare_name(section, (line, marks[0].start if marks else len(line.text)), sheet)
        heading = _section_headed(line)
        headed = heading is not None and not (marks and marks[0].end < len(line.text.rstrip()))
        if not marks:
            section = heading or section
            continue
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            section = _SECTION_OF.get(mark.field, section)
            field = mark.field
            if field == "name":
                field = labels().name_by_section.get(section or "", "name")
            stop = following.start if following else len(line.text)
            start, end = line.start + mark.end, line.start + stop
            if following is None:
                start, end = _continue(field, (start, end), lines[index + 1 : index + 3], sheet)
            start, end = _trim(sheet.text, start, end)
            found.append(
                Entry(
                    field=field,
                    value=" ".join(sheet.text[start:end].split()),
                    start=start,
                    end=end,
                    label_at=line.start + mark.start,
                    section=section,
                )
            )
        section = heading or section
    return found


def _bare_name(section: str, at: tuple[Line, int], sheet: Sheet) -> list[Entry]:
    """The line under a section's heading, where no label stands: the name of whom the section is about."""
    line, stop = at
    own = re.match(
        r"\W*([^\W\d_](?:(?!\s{2}|[,;]\s*(?:born|dob|age|sex|male|female)\b|\s\d).)*)", line.text[:stop], re.IGNORECASE
    )
    if own is None or len(own[1].split()) > 8 or not re.match(r"[A-Z]", own[1]):
        return []
    start = line.start + own.start(1)
    start, end = _trim(sheet.text, start, line.start + own.end(1))
    field = labels().name_by_section[section]
    return [
        Entry(
            field=field,
            value=" ".join(sheet.text[start:end].split()),
            start=start,
            end=end,
            label_at=start,
            section=section,
        )
    ]


def _continue(field: str, at: tuple[int, int], following: list[Line], sheet: Sheet) -> tuple[int, int]:
    """A value may stand under its label, or run on into the next line."""
    start, end = at
    if not following or _labels_in(following[0]) or _section_headed(following[0]):
        return at
    following_line = following[0]
    empty = not sheet.text[start:end].strip(_EDGE)
    if empty and field not in ("liability", "ur_type", "signature", "name", "other", "info_not_received"):
        return following_line.start, following_line.end
    wraps = field in labels().wraps and end - start > 4 and not re.match(r"\W*\d+[.)]\s", following_line.text)
    short = len(following_line.text.split()) <= 4
    return (start, following_line.end) if wraps and (short or _open(sheet.text[start:end])) else at


def _open(text: str) -> bool:
    """The value cannot end here: a bracket is open, or it ends in a joining word or comma."""
    return text.count("(") > text.count(")") or bool(re.search(r"(?:\band|\bof|,|;|&)\s*$", text))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start] in _EDGE or text[start].isspace()) and text[start] not in "([{":
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()) and text[end - 1] not in ")]}.":
        end -= 1
    return start, end


def _labels_in(line: Line) -> list[_Label]:
    found: list[_Label] = []
    for match in _printed().finditer(line.text):
        group = "first" if match["first"] else "inner"
        found.append(_Label(field=_field_of()[_letters(match[group])], start=match.start(group), end=match.end()))
    taken = [(label.start, label.end) for label in found]
    for match in _unmarked().finditer(line.text):
        group = next(name for name in ("day", "number", "words") if match[name])
        if all(match.start(group) >= end or match.end() <= start for start, end in taken):
            found.append(_Label(field=_field_of()[_letters(match[group])], start=match.start(group), end=match.end()))
    found.sort(key=lambda label: label.start)
    if not found or found[0].start > 4:
        scanned = _scanned_label(line.text, found[0].start if found else len(line.text))
        if scanned is not None:
            found = [scanned, *(label for label in found if label.start >= scanned.end)]
    return found


def _scanned_label(text: str, before: int) -> _Label | None:
    """A label at the start of the line that scanning has damaged: compared letter by letter."""
    best: tuple[float, _Label] | None = None
    for colon in re.finditer(r"[:;]", text[:60]):
        letters = _letters(text[: colon.start()])
        if colon.end() > before + 45 or not 6 <= len(letters) <= 45:
            continue
        for field, phrase in _phrases():
            if len(phrase) < 8:
                continue
            score = fuzz.ratio(letters, phrase, score_cutoff=_LIKE_ENOUGH)
            if score and (best is None or score > best[0]):
                best = (score, _Label(field=field, start=0, end=colon.end()))
    return best[1] if best else None


def _section_headed(line: Line) -> str | None:
    """The section that begins with this line, where the line is a heading."""
    letters = _letters(_NUMBER_OF_SECTION.sub("", line.text))
    if not 5 <= len(letters) <= 45:
        return None
    for section, phrases in labels().sections.items():
        if any(fuzz.ratio(letters, _letters(phrase)) >= 88 for phrase in phrases):
            return section
    return None


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((field, _letters(phrase)) for field, phrases in labels().labels.items() for phrase in phrases)


@cache
def _field_of() -> dict[str, str]:
    return {phrase: field for field, phrase in _phrases()}


@cache
def _printed() -> re.Pattern[str]:
    """All labels: at the start of a line with any mark or nothing after them, elsewhere with a colon."""
    phrases = sorted(
        {phrase for row in labels().labels.values() for phrase in row}, key=lambda phrase: (-len(phrase), phrase)
    )
    flexible = "|".join(r"[\s/().,'’]*".join(map(re.escape, re.findall(r"[a-z0-9#]+", phrase))) for phrase in phrases)
    extra = r"(?:\s*\([^)\n]{0,45}\)?)?\s*"
    at_start = rf"^\W{{0,6}}(?:\d{{1,2}}[.)]\s*)?(?P<first>{flexible}){extra}"
    at_start += r"(?:[:;?#]+[.,]?|['’`]?[.,·…_]+(?=\s)(?:\s*[.·…_](?=\s))*|\s{2,}|(?=date\W*$)|$)"
    return re.compile(rf"{at_start}|(?<![a-z])(?P<inner>{flexible}){extra}[:;?]+[.,]?", re.IGNORECASE)


@cache
def _unmarked() -> re.Pattern[str]:
    """Labels without a colon, known by the value that follows: a date, a number, or words in a column of their own."""

    def one_of(fields: tuple[str, ...]) -> str:
        phrases = sorted({p for field in fields for p in labels().labels[field]}, key=lambda p: (-len(p), p))
        return "|".join(r"[\s/().,'’]*".join(map(re.escape, re.findall(r"[a-z0-9#]+", p))) for p in phrases)

    names = tuple(labels().labels)
    value = r"(?=(?:CT\W+)?(?:\d{1,2}\s?[/.-]\s?\d|\d{4}-\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d))"
    days = rf"(?<![a-z])(?P<day>{one_of(('date_of_birth', 'date_of_injury', 'ur_decision_date'))})\W{{0,3}}\s+{value}"
    numbers = rf"(?<![a-z])(?P<number>{one_of(('claim_number',))})\s+(?=[A-Z0-9-]*\d)(?!\d{{1,2}}/)"
    words = rf"(?:(?<=\s\s)(?P<words>{one_of(names)})(?=\s{{2,}}\S))\s+"
    return re.compile(f"{days}|{numbers}|{words}", re.IGNORECASE)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())
