"""Which rows apply to an item: service, edition in force, what the row says it is about, and the search sequence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from openimr.case import OF_THE_PATIENT, Answer, Procedure, all_of, truth

from .evidence import says
from .history import visits
from .loading import Edition, Library
from .situation import Situation
from .tree import Live, combine
from .vocabulary import AppliesWhen

SEQUENCE = ("mtus", "acoem_odg", "other_guideline", "study")
_NAMES = {
    "mtus": "the Medical Treatment Utilization Schedule",
    "acoem_odg": "the current ACOEM guidelines or ODG",
    "other_guideline": "other nationally recognized guidelines",
    "study": "peer-reviewed studies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """deciding: rows of the highest level that has one. unsure: rows whose applicability the file leaves open."""

    deciding: tuple[Edition, ...]
    informative: tuple[Edition, ...]
    unsure: tuple[Edition, ...]
    skipped: tuple[str, ...]


def select(library: Library, situation: Situation, *, on: date) -> Selection:
    """Rows for an item on the selection date (8 CCR 9792.21.1: the schedule first, then ACOEM/ODG, then others)."""
    answers = _addressed(library, situation, on)
    fitting = [edition for edition, answer in answers if answer is Answer.MET]
    displaced = {row_id for edition in fitting for row_id in edition.row.displaces}
    kept = [edition for edition in fitting if edition.row.id not in displaced]
    unsure = tuple(
        edition for edition, answer in answers if answer is Answer.NOT_DOCUMENTED and not edition.row.informative
    )
    able = [edition for edition in kept if not edition.row.informative]
    level = next((one for one in SEQUENCE if any(edition.head.level == one for edition in able)), None)
    passed = SEQUENCE[: SEQUENCE.index(level)] if level else SEQUENCE
    return Selection(
        deciding=tuple(edition for edition in able if edition.head.level == level),
        informative=tuple(edition for edition in kept if edition.row.informative),
        unsure=unsure,
        skipped=tuple(_why_passed(one, library.of_service(situation.item.service), situation, on) for one in passed),
    )


def _addressed(library: Library, situation: Situation, on: date) -> list[tuple[Edition, Answer]]:
    """The service's rows in force, and whether each is about the item. Hand therapy in the postsurgical period is
    postsurgical physical medicine (8 CCR 9792.24.3): its rows come first where one names the operation."""
    for service in (POSTSURGICAL_CARE, situation.item.service):
        if service != situation.item.service and not _is_postsurgical(situation):
            continue
        rows = [edition for edition in library.of_service(service) if edition.holds_on(on)]
        answers = [(edition, applicability(edition.row.applies_when, situation)) for edition in rows]
        if any(answer is Answer.MET and not edition.row.informative for edition, answer in answers):
            break
    return answers


def _is_postsurgical(situation: Situation) -> bool:
    """Occupational therapy whose request calls it so, or that follows a dated operation on the same region."""
    item = situation.item
    if item.service != "occupational therapy":
        return False
    if says(("post-op", "postop", "post-operative", "postoperative", "post-surgical", "postsurgical"), item.request):
        return True
    return any(
        fact.assertion in OF_THE_PATIENT
        and fact.date is not None
        and fact.body_region is not None
        and fact.body_region == item.body_region
        and timedelta() <= situation.at - fact.date.latest() <= POSTSURGICAL
        and says(
            ("release", "repair", "arthroscopy", "fusion", "surgery", "transposition", "reconstruction"), fact.name
        )
        for fact in situation.shelf.of(Procedure)
    )


def _why_passed(level: str, editions: tuple[Edition, ...], situation: Situation, on: date) -> str:
    """Why no row of a level decides, in words for the determination."""
    here = [edition for edition in editions if edition.head.level == level and not edition.row.informative]
    service = situation.item.service
    if not here:
        return f"No row of {_NAMES[level]} in force on {on} applies to {service}."
    held = [edition.row.id for edition in here if edition.holds_on(on)]
    if not held:
        ids = ", ".join(dict.fromkeys(edition.row.id for edition in here))
        return f"No row of {_NAMES[level]} in force on {on} applies to {service}: {ids} of other dates."
    return (
        f"No row of {_NAMES[level]} in force on {on} applies to {service}: {', '.join(held)} "
        f"{'is' if len(held) == 1 else 'are'} about other requests (body part, drug, phase or operation)."
    )


def applicability(when: AppliesWhen, situation: Situation) -> Answer:
    """Whether a row is about the item; NOT_DOCUMENTED where the file leaves it open."""
    item = situation.item
    said = f"{item.request} {item.drug or ''}"
    plain = (
        not when.drugs or says(when.drugs, said),
        not says(when.not_drugs, said),
        not when.request_words or says(when.request_words, item.request),
        not says(when.not_request_words, item.request),
        not when.not_body_regions or item.body_region not in when.not_body_regions,
        when.sex in (None, situation.case.sex) or situation.case.sex is None,
    )
    if not all(plain):
        return Answer.NOT_MET
    return all_of(
        (
            _region(when, item.body_region),
            _flag(when.purchase, item.purchase),
            _flag(when.repeat, item.repeat),
            truth(None if when.sex and situation.case.sex is None else True),
            _phase(when, situation),
            _surgery(when, situation),
            Answer.MET if when.criteria is None else combine(when.criteria, Live(situation)),
        )
    )


def _region(when: AppliesWhen, region: str | None) -> Answer:
    if not when.body_regions:
        return Answer.MET
    return truth(None if region is None else region in when.body_regions)


def _flag(wanted: bool | None, given: bool | None) -> Answer:
    """A request that does not say is taken for the common form: not a purchase, not a repetition."""
    return truth(wanted is None or wanted == bool(given))


POSTSURGICAL_CARE = "postoperative physical therapy"
CHRONIC = timedelta(days=91)
"""8 CCR 9792.20(b): chronic pain lasts three or more months from its onset."""
POSTSURGICAL = timedelta(days=183)
"""8 CCR 9792.24.3: the postsurgical period where the table names none."""


def _phase(when: AppliesWhen, situation: Situation) -> Answer:
    match when.phase:
        case None:
            return Answer.MET
        case "acute" | "chronic":
            day = situation.case.date_of_injury
            return truth(None if day is None else (situation.at - day >= CHRONIC) == (when.phase == "chronic"))
        case "postsurgical":
            return _after_surgery(situation)
    given = visits((situation.item.service,), situation)
    later = bool(situation.item.repeat) or any(one.value > 0 for one in given)
    return truth(later == (when.phase == "continuation"))


def _after_surgery(situation: Situation) -> Answer:
    """Within the period of an operation whose day is known; an operation without a day leaves it open."""
    operations = [fact for fact in situation.shelf.of(Procedure) if fact.assertion in OF_THE_PATIENT]
    days = [fact.date.latest() for fact in operations if fact.date is not None]
    if any(timedelta() <= situation.at - day <= POSTSURGICAL for day in days):
        return Answer.MET
    return truth(None if len(days) < len(operations) else False)


def _surgery(when: AppliesWhen, situation: Situation) -> Answer:
    if not when.surgery or says(when.surgery, situation.item.request):
        return Answer.MET
    done = any(
        fact.assertion in OF_THE_PATIENT
        and says(when.surgery, fact.name)
        and not _elsewhere(fact.body_region, situation.item.body_region)
        for fact in situation.shelf.of(Procedure)
    )
    asked = any(says(when.surgery, other.request) for other in situation.case.items if other.n != situation.item.n)
    return truth(done or asked)


def _elsewhere(given: str | None, wanted: str | None) -> bool:
    return given is not None and wanted is not None and given != wanted
