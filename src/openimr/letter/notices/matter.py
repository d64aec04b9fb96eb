"""What a notice is written from: the case, its parties, and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.workflow import CaseFact, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """role: code of the program's actors. delivery: how notices reach the party. language: en or es."""

    role: str
    name: str
    address: tuple[str, ...] = ()
    email: str | None = None
    language: str = "en"
    delivery: str = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """An item in dispute as worded on the application, and what became of it."""

    n: int
    text: str
    status: str = "OPEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground of ineligibility by its name. last_day, came_on: of a late application.

    computation: the dates worked out, in English; a notice in another language gives the two days only.
    """

    name: str
    computation: tuple[str, ...] = ()
    last_day: date | None = None
    came_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """sent_on: the day of the notice. concerned: numbers of the items it concerns, () = all."""

    case_number: str
    sent_on: date
    parties: tuple[Addressee, ...]
    items: tuple[NoticeItem, ...]
    facts: tuple[CaseFact, ...] = ()
    grounds: tuple[Ground, ...] = ()
    concerned: tuple[int, ...] = ()

    def list_concerned(self) -> tuple[NoticeItem, ...]:
        return tuple(one for one in self.items if not self.concerned or one.n in self.concerned)


def matter_of(
    standing: Standing,
    *,
    sent_on: date,
    parties: tuple[Addressee, ...],
    requests: tuple[str, ...],
    grounds: tuple[Ground, ...] = (),
    concerned: tuple[int, ...] = (),
) -> Matter:
    """The matter of a case as its log tells it. requests: the items as worded, in the order of the standing's items.

    Raises ValueError when there is not one wording for each item.
    """
    if len(requests) != len(standing.items):
        raise ValueError(f"{standing.case} has {len(standing.items)} items; {len(requests)} wordings were given")
    items = tuple(
        NoticeItem(n=item.n, text=text, status=item.status) for item, text in zip(standing.items, requests, strict=True)
    )
    return Matter(
        case_number=standing.case,
        sent_on=sent_on,
        parties=parties,
        items=items,
        facts=standing.facts,
        grounds=grounds,
        concerned=concerned,
    )
