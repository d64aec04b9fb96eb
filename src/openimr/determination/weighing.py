"""What the file says of each criterion, as sentences: what supports it, what speaks against it, what is missing."""

from __future__ import annotations

import re
from dataclasses import replace

from openimr.case import Answer, CriterionResult, Span

from .backing import is_gain
from .quoting import shorten_quotation
from .sentence import Clause, Sentence, end_sentence, say, write_amount, write_number
from .voice import Voice

SILENT = ("No readable page", "The file shows no sign")
"""How the evaluator words silence; anything else that is missing has words of its own."""
NAMED_AGAINST = "The guideline does not recommend it"
"""How the evaluator words what a guideline itself excludes."""
NO_GAIN = re.compile(
    r"\b(?:no|not|never|without|unchanged|same|plateau\w*|unable|off work|off duty|cannot|n't)\b", re.IGNORECASE
)
BARE = frozenset(
    {"change", "changed", "unchanged", "from", "same", "last", "visit", "since", "prior", "noted", "without"}
)
"""Words that do not say what has not changed."""
MOST = 6
"""Conditions named in one sentence; the evidence page lists all of them."""


def weigh(
    leaves: tuple[CriterionResult, ...], *, supported: bool, decisive: frozenset[str], voice: Voice
) -> tuple[Sentence, ...]:
    """Sentences on the leaves. supported: the rule as a whole is met."""
    pages = voice.pages
    led = tuple(leaf for leaf in leaves if leaf.id == "follows")
    leaves = tuple(leaf for leaf in leaves if leaf not in led)
    ranked = tuple(sorted(leaves, key=lambda leaf: leaf.id not in decisive))
    met = tuple(leaf for leaf in ranked if leaf.answer is Answer.MET)
    shown = tuple(leaf for leaf in met if leaf.spans or leaf.value is not None)
    clear = tuple(leaf for leaf in met if leaf not in shown)
    torn = tuple(leaf for leaf in ranked if leaf.conflict and leaf.answer is Answer.NOT_DOCUMENTED)
    against = tuple(leaf for leaf in ranked if leaf.answer is Answer.NOT_MET and (leaf.spans or leaf.value is not None))
    missing = tuple(leaf for leaf in ranked if leaf.answer is not Answer.MET and leaf not in (*torn, *against))
    said = [*_follow(led), *_support(shown, voice), *_clear(clear, pages)]
    if supported:
        return (*said, *_alternatives((*against, *torn, *missing)))
    named = tuple(leaf for leaf in against if leaf.component or leaf.explain.startswith(NAMED_AGAINST))
    said += _not_recommended(named, voice, bool(said))
    gains = tuple(leaf for leaf in against if leaf.kind == "functional_improvement" and leaf.spans)
    said += _no_gain(gains, voice, bool(said))
    others = tuple(leaf for leaf in against if leaf not in (*named, *gains))
    said += _against(others, voice, "also" if gains or named else "however" if said else "")
    said += _torn(torn, voice)
    special = tuple(leaf for leaf in missing if not leaf.explain.startswith(SILENT))
    said += [Sentence(text=_word_special(leaf), citations=leaf.spans[:2]) for leaf in special]
    said += _missing(tuple(leaf for leaf in missing if leaf not in special), pages)
    return tuple(said)


def _support(leaves: tuple[CriterionResult, ...], voice: Voice) -> tuple[Sentence, ...]:
    if not leaves:
        return ()
    lead = "The records support the following: " if len(leaves) > 1 else "The records support this condition: "
    return (say(lead, tuple(_clause(leaf, voice) for leaf in leaves[:MOST]), between="; "),)


def _against(leaves: tuple[CriterionResult, ...], voice: Voice, turned: str) -> tuple[Sentence, ...]:
    """turned: also (after other reasons against), however (after reasons for), or nothing."""
    if not leaves:
        return ()
    lead = {"also": "The records also", "however": "However, the records"}.get(turned, "The records")
    what = "these conditions" if len(leaves) > 1 else "this condition"
    clauses = tuple(_clause(leaf, voice) for leaf in leaves[:MOST])
    return (say(f"{lead} speak against {what} of the guideline: ", clauses, between="; "),)


def _no_gain(leaves: tuple[CriterionResult, ...], voice: Voice, turned: bool) -> tuple[Sentence, ...]:
    """No gain in function, in the words in which the records say so; quotations once, however often copied."""
    said = []
    for leaf in leaves[:1]:
        quoted: dict[str, Clause] = {}
        plain = tuple(span for span in leaf.spans if _tells_no_gain(voice.quoter.quote(span)))
        for span in voice.rank(replace(leaf, spans=plain or leaf.spans)):
            words = voice.quoter.quote(span)
            quoted.setdefault(words.lower(), Clause(text=f'"{words}"', spans=(span,)))
        said.append(say(_lead_no_gain(voice, turned), tuple(quoted.values())[:3]))
        said += [*voice.measured, *_answer_praise(voice)]
    return tuple(said)


def _lead_no_gain(voice: Voice, turned: bool) -> str:
    """That there are no objective findings is only said where nothing measured or reported says otherwise."""
    moved = any(" and still " not in one.text for one in voice.measured)
    if moved or any(is_gain(span.quote) for span in voice.praise):
        lead = "However, the records" if turned else "The records"
        return f"{lead} speak against objective functional improvement from the treatment given: they say "
    lead = "However, there" if turned else "There"
    return f"{lead} are no objective findings that the treatment given has improved function; the records say "


def _answer_praise(voice: Voice) -> tuple[Sentence, ...]:
    """Statements that the treatment helps are told and answered: opinion and comfort are no functional improvement."""
    gains = tuple(span for span in voice.praise if is_gain(span.quote))
    opinions = tuple(span for span in voice.praise if span not in gains)
    said = []
    if opinions:
        end = (
            "; this is taken into account, but it measures no change in daily activities, work restrictions or dependency "
            "on care (8 CCR 9792.20)."
        )
        said.append(say("The records also say that the treatment helps: ", _quoted(opinions), end))
    if gains:
        end = "; the expert reviewer is to weigh this against the findings above (8 CCR 9792.20)."
        said.append(say("The records report gains as well: ", _quoted(gains), end))
    return tuple(said)


def _quoted(spans: tuple[Span, ...]) -> tuple[Clause, ...]:
    once = {shorten_quotation(span.quote): span for span in reversed(spans)}
    return tuple(Clause(text=f'"{words}"', spans=(span,)) for words, span in reversed(once.items()))


def _tells_no_gain(words: str) -> bool:
    """A statement, and no line of a form with its boxes."""
    telling = {word.lower() for word in re.findall(r"[A-Za-z]{4,}", words)} - BARE
    return bool(NO_GAIN.search(words)) and bool(telling) and not re.search(r"[\[\]{}|]", words)


def _not_recommended(leaves: tuple[CriterionResult, ...], voice: Voice, turned: bool) -> tuple[Sentence, ...]:
    """Ingredients and uses that the guideline names and does not recommend; the words are its own."""
    if not leaves:
        return ()
    lead = "However, the" if turned else "The"
    clauses = tuple(
        Clause(text=f"{leaf.component} ({leaf.name})" if leaf.component else leaf.name, spans=voice.rank(leaf)[:2])
        for leaf in leaves[:MOST]
    )
    return (say(f"{lead} guideline does not recommend what is asked for: ", clauses, between="; "),)


def _clear(leaves: tuple[CriterionResult, ...], pages: int) -> tuple[Sentence, ...]:
    """Bars that a fully read file does not mention."""
    named = [leaf.name.removeprefix("no ") for leaf in leaves if leaf.name.startswith("no ")]
    other = [f'"{leaf.name}"' for leaf in leaves if not leaf.name.startswith("no ")]
    said = []
    if named:
        said.append(Sentence(text=f"Nothing in {_count(pages)} searched points to {' or '.join(named)}."))
    if other:
        words = " or ".join(other)
        said.append(Sentence(text=f"Nothing in {_count(pages)} searched speaks against the condition {words}."))
    return tuple(said)


def _count(pages: int) -> str:
    return "the one page" if pages == 1 else f"the {pages} pages"


def _torn(leaves: tuple[CriterionResult, ...], voice: Voice) -> tuple[Sentence, ...]:
    said = []
    for leaf in leaves[:MOST]:
        accounts = tuple(Clause(text=f'"{voice.quoter.quote(span)}"', spans=(span,)) for span in voice.rank(leaf)[:3])
        said.append(say(f"The records disagree on this condition of the guideline, {leaf.name}: ", accounts))
    return tuple(said)


def _missing(leaves: tuple[CriterionResult, ...], pages: int) -> tuple[Sentence, ...]:
    if not leaves:
        return ()
    names = tuple(Clause(text=leaf.name) for leaf in leaves[:MOST])
    more = f", and {len(leaves) - MOST} further conditions" if len(leaves) > MOST else ""
    all_pages = "The one page of this file was" if pages == 1 else f"The {pages} pages of this file were"
    lead = f"{all_pages} searched, and there is no documentation of the following: "
    return (say(lead, names, more + ".", between="; "),)


def _alternatives(leaves: tuple[CriterionResult, ...]) -> tuple[Sentence, ...]:
    """Conditions that the rule offers as alternatives and that are not needed once another is met."""
    names = tuple(Clause(text=leaf.name) for leaf in leaves[:MOST])
    if not names:
        return ()
    which = "this one is" if len(names) == 1 else "these are"
    lead = f"As one of the guideline's alternatives is enough, {which} not needed: "
    return (say(lead, names, between="; "),)


def _clause(leaf: CriterionResult, voice: Voice) -> Clause:
    spans = voice.rank(leaf)[:3]
    if leaf.value is not None:
        return Clause(text=f"{leaf.name} ({_measure(leaf)})", spans=spans)
    words = voice.quote(leaf, spans)
    return Clause(text=leaf.name + (f' ("{words}")' if words else ""), spans=spans)


def _measure(leaf: CriterionResult) -> str:
    value = write_amount(leaf.value or 0, leaf.unit)
    if leaf.answer is Answer.MET or leaf.limit is None:
        return value
    side = "above" if (leaf.value or 0) > leaf.limit else "below"
    return f"{value}, {side} the limit of {write_number(leaf.limit)}"


def _word_special(leaf: CriterionResult) -> str:
    return end_sentence(leaf.name if leaf.kind == "not_recommended" else leaf.explain or leaf.name)


def _follow(leaves: tuple[CriterionResult, ...]) -> tuple[Sentence, ...]:
    """An item that accompanies another one takes its result."""
    words = {
        Answer.MET: "the service that it accompanies is supported on this record",
        Answer.NOT_MET: "the service that it accompanies is not supported on this record",
        Answer.NOT_DOCUMENTED: "whether the service that it accompanies is supported is not documented",
    }
    which = (leaf.name.partition("(")[2].partition(")")[0] for leaf in leaves)
    return tuple(
        Sentence(text=end_sentence(words[leaf.answer] + (f" ({item})" if item else "")))
        for leaf, item in zip(leaves, which, strict=True)
    )
