"""The application among the documents, and its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..case import Document, DocumentKind, Page
from ..program import Program
from .boxes import ticked, yes_or_no
from .days import find_days, first_day
from .form import Entry, read_entries
from .lexicon import any_pattern, labels
from .listing import Listed, read_listing
from .sheet import Sheet, lay_out
from .signature import Signature, read_signature

_LIABILITY = re.compile(
    r"disput\w+\s+liability|disputes?\s+of\s+liability|liability\W{1,4}(?:(?:is|also|being|otherwise|for|this|claim|injury|the)\W{1,3}){0,4}"
    r"(?:disput|contest|object|denied)|liability\W+in\W+dispute",
    re.I,
)
_TURNED = re.compile(
    r"^\W*(?P<surname>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?),\s*(?P<given>[A-Z][a-z][\w'’-]*(?:\s+[A-Z](?:\.|[a-z'’-]+)?)?|[A-Z]{2,}(?:\s+[A-Z]\.?)?)\W*$"
)
_STAMP = re.compile(r"\breceived\b(?!\s+from)(?!\s+(?:the\s+)?(?:written|decision))", re.IGNORECASE)
_FAX_LINE = re.compile(r"^.{0,60}\b(?:FROM|FAX|TO|P\.?|PAGE)\b\W{0,3}.*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One application as filed. other_form: the name of the other program's form it is written on."""

    sheet: Sheet
    entries: tuple[Entry, ...]
    listed: tuple[Listed, ...]
    signature: Signature
    other_form: str | None

    def entry(self, *fields: str) -> Entry | None:
        """The first entry of one of the fields that has a value; else an empty one; None without the label."""
        own = [entry for field in fields for entry in self.entries if entry.field == field]
        return next((entry for entry in own if re.search(r"\w", entry.value)), own[0] if own else None)

    def value(self, *fields: str) -> str | None:
        entry = self.entry(*fields)
        return entry.value if entry and entry.value else None


def read_filings(documents: Iterable[Document], pages: Iterable[Page], program: Program) -> tuple[Filing, ...]:
    """Every application of this patient in the file, the program's own forms first."""
    every = tuple(documents)
    own = [
        d for d in every if d.kind is DocumentKind.IMR_APPLICATION and not d.other_patient and d.duplicate_of is None
    ]
    sheets = tuple(pages)
    if not own:
        own = [d for d in every if not d.other_patient and _looks_like_a_form(lay_out(d, sheets), program)]
    filings = [_read(lay_out(document, sheets), program) for document in own]
    return tuple(sorted(filings, key=lambda filing: filing.other_form is not None))


def _looks_like_a_form(sheet: Sheet, program: Program) -> bool:
    top = sheet.text[:500]
    form = any_pattern(program.forms.application).search(top) or _other_form(sheet, program)
    return bool(form) and bool(re.search(r"signature|claim\s+(?:number|no)", sheet.text, re.IGNORECASE))


def _read(sheet: Sheet, program: Program) -> Filing:
    entries = read_entries(sheet)
    employee = next((entry.value for entry in entries if entry.field == "employee_name" and entry.value), None)
    return Filing(
        sheet=sheet,
        entries=entries,
        listed=read_listing(sheet),
        signature=read_signature(sheet, entries, employee),
        other_form=_other_form(sheet, program),
    )


def _other_form(sheet: Sheet, program: Program) -> str | None:
    """The title of another program's form, unless the page calls itself the program's own."""
    top = sheet.text[:700]
    for form in program.forms.other_forms:
        other = any_pattern(form.says).search(top)
        own = any_pattern(program.forms.application[:1]).search(sheet.text)
        if other and not (own and own.start() < len(top)):
            return form.name
    return None


def is_expedited(filing: Filing) -> bool | None:
    """The box of the kind of review."""
    text = filing.sheet.text
    match = re.search(r"\bregular\b|\bstandard\b", text, re.IGNORECASE)
    if not match:
        # A form of another kind that offers no such choice asks for no haste.
        return None if re.search(r"\bexpedited\b|\burgent\b", text, re.IGNORECASE) or not filing.other_form else False
    start = max(text.rfind("\n", 0, match.start()), text.rfind(":", 0, match.start())) + 1
    mark = ticked(text[start : match.end() + 110], (match[0], "expedited", "modification"))
    return None if mark is None else mark == "expedited"


def is_liability_disputed(filing: Filing) -> bool | None:
    """The answer to the question whether liability is disputed for other reasons than necessity."""
    text = filing.sheet.text
    for match in _LIABILITY.finditer(text):
        window = text[match.end() : match.end() + 320]
        stop = re.search(
            r"\blist\s+each|requested\s+(?:information|services)|\n\W*1\W|services\s+(?:denied|or)|treatment\s+denied",
            window,
            re.I,
        )
        window = window[: stop.start()] if stop else window
        answer = yes_or_no(_from_first_answer(window))
        if answer is not None:
            return answer
    return None


def information_not_received(filing: Filing) -> bool | None:
    """The answer to the question whether the physician failed to send information that UR asked for."""
    match = re.search(r"information\s+(?:was\s+)?not\s+received", filing.sheet.text, re.IGNORECASE)
    if not match:
        return None
    window = filing.sheet.text[match.end() : match.end() + 120]
    return yes_or_no(_from_first_answer(window))


def _from_first_answer(window: str) -> str:
    """The text from the box before the first "yes" or "no"; the words of the question are left out."""
    first = re.search(r"\b(?:yes|no)\b", window, re.IGNORECASE)
    if not first:
        return ""
    before = re.search(r"[\W_]*(?:\b\w{1,3}[\W_]+)?$", window[: first.start()])
    return window[max(before.start() if before else first.start(), first.start() - 12) :]


def received_on(filing: Filing) -> tuple[date, int, int] | None:
    """The day of the intake stamp; failing one, of the fax line at the head of the page. With its place."""
    text = filing.sheet.text
    days = find_days(text)
    for match in _STAMP.finditer(text):
        near = [day for day in days if -45 <= day.start - match.end() <= 60]
        if near and not re.search(
            r"decision|utilization", text[max(0, match.start() - 40) : match.end() + 30], re.IGNORECASE
        ):
            after = [day for day in near if day.start >= match.end()] or near
            return after[0].day, match.start(), max(after[0].end, match.end())
    head = filing.sheet.lines()[:2]
    for line in head:
        found = find_days(line.text)
        if found and _FAX_LINE.match(line.text) and re.search(r"\d{1,2}:\d\d", line.text):
            return found[0].day, line.start, line.end
    return None


def day_of(filing: Filing, field: str) -> date | None:
    for entry in filing.entries:
        if entry.field == field:
            day = first_day(filing.sheet.text[entry.start : max(entry.end, entry.start + 24)])
            if day is not None:
                return day
    return None


def person(value: str | None) -> str | None:
    """A name without degrees, titles and what follows them. None for "none", "n/a" and the like."""
    if value is None or re.match(labels().none, value, re.IGNORECASE):
        return None
    turned = _TURNED.match(value)
    if turned and not re.match(rf"(?:{labels().degrees}|esq|jr|sr|i{{2,3}})\b", turned["given"], re.IGNORECASE):
        value = f"{turned['given']} {turned['surname']}"
    cut = re.split(rf",?\s*\b{labels().degrees}(?![A-Za-z])|,?\s*\bEsq|,", value, maxsplit=1)[0]
    cut = re.sub(r"^(?:Dr|Mr|Ms|Mrs|Atty|Attorney)\.?\s+", "", cut).strip(" .,;:|_-–—~*")
    return " ".join(cut.split()) or None
