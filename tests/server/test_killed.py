"""Workers killed at any instant: nothing acknowledged is lost, nothing is done twice, and the log stays whole.

A short day here; `bench/killed.py` runs a long one. Each worker is a process of its own, killed by signal 9.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
KILLS = 6

SCRIPT = """
import sys
from datetime import date, timedelta
import django
django.setup()
from django.utils import timezone
from openimr_server.models import Artifact, Event, Job, JobState, OutgoingMail
from openimr_server.actions.audit import verify
what = sys.argv[1]
if what == "start":
    from openimr_server.serving import prepare
    prepare()
    from openimr_server.actions.cases import Upload, register_case
    from openimr_server.actions.people import NewAccount, add_person
    from tests.server.papers import application, records, ur_decision
    new = NewAccount(email="i@example.com", name="I", role="intake", password="a-long-fictional-word")
    who = add_person(None, new, at=timezone.now())
    for n in range(3):
        files = [Upload(name="a.pdf", content=application()), Upload(name="u.pdf", content=ur_decision()),
                 Upload(name=f"r{n}.pdf", content=records() + b"%" + str(n).encode())]
        register_case(who, files, received_on=date(2026, 3, 2), at=timezone.now())
else:
    states = dict()
    for state in Job.objects.values_list("state", flat=True):
        states[state] = states.get(state, 0) + 1
    reads = Event.objects.filter(kind="read").values_list("chain", flat=True)
    print(states.get("done", 0), len(reads), len(set(reads)), len(list(verify())), Artifact.objects.count())
"""


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "IMR_DATA": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'openimr.sqlite3'}",
        "FILES_URL": str(data / "files"),
        "DJANGO_SETTINGS_MODULE": "openimr_server.settings",
        "PYTHONPATH": os.pathsep.join((str(HERE / "src"), str(HERE))),
        "IMR_LEASE_SECONDS": "3",
    }


def _say(what: str, data: Path) -> str:
    command = [sys.executable, "-c", SCRIPT, what]
    return subprocess.run(command, env=_environment(data), check=True, capture_output=True, text=True, cwd=HERE).stdout


@pytest.mark.parametrize("seed", [1])
def test_killed_workers_lose_and_repeat_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    _say("start", tmp_path)
    command = [sys.executable, "-m", "openimr.cli", "work"]
    for _ in range(KILLS):
        worker = subprocess.Popen(command, env=_environment(tmp_path), cwd=HERE)
        time.sleep(chance.uniform(0.8, 4.0))
        worker.kill()
        worker.wait()
    worker = subprocess.Popen(command, env=_environment(tmp_path), cwd=HERE)
    try:
        for _ in range(120):
            if _say("count", tmp_path).split()[0] == "3":
                break
            time.sleep(1)
    finally:
        worker.kill()
        worker.wait()
    assert _say("count", tmp_path).split() == ["3", "3", "3", "0", "18"]
