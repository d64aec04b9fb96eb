"""The rules of a program as a page in Markdown, drawn from the pack; what was not read in its official text is marked."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from .periods import Calendar, ClockVersion, Holiday
from .program import Program
from .rules import amount

MARK = "<!-- Written by `imr process reference`; change the pack, not this file. -->"
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Sourced(Protocol):
    """A row with its source and whether it was read there."""

    @property
    def source(self) -> str: ...
    @property
    def verified(self) -> bool: ...


def write_reference(program: Program) -> str:
    """Clocks, calendars, service, reasons, people, papers, money and provisions of a pack."""
    sections = (
        ("Clocks", ("id", "what", "counted from", "who", "period", "in force", "source"), _clocks(program)),
        ("Service", ("manner", "adds", "source"), _service(program)),
        ("Presumed receipt", ("manner", "after", "source"), _receipts(program)),
        *(
            (f"Holidays: {one.name}", ("day", "falls on", "kept", "in force", "source"), _days(one))
            for one in program.calendars
        ),
        ("Holidays compared with an independent calendar", ("calendar", "day", "kept by", "why"), _compared(program)),
        ("Grounds of ineligibility", ("code", "ground", "effect", "source"), _reasons(program)),
        ("Who takes part", ("code", "who", "may file", "source"), _actors(program)),
        ("Papers", ("code", "paper", "from", "to", "source"), _papers(program)),
        ("Reviewers", ("id", "what", "by law", "source"), _qualifications(program)),
        ("Conflicts of interest", ("code", "party", "organization", "reviewer", "source"), _conflicts(program)),
        ("Outcomes", ("level", "word", "meaning", "source"), _outcomes(program)),
        ("Standards of medical necessity", ("rank", "code", "standard", "source"), _standards(program)),
        ("Levels of evidence", ("level", "benefit", "diagnosis", "prognosis", "harm", "source"), _levels(program)),
        (
            "Strength of evidence, earlier rule",
            ("letter", "strength", "means", "in force", "source"),
            _strength(program),
        ),
        ("Citations", ("type", "must give", "source"), _citations(program)),
        ("Fees", ("kind", "dollars", "in force", "source"), _fees(program)),
        ("Penalties", ("what", "dollars", "per", "at most", "source"), _penalties(program)),
        ("Provisions", ("id", "group", "says", "in force", "source"), _provisions(program)),
    )
    pages = [part for title, head, rows in sections for part in _table(title, head, rows)]
    return "\n".join((MARK, f"# {program.title}", "", *_lead(program), *pages))


def _lead(program: Program) -> tuple[str, ...]:
    review = program.review
    cautions = [f"Caution: {one.says} ({one.source})." for one in program.unread]
    return (
        f"Edition: {program.edition}. A row marked * rests on a text that was not read in its official form.",
        "",
        *(line for caution in cautions for line in (caution, "")),
        f"Reviewers: {review.reviewers}; {review.more_reviewers}. Assignment: {review.assignment} ({_cite(review)}).",
        f"Appeal: {program.appeal.to}; binding {program.appeal.binding} ({_cite(program.appeal)}).",
        "",
    )


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not rows:
        return ()
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (head, *rows)]
    return (f"## {title}", "", lines[0], f"|{'---|' * len(head)}", *lines[1:], "")


def _cite(row: Sourced) -> str:
    return row.source if row.verified else f"{row.source} *"


def _force(start: date | None, end: date | None) -> str:
    return " ".join((*((f"from {start}",) if start else ()), *((f"to {end}",) if end else ())))


def _clocks(program: Program) -> list[tuple[str, ...]]:
    return [
        (clock.id, clock.name, clock.event, clock.who, _period(one), _force(one.valid_from, one.valid_to), _cite(one))
        for clock in program.clocks
        for one in clock.versions
    ]


def _period(version: ClockVersion) -> str:
    said = "none fixed" if version.length is None else amount(version.length, version.unit)
    return f"{said}; {version.note}" if version.note else said


def _service(program: Program) -> list[tuple[str, ...]]:
    return [(row.delivery, amount(row.length, row.unit), _cite(row)) for row in program.extensions]


def _receipts(program: Program) -> list[tuple[str, ...]]:
    return [(row.delivery, amount(row.length, row.unit), _cite(row)) for row in program.receipts]


def _days(calendar: Calendar) -> list[tuple[str, ...]]:
    kept = {"none": "that day", "sunday_to_monday": "Sunday: Monday", "both_ways": "Saturday: Friday; Sunday: Monday"}
    return [
        (one.name, _falls(one), kept[one.observed], _force(one.valid_from, one.valid_to), _cite(one))
        for one in calendar.holidays
    ]


def _compared(program: Program) -> list[tuple[str, ...]]:
    return [
        (
            f"{one.name} and {one.compared.library}",
            row.name,
            "this calendar" if row.kept_by == "ours" else "the other",
            row.why,
        )
        for one in program.calendars
        if one.compared is not None
        for row in one.compared.differences
    ]


def _falls(rule: Holiday) -> str:
    month = date(2000, rule.month, 1).strftime("%B")
    if rule.day is not None:
        return f"{month} {rule.day}"
    nth = NTH[rule.nth or 1]
    after = f" + {rule.offset} day" if rule.offset else ""
    return f"{nth} {WEEKDAYS[rule.weekday or 0]} of {month}{after}"


def _reasons(program: Program) -> list[tuple[str, ...]]:
    return [(row.code, row.title, row.effect, _cite(row)) for row in program.reasons]


def _actors(program: Program) -> list[tuple[str, ...]]:
    return [
        (
            row.code,
            row.name,
            f"yes{f', if {row.condition}' if row.condition else ''}" if row.may_file else "",
            _cite(row),
        )
        for row in program.actors
    ]


def _papers(program: Program) -> list[tuple[str, ...]]:
    return [(row.code, row.name, row.issued_by, ", ".join(row.issued_to), _cite(row)) for row in program.documents]


def _qualifications(program: Program) -> list[tuple[str, ...]]:
    return [(row.id, row.says, "yes" if row.required else "contract", _cite(row)) for row in program.qualifications]


def _conflicts(program: Program) -> list[tuple[str, ...]]:
    return [
        (row.code, row.party, "x" if row.organization else "", "x" if row.reviewer else "", _cite(row))
        for row in program.conflicts
    ]


def _outcomes(program: Program) -> list[tuple[str, ...]]:
    return [(row.level, row.label, row.meaning, _cite(row)) for row in program.outcomes]


def _standards(program: Program) -> list[tuple[str, ...]]:
    ladder = program.evidence
    return [(row.rank, row.code, row.standard, ladder.standards_source) for row in ladder.standards]


def _levels(program: Program) -> list[tuple[str, ...]]:
    ladder = program.evidence
    return [
        (
            row.level,
            row.treatment_benefit or "not read",
            row.diagnostic_test or "not read",
            row.prognosis or "not read",
            row.treatment_harm or "not read",
            ladder.levels_source if row.verified else f"{ladder.levels_source} *",
        )
        for row in ladder.levels
    ]


def _strength(program: Program) -> list[tuple[str, ...]]:
    return [
        (row.letter, row.strength, row.meaning, _force(row.valid_from, row.valid_to), _cite(row))
        for row in program.evidence.strength
    ]


def _citations(program: Program) -> list[tuple[str, ...]]:
    return [(row.type, "; ".join(row.fields), _cite(row)) for row in program.evidence.citations]


def _fees(program: Program) -> list[tuple[str, ...]]:
    return [(row.kind, str(row.amount), _force(row.valid_from, row.valid_to), _cite(row)) for row in program.fees]


def _penalties(program: Program) -> list[tuple[str, ...]]:
    return [(row.says, _dollars(row.amount), row.per, _dollars(row.cap), _cite(row)) for row in program.penalties]


def _dollars(amount_given: int | None) -> str:
    return "not verified" if amount_given is None else f"{amount_given:,}"


def _provisions(program: Program) -> list[tuple[str, ...]]:
    return [
        (row.id, row.group, row.says, _force(row.valid_from, row.valid_to), _cite(row)) for row in program.provisions
    ]
