"""The notice for a dispute that may not be reviewed: what is wrong, how the days were counted, what can be done."""

from __future__ import annotations

import re

from openimr.program.notice_loading import load_notices
from openimr.program.notice_template import Phrase

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
APPEAL = (
    "Whoever disagrees with a finding of ineligibility may bring it before the Workers' Compensation Appeals Board "
    "(8 CCR 10575)."
)
HELP = "An information and assistance officer of the Division of Workers' Compensation can help without charge."


def give_notice(report: EligibilityReport, program: str = "ca-dwc") -> tuple[Block, ...]:
    """Blocks after the identification, in words a layperson understands (Labor Code 4610.6(d)(1)).

    The words of each ground are those of the program's notice of ineligibility.
    """
    phrases = _phrases(program)
    reasons = tuple(block for one in report.reasons for block in _state(one, phrases.get(one.code)))
    codes = dict.fromkeys(one.code for one in report.reasons)
    remedies = [phrases[code].remedy for code in codes if code in phrases and phrases[code].remedy]
    steps = tuple(Block(shape=Shape.ENTRY, text=remedy) for remedy in remedies)
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


def _phrases(program: str) -> dict[str, Phrase]:
    template = load_notices(program).template("ineligibility")
    return {one.name: one for one in template.text("en").phrases} if template else {}


def _state(one: EligibilityReason, phrase: Phrase | None) -> tuple[Block, ...]:
    title = phrase.title if phrase else one.code.replace("_", " ").capitalize()
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
