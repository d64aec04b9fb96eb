"""`imr check`: what is wrong with a determination, ours or a published one."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.case import OpenImrError, Page

from .review import add_reading_options

if TYPE_CHECKING:
    from openimr.corpus import Determination
    from openimr.determination import CaseFile, CheckFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One determination with what was found. own, all: sentences that bear a page, number or date, of all sentences.
    grade: of the part in plain language, None where there is none."""

    name: str
    letter: Determination
    findings: tuple[CheckFinding, ...]
    own: int
    all: int
    grade: float | None


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "letters",
        metavar="LETTER",
        nargs="+",
        type=Path,
        help="PDF, DOCX, HTML or text of a determination, or review.json",
    )
    command.add_argument("--case", metavar="FOLDER", type=Path, help="the case file, to hold the letter against it")
    command.add_argument("--notes", action="store_true", help="tell notes too, which are no defects")
    add_reading_options(command)


def run(chosen: argparse.Namespace) -> int:
    """Prints every finding; 1 when there is one, 2 when a letter or the case file cannot be read."""
    try:
        file = _read_case(chosen) if chosen.case else None
        checked = [one for path in chosen.letters for one in _check(path, file, chosen)]
    except (OpenImrError, OSError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    shown = ("block", "warn", "note") if chosen.notes else ("block", "warn")
    for one in checked:
        print(_as_json(one, shown) if chosen.json else _as_text(one, shown))
    return int(any(found.severity != "note" for one in checked for found in one.findings))


def _read_case(chosen: argparse.Namespace) -> CaseFile:
    from openimr.determination import CaseFile
    from openimr.intake import read_patient

    from .case_chart import read_chart

    case, chart = read_chart(chosen, chosen.case)
    return CaseFile(case=case, patient=read_patient(case, chart.pages, chart.documents), chart=chart)


def _check(path: Path, file: CaseFile | None, chosen: argparse.Namespace) -> list[Checked]:
    if path.suffix.lower() == ".json":
        from openimr.letter.review_record import read_review

        letter, recorded = read_review(path.name, path.read_text(encoding="utf-8"))
        return [_look(path, letter, file, recorded, "")]
    pages = _read_pages(path, chosen)
    text = "\n".join(page.text for page in pages)
    letters = _read_letters(path, pages, text)
    return [_look(path, letter, file, (), text) for letter in letters]


def _read_pages(path: Path, chosen: argparse.Namespace) -> tuple[Page, ...]:
    from openimr.engines.letter_files import LetterFile, kind_of, pages_of, read_head

    if not path.is_file():
        raise OpenImrError(f"There is no file {path}; give a determination as PDF, DOCX, HTML, text or review.json.")
    kind = kind_of(path.name, read_head(path))
    if kind in (LetterFile.TABLE, LetterFile.UNKNOWN):
        raise OpenImrError(f"{path} is no letter; give a determination as PDF, DOCX, HTML, text or review.json.")
    if kind is not LetterFile.SCANNED_OR_PDF:
        return pages_of(path.name, path.read_bytes(), kind)
    return _read_pdf(path, chosen)


def _read_pdf(path: Path, chosen: argparse.Namespace) -> tuple[Page, ...]:
    import hashlib

    from openimr.engines.reader import LocalReader
    from openimr.records.reading import SourceFile

    source = SourceFile(name=path.name, content=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    read = LocalReader(cache=chosen.cache, workers=chosen.workers).read([source])
    if not any(page.text.strip() for page in read.pages):
        says = read.problems[0].says if read.problems else "It has no words."
        raise OpenImrError(f"{path} could not be read: {says}")
    return read.pages


def _read_letters(path: Path, pages: tuple[Page, ...], text: str) -> tuple[Determination, ...]:
    from dataclasses import replace

    from openimr.corpus import read
    from openimr.determination.own_draft import as_published, is_own

    if is_own(text):
        pages = (replace(pages[0], text=as_published(text)),)
    found = read(path.name, pages).determinations
    if not found:
        raise OpenImrError(f"{path} was read, but no determination was recognized in it; give the whole letter.")
    return tuple(found)


def _look(
    path: Path, letter: Determination, file: CaseFile | None, recorded: tuple[CheckFinding, ...], text: str
) -> Checked:
    from openimr.determination import grade
    from openimr.determination.checks import check_against_file
    from openimr.determination.letter_checks import check_letter
    from openimr.determination.own_draft import plain_part
    from openimr.determination.own_words import measure_letter

    found = (*recorded, *check_letter(letter, notes=True), *(check_against_file(letter, file) if file else ()))
    share = measure_letter(letter)
    plain = plain_part(text)
    return Checked(
        name=str(path), letter=letter, findings=tuple(dict.fromkeys(found)), own=share.own, all=share.all,
        grade=grade(plain) if plain else None,
    )  # fmt: skip


def _as_text(one: Checked, shown: tuple[str, ...]) -> str:
    found = [finding for finding in one.findings if finding.severity in shown]
    count = "nothing found" if not found else f"{len(found)} finding{'s' if len(found) > 1 else ''}"
    case = f" ({one.letter.case_number})" if one.letter.case_number else ""
    lines = [f"{one.name}{case}: {len(one.letter.items)} items decided, {count}"]
    if one.all:
        lines.append(f"  {one.own} of {one.all} sentences of the reasons bear a page, number or date of the file")
    if one.grade is not None:
        lines.append(f"  the part in plain language reads at grade {one.grade:g}")
    for finding in found:
        where = f"item {finding.item}" if finding.item is not None else finding.where
        lines.append(f"\n  {finding.severity.upper():<6} {finding.code}, {_fold(where, 9)}")
        lines.append(_fold(finding.says, 9, first=True))
        lines += [_fold(f'"{quote}"', 11, first=True) for quote in finding.quotes]
        lines += [_fold(f"ground: {finding.ground}", 9, first=True)] * bool(finding.ground)
        lines += [_fold(f"do:     {finding.remedy}", 9, first=True)] * bool(finding.remedy)
    return "\n".join(lines) + "\n"


def _fold(words: str, indent: int, *, first: bool = False) -> str:
    pad = " " * indent
    return textwrap.fill(words, 100, initial_indent=pad if first else "", subsequent_indent=pad)


def _as_json(one: Checked, shown: tuple[str, ...]) -> str:
    return json.dumps(
        {
            "letter": one.name,
            "case_number": one.letter.case_number,
            "items": len(one.letter.items),
            "sentences": one.all,
            "own_sentences": one.own,
            "plain_language_grade": one.grade,
            "findings": [
                {
                    "code": found.code, "severity": found.severity, "item": found.item, "where": found.where, "says": found.says,
                    "quotes": list(found.quotes), "ground": found.ground, "remedy": found.remedy,
                }
                for found in one.findings
                if found.severity in shown
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip
