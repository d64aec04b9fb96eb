"""NO_DOC_CONTRADICTED: the reasons call something undocumented that the letter's own summary states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule
from openimr.records.facts.drugs import drug, drugs_in
from openimr.records.search_terms import Term, want

from .sentences import reasons_of, summary_of

RULE = CheckRule(
    code="NO_DOC_CONTRADICTED",
    severity="block",
    ground="Labor Code 4610.6(h)(5), (h)(1); McAtee (2015), Bowen (2019), Gonzalez-Ornelas: set aside for this",
    remedy="Read the record that the summary cites, and either answer it in the reasons or take the statement out.",
)
_PROOF = r"(?:documentation|documents?|evidence|mention|records?|indication|report|proof|description|discussion)s?"
DENIAL = re.compile(
    r"\b(?:there\s+(?:is|are|was|were)\s+no\b(?!\s+(?:reason|need|basis|contraindication))"
    rf"|(?:no|without|lack of|lacks|absence of|insufficient|inadequate)\s+(?:\w+\s+)?{_PROOF}\b"
    r"|(?:do(?:es)?|did)\s+not\s+(?:document|show|mention|describe|include|contain|indicate|demonstrate|establish|report|reflect|note|state)\b"
    r"|fail(?:s|ed|ure)?\s+to\s+(?:document|show|mention|describe|include|demonstrate|establish|provide)\b"
    r"|(?:is|are|was|were|has been|have been|had been)\s+(?:not|never)\s+(?:\w+ly\s+)?(?:been\s+)?"
    r"(?:documented|shown|mentioned|described|demonstrated|established|reported|noted|provided|recorded|tried|done|attempted|performed|submitted|obtained|signed|given|received)\b"
    r"|(?:not|never)\s+(?:been\s+)?(?:documented|mentioned|tried|attempted|described|obtained|performed)\b"
    r"|\bno\s+(?:[\w-]+\s+){1,6}?(?:is|are|was|were|has been|have been|had been)\s+(?:documented|described|recorded|reported|mentioned|noted|submitted|"
    r"provided|shown|tried|given|obtained|performed|attempted)\b"
    r"|\b(?:file|records?|chart|notes?|reports?)\s+(?:contain|hold|include|show|have|has|list|mention)s?\s+no\b"
    r"|silent\s+(?:on|about|as\s+to)\b"
    r"|(?:has|have|had)\s+(?:not|never)\s+(?:had|been|tried|undergone|received|failed|completed|attended|attempted|participated)\b"
    r"|\b(?:no|neither|nor)\s+(?:prior|previous|trial|record|history|attempt|recent|urine|opioid|pain|signed|imaging|mri|physical|formal|course|"
    r"conservative|initial|home|evaluation|psychological|diagnosis|injection|therapy|attempts?|objective|functional)\b"
    r"|none\s+of\s+(?:these|them|which)\s+(?:is|are|was|were|has|have)\b)",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:no|not|never|without|denie[sd]|denying|none|neither|nor|negative|absent|declined|refused|failed to|un(?:able|remarkable)|"
    r"intact|normal|planned|scheduled|requested|recommended|pending|considered|n't)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:claims administrator|utilization review\w*|UR|denial|denied|reviewer|insurer|health plan)\b[^.;]{0,60}"
    r"\b(?:stat\w+|not\w+|argu\w+|found|finds|felt|held|claimed|said|wrote|reason\w*|because|that|on the ground)\b|\bon the ground that\b",
    re.IGNORECASE,
)
"""The sentence tells what the other side said."""
_QUALIFIED = re.compile(
    r"\b(?:new|recent|current|updated|further|since|additional|subsequent|repeat\w*|after|again|other|another|second|beyond|this|change\w*|"
    r"worsen\w*|progress\w*|specific|detailed|sustained|lasting|gain|goal\w*|why|how|reason|rationale|such|more|twitch|extreme)\b",
    re.IGNORECASE,
)
"""What is denied is more than the thing itself: a newer one, a change of it, the reason for it."""
_CLAUSES = re.compile(
    r",\s*(?:and|or|nor|but|so)\s+|;\s*|\s+(?:and|or|nor)\s+(?=(?:no|not|there|is|it|of|any)\b)|,\s*so that\s+|,\s+",
    re.IGNORECASE,
)


PERSONS = frozenset(
    {"psychologist", "psychiatrist", "therapist", "surgeon", "neurologist", "specialist", "chiropractor"}
)
CLASSES = (
    ("antidepressant", "antidepressant"), ("opioid", "opioid medication"), ("opiate", "opioid medication"), ("nsaid", "NSAID"),
    ("anti-inflammator", "NSAID"), ("anticonvulsant", "antiepileptic"), ("antiepileptic", "antiepileptic"), ("anti-epileps", "antiepileptic"),
    ("benzodiazepine", "benzodiazepine"), ("relaxant", "muscle relaxant"),
)  # fmt: skip
"""Words for classes of drugs, with the class of the drug table."""
_SURGERY = re.compile(
    r"\w+(?:ectomy|plasty|otomy)\b|\bfusion\b|\bsurgical repair|\barthroscop\w+|\bunderwent (?:an? )?\w* ?(?:repair|release)",
    re.I,
)
_SCORE = re.compile(r"\b\d{1,2}(?:-\d{1,2})?\s?(?:/|out of)\s?10\b|\brated\s+\d", re.IGNORECASE)
_DONE = frozenset(
    (
        "performed obtained submitted signed attempted tried done given received provided completed "
        "undertaken carried out holds hold contains contain shows show includes include lists has have "
        "described documented recorded reported mentioned noted shown file exist exists place available "
        "attached furnished trial trials attempt use"
    ).split()
)
"""Words that only say that a thing was done or is there."""


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = tuple(one for one in summary_of(letter))
    for item in letter.items:
        yield from _item(item, summary)


def _item(item: LetterItem, summary: tuple[str, ...]) -> Iterator[CheckFinding]:
    for sentence in reasons_of(item):
        if not is_denial(sentence):
            continue
        for denied in denied_in(sentence):
            said = _stated(denied, summary)
            if said is not None:
                says = f'The reasons deny "{denied}", the summary states it.'
                yield RULE.finding(says, item=item.n, quotes=(sentence, said))
                break


def is_denial(sentence: str) -> bool:
    """Whether a sentence says, in the reviewer's own voice, that something is not documented or not there."""
    return bool(DENIAL.search(sentence)) and not _REPORTED.search(sentence)


def denied_in(sentence: str) -> tuple[str, ...]:
    """Each thing that a sentence says is not documented, by itself."""
    denied: list[str] = []
    for clause in _CLAUSES.split(sentence):
        if clause and DENIAL.search(clause):
            denied.append(clause.strip(" .,"))
        elif (
            clause
            and denied
            and re.match(r"(?:no|nor|of|any|a|an)\b", clause, re.IGNORECASE)
            and len(clause.split()) < 8
        ):
            denied.append(f"no {clause.strip(' .,')}")
    return tuple(denied)


def _stated(denied: str, summary: tuple[str, ...]) -> str | None:
    """The sentence of the summary that states, without denial, all that is denied; None where none does."""
    wanted = want(denied)
    telling = tuple(
        term for term in wanted.terms if term.telling or term.name in PERSONS or _class_of(term) or term.name == "score"
    )
    if not telling or _QUALIFIED.search(denied):
        return None
    needed = tuple(term for term in wanted.terms if term.telling or term.name not in _DONE)
    for sentence in summary:
        for clause in re.split(r";|,\s*(?:but|and)\s+|\bbut\b|\band\s+(?=no\b)", sentence):
            if NEGATED.search(
                re.sub(r"without (?:the |any )?medications?", "", clause, flags=re.IGNORECASE)
            ) or not all(_in(term, clause) for term in needed):
                continue
            return sentence
    return None


def _in(term: Term, clause: str) -> bool:
    """Whether a clause says what a term stands for: its words, a drug of its class, or a pain score in figures."""
    if term.name.startswith(("surgery", "operation")) and _SURGERY.search(clause):
        return True
    if term.name == "score":
        return bool(_SCORE.search(clause))
    kind = _class_of(term)
    if kind and any(row is not None and row.kind == kind for row in (drug(hit.term) for hit in drugs_in(clause))):
        return True
    return bool(term.find(clause))


def _class_of(term: Term) -> str | None:
    return next((kind for words, kind in CLASSES if term.name.startswith(words)), None)
