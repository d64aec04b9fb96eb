"""Drugs: generic name, strength, how often, and whether the patient takes them still."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from openimr.case import Assertion, Document, DocumentKind, Medication, PartialDate

from ..sieve import Sieve
from .compounds import find_compound
from .doses import Dose, read_dose
from .drugs import drug, drugs_in
from .phrases import Phrase
from .series_sheets import FORMS, Passage, Statement, dates_in, pattern, statements

_HEADED = re.compile(r"^\s*[A-Z][A-Za-z /&-]{2,40}:")
_TESTED = re.compile(
    r"\b(?:urine|UDS|UDT|toxicolog\w*|immunoassay|metabolites?|ng/ml|(?:not )?detected|positive for|cutoff)\b", re.I
)
_INJECTED = re.compile(
    r"\b(?:inject\w*|infiltrat\w*|anesthe\w*|sedation|syringe|\d ?(?:cc|ml)\b|without epi|(?:before|"
    r"prior to) (?:tourniquet|incision))",
    re.I,
)
_DIGIT = re.compile(r"\d")
_UNTIL = re.compile(r"(?:\bto|\bthrough|\bthru|\buntil|-|\|)\s*$", re.I)
_GIVEN_IN = frozenset({DocumentKind.OPERATIVE_REPORT, DocumentKind.PROCEDURE_NOTE})
_REMARK = re.compile(r"\([^()\n]{0,40}\)")
_LISTED = re.compile(r"^[\s,/&+()\"-]*(?:(?:and|or|nor|plus|then|also|as well as)[\s,]*)?$", re.I)
_DOSE_WORDS = re.compile(
    r"[\d./-]+\s*(?:mg|mcg|%)?|\b(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?h\.?s|daily|prn|tabs?|caps?)\b", re.I
)
_LAPSED = timedelta(days=75)
_HEADINGS = ("past", "current", "allergy")


@dataclass(frozen=True, slots=True)
class _Standing:
    """In what sense a drug is named; None: not as the patient's own."""

    assertion: Assertion
    current: bool | None


_TAKEN = _Standing(Assertion.ASSERTED, True)
_PAST = _Standing(Assertion.HISTORICAL, False)


def find_medications(passages: Iterable[Passage], document: Document) -> Iterator[Medication]:
    """Every drug named as the patient's own. Allergies, denials, tests for drugs and relatives' drugs are passed over;
    one only proposed or discussed comes as planned or hypothetical."""
    if document.kind in FORMS or document.kind in (DocumentKind.LAB, DocumentKind.IMAGING, DocumentKind.EMG):
        return
    heading = ""
    found: list[Medication] = []
    for statement in statements(passages, by_line=document.kind is DocumentKind.MEDICATION_LOG):
        text = statement.text
        heads = _headings(text)
        if not heads and heading and (_HEADED.match(statement.text) or (heading == "allergy" and _DIGIT.search(text))):
            heading = ""
        compound = find_compound(text)
        if compound is not None:
            found.append(_compound(compound, statement, document))
        names = [] if compound else list(drugs_in(text))
        if names and not _TESTED.search(text):
            found.extend(_in_statement(statement, names, document, (heading, heads)))
        heading = heads[-1][1] if heads else heading
    yield from _lapsed(found) if document.kind is DocumentKind.MEDICATION_LOG else found


def _headings(text: str) -> list[tuple[int, str]]:
    """Headings of lists of drugs and where they stand."""
    lower = text.lower()
    if not any(
        cue in lower for cue in ("med", "rx", "drug", "allerg", "active", "adverse", "prescr", "intoler", "discont")
    ):
        return []
    rows = ((hit.start(), name) for name in _HEADINGS for hit in _heading(name).finditer(text))
    return sorted(rows)


def _heading(name: str) -> Sieve:
    return pattern("medications", f"heading_{name}")


def _in_statement(
    statement: Statement, names: list[Phrase], document: Document, listing: tuple[str, list[tuple[int, str]]]
) -> Iterator[Medication]:
    text, standing = statement.text, None
    kept, heads = listing
    for n, hit in enumerate(names):
        begin = names[n - 1].end if n else 0
        between = text[begin : hit.start]
        after = text[hit.end : names[n + 1].start if n + 1 < len(names) else len(text)][:120]
        heading = next((name for at, name in reversed(heads) if at < hit.start), kept)
        listed = n > 0 and bool(_LISTED.match(_DOSE_WORDS.sub("", _REMARK.sub("", between))))
        if not listed or standing is None or standing is _TAKEN:
            standing = _standing(text[: hit.start], after, heading, document)
        if standing is _TAKEN and _ended(after, document):
            standing = _PAST
        if standing is None or _is_given(hit.term, between[-60:], after, document):
            continue
        yield from _medications(statement, hit, (between, after), standing, document)


def _is_given(name: str, before: str, after: str, document: Document) -> bool:
    """Given by the clinician's hand in a procedure, and so no drug that the patient takes."""
    row = drug(name)
    injected = row is not None and (
        row.route == "injected" or row.name in ("lidocaine", "methylprednisolone", "dexamethasone", "ketorolac")
    )
    return (injected or document.kind in _GIVEN_IN) and bool(_INJECTED.search(before) or _INJECTED.search(after[:40]))


def _standing(before: str, after: str, heading: str, document: Document) -> _Standing | None:
    clause = re.split(r"[.;|]\s", before)[-1][-130:]
    if heading == "allergy" or _says("not_taken", clause) or _says("not_taken_after", after) or _says("family", clause):
        return None
    if heading == "past" or _says("stopped_before", clause[-60:]) or _says("stopped_after", after):
        return _PAST
    if _says("hypothetical_after", after):
        return _Standing(Assertion.HYPOTHETICAL, None)
    if _says("continuing", clause + after[:60]):
        return _TAKEN
    if _says("hypothetical", clause):
        return _Standing(Assertion.HYPOTHETICAL, None)
    planned = document.kind is DocumentKind.RFA or _says("planned", clause)
    return _Standing(Assertion.PLANNED, None) if planned else _TAKEN


def _says(what: str, words: str) -> bool:
    return pattern("medications", what).search(words) is not None


def _medications(
    statement: Statement, hit: Phrase, around: tuple[str, str], standing: _Standing, document: Document
) -> Iterator[Medication]:
    before, after = around
    row = drug(hit.term)
    dose = read_dose(before, after, row.strengths if row else frozenset())
    end = hit.end + min(len(after), max(dose.end, 30))
    past = standing.current is False
    found = Medication(
        spans=(statement.span(hit.start, end),),
        assertion=standing.assertion,
        name=hit.term,
        strength_mg=dose.strength_mg,
        per_day=dose.per_day,
        current=standing.current,
        date=_when(statement.text, hit.start, after, past, document),
        quantity=dose.quantity,
        route=row.route if row else None,
    )
    yield found
    yield from _former(found, dose)


def _former(found: Medication, dose: Dose) -> Iterator[Medication]:
    """The dose before a change of dose."""
    if dose.former_mg is not None and found.current:
        yield replace(
            found,
            assertion=Assertion.HISTORICAL,
            strength_mg=dose.former_mg,
            current=False,
            per_day=None,
            quantity=None,
        )


def _compound(hit: Phrase, statement: Statement, document: Document) -> Medication:
    standing = _standing(statement.text[: hit.start], statement.text[hit.end :][:120], "", document)
    shown = standing or _Standing(Assertion.NEGATED, False)
    return Medication(
        spans=(statement.span(hit.start, hit.end),),
        assertion=shown.assertion,
        name=hit.term,
        current=shown.current,
        date=document.date,
        route="topical",
    )


def _ended(after: str, document: Document) -> PartialDate | None:
    """The day up to which a drug was taken, where its row gives a span of days that is over."""
    days = dates_in(after, document)
    if len(days) < 2 or document.date is None:
        return None
    (_, first_end, first), (last_start, _, last) = days[0], days[1]
    joined = _UNTIL.search(after[first_end:last_start]) is not None and last_start - first_end < 14
    return last if joined and first.earliest() <= last.earliest() <= document.date.latest() else None


def _when(text: str, at: int, after: str, past: bool, document: Document) -> PartialDate | None:
    behind = dates_in(after, document) if past else ()
    if behind:
        return behind[-1][2]
    if document.kind is DocumentKind.MEDICATION_LOG:
        ahead = [day for start, _, day in dates_in(text, document) if start < at]
        if ahead:
            return ahead[-1]
    return document.date


def _lapsed(found: list[Medication]) -> Iterator[Medication]:
    """Of a dispensing log: a drug whose last supply ended well before the log's last entry is no longer taken."""
    days = [row.date.latest() for row in found if row.date is not None]
    for row in found:
        alike = [other.date.latest() for other in found if other.date and _dose_of(other) == _dose_of(row)]
        lapsed = bool(alike) and max(days) - max(alike) > _LAPSED
        yield replace(row, current=False, assertion=Assertion.HISTORICAL) if lapsed and row.current else row


def _dose_of(row: Medication) -> tuple[str, float | None]:
    return row.name, row.strength_mg


def settle_medications(found: Iterable[Medication]) -> tuple[Medication, ...]:
    """Drugs of the whole file, told apart by time; mentions that contradict each other stay.

    A stopped drug gets the strength last given of it. A dose taken before the drug was stopped, or before another dose
    took its place, is no longer current.
    """
    rows = _fold_bare(tuple(found))
    by_name: dict[str, list[Medication]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    return tuple(_settled(row, by_name[row.name]) for row in rows)


def _fold_bare(rows: tuple[Medication, ...]) -> tuple[Medication, ...]:
    """A mention without a dose says no more than one of the same day with a dose; its place is kept there."""
    dosed: dict[tuple[object, ...], int] = {}
    kept: list[Medication] = []
    for row in sorted(rows, key=lambda row: row.strength_mg is None):
        key = (row.name, row.date, row.current, row.assertion, row.only_in_ur)
        at = dosed.get(key)
        if at is not None and row.strength_mg is None and row.per_day is None:
            kept[at] = replace(kept[at], spans=tuple(dict.fromkeys((*kept[at].spans, *row.spans))))
            continue
        dosed.setdefault(key, len(kept))
        kept.append(row)
    order = {span: n for n, span in enumerate(span for row in rows for span in row.spans[:1])}
    return tuple(sorted(kept, key=lambda row: order[row.spans[0]]))


def _settled(row: Medication, same: list[Medication]) -> Medication:
    if row.current is False and row.strength_mg is None:
        known = [other for other in same if other.strength_mg is not None and _not_after(other, row)]
        if known:
            last = max(known, key=lambda other: str(other.date))
            return replace(
                row,
                strength_mg=last.strength_mg,
                per_day=row.per_day or last.per_day,
                spans=(*row.spans, *last.spans[:1]),
            )
        return row
    if row.current and row.date is not None and _is_over(row, same):
        return replace(row, current=False, assertion=Assertion.HISTORICAL)
    return row


def _not_after(other: Medication, row: Medication) -> bool:
    return row.date is None or other.date is None or other.date.earliest() <= row.date.latest()


def _is_over(row: Medication, same: list[Medication]) -> bool:
    """Nothing later says that this dose is taken, and something later says that it is not."""
    later = [other for other in same if other.date and row.date and other.date.earliest() > row.date.latest()]
    taken = [other for other in later if other.current]
    if row.strength_mg is not None and taken:
        doses = {other.strength_mg for other in taken}
        return None not in doses and row.strength_mg not in doses
    return not taken and any(other.current is False for other in later)
