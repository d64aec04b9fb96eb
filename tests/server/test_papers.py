"""Files that come in: what is kept, under what name, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from openimr_server.actions.cases import Upload, add_papers, register_case
from openimr_server.actions.refusal import Refusal
from openimr_server.files import FolderStore, open_store
from openimr_server.models import CaseState, Role
from tests.server.conftest import NOW, Filed, browser, do_jobs, person
from tests.server.papers import records

NAMES = {
    "plain": ("records.pdf", "records (2).pdf"),
    "path": ("../../etc/passwd", "passwd"),
    "windows path": ("C:\\scans\\mri.pdf", "mri.pdf"),
    "control characters": ("a\x00b\n.pdf", "ab.pdf"),
    "only dots": ("...", "file.pdf"),
    "right-to-left override": ("x\u202efdp.exe.pdf", "xfdp.exe.pdf"),
    "long": ("n" * 300 + ".pdf", "n" * 116 + ".pdf"),
}


@pytest.mark.parametrize("given", NAMES)
def test_names_are_for_showing_only(filed: Filed, given: str) -> None:
    name, kept = NAMES[given]
    papers = add_papers(filed.case, person(Role.INTAKE), [Upload(name=name, content=records())], at=NOW)
    assert [one.name for one in papers] == [kept]


def test_what_is_not_a_paper_is_kept_and_said(filed: Filed) -> None:
    given = [Upload(name="a.exe", content=b"MZ\x90"), Upload(name="b.pdf", content=b"")]
    papers = add_papers(filed.case, person(Role.INTAKE), given, at=NOW)
    assert [(one.state, one.problem) for one in papers] == [
        ("refused", "This is neither a PDF nor a scan (JPEG, PNG, TIFF); send the records as PDF."),
        ("refused", "The file is empty; send it again."),
    ]
    do_jobs()
    filed.case.refresh_from_db()
    assert (filed.case.state, filed.case.pages) == (CaseState.TO_ASSIGN, 4)


def test_a_day_of_receipt_in_the_future_is_refused_and_nothing_kept() -> None:
    with pytest.raises(Refusal, match="lies in the future"):
        register_case(
            person(Role.INTAKE),
            [Upload(name="a.pdf", content=records())],
            received_on=date(2026, 3, 2) + timedelta(days=1),
            at=NOW,
        )


def test_a_closed_case_takes_no_more(filed: Filed) -> None:
    filed.case.state = CaseState.ISSUED
    filed.case.save()
    with pytest.raises(Refusal, match="takes no more records"):
        add_papers(filed.case, person(Role.INTAKE), [Upload(name="a.pdf", content=records())], at=NOW)


def test_the_form_says_what_is_missing_beside_the_field() -> None:
    response = browser(person(Role.INTAKE)).post("/cases/new/", {"received_on": "2026-13-45"})
    page = response.content.decode()
    assert response.status_code == 422
    assert ("Enter a valid date." in page, "This field is required." in page, "2026-13-45" in page) == (
        True,
        True,
        True,
    )


def test_content_is_named_by_its_hash(tmp_path: object) -> None:
    store = open_store(str(tmp_path))
    assert isinstance(store, FolderStore)
    name = store.put(b"words")
    assert store.get(name) == b"words"
    assert store.put(b"words") == name
    with pytest.raises(FileNotFoundError):
        store.get("../secret")
    store.remove(name)
    with pytest.raises(FileNotFoundError):
        store.get(name)
