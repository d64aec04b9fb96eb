"""QA05, the contradiction gate: each statement that something is not documented is searched for on every page.

A hit is a place that a person has to read before the statement may stand; once answered in the record it is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Chart
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.no_doc_contradicted import denied_in, is_denial
from openimr.determination.letter_checks.sentences import reasons_of
from openimr.records.search import Extract, PageHit, search
from openimr.records.search_terms import Term, want

RULE = CheckRule(
    code="QA05",
    severity="block",
    ground="Labor Code 4610.6(h)(5), (h)(1); McAtee (2015), Bowen (2019): set aside for 'no documentation' of what was in hand",
    remedy="Read the page, and either answer it in the reasons or take the statement out.",
)
NEGATIVE = re.compile(
    r"\b(?:no (?:documentation|evidence|mention|record|indication)s? (?:of(?: the following)?|that|for)"
    r"|(?:is|are|was|were) not documented|does not document|do not document|not documented|silent (?:on|about|as to)"
    r"|lack of documentation of|no objective findings (?:that|of))\b:?",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"\b(?:if|should|must|would|unless|until|required?|requires|requests? for|no|not|never|without|denie[sd]|unchanged|none|neither"
    r"|to be|will be|please|goals?)\b|n't\b|\[ ?\]",
    re.IGNORECASE,
)
STOP = re.compile(r"[.;!?]\s+(?=[A-Z\[(\d])|\s{2,}")
ANY_TREATMENT = "the treatment given"
"""For which the treatment in dispute is searched."""
TOGETHER = 30
"""A score from which the words of the statement stand together on the page, or a fact says them."""
OUTCOME = re.compile(r"\b(?:improvement|failure)\b")
"""Names of search terms that are outcomes (lexicon of search terms)."""
SHOWN = 5
"""Pages shown for one statement, the likeliest first."""


def check(draft: Draft) -> Iterator[CheckFinding]:
    answered = set(draft.process.answered)
    for one in draft.items:
        cited = {(span.file, span.page) for sentence in one.rationale.sentences for span in sentence.citations}
        for sentence in one.rationale.sentences[1:]:
            own_words = re.sub(r";[^;]*\"\"[^;]*", "", re.sub(r'"[^"]*"', '""', sentence.text))
            if not NEGATIVE.search(own_words):
                continue
            for ref in draft.chart.unreadable()[:SHOWN]:
                says = f"{ref.file} page {ref.page} could not be read."
                yield RULE.finding(says, item=one.item.n, where=sentence.text)
            for claim in split_claims(own_words):
                named = claim.replace(ANY_TREATMENT, one.item.service)
                if not answered & {claim, named}:
                    yield from _gate(named, draft.chart, one.item.n, cited)


def split_claims(text: str) -> tuple[str, ...]:
    """Each thing that is said not to be documented, by itself."""
    said = NEGATIVE.search(text)
    if said is None:
        return ()
    before, after = text[: said.start()], text[said.end() :]
    things = after if re.search(r"[a-z]{4}", after) else before
    return tuple(thing.strip(" .,") for thing in re.split(r";(?: and)?", things) if thing.strip(" .,"))


def _gate(claim: str, chart: Chart, n: int, cited: set[tuple[str, int]]) -> Iterator[CheckFinding]:
    """One finding for each page that bears what the claim denies and that the reasons do not cite."""
    for hit, said in hits_of(claim, chart):
        if (hit.ref.file, hit.ref.page) not in cited:
            says = f"{hit.ref.file} page {hit.ref.page} bears these words: answer it before issue."
            yield RULE.finding(says, item=n, where=claim, quotes=(said,))


def hits_of(claim: str, chart: Chart) -> tuple[tuple[PageHit, str], ...]:
    """Records on which the words of a denial stand together, the likeliest first, with the passage that states them."""
    statement = f"no documentation of {claim}"
    terms = want(statement).terms
    found = search(chart, statement).hits
    told = ((hit, said_in(hit, terms)) for hit in found if hit.of_record and hit.score >= TOGETHER)
    return tuple((hit, said) for hit, said in told if said is not None)[:SHOWN]


def said_in(hit: PageHit, terms: tuple[Term, ...]) -> str | None:
    """The first passage that states the words; one that asks for them, plans them or denies them too states nothing."""
    for one in hit.extracts:
        sentence = _sentence(one)
        bears = not hit.words or _states(sentence, terms)
        if bears and not NOT_SAID.search(sentence):
            return one.text
    return None


def _states(sentence: str, terms: tuple[Term, ...]) -> bool:
    """Most of what the statement names, and every outcome that it denies: a treatment's name alone contradicts nothing."""
    found = [term for term in terms if term.find(sentence)]
    needed = len(terms) if len(terms) < 3 else -(-len(terms) * 2 // 3)
    missing = (term for term in terms if term not in found)
    return len(found) >= needed and not any(OUTCOME.search(term.name) for term in missing)


def _sentence(one: Extract) -> str:
    """The sentence of a passage that bears the words."""
    start = max((stop.end() for stop in STOP.finditer(one.text, 0, one.start)), default=0)
    after = STOP.search(one.text, one.end)
    return one.text[start : after.start() if after else len(one.text)]


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for item in letter.items:
        for sentence in reasons_of(item):
            if not is_denial(sentence):
                continue
            for denied in denied_in(sentence):
                for hit, said in hits_of(denied, file.chart)[:1]:
                    yield RULE.finding(
                        f'"{denied}": {hit.ref.file} page {hit.ref.page} bears these words.',
                        item=item.n,
                        quotes=(sentence, said),
                    )
