"""Which identifiers a publication removes: the program's own rows, or HIPAA's Safe Harbor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from openimr.case import OpenImrError
from openimr.program import load, names

from .identifier import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """dates: "keep" or "year". zip: "remove" or "three" (three digits where the area is populous). ages: over 89 removed.

    kept_names: organizations whose names are no secret (the program's own bodies), as patterns.
    """

    name: str
    source: str
    kinds: frozenset[Kind]
    dates: str = "keep"
    zip: str = "remove"
    ages: bool = False
    small_zip: frozenset[str] = frozenset()


SAFE_HARBOR = "safe-harbor"


def profile_names() -> tuple[str, ...]:
    return (*sorted(names()), SAFE_HARBOR)


@cache
def load_profile(name: str) -> Profile:
    """A program's code or "safe-harbor". Raises OpenImrError for any other name."""
    table = yaml.load(_file().read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if name == SAFE_HARBOR:
        row = table["safe_harbor"]
        return Profile(
            name=name, source=row["source"], kinds=frozenset(Kind), dates="year", zip="three", ages=True,
            small_zip=frozenset(map(str, row["small_zip"])),
        )  # fmt: skip
    if name not in names():
        raise OpenImrError(f"There is no publication profile {name!r}; choose one of {', '.join(profile_names())}.")
    rows = load(name).publication
    kinds = {Kind[kind] for word in rows.redact for kind in table["program_words"].get(word, ())}
    return Profile(name=name, source=rows.source, kinds=frozenset(kinds | {Kind[kind] for kind in table["always"]}))


def _file() -> Traversable:
    return files("openimr_packs").joinpath("lexicons", "redaction_profiles.yaml")
