"""Cases: registered, added to, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from openimr.engines.file_kind import is_pdf, is_picture
from openimr_server.files import store
from openimr_server.models import CaseRow, CaseState, Paper, PaperState, PartyRow, Priority, Role, User
from openimr_server.queue import enqueue

from .audit import record
from .refusal import Refusal

MOST_BYTES = 300 * 2**20
"""Of one file."""
MOST_FILES = 200
_OPEN_FOR_PAPERS = frozenset(
    {
        CaseState.RECEIVED, CaseState.READING, CaseState.UNREADABLE, CaseState.INELIGIBLE, CaseState.TO_ASSIGN,
        CaseState.ASSIGNED, CaseState.RETURNED,
    }
)  # fmt: skip
_OVER = frozenset({CaseState.ISSUED, CaseState.CLOSED, CaseState.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in. name: what the sender calls it; only its last part is kept, and only for showing."""

    name: str
    content: bytes


def register_case(
    actor: User, uploads: Sequence[Upload], *, received_on: date, at: datetime, expedited: bool = False
) -> CaseRow:
    """A new case with its first files; reading is queued. The sender from outside becomes a party to it."""
    if not uploads:
        raise Refusal("Choose the files of the case file: the application, the UR decision and the records.", "papers")
    if received_on > at.date():
        raise Refusal(f"The day of receipt, {received_on:%m/%d/%Y}, lies in the future; correct it.", "received_on")
    with transaction.atomic():
        case = CaseRow.objects.create(
            number=f"new-{at.timestamp()}-{actor.pk}"[:24],
            received_on=received_on,
            priority=Priority.EXPEDITED if expedited else Priority.STANDARD,
        )
        case.number = f"IMR-{received_on:%Y}-{case.pk:06d}"
        case.save(update_fields=["number"])
        if actor.role in (Role.CLAIMS_ADMINISTRATOR, Role.PROVIDER, Role.WORKER):
            PartyRow.objects.create(case=case, user=actor)
        record("case registered", at=at, actor=actor, case=case, data={"received_on": received_on.isoformat()})
        _keep(case, actor, uploads, at)
        read_again(case, at=at)
    return case


def add_papers(case: CaseRow, actor: User, uploads: Sequence[Upload], *, at: datetime) -> tuple[Paper, ...]:
    """More files for a case; it is read again with all it has."""
    if not uploads:
        raise Refusal("Choose at least one file.", "papers")
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=case.pk)
        if case.state not in _OPEN_FOR_PAPERS:
            raise Refusal(f"This case is at “{case.get_state_display()}” and takes no more records.", "papers")
        kept = _keep(case, actor, uploads, at)
        if any(one.state == PaperState.RECEIVED for one in kept):
            read_again(case, at=at)
    return kept


def read_again(case: CaseRow, *, at: datetime) -> None:
    """Queues a reading of everything the case holds now, under a new version. Within the caller's transaction."""
    case.version += 1
    if case.state in (CaseState.RECEIVED, CaseState.UNREADABLE, CaseState.INELIGIBLE, CaseState.TO_ASSIGN):
        case.state = CaseState.READING
    case.save(update_fields=["version", "state"])
    enqueue("read", case=case, key=f"read:{case.pk}:{case.version}", at=at)


def withdraw(case: CaseRow, actor: User, reason: str, *, at: datetime) -> None:
    """Ends the case at the applicant's wish (8 CCR 9792.10.6)."""
    if not reason.strip():
        raise Refusal("Say in a sentence who withdraws and why.", "reason")
    with transaction.atomic():
        case = CaseRow.objects.select_for_update().get(pk=case.pk)
        if case.state in _OVER:
            raise Refusal(f"This case is at “{case.get_state_display()}”; there is nothing to withdraw.", "reason")
        case.state = CaseState.WITHDRAWN
        case.save(update_fields=["state"])
        record("withdrawn", at=at, actor=actor, case=case, data={"reason": reason.strip()})


def _keep(case: CaseRow, actor: User, uploads: Sequence[Upload], at: datetime) -> tuple[Paper, ...]:
    """All files or none: too many or too large a file refuses the whole upload, and says which."""
    names = set(case.papers.values_list("name", flat=True))
    if len(names) + len(uploads) > MOST_FILES:
        raise Refusal(f"A case holds {MOST_FILES} files at most; join some of them into one PDF.", "papers")
    kept = []
    for upload in uploads:
        if len(upload.content) > MOST_BYTES:
            raise Refusal(f"{upload.name} is larger than {MOST_BYTES // 2**20} MB; send it in parts.", "papers")
        name = _free_name(_plain_name(upload.name), names)
        names.add(name)
        problem = _trouble(upload.content)
        paper = Paper.objects.create(
            case=case,
            name=name,
            sha256=store().put(upload.content),
            size=len(upload.content),
            state=PaperState.REFUSED if problem else PaperState.RECEIVED,
            problem=problem,
            received_from=actor,
        )
        record("file received", at=at, actor=actor, case=case, data={"file": name, "sha256": paper.sha256})
        kept.append(paper)
    return tuple(kept)


def _trouble(content: bytes) -> str:
    if not content:
        return "The file is empty; send it again."
    if not is_pdf(content[:1024]) and not is_picture(content[:1024]):
        return "This is neither a PDF nor a scan (JPEG, PNG, TIFF); send the records as PDF."
    return ""


def _plain_name(name: str) -> str:
    """The last part of a file name, without what could be a path or a control character."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    return shown[-120:] or "file.pdf"


def _free_name(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem or suffix} ({number}){dot}{suffix if stem else ''}"
    return free
