"""A sentence of a draft and the pages it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from openimr.case import PartialDate, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. citations: the words of the file it rests on; empty for rules of law and connecting text."""

    text: str
    citations: tuple[Span, ...] = ()


def write_date(when: PartialDate) -> str:
    """As letters write dates: 11/29/2012, 11/2012 or 2012."""
    if when.day:
        return f"{when.month:02d}/{when.day:02d}/{when.year:04d}"
    return f"{when.month:02d}/{when.year:04d}" if when.month else f"{when.year:04d}"


def write_number(value: float) -> str:
    """Without a useless fraction: 12, 0.5, 2,400."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def join_words(parts: tuple[str, ...]) -> str:
    """a; a and b; a, b, and c."""
    if len(parts) < 3:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + ", and " + parts[-1]


def end_sentence(text: str) -> str:
    """Closes with exactly one full stop and starts with a capital."""
    text = " ".join(text.split()).rstrip(" .;,")
    return text[:1].upper() + text[1:] + "." if text else ""
