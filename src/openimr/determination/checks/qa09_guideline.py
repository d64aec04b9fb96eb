"""QA09: the guideline cited is the one applied, in the edition in force, its rule as the pack has it."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft, ItemDossier

RULE = CheckRule(
    code="QA09",
    severity="block",
    ground="8 CCR 9792.21.1 (search sequence and citation); Stevens (2015): a misread schedule is reviewable",
    remedy="Cite the row that was applied, with its edition, and say why a higher source was passed over.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for says in _faults(one) if one.findings.primary else ():
            yield RULE.finding(says, item=one.item.n)


def _faults(one: ItemDossier) -> Iterator[str]:
    rules = one.findings.primary
    applied = {cited for rule in rules for cited in rule.citations}
    for cited in one.rationale.guidelines:
        if cited not in applied:
            yield f"{cited.title} is cited but no row of it was applied."
    if any(not rule.edition for rule in rules):
        yield "A row was applied without the edition that was in force."
    if not any(_bare(rule.rule) in _bare(one.rationale.text) for rule in rules):
        yield "The rationale does not state the rule as the guideline pack has it."
    if any(rule.level != "mtus" for rule in rules) and not one.findings.skipped:
        yield "A source below the schedule was applied without saying why the schedule was passed over."


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
