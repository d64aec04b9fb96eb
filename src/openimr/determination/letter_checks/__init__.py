"""Errors that published determinations were set aside or criticized for: one file each, found by its RULE.

Each works on a determination as it was read, whoever wrote it; none needs the case file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

LetterCheck = Callable[[Determination], Iterable[CheckFinding]]


@cache
def list_letter_checks() -> tuple[tuple[CheckRule, LetterCheck], ...]:
    """(rule, check) in the order of the files; files without a RULE hold what the checks share."""
    modules = (
        import_module(f"{__name__}.{found.name}") for found in sorted(iter_modules(__path__), key=lambda m: m.name)
    )
    return tuple((module.RULE, module.check) for module in modules if hasattr(module, "RULE"))


def check_letter(letter: Determination, *, notes: bool = False) -> tuple[CheckFinding, ...]:
    """Every finding of every check, the gravest first. notes: also what is worth knowing and no defect."""
    found = [one for rule, check in list_letter_checks() if notes or rule.severity != "note" for one in check(letter)]
    order = {"block": 0, "warn": 1, "note": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (order[one.severity], one.item or 0, one.code)))
