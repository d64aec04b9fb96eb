"""Whether the text layer under a scan says what the scan shows.

Scanners and fax servers put their own OCR beneath the picture. It may be of another page, of another language, or made up;
a person sees the picture only. A few of its lines are looked at where they are said to stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PIL import Image
from rapidfuzz.fuzz import ratio

from .ocr import read_line
from .page_layout import LaidOut

_LOOKED_AT = 6
_SHORTEST = 10
"""Letters and digits of a line that is looked at."""
_ALIKE = 55.0
"""Per cent: two readings of one line by different programs are above it, different lines are below."""


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def lines_agree(picture: Image.Image, scale: float, laid: LaidOut) -> bool:
    """Whether most of some lines, spread over the page, are read alike from the picture. scale: pixels of it per point."""
    boxes = laid.boxes
    texts = [laid.text[start:end] for start, end in zip(boxes.starts, boxes.ends, strict=True)]
    told = [at for at, text in enumerate(texts) if len(squeezed(text)) >= _SHORTEST]
    chosen = _spread(told)
    alike = sum(_is_alike(picture, scale, texts[at], boxes.coordinates[4 * at : 4 * at + 4]) for at in chosen)
    return bool(chosen) and alike * 2 > len(chosen)


def _spread(places: Sequence[int]) -> list[int]:
    if len(places) <= _LOOKED_AT:
        return list(places)
    return [places[len(places) * part // _LOOKED_AT] for part in range(_LOOKED_AT)]


def _is_alike(picture: Image.Image, scale: float, text: str, box: Sequence[float]) -> bool:
    left, top, right, bottom = (side * scale for side in box)
    pad = max(4.0, 0.35 * (bottom - top))
    sides = (max(0, int(left - pad)), max(0, int(top - pad)), int(right + pad), int(bottom + pad))
    line = picture.crop((*sides[:2], min(sides[2], picture.width), min(sides[3], picture.height)))
    if line.width < 8 or line.height < 8:
        return False
    return ratio(squeezed(read_line(line)), squeezed(text)) >= _ALIKE
