"""`imr chronology`: what happened when, by the file, in four formats."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

from openimr.case import Chart, OpenImrError
from openimr.records.timeline import GAP_DAYS, Event, EventSource, select, timeline

from .case_files import list_case_files
from .progress import Progress
from .review import add_reading_options


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="CASE_FOLDER", type=Path, help="folder with the PDFs of one case file")
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the results are written")
    command.add_argument("--provider", help="only events of providers whose name or role holds these words")
    command.add_argument("--region", help="only events of this body part, e.g. knee")
    command.add_argument("--type", dest="kind", help='only events of this type, e.g. pr2, imaging, "work status", gap')
    command.add_argument("--gap", type=int, default=GAP_DAYS, metavar="DAYS", help=f"tell gaps longer ({GAP_DAYS})")
    command.add_argument(
        "--pictures", action="store_true", help="also write the cited pages as pictures with the words marked"
    )
    add_reading_options(command)


def run(chosen: argparse.Namespace) -> int:
    """Writes chronology.html, .docx, .csv and .json and prints their paths; 2 for a folder that cannot be used."""
    from .case_chart import read_chart

    try:
        with Progress(as_json=chosen.json) as progress:
            case, chart = read_chart(chosen, chosen.folder, progress.page)
            progress.say("writing")
            events = timeline(chart, gap_days=chosen.gap)
            events = select(events, provider=chosen.provider, region=chosen.region, kind=chosen.kind)
            paths = _write_all(chosen, events, case.employee_name, chart)
            if chosen.pictures:
                paths += (_write_pages(chosen, events, case.employee_name, chart),)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    _tell(events, paths, as_json=chosen.json)
    return 0


def _write_all(
    chosen: argparse.Namespace, events: tuple[Event, ...], patient: str | None, chart: Chart
) -> tuple[Path, ...]:
    from openimr.letter.chronology import chronology_csv, chronology_docx, chronology_json
    from openimr.letter.chronology_html import chronology_html
    from openimr.letter.chronology_pages import account_of

    from .results import write_file

    heading, account = _heading(patient), account_of(chart, events)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    folder = quote(Path(os.path.relpath(chosen.folder, out)).as_posix())
    contents = {
        "chronology.html": chronology_html(events, heading, folder, account=account, pictured=chosen.pictures).encode(),
        "chronology.docx": chronology_docx(events, heading, account),
        "chronology.csv": chronology_csv(events).encode(),
        "chronology.json": chronology_json(events).encode(),
    }
    return tuple(write_file(out / name, content) for name, content in contents.items())


def _heading(patient: str | None) -> str:
    return f"Chronology of the records of {patient}" if patient else "Chronology of the records"


def _write_pages(chosen: argparse.Namespace, events: tuple[Event, ...], patient: str | None, chart: Chart) -> Path:
    """The page of pictures; drawn in worker processes."""
    from openimr.engines.cited_pictures import draw_cited
    from openimr.letter.chronology_html import PAGES
    from openimr.letter.chronology_pages import pages_html

    from .results import write_file

    files, _ = list_case_files(chosen.folder, wanted="records")
    spans = [span for event in events for span in event.spans]
    drawn = draw_cited(spans, chart, files, workers=chosen.workers or 1)
    page = pages_html(events, chart, _heading(patient), drawn.image, drawn.rectangles)
    return write_file(chosen.out / PAGES, page.encode())


def _tell(events: tuple[Event, ...], paths: tuple[Path, ...], *, as_json: bool) -> None:
    counts = {one.value: sum(event.source is one for event in events) for one in EventSource}
    if as_json:
        print(json.dumps({"event": "done", "files": [str(path) for path in paths], **counts}))
        return
    print(f"{counts['document']} documents, {counts['fact']} facts, gaps in care: {counts['gap']}")
    for path in paths:
        print(f"  {path}")
