"""One file per publisher. Each can tell its letters, where each begins in a file, and read one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..determination import Determination
from ..letter_text import LetterText
from . import california_cdi, california_dmhc, california_dwc, michigan, new_york, texas


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """recognizes: whether a text is one of its letters. starts: where in a text its letters begin. read: one letter."""

    name: str
    recognizes: Callable[[str], bool]
    starts: Callable[[LetterText], tuple[int, ...]]
    read: Callable[[LetterText], Determination]


PUBLISHERS = tuple(
    Publisher(name=name, recognizes=module.recognizes, starts=module.starts, read=module.read)
    for name, module in (
        ("California workers' compensation", california_dwc),
        ("Texas workers' compensation", texas),
        ("Michigan", michigan),
        ("New York", new_york),
        ("California Department of Insurance", california_cdi),
        ("California Department of Managed Health Care", california_dmhc),
    )
)
"""In the order in which they are asked."""
