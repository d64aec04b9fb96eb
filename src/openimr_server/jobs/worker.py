"""A worker: takes jobs one after another, shows signs of life while it works, and can be killed at any instant."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, OperationalError, close_old_connections, connection
from django.utils import timezone

from openimr.case import OpenImrError
from openimr_server.models import Job
from openimr_server.queue import LEASE, LostLeaseError, claim, fail, renew

from .letters import write_letter
from .mail import send_mail
from .reading import Beat, read_case

Handler = Callable[[Job, Beat, Callable[[], datetime]], None]
HANDLERS: dict[str, Handler] = {"read": read_case, "letter": write_letter, "mail": send_mail}
_SIGN_OF_LIFE = LEASE.total_seconds() / 4
_NAP = 0.5
_log = logging.getLogger("openimr.worker")


def work(*, until: Callable[[], bool], idle: Callable[[], None] | None = None) -> int:
    """Works until told to stop; returns how many jobs ended. `idle` is called when nothing waits."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    ended = 0
    while not until():
        close_old_connections()
        job = claim(name, at=timezone.now())
        if job is None:
            if idle:
                idle()
            time.sleep(_NAP)
            continue
        run(job)
        ended += 1
    return ended


def run(job: Job) -> None:
    """One job to its end, with a thread that keeps the lease while its steps are silent."""
    stopped = threading.Event()
    keeper = threading.Thread(target=_keep_alive, args=(job, stopped), daemon=True)
    keeper.start()
    try:
        do(job)
    finally:
        stopped.set()
        keeper.join()


def do(job: Job) -> None:
    """One job to its end; what went wrong is noted on it."""
    try:
        HANDLERS[job.kind](job, lambda done, total: renew(job, at=timezone.now(), done=done, total=total), timezone.now)
    except LostLeaseError:
        _log.warning("job %s is another worker's now", job.key)
    except OpenImrError as wrong:
        fail(job, str(wrong), at=timezone.now(), again=False)
    except (OSError, MemoryError, RuntimeError, ValueError, LookupError, TypeError, DatabaseError) as wrong:
        _log.exception("job %s failed", job.key)
        fail(job, f"{type(wrong).__name__}: tried again later.", at=timezone.now())


def _keep_alive(job: Job, stopped: threading.Event) -> None:
    try:
        while not stopped.wait(_SIGN_OF_LIFE):
            # A database that is busy for a moment costs one sign of life, not the job.
            with contextlib.suppress(OperationalError):
                renew(job, at=timezone.now())
    finally:
        connection.close()
