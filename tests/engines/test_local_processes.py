"""A step done in several processes gives what it gives in one, in the order of its tasks, whatever becomes of a process."""

from __future__ import annotations

import os

from openimr.batch import run_here
from openimr.case import Document, DocumentKind, Page, PageSource
from openimr.engines.local_processes import FEWEST, LocalProcesses
from openimr.records.facts import PAGES_AT_ONCE, extract

PAGES = tuple(
    Page(
        file="records.pdf",
        number=number,
        text=f"PROGRESS NOTE\nDate of service: 03/{number % 28 + 1:02d}/2014\nNaproxen {number}0 mg twice a day. Low back pain {number % 10}/10.",
        source=PageSource.TEXT_LAYER,
    )
    for number in range(1, 6 * PAGES_AT_ONCE)
)
DOCUMENTS = tuple(
    Document(id=f"D{page.number}", file=page.file, first_page=page.number, last_page=page.number, kind=DocumentKind.PR2)
    for page in PAGES
)


def test_facts_read_side_by_side_are_the_facts_read_one_after_the_other() -> None:
    alone = extract(DOCUMENTS, PAGES, run_here)
    assert len(alone) > len(PAGES)
    assert extract(DOCUMENTS, PAGES, LocalProcesses(2)) == alone


def test_few_tasks_are_done_in_this_process() -> None:
    tasks = tuple(str(number) for number in range(FEWEST - 1))
    assert list(LocalProcesses(2)(_own_process, tasks)) == [os.getpid()] * len(tasks)


def test_what_a_lost_process_had_is_done_here() -> None:
    tasks = (*[str(number) for number in range(2 * FEWEST)], str(os.getpid()))
    assert list(LocalProcesses(2)(len, tasks)) == list(map(len, tasks))
    assert list(LocalProcesses(2)(_die_elsewhere, [os.getpid()] * 5)) == [os.getpid()] * 5


def _own_process(task: str) -> int:
    return os.getpid()


def _die_elsewhere(home: int) -> int:
    if os.getpid() != home:
        os._exit(1)
    return home
