"""The table of permissions: role by capability, and the rule of the case that goes with it.

Labor Code 139.5(d)(5): the reviewer's identity stays within the review organization. A reviewer sees the cases assigned
to him or her only, and their content only after attesting that there is no conflict (139.5(c)).
"""

from __future__ import annotations

from enum import Enum

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from openimr_server.models import CaseRow, CaseState, Role, User


class May(Enum):
    """Capabilities. Those under CASE_* are asked of one case."""

    SEE_QUEUE = "see_queue"
    REGISTER_CASE = "register_case"
    SEE_PANEL = "see_panel"
    IMPORT_ROSTER = "import_roster"
    SEE_AUDIT = "see_audit"
    SEE_JOBS = "see_jobs"
    MANAGE_USERS = "manage_users"
    SEE_FIGURES = "see_figures"
    USE_PORTAL = "use_portal"
    CASE_SEE = "case_see"
    CASE_READ = "case_read"
    CASE_ADD_PAPERS = "case_add_papers"
    CASE_COMMENT = "case_comment"
    CASE_CORRECT = "case_correct"
    CASE_ASSIGN = "case_assign"
    CASE_ATTEST = "case_attest"
    CASE_DECIDE = "case_decide"
    CASE_CHECK = "case_check"
    CASE_ISSUE = "case_issue"
    CASE_SEE_REVIEWER = "case_see_reviewer"
    CASE_SEE_LETTER = "case_see_letter"
    CASE_SEE_LOG = "case_see_log"
    CASE_WITHDRAW = "case_withdraw"


_STAFF = frozenset({Role.INTAKE, Role.CASE_MANAGER, Role.QUALITY, Role.MEDICAL_DIRECTOR, Role.ADMINISTRATOR})
_OUTSIDE = frozenset({Role.CLAIMS_ADMINISTRATOR, Role.PROVIDER, Role.WORKER})

TABLE: dict[May, frozenset[Role]] = {
    May.SEE_QUEUE: _STAFF | {Role.REVIEWER, Role.PUBLICATION},
    May.REGISTER_CASE: frozenset({Role.INTAKE, Role.CASE_MANAGER}),
    May.SEE_PANEL: frozenset({Role.CASE_MANAGER, Role.MEDICAL_DIRECTOR, Role.QUALITY, Role.ADMINISTRATOR}),
    May.IMPORT_ROSTER: frozenset({Role.MEDICAL_DIRECTOR, Role.ADMINISTRATOR}),
    May.SEE_AUDIT: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    May.SEE_JOBS: frozenset({Role.INTAKE, Role.CASE_MANAGER, Role.ADMINISTRATOR}),
    May.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    May.SEE_FIGURES: _STAFF | {Role.REGULATOR, Role.PUBLICATION, Role.AUDITOR},
    May.USE_PORTAL: _OUTSIDE,
    May.CASE_SEE: _STAFF | _OUTSIDE | {Role.REVIEWER, Role.PUBLICATION},
    May.CASE_READ: frozenset({Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER, Role.QUALITY, Role.MEDICAL_DIRECTOR}),
    May.CASE_ADD_PAPERS: frozenset({Role.INTAKE, Role.CASE_MANAGER}) | _OUTSIDE,
    May.CASE_COMMENT: frozenset({Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER, Role.QUALITY, Role.MEDICAL_DIRECTOR}),
    May.CASE_CORRECT: frozenset({Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER}),
    May.CASE_ASSIGN: frozenset({Role.CASE_MANAGER, Role.MEDICAL_DIRECTOR}),
    May.CASE_ATTEST: frozenset({Role.REVIEWER}),
    May.CASE_DECIDE: frozenset({Role.REVIEWER}),
    May.CASE_CHECK: frozenset({Role.QUALITY, Role.MEDICAL_DIRECTOR}),
    May.CASE_ISSUE: frozenset({Role.QUALITY, Role.MEDICAL_DIRECTOR}),
    May.CASE_SEE_REVIEWER: frozenset({Role.CASE_MANAGER, Role.QUALITY, Role.MEDICAL_DIRECTOR, Role.REVIEWER}),
    May.CASE_SEE_LETTER: _STAFF | _OUTSIDE | {Role.REVIEWER, Role.PUBLICATION},
    May.CASE_SEE_LOG: frozenset({Role.CASE_MANAGER, Role.QUALITY, Role.MEDICAL_DIRECTOR, Role.AUDITOR}),
    May.CASE_WITHDRAW: frozenset({Role.CASE_MANAGER, Role.WORKER, Role.PROVIDER}),
}
_KNOWS_OF_CASES = frozenset(role for what, roles in TABLE.items() if what.value.startswith("case_") for role in roles)
_AFTER_ATTESTING = frozenset({May.CASE_READ, May.CASE_COMMENT, May.CASE_CORRECT, May.CASE_DECIDE, May.CASE_SEE_LETTER})
_ISSUED = frozenset({CaseState.ISSUED, CaseState.CLOSED})

Person = User | AnonymousUser


def may(person: Person, what: May, case: CaseRow | None = None) -> bool:
    """Whether the person may do this, here. A case's capability asked without a case is refused."""
    if not isinstance(person, User) or not person.is_active or person.role not in TABLE[what]:
        return False
    if not what.value.startswith("case_"):
        return True
    return case is not None and _may_of_case(person, what, case)


def _may_of_case(person: User, what: May, case: CaseRow) -> bool:
    if person.role == Role.REVIEWER:
        if case.reviewer_id != person.pk:
            return False
        return what not in _AFTER_ATTESTING or has_attested(person, case)
    if person.role in _OUTSIDE:
        if not case.parties.filter(user=person).exists():
            return False
        return what is not May.CASE_SEE_LETTER or case.state in _ISSUED
    if person.role == Role.PUBLICATION:
        return case.state in _ISSUED
    return True


def has_attested(person: User, case: CaseRow) -> bool:
    """The reviewer has said that there is no conflict in this case."""
    return case.attestations.filter(reviewer=person, no_conflict=True).exists()


def visible_cases(person: Person) -> QuerySet[CaseRow]:
    """The cases whose existence the person may know of."""
    cases = CaseRow.objects.all()
    if not isinstance(person, User) or not person.is_active or person.role not in _KNOWS_OF_CASES:
        return cases.none()
    if person.role == Role.REVIEWER:
        return cases.filter(reviewer=person)
    if person.role in _OUTSIDE:
        return cases.filter(parties__user=person)
    if person.role == Role.PUBLICATION:
        return cases.filter(state__in=_ISSUED)
    return cases
