"""Process tables and notice templates: what loads, and faults that name file, line and key."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from openimr import program
from openimr.program.notice_loading import load_notices, read_notices
from openimr.program.process_loading import load_process, read_process, states_of

PACK = program.load("ca-dwc")
STATES = (
    "RECEIVED DUPLICATE SCREENING INFO_PENDING DEFERRED INELIGIBLE ELIGIBLE ASSIGNED RECORDS_OVERDUE RECORDS_COMPLETE "
    "REVIEWER_ASSIGNED IN_REVIEW ADD_INFO DRAFTED QA ISSUED APPEALED REMANDED CLOSED WITHDRAWN TERMINATED DISMISSED"
).split()
NOTICES = (
    "acknowledgement answer assignment closing conversion deferral determination_cover eligibility ineligibility "
    "information_request question records_overdue records_received remand"
).split()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "ca-dwc"
    shutil.copytree(str(files("openimr_packs") / "programs" / "ca-dwc"), folder)
    return folder


def test_states_and_notices_are_all_there() -> None:
    assert [state.code for state in load_process("ca-dwc").states] == STATES
    assert [template.code for template in load_notices("ca-dwc").templates] == NOTICES


def test_every_transition_guard_and_notice_has_its_source() -> None:
    process = load_process("ca-dwc")
    rows = (*process.transitions, *process.guards, *load_notices("ca-dwc").templates)
    assert [row for row in rows if not row.source] == []


def test_every_guard_has_an_example_and_is_used() -> None:
    process = load_process("ca-dwc")
    used = {code for row in process.transitions for code in row.guards}
    used |= {one.when for row in process.transitions for one in row.starts if one.when}
    used |= {task.when for state in process.states for task in state.tasks if task.when}
    for guard in reversed(process.guards):
        if guard.code in used:
            inner = getattr(guard.test, "guards", ()) or (getattr(guard.test, "guard", None),)
            used |= {code for code in inner if code}
    assert [guard.code for guard in process.guards if guard.code not in used or not guard.examples] == []


@pytest.mark.parametrize(
    ("event", "states"),
    [
        ("withdrawn", [code for code in STATES[:15] if code not in ("DUPLICATE", "INELIGIBLE")]),
        ("converted_to_expedited", STATES[7:15]),
        ("found_eligible", ["SCREENING"]),
        ("application_received", []),
    ],
)
def test_where_an_event_is_possible(event: str, states: list[str]) -> None:
    process = load_process("ca-dwc")
    row = next(row for row in process.transitions if row.event == event)
    assert list(states_of(process, row)) == states


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("to: SCREENING, actors: [IMRO]", "to: SREENING, actors: [IMRO]", "found_unique: no state is called 'SREENING'"),
        ("guards: [G_UNIQUE]", "guards: [G_UNIK]", "found_unique: no guard is called 'G_UNIK'"),
        ("stops: [K07]", "stops: [K70]", "information_received: no clock is called 'K70'"),
        ("actors: [WCAB]", "actors: [COURT]", "reopened: no actor is called 'COURT'"),
        ("fact: signed}", "fact: sined}", "G_SIGNED: no fact is called 'sined'"),
        ("guards: [G_NOT_FORMULARY, G_IN_30_DAYS]", "guards: [G_TIMELY]", "G_TIMELY_STANDARD: names 'G_TIMELY', which is no guard above"),
        ("kind: passed, clock: K07", "kind: passed, clock: K77", "G_ANSWER_OVERDUE: no clock is called 'K77'"),
        ("kind: passed, clock: K07", "kind: after, clock: K07", "Input tag 'after' found using 'kind' does not match"),
        ("event: found_unique", "event: found_duplicate", "found_duplicate from RECEIVED is in row 2 already"),
        ("initial: application_received", "initial: filed", "no transition without a source state has the event 'filed'"),
        ("code: SCREENING", "code: RECEIVED", "state 'RECEIVED' is given twice"),
    ],
)  # fmt: skip
def test_a_fault_of_the_process_names_file_and_line(copied: Path, old: str, new: str, says: str) -> None:
    file = copied / "process.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    with pytest.raises(program.PackError, match=rf"ca-dwc/process\.yaml:\d+: .*{says}"):
        read_process(copied, PACK)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("answer.yaml", "{question}", "{questoin}", r"answer\.yaml:\d+: answer: nothing is called 'questoin'"),
        ("answer.yaml", "A notice from {organization}", "A notice on {employee}", r"an e-mail may not name 'employee'"),
        ("answer.yaml", "Notice from {organization_short}", "Case {case_number}", r"an e-mail may not name 'case_number'"),
        ("answer.yaml", "- CA\n", "- TPA\n", r"answer\.yaml:4: answer: no actor is called 'TPA'"),
        ("answer.yaml", "code: answer", "code: reply", r"answer\.yaml:1: 'reply' must stand in reply\.yaml"),
        ("answer.yaml", "language: es", "language: fr", r"answer\.yaml:\d+: texts\.1\.language: Input should be 'en'"),
        ("answer.yaml", "required:\n- EMPLOYEE\n- CA\n", "", r"ca-dwc/notices/answer\.yaml:1: required: Field required"),
        ("question.yaml", "clock: K11\n", "clock: K12x\n", r"question\.yaml:\d+: question: no clock is called 'K12x'"),
        ("closing.yaml", "when: settled", "when: setled", r"closing\.yaml:\d+: closing: no fact is called 'setled'"),
        ("words.yaml", "es: Empleado}", "fr: Employé}", r"words\.yaml:5: words\.1\.fr"),
    ],
)  # fmt: skip
def test_a_fault_of_a_notice_names_file_and_line(copied: Path, file: str, old: str, new: str, says: str) -> None:
    path = copied / "notices" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(program.PackError, match=says):
        read_notices(copied, PACK, load_process("ca-dwc"))


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("notices/remand.yaml", r"notices/remand\.yaml is missing; process\.yaml sends the notice 'remand'"),
        ("notices/words.yaml", r"notices/words\.yaml is missing"),
    ],
)
def test_a_missing_notice_is_named(copied: Path, file: str, says: str) -> None:
    (copied / file).unlink()
    with pytest.raises(program.PackError, match=says):
        read_notices(copied, PACK, load_process("ca-dwc"))


def test_a_pack_without_a_process_says_so(copied: Path) -> None:
    (copied / "process.yaml").unlink()
    with pytest.raises(program.PackError, match=r"ca-dwc/process\.yaml is missing; the pack ca-dwc has no process yet"):
        read_process(copied, PACK)


def test_a_pack_without_notices_says_so() -> None:
    with pytest.raises(program.PackError, match="ca-dmhc/notices is missing: the pack has no notices yet"):
        load_notices("ca-dmhc")
