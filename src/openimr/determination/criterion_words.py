"""What a missing or failing criterion means, in words for the worker and for the treating physician, from a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from openimr.case import Answer, CriterionResult

from .sentence import write_amount, write_number

NAMED = ("other", "risk_factor", "contraindication", "failed_conservative_care", "corroborated_by_exam")
"""Kinds of which a worker is told the condition itself, in the guideline's words."""
COUNTS = ("visit_trial", "cumulative_cap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """missing, against: for the worker. physician: what to send; {name} is the criterion."""

    missing: str
    against: str
    physician: str


def tell_worker(leaf: CriterionResult) -> str:
    """One or two short sentences of everyday words."""
    words = _wording(leaf.kind)
    if leaf.kind in COUNTS and leaf.limit is not None and leaf.value is not None and leaf.value > leaf.limit:
        given = f" You have had {write_number(leaf.prior)}." if leaf.prior else ""
        asked = f" The request would make {write_number(leaf.value)}." if leaf.prior else ""
        return f"The guideline allows {write_amount(leaf.limit, leaf.unit)}.{given}{asked}"
    said = words.missing if leaf.answer is Answer.NOT_DOCUMENTED else words.against
    return f'{said} It is this: "{leaf.name}".' if leaf.kind in NAMED else said


def advise_physician(leaves: tuple[CriterionResult, ...]) -> tuple[str, ...]:
    """What the treating physician can send or change, criteria that ask for the same in one step."""
    grouped: dict[str, list[CriterionResult]] = {}
    for leaf in leaves:
        grouped.setdefault(_advise(leaf), []).append(leaf)
    return tuple(
        advice.format(name="; ".join(dict.fromkeys(_name(one) for one in ones))) for advice, ones in grouped.items()
    )


def _name(leaf: CriterionResult) -> str:
    """The criterion, with the page that speaks against it."""
    name = f"{leaf.component}: {leaf.name}" if leaf.component else leaf.name
    if leaf.answer is not Answer.NOT_MET or not leaf.spans or leaf.value is not None:
        return name
    first = leaf.spans[0]
    return f"{name} (the file says otherwise: {first.file.removesuffix('.pdf')} p. {first.page})"


def _advise(leaf: CriterionResult) -> str:
    """The step, with a place for the names of the criteria."""
    if leaf.answer is Answer.NOT_DOCUMENTED and leaf.conflict:
        return "Clear up what the records contradict, with the source of the right account: {name}."
    if leaf.kind in COUNTS and leaf.limit is not None and leaf.prior is not None:
        left = leaf.limit - leaf.prior
        if left > 0:
            more = write_amount(left, leaf.unit)
            given = f", of which {write_number(leaf.prior)} have been given" if leaf.prior else ""
            return f"Request no more than {more}: the guideline allows {write_number(leaf.limit)} in all{given} ({{name}})."
        return (
            f"The {write_amount(leaf.limit, leaf.unit)} of the guideline are used up ({write_number(leaf.prior)} given); document "
            "with findings what sets this patient apart from those for whom the limit was made ({name})."
        )
    return _wording(leaf.kind).physician


def _wording(kind: str) -> Wording:
    table = _table()
    return table.get(kind, table["other"])


@cache
def _table() -> dict[str, Wording]:
    text = files("openimr_packs").joinpath("lexicons/criterion_words.yaml").read_text(encoding="utf-8")
    return {
        str(kind): Wording(
            missing=str(row["worker"]["missing"]),
            against=str(row["worker"]["against"]),
            physician=str(row["physician"]),
        )
        for kind, row in yaml.load(text, Loader=yaml.CSafeLoader)["kinds"].items()
    }
