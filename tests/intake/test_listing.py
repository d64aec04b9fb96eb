"""The list of disputed treatment, however the form or another paper gives it."""

from __future__ import annotations

import pytest

from openimr import intake, program
from openimr.case import DocumentKind

from .papers import DECISION, FORM, decision, folder, form, paper

PACK = program.load("ca-dwc")
HEADING = "List each specific requested medical service, good or item that was denied or modified:\n"
ENTRY = "1. Physical therapy, lumbar spine, 2 x 6\n2. ____________\n"


def requests(text: str, *others: str) -> list[str]:
    papers = [form(text), *(decision(other) for other in others)]
    documents, pages = folder(*papers)
    return [item.request for item in intake.read_dispute(documents, pages, program=PACK).items]


def with_list(listed: str, heading: str = "") -> str:
    return FORM.replace(HEADING + ENTRY, heading + listed)


TWO = ["MRI lumbar spine", "Acupuncture 6 visits"]
LAYOUTS = [
    ("no heading", "1. MRI lumbar spine\n2. Acupuncture 6 visits\n"),
    ("brackets", "(1) MRI lumbar spine\n(2) Acupuncture 6 visits\n"),
    ("one bracket", "1) MRI lumbar spine\n2) Acupuncture 6 visits\n"),
    ("letters", "a. MRI lumbar spine\nb. Acupuncture 6 visits\n"),
    ("one word above", "DISPUTED\n  1. MRI lumbar spine\n  2. Acupuncture 6 visits\n"),
    ("label and joined", "Treatment in dispute: MRI lumbar spine and Acupuncture 6 visits\n"),
    ("label and semicolon", "Services requested: MRI lumbar spine; Acupuncture 6 visits\n"),
    ("label and lines below", "Disputed services:\nMRI lumbar spine\nAcupuncture 6 visits\n"),
    ("bullets", "Services denied:\n- MRI lumbar spine\n- Acupuncture 6 visits\n"),
    ("twice in other words", "1. MRI lumbar spine\n2. Acupuncture 6 visits\n3. Acupuncture, six sessions\n"),
]


@pytest.mark.parametrize("listed", [row[1] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_layouts_of_the_list(listed: str) -> None:
    assert requests(with_list(listed)) == TWO


DECISIONS = [
    (
        "table",
        "Treatment Decision\nMRI lumbar spine Denied\nAcupuncture 6 visits Modified\nIbuprofen 800 mg #60 Approved\n",
    ),
    ("outcome first", "DENIED: MRI lumbar spine\nMODIFIED: Acupuncture 6 visits\nAPPROVED: Ibuprofen 800 mg #60\n"),
    ("leaders", "1  MRI lumbar spine ........ NOT APPROVED\n2  Acupuncture 6 visits ...... NOT APPROVED\n"),
    (
        "questions",
        "Is the request for MRI lumbar spine medically necessary?\nNON-CERTIFIED\n"
        "Is the request for Acupuncture 6 visits medically necessary?\nNON-CERTIFIED\n",
    ),
]


@pytest.mark.parametrize("listed", [row[1] for row in DECISIONS], ids=[row[0] for row in DECISIONS])
@pytest.mark.parametrize("own", ["", "1. see attached UR decision\n"], ids=["nothing", "see attached"])
def test_the_decision_lists_what_the_form_does_not(listed: str, own: str) -> None:
    told = DECISION.replace("Requested: Physical therapy, lumbar spine, 2 x 6\nDetermination: DENIED\n", listed)
    assert requests(with_list(own, HEADING), told) == TWO


def test_the_request_serves_where_the_decision_lists_nothing() -> None:
    rfa = (
        "DWC FORM RFA\nDiagnosis ICD Service/Good Requested CPT Quantity\n"
        "Low back pain 724.2 MRI lumbar spine 72148\nLow back pain 724.2 Acupuncture 6 visits\nSigned: O. Brandt, MD\n"
    )
    told = DECISION.replace("Requested: Physical therapy, lumbar spine, 2 x 6\nDetermination: DENIED\n", "")
    documents, pages = folder(form(with_list("", "")), decision(told), paper(rfa, DocumentKind.RFA, file="rfa.pdf"))
    case = intake.read_dispute(documents, pages, program=PACK)
    assert [(item.request, item.spans[0].file) for item in case.items] == [(text, "rfa.pdf") for text in TWO]
    assert any(
        "Are all of them in dispute?" in one for one in intake.screen(case, documents, pages, program=PACK).questions
    )


def test_instructions_and_sections_are_no_list() -> None:
    text = with_list("", "").replace(
        "DWC Form IMR\n", "DWC Form IMR\n1. Sign this form.\n2. Mail it with the decision.\n"
    )
    assert requests(text) == []
