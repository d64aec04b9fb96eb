"""The whole job through the pages, in a real browser, as each role; and axe on every page.

Needs Chromium (Debian's `chromium`, or the path in IMR_CHROMIUM); without it these tests are skipped, except in CI.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from openimr_server.models import CaseRow, CaseState, PartyRow, Role, User
from tests.server.conftest import PASSWORD, case_files, do_jobs, person

CHROMIUM = os.environ.get("IMR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed: apt-get install chromium"
    ),
    pytest.mark.django_db(transaction=True),
]
WIDTHS = (360, 820, 1440)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take it for a request's.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def root(transactional_db: None, live_server: object) -> str:
    return str(live_server.url)  # type: ignore[attr-defined]


def _sign_in(chromium: Browser, root: str, user: User) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{root}/accounts/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{root}/**")
    return page


def _everybody() -> dict[Role, User]:
    return {role: person(role) for role in Role}


def test_the_whole_job_through_the_pages(chromium: Browser, root: str, tmp_path: Path) -> None:
    people = _everybody()
    for upload in case_files():
        (tmp_path / upload.name).write_bytes(upload.content)

    intake = _sign_in(chromium, root, people[Role.INTAKE])
    intake.click("text=New case")
    intake.set_input_files("input[type=file]", sorted(tmp_path.iterdir()))
    intake.click("text=Register the case")
    case = CaseRow.objects.get()
    assert intake.url == f"{root}/cases/{case.number}/"
    do_jobs()
    PartyRow.objects.create(case=case, user=people[Role.WORKER])
    intake.goto(f"{root}/cases/{case.number}/")
    assert intake.locator("h1").inner_text() == f"{case.number} · Robin T. Calloway"

    manager = _sign_in(chromium, root, people[Role.CASE_MANAGER])
    manager.goto(f"{root}/cases/{case.number}/")
    manager.click("text=Assign a reviewer")
    User.objects.filter(pk=people[Role.REVIEWER].pk).update(
        reviewer_code=manager.locator("input[name=reviewer]").first.get_attribute("value") or ""
    )
    manager.reload()
    manager.locator("input[name=reviewer]").first.check()
    manager.click("button:has-text('Assign')")
    case.refresh_from_db()
    assert case.state == CaseState.ASSIGNED

    reviewer = _sign_in(chromium, root, people[Role.REVIEWER])
    reviewer.goto(f"{root}/cases/{case.number}/read/1/")
    assert reviewer.locator("h1").inner_text() == "Not yours to see"
    reviewer.goto(f"{root}/cases/{case.number}/")
    reviewer.check("input[value=yes]")
    reviewer.click("button:has-text('Confirm')")
    reviewer.click(".criteria .cite >> nth=0")
    assert reviewer.locator(".reader svg").count() == 1
    reviewer.keyboard.press("n")
    reviewer.wait_for_url("**/read/*/")
    reviewer.goto(f"{root}/cases/{case.number}/desk/1/")
    reviewer.check("input[value=upheld]")
    reviewer.fill("#reason", "The draft asks; the trial gave no functional gain.")
    reviewer.click("text=Sign this item")
    case.refresh_from_db()
    assert case.state == CaseState.QUALITY

    quality = _sign_in(chromium, root, people[Role.QUALITY])
    quality.goto(f"{root}/cases/{case.number}/quality/")
    quality.click("text=Release the determination")
    do_jobs()

    worker = _sign_in(chromium, root, people[Role.WORKER])
    worker.click(f"text={case.number}")
    worker.click("text=Read the determination")
    assert worker.locator("h1").inner_text() == f"Determination of {case.number}"
    assert people[Role.REVIEWER].get_full_name() not in worker.content()


def test_axe_finds_nothing_on_any_page(chromium: Browser, root: str) -> None:
    people = _everybody()
    from datetime import date

    from openimr_server.actions.cases import register_case
    from openimr_server.actions.desk import assign, attest
    from tests.server.conftest import NOW

    case = register_case(people[Role.WORKER], case_files(), received_on=date(2026, 3, 2), at=NOW)
    do_jobs()
    assign(case, people[Role.REVIEWER], people[Role.CASE_MANAGER], at=NOW)
    at = f"/cases/{case.number}"
    visits = {
        Role.INTAKE: [
            "/cases/",
            "/cases/new/",
            f"{at}/",
            f"{at}/read/2/",
            f"{at}/search/?q=acupuncture",
            f"{at}/files/",
        ],
        Role.CASE_MANAGER: [f"{at}/assign/", "/panel/", "/jobs/", f"{at}/log/", f"{at}/letter/", "/figures/"],
        Role.REVIEWER: [f"{at}/", f"{at}/desk/1/"],
        Role.QUALITY: [f"{at}/quality/"],
        Role.WORKER: ["/portal/", "/portal/apply/", f"/portal/{case.number}/", "/accounts/2fa/", "/nowhere/"],
        Role.ADMINISTRATOR: ["/people/", "/audit/?verify=1"],
    }
    found: dict[str, list[str]] = {}
    for role, paths in visits.items():
        page = _sign_in(chromium, root, people[role])
        for path in paths:
            if path.endswith("/desk/1/"):
                attest(case, people[role], no_conflict=True, at=NOW)
            page.goto(f"{root}{path}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wrong = [one["id"] for one in Axe().run(page).response["violations"]]
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    wrong.append("the page scrolls sideways")
                if wrong:
                    found[f"{path} at {width}"] = wrong
    page = chromium.new_context().new_page()
    page.goto(f"{root}/accounts/login/")
    if wrong := [one["id"] for one in Axe().run(page).response["violations"]]:
        found["/accounts/login/"] = wrong
    assert found == {}


def test_signing_in_with_a_passkey(chromium: Browser, root: str) -> None:
    """A virtual authenticator of the browser stands for the device."""
    page = _sign_in(chromium, root, person(Role.QUALITY))
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{root}/accounts/2fa/webauthn/add/")
    if page.url.endswith("reauthenticate/") or "reauthenticate" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
    page.fill("input[name=name]", "My device")
    if page.locator("input[name=passwordless]").count():
        page.check("input[name=passwordless]")
    page.click("main button >> nth=0")
    page.wait_for_url(lambda address: not address.endswith("/add/"))
    page.goto(f"{root}/accounts/2fa/webauthn/")
    assert "My device" in page.content()
    page.click("text=Sign out")
    page.goto(f"{root}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"{root}/cases/")
    assert page.locator(".who").inner_text().startswith("Some Quality")
