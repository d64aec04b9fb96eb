"""Writes a notice for everyone who must get it, from the pack's template: one copy each, or a problem for each gap."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Problem
from openimr.program import Program
from openimr.program.notice_template import BlockText, CoverText, Notices, NoticeTemplate, NoticeText
from openimr.workflow.fact import facts_by_name

from ..blocks import Block, Shape
from .matter import Addressee, Ground, Matter
from .notice import CoverMark, CoverSheet, MailMessage, Notice, write_payload
from .values import Voice, fill, holds, listen, names_in, write_day, write_value

REGARDING = (
    "case_number",
    "employee",
    "date_of_injury",
    "claim_number",
    "employer",
    "claims_administrator",
    "requesting_physician",
    "ur_decision_date",
)
SHAPES = {"heading": Shape.HEADING, "paragraph": Shape.PARAGRAPH, "entry": Shape.ENTRY, "note": Shape.NOTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """notices is empty when there is any problem: no party is served while another is left out."""

    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...] = ()


def write_notices(program: Program, notices: Notices, code: str, matter: Matter) -> Written:
    """One copy of the notice for each party that the template addresses and the case has."""
    template = notices.template(code)
    if template is None:
        known = ", ".join(one.code for one in notices.templates)
        return Written(notices=(), problems=(_gap("notice_unknown", f"there is no notice {code!r}", f"Use {known}."),))
    to = list_addressees(template, matter)
    problems = (*_gaps(program, template, matter), *(gap for one in to for gap in _bad_party(program, one)))
    if problems:
        return Written(notices=(), problems=problems)
    return Written(
        notices=tuple(_write(listen(program, notices.words, template, matter, one), template, matter, to) for one in to)
    )


def list_addressees(template: NoticeTemplate, matter: Matter) -> tuple[Addressee, ...]:
    """The parties that get the notice, in the order of the template."""
    return tuple(one for role in template.to for one in matter.parties if one.role == role)


def _gaps(program: Program, template: NoticeTemplate, matter: Matter) -> tuple[Problem, ...]:
    known = {
        **facts_by_name(matter.facts),
        "results": tuple(one.text for one in matter.items),
        "reasons": matter.grounds,
    }
    there = {one.role for one in matter.parties}
    actors = {actor.code: actor.name for actor in program.actors}
    missing = [
        _gap("fact_missing", f"the notice {template.code} needs {name}, which is not known", f"Give the fact {name}.")
        for name in template.needs
        if known.get(name) in (None, "", ())
    ]
    if not re.fullmatch(program.case_number, matter.case_number):
        says = f"{matter.case_number!r} is no case number of the program"
        missing.append(_gap("case_number_wrong", says, f"It must read as {program.case_number}."))
    for role in template.required:
        if role not in there:
            says = f"the notice {template.code} must go to the {actors[role]}, who is not among the parties ({template.source})"
            missing.append(_gap("addressee_missing", says, f"Add the party {role} with name and address."))
    reasons = {reason.name for reason in program.reasons}
    for ground in matter.grounds:
        if ground.name not in reasons:
            known_names = ", ".join(sorted(reasons))
            missing.append(_gap("ground_unknown", f"no ground is called {ground.name!r}", f"Use {known_names}."))
    return tuple(missing)


def _bad_party(program: Program, one: Addressee) -> tuple[Problem, ...]:
    wrong = []
    known = [row.delivery for row in program.extensions]
    if known and one.delivery not in known:
        says = f"the {one.role} is served by {one.delivery!r}, which the program does not know"
        wrong.append(_gap("delivery_unknown", says, f"Use one of {', '.join(known)}."))
    if not one.address and one.delivery not in ("electronic", "fax"):
        says = f"the {one.role} has no address, and is served by {one.delivery}"
        wrong.append(_gap("address_missing", says, "Add the address, or serve electronically."))
    if one.delivery == "electronic" and not one.email:
        says = f"the {one.role} is served electronically and has no e-mail address"
        wrong.append(_gap("email_missing", says, "Add the e-mail address, or serve by mail."))
    return tuple(wrong)


def _gap(code: str, says: str, fix: str) -> Problem:
    return Problem(code=code, says=f"{says[0].upper()}{says[1:]}.", where="notice", fix=fix)


def _write(voice: Voice, template: NoticeTemplate, matter: Matter, to: tuple[Addressee, ...]) -> Notice:
    text = template.text(voice.language)
    used = [row for row in text.blocks if _applies(row, voice)]
    blocks = tuple(block for row in used for block in _blocks(row, text, voice, matter))
    others = [f"{one.name} ({voice.say(one.role)})" for one in to if one is not voice.to]
    house = voice.program.organization
    return Notice(
        code=template.code,
        language=voice.language,
        role=voice.to.role,
        title=text.title,
        letterhead=(house.name, house.program_title, *house.address, house.phone),
        sent=f"{write_day(matter.sent_on, voice.language)}. {voice.say('sent_by')} {voice.say(voice.to.delivery)}.",
        address=(voice.to.name, *voice.to.address),
        regarding=tuple((voice.say(name), write_value(voice.facts.get(name), voice)) for name in REGARDING),
        blocks=(*_without_empty_heads(blocks), *_unverified(used, template, voice)),
        copies=f"{voice.say('copies')}: {'; '.join(others)}." if others else "",
        hint=_other_language(template, voice),
        page=voice.say("page"),
        of=voice.say("of"),
        cover=_cover(template.cover, voice),
        mail=_mail(text, voice),
    )


def _applies(row: BlockText, voice: Voice) -> bool:
    if row.only and voice.to.role not in row.only:
        return False
    if row.when is not None and not holds(row.when, voice):
        return False
    return row.unless is None or not holds(row.unless, voice)


def _blocks(row: BlockText, text: NoticeText, voice: Voice, matter: Matter) -> tuple[Block, ...]:
    shape = SHAPES[row.shape]
    if row.each is None:
        return (Block(shape=shape, text=fill(row.text, voice), label=fill(row.label, voice)),)
    if row.each == "reasons":
        given = [_reason(ground, text, voice) for ground in matter.grounds]
    else:
        value = voice.facts.get(row.each)
        given = [{"one": one} for one in value] if isinstance(value, tuple) else []
    filled = [(fill(row.text, voice, one), fill(row.label, voice, one)) for one in given]
    once = dict.fromkeys(filled)
    return tuple(Block(shape=shape, text=said, label=label) for said, label in once if said)


def _reason(ground: Ground, text: NoticeText, voice: Voice) -> dict[str, str]:
    """The phrase of the language; the law is the program's, whatever the language."""
    rule = voice.program.reason(ground.name)
    phrase = next((one for one in text.phrases if one.name == ground.name), None)
    given = ground.computation if voice.language == "en" else ()
    steps = " ".join((*_days(ground, voice), *(f"{step.rstrip('.')}." for step in given)))
    return {
        "title": phrase.title if phrase else rule.title,
        "text": phrase.text if phrase else rule.notice,
        "remedy": phrase.remedy if phrase else "",
        "computation": steps,
        "law": rule.source,
    }


def _days(ground: Ground, voice: Voice) -> tuple[str, ...]:
    if ground.last_day is None or ground.came_on is None:
        return ()
    days = {name: write_day(day, voice.language) for name, day in (("last", ground.last_day), ("came", ground.came_on))}
    return (fill(voice.say("late_by"), voice, days),)


def _without_empty_heads(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A heading with nothing under it is left out."""
    following = (*blocks[1:], None)
    return tuple(
        block
        for block, after in zip(blocks, following, strict=True)
        if block.shape is not Shape.HEADING or (after is not None and after.shape is not Shape.HEADING)
    )


def _unverified(used: list[BlockText], template: NoticeTemplate, voice: Voice) -> tuple[Block, ...]:
    """Days that rest on a rule not read in its official text are named as such."""
    printed = {name for row in used for name in names_in(row.text)}
    notes = []
    for row in template.dues:
        found = voice.dues[row.name]
        if row.name in printed and found.day is not None and not found.verified:
            day = write_day(found.day, voice.language)
            notes.append(f"{voice.say('unverified')}: {day} ({found.clock}, {found.source}).")
    return tuple(Block(shape=Shape.NOTE, text=note) for note in dict.fromkeys(notes))


def _other_language(template: NoticeTemplate, voice: Voice) -> str:
    worker = voice.to.role in ("EMPLOYEE", "AGENT")
    return fill(voice.say("other_language"), voice) if worker and len(template.texts) > 1 else ""


def _cover(cover: CoverText | None, voice: Voice) -> CoverSheet | None:
    if cover is None or voice.to.role not in cover.only:
        return None
    number = str(voice.facts["case_number"])
    rows = [(voice.say("for_case"), number), (voice.say("from"), voice.say(voice.to.role))]
    electronic = voice.to.delivery in ("electronic", "fax")
    found = voice.dues.get((cover.due_electronic if electronic else cover.due) or "")
    day = found.day if found is not None and holds("priority_regular", voice) else None
    if day is not None:
        rows.append((voice.say("documents_due"), write_day(day, voice.language)))
    house = voice.program.organization
    rows.append((voice.say("send_to"), ", ".join((house.name, *house.address))))
    return CoverSheet(
        title=voice.say(cover.title),
        payload=write_payload(CoverMark(case_number=number, kind=cover.kind, role=voice.to.role)),
        rows=tuple(rows),
        lines=tuple(voice.say(key) for key in cover.lines),
    )


def _mail(text: NoticeText, voice: Voice) -> MailMessage | None:
    if voice.to.email is None:
        return None
    return MailMessage(to=voice.to.email, subject=fill(text.mail.subject, voice), body=fill(text.mail.body, voice))
