"""From the folder notices/ of a pack to its templates; every error names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter

from .loading import folder_of, load, validate
from .notice_template import BlockText, Notices, NoticeTemplate, NoticeText, Words
from .pack_file import PackError, PackFile, Place, parse
from .process import Process
from .process_loading import load_process
from .program import Program

NAME = re.compile(r"\{(\w*)\}")
OF_THE_NOTICE = (
    "case_number",
    "sent_on",
    "sent_by",
    "addressee",
    "organization",
    "organization_short",
    "phone",
    "address",
)
COMPUTED = ("items", "items_concerned", "results", "priority_regular", "priority_expedited", "any_overturned")
"""What follows from the case: items as worded, those the notice concerns, their outcomes, and marks for conditions."""
WORDS = "words.yaml"
OF_A_MAIL = ("organization", "organization_short", "program_title", "phone")
"""All that an e-mail may name: none of it tells who the person is, or anything of health."""
OF_A_REASON = ("title", "text", "remedy", "computation", "law")
WORKER = ("EMPLOYEE", "AGENT")


@cache
def load_notices(name: str) -> Notices:
    """The notices of the program pack `name`. Raises PackError for a missing or faulty one."""
    return read_notices(folder_of(name), load(name), load_process(name))


def read_notices(folder: Traversable, program: Program, process: Process) -> Notices:
    """Every template of a pack's folder, checked against its facts, clocks and actors. Raises PackError."""
    place = folder / "notices"
    if not place.is_dir():
        raise PackError(f"{folder.name}/notices is missing: the pack has no notices yet")
    found: dict[str, NoticeTemplate] = {}
    words: Words | None = None
    for file in sorted(place.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".yaml"):
            continue
        parsed = parse(file.read_text(encoding="utf-8"), f"{folder.name}/notices/{file.name}")
        owner = dict.fromkeys(parsed.content, parsed)
        if file.name == WORDS:
            words = validate(_words(), parsed.content, owner, f"{folder.name}/notices")
            continue
        template = validate(_adapter(), parsed.content, owner, f"{folder.name}/notices")
        _refuse(template, parsed, program, process)
        found[template.code] = template
    if words is None:
        raise PackError(f"{folder.name}/notices/{WORDS} is missing; every notice uses its words")
    wanted = {code for row in process.transitions for code in row.notices}
    for code in sorted(wanted - set(found)):
        raise PackError(f"{folder.name}/notices/{code}.yaml is missing; process.yaml sends the notice {code!r}")
    return Notices(program=folder.name, words=words, templates=tuple(found[code] for code in sorted(found)))


@cache
def _words() -> TypeAdapter[Words]:
    return TypeAdapter(Words)


@cache
def _adapter() -> TypeAdapter[NoticeTemplate]:
    return TypeAdapter(NoticeTemplate)


def _refuse(template: NoticeTemplate, file: PackFile, program: Program, process: Process) -> None:
    if file.name.rsplit("/", 1)[-1] != f"{template.code}.yaml":
        raise PackError(f"{file.at(('code',))}: {template.code!r} must stand in {template.code}.yaml")
    facts = {fact.name for fact in process.facts}
    for place, wrong in _faults(template, program, facts):
        raise PackError(f"{file.at(place)}: {template.code}: {wrong}")


def _faults(template: NoticeTemplate, program: Program, facts: set[str]) -> Iterator[tuple[Place, str]]:
    actors = {actor.code for actor in program.actors}
    clocks = {clock.id for clock in program.clocks}
    for key, roles in (("to", template.to), ("required", template.required)):
        yield from (((key,), f"no actor is called {role!r}") for role in roles if role not in actors)
    yield from (
        (("required",), f"{role!r} is required but not addressed")
        for role in template.required
        if role not in template.to
    )
    yield from (
        (("needs",), f"no fact is called {name!r}")
        for name in template.needs
        if name not in facts and name not in COMPUTED
    )
    for n, due in enumerate(template.dues):
        if due.clock not in clocks:
            yield ("dues", n), f"no clock is called {due.clock!r}"
        for name in (due.event, due.delivery):
            if name is not None and name not in facts and name not in OF_THE_NOTICE:
                yield ("dues", n), f"no fact is called {name!r}"
    languages = [text.language for text in template.texts]
    if languages[:1] != ["en"]:
        yield ("texts",), "the first text must be English"
    if any(role in WORKER for role in template.to) and "es" not in languages:
        yield ("texts",), "a notice to the worker needs a Spanish text"
    known = {*facts, *OF_THE_NOTICE, *COMPUTED, *(due.name for due in template.dues), "program_title"}
    for n, text in enumerate(template.texts):
        yield from _text_faults(text, ("texts", n), known)


def _text_faults(text: NoticeText, place: Place, known: set[str]) -> Iterator[tuple[Place, str]]:
    for n, block in enumerate(text.blocks):
        yield from (((*place, "blocks", n), wrong) for wrong in _block_faults(block, known))
    for key, words in (("subject", text.mail.subject), ("body", text.mail.body)):
        for name in NAME.findall(words):
            if name not in OF_A_MAIL:
                yield (*place, "mail", key), f"an e-mail may not name {name!r}; only {', '.join(OF_A_MAIL)}"


def _block_faults(block: BlockText, known: set[str]) -> Iterator[str]:
    inside = (*OF_A_REASON, "one") if block.each else ()
    for name in NAME.findall(block.text + block.label):
        if name not in known and name not in inside:
            yield f"nothing is called {name!r}"
    for condition in (block.when, block.unless):
        if condition is not None and condition not in known:
            yield f"no fact is called {condition!r}"
    if block.each is not None and block.each not in known and block.each != "reasons":
        yield f"no list is called {block.each!r}"
