"""`imr redact`: letters and records without what identifies anyone, with the proof."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.case import OpenImrError

if TYPE_CHECKING:
    from openimr.engines.redaction import Redacted, Redactor
    from openimr.letter.redaction import Known


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "given", metavar="LETTER|FOLDER", nargs="+", type=Path, help="PDF, picture, DOCX, HTML or text"
    )
    command.add_argument(
        "--case", metavar="REVIEW.json", type=Path, help="the review of the case: its people, firms and numbers"
    )
    command.add_argument("--parties", metavar="FILE", type=Path, action="append", default=[], help='more names: JSON {"parties": [{"role", "name", "address", ...}]}')  # fmt: skip
    command.add_argument(
        "--reviewer", metavar="NAME", action="append", default=[], help="the reviewer, who is never named"
    )
    command.add_argument(
        "--profile", default="ca-dwc", help="a program's publication rows, or safe-harbor (default: ca-dwc)"
    )
    command.add_argument(
        "--decisions", metavar="FILE", type=Path, help="the list of doubtful words with your decisions"
    )
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for the published files")


def run(chosen: argparse.Namespace) -> int:
    """0 when all was published; 1 when something was held back or is doubtful; 2 when nothing can be done."""
    from openimr.engines.redaction import Redactor
    from openimr.letter.redaction import load_profile, read_decisions

    try:
        profile = load_profile(chosen.profile)
        parties = _parties(chosen)
        kept = read_decisions(chosen.decisions.name, _text(chosen.decisions)) if chosen.decisions else ()
        files = _files(chosen.given, chosen.out)
        chosen.out.mkdir(parents=True, exist_ok=True)
    except (OpenImrError, OSError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    if not parties:
        print("imr: no party list was given (--case, --parties): only recognizers look for names.", file=sys.stderr)
    redactor = Redactor(parties=parties, profile=profile, kept=kept)
    return _publish(redactor, files, chosen.out)


def _publish(redactor: Redactor, files: list[Path], out: Path) -> int:
    from openimr.letter.redaction import write_json, write_text

    done: list[Redacted] = []
    failed = 0
    for number, path in enumerate(files, start=1):
        try:
            one = redactor.redact(path, number)
        except (OpenImrError, OSError) as wrong:
            print(f"{path.name}: not published. {wrong}", file=sys.stderr)
            failed += 1
            continue
        done.append(one)
        _write(one, out)
    certificates = [one.certificate for one in done]
    (out / "certificate.json").write_text(write_json(certificates), encoding="utf-8")
    (out / "certificate.txt").write_text(write_text(certificates), encoding="utf-8")
    doubtful = _list_doubtful(done, out)
    held = sum(not one.certificate.proved for one in done)
    return int(bool(failed or held or doubtful))


def _write(one: Redacted, out: Path) -> None:
    removed = sum(count for _, count in one.certificate.removed)
    if one.certificate.proved:
        (out / one.name).write_bytes(one.content)
        print(f"{one.name}: published, {removed} identifiers taken out, {len(one.doubtful)} of them doubtful")
    else:
        failing = ", ".join(f"{test.name} ({test.left})" for test in one.certificate.tests if test.left)
        print(f"{one.name}: HELD BACK, something is still found by: {failing}", file=sys.stderr)


def _list_doubtful(done: Iterable[Redacted], out: Path) -> int:
    """Beside the folder, not in it: the list holds the words themselves."""
    rows = [
        {"file": one.name, "text": text, "context": context, "kind": kind, "decision": None}
        for one in done
        for text, context, kind in one.doubtful
    ]
    place = out.with_name(f"{out.name}-doubtful.json")
    if rows:
        place.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f'{len(rows)} doubtful words were taken out. To keep some, set "decision": "keep" in {place} and give it as --decisions. Do not publish that list.')  # fmt: skip
    return len(rows)


def _parties(chosen: argparse.Namespace) -> tuple[Known, ...]:
    from openimr.letter.redaction import Kind, Known, read_parties

    files = [*([chosen.case] if chosen.case else []), *chosen.parties]
    reviewers = [Known(kind=Kind.REVIEWER, text=name, role="reviewer") for name in chosen.reviewer]
    return tuple(
        dict.fromkeys([*reviewers, *(known for path in files for known in read_parties(path.name, _text(path)))])
    )


def _text(path: Path) -> str:
    if not path.is_file():
        raise OpenImrError(f"There is no file {path}.")
    return path.read_text(encoding="utf-8")


def _files(given: list[Path], out: Path) -> list[Path]:
    found: dict[str, Path] = {}
    for path in given:
        if not path.exists():
            raise OpenImrError(f"There is no file or folder {path}.")
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in inside:
            if out.resolve() not in one.resolve().parents and one.suffix.lower() != ".json":
                found.setdefault(hashlib.sha256(str(one.resolve()).encode()).hexdigest(), one)
    if not found:
        raise OpenImrError("There is nothing to redact there; give letters as PDF, DOCX, HTML or text.")
    return list(found.values())
