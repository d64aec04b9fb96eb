"""A page as a worker process hands it over and as the cache keeps it: compact bytes that hold data only.

Never pickled: what comes from a process that parsed somebody's PDF is decoded, not executed.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from openimr.case import Boxes, Page, PageSource

EDITION = f"3-{sys.byteorder}"
"""Changes whenever pages would be read differently, so that old cache entries are not used."""


AGREES = "agrees"
"""Note of a scan that shows what its layer of text says; nothing else is read of it."""
Rectangle = tuple[float, float, float, float]
"""left, top, right, bottom in points from the top left corner of the page as displayed."""


class Want(Enum):
    """Why a page needs OCR, if it does. CHECK: a layer of text under a scan, which may not say what the scan shows."""

    NOTHING = ""
    NO_TEXT = "no_text"
    GARBAGE = "garbage"
    STAMP = "stamp"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """want: whether the page still has to be read by OCR. notes: codes of what was noticed, for Problems.

    digest: hash of what is seen on the page.
    """

    number: int
    text: str = ""
    source: PageSource = PageSource.NONE
    confidence: float = 0.0
    width: float = 612.0
    height: float = 792.0
    digest: str = ""
    want: Want = Want.NOTHING
    notes: tuple[str, ...] = ()
    boxes: Boxes = field(default_factory=Boxes)

    def to_page(self, file: str) -> Page:
        return Page(
            file=file,
            number=self.number,
            text=self.text,
            source=self.source,
            confidence=self.confidence,
            width=self.width,
            height=self.height,
            boxes=self.boxes,
            sha256=self.digest,
        )


def encode(records: Iterable[PageRecord]) -> bytes:
    """One line of JSON, then the boxes of all pages as arrays of machine numbers."""
    rows: list[list[object]] = []
    runs: list[bytes] = []
    for record in records:
        boxes = record.boxes
        rows.append([*_row(record), len(boxes.starts)])
        runs += [boxes.starts.tobytes(), boxes.ends.tobytes(), boxes.coordinates.tobytes()]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=True).encode() + b"\n" + b"".join(runs)


def _row(record: PageRecord) -> tuple[object, ...]:
    return (
        record.number,
        record.text,
        record.source.value,
        record.confidence,
        record.width,
        record.height,
        record.digest,
        record.want.value,
        record.notes,
    )


def decode(data: bytes) -> tuple[PageRecord, ...]:
    """The records that `encode` wrote; ValueError for anything else."""
    header, _, runs = data.partition(b"\n")
    at = 0
    records = []
    for row in json.loads(header):
        count = int(row[9])
        boxes, at = _boxes(runs, at, count)
        records.append(_record(row, boxes))
    if at != len(runs):
        raise ValueError("the record's boxes do not match its pages")
    return tuple(records)


def _boxes(runs: bytes, at: int, count: int) -> tuple[Boxes, int]:
    starts, ends, coordinates = array("I"), array("I"), array("f")
    for numbers, length in ((starts, count), (ends, count), (coordinates, 4 * count)):
        size = length * numbers.itemsize
        numbers.frombytes(runs[at : at + size])
        at += size
    return Boxes(starts=starts, ends=ends, coordinates=coordinates), at


def _record(row: Sequence[object], boxes: Boxes) -> PageRecord:
    number, text, source, confidence, width, height, digest, want, notes, _ = row
    if not (isinstance(number, int) and isinstance(text, str) and isinstance(notes, list)):
        raise ValueError("no page record")
    return PageRecord(
        number=number,
        text=text,
        source=PageSource(source),
        confidence=_number(confidence),
        width=_number(width),
        height=_number(height),
        digest=str(digest),
        want=Want(want),
        notes=tuple(map(str, notes)),
        boxes=boxes,
    )


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise ValueError("no page record")
    return float(value)


def encode_rectangles(found: Sequence[Sequence[Rectangle]]) -> bytes:
    return json.dumps([[[round(side, 2) for side in box] for box in boxes] for boxes in found]).encode()


def decode_rectangles(data: bytes) -> tuple[tuple[Rectangle, ...], ...]:
    """What `encode_rectangles` wrote; ValueError for anything else."""
    return tuple(
        tuple((float(left), float(top), float(right), float(bottom)) for left, top, right, bottom in boxes)
        for boxes in json.loads(data)
    )
