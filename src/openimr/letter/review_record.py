"""review.json read back as a determination, to be checked like any other."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from openimr.case import OpenImrError
from openimr.corpus import CitedGuideline, Determination, LetterDates, LetterItem, LetterPatient, Outcome, Passage
from openimr.determination import CheckFinding

PROGRAMS = {"ca-dwc": "CA-DWC-IMR"}
OUTCOMES = {"upheld": Outcome.UPHELD, "overturned": Outcome.OVERTURNED, None: None}


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Case(_Part):
    program: str
    date_of_injury: date | None = None
    ur_decision_date: date | None = None


class _Patient(_Part):
    age: int | None = None
    sex: str | None = None


class _Said(_Part):
    text: str


class _Guideline(_Part):
    title: str
    section: str | None = None
    pages: str | None = None


class _Item(_Part):
    n: int
    request: str
    quantity: float | None = None
    unit: str | None = None
    proposed_decision: str | None = None
    rationale: str = ""
    guidelines: tuple[_Guideline, ...] = ()


class _Check(_Part):
    code: str
    severity: str
    says: str
    where: str
    item: int | None = None
    quotes: tuple[str, ...] = ()
    ground: str = ""
    remedy: str = ""


class _Review(_Part):
    case: _Case
    patient: _Patient
    summary: tuple[_Said, ...] = ()
    items: tuple[_Item, ...] = ()
    checks: tuple[_Check, ...] = ()


def read_review(name: str, text: str) -> tuple[Determination, tuple[CheckFinding, ...]]:
    """The draft and the findings recorded with it. Raises OpenImrError for a file that is no review.json."""
    try:
        review = _Review.model_validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise OpenImrError(
            f"{name} is no review.json ({where}: {first['msg']}); give the file that imr review wrote."
        ) from wrong
    summary = " ".join(one.text for one in review.summary)
    letter = Determination(
        file=name,
        program=PROGRAMS.get(review.case.program, review.case.program),
        format_variant="review.json",
        dates=LetterDates(injury=review.case.date_of_injury, ur_decision=review.case.ur_decision_date),
        patient=LetterPatient(age=review.patient.age, sex=review.patient.sex),
        items=tuple(_item(one) for one in review.items),
        summary=Passage(text=summary) if summary else None,
        truncated=any(one.proposed_decision is None for one in review.items),
        text=" ".join((summary, *(f"{one.request} {one.rationale}" for one in review.items))),
    )
    return letter, tuple(CheckFinding(**one.model_dump()) for one in review.checks)


def _item(one: _Item) -> LetterItem:
    cited = tuple(
        CitedGuideline(
            source=guide.title,
            section=guide.section,
            pages=tuple((guide.pages or "").replace(" ", "").split(",")) if guide.pages else (),
        )
        for guide in one.guidelines
    )
    return LetterItem(
        n=one.n,
        text=one.request,
        decision=OUTCOMES.get(one.proposed_decision),
        quantity=one.quantity,
        quantity_unit=one.unit,
        reviewer_guidelines=cited,
        rationale=Passage(text=one.rationale) if one.rationale else None,
    )
