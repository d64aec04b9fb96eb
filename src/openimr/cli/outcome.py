"""Tells in a few lines what a review found."""

from __future__ import annotations

import json
from pathlib import Path

from openimr.case import Answer
from openimr.determination import ItemDossier
from openimr.letter.dossier import Dossier

MARKS = {Answer.MET: "met", Answer.NOT_MET: "NOT MET", Answer.NOT_DOCUMENTED: "not documented"}


def tell(dossier: Dossier, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Prints the outcome for a reader, or as one JSON line."""
    if as_json:
        print(json.dumps({"event": "done", "files": [str(path) for path in paths], **_counts(dossier)}))
        return
    counts = _counts(dossier)
    print(f"{counts['pages']} pages, {counts['documents']} documents, {counts['facts']} facts with their pages")
    if not dossier.eligibility.eligible:
        print("The dispute may not be reviewed:")
        for reason in dossier.eligibility.reasons:
            print(f"  - {reason.says} ({reason.source})")
            for step in reason.steps:
                print(f"      {step}")
    if dossier.eligibility.undecided:
        print("Whether the dispute may be reviewed cannot be told from the file:")
    for question in dossier.eligibility.questions:
        print(f"  ask: {question}")
    for one in dossier.items:
        _tell_item(one)
    for problem in dossier.chart.problems:
        print(f"Problem: {problem.says} [{problem.where}] {problem.fix}")
    print("\nDraft for the expert reviewer, who decides:" if dossier.items else "\nNotice, as a draft:")
    for path in paths:
        print(f"  {path}")


def _tell_item(one: ItemDossier) -> None:
    decision = one.proposal.decision
    proposed = f"criteria would support: {decision.value}" if decision else "open, the reviewer is asked"
    print(f"\nItem {one.item.n}: {one.item.request}\n  {proposed}")
    for rule in one.findings.primary:
        for leaf in rule.criteria:
            where = f"  [{leaf.spans[0].file} p. {leaf.spans[0].page}]" if leaf.spans else ""
            print(f"  {MARKS[leaf.answer]:>14}  {leaf.name}{where}")
    for question in one.proposal.asks:
        print(f"  ask: {question}")


def _counts(dossier: Dossier) -> dict[str, int]:
    chart = dossier.chart
    return {"pages": len(chart.ledger), "documents": len(chart.documents), "facts": len(chart.facts)}
