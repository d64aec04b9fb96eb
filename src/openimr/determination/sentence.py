"""A sentence of a draft and the pages it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from openimr.case import PartialDate, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. citations: the words of the file it rests on; empty for rules of law and connecting text.

    anchors: (place in the text, spans) where a clause has pages of its own; none: all belong to the whole sentence.
    """

    text: str
    citations: tuple[Span, ...] = ()
    anchors: tuple[tuple[int, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Part of a sentence with the words of the file it rests on."""

    text: str
    spans: tuple[Span, ...] = ()


def say(
    before: str,
    clauses: tuple[Clause, ...],
    after: str = ".",
    *,
    between: str = ", ",
    last: str | None = None,
) -> Sentence:
    """One sentence listing the clauses, each with its own pages. last: what precedes the last clause.

    >>> say("Seen: ", (Clause(text="a"), Clause(text="b"))).text
    'Seen: a and b.'
    """
    pair = len(clauses) == 2 and between == ", "
    final = last if last is not None else " and " if pair else between + "and "
    text, anchors = before, []
    for place, clause in enumerate(clauses):
        if place:
            text += between if place < len(clauses) - 1 else final
        text += clause.text
        if clause.spans:
            anchors.append((len(text), clause.spans))
    cited = tuple(dict.fromkeys(span for _, spans in anchors for span in spans))
    return Sentence(text=text + after, citations=cited, anchors=tuple(anchors))


def write_date(when: PartialDate) -> str:
    """As letters write dates: 11/29/2012, 11/2012 or 2012."""
    if when.day:
        return f"{when.month:02d}/{when.day:02d}/{when.year:04d}"
    return f"{when.month:02d}/{when.year:04d}" if when.month else f"{when.year:04d}"


def write_number(value: float) -> str:
    """Without a useless fraction: 12, 0.5, 2,400."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def write_amount(value: float, unit: str | None) -> str:
    """A number and its unit, in the singular where it is one: 1 level, 2 levels, 30 mg."""
    named = (unit or "").strip()
    if value == 1 and named.endswith("s") and not named.endswith("ss"):
        named = named[:-1]
    return f"{write_number(value)} {named}".strip()


def join_words(parts: tuple[str, ...]) -> str:
    """a; a and b; a, b, and c."""
    if len(parts) < 3:
        return " and ".join(parts)
    return ", ".join(parts[:-1]) + ", and " + parts[-1]


def end_sentence(text: str) -> str:
    """Closes with exactly one full stop and starts with a capital."""
    text = " ".join(text.split()).rstrip(" .;,")
    return text[:1].upper() + text[1:] + "." if text else ""
