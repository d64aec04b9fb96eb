"""`imr`: the command line. One file per command; a command's modules are imported only when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from openimr import __version__

COMMANDS = {
    "review": "case file folder -> draft Final Determination Letter, with everything sourced to a page",
    "demo": "run the bundled example case and show what comes out",
    "chronology": "case file folder -> dated, page-linked chronology (HTML, DOCX, CSV, JSON)",
    "find": "search a case file for what a statement denies, page by page",
    "check": "a determination, ours or a published one -> what is wrong with it, with and without its case file",
    "read": "published determinations (PDF, scan, DOCX, HTML, text, agency table) -> JSON lines, CSV, Parquet or FHIR",
    "corpus": "published determinations: build an index, search, find like cases, figures, how like cases went",
    "redact": "letters and records without what identifies anyone, with a certificate of the proof",
    "packs": "list, show, prove, compare or export the guideline rules",
    "simulate": "which decisions of stored cases would change if the rules changed",
    "panel": "import a roster, check credentials on a day, weigh reviewers for a case, measure agreement",
    "assign": "all open cases to reviewers at once; who cannot be placed, why, and the cheapest remedy",
    "clock": "explain when something is due",
    "process": "where the cases of a log stand and what comes next; the process as a diagram",
    "notice": "write a notice of the process to everyone who must get it",
    "serve": "the server: intake, reading, review desk, letters, in the browser",
    "work": "one worker for the server's jobs",
    "people": "add an account to the server",
    "audit": "prove the server's log, line by line",
    "doctor": "look over the server's system and say what is wrong",
    "backup": "copy the server's system while it runs, or restore it",
}
EPILOG = """\
Start with:  imr demo
Then:        imr review CASE_FOLDER --out DIR

exit codes:  0 done (also when the dispute may not be reviewed: a notice is written)
             1 done, but something needs a person: see the problems printed and in review.json
             2 the input or the command cannot be used; one sentence says what to do
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    parser = argparse.ArgumentParser(
        prog="imr",
        description="OpenIMR reads a case file, applies dated guideline rules, and drafts an independent medical "
        "review determination for a physician to check. It never decides.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"imr {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name, says in COMMANDS.items():
        command = commands.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        if name in given:
            import_module(f"openimr.cli.{name}").add_arguments(command)
    chosen = parser.parse_args(given)
    run = import_module(f"openimr.cli.{chosen.command}").run
    return int(run(chosen))


if __name__ == "__main__":
    sys.exit(main())
