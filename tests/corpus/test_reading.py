"""Files that hold no letter, half a letter, two letters; records in every format and back."""

from __future__ import annotations

import csv
import io
import json

import pytest

from openimr.case import Page, PageSource
from openimr.corpus import Defect, Outcome, read, record_of
from openimr.corpus.dmhc_table import is_table, read_table
from openimr.corpus.fhir import bundle_of
from openimr.corpus.flat import heading_row, rows_of
from openimr.corpus.record_reading import parse_record

from . import letters
from .letters import pages_of, read_one


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_text"),
        (" \n\f\n", "no_text"),
        ("Minutes of the garden club. The hedge was discussed.\n", "not_a_letter"),
    ],
)
def test_no_letter_is_said_plainly(text: str, code: str) -> None:
    found = read("minutes.txt", pages_of(text, "minutes.txt"))
    assert (found.determinations, [one.code for one in found.problems]) == ((), [code])


def test_an_unreadable_page_is_said_and_the_rest_is_read() -> None:
    pages = (*pages_of(letters.CDI), Page(file="letter.txt", number=2, text="", source=PageSource.NONE, confidence=0.0))
    found = read("letter.txt", pages)
    assert [one.code for one in found.problems] == ["unreadable_page"]
    assert [one.case_number for one in found.determinations] == [None]


def test_half_a_letter_is_read_as_far_as_it_goes() -> None:
    found = read_one(letters.DWC_2014[: letters.DWC_2014.index("IMR ISSUES")])
    assert (found.case_number, found.items, found.truncated) == ("CM14-0990201", (), True)
    assert [(one.code, one.says) for one in found.problems] == [
        ("half_a_letter", "The text holds only a part of the letter; missing: the items and their decisions.")
    ]


def test_the_second_half_of_a_letter_keeps_its_items() -> None:
    found = read_one(letters.DWC_2014[letters.DWC_2014.index("IMR ISSUES") :])
    assert [one.decision for one in found.items] == [Outcome.UPHELD, Outcome.OVERTURNED]
    assert found.case_number == "CM14-0990201"


def test_two_letters_in_one_file_are_two_records() -> None:
    other = letters.DWC_2014.replace("CM14-0990201", "CM14-0990777").replace("#120", "#60")
    found = read("letter.txt", pages_of(letters.DWC_2014 + other))
    assert [(one.nth, one.case_number, one.items[0].quantity) for one in found.determinations] == [
        (1, "CM14-0990201", 120),
        (2, "CM14-0990777", 60),
    ]
    assert [len(one.items) for one in found.determinations] == [2, 2]
    assert [[p.code for p in one.problems] for one in found.determinations] == [["several_letters"]] * 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (letters.NEW_YORK_CARD, letters.NEW_YORK_CARD.replace("202210-154321", "202210-154999")),
        (letters.MICHIGAN, letters.MICHIGAN.replace("148635", "148999")),
        (letters.TEXAS_IRO, letters.TEXAS_IRO.replace("41822", "41999")),
        (letters.CDI, letters.CDI.replace("Summary Reviewer 2", "Summary Reviewer 1")),
    ],
)
def test_two_letters_of_every_publisher(first: str, second: str) -> None:
    found = read("letter.txt", pages_of(first + "\n" + second))
    assert [len(one.items) for one in found.determinations] == [1, 1]


def test_two_case_numbers_in_one_letter_are_said() -> None:
    text = letters.DWC_2014.replace("IMR Case Number CM14-0990201", "IMR Case Number CM14-0990222")
    found = read_one(text)
    assert (found.case_number, [one.code for one in found.problems]) == ("CM14-0990201", ["two_case_numbers"])


ALL = (
    letters.DWC_2014,
    letters.DWC_2013,
    letters.DMHC,
    letters.CDI,
    letters.NEW_YORK_CARD,
    letters.MICHIGAN,
    letters.TEXAS_IRO,
    letters.TEXAS_HEARING,
)


@pytest.mark.parametrize("text", ALL)
def test_a_record_comes_back_as_it_was(text: str) -> None:
    line = record_of(read_one(text), (Defect(code="SIDE_MISMATCH", says="left, right", item=1, quotes=("left",)),))
    found, defects = parse_record(line)
    assert record_of(found, defects) == line


def test_the_record_has_the_published_keys() -> None:
    row = json.loads(record_of(read_one(letters.DWC_2014)))
    assert list(row)[:9] == [
        "file", "nth", "program", "format_variant", "case_number", "dates", "year", "reviewer", "patient",
    ]  # fmt: skip
    assert row["items"][0]["claims_admin_guidelines"][0]["pages"] == ["78-80"]
    assert row["dates"]["determination"] == "2014-09-30"
    assert row["defects"] == []


def test_one_row_an_item() -> None:
    rows = list(csv.DictReader(io.StringIO(heading_row() + rows_of(read_one(letters.DWC_2014)))))
    assert [(row["item"], row["quantity"], row["decision"], row["reviewer_guidelines"]) for row in rows] == [
        (
            "1",
            "120",
            "Upheld",
            "MTUS Chronic Pain Treatment Guidelines p. 78, 91; Official Disability Guidelines (ODG) Pain (Chronic), Opioids",
        ),
        ("2", "8", "Overturned", "MTUS Chronic Pain Treatment Guidelines Physical Medicine p. 98-99"),
    ]


def test_a_fhir_bundle_holds_a_service_and_an_answer_for_each_item() -> None:
    bundle = json.loads(bundle_of(read_one(letters.DWC_2014)))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Patient", "PractitionerRole", "ServiceRequest", "ServiceRequest", "ClaimResponse"]
    answer = bundle["entry"][-1]["resource"]
    outcomes = [item["adjudication"][0]["reason"]["coding"][0]["code"] for item in answer["item"]]
    assert (answer["created"], answer["outcome"], outcomes) == ("2014-09-30", "complete", ["upheld", "overturned"])
    ids = {f"{entry['resource']['resourceType']}/{entry['resource']['id']}" for entry in bundle["entry"]}
    assert {
        answer["patient"]["reference"],
        *(item["extension"][0]["valueReference"]["reference"] for item in answer["item"]),
    } <= ids


OLD = (
    "ReferenceID,ReportYear,DiagnosisCategory,DiagnosisSubCategory,TreatmentCategory,TreatmentSubCategory,Determination,Type,AgeRange,PatientGender\n"
    "MN13-90001,2013,Orthopedic/ Musculoskeletal,Back Pain,Diagnostic Imaging; Screening and Testing,MRI,Upheld Decision of Health Plan,Medical Necessity,31-40,Female\n"
    "EI14-90002,2014,,,,,Overturned Decision of Health Plan,Medical Necessity,,\n"
)
NEW = (
    "ReferenceID;ReportYear;DiagnosisCategory;DiagnosisSubCategory;TreatmentCategory;TreatmentSubCategory;Determination;Type;AgeRange;"
    "PatientGender;IMRType;DaysToReview;DaysToAdopt;Findings\n"
    "MN19-90003;2019;Orth/Musculoskeletal;Back Pain;Diag Imag & Screen;MRI;Overturned Decision of Health Plan;Medical Necessity;31 to 40;Male;"
    'Standard;12;3;"An enrollee has requested\n'
    "an MRI of the lumbar spine. The physician reviewer found that it is needed. The Health Plan's denial should be overturned.\"\n"
    "MN19-90003;2019;Moon Sickness;X;DME;Wheelchair;Upheld Decision of Health Plan;Medical Necessity;51 to 64;Other;Expedited;1;1;\n"
)


def test_every_row_of_a_table_is_a_record() -> None:
    rows = list(read_table("t.csv", OLD.splitlines(keepends=True)))
    assert [
        (one.case_number, one.year, one.published_outcome, one.patient.sex, one.patient.age_words) for one in rows
    ] == [
        ("MN13-90001", 2013, Outcome.UPHELD, "female", "31-40"),
        ("EI14-90002", 2014, Outcome.OVERTURNED, None, None),
    ]
    assert [(one.items[0].text, one.items[0].decision, one.items[0].service) for one in rows] == [
        ("MRI", Outcome.UPHELD, "other"),
        ("", Outcome.OVERTURNED, None),
    ]
    assert [[p.code for p in one.problems] for one in rows] == [[], ["type_differs", "no_request"]]


def test_both_vocabularies_map_to_one_and_a_new_word_is_reported_not_called_other() -> None:
    rows = list(read_table("t.csv", NEW.splitlines(keepends=True)))
    mapped = [{one.field: one.mapped for one in row.categories} for row in rows]
    assert mapped[0] == {
        "diagnosis_category": "Orthopedic/ Musculoskeletal",
        "treatment_category": "Diagnostic Imaging, Screening and Testing",
        "type": "Medical Necessity",
        "imr_type": "Standard",
        "age_range": "31-40",
        "sex": "male",
        "determination": "Overturned",
    }
    assert (rows[0].items[0].text, rows[0].items[0].service) == ("an MRI of the lumbar spine", "MRI lumbar")
    assert mapped[1]["diagnosis_category"] is None
    assert [p.code for p in rows[1].problems] == ["unknown_word", "repeated_reference"]
    assert "Moon Sickness" in rows[1].problems[0].says


def test_a_table_is_known_by_its_head() -> None:
    assert (is_table(OLD), is_table(NEW), is_table("a,b,c\n1,2,3\n")) == (True, True, False)
