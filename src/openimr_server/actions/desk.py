"""The reviewer's desk and the quality desk: assigned, attested, decided item by item, signed, checked, issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from openimr_server.models import (
    Attestation,
    CaseRow,
    CaseState,
    Comment,
    Correction,
    Draft,
    ItemRow,
    ReturnedFinding,
    Role,
    User,
)
from openimr_server.queue import enqueue

from .audit import record
from .cases import read_again
from .mail import tell
from .refusal import Refusal

DECISIONS = ("upheld", "overturned")
_WITH_REVIEWER = frozenset({CaseState.ASSIGNED, CaseState.RETURNED})
_OPEN_TO_CORRECTION = _WITH_REVIEWER | {
    CaseState.READING, CaseState.TO_ASSIGN, CaseState.INELIGIBLE, CaseState.UNREADABLE,
}  # fmt: skip


class OverwrittenError(Refusal):
    """Somebody saved this text since it was opened. Both texts are kept; theirs is in `theirs`."""

    def __init__(self, theirs: str) -> None:
        super().__init__(
            "Someone else saved this rationale after you opened it. Your text is kept below; compare, and save again.",
            "rationale",
        )
        self.theirs = theirs


def assign(case: CaseRow, reviewer: User, actor: User, *, at: datetime) -> None:
    """Gives the case to a reviewer; a reviewer who said that there is a conflict is refused."""
    with transaction.atomic():
        case = _locked(case)
        if case.state not in (CaseState.TO_ASSIGN, CaseState.ASSIGNED):
            raise Refusal(f"A case at “{case.get_state_display()}” cannot be assigned.", "reviewer")
        if reviewer.role != Role.REVIEWER or not reviewer.is_active:
            raise Refusal("Choose a reviewer who is active on the panel.", "reviewer")
        if Attestation.objects.filter(case=case, reviewer=reviewer, no_conflict=False).exists():
            raise Refusal("This reviewer has a conflict in this case; choose another.", "reviewer")
        case.reviewer, case.state = reviewer, CaseState.ASSIGNED
        case.save(update_fields=["reviewer", "state"])
        record("assigned", at=at, actor=actor, case=case, data={"reviewer": reviewer.reviewer_code})
        tell(reviewer, case, key=f"assigned-{case.pk}-{at.timestamp()}", at=at)


def attest(case: CaseRow, reviewer: User, *, no_conflict: bool, at: datetime) -> None:
    """A reviewer with a conflict hands the case back at once, without having seen its content."""
    with transaction.atomic():
        case = _locked(case)
        if case.reviewer_id != reviewer.pk:
            raise Refusal("This case is not assigned to you.")
        Attestation.objects.update_or_create(case=case, reviewer=reviewer, defaults={"no_conflict": no_conflict})
        record("attested", at=at, actor=reviewer, case=case, data={"no_conflict": no_conflict})
        if not no_conflict:
            case.reviewer, case.state = None, CaseState.TO_ASSIGN
            case.save(update_fields=["reviewer", "state"])


def save_rationale(item: ItemRow, reviewer: User, text: str, *, revision: int, at: datetime) -> ItemRow:
    """Keeps the text. Saved over an older revision, both texts stay and OverwrittenError shows the other."""
    with transaction.atomic():
        item = ItemRow.objects.select_for_update().select_related("case").get(pk=item.pk)
        _check_open(item)
        stale = item.revision != revision and item.rationale != text
        Draft.objects.create(item=item, text=text, by=reviewer, kept=not stale)
        if not stale:
            item.rationale, item.revision = text, item.revision + 1
            item.save(update_fields=["rationale", "revision"])
            record("rationale saved", at=at, actor=reviewer, case=item.case, data={"item": item.n})
    if stale:
        raise OverwrittenError(item.rationale)
    return item


def sign_item(item: ItemRow, reviewer: User, *, decision: str, reason: str, at: datetime) -> ItemRow:
    """A physician's decision on one item. Departing from what was proposed asks for one sentence of reason."""
    if decision not in DECISIONS:
        raise Refusal("Choose: the refusal is upheld, or it is overturned.", "decision")
    with transaction.atomic():
        item = ItemRow.objects.select_for_update().select_related("case").get(pk=item.pk)
        _check_open(item)
        if item.proposed and decision != item.proposed and not reason.strip():
            raise Refusal("Your decision differs from the draft: give one sentence of reason.", "reason")
        if not item.rationale.strip():
            raise Refusal("Write the rationale before you sign.", "rationale")
        item.decision, item.reason, item.signed_by, item.signed_at = decision, reason.strip(), reviewer, at
        item.save(update_fields=["decision", "reason", "signed_by", "signed_at"])
        record("item signed", at=at, actor=reviewer, case=item.case, data={"item": item.n, "decision": decision})
        if not item.case.items.filter(decision="").exists():
            _hand_to_quality(item.case, reviewer, at)
    return item


def reopen_item(item: ItemRow, reviewer: User, *, at: datetime) -> None:
    """Takes a signature back while the case is still with the reviewer."""
    with transaction.atomic():
        item = ItemRow.objects.select_for_update().select_related("case").get(pk=item.pk)
        if item.case.state not in _WITH_REVIEWER:
            raise Refusal("The case has left your desk; ask quality to return it.")
        item.decision, item.signed_by, item.signed_at = "", None, None
        item.save(update_fields=["decision", "signed_by", "signed_at"])
        record("item reopened", at=at, actor=reviewer, case=item.case, data={"item": item.n})


def return_case(case: CaseRow, actor: User, findings: Iterable[tuple[ItemRow | None, str]], *, at: datetime) -> None:
    """Back to the reviewer with what quality found; decisions stay the reviewer's and are not changed here."""
    said = [(item, says.strip()) for item, says in findings if says.strip()]
    if not said:
        raise Refusal("Say what is to be put right.", "says")
    with transaction.atomic():
        case = _locked(case)
        if case.state != CaseState.QUALITY:
            raise Refusal(f"A case at “{case.get_state_display()}” cannot be returned.")
        for item, says in said:
            ReturnedFinding.objects.create(case=case, item=item, says=says, by=actor)
            if item:
                case.items.filter(pk=item.pk).update(decision="", signed_by=None, signed_at=None)
        case.state = CaseState.RETURNED
        case.save(update_fields=["state"])
        record("returned", at=at, actor=actor, case=case, data={"findings": len(said)})
        if case.reviewer:
            tell(case.reviewer, case, key=f"returned-{case.pk}-{at.timestamp()}", at=at)


def answer_finding(finding: ReturnedFinding, reviewer: User, answer: str, *, at: datetime) -> None:
    if not answer.strip():
        raise Refusal("Write what was changed, or why nothing was.", "answer")
    with transaction.atomic():
        finding.answer, finding.answered_at = answer.strip(), at
        finding.save(update_fields=["answer", "answered_at"])
        record("finding answered", at=at, actor=reviewer, case=finding.case)
        case = _locked(finding.case)
        if case.state == CaseState.RETURNED and not case.items.filter(decision="").exists():
            _hand_to_quality(case, reviewer, at)


def issue(case: CaseRow, actor: User, *, at: datetime) -> None:
    """Releases the determination: the letter is written from the signed decisions, once."""
    with transaction.atomic():
        case = _locked(case)
        if case.state != CaseState.QUALITY:
            raise Refusal(f"A case at “{case.get_state_display()}” cannot be issued.")
        if case.items.filter(decision="").exists() or not case.items.exists():
            raise Refusal("Every disputed item must be decided and signed before the letter is issued.")
        if case.returned.filter(answered_at=None).exists():
            raise Refusal("The reviewer has not answered every finding yet.")
        case.state = CaseState.ISSUED
        case.save(update_fields=["state"])
        record("issued", at=at, actor=actor, case=case)
        enqueue("letter", case=case, key=f"letter:{case.pk}", at=at)


def comment(case: CaseRow, actor: User, file: str, page: int, text: str, *, at: datetime) -> Comment:
    if not text.strip():
        raise Refusal("Write the note before you save it.", "text")
    with transaction.atomic():
        made = Comment.objects.create(case=case, file=file, page=page, text=text.strip(), by=actor)
        record("comment", at=at, actor=actor, case=case, data={"file": file, "page": page})
    return made


def correct(case: CaseRow, actor: User, kind: str, what: dict[str, str | int], *, at: datetime) -> None:
    """A correction of what was read; everything downstream is read again under a new version."""
    with transaction.atomic():
        case = _locked(case)
        if case.state not in _OPEN_TO_CORRECTION:
            raise Refusal(f"A case at “{case.get_state_display()}” cannot be corrected.")
        Correction.objects.create(case=case, kind=kind, what=what, by=actor)
        record("corrected", at=at, actor=actor, case=case, data={"kind": kind})
        read_again(case, at=at)


def _locked(case: CaseRow) -> CaseRow:
    return CaseRow.objects.select_for_update().get(pk=case.pk)


def _check_open(item: ItemRow) -> None:
    if item.case.state not in _WITH_REVIEWER:
        raise Refusal("The case has left your desk; ask quality to return it.")
    if item.decision:
        raise Refusal("This item is signed; take the signature back before you change it.")


def _hand_to_quality(case: CaseRow, reviewer: User, at: datetime) -> None:
    if case.returned.filter(answered_at=None).exists():
        return
    case.state = CaseState.QUALITY
    case.save(update_fields=["state"])
    record("to quality", at=at, actor=reviewer, case=case)
