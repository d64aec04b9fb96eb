"""Starts the web server and the workers, and stops them together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import django


def prepare() -> None:
    """Brings the database to the newest shape; safe to run while others do, and when it is there already."""
    from django.conf import settings
    from django.core.management import call_command

    from .configuration import set_up

    set_up()
    django.setup()
    (settings.CONFIGURATION.data / "static").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def serve(*, host: str, port: int, workers: int, demo: bool) -> int:
    """Runs until it is stopped; returns the exit code."""
    prepare()
    if demo:
        from openimr_server.demo import fill

        fill()
    print(f"OpenIMR: http://{host}:{port}/", flush=True)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--no-access-log", "--workers", "1", "--blocking-threads", "8", "openimr_server.wsgi:application"]
    commands = [web, *[[sys.executable, "-m", "openimr.cli", "work"] for _ in range(workers)]]
    children = [subprocess.Popen(command) for command in commands]
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.wait(0.5):
        for place, child in enumerate(children):
            if child.poll() is not None:
                children[place] = subprocess.Popen(commands[place])
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0


def work() -> int:
    """One worker until it is told to stop; a job in hand is finished by another after its lease."""
    django.setup()
    from openimr_server.jobs.worker import work as take_jobs

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    take_jobs(until=stopped.is_set)
    return 0
