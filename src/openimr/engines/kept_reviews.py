"""Stored cases from the review.json files that `imr review` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from openimr.case import OpenImrError
from openimr.guideline.stored import StoredCase

_DAYS = ("date_of_injury", "ur_decision_date", "rfa_date")
_ITEM = (
    "n", "request", "service", "quantity", "quantity_most", "unit", "frequency", "duration_weeks", "body_region",
    "laterality", "level", "drug", "strength_mg", "per_day", "purchase", "repeat", "service_date", "components",
)  # fmt: skip
_RENAMED = {"from": "start", "to": "end"}
_SENSES: dict[str, tuple[str, str, dict[str, object]]] = {
    "medication": ("status", "current", {"current": True, "past": False}),
    "conservative_care": ("response", "failed", {"failed": True, "helped": False}),
    "functional_improvement": ("polarity", "polarity", {"documented": "present", "absent": "absent"}),
}
_NO_SENSE: tuple[str, str, dict[str, object]] = ("", "", {})
_LEFT_OUT = ("type", "evidence")


def stored_reviews(root: Path) -> Iterator[StoredCase]:
    """Every review.json below a folder (or the one file) as a stored case, in order of path; the case's name is that of
    its folder. Disputes that may not be reviewed are passed over: they have no decision."""
    paths = sorted(root.rglob("review.json")) if root.is_dir() else [root]
    if not paths:
        raise OpenImrError(f"{root}: no review.json below it; run imr review first, or name a file of stored cases.")
    for path in paths:
        stored = _stored(path)
        if stored is not None:
            yield stored


def _stored(path: Path) -> StoredCase | None:
    try:
        tree = json.loads(path.read_text("utf-8"))
        day = next((one["edition"] for one in tree["engine"]["packs"] if one["name"] == "selection date"), None)
        if day is None or tree["eligibility"]["eligible"] is False:
            return None
        items = [_item(one) for one in tree["items"]]
        foreign = {(one["file"], one["page"]) for one in tree["ledger"] if one["fate"] == "other_patient"}
        facts = [_fact(one) for one in tree["facts"] if not _foreign(one, foreign)]
        return StoredCase(
            case_id=path.parent.name,
            at=date.fromisoformat(day),
            services=tuple(sorted({str(one["service"]) for one in items})),
            case=_dump(_case(tree["case"]) | {"items": items}),
            facts=_dump(facts),
            unreadable=sum(one["fate"] == "unreadable" for one in tree["ledger"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise OpenImrError(f"{path} is not a review of this version ({wrong!r}); run imr review again.") from wrong


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _case(tree: Mapping[str, object]) -> dict[str, object]:
    kept = {name: tree[name] for name in _DAYS if tree.get(name)}
    person = tree["employee"]
    assert isinstance(person, dict)
    own: dict[str, object] = {key: person[key] for key in ("date_of_birth", "sex") if person.get(key)}
    return kept | own | {"program": tree["program"]}


def _item(tree: Mapping[str, object]) -> dict[str, object]:
    kept = {name: tree[name] for name in _ITEM if tree.get(name) is not None}
    if tree.get("follows") is not None:
        kept["depends_on"] = tree["follows"]
    if tree.get("ur_decision"):
        kept["ur_outcome"] = tree["ur_decision"]
    return kept


def _foreign(tree: Mapping[str, object], pages: set[tuple[str, int]]) -> bool:
    evidence = tree["evidence"]
    assert isinstance(evidence, list)
    return bool(evidence) and bool(pages) and all((one["file"], one["page"]) in pages for one in evidence)


def _fact(tree: Mapping[str, object]) -> list[object]:
    kind = str(tree["type"])
    kept = {_RENAMED.get(name, name): value for name, value in tree.items() if name not in _LEFT_OUT}
    given, name, senses = _SENSES.get(kind, _NO_SENSE)
    if given in kept:
        kept[name] = senses.get(str(kept.pop(given)))
    evidence = tree["evidence"]
    assert isinstance(evidence, list)
    if evidence:
        kept["said"] = evidence[0]["quote"][:160]
    return [kind, {key: value for key, value in kept.items() if value is not None}]
