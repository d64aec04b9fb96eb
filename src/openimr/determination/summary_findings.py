"""How the patient is: pain, mind, measures, examination, studies, work."""

from __future__ import annotations

import re

from openimr.case import (
    Diagnosis,
    DocumentKind,
    Imaging,
    Measure,
    PageRef,
    Span,
    WorkStatus,
)

from .sentence import Clause, Sentence, say, write_date
from .summary_scope import Scope, day_of, newest, put_side
from .summary_unrelieved import Unrelieved, write_unrelieved

MOST = 5
STUDIES = (DocumentKind.IMAGING, DocumentKind.EMG)
MIND = re.compile(
    r"depress|anxiety|anxious|psych|post-?\s?traumatic stress|ptsd|adjustment disorder|mood disorder|panic|bipolar|insomnia"
    r"|stress disorder|somat",
    re.IGNORECASE,
)
INVENTORY = re.compile(
    r"beck|phq|gad|gaf|hamilton|zung|catastroph|epworth|oswestry|disability|dash|index|inventory|scale|questionnaire"
    r"|tolerance|function|grip|ahi|percent", re.IGNORECASE,
)  # fmt: skip
PSYCHIATRIC = (DocumentKind.PSYCHIATRY_NOTE,)
PSYCHOLOGICAL = (DocumentKind.PSYCH_EVAL, DocumentKind.PSYCH_NOTE)


def tell_pain(scope: Scope) -> Sentence | None:
    """The newest scores of each place, and what did not relieve the pain where that is one place."""
    scores = _pain_scores(scope)
    if not scores:
        return None
    day = day_of(scores[0])
    latest: dict[str, Measure] = {}
    for one in scores:
        if day_of(one) == day:
            latest.setdefault(_place(one), one)
    if len(latest) > 1:
        latest.pop("pain", None)
    when = f" on {write_date(day)}" if day.year else ""
    told = [(place, one) for place, one in list(latest.items())[:4]]
    lead = "The patient has been seen for ongoing complaints of "
    if len(told) == 1 and scope.unrelieved and _is_one_pain(told[0][0], scope.unrelieved):
        rated = Clause(text=f"{told[0][0]} rated {told[0][1].value}{when}", spans=told[0][1].spans[:1])
        return say(lead, (rated, _vain(scope.unrelieved)), last=" that was ")
    clauses = tuple(Clause(text=f"{place} rated {one.value}", spans=one.spans[:1]) for place, one in told)
    return say(lead, clauses, f"{when}.")


def tell_unrelieved(scope: Scope) -> Sentence | None:
    """The same as a sentence of its own, where several pains or none were rated."""
    vain = scope.unrelieved
    if vain is None:
        return None
    places = {_place(one) for one in _pain_scores(scope)}
    newest_day = max((day_of(one) for one in _pain_scores(scope)), default=None)
    rated = {_place(one) for one in _pain_scores(scope) if day_of(one) == newest_day}
    if len(rated - {"pain"} or rated) == 1 and _is_one_pain(next(iter(rated - {"pain"} or rated)), vain):
        return None
    if not places and vain.pain:
        return say(f"The patient has been seen for ongoing complaints of {vain.pain} that was ", (_vain(vain),))
    subject = vain.pain[:1].upper() + vain.pain[1:] if vain.pain else "The pain"
    return say(f"{subject} was ", (_vain(vain),))


def _vain(one: Unrelieved) -> Clause:
    return Clause(text=f"unrelieved by {write_unrelieved(one)}", spans=one.spans)


def _is_one_pain(place: str, vain: Unrelieved) -> bool:
    return vain.pain is None or place in ("pain", vain.pain) or vain.pain.removeprefix("low ") in place


def _pain_scores(scope: Scope) -> list[Measure]:
    """Scores after the injury, newest first; one with its place before one without."""
    scores = [
        one
        for one in newest(scope.of(Measure))
        if one.name.lower().startswith("pain") and "/" in one.value and scope.after(one.date)
    ]
    return [one for one in scores if "," in one.name] or scores


def _place(one: Measure) -> str:
    _, _, place = one.name.partition(",")
    return f"{place.strip()} pain" if place.strip() else "pain"


def tell_mind(scope: Scope) -> Sentence | None:
    """Psychiatric diagnoses and the care for them."""
    said: dict[str, tuple[Span, ...]] = {}
    for one in scope.of(Diagnosis):
        if (
            MIND.search(one.name)
            and not re.search(r"\b(?:is|are|was|has|had|due|reaction)\b", one.name)
            and len(one.name.split()) < 14
        ):
            said.setdefault(_bare_diagnosis(one.name), one.spans[:2])
    words = {name: frozenset(name.split()) for name in said}
    first = [name for name in said if not any(words[name] < words[other] for other in said if other != name)]
    clauses = [Clause(text=name, spans=said[name]) for name in first[:4]]
    seen = _attended(scope)
    if clauses:
        ending = Clause(text=f"and has been seen by {seen.text}", spans=seen.spans) if seen else None
        lead = "The patient has also been treated for "
        return say(lead, (*clauses, ending), between=", ", last=", ") if ending else say(lead, tuple(clauses))
    return say("The documentation also notes that the patient has been seen by ", (seen,)) if seen else None


def _bare_diagnosis(name: str) -> str:
    """In small letters, without what the code book adds (NEC, NOS, not elsewhere classified)."""
    bare = re.sub(r",.*|\bN[EO][SC]\b.*", "", name).strip()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in bare.split())


def _attended(scope: Scope) -> Clause | None:
    found, spans = [], []
    for name, kinds in (("a psychiatrist", PSYCHIATRIC), ("a psychologist", PSYCHOLOGICAL)):
        own = [one for one in scope.chart.documents if one.kind in kinds and not one.other_patient]
        if own:
            found.append(name)
            spans += [span for one in own[:1] if (span := _head_of(scope, one.file, one.first_page)) is not None]
    return Clause(text=" and ".join(found), spans=tuple(spans)) if found and spans else None


def _head_of(scope: Scope, file: str, number: int) -> Span | None:
    """The first line of a page with words in it."""
    page = scope.chart.page_at(PageRef(file, number))
    found = re.search(r"[^\n]*[A-Za-z]{4}[^\n]*", page.text) if page else None
    if found is None:
        return None
    return Span(file, number, found.start(), found.end(), " ".join(found.group().split()))


def tell_measures(scope: Scope) -> Sentence | None:
    latest: dict[str, Measure] = {}
    for one in newest(scope.of(Measure)):
        if INVENTORY.search(one.name) and not one.name.lower().startswith("pain,") and scope.after(one.date):
            latest.setdefault(one.name, one)
    clauses = []
    for one in list(latest.values())[:MOST]:
        when = f" on {write_date(one.date)}" if one.date else ""
        clauses.append(Clause(text=f"{_unit_last(one.name, one.value)}{when}", spans=one.spans[:1]))
    lead = "Measures last recorded are " if len(clauses) > 1 else "The measure last recorded is "
    return say(lead, tuple(clauses)) if clauses else None


def _unit_last(name: str, value: str) -> str:
    """`sitting tolerance (minutes)`, `20` -> `sitting tolerance 20 minutes`."""
    found = re.fullmatch(r"(.*?) \((\w+)\)", name)
    if found is None:
        return f"{name} {value}"
    return f"{found[1]} {value} {found[2].removesuffix('s') if value == '1' else found[2]}"


def tell_studies(scope: Scope) -> Sentence | None:
    latest: dict[tuple[str, str | None], Imaging] = {}
    reported = [one for one in newest(scope.of(Imaging)) if scope.after(one.date)]
    for one in sorted(reported, key=lambda one: not _is_report(one, scope)):
        if scope.near(one.body_region) and one.finding and _says_something(_first_words(one.finding)):
            latest.setdefault((one.modality, one.body_region), one)
    clauses = []
    for one in list(latest.values())[:3]:
        of = f" of the {put_side(one.body_region, one.laterality)}" if one.body_region else ""
        when = f" dated {write_date(one.date)}" if one.date else ""
        words = f"{one.modality}{of}{when} ({_first_words(one.finding or '')})"
        clauses.append(Clause(text=words, spans=one.spans[:1]))
    return say("Studies include ", tuple(clauses)) if clauses else None


def _is_report(one: Imaging, scope: Scope) -> bool:
    """From the report of the study itself, and not from somebody's mention of it."""
    documents = (scope.chart.document_of(span.ref) for span in one.spans)
    return any(document is not None and document.kind in STUDIES for document in documents)


def _says_something(finding: str) -> bool:
    if re.match(r"(?:of|was|were|made|done|my|letter|by)\b", finding, re.IGNORECASE) or INNER.search(finding):
        return False
    letters = sum(letter.isalpha() for letter in finding)
    return len(finding) >= 12 and letters > 0.6 * len(finding) and len(finding.split()) > 2


SIGNED = re.compile(
    r";?\s*[A-Z][a-z]+ [A-Z][a-z]+, M\.?D\b|\s*\b(?i:read by|(?:electronically )?signed|dictated|interpreted by|IMR-\d+)\b"
)
INNER = re.compile(
    r"gallstone|cholecyst|gallbladder|kidney stone|renal|fetal|LFT|thyroid|pneumonia|pulmonary"
    r"|nonoperative|recommend|scheduled|\bplan\b",
    re.IGNORECASE,
)
"""Findings of the inner organs, whatever region a record files them under, and plans, which are no findings."""


def _first_words(finding: str, most: int = 150) -> str:
    text = " ".join(re.sub(r"^\s*(?:impression|findings?|conclusion)\s*:?", "", finding, flags=re.IGNORECASE).split())
    text = SIGNED.split(text)[0].replace("(", "[").replace(")", "]")
    text = re.sub(r"^(?:shows?|showed|demonstrates?|revealed|reveals)\s+", "", text)
    first = re.split(r"(?<=[a-z\d])\.\s+(?=[A-Z])", text)
    kept = first[0]
    for more in first[1:]:
        if len(kept) + len(more) > most:
            break
        kept += "; " + more
    return (kept if len(kept) <= most else kept[:most].rpartition(" ")[0] + " ...").rstrip(" .;,")


def tell_work(scope: Scope) -> Sentence | None:
    known = newest(one for one in scope.of(WorkStatus) if one.status)
    if not known:
        return None
    one = known[0]
    status, _, detail = one.status.partition(":")
    words = status.strip() or detail.strip()
    when = f"As of {write_date(one.date)}, the" if one.date else "The"
    return say(f"{when} work status is recorded as ", (Clause(text=words.rstrip(" ."), spans=one.spans[:2]),))
