"""Stored cases under two folders of packs, share by share, by whatever runner is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openimr.batch import Runner
from openimr.determination.reevaluation import Change, Comparison, changes
from openimr.guideline.comparing import changed_services
from openimr.guideline.stored import restore

from .pack_folder import open_packs
from .stored_cases import groups_in, read_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One row group of stored cases, and the packs to compare; None: the bundled ones."""

    cases: Path
    group: int
    old: Path | None
    new: Path | None


def simulate(cases: Path, old: Path | None, new: Path | None, runner: Runner) -> Iterator[Change]:
    """Every decision that the new packs would change, in the order of the stored cases."""
    if not libraries(old, new).services:
        return
    shares = [Share(cases=cases, group=group, old=old, new=new) for group in range(groups_in(cases))]
    for changed in runner(changes_of_share, shares):
        yield from changed


def changes_of_share(share: Share) -> tuple[Change, ...]:
    """The step: needs nothing but the task, so that any process on any machine that sees the files can do it."""
    compared = libraries(share.old, share.new)
    found: list[Change] = []
    for stored in read_group(share.cases, share.group, compared.services):
        case, chart = restore(stored)
        found += changes(stored.case_id, case, chart, compared, at=stored.at)
    return tuple(found)


@cache
def libraries(old: Path | None, new: Path | None) -> Comparison:
    """Both libraries, loaded once in each process."""
    before, after = open_packs(old), open_packs(new)
    return Comparison(old=before, new=after, services=changed_services(before, after))
