"""Files redacted by the command: published only when proved."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from openimr.cli.__main__ import main
from openimr.engines.letter_files import LetterFile, pages_of
from openimr.engines.redact_files import redact_docx, redact_html
from openimr.letter.redaction import Finder, Kind, Known, load_profile, read_parties

PARTIES = {"parties": [{"role": "employee", "name": "Ottoline Barrowclough", "phone": "415-555-0177"}]}
FINDER = Finder((Known(kind=Kind.PERSON, text="Ottoline Barrowclough", role="employee"),), load_profile("ca-dwc"))


def test_html_keeps_words_and_drops_what_is_unseen() -> None:
    source = '<html><head><title>Ms. Barrowclough</title><meta name="author" content="Barrowclough"></head><body><!-- Barrowclough --><p title="Barrowclough">Ms. Barrow<b>clough</b> has pain.</p></body></html>'  # noqa: E501
    page, marks = redact_html(source, FINDER.find)
    assert "arrow" not in page
    assert "<p>Ms. [name]<b></b> has pain.</p>" in page
    assert len(marks) == 2


def test_docx_has_no_author_comment_or_split_name() -> None:
    made = docx.Document()
    made.core_properties.author = "Barrowclough"
    paragraph = made.add_paragraph("Ms. Barrow")
    paragraph.add_run("clough").bold = True
    paragraph.add_run(" has pain.")
    made.sections[0].header.paragraphs[0].text = "Barrowclough"
    stream = io.BytesIO()
    made.save(stream)
    data, _ = redact_docx("letter.docx", stream.getvalue(), FINDER.find)
    (page,) = pages_of("letter.docx", data, LetterFile.DOCX)
    assert page.text.split("\n")[1:] == ["[name]", "Ms. [name] has pain."]
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


def test_text_is_published_with_a_certificate_without_the_words(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "barrowclough letter.txt").write_text("Ms. Barrowclough, tel. 415-555-0177, has pain.")
    (tmp_path / "parties.json").write_text(json.dumps(PARTIES))
    out = tmp_path / "out"
    assert main(["redact", str(tmp_path / "in"), "--case", str(tmp_path / "parties.json"), "--out", str(out)]) == 0
    assert (out / "document-001.txt").read_text() == "Ms. [name], tel. [phone], has pain."
    told = (out / "certificate.json").read_text() + (out / "certificate.txt").read_text()
    assert json.loads((out / "certificate.json").read_text())["files"][0]["removed"] == {
        "person": 1,
        "phone or fax number": 1,
    }
    assert "arrowclough" not in told.lower()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.txt"], "There is no file or folder"),
        (["--profile", "mars", "here.txt"], "There is no publication profile 'mars'"),
        (["--case", "here.txt", "here.txt"], "is no JSON"),
    ],
)
def test_bad_input_is_said_plainly(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("here.txt").write_text("words")
    assert main(["redact", *arguments, "--out", "out"]) == 2
    assert says in capsys.readouterr().err


def test_parties_are_read_from_a_review() -> None:
    review = {
        "case": {
            "employer": "Marlpit Foods LLC",
            "sources": [{"field": "practice", "value": "Vellacott Pain Clinic, Yreka (530) 555-0144"}],
        },
        "documents": [{"author": "DECLARATION OF SERVICE"}],
    }
    assert read_parties("review.json", json.dumps(review)) == (
        Known(kind=Kind.FIRM, text="Marlpit Foods LLC", role="employer"),
        Known(kind=Kind.PHONE, text="(530) 555-0144", role="practice"),
        Known(kind=Kind.FACILITY, text="Vellacott Pain Clinic, Yreka", role="practice"),
    )
