"""What a person can put right, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with the input: `says` what, `where` (file, page, row), and how to `fix` it.

    `code` is stable and lower-case with underscores, for machines and tests.
    """

    code: str
    says: str
    where: str
    fix: str


class OpenImrError(Exception):
    """Broken input or a bug; the message says what to do next."""
