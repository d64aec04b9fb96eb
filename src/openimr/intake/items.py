"""Disputed items: the wording of the application, completed from UR decision and request for authorization."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ..case import DisputedItem, GuidelineCitation, Span, UrOutcome
from . import naming
from .amounts import Amount, amount_of
from .citations import read_guidelines
from .listing import Listed
from .notice import Notice, certified_in, outcome_in
from .sheet import Sheet

_WORD = re.compile(r"[a-z0-9]{3,}")
_FILLER = frozenset(
    {
        "the",
        "and",
        "for",
        "with",
        "per",
        "week",
        "weeks",
        "times",
        "visits",
        "sessions",
        "right",
        "left",
        "not",
        "certified",
        "denied",
    }
)
_SENTENCE = re.compile(r"[^.!?]+(?:\.(?=\d)[^.!?]+)*[.!?]?", re.DOTALL)
_PROSE = re.compile(
    r"\b(?:we received|your request|for|cannot|have reviewed|asked)\b.{60,}|[a-z]{3}[.;]\s+[A-Z][a-z]",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(
    r"\b(?:if|guidelines?|recommended|should|may be|criteria|request(?:s|ed)? (?:for|of))\b", re.IGNORECASE
)
_ALIKE = 0.4  # share of the item's words that a line of the UR decision must repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Where else the item is worded."""

    text: str
    span: Span
    share: float = 1.0


def build_items(
    listed: tuple[Listed, ...],
    form: Sheet,
    notices: tuple[Notice, ...],
    elsewhere: tuple[Sheet, ...],
    diagnosis: str | None,
) -> tuple[DisputedItem, ...]:
    """One item for each entry of the list. notices: the decision in dispute first; items may come from several."""
    items = []
    chosen = [_notice_of(entry.text, notices) for entry in listed]
    for n, (entry, notice) in enumerate(zip(listed, chosen, strict=True), start=1):
        ur = find_wording(entry.text, notice.sheet) if notice else None
        others = tuple(wording for sheet in elsewhere if (wording := find_wording(entry.text, sheet)))
        items.append(_item(n, entry, form, (ur, others, diagnosis)))
    linked = _link(tuple(items))
    return tuple(
        _judged(item, notice, chosen.count(notice)) if notice else item
        for item, notice in zip(linked, chosen, strict=True)
    )


def _notice_of(request: str, notices: tuple[Notice, ...]) -> Notice | None:
    """The decision that words the request best; the first one when none is better."""
    found: tuple[float, Notice] | None = None
    for notice in notices:
        wording = find_wording(request, notice.sheet)
        share = wording.share if wording else 0.0
        if found is None or share > found[0] + 0.15:
            found = (share, notice)
    return found[1] if found else None


def _item(
    n: int, entry: Listed, form: Sheet, given: tuple[Wording | None, tuple[Wording, ...], str | None]
) -> DisputedItem:
    ur, others, diagnosis = given
    request = entry.text
    service = naming.service_of(request)
    if service == "other" and ur is not None and not naming.follows_surgery(request):
        service = naming.service_of(ur.text.split("\n")[0]) if _poor(request) else service
    amount = _completed(request, service, ([ur] if ur else []) + list(others))
    regions = naming.regions_of(request)
    region = regions[0] if regions else naming.default_region(service)
    texts = [wording.text for wording in ([ur] if ur else []) + list(others)]
    region = region or next((found[0] for text in texts if (found := naming.regions_of(text))), None)
    if region is None and diagnosis and not naming.is_drug(service):
        region = next(iter(naming.regions_of(diagnosis)), None)
        texts.append(diagnosis)
    return DisputedItem(
        n=n,
        request=request,
        service=service,
        quantity=amount.quantity,
        quantity_most=amount.most,
        unit=amount.unit,
        frequency=amount.frequency,
        duration_weeks=amount.duration_weeks,
        body_region=region,
        laterality=naming.side_of(request) or next((side for text in texts if (side := naming.side_of(text))), None),
        level=naming.level_of(request)
        if region in (None, "cervical spine", "thoracic spine", "lumbar spine")
        else None,
        drug=naming.drug_of(request) if naming.is_drug(service) else None,
        strength_mg=naming.strength_of(request) if naming.is_drug(service) else None,
        per_day=next((doses for text in [request, *texts] if (doses := naming.per_day_of(text))), None)
        if naming.is_drug(service)
        else None,
        components=naming.components_of(request, service),
        service_date=service_day(request),
        purchase=_purchase(request),
        repeat=True
        if re.search(r"\b(?:repeat|additional|second|further|continu\w+|extension|re-?do|more)\b", request, re.I)
        else None,
        spans=(form.span(entry.start, entry.end), *((ur.span,) if ur else ())),
    )


_SERVED = re.compile(
    r"\b(?:retro(?:spective(?:ly)?)?\b[^;]{0,80}?|dos:? ?|dates? of service:? ?)(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b",
    re.IGNORECASE,
)


def service_day(request: str) -> date | None:
    """The day of service of a retrospective request; the first one where a span of days is given."""
    match = _SERVED.search(request)
    if not match:
        return None
    month, day, year = (int(part) for part in match.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None  # no such day: the request is then treated as prospective, and the reviewer sees its words


def _poor(request: str) -> bool:
    return len(_WORD.findall(request.lower())) <= 3


def _purchase(request: str) -> bool | None:
    if re.search(r"\bpurchase\b|\bbuy\b", request, re.I):
        return True
    return False if re.search(r"\brent(?:al|ed)?\b|\blease\b", request, re.I) else None


def _completed(request: str, service: str, others: list[Wording]) -> Amount:
    """What the application does not say is taken from the next source that says it."""
    amount = amount_of(request, service)
    for wording in others:
        found = amount_of(wording.text, service)
        lost = (
            bool(re.search(r"\bunits\b", request, re.I)) and amount.unit != "units"
        )  # the number before it was not read
        if (lost and found.unit == "units") or (amount.quantity is None and found.stated and _fits(found)):
            amount = replace(amount, quantity=found.quantity, most=found.most, unit=found.unit, stated=True)
        if amount.frequency is None and found.frequency is not None:
            amount = replace(amount, frequency=found.frequency)
        if amount.duration_weeks is None and found.duration_weeks is not None:
            amount = replace(amount, duration_weeks=found.duration_weeks)
    return amount


def _fits(found: Amount) -> bool:
    return found.quantity is not None and 0 < found.quantity < 2000


def find_wording(request: str, sheet: Sheet) -> Wording | None:
    """The line of the sheet that names the request best, with its continuation."""
    wanted = {word for word in _WORD.findall(request.lower()) if word not in _FILLER}
    service = naming.service_of(request)
    if not wanted:
        return None
    lines = [line for line in sheet.lines() if line.text.strip()]
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines[:70]):
        words = set(_WORD.findall(line.text.lower()))
        share = len(wanted & words) / len(wanted)
        if share and service != "other" and naming.service_of(line.text) == service:
            share += 0.35
        if re.match(r"\W*(?:request\s+|item\s+)?\(?\d{1,2}[).:]", line.text) or outcome_in(line.text):
            share += 0.1
        if len(line.text) > 130:
            share -= 0.2
        if share >= _ALIKE and (best is None or share > best[0] + 0.001):
            best = (share, index)
    if best is None:
        return None
    line = lines[best[1]]
    following = lines[best[1] + 1] if best[1] + 1 < len(lines) else None
    end = line.end
    if (
        following
        and len(line.text) > 55
        and not re.match(r"\W*(?:request\s+|item\s+)?\(?\d{1,2}[).:]\s|\W*\w+(?:\s\w+)?:", following.text)
    ):
        end = following.end
    return Wording(text=sheet.text[line.start : end], span=sheet.span(line.start, end), share=best[0])


def _link(items: tuple[DisputedItem, ...]) -> tuple[DisputedItem, ...]:
    """Supplies follow their device; what belongs to an operation follows it."""
    surgery = next((item for item in items if naming.is_surgery(item.request, item.service)), None)
    linked = []
    for item in items:
        leader = None
        if naming.is_supplies(item.request):
            leader = _device_of(item, items)
        elif surgery is not None and surgery is not item and naming.follows_surgery(item.request):
            leader = surgery
        linked.append(_follow(item, leader) if leader else item)
    return tuple(linked)


def _device_of(supplies: DisputedItem, items: tuple[DisputedItem, ...]) -> DisputedItem | None:
    """The device that the supplies name, else the one listed last before them."""
    devices = [item for item in items if naming.is_device(item.service) and not naming.is_supplies(item.request)]
    named = [item for item in devices if item.service == supplies.service and item.n != supplies.n]
    before = [item for item in devices if item.n < supplies.n] if supplies.service == "other" else []
    return next(iter(named), before[-1] if before else None)


def _follow(item: DisputedItem, leader: DisputedItem) -> DisputedItem:
    return replace(
        item,
        depends_on=leader.n,
        service=leader.service if naming.is_device(leader.service) else item.service,
        body_region=item.body_region or leader.body_region,
        laterality=item.laterality or leader.laterality,
    )


def _judged(item: DisputedItem, notice: Notice, count: int) -> DisputedItem:
    """Outcome, quantity allowed and guidelines of the UR decision."""
    wording = find_wording(item.request, notice.sheet)
    told = (
        _sentence_on(item, notice.sheet)
        if wording is None or not outcome_in(wording.text) or _PROSE.search(wording.text)
        else None
    )
    wording = told or wording
    own = outcome_in(wording.text.split("\n")[0]) or outcome_in(wording.text) if wording else None
    outcome = own if own not in (None, UrOutcome.APPROVED) or count > 1 else notice.outcome
    outcome = outcome or notice.outcome
    if notice.outcome is UrOutcome.CONDITIONALLY_NON_CERTIFIED and own is UrOutcome.DENIED and count == 1:
        outcome = notice.outcome
    allowed: float | None = None
    if outcome is UrOutcome.DENIED:
        allowed = 0.0
    elif outcome is UrOutcome.MODIFIED:
        allowed = certified_in(wording.text) if wording else None
        allowed = certified_in(notice.sheet.text) if allowed is None and count == 1 else allowed
    elif outcome is UrOutcome.APPROVED:
        allowed = item.quantity
    return replace(
        item, ur_outcome=outcome, ur_certified_quantity=allowed, ur_guidelines=_guidelines(item, notice, count)
    )


def _sentence_on(item: DisputedItem, sheet: Sheet) -> Wording | None:
    """The sentence of a decision in prose that names the treatment with an outcome."""
    wanted = {word for word in _WORD.findall(item.request.lower()) if word not in _FILLER}
    best: tuple[float, re.Match[str]] | None = None
    for match in _SENTENCE.finditer(sheet.text):
        text = " ".join(match[0].split())
        if len(text) > 260 or outcome_in(text) is None or _CONDITION.search(text):
            continue
        share = len(wanted & set(_WORD.findall(text.lower()))) / max(1, len(wanted))
        share += 0.35 if item.service != "other" and naming.service_of(text) == item.service else 0.0
        if share >= _ALIKE and (best is None or share > best[0]):
            best = (share, match)
    if best is None:
        return None
    start, end = best[1].span()
    return Wording(text=" ".join(best[1][0].split()), span=sheet.span(start, end), share=best[0])


def _guidelines(item: DisputedItem, notice: Notice, count: int) -> tuple[GuidelineCitation, ...]:
    cited = read_guidelines(notice.sheet)
    if count == 1:
        return tuple(dict.fromkeys(citation for _, citation in cited))
    numbered = [
        c
        for words, c in cited
        if re.match(rf"\W*(?:items?|requests?)\s+(?:\d+\s*(?:,|and|&|-)\s*)*{item.n}\b", words, re.I)
    ]
    if numbered:
        return tuple(dict.fromkeys(numbered))
    wanted = set(_WORD.findall(item.request.lower())) | set(_WORD.findall(item.service.lower()))
    own = [c for words, c in cited if wanted & set(_WORD.findall((c.section or words).lower()))]
    return tuple(dict.fromkeys(own)) or tuple(dict.fromkeys(citation for _, citation in cited))
