"""A notice ready to be sent, as a value; every writer prints these."""

from __future__ import annotations

from dataclasses import dataclass

from ..blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """The sheet that comes back on top of documents. payload: what its bars say. rows: label and value."""

    title: str
    payload: str
    rows: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMessage:
    """The e-mail that announces a notice; it names the organization and nothing else."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """letterhead, address, regarding and copies are lines or rows as printed. page, of: words of the page number."""

    code: str
    language: str
    role: str
    title: str
    letterhead: tuple[str, ...]
    sent: str
    address: tuple[str, ...]
    regarding: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    copies: str
    hint: str
    page: str
    of: str
    cover: CoverSheet | None = None
    mail: MailMessage | None = None
