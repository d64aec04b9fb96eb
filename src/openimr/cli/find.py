"""`imr find`: whether the file bears what somebody says it does not document."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from openimr.case import OpenImrError, PageRef
from openimr.determination import name_kind, write_date
from openimr.records.search import Extract, PageHit, SearchResult, search

from .progress import Progress
from .review import add_reading_options


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="CASE_FOLDER", type=Path, help="folder with the PDFs of one case file")
    command.add_argument("statement", help='e.g. "no documentation of functional improvement"')
    command.add_argument("--most", type=int, default=20, metavar="PAGES", help="pages shown at most (default: 20)")
    add_reading_options(command)


def run(chosen: argparse.Namespace) -> int:
    """Prints the pages that bear the words, best first; 0 also when there is none, 2 for input that cannot be used."""
    from .case_chart import read_chart

    try:
        with Progress(as_json=chosen.json) as progress:
            _, chart = read_chart(chosen, chosen.folder, progress.page)
        result = search(chart, chosen.statement)
        if not result.terms:
            raise OpenImrError(f'"{chosen.statement}" has no word to search for; say what is not documented.')
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(_data(result), ensure_ascii=False))
    else:
        print("\n".join(write_result(result, chosen.most)))
    return 0


def write_result(result: SearchResult, most: int) -> tuple[str, ...]:
    """What was searched for, the pages that bear it with the words around, and the pages not searched."""
    lines = [f"Searched for: {', '.join(result.terms)}"]
    searched = _count(len(result.searched))
    if result.hits:
        lines.append(f"{_count(len(result.hits))} of {searched} searched may bear it; read before relying on it:")
    else:
        lines.append(f"nothing found on {searched} searched")
    for hit in result.hits[:most]:
        lines += ["", _head(hit), *(f"    ... {_marked(extract)} ..." for extract in hit.extracts)]
    if len(result.hits) > most:
        lines += ["", f"{_count(len(result.hits) - most)} more; --most {len(result.hits)} shows all"]
    lines += _left_out("of another patient, not searched", result.other_patient)
    lines += _left_out("unreadable, not searched: look at the page itself", result.unreadable)
    return tuple(lines)


def _count(pages: int) -> str:
    return f"{pages} page" if pages == 1 else f"{pages} pages"


def _head(hit: PageHit) -> str:
    head = f"{hit.ref.file} p. {hit.ref.page}"
    if hit.document is None:
        return head
    dated = f" of {write_date(hit.document.date)}" if hit.document.date else ""
    author = f", {' '.join(hit.document.author.split())}" if hit.document.author else ""
    note = "" if hit.of_record else " (no record of care: a decision, application or cover)"
    return f"{head}: {name_kind(hit.document.kind)}{dated}{author}{note}"


def _marked(extract: Extract) -> str:
    text = extract.text
    return f"{text[: extract.start]}[{text[extract.start : extract.end]}]{text[extract.end :]}"


def _left_out(why: str, refs: Sequence[PageRef]) -> list[str]:
    if not refs:
        return []
    return ["", f"{_count(len(refs))} {why}: {', '.join(f'{ref.file} p. {ref.page}' for ref in refs)}"]


def _data(result: SearchResult) -> dict[str, object]:
    return {
        "event": "done",
        "denied": result.denied,
        "terms": result.terms,
        "searched": len(result.searched),
        "unreadable": [{"file": ref.file, "page": ref.page} for ref in result.unreadable],
        "other_patient": [{"file": ref.file, "page": ref.page} for ref in result.other_patient],
        "hits": [
            {
                "file": hit.ref.file,
                "page": hit.ref.page,
                "score": hit.score,
                "of_record": hit.of_record,
                "words": hit.words,
                "extracts": [extract.text for extract in hit.extracts],
            }
            for hit in result.hits
        ],
    }
