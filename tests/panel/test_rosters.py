"""Rosters: all of it or nothing, each fault with its row and what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from openimr.panel import Board, License, Tie, TieKind, is_qualified, load, qualify
from openimr.panel.fhir import EXTENSION, load_bundle
from openimr.panel.identifiers import is_npi, is_taxonomy, specialty_of
from openimr.panel.writing import write_roster

HEAD = (
    "id,name,degree,licenses,boards,years_in_practice,hours_a_week,disciplined,qme,ties,addresses,load,capacity,"
    "verified_on,npi,taxonomies\n"
)
GOOD = (
    "A1,Lena Okoye,MD,CA:2020-12-31:#A1:verified 2014-01-05,Neurology:2020-12-31,12,30,no,no,ownership:12%=Acme Devices,"
    "12 Elm Road,1,9,2014-01-05,1234567893,2084N0400X\n"
)
OTHER = "B2,Ivo Brandt,DC,TX:2020-12-31,,7,24,no,no,,,0,5,2014-01-05,,111N00000X\n"
ON = date(2014, 6, 1)


def test_a_good_roster_reads_and_writes_back_the_same() -> None:
    reviewers, problems = load(HEAD + GOOD + OTHER, on=ON)
    assert problems == ()
    assert reviewers[0].licenses == (
        License(state="CA", expires=date(2020, 12, 31), number="A1", verified_on=date(2014, 1, 5)),
    )
    assert reviewers[0].ties == (Tie(name="Acme Devices", kind=TieKind.OWNERSHIP, percent=12.0),)
    assert load(write_roster(reviewers)) == (reviewers, ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("CA:2020-12-31:#A1:verified 2014-01-05", "", "it names no license; add one as STATE:last day, e.g. CA:2031-12-31"),
        ("CA:2020-12-31", "ZZ:2020-12-31", "there is no state 'ZZ'; use the postal code, e.g. CA"),
        ("CA:2020-12-31", "CA:2020-02-30", "'2020-02-30' is no day of the calendar; write it as 2031-12-31"),
        ("CA:2020-12-31", "CA:0202-12-31", "'0202-12-31' cannot be a date of a credential"),
        ("CA:2020-12-31:#A1", "CA:2020-12-31:lapsed", "'lapsed' is no note on a license; use restricted, #number or verified YYYY-MM-DD"),
        ("Neurology:2020-12-31", "Neurology:31.12.2020", "'31.12.2020' is no day of the calendar; write it as 2031-12-31"),
        (",12,30,", ",-3,30,", "years in practice cannot be '-3'"),
        (",12,30,", ",12,400,", "hours a week cannot be '400'"),
        (",no,no,", ",perhaps,no,", "disciplined: 'perhaps' is neither yes nor no"),
        ("1234567893", "1234567890", "'1234567890' is no National Provider Identifier: its check digit or its form is wrong"),
        ("2084N0400X", "2084N04", "'2084N04' is no NUCC taxonomy code"),
        ("ownership:12%", "friendship", "'friendship' is no kind of tie; use one of unstated, familial, ownership, financial, employment, "
         "partnership, officer, contractor, network, patient, development, staff privileges, review contract"),
        ("Lena Okoye", "", "it has no name"),
        (",1,9,", ",one,9,", "load cannot be 'one'"),
    ],
)  # fmt: skip
def test_one_wrong_row_refuses_all_and_is_named(old: str, new: str, says: str) -> None:
    assert GOOD.count(old) == 1
    reviewers, problems = load(HEAD + OTHER + GOOD.replace(old, new))
    assert reviewers == ()
    assert [(one.where, one.says) for one in problems] == [("roster, row 3", f"This row cannot be used: {says}.")]
    assert problems[0].fix == "Nothing was imported: correct the row and import the roster again."


def test_all_faults_are_told_at_once() -> None:
    bad = GOOD.replace("CA:2020-12-31", "ZZ:2020-12-31").replace(",12,30,", ",900,30,")
    assert [one.where for one in load(HEAD + bad + OTHER.replace("TX", "T"))[1]] == ["roster, row 2"] * 2 + [
        "roster, row 3"
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (
            GOOD.replace("Lena Okoye", "Ivo Brand").replace("1234567893", "").replace("#A1", "#A2"),
            "both have the id A1",
        ),
        (GOOD.replace("A1,Lena Okoye", "A9,Someone Else").replace("#A1", "#A2"), "both have the NPI 1234567893"),
        (GOOD.replace("A1,Lena Okoye", "A9,Someone Else").replace("1234567893", ""), "both have the CA license A1"),
        (
            GOOD.replace("A1,Lena Okoye", "A9,OKOYE L.").replace("1234567893", "").replace("#A1", "#A2"),
            "their names agree",
        ),
    ],
)
def test_two_rows_for_one_person(row: str, why: str) -> None:
    reviewers, problems = load(HEAD + GOOD + row)
    assert (reviewers, [one.where for one in problems]) == ((), ["roster, row 3 and row 2"])
    assert problems[0].says.endswith(f"seem to be one person: {why}.")


def test_a_name_one_letter_off_at_another_address_is_another_person() -> None:
    other = GOOD.replace("A1,Lena Okoye", "A9,Lena Okoje").replace("1234567893", "").replace("#A1", "#A2")
    assert load(HEAD + GOOD + other)[0] == ()
    assert len(load(HEAD + GOOD + other.replace("12 Elm Road", "90 Oak Road"))[0]) == 2


def test_two_npis_tell_namesakes_apart() -> None:
    row = GOOD.replace("A1,", "A9,").replace("1234567893", "1245319599").replace("#A1", "#A2")
    assert (len(load(HEAD + GOOD + row)[0]), load(HEAD + GOOD + row)[1]) == (2, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "roster_columns"),
        (HEAD, "roster_empty"),
        (HEAD.replace("licenses,", ""), "roster_columns"),
        (HEAD.replace("npi", "npl") + GOOD, "roster_columns"),
        (HEAD + GOOD.replace(",1,9,", ",1,9,9,"), "roster_row"),
        (HEAD + '"' + GOOD, "roster_format"),
    ],
)
def test_what_is_no_roster_at_all(text: str, code: str) -> None:
    reviewers, problems = load(text)
    assert (reviewers, {one.code for one in problems}) == ((), {code})


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        (
            "Neurology:2020-12-31",
            "Neurology:2014-05-31",
            "roster_lapsed",
            "A1: the certificate in Neurology expired on 2014-05-31.",
        ),
        ("CA:2020-12-31", "CA:2014-05-31", "roster_lapsed", "A1: the CA license expired on 2014-05-31."),
        ("Neurology:2020-12-31", "", "roster_no_board", "A1: an MD without a board certificate."),
        (",no,no,", ",,no,", "roster_unattested", "A1: no statement about discipline or a QME appointment."),
    ],
)
def test_a_lapse_is_told_and_bars_but_does_not_refuse_the_roster(old: str, new: str, code: str, says: str) -> None:
    reviewers, problems = load(HEAD + GOOD.replace(old, new) + OTHER, on=ON)
    assert [(one.code, one.says, one.where) for one in problems] == [(code, says, "roster, row 2")]
    assert [is_qualified(one, on=ON) for one in reviewers] == [False, True]


def test_a_taxonomy_code_without_a_name_is_told() -> None:
    reviewers, problems = load(HEAD + OTHER.replace("111N00000X", "999900000X"), on=ON)
    assert (len(reviewers), [one.code for one in problems]) == (1, ["roster_taxonomy_unknown"])


def test_checks_with_the_source_grow_old_and_cannot_lie_ahead() -> None:
    reviewers, problems = load(HEAD + OTHER, on=date(2018, 6, 1))
    assert (len(reviewers), [one.code for one in problems]) == (1, ["roster_unverified"])
    assert [one.code for one in load(HEAD + OTHER, on=date(2013, 6, 1))[1]] == ["roster_verified_ahead"]


def test_every_requirement_is_answered_with_its_reason() -> None:
    reviewer = load(HEAD + GOOD)[0][0]
    answers = [(one.id, one.holds, one.says) for one in qualify(reviewer, on=ON, specialties=("Psychology",))]
    assert answers == [
        ("RQ1", True, "MD licensed in CA"),
        ("RQ2", False, "no practice in Psychology"),
        ("RQ3", True, "non-restricted license"),
        ("RQ4", True, "certified in Neurology"),
        ("RQ5", True, "no discipline or sanction on record"),
        ("RQ6", True, "holds no QME appointment"),
    ]
    odd = replace(
        reviewer, degree="NP", boards=(Board(specialty="Neurology", expires=date(2012, 1, 1)),), disciplined=None
    )
    assert [one.id for one in qualify(odd, on=ON) if not one.holds] == ["RQ1", "RQ5"]


def test_identifiers() -> None:
    good = [text for text in ("1234567893", "1245319599", "1234567894", "3234567893", "123456789", "") if is_npi(text)]
    assert good == ["1234567893", "1245319599"]
    assert [is_taxonomy("208100000X"), is_taxonomy("20810000X"), specialty_of("2081P2900X"), specialty_of("999900000X")] == [
        True, False, "Pain Medicine", None,
    ]  # fmt: skip


# ---- FHIR


def bundle() -> dict[str, object]:
    cells = {
        "years_in_practice": "12",
        "hours_a_week": "30",
        "disciplined": "no",
        "qme": "no",
        "capacity": "9",
        "load": "1",
    }
    person = {
        "resourceType": "Practitioner",
        "id": "A1",
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}],
        "name": [
            {"use": "maiden", "family": "Garza", "given": ["Lena"]},
            {"use": "official", "family": "Okoye", "given": ["Lena", "M."]},
        ],
        "address": [{"line": ["12 Elm Road", "Suite 4"], "city": "Fresno", "state": "CA", "postalCode": "93701"}],
        "qualification": [
            {"code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0360", "code": "MD"}]}},
            {
                "code": {"text": "Physician and Surgeon"},
                "identifier": [{"value": "A1"}],
                "period": {"end": "2020-12-31"},
                "issuer": {"display": "Medical Board of California"},
                "extension": [{"url": "urn:openimr:verified", "valueDate": "2014-01-05"}],
            },
            {
                "code": {"text": "Board certified in Neurology"},
                "period": {"end": "2020-12-31"},
                "issuer": {"display": "American Board of Psychiatry and Neurology"},
            },
        ],
        "extension": [
            {"url": EXTENSION, "extension": [{"url": name, "valueString": value} for name, value in cells.items()]}
        ],
    }
    role = {
        "resourceType": "PractitionerRole",
        "practitioner": {"reference": "Practitioner/A1"},
        "organization": {"display": "Bay Nerve Group"},
        "specialty": [{"coding": [{"system": "http://nucc.org/provider-taxonomy", "code": "2084N0400X"}]}],
    }
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": person}, {"resource": role}]}


def test_a_bundle_of_practitioners() -> None:
    reviewers, problems = load_bundle(json.dumps(bundle()))
    (one,) = reviewers
    assert problems == ()
    assert (one.id, one.name, one.other_names, one.degree, one.npi) == (
        "A1",
        "Lena M. Okoye",
        ("Lena Garza",),
        "MD",
        "1234567893",
    )
    assert one.licenses == (License(state="CA", expires=date(2020, 12, 31), number="A1", verified_on=date(2014, 1, 5)),)
    assert one.boards == (Board(specialty="Neurology", expires=date(2020, 12, 31)),)
    assert (one.taxonomies, one.ties) == (("2084N0400X",), (Tie(name="Bay Nerve Group", kind=TieKind.EMPLOYMENT),))
    assert (one.addresses, one.years, one.disciplined, one.capacity) == (
        ("12 Elm Road, Suite 4, Fresno, CA 93701",),
        12.0,
        False,
        9,
    )
    assert is_qualified(one, on=ON)
    assert load(write_roster(reviewers)) == (reviewers, ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("1234567893", "1234567899", "'1234567899' is no National Provider Identifier: its check digit or its form is wrong"),
        ("2084N0400X", "Neuro", "'Neuro' is no NUCC taxonomy code"),
        ("Medical Board of California", "American Board of X", "it names no license; add a qualification with the state's board as issuer"),
        ('"code": "MD"', '"code": "XX"', "a qualification is no degree, no license of a state, and names no specialty"),
        ('"years_in_practice"', '"years"', "the extension 'years' is unknown"),
        ('"2014-01-05"', '"2014-13-05"', "'2014-13-05' is no day of the calendar; write it as 2031-12-31"),
    ],
)  # fmt: skip
def test_a_fault_in_a_bundle_refuses_it(old: str, new: str, says: str) -> None:
    text = json.dumps(bundle())
    assert text.count(old) == 1
    reviewers, problems = load_bundle(text.replace(old, new))
    assert (reviewers, problems[0].where, problems[0].says) == (
        (),
        "roster, entry 1",
        f"This row cannot be used: {says}.",
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resourceType": "Patient"}', '{"resourceType": "Bundle"}'])
def test_what_is_no_bundle(text: str) -> None:
    assert (load_bundle(text)[0], len(load_bundle(text)[1])) == ((), 1)


def test_a_role_of_nobody_refuses_the_bundle() -> None:
    reviewers, problems = load_bundle(json.dumps(bundle()).replace("Practitioner/A1", "Practitioner/A2"))
    assert (reviewers, [one.code for one in problems]) == ((), ["roster_role"])


def test_the_bundled_roster_has_two_lapses() -> None:
    text = resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8")
    reviewers, problems = load(text, on=date(2014, 2, 1))
    assert (len(reviewers), [one.where for one in problems]) == (60, ["roster, row 6", "roster, row 30"])
