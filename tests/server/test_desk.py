"""From the file to the issued letter, and every way it can be refused."""

from __future__ import annotations

import pytest

from openimr_server.actions.desk import (
    OverwrittenError,
    answer_finding,
    assign,
    attest,
    issue,
    reopen_item,
    return_case,
    save_rationale,
    sign_item,
)
from openimr_server.actions.refusal import Refusal
from openimr_server.convert.artifacts import load, load_review
from openimr_server.convert.review import Review
from openimr_server.models import CaseState, Event, ItemRow, OutgoingMail, Role
from tests.server.conftest import NOW, Filed, browser, do_jobs, person


def _item(filed: Filed) -> ItemRow:
    return ItemRow.objects.select_related("case").get(case=filed.case, n=1)


def _sign(filed: Filed, decision: str = "", reason: str = "") -> None:
    item = _item(filed)
    sign_item(item, person(Role.REVIEWER), decision=decision or item.proposed or "upheld", reason=reason, at=NOW)


def test_reading_fills_the_case(read: Filed) -> None:
    case = read.case
    assert (case.state, case.employee_name, case.claim_number, case.pages) == (
        CaseState.TO_ASSIGN, "Robin T. Calloway", "TS-40-2231", 4,
    )  # fmt: skip
    assert [(one.n, one.service) for one in case.items.all()] == [(1, "acupuncture")]
    assert sorted(case.artifacts.values_list("name", flat=True)) == [
        "determination.docx", "determination.html", "determination.pdf", "determination.txt", "evidence.html",
        "review.json",
    ]  # fmt: skip
    assert list(case.page_rows.values_list("place", "file", "number")) == [
        (1, "application.pdf", 1), (2, "ur-decision.pdf", 1), (3, "records.pdf", 1), (4, "records.pdf", 2),
    ]  # fmt: skip


def test_reading_twice_changes_nothing_that_was_decided(assigned: Filed) -> None:
    save_rationale(_item(assigned), person(Role.REVIEWER), "Mine.", revision=0, at=NOW)
    from openimr_server.actions.cases import read_again

    read_again(assigned.case, at=NOW)
    do_jobs()
    assert _item(assigned).rationale == "Mine."


def test_signing_every_item_hands_over_to_quality_and_the_letter_is_issued_once(assigned: Filed) -> None:
    _sign(assigned)
    assigned.case.refresh_from_db()
    assert assigned.case.state == CaseState.QUALITY
    issue(assigned.case, person(Role.QUALITY), at=NOW)
    with pytest.raises(Refusal, match="cannot be issued"):
        issue(assigned.case, person(Role.QUALITY), at=NOW)
    assert do_jobs() == ["mail", "letter", "mail"]
    assert Event.objects.filter(case=assigned.case, kind="letter written").count() == 1
    text = load(assigned.case, "letter.txt")
    assert text is not None
    letter = text.decode()
    assert [
        word for word in ("Draft", "Proposed", "[On assignment:]", "Some Physician reviewer") if word in letter
    ] == []
    assert "12 visits, lumbar spine: Upheld" in " ".join(letter.split())
    told = OutgoingMail.objects.get(to="worker@example.com")
    assert [word for word in ("Calloway", "acupuncture", "Upheld") if word in told.body + told.subject] == []


def test_departing_from_the_draft_asks_for_a_reason(assigned: Filed) -> None:
    item = _item(assigned)
    ItemRow.objects.filter(pk=item.pk).update(proposed="upheld")
    with pytest.raises(Refusal, match="one sentence of reason"):
        _sign(assigned, "overturned")
    _sign(assigned, "overturned", "The sixth visit restored lifting.")
    assert _item(assigned).reason == "The sixth visit restored lifting."


def test_an_unknown_decision_is_refused(assigned: Filed) -> None:
    with pytest.raises(Refusal, match="Choose"):
        _sign(assigned, "maybe")


def test_a_signed_item_is_closed_until_the_signature_is_taken_back(assigned: Filed) -> None:
    ItemRow.objects.create(case=assigned.case, n=2, request="Second", rationale="Text.")
    _sign(assigned)
    with pytest.raises(Refusal, match="take the signature back"):
        save_rationale(_item(assigned), person(Role.REVIEWER), "Other.", revision=0, at=NOW)
    reopen_item(_item(assigned), person(Role.REVIEWER), at=NOW)
    assert _item(assigned).decision == ""


def test_two_people_over_one_text_lose_nothing(assigned: Filed) -> None:
    item = _item(assigned)
    save_rationale(item, person(Role.REVIEWER), "First.", revision=item.revision, at=NOW)
    with pytest.raises(OverwrittenError) as found:
        save_rationale(item, person(Role.REVIEWER), "Second.", revision=item.revision, at=NOW)
    assert found.value.theirs == "First."
    assert [(one.text, one.kept) for one in item.drafts.all()] == [("Second.", False), ("First.", True)]


def test_the_page_shows_both_texts(assigned: Filed) -> None:
    item = _item(assigned)
    save_rationale(item, person(Role.REVIEWER), "First.", revision=item.revision, at=NOW)
    response = browser(person(Role.REVIEWER)).post(
        f"/cases/{assigned.case.number}/desk/1/save/", {"rationale": "Second.", "revision": "0"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert ">Second.</textarea>" in page
    assert "First." in page


def test_a_reviewer_with_a_conflict_hands_back_and_is_not_asked_again(read: Filed) -> None:
    reviewer, manager = person(Role.REVIEWER), person(Role.CASE_MANAGER)
    assign(read.case, reviewer, manager, at=NOW)
    read.case.refresh_from_db()
    attest(read.case, reviewer, no_conflict=False, at=NOW)
    read.case.refresh_from_db()
    assert (read.case.state, read.case.reviewer) == (CaseState.TO_ASSIGN, None)
    with pytest.raises(Refusal, match="has a conflict"):
        assign(read.case, reviewer, manager, at=NOW)


def test_returned_with_findings_and_answered(assigned: Filed) -> None:
    _sign(assigned)
    item = _item(assigned)
    return_case(assigned.case, person(Role.QUALITY), [(item, "Cite the note of 12/04/2025.")], at=NOW)
    assigned.case.refresh_from_db()
    assert (assigned.case.state, _item(assigned).decision) == (CaseState.RETURNED, "")
    _sign(assigned)
    assigned.case.refresh_from_db()
    assert assigned.case.state == CaseState.RETURNED
    answer_finding(assigned.case.returned.get(), person(Role.REVIEWER), "Cited.", at=NOW)
    assigned.case.refresh_from_db()
    assert assigned.case.state == CaseState.QUALITY


def test_an_empty_return_is_refused(assigned: Filed) -> None:
    _sign(assigned)
    with pytest.raises(Refusal, match="Say what is to be put right"):
        return_case(assigned.case, person(Role.QUALITY), [(None, "  ")], at=NOW)


def test_a_corrected_document_and_a_refused_fact_are_read_so_from_then_on(read: Filed) -> None:
    intake = browser(person(Role.INTAKE))
    before = load_review(read.case)
    assert before is not None
    quote = "She has completed 6 visits of acupuncture without lasting benefit."
    assert quote in _quotes(before)
    at = f"/cases/{read.case.number}/read/3/correct/"
    assert intake.post(at, {"do": "document_kind", "kind": "qme_report"}).status_code == 302
    assert intake.post(at, {"do": "fact_refused", "quote": quote}).status_code == 302
    do_jobs()
    after = load_review(read.case)
    assert after is not None
    kinds = {(one.file, one.first_page): one.kind for one in after.documents}
    assert kinds["records.pdf", 1] == "qme_report"
    assert quote not in _quotes(after)


def _quotes(review: Review) -> set[str]:
    return {one.quote for fact in review.facts for one in fact.evidence if one.file == "records.pdf"}
