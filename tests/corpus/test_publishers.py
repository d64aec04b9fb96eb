"""Each publisher's letters, read whole."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.corpus import Determination, Outcome
from openimr.corpus.publishers import PUBLISHERS

from . import letters
from .letters import pages_of, read_one


def guidelines(cited: object) -> object:
    return None if cited is None else [(one.source, one.section, one.pages) for one in cited]  # type: ignore[attr-defined]


def codes(found: Determination) -> list[str]:
    return [one.code for one in found.problems]


def test_a_letter_of_2014() -> None:
    found = read_one(letters.DWC_2014)
    assert (found.program, found.case_number) == ("CA-DWC-IMR", "CM14-0990201")
    dates = found.dates
    assert (dates.injury, dates.ur_decision, dates.application) == (
        date(2012, 2, 19),
        date(2014, 7, 14),
        date(2014, 7, 28),
    )
    assert (dates.assignment, dates.determination) == (date(2014, 8, 27), date(2014, 9, 30))
    assert found.reviewer.specialties == ("Anesthesiology", "Pain Medicine")
    assert found.reviewer.licensed_states == ("Florida", "North Carolina")
    assert (found.patient.age, found.patient.sex) == (44, "female")
    assert [(one.text, one.quantity, one.decision, one.decision_explicit, one.conclusion) for one in found.items] == [
        ("Norco 10/325mg #120", 120, Outcome.UPHELD, True, Outcome.UPHELD),
        ("Physical therapy 2 times a week for 4 weeks, lumbar spine", 8, Outcome.OVERTURNED, True, Outcome.OVERTURNED),
    ]
    first, second = found.items
    assert guidelines(first.claims_admin_guidelines) == [("MTUS Chronic Pain Treatment Guidelines", None, ("78-80",))]
    assert guidelines(first.reviewer_guidelines) == [
        ("MTUS Chronic Pain Treatment Guidelines", None, ("78", "91")),
        ("Official Disability Guidelines (ODG)", "Pain (Chronic), Opioids", ()),
    ]
    assert guidelines(second.claims_admin_guidelines) == []
    assert guidelines(second.reviewer_guidelines) == [
        ("MTUS Chronic Pain Treatment Guidelines", "Physical Medicine", ("98-99",))
    ]
    assert codes(found) == []
    assert [(one.type, one.value, one.count) for one in found.summary_facts] == [
        ("prior_treatment", "12 sessions of physical therapy", 12)
    ]


def test_every_word_of_an_item_can_be_found_on_its_page() -> None:
    (page,) = pages_of(letters.DWC_2014)
    found = read_one(letters.DWC_2014)
    quotes = [span.quote for one in found.items for span in one.spans]
    assert quotes == [
        "Norco 10/325mg #120",
        "Upheld",
        "Physical therapy 2 times a week for 4 weeks, lumbar spine",
        "Overturned",
    ]
    assert all(
        " ".join(page.text[span.start : span.end].split()) == span.quote for one in found.items for span in one.spans
    )


def test_a_notice_of_2013_lists_its_items_twice_and_they_are_two() -> None:
    found = read_one(letters.DWC_2013)
    assert [(one.text, one.decision, one.decision_words) for one in found.items] == [
        ("a TENS unit, 30 day rental", Outcome.OVERTURNED, "is medically necessary and appropriate"),
        ("a lumbar MRI", Outcome.UPHELD, "is notmedically necessary and appropriate"),
    ]
    tens, scan = found.items
    assert (
        guidelines(tens.reviewer_guidelines)
        == guidelines(tens.claims_admin_guidelines)
        == [("Chronic Pain Medical Treatment Guidelines (May, 2009)", "TENS", ("114",))]
    )
    assert guidelines(scan.claims_admin_guidelines) == []
    assert (found.dates.assignment, found.dates.injury) == (date(2013, 9, 11), date(2011, 6, 21))
    assert found.documents_reviewed == (
        "Application for Independent Medical Review",
        "Utilization Review Determination",
    )


def test_the_two_prints_of_a_list_may_contradict_each_other() -> None:
    second = letters.DWC_2013.rindex("lumbar MRI is not medically")
    text = letters.DWC_2013[:second] + letters.DWC_2013[second:].replace("is not medically", "is medically", 1)
    found = read_one(text)
    assert "contradictory_decision" in codes(found)
    assert [one.text for one in found.items] == ["a TENS unit, 30 day rental", "a lumbar MRI"]


@pytest.mark.parametrize(
    ("heading", "decision"),
    [
        ("Norco 10/325mg #120:  Upheld\n", Outcome.UPHELD),
        ("1. Norco 10/325mg #120: Overturned\n", Outcome.OVERTURNED),
        ("1. Norco 10/325mg #120: Partially Overturned\n", Outcome.PARTLY),
        ("1. Norco 10/325mg #120 is not medically necessary and appropriate.\n", Outcome.UPHELD),
        ("1. Norco 10/325mg #120 is/are medically necessary and appropriate.\n", Outcome.OVERTURNED),
        ("1, Norco 10/325mg\n#120: Upheld ", Outcome.UPHELD),
        ("1) Norco 10/325mg #120:\nUpheld\n", Outcome.UPHELD),
    ],
)
def test_headings_of_items(heading: str, decision: Outcome) -> None:
    start = letters.DWC_2014.index("Norco 10/325mg #120:")
    end = letters.DWC_2014.index("Claims Administrator guideline")
    last = letters.DWC_2014.index("Physical therapy 2 times")
    found = read_one(letters.DWC_2014[:start] + heading + letters.DWC_2014[end:last])
    assert [(one.text, one.decision) for one in found.items] == [("Norco 10/325mg #120", decision)]


def test_what_the_summary_leaves_open_the_reasons_may_say() -> None:
    text = letters.DWC_2014.replace("44 year-old femalewho reported", "44 year-old who reported").replace(
        "Her pain", "The pain"
    )
    text = text.replace("She had 12", "There were 12").replace("No gain in function", "No gain in her function")
    found = read_one(text)
    assert (found.patient.age, found.patient.sex, found.patient.sex_from) == (44, "female", "pronoun")


def test_an_item_without_a_decision_is_kept_and_said() -> None:
    text = letters.DWC_2014.replace("Norco 10/325mg #120:  Upheld", "1. Norco 10/325mg #120:").replace(
        "Physical therapy 2 times a week", "2. Physical therapy 2 times a week"
    )
    text = text.replace(
        "The request for\nNorco 10/325mg #120 is notmedically necessary and appropriate.", "Nothing is concluded."
    )
    found = read_one(text)
    assert [(one.text, one.decision) for one in found.items] == [
        ("Norco 10/325mg #120", None),
        ("Physical therapy 2 times a week for 4 weeks, lumbar spine", Outcome.OVERTURNED),
    ]
    assert codes(found) == ["no_decision"]


def test_an_item_line_against_its_own_reasons_is_kept_and_said() -> None:
    found = read_one(letters.DWC_2014.replace("is notmedically necessary", "is medically necessary"))
    assert (found.items[0].decision, found.items[0].conclusion) == (Outcome.UPHELD, Outcome.OVERTURNED)
    assert codes(found) == ["contradictory_decision"]


def test_a_cover_letter_against_the_items_is_said() -> None:
    cover = "Independent Medical Review Final Determination Letter\nDated: 09/30/2014\nIMR Case Number: CM14-0990201\nFinal Determination: UPHOLD. This\n"
    found = read_one(cover + letters.DWC_2014)
    assert found.letter_outcome is Outcome.UPHELD
    assert codes(found) == ["contradictory_decision"]


def test_insurance_reviewer_summary() -> None:
    found = read_one(letters.CDI)
    assert (found.program, found.patient.age, found.patient.sex) == ("CA-CDI-IMR", 15, "male")
    assert [(one.text, one.decision, one.decision_explicit, one.service) for one in found.items] == [
        (
            "residential treatment provided from 4/4/15 through 6/10/15",
            Outcome.OVERTURNED,
            True,
            "residential treatment",
        )
    ]
    assert found.fields == (("panel_position", "2"),)


def test_where_the_last_sentence_is_cut_the_reasons_decide_and_it_is_marked() -> None:
    found = read_one(letters.CDI[: letters.CDI.index("The Health Insurers denial should")])
    assert [(one.decision, one.decision_explicit) for one in found.items] == [(Outcome.OVERTURNED, False)]


def test_credentials_pasted_over_the_findings_leave_the_item_undecided() -> None:
    start = letters.CDI.index("found that")
    found = read_one(
        letters.CDI[:start] + "found the review I am board certified in psychiatry and I am actively practicing.\n"
    )
    assert [(one.decision, one.rationale) for one in found.items] == [(None, None)]
    assert codes(found) == ["findings_missing", "half_a_letter"]
    assert found.reviewer.specialties == ("Psychiatry",)


def test_what_the_plan_holds_is_not_what_the_reviewer_finds() -> None:
    found = read_one(letters.CDI[: letters.CDI.index("The physician reviewer")])
    assert [(one.decision, one.rationale) for one in found.items] == [(None, None)]


def test_a_panel_of_three_decides_by_most_votes_and_the_split_is_said() -> None:
    found = read_one(letters.DMHC)
    assert (found.program, found.case_number, found.year) == ("CA-DMHC-IMR", "EI15-20341", 2015)
    assert [(one.reviewer, one.outcome) for one in found.votes] == [
        (1, Outcome.OVERTURNED),
        (2, Outcome.UPHELD),
        (3, Outcome.OVERTURNED),
    ]
    assert [(one.text, one.decision) for one in found.items] == [("proton beam therapy", Outcome.OVERTURNED)]
    assert codes(found) == ["split_panel"]


def test_a_new_york_card() -> None:
    found = read_one(letters.NEW_YORK_CARD)
    assert (found.case_number, found.year, found.published_outcome) == ("202210-154321", 2022, Outcome.PARTLY)
    assert [(one.text, one.decision, guidelines(one.reviewer_guidelines)) for one in found.items] == [
        ("arthroscopy of the knee and two nights in the hospital", Outcome.PARTLY, [("Okafor et al", None, ())])
    ]
    assert dict(found.fields)["health_plan"] == "Hudson Valley Health Plan"
    assert (found.patient.sex, found.patient.age_words) == ("male", "adult")


def test_a_new_york_page_with_labels() -> None:
    found = read_one(letters.NEW_YORK_PAGE)
    assert (found.case_number, found.published_outcome) == ("202001-125000", Outcome.UPHELD)
    assert [(one.text, one.decision) for one in found.items] == [("inpatient admission", Outcome.UPHELD)]
    assert (found.patient.sex, found.patient.sex_from, found.patient.age_words) == ("female", "label", "50-59")


def test_where_the_denial_names_no_service_the_treatment_does() -> None:
    text = "Case Number:\n201809-125001\nSummary\nDiagnosis: Pain Treatment: Admission for Acute Rehabilitation The insurer denied the "
    text += "coverage. The denial was reversed. He is a male."
    found = read_one(text)
    assert [(one.text, one.decision) for one in found.items] == [
        ("Admission for Acute Rehabilitation", Outcome.OVERTURNED)
    ]


@pytest.mark.parametrize(
    ("sentence", "decision"),
    [
        ("The denial is upheld", Outcome.UPHELD),
        ("The denial was overturned in whole.", Outcome.OVERTURNED),
        ("That denial was reversed.", Outcome.OVERTURNED),
        ("The health plan's determination is upheld.", Outcome.UPHELD),
        ("The determination is Overturned.", Outcome.OVERTURNED),
        ("The denial is: Upheld", Outcome.UPHELD),
        ("The insurer's denial must be upheld.", Outcome.UPHELD),
        ("The denial was modified.", Outcome.PARTLY),
    ],
)
def test_new_york_sentences_of_decision(sentence: str, decision: Outcome) -> None:
    text = f"Diagnosis: Pain\nTreatment: St. Mary's care\nThe insurer denied coverage for St. Mary's\nInpatient Care\n{sentence}\nThe patient is well.\n"
    assert [(one.text, one.decision, one.decision_explicit) for one in read_one(text).items] == [
        ("St. Mary's Inpatient Care", decision, True)
    ]


@pytest.mark.parametrize(
    ("order", "decision"),
    [
        ("The Respondent's final adverse determination is upheld.", Outcome.UPHELD),
        ("The Director reverses the Respondent's determination.", Outcome.OVERTURNED),
        ("The Respondent is not required to cover the device.", Outcome.UPHELD),
        ("The final adverse determination is reversed in part.", Outcome.PARTLY),
    ],
)
def test_michigan_orders(order: str, decision: Outcome) -> None:
    text = letters.MICHIGAN[: letters.MICHIGAN.index("The Respondent's final adverse determination of")] + order + "\n"
    assert [one.decision for one in read_one(text).items] == [decision]


def test_a_michigan_order_is_decided_by_the_order_not_by_the_analysis() -> None:
    found = read_one(letters.MICHIGAN)
    assert (found.program, found.case_number, found.dates.determination) == ("MI-PRIRA", "148635-001", date(2015, 8, 5))
    assert (found.dates.application, found.dates.assignment) == (date(2015, 6, 30), date(2015, 7, 8))
    assert [(one.text, one.decision) for one in found.items] == [("pneumatic compression device", Outcome.OVERTURNED)]
    assert (found.reviewer.specialties, found.patient.age, found.patient.sex) == (("Vascular Surgery",), 47, "female")


def test_an_unreadable_date_is_said_and_left_out() -> None:
    found = read_one(letters.MICHIGAN.replace("this 5th day", "this &* day"))
    assert (found.dates.determination, found.year) == (None, 2015)
    assert codes(found) == ["unreadable_date"]


def test_a_texas_iro_letter_goes_by_the_ticked_box() -> None:
    found = read_one(letters.TEXAS_IRO)
    assert (found.program, found.case_number, found.dates.determination) == ("TX-DWC-IRO", "41822", date(2012, 3, 14))
    assert [(one.text, one.decision, one.decision_explicit) for one in found.items] == [
        ("Outpatient lumbar epidural steroid injection at L5-S1", Outcome.UPHELD, True)
    ]
    assert found.documents_reviewed == ("Request for IRO dated 02/20/2012", "Office notes 11/2011 through 01/2012")
    assert found.reviewer.specialties == ("Anesthesiology", "Pain Medicine")


def test_where_the_tick_is_lost_the_reasons_decide() -> None:
    found = read_one(letters.TEXAS_IRO.replace("[X]", "").replace("[ ]", ""))
    assert [(one.decision, one.decision_explicit) for one in found.items] == [(Outcome.UPHELD, False)]


def test_a_texas_hearing_can_set_the_iro_aside() -> None:
    found = read_one(letters.TEXAS_HEARING)
    assert (found.program, found.case_number, found.dates.determination) == (
        "TX-DWC-Hearing",
        "12077",
        date(2012, 5, 2),
    )
    assert [(one.text, one.decision) for one in found.items] == [("functional capacity evaluation", Outcome.OVERTURNED)]
    assert found.reviewer.specialties == ("Physical Medicine and Rehabilitation",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (letters.DWC_2014, "California workers' compensation"),
        (letters.DWC_2013, "California workers' compensation"),
        (letters.TEXAS_IRO, "Texas workers' compensation"),
        (letters.TEXAS_HEARING, "Texas workers' compensation"),
        (letters.MICHIGAN, "Michigan"),
        (letters.NEW_YORK_CARD, "New York"),
        (letters.NEW_YORK_PAGE, "New York"),
        (letters.CDI, "California Department of Insurance"),
        (letters.DMHC, "California Department of Managed Health Care"),
    ],
)
def test_each_letter_is_known_by_its_publisher_first(text: str, name: str) -> None:
    assert next(one.name for one in PUBLISHERS if one.recognizes(text)) == name
