"""Determinations made from the shapes of published ones, with the truth beside them, and the noise of text out of a PDF.

Everything is invented: no real person, claim or decision. The same seed gives the same letters.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from letter_printing import print_letter
from letter_words import GUIDES, ITEMS, SPECIALTIES, STATES, WORDS

FORMS = ("2013", "2014", "2014b", "2014c", "2015", "2016", "2018", "2020")
"""Forms of the California workers' compensation letters; 2014c says the decision in words, 2016 has hyphens in dates."""


@dataclass
class Made:
    """One letter: its text and what a reader should find in it (the keys of `imr read`)."""

    name: str
    form: str
    text: str
    truth: dict[str, Any] = field(default_factory=dict)


def make_letters(count: int, seed: int = 1, *, noise: bool = True) -> list[Made]:
    rng = random.Random(seed)
    return [_make(rng, n, FORMS[n % len(FORMS)], noise=noise) for n in range(count)]


def _make(rng: random.Random, n: int, form: str, *, noise: bool) -> Made:
    truth = _truth(rng, n, form)
    text = print_letter(rng, truth, form, noise=noise)
    return Made(name=f"made-{n:05d}", form=form, text=text, truth=truth)


def _truth(rng: random.Random, n: int, form: str) -> dict[str, Any]:
    year = int(form[:4])
    decided = date(year, rng.randint(1, 12), rng.randint(1, 28))
    assigned = decided - timedelta(days=rng.randint(20, 60))
    applied = assigned - timedelta(days=rng.randint(8, 40))
    denied = applied - timedelta(days=rng.randint(5, 29))
    injured = date(year - rng.randint(1, 14), rng.randint(1, 12), rng.randint(1, 28))
    sex = rng.choice(("male", "female"))
    items = []
    for text, quantity in rng.sample(ITEMS, rng.randint(1, 5)):
        fair = rng.random() < 0.3
        items.append(
            {
                "text": text,
                "quantity": quantity,
                "decision": "Overturned" if fair else "Upheld",
                "decision_explicit": True,
                "claims_admin_guidelines": _guides(rng, form, empty=0.2),
                "reviewer_guidelines": _guides(rng, form, empty=0.0),
            }
        )
    return {
        "case_number": f"CM{year % 100:02d}-{900000 + n:07d}",
        "dates": {
            "injury": str(injured),
            "ur_decision": str(denied),
            "application": str(applied),
            "assignment": str(assigned),
            "determination": str(decided),
        },
        "reviewer": {
            "specialties": list(rng.choice(SPECIALTIES)),
            "licensed_states": list(rng.choice(STATES)),
            "min_years": 5,
            "hours_per_week": 24,
        },
        "patient": {"age": rng.choice((*WORDS, *range(22, 78))), "sex": sex},
        "items": items,
    }


def _guides(rng: random.Random, form: str, *, empty: float) -> list[dict[str, Any]]:
    if rng.random() < empty:
        return []
    wanted = ("new", "odg") if form in ("2018", "2020") else ("old", "odg")
    pool = [guide for guide in GUIDES if guide[3] in wanted]
    first = rng.choice(pool)
    chosen = [first]
    if rng.random() < 0.25 and form != "2013":
        others = [
            guide
            for guide in pool
            if guide[3] == "odg" and guide[0].startswith(("ODG", "Official")) and guide is not first
        ]
        chosen.append(rng.choice(others))
    return [
        {"source": source, "section": section, "pages": pages.split(", ") if pages else []}
        for source, section, pages, _ in chosen
    ]
