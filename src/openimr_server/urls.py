"""Every address of the server."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from openimr_server.api.root import api
from openimr_server.web import (
    assignment,
    audit,
    case,
    desk,
    figures,
    jobs,
    letter,
    panel,
    people,
    portal,
    quality,
    queue,
    reader,
    register,
    start,
    watch,
)

CASE = "cases/<str:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="home"),
    path("accounts/", include("allauth.urls")),
    path("cases/", queue.queue, name="queue"),
    path("cases/new/", register.new_case, name="new_case"),
    path(CASE, case.case, name="case"),
    path(CASE + "files/", register.more_files, name="more_files"),
    path(CASE + "withdraw/", case.withdraw_case, name="withdraw"),
    path(CASE + "log/", case.log, name="case_log"),
    path(CASE + "read/", reader.read, name="read"),
    path(CASE + "read/<int:place>/", reader.read, name="read_page"),
    path(CASE + "read/<int:place>/picture.jpg", reader.picture, name="picture"),
    path(CASE + "read/<int:place>/comment/", reader.add_comment, name="comment"),
    path(CASE + "read/<int:place>/correct/", reader.amend, name="amend"),
    path(CASE + "search/", reader.search, name="search"),
    path(CASE + "assign/", assignment.assignment, name="assign"),
    path(CASE + "attest/", desk.attest_case, name="attest"),
    path(CASE + "desk/", desk.desk, name="desk"),
    path(CASE + "desk/<int:n>/", desk.desk, name="desk_item"),
    path(CASE + "desk/<int:n>/save/", desk.save, name="save_item"),
    path(CASE + "desk/<int:n>/reopen/", desk.reopen, name="reopen_item"),
    path(CASE + "findings/<int:finding>/", desk.answer, name="answer"),
    path(CASE + "quality/", quality.quality, name="quality"),
    path(CASE + "quality/return/", quality.send_back, name="send_back"),
    path(CASE + "quality/release/", quality.release, name="release"),
    path(CASE + "letter/", letter.letter, name="letter"),
    path(CASE + "letter/file.<str:suffix>", letter.letter_file, name="letter_file"),
    path(CASE + "evidence/", letter.evidence, name="evidence"),
    path("panel/", panel.panel, name="panel"),
    path("figures/", figures.figures, name="figures"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
    path("audit/", audit.audit, name="audit"),
    path("people/", people.people, name="people"),
    path("portal/", portal.portal, name="portal"),
    path("portal/apply/", portal.apply, name="apply"),
    path("portal/<str:number>/", portal.portal_case, name="portal_case"),
    path("api/", api.urls),
    path("healthz", watch.health, name="health"),
    path("metrics", watch.metrics, name="metrics"),
]
handler400 = "openimr_server.web.errors.unusable"
handler403 = "openimr_server.web.errors.refused"
handler404 = "openimr_server.web.errors.missing"
handler500 = "openimr_server.web.errors.broken"
