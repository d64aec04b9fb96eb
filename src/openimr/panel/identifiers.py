"""Identifiers of providers: the NPI with its check digit, and NUCC taxonomy codes."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

_TAXONOMY = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")


def is_npi(text: str) -> bool:
    """Ten digits, beginning with 1 or 2, whose last is Luhn's check digit over 80840 and the rest (45 CFR 162.406).

    >>> is_npi("1234567893"), is_npi("1234567890")
    (True, False)
    """
    if not re.fullmatch(r"[12][0-9]{9}", text):
        return False
    total = 0
    for place, digit in enumerate(reversed("80840" + text)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_taxonomy(text: str) -> bool:
    """Has the form of a NUCC code, e.g. 208100000X."""
    return bool(_TAXONOMY.fullmatch(text))


def specialty_of(taxonomy: str) -> str | None:
    """The specialty's name, or None when the code is not in the table."""
    return _table().get(taxonomy)


@cache
def _table() -> dict[str, str]:
    text = resources.files("openimr_packs").joinpath("rosters/taxonomy.yaml").read_text("utf-8")
    return {str(code): str(name) for code, name in yaml.load(text, yaml.CSafeLoader)["codes"].items()}
