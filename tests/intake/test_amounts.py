"""Quantities, units, frequencies."""

from __future__ import annotations

import pytest

from openimr.intake.amounts import amount_of
from openimr.intake.naming import service_of

AMOUNTS = [
    ("Physical therapy 2x6", 12.0, "visits", "2 x week", 6.0),
    ("Physical therapy, twelve (12) visits", 12.0, "visits", None, None),
    ("Chiropractic 3 x week x 4 weeks", 12.0, "visits", "3 x week", 4.0),
    ("Acupuncture two times a week for three weeks", 6.0, "visits", "2 x week", 3.0),
    ("Acupuncture twice a week for 4 weeks", 8.0, "visits", "2 x week", 4.0),
    ("Psychotherapy x 6", 6.0, "sessions", None, None),
    ("Psychotherapy, one session weekly for 8 weeks", 8.0, "sessions", "1 x week", 8.0),
    ("PT 2-3 times a week for 6 weeks", 12.0, "visits", "2-3 x week", 6.0),
    ("Home health aide 4 hours/day, 5 days/week x 6 weeks", 120.0, "hours", "4 hours a day, 5 days a week", 6.0),
    ("Skilled nursing visits, 3 visits a week for 4 weeks (12 visits)", 12.0, "visits", "3 x week", 4.0),
    ("Norco 10/325 mg #120", 120.0, "tablets", None, None),
    ("Mobic 15 mg, 30 tablets", 30.0, "tablets", None, None),
    ("Mobic 15 mg 1 tablet daily", None, "tablets", None, None),
    ("Tramadol 50 mg, quantity 90", 90.0, "tablets", None, None),
    ("Terocin lotion 120 ml", 120.0, "units", None, None),
    ("Lidoderm patches #30", 30.0, "units", None, None),
    ("TENS unit, purchase", 1.0, "units", None, None),
    ("TENS unit rental, 30 days", 1.0, "units", None, 4.0),
    ("TENS supplies, 2 months (electrodes)", 2.0, "months", None, 9.0),
    ("Gym membership, 6 months", 6.0, "months", None, 26.0),
    ("MRI lumbar spine", 1.0, "study", None, None),
    ("Left L4-5 epidural steroid injection", 1.0, "procedure", None, None),
    ("Epidural steroid injections, series of 2 injections", 2.0, "procedure", None, None),
    ("Botox 155 units", 155.0, "units", None, None),
    ("Right carpal tunnel release", 1.0, "procedure", None, None),
    ("Orthopedic consultation", 1.0, "visits", None, None),
    ("Functional restoration program, 160 hours", 160.0, "hours", None, None),
    ("Functional restoration program, 20 days", 20.0, "days", None, 2.0),
]


@pytest.mark.parametrize(("words", "quantity", "unit", "frequency", "weeks"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_amount(words: str, quantity: float | None, unit: str, frequency: str | None, weeks: float | None) -> None:
    found = amount_of(words, service_of(words))
    assert (found.quantity, found.unit, found.frequency, found.duration_weeks) == (quantity, unit, frequency, weeks)
