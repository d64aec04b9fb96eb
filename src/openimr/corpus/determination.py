"""One published determination as it was read: every value with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from openimr.case import Problem, Span


class Outcome(Enum):
    """Of one item. UPHELD: the refusal stands. OVERTURNED: the treatment is medically necessary, in whole or in part."""

    UPHELD = "Upheld"
    OVERTURNED = "Overturned"
    PARTLY = "Partially overturned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of text with page feet, line breaks and broken letters put right; spans say where it stands as printed."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedGuideline:
    """A guideline as a letter cites it. `pages` as printed, one token a range: "303-305"; () = no page is given.

    section: the words after "Section(s):", or the chapter and topic after the name of the body.
    """

    source: str
    section: str | None = None
    pages: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerCredentials:
    """What a letter says of its reviewer. None or () = the letter does not say."""

    specialties: tuple[str, ...] = ()
    licensed_states: tuple[str, ...] = ()
    min_years: int | None = None
    hours_per_week: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDates:
    """The dates of the case itself, never a clinical date. assignment: in 2013 notices the Notice of Assignment."""

    injury: date | None = None
    ur_decision: date | None = None
    application: date | None = None
    assignment: date | None = None
    determination: date | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPatient:
    """age in whole years; age_words as printed ("elderly", "11 to 20") where there is no number; sex male | female.

    sex_from: "noun" (male, woman), "pronoun", "label" or "table".
    """

    age: int | None = None
    sex: str | None = None
    age_words: str | None = None
    sex_from: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterItem:
    """One service in dispute and what was decided of it.

    decision None = the letter does not decide it (or contradicts itself: see the problems of the letter).
    decision_explicit: False = inferred from the reasons. decision_words: the deciding words as printed.
    quantity: the number asked for in all ("2 times a week for 3 weeks" = 6), counting `quantity_unit`.
    service: of the house's services or of those of health coverage; None = not one we know, reported as a problem.
    *_guidelines: None = the text at hand does not say (it is cut); () = nothing is cited.
    conclusion: the outcome the last sentence of the reasons gives, where it gives one.
    """

    n: int
    text: str
    decision: Outcome | None = None
    decision_explicit: bool = True
    decision_words: str | None = None
    quantity: float | None = None
    quantity_unit: str | None = None
    service: str | None = None
    claims_admin_guidelines: tuple[CitedGuideline, ...] | None = None
    reviewer_guidelines: tuple[CitedGuideline, ...] | None = None
    rationale: Passage | None = None
    conclusion: Outcome | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFact:
    """What the clinical summary states. type: procedure | medication | diagnosis | prior_treatment | imaging | test."""

    type: str
    value: str
    side: str | None = None
    level: str | None = None
    date: date | None = None
    count: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelVote:
    """What one reviewer of several said."""

    reviewer: int
    outcome: Outcome | None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A word of an agency's own list, as printed and as the house calls it; mapped None = never seen before."""

    field: str
    printed: str
    mapped: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One published determination.

    nth: which letter of its file it is, from 1. truncated: the text ends before the letter does.
    letter_outcome: what a cover letter says of the whole. published_outcome: what an agency's table or card says of the case;
    it may differ from one reviewer's words. year: of the decision, where the day is not known.
    text: the whole letter put right as in Passage. fields: further labelled values as printed (plan, coverage type, ...).
    """

    file: str
    program: str
    format_variant: str
    nth: int = 1
    case_number: str | None = None
    dates: LetterDates = LetterDates()
    year: int | None = None
    reviewer: ReviewerCredentials = ReviewerCredentials()
    patient: LetterPatient = LetterPatient()
    items: tuple[LetterItem, ...] = ()
    letter_outcome: Outcome | None = None
    published_outcome: Outcome | None = None
    votes: tuple[PanelVote, ...] = ()
    summary: Passage | None = None
    summary_facts: tuple[SummaryFact, ...] = ()
    disputed_list: tuple[str, ...] | None = None
    documents_reviewed: tuple[str, ...] | None = None
    categories: tuple[Category, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    truncated: bool = False
    scanned: bool = False
    text: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One fault a check finds in a determination. item: from 1, None = the letter as a whole. quotes: the words that show it."""

    code: str
    says: str
    item: int | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one file: its determinations, and what could not be read and why."""

    file: str
    determinations: tuple[Determination, ...] = ()
    problems: tuple[Problem, ...] = ()
