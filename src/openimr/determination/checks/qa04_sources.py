"""QA04: every sentence of the summary has a page, and its dates, levels, age and sex are those of the file."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.case import Case, Chart, PartialDate, Patient, Span
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.age_mismatch import ages_in
from openimr.determination.letter_checks.date_order import days_in
from openimr.determination.letter_checks.levels import levels_in
from openimr.determination.letter_checks.sentences import summary_of
from openimr.determination.letter_checks.sex_mismatch import sex_of
from openimr.determination.sentence import Sentence
from openimr.records import dates

RULE = CheckRule(
    code="QA04",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact that is a matter of ordinary knowledge",
    remedy="Open the cited page and correct the summary.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    known = {(page.file, page.number): page.text for page in draft.chart.pages}
    for sentence in draft.summary:
        if not sentence.citations or any((span.file, span.page) not in known for span in sentence.citations):
            yield RULE.finding("No page of the file is cited.", where=sentence.text)
            continue
        for says in _unfounded(sentence, draft, known):
            yield RULE.finding(says, where=sentence.text)


def _unfounded(sentence: Sentence, draft: Draft, known: dict[tuple[str, int], str]) -> Iterator[str]:
    pages = " \n".join(known[span.file, span.page] for span in _once(sentence.citations))
    days = {found.date for found in dates.find(pages)} | _of_documents(sentence.citations, draft.chart)
    days |= {PartialDate.of(day) for day in (draft.case.date_of_injury, draft.case.date_of_birth) if day}
    for day, words in days_in(sentence.text):
        if not any(_covers(known_day, PartialDate.of(day)) for known_day in days):
            yield f"The date {words} stands on none of the pages cited."
    levels = levels_in(pages)
    for level in levels_in(sentence.text).said:
        if not levels.holds(level):
            yield f"The level {level} stands on none of the pages cited."
    for age in ages_in(sentence.text):
        if draft.patient.age is not None and age != draft.patient.age:
            yield f"The age {age} is not the age of the file, {draft.patient.age}."


def _covers(known: PartialDate, day: PartialDate) -> bool:
    return known == day or (known.day == 0 and (known.year, known.month) == (day.year, day.month))


def _once(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """One span of each page."""
    first: dict[tuple[str, int], Span] = {}
    for span in spans:
        first.setdefault((span.file, span.page), span)
    return tuple(first.values())


def _of_documents(spans: tuple[Span, ...], chart: Chart) -> set[PartialDate]:
    found = (chart.document_of(span.ref) for span in spans)
    return {one.date for one in found if one is not None and one.date is not None}


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    yield from _person(letter, file.case, file.patient)
    text = " \n".join(page.text for page in file.chart.pages)
    days = {found.date for found in dates.find(text)}
    days |= {one.date for one in file.chart.documents if one.date is not None}
    levels = levels_in(text)
    for sentence in summary_of(letter):
        for day, words in days_in(sentence):
            if not any(_covers(one, PartialDate.of(day)) for one in days):
                yield RULE.finding(f"The date {words} stands on no page of the case file.", quotes=(sentence,))
        for level in levels_in(sentence).said:
            if not levels.holds(level):
                yield RULE.finding(f"The level {level} stands on no page of the case file.", quotes=(sentence,))


def _person(letter: Determination, case: Case, patient: Patient) -> Iterator[CheckFinding]:
    said = (
        ("date of injury", letter.dates.injury, case.date_of_injury),
        ("date of the utilization review decision", letter.dates.ur_decision, case.ur_decision_date),
    )
    for name, mine, own in said:
        if mine is not None and own is not None and mine != own:
            yield RULE.finding(f"The letter has {mine:%m/%d/%Y} as the {name}, the file {own:%m/%d/%Y}.")
    sex = letter.patient.sex or sex_of(summary_of(letter))
    if sex and patient.sex and sex != patient.sex:
        yield RULE.finding(f"The letter has the patient as {sex}, the file as {patient.sex}.")
    age, own_age = letter.patient.age, _age_at(letter, case, patient)
    if age is not None and own_age is not None and not own_age[0] <= age <= own_age[1]:
        yield RULE.finding(f"The letter has the age as {age}, by the date of birth it is {own_age[0]} to {own_age[1]}.")


def _age_at(letter: Determination, case: Case, patient: Patient) -> tuple[int, int] | None:
    """Ages that fit: from that at the utilization review decision to that at the determination."""
    born = case.date_of_birth
    if born is None:
        return (patient.age, patient.age + 1) if patient.age is not None else None
    first = case.ur_decision_date or letter.dates.ur_decision
    last = letter.dates.determination or first
    if first is None or last is None:
        return None
    ages = tuple(day.year - born.year - ((day.month, day.day) < (born.month, born.day)) for day in (first, last))
    return ages[0], ages[1]
