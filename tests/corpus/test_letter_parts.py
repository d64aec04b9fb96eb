"""Heads, credentials, citations, patients, quantities, outcomes: the small readers, by example."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.corpus import Outcome
from openimr.corpus.citations import read_citations
from openimr.corpus.credentials import read_credentials, specialties_in, states_in
from openimr.corpus.day_words import day_of
from openimr.corpus.letter_text import LetterText
from openimr.corpus.outcomes import conclusion_of, inferred_of, outcome_of
from openimr.corpus.patient import read_patient
from openimr.corpus.publishers.dwc_head import clean_number, read_head
from openimr.corpus.quantity import quantity_of
from openimr.corpus.services import service_of
from openimr.corpus.wording import number_of

from .letters import pages_of


def letter_of(text: str) -> LetterText:
    return LetterText(pages_of(text))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9/26/2013", date(2013, 9, 26)),
        ("6-14-2012", date(2012, 6, 14)),
        ("2/19/14", date(2014, 2, 19)),
        ("5/14/98", date(1998, 5, 14)),
        ("March 9, 2010", date(2010, 3, 9)),
        ("May 6,2013", date(2013, 5, 6)),
        ("5th day of August 2015", date(2015, 8, 5)),
        ("2015-08-05", date(2015, 8, 5)),
        ("13/45/2010", None),
        ("2/30/2014", None),
        ("8/10", None),
    ],
)
def test_day_of(words: str, day: date | None) -> None:
    assert day_of(words) == day


@pytest.mark.parametrize(
    ("words", "number"),
    [("sixty-one", 61), ("twenty", 20), ("1,200", 1200), ("nineteen", 19), ("hundred", 100), ("some", None)],
)
def test_number_of(words: str, number: int | None) -> None:
    assert number_of(words) == number


_DAYS = ("2010-01-02", "2014-02-03", "2014-03-04", "2014-04-05", "2014-05-06")
_HEADS = {
    "side by side": "Case Number: CM14-0990001 Date Assigned: 04/05/2014\nDate of Injury: 01/02/2010 Decision Date: 05/06/2014\n"
    "UR Denial Date: 02/03/2014 Priority: Standard\nApplication Received: 03/04/2014\n",
    "one under another": "Case Number:\nCM14-0990001\nDate Assigned:\n04/05/2014\nDate of Injury:\n01/02/2010\nDecision Date:\n05/06/2014\n"
    "UR Denial Date:\n02/03/2014\nPriority:\nStandard\nApplication Received:\n03/04/2014\n",
    "labels, then values": "Case Number:\nDate Assigned:\nDate of Injury:\nDecision Date:\nUR Denial Date:\nPriority:\nApplication Received:\n"
    "CM14-0990001\n04/05/2014\n01/02/2010\n05/06/2014\n02/03/2014\nStandard\n03/04/2014\n",
    "pairs of labels, then pairs of values": "Case Number: Date Assigned:\nCM14-0990001 04/05/2014\nDate of Injury: Decision Date:\n"
    "01/02/2010 05/06/2014\nUR Denial Date: Priority:\n02/03/2014 Standard\nApplication Received: 03/04/2014\n",
    "lost spaces": "CaseNumber: CM14-0990001 DateAssigned: 04/05/2014\nDate ofInjury: 01/02/2010 DecisionDate: 05/06/2014\n"
    "URDenial Date: 02/03/2014\nApplicationReceived: 03/04/2014\n",
}


@pytest.mark.parametrize("layout", sorted(_HEADS))
def test_a_head_is_read_in_every_layout(layout: str) -> None:
    letter = letter_of(_HEADS[layout])
    found = read_head(letter, len(letter.text), (0, 0))
    dates = found.dates
    given = (dates.injury, dates.ur_decision, dates.application, dates.assignment, dates.determination)
    assert found.case_number == "CM14-0990001"
    assert tuple(str(day) for day in given) == _DAYS
    assert found.problems == ()


def test_an_empty_cell_does_not_take_the_value_of_the_next() -> None:
    letter = letter_of("Date Assigned:\nDate of Injury: 01/02/2010\n")
    dates = read_head(letter, len(letter.text), (0, 0)).dates
    assert (dates.assignment, dates.injury) == (None, date(2010, 1, 2))


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ("Date of Injury: 13/45/2010\n", ["unreadable_date"]),
        (
            "Date of Injury: 01/02/2010\nCase Number: CM14-0990001\nDate of Injury: 01/03/2010\n",
            ["contradictory_dates"],
        ),
        ("Case Number: CM14-0990001\nPriority: Standard\nCase Number: CM14-0990002\n", ["two_case_numbers"]),
    ],
)
def test_what_is_wrong_with_a_head_is_said(head: str, codes: list[str]) -> None:
    letter = letter_of(head)
    assert [one.code for one in read_head(letter, len(letter.text), (0, 0)).problems] == codes


def test_ocr_of_a_case_number_is_mended() -> None:
    assert clean_number("CM 1S-O92611B") == "CM15-0926118"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Physical Medicine and Rehabilitation", ("Physical Medicine and Rehabilitation",)),
        ("Physical Medicineand Rehabilitation", ("Physical Medicine and Rehabilitation",)),
        (
            "Physical Medicine & Rehabilitation, Pain Management",
            ("Physical Medicine & Rehabilitation", "Pain Management"),
        ),
        ("Anesthesiology, has a subspecialty in Pain Medicine,", ("Anesthesiology", "Pain Medicine")),
        ("Chiropractic and Acupuncture", ("Chiropractic", "Acupuncture")),
        ("Psychiatry and Neurology and Sleep Medicine", ("Psychiatry and Neurology", "Sleep Medicine")),
        ("Endocrinology, Diabetes and Metabolism", ("Endocrinology, Diabetes and Metabolism",)),
        ("orthopedic surgery", ("Orthopedic Surgery",)),
        ("Underwater Basketry", ("Underwater Basketry",)),
    ],
)
def test_specialties_in(words: str, names: tuple[str, ...]) -> None:
    assert specialties_in(words) == names


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Texas and Oklahoma", (("Texas", "Oklahoma"), ())),
        ("California, New York", (("California", "New York"), ())),
        ("West Virginia", (("West Virginia",), ())),
        ("NorthCarolina", (("North Carolina",), ())),
        ("Ohio and Ruritania", (("Ohio",), ("Ruritania",))),
    ],
)
def test_states_in(words: str, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert states_in(words) == found


def test_credentials_as_a_block_and_an_unknown_word_reported() -> None:
    letter = letter_of(
        "He/she has been in active clinical practice for more than ﬁve years and is currently working at least 24 hours a week in active\n"
        "practice.\nThe Expert Reviewer has the following credentials:\nState(s) of Licensure: California, Ruritania\n"
        "Certi cation(s)/Specialty: Family Practice\nCLINICAL CASE SUMMARY\n"
    )
    found, problems = read_credentials(letter, 0, len(letter.text))
    assert (found.specialties, found.licensed_states) == (("Family Practice",), ("California",))
    assert (found.min_years, found.hours_per_week) == (5, 24)
    assert [(one.code, "Ruritania" in one.says) for one in problems] == [("unknown_state", True)]


_Guideline = tuple[str, str | None, tuple[str, ...]]


@pytest.mark.parametrize(
    ("block", "cited"),
    [
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines\nPage(s): 78, 91.",
            [("MTUS Chronic Pain Treatment Guidelines", None, ("78", "91"))],
        ),
        (
            "Decision based on MTUS ACOEM Practice Guidelines, Chapter 9 Shoulder Complaints Page(s): 209-211. Decision based on "
            "Non-MTUS Citation Official Disability Guidelines (ODG), Shoulder, Surgery for impingement syndrome.",
            [
                ("MTUS ACOEM Practice Guidelines, Chapter 9 Shoulder Complaints", None, ("209-211",)),
                ("Official Disability Guidelines (ODG)", "Shoulder, Surgery for impingement syndrome", ()),
            ],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Page(s): 23, and Non-MTUS Citation ODG, Mental Illness & Stress Chapter.",
            [("MTUS Chronic Pain Treatment Guidelines", None, ("23",)), ("ODG", "Mental Illness & Stress Chapter", ())],
        ),
        (
            "Decision based on MTUS 2009: 9792.24.2. Chronic Pain Medical Treatment Guidelines, Section(s): NSAIDs, GI symptoms Page(s): 68-69.",
            [("MTUS 2009: 9792.24.2. Chronic Pain Medical Treatment Guidelines", "NSAIDs, GI symptoms", ("68-69",))],
        ),
        (
            "The Claims Administrator based its decision on the Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), "
            "Chapter 12), pages 303-305, which is part of the MTUS.",
            [("Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)", None, ("303-305",))],
        ),
        (
            "The Expert Reviewer based his/her decision on the Chronic Pain Medical Treatment Guidelines (May, 2009), TENS, pages 114-116.",
            [("Chronic Pain Medical Treatment Guidelines (May, 2009)", "TENS", ("114-116",))],
        ),
        (
            "Decision based on MTUS: Opioids Guideline (ACOEM April 20, 2017).",
            [("MTUS: Opioids Guideline (ACOEM April 20, 2017)", None, ())],
        ),
        (
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation American College of Surgeons.",
            [("American College of Surgeons", None, ())],
        ),
        ("The Claims Administrator did not cite any medical evidence for its decision.", []),
        ("None.", []),
    ],
)
def test_citations(block: str, cited: list[_Guideline]) -> None:
    letter = letter_of(block)
    found = read_citations(letter, 0, len(letter.text))
    assert [(one.source, one.section, one.pages) for one in found] == cited


def test_the_reviewer_may_take_over_the_guideline_of_the_claims_administrator() -> None:
    theirs = read_citations(letter_of("Decision based on ODG, Pain."), 0, 28)
    ours = letter_of(
        "The Expert Reviewer found the guideline used by the Claims Administrator relevant and appropriate."
    )
    assert read_citations(ours, 0, len(ours.text), claims_admin=theirs) == theirs


@pytest.mark.parametrize(
    ("text", "age", "sex", "source"),
    [
        ("The patient is a 67-year-old female who reported an injury.", 67, "female", "noun"),
        ("The patient is a 38 year-old malewith a date of injury.", 38, "male", "noun"),
        ("The injured worker is a 53 year old, who fell. She reported pain.", 53, "female", "pronoun"),
        ("The applicant is a represented 47-year-old former cashier. He works.", 47, "male", "pronoun"),
        ("The patient is a sixty-one-year-old former nurse. She lives with her husband.", 61, "female", "pronoun"),
        ("This is a 45 y/o gentleman with back pain since age 25.", 45, "male", "noun"),
        ("She has a 16 year history of work, and at age 8 broke an arm.", None, "female", "pronoun"),
        ("Pain is 8/10. He/she reviewed his/her file.", None, None, None),
        ("The parent of a 15-year-old male enrollee has requested care.", 15, "male", "noun"),
        ("Guidelines cover patients over 65 years of age.", None, None, None),
        ("The patient is a woman, 44 years of age.", 44, "female", "noun"),
    ],
)
def test_patient(text: str, age: int | None, sex: str | None, source: str | None) -> None:
    letter = letter_of(text)
    found = read_patient(letter, 0, len(letter.text))
    assert (found.age, found.sex, found.sex_from) == (age, sex, source)


@pytest.mark.parametrize(
    ("item", "quantity"),
    [
        ("Hydrocodone/APAP 10/325mg #120", (120, None)),
        ("Tramadol 50 mg, quantity: 90 with 2 refills", (90, None)),
        ("Chiropractic treatment 2 times a week for 3 weeks", (6, "visits")),
        ("physical therapy two times a week for six weeks", (12, "visits")),
        ("Physical therapy two (2) times per week for four (4) weeks", (8, "visits")),
        ("Cognitive behavioral therapy, once a week for 20 weeks", (20, "sessions")),
        ("Physical therapy 3x4", (12, "visits")),
        ("Acupuncture x 6", (6, None)),
        ("Six weekly sessions of biofeedback", (6, "sessions")),
        ("series of 12 psychotherapy sessions", (12, "sessions")),
        ("initial trial of 10 full days", (10, "days")),
        ("a 30-day rental of a TENS unit", (30, "days")),
        ("cold therapy unit, 21 day rental", (21, "days")),
        ("Flurbiprofen 20%, Baclofen 5% in cream base, 240 grams", (240, "grams")),
        ("Home health aide, 4 hours per day, 5 days per week", None),
        ("MRI of the lumbar spine at L4-5", None),
        ("Epidural steroid injection at L5-S1", None),
        ("Retrospective urine drug screen (DOS: 9-29-2015)", None),
    ],
)
def test_quantity_of(item: str, quantity: tuple[float, str | None] | None) -> None:
    assert quantity_of(item) == quantity


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Upheld", Outcome.UPHELD),
        ("OVERTURNED", Outcome.OVERTURNED),
        ("Partially Overturned", Outcome.PARTLY),
        ("overturned in whole", Outcome.OVERTURNED),
        ("Overturned in Part", Outcome.PARTLY),
        ("reversed", Outcome.OVERTURNED),
        ("pending", None),
    ],
)
def test_outcome_of(words: str, outcome: Outcome | None) -> None:
    assert outcome_of(words) is outcome


@pytest.mark.parametrize(
    ("reasons", "outcome"),
    [
        ("The request for Norco is notmedically necessary and appropriate.", Outcome.UPHELD),
        (
            "Since the primary procedure is not medically necessary, none of the associated services are medically necessary.",
            Outcome.UPHELD,
        ),
        ("As such, the requested brace isnot medically necessary.", Outcome.UPHELD),
        ("The request is therefore not medically necessary, although 12 would have been supported.", Outcome.UPHELD),
        ("The denial was upheld before. The request is medically necessary.", Outcome.OVERTURNED),
        ("It is asked whether this is medically necessary.", None),
        ("Medical necessity has not been established.", Outcome.UPHELD),
        ("Nothing is said.", None),
    ],
)
def test_conclusion_of(reasons: str, outcome: Outcome | None) -> None:
    found = conclusion_of(reasons)
    assert (found[0] if found else None) is outcome


@pytest.mark.parametrize(
    ("reasons", "outcome"),
    [
        ("The services were likely to have been more beneficial than other standard therapy.", Outcome.OVERTURNED),
        ("The services were not and are not likely to be more beneficial.", Outcome.UPHELD),
        ("There is insufficient peer-reviewed evidence to support the use of the device.", Outcome.UPHELD),
        ("The patient has diabetes.", None),
    ],
)
def test_inferred_of(reasons: str, outcome: Outcome | None) -> None:
    found = inferred_of(reasons)
    assert (found[0] if found else None) is outcome


@pytest.mark.parametrize(
    ("item", "service"),
    [
        ("Norco 10/325mg #120", "opioid medication"),
        ("MRI of the lumbar spine", "MRI lumbar"),
        ("inpatient admission", "hospital stay"),
        ("Afirma thyroid gene expression classifier", "genetic testing"),
        ("Zorbing, 3 rides", None),
    ],
)
def test_service_of(item: str, service: str | None) -> None:
    assert service_of(item) == service
