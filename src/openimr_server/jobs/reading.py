"""Reads a case: everything the job of `openimr` makes of its files, kept as rows and files."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from openimr import __version__
from openimr.cli.results import write_results
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.reader import LocalReader, sources_in
from openimr.guideline import load_library
from openimr.letter.dossier import Dossier
from openimr.panel import load as load_roster
from openimr.program import load as load_program
from openimr.records.reading import PageProgress, SourceFile
from openimr.review import Reading, Rules, review
from openimr_server.actions.audit import record
from openimr_server.actions.outcome import settle
from openimr_server.convert.amendments import amendments_of
from openimr_server.convert.roster import roster_text
from openimr_server.files import store
from openimr_server.models import Artifact, CaseRow, Job, PaperState
from openimr_server.queue import LostLeaseError, finish

Beat = Callable[[int, int], bool]
"""Called with pages done and of how many; False when the job is not this worker's any more."""


def read_case(job: Job, beat: Beat, now: Callable[[], datetime]) -> None:
    """Idempotent: pages read before come from the cache, and a result is kept only by who holds the lease."""
    case = job.case
    assert case is not None
    version = int(job.key.rpartition(":")[2])
    if case.version != version:
        finish(job, at=now())
        return
    with TemporaryDirectory(dir=settings.CONFIGURATION.data) as name:
        folder, out = Path(name, "file"), Path(name, "out")
        lay_out(case, folder)
        started = time.monotonic()
        dossier, files = read_dossier(case, folder, beat)
        write_results(dossier, files, out, seconds=time.monotonic() - started)
        made = [(path.name, path.read_bytes()) for path in sorted(out.iterdir())]
    with transaction.atomic():
        finish(job, at=now())
        case = CaseRow.objects.select_for_update().get(pk=case.pk)
        if case.version == version:
            for name, content in made:
                keep_artifact(case, version, name, content)
            settle(case, dossier)
            record(
                "read", at=now(), actor=None, case=case, data={"version": version, "pages": len(dossier.chart.pages)}
            )


def keep_artifact(case: CaseRow, version: int, name: str, content: bytes) -> None:
    Artifact.objects.update_or_create(
        case=case, version=version, name=name, defaults={"sha256": store().put(content), "size": len(content)}
    )


def lay_out(case: CaseRow, folder: Path) -> None:
    """The files under safe names of our own making: their number and what they are called, letters and digits only."""
    folder.mkdir()
    for paper in case.papers.filter(state=PaperState.RECEIVED):
        (folder / paper.name.replace("/", "_")).write_bytes(store().get(paper.sha256))


def read_dossier(case: CaseRow, folder: Path, beat: Beat) -> tuple[Dossier, tuple[SourceFile, ...]]:
    """Reads and drafts; raises LostLeaseError as soon as the job is another worker's."""
    files, wrong = sources_in(folder)

    def on_page(progress: PageProgress) -> None:
        if not beat(progress.done, progress.total):
            raise LostLeaseError

    reader = LocalReader(cache=settings.CONFIGURATION.data / "cache")
    return review(files, reader=reader, rules=rules_of(case), on_page=on_page, found_wrong=wrong), files


def rules_of(case: CaseRow) -> Rules:
    """The case's program, the bundled guideline library, and the newest roster."""
    reviewers, _ = load_roster(roster_text())
    return Rules(
        program=load_program(case.program),
        library=load_library(),
        roster=tuple(reviewers),
        version=__version__,
        reading=Reading(run=LocalProcesses(None), amendments=amendments_of(case)),
    )
