"""What a reading gives is taken over into the case's rows."""

from __future__ import annotations

from datetime import date, timedelta

from openimr.letter.dossier import Dossier
from openimr_server.convert.pages import list_pages
from openimr_server.models import CaseRow, CaseState, ItemRow, PageRow, Priority

_UNTOUCHED = frozenset({CaseState.RECEIVED, CaseState.READING, CaseState.UNREADABLE, CaseState.INELIGIBLE})
STANDARD_DAYS = timedelta(days=30)
EXPEDITED_DAYS = timedelta(days=3)
"""Labor Code 4610.6(d): thirty days of receipt of the request and records; three days where expedited."""


def settle(case: CaseRow, dossier: Dossier) -> None:
    """The case's head line, its items with what is proposed, and its next state. Decisions made are never touched."""
    dispute = dossier.case
    case.employee_name = (dispute.employee_name or "")[:200]
    case.claim_number = (dispute.claim_number or "")[:80]
    case.claims_administrator = (dispute.claims_administrator or "")[:200]
    case.services = "; ".join(dict.fromkeys(one.service for one in dispute.items))[:400]
    case.specialties = "; ".join(dossier.specialties)[:400]
    case.pages = len(dossier.chart.pages)
    if dispute.expedited_requested:
        case.priority = Priority.EXPEDITED
    case.due_on = _due(case.received_on, case.priority)
    if case.state in _UNTOUCHED:
        case.state = _next_state(dossier)
    case.save()
    for one in dispute.items:
        drafted = next((item for item in dossier.items if item.item.n == one.n), None)
        decision = drafted.proposal.decision if drafted else None
        ItemRow.objects.update_or_create(
            case=case,
            n=one.n,
            defaults={
                "request": one.request[:1000],
                "service": one.service[:80],
                "proposed": decision.value if decision else "",
            },
        )
        if drafted:
            ItemRow.objects.filter(case=case, n=one.n, rationale="").update(rationale=drafted.rationale.text)
    case.page_rows.all().delete()
    PageRow.objects.bulk_create(list_pages(case, dossier), batch_size=200)
    case.items.filter(decision="").exclude(n__in=[one.n for one in dispute.items]).delete()


def _due(received_on: date, priority: str) -> date:
    return received_on + (EXPEDITED_DAYS if priority == Priority.EXPEDITED else STANDARD_DAYS)


def _next_state(dossier: Dossier) -> CaseState:
    if not dossier.chart.pages:
        return CaseState.UNREADABLE
    return CaseState.TO_ASSIGN if dossier.eligibility.eligible else CaseState.INELIGIBLE
