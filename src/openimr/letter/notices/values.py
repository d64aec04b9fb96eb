"""The words that stand for the {names} of a template, in one language, for one addressee."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from openimr.program import Due, Program, due
from openimr.program.notice_template import NoticeTemplate, Words
from openimr.workflow.fact import Value

from .matter import Addressee, Matter

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How one copy of a notice speaks: its program, words, language and addressee, and the days it may name."""

    program: Program
    words: Words
    language: str
    to: Addressee
    facts: Mapping[str, Value]
    dues: Mapping[str, Due]

    def say(self, key: str) -> str:
        return self.words.say(key, self.language)


def listen(program: Program, words: Words, template: NoticeTemplate, matter: Matter, to: Addressee) -> Voice:
    """The voice of the copy that goes to `to`: Spanish where the addressee and the template have it."""
    languages = [text.language for text in template.texts]
    language = to.language if to.language in languages else "en"
    facts = {
        **{fact.name: fact.value for fact in matter.facts},
        **_computed(words, matter, language),
        **_own(program, matter, to),
    }
    dues = {}
    for row in template.dues:
        event, delivery = facts.get(row.event), facts.get(row.delivery or "")
        day = event if isinstance(event, date) else None
        known = delivery if isinstance(delivery, str) else None
        dues[row.name] = due(program, row.clock, day, delivery=known, sent=row.sent)
    return Voice(program=program, words=words, language=language, to=to, facts=facts, dues=dues)


def _own(program: Program, matter: Matter, to: Addressee) -> dict[str, Value]:
    house = program.organization
    return {
        "case_number": matter.case_number,
        "sent_on": matter.sent_on,
        "sent_by": to.delivery,
        "addressee": to.name,
        "organization": house.name,
        "organization_short": house.short_name,
        "program_title": house.program_title,
        "phone": house.phone,
        "address": ", ".join(house.address),
    }


def _computed(words: Words, matter: Matter, language: str) -> dict[str, Value]:
    priority = next((fact.value for fact in matter.facts if fact.name == "priority"), None)
    concerned = matter.list_concerned()
    return {
        "items": tuple(one.text for one in matter.items),
        "items_concerned": tuple(one.text for one in concerned),
        "results": tuple(f"{one.text}: {words.say(one.status, language)}" for one in concerned),
        "priority_regular": priority == "regular",
        "priority_expedited": priority == "expedited",
        "any_overturned": any(one.status == "OVERTURNED" for one in concerned),
    }


def fill(text: str, voice: Voice, inside: Mapping[str, str] | None = None) -> str:
    """The text with every {name} in words. What is not known is said to be so, never left out."""

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if inside is not None and name in inside:
            return inside[name]
        if name in voice.dues:
            day = voice.dues[name].day
            return write_day(day, voice.language) if day else voice.say("not_known")
        return write_value(voice.facts.get(name), voice)

    return " ".join(NAME.sub(word, text).split())


def write_value(value: Value | None, voice: Voice) -> str:
    """A fact in words of the language; shared words are translated, names stay as they are."""
    if value is None or value in ("", ()):
        return voice.say("not_stated")
    if isinstance(value, date):
        return write_day(value, voice.language)
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, str) and any(one.key == value for one in voice.words.words):
        said = voice.say(value)
        return said[0].lower() + said[1:] if value.islower() else said
    return str(value)


def write_day(day: date, language: str) -> str:
    """June 1, 2015; 1 de junio de 2015."""
    month = MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{month} {day.day}, {day.year}"


def holds(name: str, voice: Voice) -> bool:
    """Whether a fact is known and not "no"."""
    return voice.facts.get(name) not in (None, False, "", ())


def names_in(text: str) -> tuple[str, ...]:
    """The {names} of a text, each once."""
    return tuple(dict.fromkeys(NAME.findall(text)))
