"""The checks of a draft, one file each; a new file here is found by its name qaNN_subject.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from openimr.determination.draft import CheckFinding, Draft

Check = Callable[[Draft], tuple[CheckFinding, ...]]


@cache
def list_checks() -> tuple[tuple[str, Check], ...]:
    """(code, check) in the order of the codes."""
    names = sorted(found.name for found in iter_modules(__path__) if found.name.startswith("qa"))
    return tuple((name[:4].upper(), import_module(f"{__name__}.{name}").check) for name in names)


def run_checks(draft: Draft) -> tuple[CheckFinding, ...]:
    """Every finding of every check."""
    return tuple(found for _, check in list_checks() for found in check(draft))
