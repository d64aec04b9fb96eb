"""The letter as blocks, in the order and wording of a Final Determination Letter; every writer prints these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Decision, Document, GuidelineCitation, Span
from openimr.determination import Sentence, list_abbreviations, name_guideline, name_kind, tell_plainly, write_date

from .blocks import Block, Shape, head
from .dossier import Candidate, Dossier, ItemDossier
from .notice import NOTICE_DRAFT, give_notice
from .states import write_state

DRAFT = "Draft prepared for the expert reviewer; not a determination."
FAMILIAR = (
    "The expert reviewer is selected based on his/her clinical experience, education, background, and expertise in the "
    "same or similar specialties that evaluate and/or treat the medical condition and disputed items/services. He/she "
    "is familiar with governing laws and regulations, including the strength of evidence hierarchy that applies to "
    "Independent Medical Review determinations."
)
ASSIGNMENT = (
    "No reviewer has been assigned. The statements after [On assignment:] are those that the record of the best "
    "fitting candidate supports; check them against the reviewer who is assigned, who is never named."
)
STAMP = re.compile(r"\b[A-Z]{2,}-\d{3,}|\b\d{1,2}/\d{1,2}/\d{4}\b")
"""A page stamp or a day that was read as the section of a guideline."""
PROPOSED = "Proposed rationale (draft for the expert reviewer)"
OUTCOMES = {
    Decision.UPHELD: "Proposed: Upheld (for the expert reviewer's decision)",
    Decision.OVERTURNED: "Proposed: Overturned (for the expert reviewer's decision)",
    None: "Decision: open - question for the reviewer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    title: str
    blocks: tuple[Block, ...]


def compose(dossier: Dossier) -> Letter:
    """The draft letter, or a notice where the dispute may not be reviewed."""
    if not dossier.eligibility.eligible:
        told = (*_identify(dossier, NOTICE_DRAFT), *give_notice(dossier.eligibility, dossier.settings.program))
        return Letter(title="Notice of ineligibility for independent medical review (draft)", blocks=told)
    decided = _decide_items(dossier)
    blocks = (
        *_identify(dossier),
        *_explain_making(dossier),
        *_list_documents(dossier.chart.documents),
        *_tell_case(dossier),
        *decided,
        *_close(dossier),
        *_explain_abbreviations(decided),
        Block(shape=Shape.NOTE, text=DRAFT),
    )
    return Letter(title="Independent Medical Review Final Determination Letter (draft)", blocks=blocks)


def cite(spans: tuple[Span, ...]) -> str:
    """[records pp. 3, 11; ur-decision p. 2]: each page once, by file, four at most."""
    pages = sorted({(span.file, span.page) for span in spans[:24]})[:4]
    by_file: dict[str, list[int]] = {}
    for file, page in pages:
        by_file.setdefault(file.removesuffix(".pdf"), []).append(page)
    said = "; ".join(
        f"{file} {'p.' if len(numbers) == 1 else 'pp.'} {', '.join(map(str, numbers))}"
        for file, numbers in by_file.items()
    )
    return f" [{said}]" if said else ""


def _write(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(_place(one) for one in sentences)


def _place(one: Sentence) -> str:
    """The sentence with its pages where they belong: after each clause, or before the full stop."""
    if not one.anchors:
        stop = one.text.endswith(".")
        return one.text.removesuffix(".") + cite(one.citations) + "." * stop
    said, at = "", 0
    for number, (place, spans) in enumerate(one.anchors):
        mark = cite(spans)
        following = one.anchors[number + 1 : number + 2]
        again = bool(following) and cite(following[0][1]) == mark
        said += one.text[at:place] + ("" if again else mark)
        at = place
    return said + one.text[at:]


def _identify(dossier: Dossier, mark: str = DRAFT) -> tuple[Block, ...]:
    case = dossier.case
    rows = (
        ("Employee", case.employee_name),
        ("Claim number", case.claim_number),
        ("Date of injury", f"{case.date_of_injury:%m/%d/%Y}" if case.date_of_injury else None),
        ("Claims administrator", case.claims_administrator),
        ("Date of UR decision", f"{case.ur_decision_date:%m/%d/%Y}" if case.ur_decision_date else None),
    )
    entries = tuple(
        Block(shape=Shape.ENTRY, label=name, text=value or "not stated in the file") for name, value in rows
    )
    return (Block(shape=Shape.NOTE, text=mark), *entries)


def _explain_making(dossier: Dossier) -> tuple[Block, ...]:
    """Nobody is assigned yet: statements about the reviewer are those of the proposed one, and hold on assignment."""
    name = dossier.settings.organization_full
    chosen = next((one for one in dossier.candidates if not one.conflicts), None)
    sent = f"The complete case file is to be sent by {name} to an expert reviewer."
    text = f"{sent} {_qualify(chosen)} {FAMILIAR if chosen else ''}".strip()
    shown = (head("HOW THE IMR FINAL DETERMINATION WAS MADE"), Block(shape=Shape.PARAGRAPH, text=text))
    return (*shown, Block(shape=Shape.NOTE, text=ASSIGNMENT)) if chosen else shown


def _qualify(chosen: Candidate | None) -> str:
    """The seed's statements, each only if the record of the proposed reviewer supports it."""
    if chosen is None:
        return "The reviewer's qualifications are to be entered from the record upon assignment."
    said = [
        "[On assignment:] He/she has no affiliation with the employer, employee, providers or the claims administrator."
    ]
    held = [f"is Board Certified in {chosen.board}"] if chosen.board else []
    held += [f"is licensed to practice in {write_state(chosen.state)}"] if chosen.state else []
    if held:
        said.append(f"The expert reviewer {', and '.join(held)}.")
    practice = ["has been in active clinical practice for more than five years"] if chosen.over_five_years else []
    practice += ["is currently working at least 24 hours a week in active practice"] if chosen.full_hours else []
    if practice:
        said.append(f"He/she {' and '.join(practice)}.")
    return " ".join(said)


def _list_documents(documents: tuple[Document, ...]) -> tuple[Block, ...]:
    entries = tuple(Block(shape=Shape.ENTRY, text=_name_document(one)) for one in documents)
    none = Block(shape=Shape.PARAGRAPH, text="No document could be read.")
    return (head("DOCUMENTS REVIEWED"), *(entries or (none,)))


def _name_document(one: Document) -> str:
    pages = f"p. {one.first_page}" if one.first_page == one.last_page else f"pp. {one.first_page}-{one.last_page}"
    parts = [name_kind(one.kind)]
    if one.author and not one.other_patient and _is_person(one.author):
        parts.append(one.author)
    parts.append(write_date(one.date) if one.date else "undated")
    parts.append(f"{one.file.removesuffix('.pdf')} {pages}")
    if one.duplicate_of:
        parts.append("a copy of another document listed here")
    if one.other_patient:
        parts.append("about another person: set aside, not considered")
    return ", ".join(parts)


def _is_person(author: str) -> bool:
    """A heading taken for an author says nothing; a name has small letters or a degree."""
    return not author.isupper() or author.rstrip(".").endswith((" MD", " DO", " DC", " PHD"))


def _tell_case(dossier: Dossier) -> tuple[Block, ...]:
    lead = "The following clinical case summary was prepared for the expert reviewer from the case file, including all "
    return (
        head("CLINICAL CASE SUMMARY"),
        Block(shape=Shape.PARAGRAPH, text=lead + "medical records:"),
        Block(shape=Shape.PARAGRAPH, text=_write(dossier.summary)),
    )


def _decide_items(dossier: Dossier) -> tuple[Block, ...]:
    lead = "The Final Determination will be based on decisions for the disputed items/services set forth below:"
    blocks = [head("IMR ISSUES, DECISIONS AND RATIONALES"), Block(shape=Shape.PARAGRAPH, text=lead)]
    for one in dossier.items:
        blocks.extend(_decide(one, dossier.settings.organization))
    return tuple(blocks)


def _decide(one: ItemDossier, organization: str) -> tuple[Block, ...]:
    spoken = _write((*one.rationale.sentences, one.rationale.conclusion))
    rows = (
        Block(shape=Shape.ITEM, label=one.item.request.rstrip(" ."), text=OUTCOMES[one.proposal.decision]),
        _guideline("Claims Administrator", one.item.ur_guidelines),
        _guideline(organization, one.rationale.guidelines),
        Block(shape=Shape.NOTE, text=PROPOSED),
        Block(shape=Shape.PARAGRAPH, label="Decision rationale", text=spoken),
    )
    asks = tuple(Block(shape=Shape.NOTE, label="Question for the reviewer", text=ask) for ask in one.proposal.asks)
    unverified = any(not rule.verified for rule in one.findings.primary)
    note = "The guideline row applied has not been checked against the official text by a named person."
    return (*rows, *asks, *((Block(shape=Shape.NOTE, label="To verify", text=note),) if unverified else ()))


def _guideline(whose: str, cited: tuple[GuidelineCitation, ...]) -> Block:
    said = "; ".join(
        f"{name_guideline(GuidelineCitation(title=one.title, section=one.section))}"
        + (f" Page(s): {one.pages}" if one.pages else "")
        for one in cited
        if not STAMP.search(one.section or "")
    )
    none = (
        "No guideline is cited in the utilization review decision."
        if whose == "Claims Administrator"
        else "None found."
    )
    return Block(shape=Shape.PARAGRAPH, label=f"{whose} guideline", text=f"Decision based on {said}." if said else none)


def _close(dossier: Dossier) -> tuple[Block, ...]:
    told = tell_plainly(dossier.items) or ("No item was found.",)
    changes = tuple(block for one in dossier.items for block in _list_changes(one))
    return (
        head("IN PLAIN LANGUAGE"),
        *(Block(shape=Shape.PARAGRAPH, text=paragraph) for paragraph in told),
        *((head("WHAT WOULD CHANGE THIS"), *changes) if changes else ()),
        head("APPEAL"),
        Block(shape=Shape.PARAGRAPH, text=dossier.settings.appeal_text),
    )


def _list_changes(one: ItemDossier) -> tuple[Block, ...]:
    steps = tuple(Block(shape=Shape.ENTRY, text=step) for step in one.rationale.what_would_change)
    lead = "the treating physician can change the outcome with the following."
    return (Block(shape=Shape.PARAGRAPH, label=one.item.request.rstrip(" ."), text=lead), *steps) if steps else ()


def _explain_abbreviations(decided: tuple[Block, ...]) -> tuple[Block, ...]:
    """In words a layperson understands (Labor Code 4610.6(d)(1))."""
    used = list_abbreviations(block.text for block in decided)
    entries = tuple(Block(shape=Shape.ENTRY, label=short, text=long) for short, long in used)
    return (head("ABBREVIATIONS"), *entries) if entries else ()


__all__ = ["DRAFT", "OUTCOMES", "Block", "Letter", "Shape", "cite", "compose"]
