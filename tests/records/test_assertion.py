"""In what sense a mention is true."""

from __future__ import annotations

import pytest

from openimr.case import Assertion, Document, DocumentKind, Page, PageSource
from openimr.records.assertion import Sense, Time, assertion_at, sense_at
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


SENSES = (
    ("No family history of diabetes.", Sense(negated=True, of_other=True)),
    ("Mother states he has diabetes.", Sense()),
    ("She was brought by her mother for diabetes.", Sense()),
    (
        "Denies fever, chills, cough, sputum, wheezing, chest pain, rash, itching, edema, cramps, thirst or diabetes.",
        Sense(negated=True),
    ),
    (
        "Risks of surgery, bleeding, infection, scarring, pain, recurrence, stroke, coma and diabetes were explained.",
        Sense(time=Time.HYPOTHETICAL),
    ),
    ("The numbness could be secondary to diabetes.", Sense(time=Time.HYPOTHETICAL)),
    ("She has a 2 year history of diabetes.", Sense()),
    ("This 51-year-old man has diabetes.", Sense()),
    ("He previously had diabetes.", Sense(time=Time.HISTORICAL)),
    ("She was referred for treatment of diabetes.", Sense()),
    ("No mass was seen and diabetes is poorly controlled.", Sense()),
    ("Risks including but not limited to diabetes were explained.", Sense(time=Time.HYPOTHETICAL)),
    ("PAST MEDICAL HISTORY: Diabetes.", Sense(time=Time.HISTORICAL)),
    ("PAST MEDICAL HISTORY: No diabetes.", Sense(negated=True)),
    ("It was not known whether this was diabetes.", Sense(time=Time.HYPOTHETICAL)),
)


@pytest.mark.parametrize(("text", "expected"), SENSES)
def test_denial_person_and_time_are_told_apart(text: str, expected: Sense) -> None:
    page = Page(file="a.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2)
    passage = next(one for one in passages_of(document, [page]) if "iabetes" in one.text)
    start = passage.text.lower().index("diabetes")
    assert sense_at(passage, start, start + len("diabetes")) == expected
