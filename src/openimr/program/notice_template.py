"""Notices as a pack writes them: who gets one, what must be known, and its words in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .periods import Row

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockText(Row):
    """One piece of a notice; {names} stand for facts of the case.

    only: roles for whom it is printed, () = all. when, unless: a fact that must, or must not, be known and not "no".
    each: a fact of several words, or "items" or "reasons"; the piece is repeated with {one} (reasons: {title}, {text},
    {remedy}, {computation}).
    """

    text: str
    shape: Literal["heading", "paragraph", "entry", "note"] = "paragraph"
    label: str = ""
    only: tuple[str, ...] = ()
    when: str | None = None
    unless: str | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Row):
    """Words for one ground of ineligibility. remedy: what the person can do; empty if nothing."""

    name: str
    title: str
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail(Row):
    """The e-mail that announces a notice. It says nothing of person, case or health: only the organization is named."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText(Row):
    """A notice in one language."""

    language: Language
    title: str
    blocks: tuple[BlockText, ...]
    mail: Mail
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue(Row):
    """A day that the notice names: {name} in the words. event, delivery: facts; "sent_on" and "sent_by" are the notice's."""

    name: str
    clock: str
    event: str
    delivery: str | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverText(Row):
    """The sheet that comes back on top of what is sent in. kind: what it announces, in the barcode, e.g. REC.

    title, lines: keys of the shared words. due: the name of the day by which the documents must be there; due_electronic:
    of that day where the notice was sent electronically.
    """

    kind: str
    only: tuple[str, ...]
    title: str
    lines: tuple[str, ...]
    due: str | None = None
    due_electronic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Row):
    """A word that notices share, in each language."""

    key: str
    en: str
    es: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Row):
    """All shared words of a pack."""

    source: str
    words: tuple[Word, ...]

    def say(self, key: str, language: str) -> str:
        """The word in that language; the key itself, in plain letters, where there is none."""
        found = next((one for one in self.words if one.key == key), None)
        if found is None:
            return key.replace("_", " ")
        return found.es if language == "es" else found.en


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTemplate(Row):
    """to: roles in the order of the service list; those the case has get one. required: roles that must be there.

    needs: facts that must be known.
    """

    code: str
    source: str
    to: tuple[str, ...]
    required: tuple[str, ...]
    texts: tuple[NoticeText, ...]
    needs: tuple[str, ...] = ()
    dues: tuple[NoticeDue, ...] = ()
    cover: CoverText | None = None
    verified: bool = False

    def text(self, language: str) -> NoticeText:
        """The words in that language; English where the notice has no other."""
        return next((one for one in self.texts if one.language == language), self.texts[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices(Row):
    """The notices of one program, by code, and the words they share."""

    program: str
    words: Words
    templates: tuple[NoticeTemplate, ...]

    def template(self, code: str) -> NoticeTemplate | None:
        return next((one for one in self.templates if one.code == code), None)
