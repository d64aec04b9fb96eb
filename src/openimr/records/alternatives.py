"""The alternatives that a regular expression is made of: a text matches it just where it matches one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PREFIXES = (r"(?<!\w)", r"\b")
_WHOLE = re.compile(r"\\[1-9]|\(\?P=|\(\?\(|\(\?[a-zA-Z]+\)")
"""References to groups and flags bind alternatives together."""


def alternatives(written: str) -> tuple[str, ...]:
    """Expressions of which one has to match; the expression itself where it offers no choice at its outermost."""
    return (written,) if _WHOLE.search(written) else tuple(_taken_apart(written, ""))


def _taken_apart(written: str, before: str) -> Iterator[str]:
    """before: what stands ahead of each alternative."""
    parts = _split(written)
    if len(parts) > 1:
        for part in parts:
            yield from _taken_apart(part, before)
        return
    for prefix in _PREFIXES:
        if written.startswith(f"{prefix}(?:") and not before:
            inner = _inside(written[len(prefix) :])
            if inner is not None:
                yield from _taken_apart(inner, prefix)
                return
    inner = _inside(written)
    if inner is not None:
        yield from _taken_apart(inner, before)
    else:
        yield f"{before}(?:{written})" if before else written


def _inside(written: str) -> str | None:
    """What stands in a plain group that is the whole expression."""
    if not written.startswith("(?:") or not written.endswith(")"):
        return None
    depths = list(_depths(written))
    closed = next((at for at, depth in depths if depth == 0), None)
    return written[3:-1] if closed == len(written) - 1 else None


def _split(written: str) -> list[str]:
    """At the bars outside of all groups."""
    bars = [at for at, depth in _depths(written) if depth == 0 and written[at] == "|"]
    return [written[start:end] for start, end in zip([0, *(at + 1 for at in bars)], [*bars, len(written)], strict=True)]


def _depths(written: str) -> Iterator[tuple[int, int]]:
    """Each sign that is neither escaped nor in a set, and how deep in groups the place behind it is."""
    depth, at = 0, 0
    while at < len(written):
        sign = written[at]
        if sign == "[":
            at = _end_of_set(written, at)
        elif sign == "\\":
            at += 1
        else:
            depth += (sign == "(") - (sign == ")")
            yield at, depth
        at += 1


def _end_of_set(written: str, at: int) -> int:
    """Where the set that begins at a place ends: a bracket right at its head stands for itself."""
    at += 2 if written.startswith("[^", at) else 1
    at += written.startswith("]", at)
    while written[at] != "]":
        at += 2 if written[at] == "\\" else 1
    return at
