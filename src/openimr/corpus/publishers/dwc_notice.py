"""The 2013 notices of the California Division of Workers' Compensation: outcomes in words, listed twice, then reasons by number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..determination import Outcome
from ..wording import fold, loose

_LISTED = re.compile(
    rf"(?P<n>\d{{1,2}})\s?[.),]\s*(?:MAXIMUS\s*(?:{loose('Federal Services')})?\s*,?\s*(?:Inc\.?)?|The\s*(?:IMRO|Independent\s*Medical\s*Review\s*Organization))"
    rf"\s*has\s*{loose('determined')}\s*(?:that\s*)?{loose('the request for')}\s*",
    re.IGNORECASE,
)
_NECESSARY = re.compile(
    rf"(?P<words>(?:is|are|was|were)\s*(?P<no>not\s*)?{loose('medically necessary')}(?:\s*and\s*appropriate)?)",
    re.IGNORECASE,
)
_LONGEST = 900
_REGARDING = re.compile(
    rf"(?P<n>\d{{1,2}})\s?[.)]\s*{loose('Regarding the request')}s?\s*for\s*(?P<item>.{{3,900}}?)\s*:\s*(?=Section|The\s*Claims|Medical\s*Treatment|Rationale|\n)",
    re.IGNORECASE | re.DOTALL,
)
_CLAIMS = re.compile(rf"{loose('The Claims Administrator')}\s*(?:based|did|cited|used)", re.IGNORECASE)
_REVIEWER = re.compile(
    r"The\s*(?:Expert|Physician|Professional)\s*Reviewer\s*(?:based|found|did|relied|stated)", re.IGNORECASE
)
_PROVIDER = re.compile(r"The\s*(?:provider|physician|employee)\s*did\s*not\s*dispute[^.]*\.", re.IGNORECASE)
_REASONS = re.compile(rf"{loose('Rationale for the Decision')}\s*:?", re.IGNORECASE)
_EFFECT = re.compile(
    rf"{loose('Effect of the Decision')}|\n\s*Sincerely\s*,|(?<=\n){loose('Disclaimer: MAXIMUS')}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One outcome of the list. contradicted: the list is printed twice and its two prints differ."""

    number: int
    item: tuple[int, int]
    words: tuple[int, int]
    outcome: Outcome
    contradicted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Parts of the details of one item, as places in the text; None = not there."""

    number: int
    item: tuple[int, int]
    claims: tuple[int, int] | None
    reviewer: tuple[int, int] | None
    rationale: tuple[int, int] | None


def listed(text: str) -> tuple[Listed, ...]:
    """The outcomes, each once however often the list is printed."""
    if "etermined" not in text:
        return ()
    found: dict[tuple[int, str], Listed] = {}
    heads = list(_LISTED.finditer(text))
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        decided = _NECESSARY.search(text, head.end(), min(stop, head.end() + _LONGEST))
        if decided is None:
            continue
        number, outcome = int(head["n"]), Outcome.UPHELD if decided["no"] else Outcome.OVERTURNED
        key = (number, _key(text[head.end() : decided.start()]))
        before = found.get(key) or next(
            (one for (n, said), one in found.items() if n == number and _alike(said, key[1])), None
        )
        if before is None:
            item = (head.end(), decided.start())
            found[key] = Listed(number=number, item=item, words=decided.span("words"), outcome=outcome)
        elif before.outcome is not outcome:
            found = {k: replace(one, contradicted=True) if one is before else one for k, one in found.items()}
    return tuple(found.values())


def reasons(text: str) -> tuple[Reasons, ...]:
    """The details by number."""
    heads = list(_REGARDING.finditer(text))
    out = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        effect = _EFFECT.search(text, head.end(), stop)
        stop = effect.start() if effect else stop
        out.append(_parts(text, head, stop))
    return tuple(out)


def _parts(text: str, head: re.Match[str], stop: int) -> Reasons:
    rationale = _REASONS.search(text, head.end(), stop)
    guidelines_end = rationale.start() if rationale else stop
    claims = _CLAIMS.search(text, head.end(), guidelines_end)
    reviewer = _REVIEWER.search(text, claims.end() if claims else head.end(), guidelines_end)
    claims_end = reviewer.start() if reviewer else guidelines_end
    provider = _PROVIDER.search(text, claims.start(), claims_end) if claims else None
    return Reasons(
        number=int(head["n"]),
        item=head.span("item"),
        claims=(claims.start(), provider.start() if provider else claims_end) if claims else None,
        reviewer=(reviewer.start(), guidelines_end) if reviewer else None,
        rationale=(rationale.end(), stop) if rationale else None,
    )


def _key(item: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(item).lower())


def _alike(one: str, other: str) -> bool:
    """The same item but for lost letters."""
    return one == other or (abs(len(one) - len(other)) <= 3 and one[:12] == other[:12])
