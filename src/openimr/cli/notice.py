"""`imr notice`: writes a notice of the process to everyone who must get it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from openimr.case import OpenImrError
from openimr.engines.typesetting import typeset_notice
from openimr.letter.notices import Matter, Notice, write_notice_html, write_notice_text, write_notices
from openimr.program import load, names
from openimr.program.notice_loading import load_notices
from openimr.program.process_loading import load_process
from openimr.workflow import Law, load_law, read_log, rebuild

from . import PROGRAM
from .matter_file import read_matter
from .results import write_file


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", help="code of the notice, e.g. assignment; 'list' names them")
    command.add_argument(
        "matter", nargs="?", type=Path, help="YAML or JSON file: case_number, sent_on, parties, items, facts"
    )
    command.add_argument(
        "--log", type=Path, help="log of cases: facts and items stand as it tells; the file may add to it"
    )
    command.add_argument("--out", type=Path, default=Path("notices"), help="folder for the letters")
    command.add_argument("--program", default=PROGRAM, help=f"program pack: {', '.join(names())}")


def run(chosen: argparse.Namespace) -> int:
    """Writes one PDF, HTML and text for each addressee; 1 and nothing written when anything is missing."""
    try:
        notices = load_notices(chosen.program)
        if chosen.code == "list":
            for template in notices.templates:
                print(f"{template.code:22} {template.texts[0].title} -> {', '.join(template.to)} ({template.source})")
            return 0
        if chosen.matter is None:
            raise OpenImrError(f"Say from which file, e.g. imr notice {chosen.code} matter.yaml")
        matter = read_matter(chosen.matter, load_process(chosen.program))
        if chosen.log is not None:
            matter = _with_log(matter, load_law(chosen.program), chosen.log)
    except (OpenImrError, OSError, UnicodeDecodeError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    written = write_notices(load(chosen.program), notices, chosen.code, matter)
    for problem in written.problems:
        print(f"Problem: {problem.says} {problem.fix}", file=sys.stderr)
    for number, notice in enumerate(written.notices, 1):
        _write(notice, chosen.out, number)
    return 1 if written.problems else 0


def _with_log(matter: Matter, law: Law, path: Path) -> Matter:
    """The matter with what the log knows of its case. Raises OpenImrError where the log is faulty or lacks the case."""
    log = read_log(path.read_text(encoding="utf-8"), law.process)
    rebuilt = rebuild(law, log.events, matter.case_number)
    wrong = (*log.problems, *rebuilt.problems)
    if wrong or rebuilt.standing is None:
        says = wrong[0].says if wrong else f"the log has no case {matter.case_number}"
        raise OpenImrError(f"{path.name}: {says}")
    status = {item.n: item.status for item in rebuilt.standing.items}
    return replace(
        matter,
        facts=(*rebuilt.standing.facts, *matter.facts),
        items=tuple(replace(item, status=status.get(item.n, item.status)) for item in matter.items),
    )


def _write(notice: Notice, out: Path, number: int) -> None:
    """File names say nothing of the person: notice, number of the copy, role."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"{notice.code}-{number}-{notice.role.lower()}"
    print(write_file(out / f"{name}.pdf", typeset_notice(notice)))
    write_file(out / f"{name}.html", write_notice_html(notice).encode())
    write_file(out / f"{name}.txt", write_notice_text(notice).encode())
    if notice.mail:
        mail = f"To: {notice.mail.to}\nSubject: {notice.mail.subject}\n\n{notice.mail.body}\n"
        write_file(out / f"{name}.mail.txt", mail.encode())
