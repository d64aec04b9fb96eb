"""Code 128: read back by an independent reader."""

from __future__ import annotations

import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from openimr.letter.notices import draw_svg, encode
from openimr.letter.notices.barcode import QUIET

PRINTABLE = "".join(chr(code) for code in range(32, 127))


def picture(widths: tuple[int, ...]) -> Image.Image:
    """Bars of 3 pixels a module, with quiet zones."""
    row = [255] * (3 * QUIET)
    for n, width in enumerate(widths):
        row += [255 * (n % 2)] * (3 * width)
    row += [255] * (3 * QUIET)
    image = Image.new("L", (len(row), 60))
    image.putdata(row * 60)
    return image


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from(PRINTABLE.strip() + string.digits * 3), min_size=1, max_size=30))
def test_what_is_encoded_is_read_back(text: str) -> None:
    found = zxingcpp.read_barcodes(picture(encode(text)), formats=zxingcpp.BarcodeFormat.Code128)
    assert [one.text for one in found] == [text]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("AB", 2 + 3),
        ("1234", 2 + 3),
        ("123456", 3 + 3),
        ("A1234", 1 + 1 + 2 + 3),
        ("CM15-0001234/REC/CA", 5 + 1 + 3 + 1 + 8 + 3),
    ],
)
def test_digits_are_packed_two_to_a_symbol(text: str, symbols: int) -> None:
    """Start, data, check and stop; a symbol is 11 modules wide, and stop has two more."""
    assert sum(encode(text)) == 11 * symbols + 2


@pytest.mark.parametrize("text", ["", "Ñ", "a\nb", "\x7f"])
def test_what_the_bars_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII only"):
        encode(text)


def test_the_picture_has_quiet_zones() -> None:
    svg = draw_svg("AB")
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 77 60"')
    assert '<rect x="10" y="0" width="2" height="60"/>' in svg
