"""How good a page's text is."""

from __future__ import annotations

import pytest

from openimr.case import Page, PageSource
from openimr.records.reading import Legibility, is_blank, is_unreadable, judge

PROSE = "The patient was seen for low back pain. He has not been able to return to his usual work since the injury."
LEDGER = "97110 97140 97530 06/02/2014 06/09/2014 $45.00 $38.50 PAID ADJ BAL DUE\n" * 6
SHIFTED = "Wkh sdwlhqw zdv vhhq iru orz edfn sdlq. Kh kdv qrw ehhq deoh wr uhwxuq wr klv xvxdo zrun vlqfh wkh lqmxub."
SPANISH = (
    "El paciente refiere dolor de espalda desde el accidente. No puede dormir por el dolor y toma la medicina que le"
    " dio su doctor para los nervios. La familia ayuda con las tareas de la casa."
)
SYMBOLS = "\ue001\ue012\ue013 \ue014\ue015\ue016\ue017 " * 30

TEXTS = [
    ("prose", PROSE, Legibility.GOOD, None),
    ("ledger of codes and amounts", LEDGER, Legibility.GOOD, None),
    ("a few words", "Page 2 of 4", Legibility.SPARSE, None),
    ("nothing", "", Legibility.SPARSE, None),
    ("letters shifted by a broken font", SHIFTED, Legibility.GARBAGE, None),
    ("private characters", SYMBOLS, Legibility.GARBAGE, None),
    ("glyph numbers", "(cid:31)(cid:44) (cid:8)(cid:120)" * 20, Legibility.GARBAGE, None),
    ("Spanish", SPANISH, Legibility.FOREIGN, "Spanish"),
    ("Korean", "환자는 허리 통증으로 내원하였다. 치료를 계속한다." * 3, Legibility.FOREIGN, "Korean"),
]


@pytest.mark.parametrize(("text", "legibility", "language"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_judge(text: str, legibility: Legibility, language: str | None) -> None:
    quality = judge(text)
    assert (quality.legibility, quality.language) == (legibility, language)
    assert 0 <= quality.score <= 1


OUTCOMES = [
    (PageSource.TEXT_LAYER, "words", 1.0, False, False),
    (PageSource.OCR, "words", 0.9, False, False),
    (PageSource.OCR, "wrds", 0.3, False, True),
    (PageSource.OCR, "", 1.0, True, False),
    (PageSource.NONE, "", 0.0, False, True),
]


@pytest.mark.parametrize(("source", "text", "confidence", "blank", "unreadable"), OUTCOMES)
def test_outcomes(source: PageSource, text: str, confidence: float, blank: bool, unreadable: bool) -> None:
    page = Page(file="a.pdf", number=1, text=text, source=source, confidence=confidence)
    assert (is_blank(page), is_unreadable(page)) == (blank, unreadable)
