"""What differs between two libraries, key by key."""

from __future__ import annotations

from collections.abc import Iterator

from .loading import Edition, Library


def compare(old: Library, new: Library) -> tuple[str, ...]:
    """One line for each difference: rules that came or went, and each key that changed with its two values."""
    before, after = _by_key(old), _by_key(new)
    lines = [f"- {key[0]} ({key[1]}): gone" for key in before if key not in after]
    lines += [f"+ {key[0]} ({key[1]}): new" for key in after if key not in before]
    for key in before:
        if key in after:
            lines += [f"~ {key[0]}: {change}" for change in _changes("", _tree(before[key]), _tree(after[key]))]
    return tuple(sorted(lines, key=lambda line: (line[2:], line[0])))


def changed_services(old: Library, new: Library) -> frozenset[str]:
    """Services with a rule that differs in anything but its examples."""
    before, after = _by_key(old), _by_key(new)
    return frozenset(
        service
        for key in before.keys() | after.keys()
        if _weighty(before.get(key)) != _weighty(after.get(key))
        for edition in (before.get(key), after.get(key))
        if edition is not None
        for service in edition.row.service
    )


def _weighty(edition: Edition | None) -> object:
    if edition is None:
        return None
    return edition.row.model_copy(update={"examples": ()}), edition.head


def _by_key(library: Library) -> dict[tuple[str, str], Edition]:
    """A row is known by its id and edition; a moved first day in force is a change of the row."""
    found: dict[tuple[str, str], Edition] = {}
    for edition in library.editions:
        found[edition.row.id, f"{edition.head.id} {edition.head.edition}"] = edition
    return found


def _tree(edition: Edition) -> object:
    tree = edition.row.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return tree | {"in_force": edition.in_force.model_dump(mode="json", by_alias=True)}


def _changes(path: str, old: object, new: object) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys(), key=str):
            yield from _changes(f"{path}.{key}" if path else str(key), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _changes(f"{path}.{_named(one, place)}", one, other)
    elif old != new:
        yield f"{path}: {_short(old)} -> {_short(new)}"


def _named(node: object, place: int) -> str:
    """A criterion by its id, anything else by its place."""
    return str(node["id"]) if isinstance(node, dict) and "id" in node else str(place)


def _short(value: object) -> str:
    if value is None:
        return "(nothing)"
    text = str(value)
    return text if len(text) <= 70 else text[:67] + "..."
