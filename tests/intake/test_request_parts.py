"""Parts of a request: brands as generic drugs, ingredients, tasks at home, codes, the day of a retrospective request."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.intake.items import service_day
from openimr.intake.naming import components_of, drug_of, service_of


@pytest.mark.parametrize(
    ("request_text", "generic"),
    [
        ("Norco 10/325 mg #90", "hydrocodone/acetaminophen"),
        ("Percocet 5/325", "oxycodone/acetaminophen"),
        ("Ultram 50 mg #120", "tramadol"),
        ("Lyrica 75 mg", "pregabalin"),
        ("Celebrex 200 mg", "celecoxib"),
        ("Zanaflex 4 mg", "tizanidine"),
        ("Prilosec 20 mg", "omeprazole"),
        ("hydrocodone bitartrate and acetaminophen 10/325", "hydrocodone/acetaminophen"),
        ("opioids", "opioids"),
        ("Acupuncture 6 visits", None),
    ],
)
def test_brand_becomes_generic(request_text: str, generic: str | None) -> None:
    assert drug_of(request_text) == generic


@pytest.mark.parametrize(
    ("request_text", "service"),
    [
        ("CPT 97110 x 12", "physical therapy"),
        ("98941 x 6", "chiropractic manipulation"),
        ("97811", "acupuncture"),
        ("E0730", "TENS unit"),
        ("E0745 neuromuscular stimulator", "other"),
        ("62323", "epidural steroid injection"),
        ("64493", "facet injection"),
        ("20553", "trigger point injection"),
        ("J7325", "viscosupplementation"),
        ("72148", "MRI lumbar"),
        ("29881", "knee arthroscopy"),
        ("64721", "carpal tunnel release"),
        ("80307", "urine drug test"),
        ("L0631", "lumbar brace"),
    ],
)
def test_codes_name_services(request_text: str, service: str) -> None:
    assert service_of(request_text) == service


@pytest.mark.parametrize(
    ("request_text", "service", "parts"),
    [
        (
            "Compound cream: ketoprofen 10%, cyclobenzaprine 3%",
            "compounded topical",
            [("ketoprofen", "10%"), ("cyclobenzaprine", "3%")],
        ),
        ("Compounded gabapentin / lidocaine cream", "compounded topical", [("gabapentin", None), ("lidocaine", None)]),
        (
            "Home health aide for cooking, cleaning and bathing, 4 hours a day",
            "home health care",
            [("homemaker services", None), ("personal care", None)],
        ),
        (
            "Home health nurse for wound care and medication management",
            "home health care",
            [("skilled nursing", None), ("wound care", None), ("medication management", None)],
        ),
        ("Home health care 12 visits", "home health care", []),
        ("Acupuncture 6 visits", "acupuncture", []),
    ],
)
def test_parts(request_text: str, service: str, parts: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.strength) for one in components_of(request_text, service)] == parts


@pytest.mark.parametrize(
    ("request_text", "day"),
    [
        ("Retrospective request for urine drug test, date of service 03/04/2014", date(2014, 3, 4)),
        ("Retro: Norco 10/325 dispensed 3-4-14", date(2014, 3, 4)),
        ("Urine drug test DOS 12/31/2015", date(2015, 12, 31)),
        ("Urine drug test DOS 13/31/2015", None),
        ("Acupuncture 6 visits requested 03/04/2014", None),
    ],
)
def test_day_of_a_retrospective_request(request_text: str, day: date | None) -> None:
    assert service_day(request_text) == day
