"""What was taken out, counted by class, and the proof that it is out: never the words themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .identifier import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One proof. left: how many identifiers it still found; must be 0. looked: at how many texts, pages or strings."""

    name: str
    looked: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Of one published file. sha256: of the bytes published, hex; "" when it was held back. removed: class -> count."""

    file: str
    sha256: str
    profile: str
    source: str
    removed: tuple[tuple[str, int], ...]
    doubtful: int
    tests: tuple[Test, ...]

    @property
    def proved(self) -> bool:
        return all(test.left == 0 for test in self.tests)


def count(marks: Sequence[Mark]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(mark.kind.value for mark in marks).items()))


def write_json(certificates: Sequence[Certificate]) -> str:
    rows = [
        {
            "file": one.file, "published": one.proved, "sha256": one.sha256, "profile": one.profile, "source": one.source,
            "removed": dict(one.removed), "doubtful": one.doubtful,
            "tests": [{"test": test.name, "looked_at": test.looked, "found": test.left} for test in one.tests],
        }
        for one in certificates
    ]  # fmt: skip
    return json.dumps({"schema": "openimr.redaction/1", "files": rows}, indent=1, ensure_ascii=False) + "\n"


def write_text(certificates: Sequence[Certificate]) -> str:
    lines = ["CERTIFICATE OF REDACTION", ""]
    for one in certificates:
        lines += [
            one.file,
            f"  profile: {one.profile} ({one.source})",
            f"  {'published' if one.proved else 'HELD BACK'}",
        ]
        lines += [f"  sha256: {one.sha256}"] * bool(one.sha256)
        lines += [f"  removed, {name}: {number}" for name, number in one.removed] or ["  removed: nothing"]
        lines += [f"  doubtful, taken out unless decided otherwise: {one.doubtful}"] * bool(one.doubtful)
        lines += [f"  proof, {test.name}: {test.left} found in {test.looked}" for test in one.tests]
        lines.append("")
    return "\n".join(lines)
