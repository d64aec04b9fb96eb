"""In what sense a mention is true."""

from __future__ import annotations

import pytest

from openimr.case import Assertion, Document, DocumentKind, Page, PageSource
from openimr.records.assertion import assertion_at
from openimr.records.passages import passages_of

SAID = (
    ("He has diabetes.", Assertion.ASSERTED),
    ("He denies diabetes.", Assertion.NEGATED),
    ("No heart disease, but diabetes for years.", Assertion.ASSERTED),
    ("Mother had diabetes.", Assertion.FAMILY),
    ("Family history: diabetes.", Assertion.FAMILY),
    ("Rule out diabetes.", Assertion.HYPOTHETICAL),
    ("Referral for diabetes.", Assertion.PLANNED),
    ("History of diabetes.", Assertion.HISTORICAL),
    ("Diabetes was ruled out.", Assertion.NEGATED),
    ("Diabetes: [ ] Yes [x] No", Assertion.NEGATED),
    ("[x] diabetes [ ] stroke", Assertion.ASSERTED),
    ("[ ] diabetes [x] stroke", Assertion.NEGATED),
)


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_assertion(text: str, expected: Assertion) -> None:
    page = Page(file="a.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2)
    passage = next(one for one in passages_of(document, [page]) if "iabetes" in one.text)
    start = passage.text.lower().index("diabetes")
    assert assertion_at(passage, start, start + len("diabetes")) is expected


@pytest.mark.parametrize(("test", "expected"), [(False, Assertion.NEGATED), (True, Assertion.ASSERTED)])
def test_a_negative_test_was_done(test: bool, expected: Assertion) -> None:
    page = Page(file="a.pdf", number=1, text="Ultrasound negative.", source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2)
    passage = passages_of(document, [page])[0]
    assert assertion_at(passage, 0, len("Ultrasound"), test=test) is expected
