"""Notices: who gets one, what each says, in both languages, and what no e-mail may say."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image
from tests.workflow.stories import CASE, LAW, RECEIVED, TO_REMANDED, tell

from openimr.engines.typesetting import typeset_notice
from openimr.letter.notices import (
    Addressee,
    CoverMark,
    Ground,
    Matter,
    Notice,
    NoticeItem,
    matter_of,
    read_payload,
    write_notice_html,
    write_notice_text,
    write_notices,
)
from openimr.program import load
from openimr.program.notice_loading import load_notices
from openimr.workflow import CaseFact, rebuild
from openimr.workflow.fact import Value

PACK, NOTICES = load("ca-dwc"), load_notices("ca-dwc")
WORKER = Addressee(
    role="EMPLOYEE", name="Pat Example", address=("12 Sample Street", "Fresno, CA 93701"), email="p@example.org"
)
PARTIES = (
    WORKER,
    Addressee(role="ATTORNEY", name="Robin Counsel", address=("1 Court Way",), email="r@example.org"),
    Addressee(role="CA", name="Example Claims", address=("PO Box 1",), email="c@example.org", delivery="electronic"),
    Addressee(role="REQ_PHYS", name="Alex Doc, MD", address=("5 Clinic Road",), email="d@example.org"),
    Addressee(role="AD", name="Administrative Director", address=("PO Box 2",), email="a@example.org"),
)
FACTS: dict[str, Value] = {
    "employee": "Pat Example",
    "date_of_injury": date(2014, 1, 2),
    "claim_number": "12-000-34",
    "employer": "Example Bakery",
    "claims_administrator": "Example Claims",
    "requesting_physician": "Alex Doc, MD",
    "ur_decision_date": date(2015, 5, 26),
    "received_on": date(2015, 6, 20),
    "priority": "regular",
    "questions": ("Was the form given with the decision?",),
    "reasons": ("late",),
    "notice_on": date(2015, 6, 29),
    "question": "Is there a report of the MRI?",
    "asked": "REQ_PHYS",
    "wrong_fact": "The determination says that no earlier care is documented.",
    "authorized_in_writing": True,
}
LATE = Ground(
    name="late", computation=("Served by mail on May 11, 2015",), last_day=date(2015, 6, 15), came_on=date(2015, 6, 20)
)
CODES = [template.code for template in NOTICES.templates]


def matter(language: str = "en", **facts: Value) -> Matter:
    return Matter(
        case_number="CM15-0001234",
        sent_on=date(2015, 6, 29),
        parties=(replace(WORKER, language=language), *PARTIES[1:]),
        items=(
            NoticeItem(n=1, text="Physical therapy, 12 visits", status="OVERTURNED"),
            NoticeItem(n=2, text="MRI, lumbar spine", status="UPHELD"),
        ),
        facts=tuple(CaseFact(name=name, value=value) for name, value in {**FACTS, **facts}.items()),
        grounds=(LATE,),
    )


@cache
def copies(code: str, language: str = "en") -> tuple[Notice, ...]:
    written = write_notices(PACK, NOTICES, code, matter(language))
    assert written.problems == ()
    return written.notices


def to(code: str, role: str, language: str = "en") -> Notice:
    return next(one for one in copies(code, language) if one.role == role)


def text(notice: Notice) -> str:
    return " ".join(write_notice_text(notice).split())


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        ("acknowledgement", ["EMPLOYEE", "ATTORNEY", "CA", "REQ_PHYS"]),
        ("assignment", ["EMPLOYEE", "ATTORNEY", "CA", "REQ_PHYS"]),
        ("records_overdue", ["CA", "AD", "EMPLOYEE", "ATTORNEY"]),
        ("determination_cover", ["EMPLOYEE", "ATTORNEY", "CA", "REQ_PHYS", "AD"]),
    ],
)
def test_addressees_by_rule(code: str, roles: list[str]) -> None:
    assert [one.role for one in copies(code)] == roles


# Each notice of the process, with what it must say to one party and the law it says it by.
EXAMPLES = [
    ("acknowledgement", "EMPLOYEE", "We received the application for independent medical review described above on June 20, 2015."),
    ("acknowledgement", "CA", "tell us within five days (Labor Code 4610.5(g))"),
    ("information_request", "CA", "Your answer must be received by July 6, 2015. After that day the application is decided on what is there (8 CCR 9792.10.3(c))."),
    ("information_request", "EMPLOYEE", "Your answer must be received by July 10, 2015."),
    ("deferral", "EMPLOYEE", "you have 30 days from service of the notice to ask again (Labor Code 4610.5(h)(2))"),
    ("ineligibility", "EMPLOYEE", "The application came after the last day: The application was received after the last day to file, "
     "counted from service of the utilization review decision. The last day was June 15, 2015; "
        "the application was received on June 20, 2015. Served by mail on May 11, 2015. Law: Labor Code 4610.5(h)(1); Code of Civil Procedure 12, 12a, 1013(a)."),
    ("ineligibility", "EMPLOYEE", "Check the day on which the decision was sent to you."),
    ("ineligibility", "EMPLOYEE", "The petition must be filed by August 3, 2015: 30 days from the mailing of this notice"),
    ("eligibility", "EMPLOYEE", "The Administrative Director finds that the dispute can be reviewed, for the treatment listed here. - Physical therapy, 12 visits"),
    ("assignment", "CA", "the documents must be received by July 14, 2015 if this notice was mailed (15 days), by July 13, 2015 if it was sent electronically (12 days). "
     "The statute asks for them within 10 days, by July 9, 2015 (Labor Code 4610.5(l); 8 CCR 9792.10.5(a)(1))."),
    ("assignment", "CA", "may be ordered to pay a penalty of up to $5,000 (Labor Code 4610.5(i); 8 CCR 9792.12(c)(6))"),
    ("assignment", "EMPLOYEE", "The application was received on June 20, 2015. The review is regular."),
    ("assignment", "REQ_PHYS", "You may send anything that shows why the treatment is or is not needed"),
    ("records_received", "EMPLOYEE", "The claims administrator must send you a list of the documents it sent"),
    ("records_overdue", "CA", "For every day of delay a penalty of $500 may be ordered, up to $5,000 (8 CCR 9792.12(c)(6))."),
    ("records_overdue", "AD", "This is referred for a decision on a penalty. Nothing has been assessed here."),
    ("question", "REQ_PHYS", "The question is addressed to: requesting physician. All parties get a copy of the question and of the answer (Labor Code 4610.6(b))."),
    ("answer", "CA", "All parties get a copy of the answer (Labor Code 4610.6(b)); it is enclosed."),
    ("conversion", "CA", "Documents not yet sent must be received within 24 hours of receipt of this notice."),
    ("conversion", "EMPLOYEE", "made within 72 hours of receipt of the information (Labor Code 4610.6(d)(1)(C); 8 CCR 9792.10.6(g)(2))"),
    ("closing", "EMPLOYEE", "Reason: the claims administrator authorized the treatment in writing."),
    ("determination_cover", "CA", "Physical therapy, 12 visits: Overturned - MRI, lumbar spine: Upheld"),
    ("determination_cover", "EMPLOYEE", "filed by August 3, 2015: 30 days from mailing"),
    ("remand", "EMPLOYEE", "It is reviewed anew by a different reviewer. No judge decides whether the treatment is necessary (Labor Code 4610.6(i))."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "role", "says"), EXAMPLES)
def test_what_a_notice_says(code: str, role: str, says: str) -> None:
    said = text(to(code, role))
    assert said[said.find(says) :][: len(says)] == says


def test_every_notice_of_the_process_has_an_example() -> None:
    assert sorted({code for code, _, _ in EXAMPLES}) == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_worker_s_notice_is_in_spanish_when_asked(code: str) -> None:
    english, spanish = to(code, "EMPLOYEE"), to(code, "EMPLOYEE", "es")
    assert (spanish.language, spanish.page, spanish.regarding[0]) == (
        "es",
        "Página",
        ("Número de caso", "CM15-0001234"),
    )
    assert spanish.title != english.title
    words = {"the", "this", "must", "which", "is"}
    own = " ".join(block.text for block in spanish.blocks if block.text not in FACTS.values())
    for quoted in (*(str(value) for value in FACTS.values()), "Was the form given with the decision?"):
        own = own.replace(quoted, "")
    assert words & set(own.lower().replace(".", " ").split()) == set()


def test_the_words_of_the_ground_are_spanish_too() -> None:
    said = text(to("ineligibility", "EMPLOYEE", "es"))
    expected = (
        "La solicitud llegó después del último día: La solicitud se recibió después del último día para presentarla"
    )
    assert expected in said
    assert "El último día fue el 15 de junio de 2015; la solicitud se recibió el 20 de junio de 2015. Ley: " in said


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_mail_tells_who_or_what(code: str, language: str) -> None:
    """Neither a name, a number, a day, a treatment nor the role of the addressee stands in an e-mail."""
    given = matter(language)
    private = [given.case_number, *(item.text for item in given.items), *(one.name for one in given.parties)]
    private += [part for value in FACTS.values() if isinstance(value, str) for part in value.split() if len(part) > 4]
    private += [
        "2014",
        "2015",
        "June",
        "junio",
        "review",
        "revisión",
        "treatment",
        "tratamiento",
        "medical",
        "médic",
        "injur",
        "lesión",
    ]
    for one in copies(code, language):
        assert one.mail is not None
        words = f"{one.mail.subject} {one.mail.body}".replace("Open the protected attachment or sign in to read it", "")
        assert [word for word in private if word.lower() in words.lower()] == []


def test_who_has_no_mail_gets_none() -> None:
    without = replace(matter(), parties=tuple(replace(one, email=None, delivery="mail") for one in PARTIES))
    assert [one.mail for one in write_notices(PACK, NOTICES, "answer", without).notices] == [None] * 4


def test_an_expedited_assignment_gives_a_day() -> None:
    written = write_notices(PACK, NOTICES, "assignment", matter(priority="expedited"))
    said = text(next(one for one in written.notices if one.role == "CA"))
    assert "Expedited review: the documents must be received within 24 hours of receipt of this notice" in said
    assert "Regular review" not in said


def test_what_is_not_known_is_said_to_be_so() -> None:
    facts = {name: value for name, value in FACTS.items() if name not in ("claim_number", "rfa_date")}
    given = replace(matter(), facts=tuple(CaseFact(name=name, value=value) for name, value in facts.items()))
    notice = next(one for one in write_notices(PACK, NOTICES, "assignment", given).notices if one.role == "CA")
    assert ("Claim number", "not stated in the file") in notice.regarding
    assert "The day of the request is not stated in the application." in text(notice)


def test_days_by_a_rule_that_was_not_read_are_marked() -> None:
    marks = [block.text for block in to("question", "CA").blocks if block.text.startswith("Not verified")]
    assert marks == [
        "Not verified: the rule for this day was not read in its official text: July 6, 2015 (K11, 8 CCR 9792.10.5)."
    ]
    assert [block.text for block in to("ineligibility", "CA").blocks if block.text.startswith("Not verified")] == []


@pytest.mark.parametrize(
    ("given", "code", "problems"),
    [
        (matter(), "thanks", ["notice_unknown"]),
        (replace(matter(), case_number="Pat Example"), "answer", ["case_number_wrong"]),
        (replace(matter(), parties=PARTIES[:2]), "acknowledgement", ["addressee_missing"]),
        (replace(matter(), parties=(replace(WORKER, address=()), *PARTIES[1:])), "acknowledgement", ["address_missing"]),
        (replace(matter(), parties=(replace(WORKER, delivery="pigeon"), *PARTIES[1:])), "answer", ["delivery_unknown"]),
        (replace(matter(), parties=(replace(WORKER, delivery="electronic", email=None), *PARTIES[1:])), "answer", ["email_missing"]),
        (matter(question=""), "answer", ["fact_missing"]),
        (replace(matter(), grounds=()), "ineligibility", ["fact_missing"]),
        (replace(matter(), grounds=(Ground(name="tardy"),)), "ineligibility", ["ground_unknown"]),
    ],
)  # fmt: skip
def test_nothing_is_sent_while_anything_is_missing(given: Matter, code: str, problems: list[str]) -> None:
    written = write_notices(PACK, NOTICES, code, given)
    assert (written.notices, [one.code for one in written.problems]) == ((), problems)


def test_a_notice_is_written_from_the_log_of_its_case() -> None:
    """Every notice that the whole course of a case sends can be written when it is due."""
    log = tell((*TO_REMANDED,))
    requests = ("Physical therapy, 12 visits", "MRI, lumbar spine")
    sent = []
    for length in range(1, len(log) + 1):
        standing = rebuild(LAW, log[:length], CASE).standing
        assert standing is not None
        for code in standing.history[-1].notices:
            on = standing.since.date() if isinstance(standing.since, datetime) else standing.since
            given = matter_of(standing, sent_on=on, parties=PARTIES, requests=requests)
            written = write_notices(PACK, NOTICES, code, given)
            sent.append((code, len(written.notices), written.problems))
    assert sent == [
        ("acknowledgement", 4, ()),
        ("eligibility", 4, ()),
        ("assignment", 4, ()),
        ("records_received", 4, ()),
        ("determination_cover", 5, ()),
        ("remand", 4, ()),
    ]


def test_every_item_needs_its_wording() -> None:
    standing = rebuild(LAW, tell((RECEIVED,)), CASE).standing
    assert standing is not None
    with pytest.raises(ValueError, match="CM15-0001234 has 2 items; 1 wordings were given"):
        matter_of(standing, sent_on=date(2015, 6, 20), parties=PARTIES, requests=("Physical therapy",))


def pages(pdf: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    return [page.render(scale=2).to_pil() for page in document]


@pytest.mark.parametrize(
    ("role", "payload"), [("CA", "CM15-0001234/REC/CA"), ("EMPLOYEE", "CM15-0001234/REC/EMPLOYEE")]
)
def test_the_bars_of_the_cover_sheet_can_be_read(role: str, payload: str) -> None:
    last = pages(typeset_notice(to("assignment", role)))[-1]
    read = zxingcpp.read_barcodes(last)
    assert [(one.text, one.format.name) for one in read] == [(payload, "Code128")]


@pytest.mark.parametrize(
    ("payload", "mark"),
    [
        ("CM15-0001234/REC/CA", CoverMark(case_number="CM15-0001234", kind="REC", role="CA")),
        ("CM15-0001234", None),
        ("a//b", None),
        ("a/b/c/d", None),
        ("", None),
    ],
)
def test_what_the_bars_mean(payload: str, mark: CoverMark | None) -> None:
    assert read_payload(payload) == mark


def test_the_day_on_the_cover_sheet_is_that_of_how_the_notice_was_sent() -> None:
    days = [
        dict(cover.rows)["Documents must be received by"]
        for role in ("CA", "REQ_PHYS")
        if (cover := to("assignment", role).cover)
    ]
    assert days == ["July 13, 2015", "July 14, 2015"]


def test_the_cover_sheet_names_no_person() -> None:
    cover = to("assignment", "EMPLOYEE").cover
    assert cover is not None
    assert cover.rows == (
        ("For case", "CM15-0001234"),
        ("From", "employee"),
        ("Documents must be received by", "July 14, 2015"),
        ("Send to", "MAXIMUS Federal Services, Inc., Street address, City, State ZIP"),
    )


@pytest.mark.parametrize(
    ("code", "language"), [("assignment", "en"), ("ineligibility", "es"), ("determination_cover", "en")]
)
def test_the_pdf_is_tagged_and_in_its_language(code: str, language: str) -> None:
    notice = to(code, "EMPLOYEE", language)
    made = typeset_notice(notice)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang)[:2] == language
        assert str(pdf.docinfo["/Title"]) == notice.title
    assert made == typeset_notice(notice)


def test_markup_in_a_name_stays_text() -> None:
    odd = replace(WORKER, name="#pagebreak() <b>Pat</b> {employee}")
    written = write_notices(PACK, NOTICES, "answer", replace(matter(), parties=(odd, *PARTIES[1:])))
    notice = written.notices[0]
    assert notice.address[0] == "#pagebreak() <b>Pat</b> {employee}"
    assert "&lt;b&gt;Pat&lt;/b&gt;" in write_notice_html(notice)
    page = pdfium.PdfDocument(typeset_notice(notice))[0].get_textpage()
    assert "#pagebreak() <b>Pat</b>" in page.get_text_bounded()


def test_the_page_is_whole() -> None:
    html = write_notice_html(to("assignment", "CA"))
    assert (html.count("<h1>"), html.count("<ul>"), html.count("</ul>"), html.count("<svg ")) == (1, 3, 3, 1)
    assert 'aria-label="Code 128: CM15-0001234/REC/CA"' in html
