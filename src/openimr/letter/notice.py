"""The notice for a dispute that may not be reviewed: what is wrong, how the days were counted, what can be done."""

from __future__ import annotations

import re

from .blocks import Block, Shape, head
from .dossier import EligibilityReason, EligibilityReport

NOTICE_DRAFT = (
    "Draft for the Administrative Director's decision on eligibility (Labor Code 4610.5(k)); nothing has been decided."
)
LEAD = (
    "Your application for independent medical review was checked before any doctor looked at it. On the papers "
    "received, it does not seem that the dispute can be reviewed. The reasons are below, each with the law it rests on."
)
NOT_MEDICAL = "This is not about whether the treatment is medically necessary. Nobody has judged that."
TITLES = {
    "unsigned": "The application is not signed",
    "late": "The application came after the last day",
    "no_ur_decision": "The utilization review decision is missing",
    "conditional_noncertification": "The request was refused because information was missing",
    "liability_disputed": "The claims administrator disputes that it must pay at all",
    "wrong_form": "The paper filed is not the application form",
    "authorised_meanwhile": "The treatment has been authorized or the dispute settled",
    "duplicate": "The same dispute was filed before",
    "prior_decision": "The same treatment was decided before",
    "not_necessity": "The treatment was not refused on medical grounds",
    "out_of_scope": "The injury and decision are from before this program",
    "agent_not_valid": "The agent was named too early",
    "withdrawn": "The request was withdrawn",
    "incomplete": "Parts of the form are missing",
}
STEPS = {
    "unsigned": "Sign and date the form, you or the person who acts for you, and file it again while time remains.",
    "late": "Check the day on which the decision was sent to you. If it was later than the day used here, or the "
    "decision did not come with the form and instructions, say so and send proof.",
    "no_ur_decision": "Send a copy of the utilization review decision with the application.",
    "conditional_noncertification": "Your doctor may send the information that was asked for and request the treatment "
    "again.",
    "liability_disputed": "When that dispute is resolved, a new application may be filed within 30 days of notice "
    "of the resolution (Labor Code 4610.5(h)(2)).",
    "wrong_form": "Use the form, DWC Form IMR, that came with the decision.",
    "agent_not_valid": "Name the agent again, with a date after the utilization review decision.",
    "incomplete": "Fill in the missing parts and file the form again while time remains.",
}
APPEAL = (
    "Whoever disagrees with a finding of ineligibility may bring it before the Workers' Compensation Appeals Board "
    "(8 CCR 10575)."
)
HELP = "An information and assistance officer of the Division of Workers' Compensation can help without charge."


def give_notice(report: EligibilityReport) -> tuple[Block, ...]:
    """Blocks after the identification, in words a layperson understands (Labor Code 4610.6(d)(1))."""
    reasons = tuple(block for one in report.reasons for block in _state(one))
    steps = tuple(
        Block(shape=Shape.ENTRY, text=STEPS[code])
        for code in dict.fromkeys(one.code for one in report.reasons)
        if code in STEPS
    )
    return (
        head("NOTICE OF INELIGIBILITY"),
        Block(shape=Shape.PARAGRAPH, text=LEAD),
        Block(shape=Shape.PARAGRAPH, text=NOT_MEDICAL),
        head("REASONS"),
        *reasons,
        *((head("WHAT YOU CAN DO"), *steps) if steps else ()),
        head("APPEAL"),
        Block(shape=Shape.PARAGRAPH, text=f"{APPEAL} {HELP}"),
        Block(shape=Shape.NOTE, text=NOTICE_DRAFT),
    )


def _state(one: EligibilityReason) -> tuple[Block, ...]:
    title = TITLES.get(one.code, one.code.replace("_", " ").capitalize())
    said = f"{write_days(one.says).rstrip('.')}. Law: {one.source}."
    steps = one.steps or ((one.computation,) if one.computation else ())
    return (
        Block(shape=Shape.PARAGRAPH, label=title, text=said),
        *(Block(shape=Shape.ENTRY, text=write_days(step)) for step in steps if step),
    )


def write_days(text: str) -> str:
    """ISO days as letters write them: 2014-09-24 becomes 09/24/2014; codes of clocks are left out."""
    plain = re.sub(r"^K\d\d [^:]*: ", "Counted from ", text.strip())
    return re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", r"\2/\3/\1", plain)
