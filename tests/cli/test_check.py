"""`imr check` as its user meets it: published letters, drafts of ours, and what cannot be checked."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

Run = Callable[..., tuple[int, str, str]]
EXAMPLE = Path(__file__).parents[2] / "examples" / "seed-case" / "file"
MADE = (
    "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with the employer, "
    "employee, providers or the claims administrator. The expert reviewer is Board Certified in Pain Management, and is licensed to "
    "practice in Ohio. He/she has been in active clinical practice for more than five years and is currently working at least 24 "
    "hours a week in active practice."
)
LETTER = f"""\
Case Number:  CM14-0990777    Date Assigned:  03/12/2014
Date of Injury:  07/30/2011    Decision Date:  04/28/2014
UR Denial Date:  12/06/2013    Priority:  Standard
Application Received:  12/20/2013

HOW THE IMR FINAL DETERMINATION WAS MADE
{MADE}

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:
The patient is a 61-year-old female who reported an injury on 07/30/2011. The diagnosis is a strain of the left shoulder.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
Acupuncture x 6 sessions, left shoulder:  Upheld
Claims Administrator guideline: Decision based on Acupuncture Medical Treatment Guidelines.
MAXIMUS guideline: Decision based on Acupuncture Medical Treatment Guidelines.
Decision rationale: The time to produce functional improvement is 3 to 6 treatments. The patient had six sessions in 2013 and the
reports do not say what was gained. The request for acupuncture x 6 sessions, left shoulder is not medically necessary and
appropriate.
"""


def written(place: Path, name: str, text: str) -> str:
    path = place / name
    if name.endswith(".docx"):
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save(stream)
        path.write_bytes(stream.getvalue())
    else:
        path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["clean.txt", "clean.docx"])
def test_a_clean_letter_ends_with_zero(run: Run, place: Path, name: str) -> None:
    code, out, _ = run("check", written(place, name, LETTER))
    assert (code, out.splitlines()[0].partition(": ")[2]) == (0, "1 items decided, nothing found")


def test_a_finding_tells_where_the_words_the_law_and_what_to_do(run: Run, place: Path) -> None:
    wrong = LETTER.replace("6 sessions, left shoulder is not", "6 sessions, right shoulder is not")
    code, out, _ = run("check", written(place, "wrong.txt", wrong))
    assert code == 1
    assert out.splitlines()[3].split() == ["BLOCK", "SIDE_MISMATCH,", "item", "1"]
    assert "ground: Labor Code 4610.6(h)(5)" in out
    assert "do:     Check the side" in out


def test_json_has_one_line_for_each_letter(run: Run, place: Path) -> None:
    clean = written(place, "one.txt", LETTER)
    wrong = written(place, "two.txt", LETTER.replace("Date Assigned:  03/12/2014", "Date Assigned:  05/12/2014"))
    code, out, _ = run("check", clean, wrong, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [[one["code"] for one in row["findings"]] for row in rows] == [[], ["DATE_ORDER"]]
    assert rows[0]["case_number"] == "CM14-0990777"
    assert (rows[0]["own_sentences"], rows[0]["sentences"]) == (3, 3)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("shopping.txt", "Milk, eggs, bread.", "no determination was recognized"),
        ("empty.json", "{}", "is no review.json"),
        ("missing.pdf", None, "There is no file"),
    ],
)
def test_what_cannot_be_checked_is_told_in_one_sentence(
    run: Run, place: Path, name: str, text: str | None, says: str
) -> None:
    path = written(place, name, text) if text is not None else str(place / name)
    code, out, err = run("check", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_a_draft_of_ours_is_checked_in_each_of_its_forms(run: Run, place: Path) -> None:
    """By itself it raises nothing; with its case file, what was changed in it is found."""
    folder, out_dir = place / "case", place / "draft"
    folder.mkdir()
    for name in ("application.pdf", "ur-decision.pdf"):
        shutil.copy(EXAMPLE / name, folder / name)
    assert run("review", str(folder), "--out", str(out_dir), "--workers", "1")[0] in (0, 1)
    forms = [str(out_dir / f"determination.{ending}") for ending in ("txt", "docx", "pdf", "html")]
    code, out, _ = run("check", *forms, "--json", "--workers", "1")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [(row["items"], row["findings"]) for row in rows]) == (0, [(1, [])] * 4)
    assert [row["plain_language_grade"] < 8 for row in rows] == [True] * 4
    tampered = (
        (out_dir / "determination.txt").read_text(encoding="utf-8").replace("52-year-old male", "25-year-old female")
    )
    drafts = (str(out_dir / "review.json"), written(place, "tampered.txt", tampered))
    code, out, _ = run("check", *drafts, "--case", str(folder), "--json", "--workers", "1")
    found = [{one["code"] for one in json.loads(line)["findings"]} for line in out.splitlines()]
    assert (code, found) == (1, [set(), {"QA04"}])
