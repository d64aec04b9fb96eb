"""Taking the marked words out of a text."""

from __future__ import annotations

from collections.abc import Sequence

from .identifier import Kind, Mark

SAID = {
    Kind.REVIEWER: "[reviewer]", Kind.PERSON: "[name]", Kind.FIRM: "[organization]", Kind.FACILITY: "[facility]", Kind.ADDRESS: "[address]",
    Kind.PHONE: "[phone]", Kind.EMAIL: "[e-mail]", Kind.WEB: "[web address]", Kind.BIRTH: "[birth date]", Kind.DATE: "[date]", Kind.AGE: "90 or older",
}  # fmt: skip
NUMBER = "[number]"


def said_instead(mark: Mark) -> str:
    return mark.instead or SAID.get(mark.kind, NUMBER)


def remove(text: str, marks: Sequence[Mark]) -> str:
    """The text with each mark's stand-in; marks in order, without overlap."""
    parts, at = [], 0
    for mark in marks:
        parts += [text[at : mark.start], said_instead(mark)]
        at = mark.end
    return "".join((*parts, text[at:]))
