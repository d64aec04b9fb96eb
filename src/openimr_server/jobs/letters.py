"""Writes the letter of an issued case, once: from the signed decisions and the newest reading of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from openimr.case import Decision
from openimr.engines.typesetting import typeset
from openimr.letter.docx import write_docx
from openimr.letter.html import write_html
from openimr.letter.issued import Signed, SignedItem, issue
from openimr.letter.text import write_text
from openimr.panel import Reviewer
from openimr.panel import load as load_roster
from openimr_server.actions.audit import record
from openimr_server.actions.mail import tell_parties
from openimr_server.convert.roster import roster_text
from openimr_server.models import CaseRow, Job
from openimr_server.queue import finish

from .reading import Beat, keep_artifact, lay_out, read_dossier


def write_letter(job: Job, beat: Beat, now: Callable[[], datetime]) -> None:
    """Idempotent: the same decisions and file give the same bytes; the parties are told in the transaction that keeps them."""
    case = job.case
    assert case is not None
    with TemporaryDirectory(dir=settings.CONFIGURATION.data) as name:
        folder = Path(name, "file")
        lay_out(case, folder)
        dossier, _ = read_dossier(case, folder, beat)
    letter = issue(dossier, signed_of(case))
    made = {
        "letter.pdf": typeset(letter),
        "letter.html": write_html(letter).encode(),
        "letter.docx": write_docx(letter),
        "letter.txt": write_text(letter).encode(),
    }
    with transaction.atomic():
        finish(job, at=now())
        for file, content in made.items():
            keep_artifact(case, case.version, file, content)
        record("letter written", at=now(), actor=None, case=case)
        tell_parties(case, key=f"letter-{case.pk}", at=now())


def signed_of(case: CaseRow) -> Signed:
    """The decisions as signed, with the signer's credentials on the day of the last signature."""
    rows = list(case.items.select_related("signed_by"))
    days = [row.signed_at.date() for row in rows if row.signed_at]
    on = max(days) if days else case.received_on
    reviewers, _ = load_roster(roster_text())
    code = case.reviewer.reviewer_code if case.reviewer else ""
    signer = next((one for one in reviewers if one.id == code), None)
    return Signed(
        items=tuple(SignedItem(n=row.n, decision=Decision(row.decision), rationale=row.rationale) for row in rows),
        on=on,
        board=_board(signer, on),
        state=_state(signer, on),
        over_five_years=bool(signer and signer.years and signer.years > 5),
        full_hours=bool(signer and signer.hours and signer.hours >= 24),
    )


def _board(signer: Reviewer | None, on: date) -> str | None:
    boards = signer.boards if signer else ()
    return next((one.specialty for one in boards if one.expires is None or one.expires >= on), None)


def _state(signer: Reviewer | None, on: date) -> str | None:
    licenses = signer.licenses if signer else ()
    return next((one.state for one in licenses if one.expires >= on and not one.restricted), None)
