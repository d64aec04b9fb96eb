"""What a person decided about doubtful words."""

from __future__ import annotations

import json

from openimr.case import OpenImrError

from .words import fold


def read_decisions(name: str, text: str) -> tuple[str, ...]:
    """The words that stay, folded. Raises OpenImrError for anything but a list of {"text", "decision"}."""
    try:
        rows = json.loads(text)
    except ValueError as wrong:
        raise OpenImrError(
            f"{name} is no JSON ({wrong}); give the list of doubtful words with your decisions."
        ) from wrong
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("text"), str) for row in rows
    ):
        raise OpenImrError(
            f'{name} is no list of {{"text", "decision"}}; give the list of doubtful words with your decisions.'
        )
    wrong_word = next((row["decision"] for row in rows if row.get("decision") not in (None, "keep", "remove")), None)
    if wrong_word is not None:
        raise OpenImrError(f'{name} says "decision": {wrong_word!r}; use "keep", "remove" or null.')
    return tuple(sorted({spoken(row["text"]) for row in rows if row.get("decision") == "keep"}))


def spoken(text: str) -> str:
    """A word as decisions are compared: white space and capitals do not count."""
    return " ".join(fold(text).split())
