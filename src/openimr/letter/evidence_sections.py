"""The sections of the evidence page, from what decides to what was merely received."""

from __future__ import annotations

from html import escape

from openimr.case import Answer, CriterionResult, Span
from openimr.determination import measure_rationale, quoter

from .composition import OUTCOMES
from .dossier import Dossier, ItemDossier
from .evidence_links import Links, list_said, section
from .fact_words import describe_fact, name_type
from .notice import write_days

SAID = {
    Answer.MET: ("met", "&#10003; met"),
    Answer.NOT_MET: ("unmet", "&#10007; not met"),
    Answer.NOT_DOCUMENTED: ("silent", "? not documented"),
}
IDLE = ("The records establish it", "The records establish the contrary", "A study shows it")


def tell_questions(dossier: Dossier, links: Links) -> str:
    """What only a physician can answer, first."""
    asked = [(f"Item {one.item.n}: {ask}", one) for one in dossier.items for ask in one.proposal.asks]
    rows = "".join(f'<li class="ask">{escape(ask)}{links.refer(_of_conflicts(one))}</li>' for ask, one in asked)
    more = "".join(f'<li class="ask">{escape(ask)}</li>' for ask in dossier.eligibility.questions)
    return section("questions", "Questions for the reviewer", f"<ul>{rows}{more}</ul>" if rows or more else "")


def _of_conflicts(one: ItemDossier) -> tuple[Span, ...]:
    leaves = (leaf for rule in one.findings.primary for leaf in rule.criteria)
    return tuple(span for leaf in leaves if leaf.conflict for span in leaf.spans)


def tell_item(one: ItemDossier, dossier: Dossier, links: Links) -> str:
    quotes = quoter(dossier.chart)
    told = []
    for rule in one.findings.primary:
        rows = ""
        for leaf in rule.criteria:
            spans = quotes.rank(leaf.spans)
            words = quotes.quote(spans[0]) if spans and leaf.value is None else ""
            rows += _criterion(leaf, words, spans, links)
        told.append(
            f'<p class="rule">{escape(rule.rule_id)}, {escape(rule.edition)}: {escape(rule.rule)}</p>{_table(rows)}'
        )
    reasons = list_said(
        ((said.text, said.citations) for said in (*one.rationale.sentences, one.rationale.conclusion)), links
    )
    change = list_said(((step, ()) for step in one.rationale.what_would_change), links)
    return section(
        f"item{one.item.n}",
        f"Item {one.item.n}: {one.item.request}",
        f'<p class="outcome">{escape(OUTCOMES[one.proposal.decision])}{links.refer(one.item.spans[:2])}</p>{"".join(told)}'
        f"<h3>Proposed rationale</h3>{reasons}{_measure(one)}"
        + (f"<h3>What would change this</h3>{change}" if change else ""),
    )


def _measure(one: ItemDossier) -> str:
    """The boilerplate meter."""
    share = measure_rationale(one.rationale)
    return f"<p>{share.own} of {share.all} sentences bear a page, number or date of this file.</p>"


def _table(rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Criterion", "Result", "Why"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""


def _criterion(leaf: CriterionResult, words: str, spans: tuple[Span, ...], links: Links) -> str:
    name, said = SAID[leaf.answer]
    why = leaf.explain.removeprefix(f"{leaf.name}: ")
    if words and why.startswith(IDLE):
        why = f'"{words}"'
    searched = f" ({len(leaf.searched)} pages searched)" if leaf.searched else ""
    flags = (" Shown only; never decides." if leaf.informative else "") + (
        " Only the utilization review decision says so." if leaf.only_in_ur else ""
    )
    return (
        f'<tr><th scope="row">{escape(leaf.name)}</th><td><span class="chip {name}">{said}</span></td>'
        f"<td>{escape(why)}{searched}{flags}{links.refer(spans)}</td></tr>"
    )


def tell_facts(dossier: Dossier, links: Links) -> str:
    """By type, with a box that filters them by any word (without the script, all are shown)."""
    kinds: dict[str, list[str]] = {}
    for fact in dossier.chart.facts:
        row = f"<li>{escape(describe_fact(fact))}{links.refer(fact.spans)}</li>"
        kinds.setdefault(name_type(fact), []).append(row)
    body = "".join(
        f"<details><summary>{name} ({len(rows)})</summary><ul>{''.join(rows)}</ul></details>"
        for name, rows in sorted(kinds.items())
    )
    box = '<p><label>Filter facts <input type="search" id="filter" placeholder="drug, finding, year ..."></label></p>'
    return section("facts", "Facts by type", box + body if body else "")


def tell_eligibility(dossier: Dossier) -> str:
    """How each day was worked out."""
    report = dossier.eligibility
    found = "Eligible on the file received." if report.eligible else "Not eligible on the file received."
    rows = "".join(
        f"<li>{escape(write_days(f'{one.says} ({one.source})'))}{_steps(one.steps)}</li>" for one in report.reasons
    )
    last = ""
    if report.last_day is not None:
        steps = _steps(report.last_day_steps)
        last = f"<p>Last day to file: {report.last_day:%m/%d/%Y}.</p>{steps}"
    return section(
        "eligibility", "Eligibility and days", f"<p>{found}</p>" + (f"<ul>{rows}</ul>" if rows else "") + last
    )


def _steps(steps: tuple[str, ...]) -> str:
    entries = "".join(f"<li>{escape(write_days(step))}</li>" for step in steps)
    return f"<ol>{entries}</ol>" if entries else ""


def tell_checks(dossier: Dossier) -> str:
    rows = "".join(
        f"<li><strong>{escape(one.code)}</strong> ({escape(one.severity)}): {escape(one.says)} "
        f"<em>{escape(one.where[:240])}</em>"
        + "".join(f"<blockquote>{escape(quote[:300])}</blockquote>" for quote in one.quotes)
        + (f"<br>{escape(one.ground)}. {escape(one.remedy)}" if one.ground else "")
        + "</li>"
        for one in dossier.checks
    )
    body = f"<ul>{rows}</ul>" if rows else "<p>No check found anything.</p>" if dossier.items else ""
    return section("checks", "Checks of the draft", body)


def tell_ledger(dossier: Dossier) -> str:
    rows = "".join(
        f"<tr><td>{escape(entry.ref.file)}</td><td>{entry.ref.page}</td>"
        f"<td>{entry.fate.value.replace('_', ' ')}</td><td>{entry.document or ''}</td>"
        f"<td>{entry.confidence:.0%}</td></tr>"
        for entry in dossier.chart.ledger
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("File", "Page", "Fate", "Document", "Confidence"))
    count = len(dossier.chart.ledger)
    body = f"<details><summary>{count} pages received</summary><table><thead><tr>{head}</tr></thead>"
    return section("ledger", "Ledger of pages", f"{body}<tbody>{rows}</tbody></table></details>")
