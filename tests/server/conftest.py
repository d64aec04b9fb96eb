"""People of every role, and cases in every state, made by the actions themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from openimr_server.actions.cases import Upload, register_case
from openimr_server.actions.desk import assign, attest
from openimr_server.actions.people import NewAccount, add_person
from openimr_server.jobs.worker import do
from openimr_server.models import CaseRow, Job, PartyRow, Role, User
from openimr_server.queue import claim
from tests.server.papers import application, records, ur_decision

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
PASSWORD = "a-long-fictional-word"


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here may use the database."""


def person(role: Role, key: str = "", code: str = "") -> User:
    """A fictional person of a role; the same key is the same person."""
    email = f"{key or role.value}@example.com"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    code = code or ("R031" if role == Role.REVIEWER else "")
    new = NewAccount(email=email, name=f"Some {role.label}", role=role, password=PASSWORD, reviewer_code=code)
    return add_person(None, new, at=NOW)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def do_jobs() -> list[str]:
    """Runs everything that waits; returns the kinds."""
    done = []
    while job := claim("test", at=datetime(2030, 1, 1, tzinfo=UTC)):
        do(job)
        done.append(job.kind)
    return done


@dataclass(frozen=True)
class Filed:
    """A case and the worker who filed it."""

    case: CaseRow
    worker: User


@cache
def case_files() -> tuple[Upload, ...]:
    return (
        Upload(name="application.pdf", content=application()),
        Upload(name="ur-decision.pdf", content=ur_decision()),
        Upload(name="records.pdf", content=records()),
    )


@pytest.fixture
def filed() -> Filed:
    """Registered by intake, with the worker as a party; not read yet."""
    worker = person(Role.WORKER)
    case = register_case(person(Role.INTAKE), case_files(), received_on=date(2026, 3, 2), at=NOW)
    PartyRow.objects.create(case=case, user=worker)
    return Filed(case=case, worker=worker)


@pytest.fixture
def read(filed: Filed) -> Filed:
    """The machine has read it; it waits to be assigned."""
    do_jobs()
    filed.case.refresh_from_db()
    return filed


@pytest.fixture
def assigned(read: Filed) -> Filed:
    """With a reviewer who has attested."""
    reviewer = person(Role.REVIEWER)
    assign(read.case, reviewer, person(Role.CASE_MANAGER), at=NOW)
    attest(read.case, reviewer, no_conflict=True, at=NOW)
    read.case.refresh_from_db()
    return read


Ask = Callable[[User, str], int]
__all__ = ["NOW", "Ask", "Filed", "Job", "Path", "browser", "do_jobs", "person"]
