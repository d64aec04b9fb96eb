"""Words from a picture of a page: turned upright, straightened, read by Tesseract.

One recognizer a process; `OMP_THREAD_LIMIT=1` must be in the environment before it is made.
"""

from __future__ import annotations

import math
import os
import re
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import tesserocr
from PIL import Image, ImageFilter

from openimr.case import Boxes

from .page_layout import LaidOut, Piece, lay_out
from .two_up import reading_order

_SURE = 0.70
"""Above this confidence a reading is taken as it is; below it other orientations are tried."""
_QUICK = 0.5
_GUESS = 0.55
"""A line below this confidence was not read but guessed: print, however poor, is read with 0.7 and more."""
_A_LINE = 8
"""Letters of a line that counts: a signature is mostly shorter."""
_MOSTLY_GUESSED = 0.35
"""Confidence at most of a page of which two fifths were guessed: less than what counts as read."""
_MOSTLY = 0.5
_STEEPEST = 6.0
_TILTS = (-5.25, -3.75, -2, -1, 0, 1, 2, 3.75, 5.25)
_TSV_FIELDS = 12


class Word(NamedTuple):
    """A word in pixels of the picture it was read from. confidence: 0..1. line: block, paragraph and line."""

    text: str
    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture was turned before it was read: quarter turns counter-clockwise, then a small angle likewise."""

    quarters: int
    angle: float


@dataclass(frozen=True, slots=True)
class Reading:
    """confidence: 0..1, mean of the words by length; 0 when there are none. two_up: two pages stand side by side.

    guessed: lines that could not be read (handwriting, smears); their words were guesses and are left out.
    """

    laid_out: LaidOut
    confidence: float
    two_up: bool = False
    guessed: int = 0


def read_picture(picture: Image.Image, points_per_pixel: float) -> Reading:
    """Reads a grey picture of a page. Boxes are in points from its top left corner, as the picture was given."""
    first = Turn(1, 0.0) if _lies_on_its_side(picture) else Turn(0, 0.0)
    turn = Turn(first.quarters, skew(_turned(picture, first)))
    if turn.quarters:
        turn = _better_of(picture, turn, Turn(3, -turn.angle))
    words = _words(_turned(picture, turn))
    sure = _confidence(words)
    if sure < _SURE:
        other = (
            _upside_down_or_not(picture, turn, words) if not turn.quarters else _upright_after_all(picture, turn, words)
        )
        if other != turn:
            turn, words = other, _words(_turned(picture, other))
            sure = _confidence(words)
    upright = picture.size if turn.quarters % 2 == 0 else picture.size[::-1]
    legible, guessed = _legible(words)
    lines, two_up = reading_order(_lines(legible), upright)
    laid = _put_back(lay_out(lines), picture.size, turn, points_per_pixel)
    if guessed and _letters(legible) < 0.6 * _letters(words):
        sure = min(sure, _MOSTLY_GUESSED)
    return Reading(laid, sure, two_up, guessed)


def _better_of(picture: Image.Image, one: Turn, other: Turn) -> Turn:
    return max((one, other), key=lambda turn: _weight(_quick_words(picture, turn)))


def _upside_down_or_not(picture: Image.Image, turn: Turn, words: Sequence[Word]) -> Turn:
    """A page read badly may lie upside down, or on its side with too little on it to notice: a quick reading tells."""
    best, most = turn, max(_weight(words), _weight(_quick_words(picture, turn)))
    for quarters in (2, 1, 3):
        candidate = Turn(quarters, turn.angle if quarters == 2 else 0.0)
        weight = _weight(_quick_words(picture, candidate))
        if weight > 1.15 * most + 3:
            best, most = candidate, weight
        if quarters == 2 and best.quarters == 2:
            break
    return best


def _upright_after_all(picture: Image.Image, turn: Turn, words: Sequence[Word]) -> Turn:
    """A page taken to lie on its side, of which little could be read: whether it stands or hangs instead."""
    level = skew(picture)
    most = max(_weight(words), _weight(_quick_words(picture, turn)))
    weighed = [(_weight(_quick_words(picture, one)), one) for one in (Turn(0, level), Turn(2, level))]
    weight, best = max(weighed, key=lambda pair: pair[0])
    return best if weight > 1.15 * most + 3 else turn


def _quick_words(picture: Image.Image, turn: Turn) -> list[Word]:
    size = (max(1, int(picture.width * _QUICK)), max(1, int(picture.height * _QUICK)))
    return _words(_turned(picture.resize(size, Image.Resampling.BILINEAR), turn))


def _weight(words: Sequence[Word]) -> float:
    """Letters read with confidence: what separates the right orientation from the wrong ones."""
    return sum(len(word.text) * word.confidence**2 for word in words if word.confidence > 0.5 and word.text.isalnum())


def _turned(picture: Image.Image, turn: Turn) -> Image.Image:
    if turn.quarters:
        steps = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
        picture = picture.transpose(steps[turn.quarters - 1])
    if turn.angle:
        picture = picture.rotate(turn.angle, Image.Resampling.BILINEAR, fillcolor=255)
    return picture


def _small(picture: Image.Image, side: int) -> Image.Image:
    factor = max(1, max(picture.size) // side)
    return picture.reduce(factor) if factor > 1 else picture


def _profile(picture: Image.Image, *, rows: bool = True) -> int:
    """How sharply dark and light rows (or columns) alternate: most when they run along the lines of text."""
    size = (1, picture.height) if rows else (picture.width, 1)
    means = picture.resize(size, Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in pairwise(means))


def _lies_on_its_side(picture: Image.Image) -> bool:
    small = _small(picture, 800)
    inner = small.crop((small.width // 12, small.height // 12, small.width * 11 // 12, small.height * 11 // 12))
    rows, columns = (
        max(_profile(inner.rotate(angle, fillcolor=255), rows=rows) for angle in _TILTS) for rows in (True, False)
    )
    return columns > 1.6 * rows


def skew(picture: Image.Image) -> float:
    """Degrees to turn the picture counter-clockwise so that its lines are level, at most 6; 0.0 if they are."""
    small = _small(picture, 700).filter(ImageFilter.MedianFilter(3))
    best = _best_angle(small, [step * 0.5 for step in range(-int(2 * _STEEPEST), int(2 * _STEEPEST) + 1)])
    best = _best_angle(small, [best + step * 0.125 for step in range(-3, 4)])
    return best if abs(best) >= 0.2 else 0.0


def _best_angle(picture: Image.Image, angles: Sequence[float]) -> float:
    level = sorted(angles, key=abs)
    return max(level, key=lambda angle: _profile(picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)))


def _words(picture: Image.Image) -> list[Word]:
    api = _recognizer()
    api.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
    api.SetSourceResolution(200)
    words = []
    for row in api.GetTSVText(0).split("\n"):
        fields = row.split("\t")
        if len(fields) == _TSV_FIELDS and fields[0] == "5" and fields[11].strip():
            words.append(_word(fields))
    return [word for word in words if _says_something(word)]


def read_line(picture: Image.Image) -> str:
    """The words of a grey picture of one line."""
    api = _recognizer()
    api.SetPageSegMode(tesserocr.PSM.SINGLE_LINE)
    try:
        api.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
        api.SetSourceResolution(200)
        return str(api.GetUTF8Text())
    finally:
        api.SetPageSegMode(tesserocr.PSM.AUTO)


def _word(fields: Sequence[str]) -> Word:
    left, top, width, height = map(int, fields[6:10])
    line = (int(fields[2]), int(fields[3]), int(fields[4]))
    return Word(
        _as_box(fields[11].strip()), line, left, top, left + width, top + height, max(0.0, float(fields[10])) / 100
    )


_TICKED = re.compile(r"[KkLlECXx\[({|]{1,2}[xX×][\])}|]{1,2}")
_OPEN = re.compile(r"(?:\[_?|[LlEC|])\]|\[_?[|lI]")


def _as_box(text: str) -> str:
    """A drawn check box, which is read as odd brackets, as a typist would write it."""
    if len(text) > 4 or text.isalnum():
        return text
    if _TICKED.fullmatch(text):
        return "[x]"
    return "[ ]" if _OPEN.fullmatch(text) else text


def _says_something(word: Word) -> bool:
    """Specks of dust are read as lone marks of punctuation, with little confidence."""
    return word.confidence > 0.6 or any(map(str.isalnum, word.text)) or word.text == "[ ]"


def _confidence(words: Sequence[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return round(sum(len(word.text) * word.confidence for word in words) / letters, 4) if letters else 0.0


def _legible(words: Sequence[Word]) -> tuple[list[Word], int]:
    """The words of lines that were read, and how many lines were guessed; lone marks and signatures count as none."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    guessed = {line for line, own in lines.items() if _confidence(own) < _GUESS and not _look_like_words(own)}
    told = sum(_letters(lines[line]) >= _A_LINE for line in guessed)
    return [word for word in words if word.line not in guessed], told


_LIKE_A_WORD = re.compile(r"\W{0,2}(?=\w*[aeiouy])\w{4,}\W{0,2}\w?", re.IGNORECASE)


def _look_like_words(words: Sequence[Word]) -> bool:
    """Print on a spotted fax is read with little confidence and is words all the same; a pen's line gives short scraps."""
    letters = sum(len(word.text) for word in words if _LIKE_A_WORD.fullmatch(word.text))
    return letters >= _MOSTLY * _letters(words)


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _lines(words: Sequence[Word]) -> list[list[Piece]]:
    """Lines of words where they stand in the upright picture, in its pixels."""
    lines: dict[tuple[int, int, int], list[Piece]] = {}
    for word in words:
        box = (float(word.left), float(word.top), float(word.right), float(word.bottom))
        lines.setdefault(word.line, []).append(Piece(word.text, 0, *box))
    return list(lines.values())


def _put_back(laid: LaidOut, size: tuple[int, int], turn: Turn, scale: float) -> LaidOut:
    """Boxes moved from the upright picture to the picture as it was given (`size`), in points."""
    upright = size if turn.quarters % 2 == 0 else (size[1], size[0])
    places = laid.boxes.coordinates
    moved = array("f")
    for at in range(0, len(places), 4):
        left, top, right, bottom = places[at : at + 4]
        corners = [
            _unturned(*_level_to_tilted(x, y, upright, turn.angle), size, turn.quarters)
            for x, y in _anchors(left, top, right, bottom, turn.angle)
        ]
        xs, ys = zip(*corners, strict=True)
        moved.extend((min(xs) * scale, min(ys) * scale, max(xs) * scale, max(ys) * scale))
    boxes = Boxes(starts=laid.boxes.starts, ends=laid.boxes.ends, coordinates=moved)
    return LaidOut(laid.text, boxes, laid.origins)


def _anchors(left: float, top: float, right: float, bottom: float, angle: float) -> list[tuple[float, float]]:
    if not angle:
        return [(left, top), (right, bottom)]
    return [(left, top), (right, top), (left, bottom), (right, bottom)]


def _level_to_tilted(x: float, y: float, size: tuple[int, int], angle: float) -> tuple[float, float]:
    """Undoes `Image.rotate(angle)`, which turns counter-clockwise around the middle."""
    if not angle:
        return x, y
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    dx, dy = x - size[0] / 2, y - size[1] / 2
    return cosine * dx - sine * dy + size[0] / 2, sine * dx + cosine * dy + size[1] / 2


def _unturned(x: float, y: float, size: tuple[int, int], quarters: int) -> tuple[float, float]:
    """Undoes quarter turns counter-clockwise of a picture of `size`."""
    width, height = size
    return ((x, y), (width - y, x), (width - x, height - y), (y, height - x))[quarters]


@cache
def _recognizer() -> tesserocr.PyTessBaseAPI:
    return tesserocr.PyTessBaseAPI(path=str(language_data()), lang="eng", psm=tesserocr.PSM.AUTO)


def language_data() -> Path:
    """The folder of Tesseract's language data: `TESSDATA_PREFIX`, or where the data package installs it."""
    given = os.environ.get("TESSDATA_PREFIX")
    return Path(given) if given else Path(sys.prefix) / "share" / "tessdata"
