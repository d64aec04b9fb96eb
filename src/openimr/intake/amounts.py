"""How much a request asks for: "2x6", "twelve (12)", "6 hours a day, 7 days a week for 8 weeks"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import units
from .naming import is_drug, is_supplies

_WEEK = r"(?:w(?:ee)?ks?|w)\b"
_PER_WEEK = re.compile(
    rf"(\d+)(?:\s?-\s?(\d+))?\s*(?:x|times?|visits?|sessions?|treatments?|days?)?\s*(?:a|per|/|each|every|x|@)\s*{_WEEK}"
    rf"|(\d+)\s*(?:x|times?)\s*(?:week|wk)ly|(\d+)\s*(?:x|times?|visits?|sessions?|treatments?)?\s*weekly",
    re.IGNORECASE,
)
_FOR_WEEKS = re.compile(
    rf"(?:for|x|over|times|/|,)\s*(?:the next\s*)?(\d+)\s*(?:more\s|additional\s)?{_WEEK}|(\d+)[- ]week", re.I
)
_BARE = re.compile(
    r"(?<![\d.$#/-])(\d{1,2})\s?x\s?(\d{1,2})(?![\d%/.-]|\s?(?:mg|ml|cm|mm|inch|week|wk|day|month))", re.IGNORECASE
)
_HOURS_DAY = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?)\s*(?:a|per|/|each|x|every)?\s*(?:day|daily|d\b)", re.IGNORECASE
)
_HOURS_WEEK = re.compile(rf"(\d+(?:\.\d+)?)\s*(?:hours?|hrs?)\s*(?:a|per|/|each)\s*{_WEEK}", re.IGNORECASE)
_DAYS_WEEK = re.compile(rf"(\d)\s*(?:days?|x|times)\s*(?:a|per|/|each|x)?\s*{_WEEK}", re.IGNORECASE)
_NUMBER_SIGN = re.compile(
    r"(?:#|\bqty\.?:?|\bquantity:?(?: of)?|\bno\.|\bdisp(?:ense)?:?)\s*(?:of\s*)?(\d[\d,]*)", re.IGNORECASE
)
_TIMES = re.compile(r"(?:^|[\s,(])x\s?(\d{1,3})(?![\d%]|\s?(?:week|wk|day|month|hour|w\b|mg|ml))", re.IGNORECASE)
_SITTINGS = re.compile(
    r"\b\d{1,3}\s+(?:[a-z]+\s+)?(?:sessions?|visits?)\b(?!\s*(?:a|per|/|each)\s*week)", re.IGNORECASE
)
_EACH_DAY = re.compile(
    r"(?:\d+\s*(?:x|times)(?: a| per|/)? ?(?:day|daily)|every \d+(?:-\d+)? hours?|\b[btq]\.?i\.?d\b|q\.?\d+ ?h\w*)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """quantity None: the request does not say. most: the upper end of a range. stated: given, not taken by default."""

    quantity: float | None
    unit: str | None
    most: float | None = None
    frequency: str | None = None
    duration_weeks: float | None = None
    stated: bool = True


def amount_of(request: str, service: str) -> Amount:
    """Quantity, unit, frequency and duration of a request for a service of the vocabulary."""
    text = _with_digits(request)
    frequency, weeks = _rhythm(text)
    sittings = _SITTINGS.search(text) and service != "home health care"  # hours of a sitting are no quantity
    found = (
        (None if sittings else _hours(text, weeks))
        or (_dispensed(text, service) if is_drug(service) else None)
        or (_device(text, service) if service in units().devices else None)
        or _counted(text, service)
        or _multiplied(text, service)
        or _spans_time(text, service)
    )
    default = units().unit_of(service)
    if found is None:
        one = default in ("procedure", "study") or service in units().one_visit or _single(text, service)
        unit = "visits" if service == "other" and re.search(r"clearance|evaluation", text, re.I) else default
        return Amount(quantity=1.0 if one else None, unit=unit, frequency=frequency, duration_weeks=weeks, stated=False)
    quantity, most, unit = found
    return Amount(quantity=quantity, most=most, unit=unit or default, frequency=frequency, duration_weeks=weeks)


def _with_digits(request: str) -> str:
    """Number words as digits; "twelve (12)" becomes "12"."""
    text = _number_words().sub(lambda match: str(_words()[match[0].lower()]), request)
    return re.sub(r"\b(\d+)\s*\(\s*\1\s*\)", r"\1", text).replace("×", "x")


@cache
def _words() -> dict[str, int]:
    return {**units().numbers, **units().times}


@cache
def _number_words() -> re.Pattern[str]:
    longest = sorted(_words(), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(longest)})\b(?!\s*-?\s*(?:level|sided|view|part|month trial))", re.IGNORECASE)


def _rhythm(text: str) -> tuple[str | None, float | None]:
    """Frequency ("2 x week") and duration in weeks."""
    hours = _HOURS_DAY.search(text)
    weekly = _DAYS_WEEK.search(text)
    weeks = _weeks(text)
    if hours and weekly:
        return f"{hours[1]} hours a day, {weekly[1]} days a week", weeks
    times = _PER_WEEK.search(text)
    if times:
        number = times[1] or times[3] or times[4]
        return f"{number}{'-' + times[2] if times[2] else ''} x week", weeks
    bare = _BARE.search(text)
    if bare and int(bare[1]) <= 7:
        return f"{bare[1]} x week", weeks if weeks is not None else float(bare[2])
    daily = _EACH_DAY.search(text)
    return (" ".join(daily[0].split()) if daily else None), weeks


def _weeks(text: str) -> float | None:
    match = _FOR_WEEKS.search(text) or re.search(r"(\d+)\s*weeks?\b", text, re.IGNORECASE)
    if match:
        return float(next(group for group in match.groups() if group))
    months = re.search(r"(\d+)[\s-]*months?\b", text, re.IGNORECASE)
    if months:
        return float(round(int(months[1]) * 13 / 3))
    days = re.search(r"(\d+)[\s-]*days?\b(?!\s*(?:a|per|/|each)\s*w)", text, re.IGNORECASE)
    return float(int(days[1]) // 7) if days and int(days[1]) >= 7 else None


_Found = tuple[float, float | None, str | None]


def _hours(text: str, weeks: float | None) -> _Found | None:
    total = re.search(r"(?:total(?: of)?|\()\s*(\d+)\s*(?:total )?hours", text, re.IGNORECASE)
    if total:
        return float(total[1]), None, "hours"
    daily, weekly = _HOURS_DAY.search(text), _HOURS_WEEK.search(text)
    days = _DAYS_WEEK.search(text)
    if daily and weeks:
        return float(daily[1]) * float(days[1] if days else 7) * weeks, None, "hours"
    if weekly and weeks:
        return float(weekly[1]) * weeks, None, "hours"
    return None


def _dispensed(text: str, service: str) -> _Found | None:
    sign = _NUMBER_SIGN.search(text)
    default = units().unit_of(service)
    if sign:
        return float(sign[1].replace(",", "")), None, default
    liquid = re.findall(r"(\d+(?:\.\d+)?)\s*(?:gm|gms|gr?ams?|g|ml|cc|oz)\b", text, re.IGNORECASE)
    if liquid and default == "units":
        return float(liquid[-1]), None, "units"
    solid = re.search(
        rf"(\d+)\s*(?:{units().words['tablets']}|patch(?:es)?|count|ct|doses?)\b"
        r"(?!\s*(?:daily|once|twice|nightly|at\b|a|per|/|every|each|\d|q|b\.?i|t\.?i|by mouth|po\b))",
        text,
        re.IGNORECASE,
    )
    if solid:
        return float(solid[1]), None, default
    times = _TIMES.search(text)
    return (float(times[1]), None, default) if times and int(times[1]) >= 10 else None


def _device(text: str, service: str) -> _Found | None:
    if is_supplies(text) and not re.search(r"\b(?:with|and|plus)\b.{0,20}\bsupplies", text, re.I):
        return _spans_time(text, service)
    count = re.search(r"(?:#|qty\.?:?|quantity:?|x)\s*(\d)\b(?!\s*(?:day|week|month))", text, re.IGNORECASE)
    return float(count[1]) if count else 1.0, None, "units"


def _counted(text: str, service: str) -> _Found | None:
    """A number before its unit, but not a number for each week or day."""
    drop = r"(?!\s*(?:a|per|/|each|every|x)\s*(?:week|wk|day|month)|\s*(?:weekly|daily))"
    best: tuple[int, _Found] | None = None
    for unit in ("visits", "sessions", "units", "hours", "study", "procedure"):
        words = r"units?|patch(?:es)?|syringes?|vials?" if unit == "units" else units().words[unit]
        expression = r"(?<![\w.$-])(?<!every )(?<!each )(\d+)(?:\s?(?:-|to)\s?(\d+))?[\s-]+"
        expression += rf"(?:[a-z-]+\s+){{0,3}}?(?:{words})\b{drop}"
        for match in re.finditer(expression, text, re.IGNORECASE):
            if re.match(
                r"\d+(?:\s?(?:-|to)\s?\d+)?[\s-]+(?:weeks?|wks?|times|x|days?|months?|level|mg)\b", match[0], re.I
            ):
                continue
            wanted = units().unit_of(service)
            rank = 0 if unit in (wanted, "visits", "sessions") else 1
            most = float(match[2]) if match[2] else None
            if best is None or rank < best[0] or (rank == best[0] and float(match[1]) > best[1][0]):
                best = (rank, (float(match[1]), most, unit))
    sign = _NUMBER_SIGN.search(text)
    if best is None and sign:
        return float(sign[1].replace(",", "")), None, None
    return best[1] if best else None


def _multiplied(text: str, service: str) -> _Found | None:
    weekly, weeks = _PER_WEEK.search(text), _weeks(text)
    unit = units().unit_of(service)
    if weekly and weeks:
        least = float(weekly[1] or weekly[3] or weekly[4]) * weeks
        return least, float(weekly[2]) * weeks if weekly[2] else None, unit
    bare = _BARE.search(text)
    if bare and unit in ("visits", "sessions"):
        return float(bare[1]) * float(bare[2]), None, unit
    times = _TIMES.search(text)
    if times:
        return float(times[1]), None, unit
    series = re.search(r"\bseries of\s+(\d{1,2})\b", text, re.I)
    if series:
        return float(series[1]), None, unit
    lone = re.search(
        r"(?:additional|more|of|initial|trial|series of)\s+(\d{1,3})\b(?!\s*(?:mg|%|weeks?|months?|days?))", text, re.I
    )
    return (float(lone[1]), None, unit) if lone and unit in ("visits", "sessions") else None


def _spans_time(text: str, service: str) -> _Found | None:
    """Only a time is given: months of a membership, days of a rental or of supplies."""
    if service not in units().devices and units().unit_of(service) in ("procedure", "study") and service != "other":
        return None
    for unit in ("days", "months", "weeks"):
        matches = re.findall(rf"(\d+)[\s-]*(?:{units().words[unit]})\b(?!\s*(?:a|per|/)\s*w)", text, re.IGNORECASE)
        if matches:
            number = float(matches[-1])
            return (number * 7, None, "days") if unit == "weeks" else (number, None, unit)
    year = re.search(r"(\d+)[\s-]*years?", text, re.IGNORECASE)
    return (float(year[1]) * 12, None, "months") if year else None


def _single(text: str, service: str) -> bool:
    return units().unit_of(service) == "units" and not is_drug(service) and bool(text)
