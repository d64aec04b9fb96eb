"""A notice ready to be sent, as a value; every writer prints these."""

from __future__ import annotations

from dataclasses import dataclass

from ..blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverMark:
    """What the bars of a cover sheet say: the case, the kind of papers under it, and from whom they come."""

    case_number: str
    kind: str
    role: str


def write_payload(mark: CoverMark) -> str:
    """CM15-0001234/REC/CA."""
    return f"{mark.case_number}/{mark.kind}/{mark.role}"


def read_payload(text: str) -> CoverMark | None:
    """What was read from bars, as a mark; None for bars that are no cover sheet's."""
    parts = text.split("/")
    if len(parts) != 3 or not all(part and part == part.strip() for part in parts):
        return None
    return CoverMark(case_number=parts[0], kind=parts[1], role=parts[2])


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
