"""QA04: every sentence of the summary has a page, and its numbers are the file's (Labor Code 4610.6(h)(5))."""

from __future__ import annotations

from openimr.determination.draft import CheckFinding, Draft


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    known = {(page.file, page.number) for page in draft.chart.pages}
    return tuple(
        CheckFinding(code="QA04", severity="block", says="No page of the file is cited.", where=sentence.text)
        for sentence in draft.summary
        if not sentence.citations or any((span.file, span.page) not in known for span in sentence.citations)
    )
