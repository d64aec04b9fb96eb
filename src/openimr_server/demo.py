"""Fictional people and cases, so that every screen has something to show."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from openimr_server.actions.cases import Upload, register_case
from openimr_server.actions.people import NewAccount, add_person
from openimr_server.models import CaseRow, CaseState, ItemRow, PartyRow, Priority, Role, User

PASSWORD = "fictional-people-only"  # for the demonstration on one's own machine
PEOPLE = (
    ("intake", "Ida Marsh", Role.INTAKE, ""),
    ("manager", "Carl Benning", Role.CASE_MANAGER, ""),
    ("reviewer", "Dr. Nora Vail", Role.REVIEWER, "R031"),
    ("reviewer2", "Dr. Sam Oduya", Role.REVIEWER, "R028"),
    ("quality", "Quinn Abara", Role.QUALITY, ""),
    ("director", "Dr. Mira Dahl", Role.MEDICAL_DIRECTOR, ""),
    ("publication", "Pia Lund", Role.PUBLICATION, ""),
    ("adjuster", "Al Denton", Role.CLAIMS_ADMINISTRATOR, ""),
    ("provider", "Dr. Pat Quill", Role.PROVIDER, ""),
    ("worker", "Wes Harlan", Role.WORKER, ""),
    ("regulator", "Rae Sutter", Role.REGULATOR, ""),
    ("auditor", "Audie Finch", Role.AUDITOR, ""),
    ("admin", "Ada Minton", Role.ADMINISTRATOR, ""),
)
SERVICES = (
    "psychotherapy", "physical therapy", "acupuncture", "epidural steroid injection", "opioid medication", "TENS unit",
    "MRI lumbar", "knee arthroscopy", "topical analgesic", "functional restoration program",
)  # fmt: skip
FIRST = ("Avery", "Blair", "Casey", "Drew", "Ellis", "Frances", "Harper", "Indra", "Jules", "Kai", "Lane", "Morgan")
LAST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Linden", "Maple", "Oak", "Rowan")


def fill(*, year_of_cases: int = 120) -> None:
    """Nothing happens to a system that has people already."""
    if User.objects.exists():
        return
    now = timezone.now()
    people = {
        key: add_person(
            None,
            NewAccount(email=f"{key}@example.com", name=name, role=role, password=PASSWORD, reviewer_code=code),
            at=now,
        )
        for key, name, role, code in PEOPLE
    }
    example = Path(__file__).resolve().parents[2] / "examples" / "seed-case"
    files = sorted((example / "file").glob("*.pdf")) or sorted(example.glob("*.pdf"))
    if files:
        uploads = [Upload(name=path.name, content=path.read_bytes()) for path in files]
        case = register_case(people["intake"], uploads, received_on=timezone.localdate() - timedelta(days=4), at=now)
        PartyRow.objects.create(case=case, user=people["worker"])
    _year(people, random.Random(1), timezone.localdate(), year_of_cases)
    print(f"Demonstration: sign in as {', '.join(key for key, *_ in PEOPLE)} @example.com, password {PASSWORD}")


def _year(people: dict[str, User], chance: random.Random, today: date, count: int) -> None:
    """Past cases, decided; head lines only, their files are not kept."""
    for number in range(count):
        received = today - timedelta(days=int(365 * (count - number) / count) + 8)
        case = CaseRow.objects.create(
            number=f"IMR-{received:%Y}-{900000 + number:06d}",
            received_on=received,
            due_on=received + timedelta(days=30),
            state=CaseState.ISSUED if received < today - timedelta(days=40) else CaseState.TO_ASSIGN,
            priority=Priority.EXPEDITED if chance.random() < 0.04 else Priority.STANDARD,
            employee_name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            claim_number=f"DEMO-{number:05d}",
            claims_administrator="Example Mutual Claims Services",
            reviewer=people["reviewer"] if received < today - timedelta(days=40) else None,
        )
        names = chance.sample(SERVICES, chance.choice((1, 1, 1, 2, 3)))
        case.services = "; ".join(names)
        case.save(update_fields=["services"])
        for place, service in enumerate(names, start=1):
            decided = case.state == CaseState.ISSUED
            outcome = "overturned" if chance.random() < 0.11 else "upheld"
            ItemRow.objects.create(
                case=case, n=place, request=f"{service.capitalize()}, as requested", service=service,
                proposed=outcome, decision=outcome if decided else "",
            )  # fmt: skip
