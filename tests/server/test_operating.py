"""What an operator does: start, look over, copy, restore, prove. Each in processes of its own, as in life."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


def _imr(*arguments: str, data: Path, typed: str = "") -> tuple[int, str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "FILES_URL", "IMR_DATA")
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "openimr_server.settings", "PYTHONPATH": str(HERE / "src")}
    command = [sys.executable, "-m", "openimr.cli", *arguments, "--data", str(data)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=HERE, input=typed)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A system with one line in its log and one stored file."""
    data = tmp_path / "system"
    script = (
        "from openimr_server.serving import prepare\n"
        "prepare()\n"
        "from datetime import date\n"
        "from django.utils import timezone\n"
        "from openimr_server.actions.cases import Upload, register_case\n"
        "from openimr_server.actions.people import NewAccount, add_person\n"
        "new = NewAccount(email='i@example.com', name='I', role='intake', password='a-long-fictional-word')\n"
        "who = add_person(None, new, at=timezone.now())\n"
        "register_case(who, [Upload(name='a.pdf', content=b'%PDF-1.4 x')], received_on=date(2026, 3, 2),"
        " at=timezone.now())\n"
    )
    environment = os.environ | {
        "IMR_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "openimr_server.settings",
        "PYTHONPATH": str(HERE / "src"),
        "DATABASE_URL": f"sqlite:///{data / 'openimr.sqlite3'}",
        "FILES_URL": str(data / "files"),
    }
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, cwd=HERE)
    return data


def test_copied_while_it_runs_restored_elsewhere_and_proved(system: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy", tmp_path / "again"
    assert _imr("backup", "make", str(copy), data=system) == (0, f"1 files and the database are in {copy}.\n")
    assert _imr("backup", "restore", str(copy), data=again) == (0, f"1 files and the database are in {again}.\n")
    assert _imr("audit", "verify", data=again) == (0, "3 lines; every one follows from the one before it.\n")
    stored = sorted(path.name for path in (again / "files").rglob("*") if path.is_file())
    assert stored == sorted(path.name for path in (system / "files").rglob("*") if path.is_file())


def test_a_damaged_copy_is_refused_and_nothing_is_written(system: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy", tmp_path / "again"
    _imr("backup", "make", str(copy), data=system)
    name = next((copy / "files").iterdir()).name
    (copy / "files" / name).write_bytes(b"other")
    assert _imr("backup", "restore", str(copy), data=again) == (
        2,
        f"imr: The backup is damaged: files/{name} is missing or changed; use another backup.\n",
    )
    assert not again.exists()


def test_a_folder_that_is_not_empty_is_not_overwritten(system: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    _imr("backup", "make", str(copy), data=system)
    assert _imr("backup", "make", str(copy), data=system)[0] == 2
    assert _imr("backup", "restore", str(copy), data=system) == (
        2,
        f"imr: {system} is not empty; restore into a new folder.\n",
    )


def test_the_doctor_finds_a_whole_system_well_and_a_missing_one_wanting(system: Path, tmp_path: Path) -> None:
    code, said = _imr("doctor", data=system)
    assert (code, [line[:2] for line in said.splitlines()]) == (0, ["ok"] * 7)
    code, said = _imr("doctor", data=tmp_path / "nowhere")
    assert (code, said.splitlines()[0]) == (
        1,
        f"!!  data folder: {tmp_path / 'nowhere'} does not exist. Start `imr serve` once; it is made then.",
    )


def test_the_first_account_comes_from_the_command_line(tmp_path: Path) -> None:
    data = tmp_path / "new"
    given = ("people", "add", "ada@example.com", "--name", "Ada", "--role")
    assert _imr(*given, "boss", data=data, typed="x")[0] == 2
    assert _imr(*given, "administrator", data=data, typed="short") == (
        2,
        "imr: This password is too short. It must contain at least 12 characters.\n",
    )
    assert _imr(*given, "administrator", data=data, typed="a-long-fictional-word") == (
        0,
        "ada@example.com may sign in as Administrator.\n",
    )
    assert _imr(*given, "administrator", data=data, typed="a-long-fictional-word") == (
        2,
        "imr: This address has an account already.\n",
    )
