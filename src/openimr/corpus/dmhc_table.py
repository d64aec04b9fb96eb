"""The determinations table of the California Department of Managed Health Care: one row a determination.

Two vocabularies: releases to 2016 ("Orthopedic/ Musculoskeletal", "31-40") and from 2017 on ("Orth/Musculoskeletal", "31 to 40",
with IMRType, DaysToReview, DaysToAdopt). Both are mapped to one; a word that neither knows keeps its print, is mapped to nothing
and is a problem.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import TypeAdapter

from openimr.case import Page, PageSource, Problem

from .determination import Category, Determination, LetterItem, LetterPatient, Outcome
from .letter_lexicon import load
from .letter_text import LetterText
from .publishers.california_dmhc import KINDS, PROGRAM, REFERENCE
from .publishers.california_dmhc import read as read_findings
from .services import service_of

_COLUMNS = {
    "referenceid": "reference",
    "reportyear": "year",
    "diagnosiscategory": "diagnosis_category",
    "diagnosissubcategory": "diagnosis",
    "treatmentcategory": "treatment_category",
    "treatmentsubcategory": "treatment",
    "determination": "determination",
    "type": "type",
    "imrtype": "imr_type",
    "agerange": "age_range",
    "patientgender": "sex",
    "gender": "sex",
    "findings": "findings",
    "daystoreview": "days_to_review",
    "daystoadopt": "days_to_adopt",
}
_NEEDED = ("reference", "determination")
_MAPPED = ("diagnosis_category", "treatment_category", "type", "imr_type", "age_range", "sex", "determination")
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    source: str
    diagnosis_category: Mapping[str, tuple[str, ...]]
    treatment_category: Mapping[str, tuple[str, ...]]
    type: Mapping[str, tuple[str, ...]]
    imr_type: Mapping[str, tuple[str, ...]]
    age_range: Mapping[str, tuple[str, ...]]
    sex: Mapping[str, tuple[str, ...]]
    determination: Mapping[str, tuple[str, ...]]


def is_table(head: str) -> bool:
    """Whether a text begins with this table's header row."""
    first = head.lstrip("\ufeff").split("\n", 1)[0]
    return set(_NEEDED) <= set(_fields(next(csv.reader([first], delimiter=_delimiter(first)), [])))


def read_table(file: str, lines: Iterable[str]) -> Iterator[Determination]:
    """Every row of the table, in order: as many determinations as rows. lines: with their line ends (csv joins quoted ones)."""
    stream = iter(lines)
    first = next(stream, "").lstrip("\ufeff")
    fields = _fields(next(csv.reader([first], delimiter=_delimiter(first)), []))
    seen: set[str] = set()
    for nth, cells in enumerate((row for row in csv.reader(stream, delimiter=_delimiter(first)) if row), start=1):
        yield _row(file, nth, cells, fields, seen)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _fields(header: Iterable[str]) -> list[str]:
    return [_COLUMNS.get(re.sub(r"[^a-z]", "", name.lower()), name.strip()) for name in header]


def _row(file: str, nth: int, cells: list[str], fields: list[str], seen: set[str]) -> Determination:
    row = {name: cell.strip() for name, cell in zip(fields, cells, strict=False)}
    problems = list(_cell_problems(file, nth, len(cells), len(fields)))
    categories = tuple(
        Category(field=name, printed=row[name], mapped=_mapped(name, row[name])) for name in _MAPPED if row.get(name)
    )
    problems.extend(_unknown(file, nth, one) for one in categories if one.mapped is None)
    known = {one.field: one.mapped for one in categories}
    reference = row.get("reference") or None
    problems.extend(_reference_problems(file, nth, reference, known.get("type"), seen))
    outcome = Outcome(known["determination"]) if known.get("determination") else None
    told = _findings(file, nth, row.get("findings", ""))
    item = _item(row, outcome, told)
    if not item.text:
        problems.append(
            _problem(
                "no_request", file, nth, "The row names no treatment", "Look at the agency's own page of the case."
            )
        )
    return Determination(
        file=file,
        nth=nth,
        program=PROGRAM,
        format_variant="dmhc-table-2017" if "imr_type" in fields else "dmhc-table-2016",
        case_number=reference,
        year=int(row["year"]) if row.get("year", "").isdigit() else None,
        patient=_patient(known, told),
        items=(item,),
        published_outcome=outcome,
        votes=told.votes if told else (),
        categories=categories,
        fields=tuple(
            (name, row[name]) for name in ("diagnosis", "treatment", "days_to_review", "days_to_adopt") if row.get(name)
        ),
        text=told.text if told else "",
        problems=(*problems, *(told.problems if told else ())),
    )


def _patient(known: Mapping[str, str | None], told: Determination | None) -> LetterPatient:
    sex = known.get("sex")
    return LetterPatient(
        age=told.patient.age if told else None,
        age_words=known.get("age_range"),
        sex=sex if sex in ("male", "female") else told.patient.sex if told else None,
        sex_from="table" if sex in ("male", "female") else told.patient.sex_from if told else None,
    )


def _item(row: Mapping[str, str], outcome: Outcome | None, told: Determination | None) -> LetterItem:
    """The treatment as the findings name it, else as the table's sub-category or category does; "" where it names none."""
    named = told.items[0] if told and told.items else None
    text = (named.text if named else "") or row.get("treatment") or row.get("treatment_category", "")
    if text in ("Other", "Not Applicable"):
        text = row.get("treatment_category", "")
    return LetterItem(
        n=1,
        text=text,
        decision=outcome,
        decision_explicit=True,
        decision_words=row.get("determination"),
        service=named.service if named else _service(text) if text else None,
        claims_admin_guidelines=(),
        reviewer_guidelines=named.reviewer_guidelines if named else (),
        rationale=named.rationale if named else None,
        quantity=named.quantity if named else None,
        quantity_unit=named.quantity_unit if named else None,
        spans=named.spans if named else (),
    )


@lru_cache(maxsize=2048)
def _service(text: str) -> str | None:
    return service_of(text)


def _findings(file: str, nth: int, text: str) -> Determination | None:
    """The narrative of a row, read as a letter; the row is its page."""
    if not text:
        return None
    return read_findings(LetterText((Page(file=file, number=nth, text=text, source=PageSource.TEXT_LAYER),)))


@cache
def _vocabulary() -> Mapping[str, Mapping[str, str]]:
    words = TypeAdapter(_Words).validate_python(load("dmhc_words.yaml"))
    tables = {name: getattr(words, name) for name in _MAPPED}
    return {
        name: {_key(printed): house for house, listed in table.items() for printed in listed}
        for name, table in tables.items()
    }


def _mapped(field: str, printed: str) -> str | None:
    return _vocabulary()[field].get(_key(printed))


@lru_cache(maxsize=4096)
def _key(words: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", words.lower())


def _unknown(file: str, nth: int, one: Category) -> Problem:
    says = f"{one.field.replace('_', ' ')} {one.printed!r} was never seen before; it is kept as printed and mapped to nothing"
    return _problem("unknown_word", file, nth, says, "Add it to lexicons/dmhc_words.yaml.")


def _cell_problems(file: str, nth: int, cells: int, fields: int) -> Iterator[Problem]:
    if cells != fields:
        says = f"The row has {cells} cells under {fields} headings"
        yield _problem("row_cells", file, nth, says, "Look whether a separator stands inside a value.")


def _reference_problems(
    file: str, nth: int, reference: str | None, kind: str | None, seen: set[str]
) -> Iterator[Problem]:
    """No number; a number met before; a number whose prefix stands for another type than the row gives."""
    if reference is None:
        yield _problem("no_reference", file, nth, "The row has no reference number", "Look it up at the agency.")
        return
    if reference in seen:
        yield _problem(
            "repeated_reference", file, nth, f"{reference} stands in an earlier row too", "Both rows are kept."
        )
    seen.add(reference)
    match = REFERENCE.match(reference)
    if match and kind and KINDS[match["kind"]] != kind:
        yield _problem(
            "type_differs",
            file,
            nth,
            f"{reference} stands for {KINDS[match['kind']]}, the row says {kind}",
            "Look which one is right.",
        )


def _problem(code: str, file: str, nth: int, says: str, fix: str) -> Problem:
    return Problem(code=code, says=f"{says}.", where=f"{file}, row {nth}", fix=fix)
