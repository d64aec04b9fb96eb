"""How much an item asks for in all: "#90", "2 times a week for 3 weeks" (6), "21 day rental", "240 grams"."""

from __future__ import annotations

import re

from .wording import NUMBER_WORDS, number_of

_N = rf"(?:\d{{1,4}}|{NUMBER_WORDS}|once|twice|an?(?=\s+(?:visits?|sessions?|treatments?|times?)))"
_TIMES = {"once": 1, "twice": 2, "a": 1, "an": 1}
_VISIT = r"(?:visits?|sessions?|treatments?|appointments?|units?\s*of\s*service)"
_EACH = r"(?:a|per|each|every|/|x|in\s*a)"
_WEEK = r"(?:week|wk|w)s?"
_DOUBLE = re.compile(rf"\b({NUMBER_WORDS}|\d{{1,3}})\s*\(\s*(\d{{1,3}})\s*\)", re.IGNORECASE)
_SIGN = re.compile(
    r"(?:#|\bqty\.?\s*:?|\bquantity\s*:?(?:\s*of)?|\bcount\s*:?|\bno\.\s*)\s*(\d[\d,]{0,5})(?!\s*(?:refills?|mg\b))",
    re.IGNORECASE,
)
_WEEKLY = re.compile(
    rf"(?<![\w.])(?P<n>{_N})(?:\s*(?:-|to)\s*(?P<m>\d))?\s*(?:x|times?|visits?|sessions?|treatments?|days?)?\s*"
    rf"(?:{_EACH}\s*{_WEEK}\b|weekly\b)[\s,]*(?:(?:for|over|x|times|/|during)?\s*(?:the\s*next\s*|a\s*period\s*of\s*)?(?P<w>{_N})[\s-]*(?P<unit>{_WEEK}|months?)\b)",
    re.IGNORECASE,
)
_FOR_FIRST = re.compile(
    rf"(?<![\w.])(?P<w>{_N})[\s-]*(?:weeks?)\s*(?:of|at)\s*.{{0,40}}?(?P<n>{_N})\s*(?:x|times?|visits?|sessions?)?\s*(?:{_EACH}\s*{_WEEK}\b|weekly\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w.$#/-])(\d{1,2})\s?[x×]\s?(\d{1,2})(?![\w%/.-]|\s?(?:mg|ml|cm|mm|inch))", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w.$#/-])(?P<n>{_N})(?:\s*(?:-|to)\s*\d{{1,3}})?[\s-]+(?:(?!(?:times|day|week|month|hour|minute|year)s?\b|x\b)[a-z][\w/-]*\s+){{0,4}}?(?P<unit>{_VISIT})\b"
    rf"(?!\s*(?:{_EACH}\s*(?:{_WEEK}|day|month)|weekly|daily))",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\b(?P<unit>{_VISIT})\s*[(:x×#]*\s*(?P<n>\d{{1,3}})\b(?!\s*(?:%|mg|/|-))", re.IGNORECASE)
_MEASURED = re.compile(
    r"(?<![\w.#/])(?P<n>\d[\d,]*(?:\.\d+)?)\s*-?(?P<unit>grams?|gms?|gr|g|ml|cc|ounces?|oz|tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|tubes?|bottles?|vials?|syringes?|units?|boxes|pairs?|strips?)\b"
    r"(?!\s*(?:daily|once|twice|nightly|at\b|per|/|every|each|[btq]\.?i|by\s*mouth|po\b|strength))",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?<![\w./])(?P<n>{_N})[\s-]+(?:full[\s-]+|additional[\s-]+|consecutive[\s-]+|calendar[\s-]+|initial[\s-]+|more[\s-]+)*(?P<unit>days?|weeks?|months?|years?|hours?)\b(?!\s*(?:{_EACH}\s|weekly|daily|old|post|status))",
    re.IGNORECASE,
)
_X = re.compile(
    r"(?:^|[\s,(])[x×]\s?(\d{1,3})(?![\w%/.-]|\s?(?:weeks?|wks?|days?|months?|hours?|mg|ml|refills?)\b)", re.IGNORECASE
)
_SERIES = re.compile(
    rf"\b(?:series|total|course|trial|supply)\s*of\s*(?P<n>{_N})\b(?!\s*(?:full\s*|calendar\s*)?(?:mg|%|weeks?|months?|days?|hours?))",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\bhours?\s*(?:a|per|/|each|every)\s*(?:day|week|wk|night)", re.IGNORECASE)
_WEEKS_IN_MONTH = 4
_UNITS = {
    "gm": "grams", "gms": "grams", "g": "grams", "gr": "grams", "gram": "grams", "tab": "tablets", "tabs": "tablets", "tablet": "tablets",
    "cap": "capsules", "caps": "capsules", "capsule": "capsules", "pill": "tablets", "pills": "tablets", "patch": "patches",
    "cc": "ml", "oz": "ounces", "ounce": "ounces", "visit": "visits", "session": "sessions", "treatment": "treatments",
    "appointment": "visits", "appointments": "visits", "day": "days", "week": "weeks", "month": "months", "year": "years", "hour": "hours",
    "tube": "tubes", "bottle": "bottles", "vial": "vials", "syringe": "syringes", "unit": "units", "pair": "pairs", "strip": "strips",
}  # fmt: skip


def quantity_of(item: str) -> tuple[float, str | None] | None:
    """The number asked for in all and what it counts (None: not said); None where the item gives no number.

    Hours a day or a week of care are a rate: without a length they give no number.
    """
    text = " ".join(item.split())
    if "(" in text:
        text = _DOUBLE.sub(r"\2", text)
    sign = _SIGN.search(text)
    if sign:
        return float(sign[1].replace(",", "")), None
    if _HOURS.search(text):
        return None
    return _weekly(text) or _counted(text) or _bare(text) or _measured(text) or _timed(text)


def _number(words: str) -> int | None:
    return _TIMES.get(words.lower()) or number_of(words)


def _weekly(text: str) -> tuple[float, str] | None:
    match = _WEEKLY.search(text) or _FOR_FIRST.search(text)
    if match is None:
        return None
    times, weeks = _number(match["n"]), _number(match["w"])
    if not times or not weeks:
        return None
    if match.re is _WEEKLY and match["unit"].lower().startswith("month"):
        weeks *= _WEEKS_IN_MONTH
    return float(times * weeks), _visits(text)


def _visits(text: str) -> str:
    return "sessions" if re.search(r"\bsessions?\b|psycho|cognitive|biofeedback|counsel", text, re.I) else "visits"


def _counted(text: str) -> tuple[float, str | None] | None:
    match = _COUNTED.search(text)
    if match is None:
        match = _AFTER.search(text)
    if match:
        number = _number(match["n"])
        if number:
            return float(number), _unit(match["unit"])
    series = _SERIES.search(text)
    number = _number(series["n"]) if series else None
    return (float(number), None) if number else None


def _bare(text: str) -> tuple[float, str | None] | None:
    match = _BARE.search(text)
    return (float(int(match[1]) * int(match[2])), "visits") if match else None


def _measured(text: str) -> tuple[float, str | None] | None:
    matches = list(_MEASURED.finditer(text))
    if matches:
        last = matches[-1]
        return float(last["n"].replace(",", "")), _unit(last["unit"])
    times = _X.search(text)
    return (float(times[1]), None) if times else None


def _timed(text: str) -> tuple[float, str | None] | None:
    match = _TIME.search(text)
    number = _number(match["n"]) if match else None
    return (float(number), _unit(match["unit"])) if match and number else None


def _unit(words: str) -> str:
    said = words.lower()
    return _UNITS.get(said, said)
