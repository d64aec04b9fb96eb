"""Which cases two reviewers decide, each without knowing of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from .openings import OpenCase


def draw_sample(cases: Iterable[OpenCase], *, share: float, salt: str) -> tuple[OpenCase, ...]:
    """Gives about `share` (0..1) of the cases a second seat.

    The draw depends on the case's id and on `salt` alone: a case added or closed changes no other's lot, and who does
    not know the salt cannot tell which cases are drawn.
    """
    return tuple(replace(one, seats=2) if _lot(one.id, salt) < share else one for one in cases)


def _lot(case_id: str, salt: str) -> float:
    digest = sha256(f"{salt}\n{case_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
