"""A dossier's pages as rows, with a mark for everything that is said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from openimr.case import PageRef, Span
from openimr.engines.highlight import rectangles
from openimr.letter.dossier import Dossier
from openimr.letter.fact_words import describe_fact, name_type
from openimr_server.models import CaseRow, PageRow


def list_pages(case: CaseRow, dossier: Dossier) -> list[PageRow]:
    """One row a page, in the order of the file; not saved."""
    said: dict[PageRef, list[tuple[str, str, Span]]] = defaultdict(list)
    for what, label, span in _citations(dossier):
        said[span.ref].append((what, label, span))
    fates = {entry.ref: entry for entry in dossier.chart.ledger}
    rows = []
    for place, page in enumerate(dossier.chart.pages, start=1):
        ref = PageRef(page.file, page.number)
        entry = fates.get(ref)
        marks = [
            {"what": what, "label": label, "quote": span.quote, "boxes": [list(box) for box in rectangles(page, span)]}
            for what, label, span in said[ref]
        ]
        row = PageRow(
            case=case,
            place=place,
            file=page.file,
            number=page.number,
            text=page.text.replace("\x00", ""),
            width=page.width,
            height=page.height,
            fate=entry.fate.value if entry else "",
            document=(entry.document or "") if entry else "",
            marks=marks,
        )
        rows.append(row)
    return rows


def _citations(dossier: Dossier) -> Iterator[tuple[str, str, Span]]:
    for fact in dossier.chart.facts:
        for span in fact.spans:
            yield "fact", f"{name_type(fact)}: {describe_fact(fact)}", span
    for item in dossier.items:
        for rule in (*item.findings.primary, *item.findings.informative):
            for leaf in rule.criteria:
                for span in leaf.spans:
                    yield "criterion", f"Item {item.item.n}: {leaf.name} - {leaf.answer.value.replace('_', ' ')}", span
    for problem in dossier.chart.record_problems:
        for span in problem.spans:
            yield "problem", f"{problem.kind.value.replace('_', ' ')}: {problem.about}", span
