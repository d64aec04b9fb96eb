"""What is taken out of a text, and what stays."""

from __future__ import annotations

import pytest

from openimr.letter.redaction import Finder, Kind, Known, load_profile, remove

PARTIES = (
    Known(kind=Kind.PERSON, text="Ottoline Barrowclough-Pym", role="employee"),
    Known(kind=Kind.PERSON, text="Howard Beck", role="attorney"),
    Known(kind=Kind.REVIEWER, text="Lucasta T. Wrenfield, MD", role="reviewer"),
    Known(kind=Kind.FIRM, text="Marlpit Claims Alliance, Inc.", role="employer"),
    Known(kind=Kind.CLAIM_NUMBER, text="ZQ-2011-04-55671", role="claim"),
    Known(kind=Kind.BIRTH, text="1961-03-09", role="employee"),
)
LISTED = [
    ("Ms. Barrowclough's knee", "Ms. [name]'s knee"),
    ("BARROWCLOUGH-PYM, OTTOLINE was seen", "[name] was seen"),
    ("O. Barrowclough has pain", "[name] has pain"),
    ("Ms. Barr0wclough has pain", "Ms. [name] has pain"),
    ("Ms. Barrow-\nclough has pain", "Ms. [name] has pain"),
    ("Ottoline\nPym has pain", "[name] has pain"),
    ("reviewed by L.T.W. today", "reviewed by [reviewer] today"),
    ("signed, Lucasta Wrenfield", "signed, [reviewer]"),
    ("Marlpit denied it", "[organization] denied it"),
    ("claim ZQ 2011 04 5567l", "claim [number]"),
    ("born on March 9, 1961", "born on [birth date]"),
    ("Dr. Beck found a Beck Depression Inventory of 20", "Dr. [name] found a Beck Depression Inventory of 20"),
]
TOLD = [
    ("Seen by Ignatius Vellacott, DO today.", "Seen by [name], DO today."),
    ("Dr. Vellacott agrees. Later Vellacott left.", "Dr. [name] agrees. Later [name] left."),
    ("Dr. Brown agrees.", "Dr. [name] agrees."),
    ("SSN: 219-09-4417", "SSN: [number]"),
    ("Tel. (415) 555-0177", "Tel. [phone]"),
    ("write to a.b@clinic.com", "write to [e-mail]"),
    ("MRN: 00449123", "MRN: [number]"),
    ("NPI 1234567893", "NPI [number]"),
    ("at 18 Alder Creek Road, Suite 4, Yreka, CA 96097.", "at [address]."),
]
STAYS = (
    "Phalen's test, Spurling's maneuver and Lasegue sign were positive; Tinel was negative.",
    "Oswestry 46 percent; Beck Depression Inventory 22; Parkinson's disease in the family.",
    "ACOEM, the MTUS Chronic Pain Medical Treatment Guidelines and ODG were cited.",
    "Norco 10/325 mg, Lyrica 75 mg and Lidoderm patches for Lumbar Radiculopathy at L4-5.",
    "IMR case CM14-0123456, decided on 03/04/2015; licensed to practice in California.",
    "Date of injury: 11/03/2009. Pain was 8/10.",
)


@pytest.mark.parametrize(("text", "left"), LISTED)
def test_listed_in_every_spelling(text: str, left: str) -> None:
    finder = Finder(PARTIES, load_profile("ca-dwc"))
    assert remove(text, finder.find(text)) == left


@pytest.mark.parametrize(("text", "left"), TOLD)
def test_told_by_the_text_alone(text: str, left: str) -> None:
    finder = Finder((), load_profile("ca-dwc"))
    assert remove(text, finder.find(text)) == left


@pytest.mark.parametrize("text", STAYS)
def test_clinical_words_stay(text: str) -> None:
    assert remove(text, Finder(PARTIES, load_profile("ca-dwc")).find(text)) == text


def test_safe_harbor_leaves_years() -> None:
    text = "On 03/04/2015 a 92-year-old was seen; pain 8/10."
    assert (
        remove(text, Finder((), load_profile("safe-harbor")).find(text))
        == "On 2015 a 90 or more-year-old was seen; pain 8/10."
    )


def test_what_was_redacted_has_nothing_left() -> None:
    finder = Finder(PARTIES, load_profile("safe-harbor"))
    text = "\n".join(given for given, _ in (*LISTED, *TOLD))
    assert finder.find(remove(text, finder.find(text))) == ()
