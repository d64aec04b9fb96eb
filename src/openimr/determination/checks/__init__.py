"""The checks before issue, one file each; a new file here is found by its name qaNN_subject.py and its RULE.

`check` looks at a draft of ours. `check_against`, where a file has one, holds any determination, whoever wrote it, against
its case file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft

Check = Callable[[Draft], Iterable[CheckFinding]]
CheckAgainst = Callable[[Determination, CaseFile], Iterable[CheckFinding]]


@cache
def list_checks() -> tuple[tuple[CheckRule, Check, CheckAgainst | None], ...]:
    """(rule, check of a draft, check of any determination against its case file) in the order of the codes."""
    names = sorted(found.name for found in iter_modules(__path__) if found.name.startswith("qa"))
    modules = (import_module(f"{__name__}.{name}") for name in names)
    return tuple((module.RULE, module.check, getattr(module, "check_against", None)) for module in modules)


def run_checks(draft: Draft) -> tuple[CheckFinding, ...]:
    """Every finding of every check, in the order of the codes."""
    return tuple(found for _, check, _ in list_checks() for found in check(draft))


def check_against_file(letter: Determination, file: CaseFile) -> tuple[CheckFinding, ...]:
    """Every finding on a determination that only its case file can show."""
    return tuple(dict.fromkeys(found for _, _, against in list_checks() if against for found in against(letter, file)))
