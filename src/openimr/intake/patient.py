"""Age and sex of the patient, with the words they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ..case import Case, Document, Page, Patient, Span
from .days import first_day
from .sheet import Sheet, lay_out

_DESCRIBED = re.compile(
    r"(?<!\d)(?P<age>\d{2})[\s-]*(?:years?|yrs?|y)[\s./-]*(?:old|o)\b\W{0,3}(?:[\w-]+\s+){0,4}?(?P<sex>male|female|man|woman|gentleman|lady|m|f)\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?<!\d)(?P<age>\d{2})[\s-]*(?:years?|yrs?|y)[\s./-]*(?:old|o)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?:sex|gender)\s*[:=]?\s*(?P<sex>male|female|m|f)\b", re.IGNORECASE)
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born)\b\W{0,4}", re.IGNORECASE)
_PRONOUN = {
    "male": re.compile(r"\b(?:he|his|him|himself)\b", re.I),
    "female": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
}
_TITLE = {"male": r"\bMr\.?\s+{0}\b", "female": r"\b(?:Ms|Mrs|Miss)\.?\s+{0}\b"}
_SEX = {
    "male": "male",
    "man": "male",
    "gentleman": "male",
    "m": "male",
    "female": "female",
    "woman": "female",
    "lady": "female",
    "f": "female",
}


def read_patient(case: Case, pages: Iterable[Page], documents: Iterable[Document]) -> Patient:
    """Age in whole years on the UR decision date, from the date of birth, else as the papers say it; sex."""
    every = tuple(pages)
    sheets = tuple(lay_out(document, every) for document in documents if not document.other_patient)
    born, born_span = _birth(case, sheets)
    spans: list[Span] = [span for span in (born_span,) if span is not None]
    age = _years(born, case.ur_decision_date) if born and case.ur_decision_date else None
    if age is None:
        for sheet in sheets:
            match = _AGED.search(sheet.text)
            if match:
                age = int(match["age"])
                spans.append(sheet.span(match.start(), match.end()))
                break
    sex, sex_span = _sex(case, sheets)
    if sex_span is not None:
        spans.append(sex_span)
    return Patient(age=age, sex=sex, spans=tuple(spans))


def _birth(case: Case, sheets: tuple[Sheet, ...]) -> tuple[date | None, Span | None]:
    if case.date_of_birth is not None:
        own = next((s.span for s in case.sources if s.field in ("date_of_birth", "sex_and_birth")), None)
        return case.date_of_birth, own
    for sheet in sheets:
        for match in _BORN.finditer(sheet.text):
            day = first_day(sheet.text[match.end() : match.end() + 22])
            if day is not None:
                return day, sheet.span(match.start(), match.end() + 12)
    return None, None


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _sex(case: Case, sheets: tuple[Sheet, ...]) -> tuple[str | None, Span | None]:
    if case.sex is not None:
        return case.sex, next((s.span for s in case.sources if s.field in ("sex", "sex_and_birth")), None)
    votes: dict[str, int] = {"male": 0, "female": 0}
    first: dict[str, Span] = {}
    surname = (case.employee_name or "").split()[-1:] or ["[A-Z]\\w+"]
    for sheet in sheets:
        for weight, expression in ((8, _DESCRIBED), (8, _LABELLED)):
            for match in expression.finditer(sheet.text):
                _vote(votes, first, (_SEX[match["sex"].lower()], weight), sheet.span(match.start(), match.end()))
        for sex in ("male", "female"):
            for match in re.finditer(_TITLE[sex].format(surname[0]), sheet.text):
                _vote(votes, first, (sex, 6), sheet.span(match.start(), match.end()))
            for match in _PRONOUN[sex].finditer(sheet.text):
                _vote(votes, first, (sex, 1), sheet.span(match.start(), match.end()))
    if votes["male"] == votes["female"]:
        return None, None
    sex = max(votes, key=lambda name: votes[name])
    return sex, first[sex]


def _vote(votes: dict[str, int], first: dict[str, Span], ballot: tuple[str, int], span: Span) -> None:
    sex, weight = ballot
    votes[sex] += weight
    first.setdefault(sex, span)
