"""Which box of a form bears the mark."""

from __future__ import annotations

import pytest

from openimr.intake.boxes import ticked


@pytest.mark.parametrize(
    ("text", "options", "marked"),
    [
        ("   Yes    {x] No", ("yes", "no"), "no"),
        ("[x] Yes    {    No", ("yes", "no"), "yes"),
        ("Yes [ ]  No [X]", ("yes", "no"), "no"),
        ("      Regular    {x} Expedited       Modification", ("regular", "expedited", "modification"), "expedited"),
    ],
)
def test_a_scan_may_lose_the_empty_boxes(text: str, options: tuple[str, ...], marked: str) -> None:
    assert ticked(text, options) == marked
