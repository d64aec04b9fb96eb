"""Letters around a dispute: authorization, withdrawal, liability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ..case import Case, DisputedItem, Document, DocumentKind, Page, Span
from .days import first_day
from .items import find_wording
from .lexicon import any_pattern, outcomes
from .naming import service_of
from .sheet import Sheet, lay_out

_LETTERS = (DocumentKind.CORRESPONDENCE, DocumentKind.UR_DECISION, DocumentKind.OTHER, DocumentKind.FAX_COVER)
_NO_LETTERS = (DocumentKind.IMR_APPLICATION, DocumentKind.RFA, DocumentKind.BILLING, DocumentKind.PROOF_OF_SERVICE)
_PAYER = re.compile(
    r"\bclaims?\b|adjuster|insurance|mutual|administrators?\b|risk management|utilization"
    r"|review (?:organization|unit|nurse)|indemnity|casualty",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\s|$)|$)", re.DOTALL)


def authorisations(case: Case, documents: Iterable[Document], pages: Iterable[Page]) -> tuple[tuple[int, Span], ...]:
    """Items that a letter after the UR decision authorizes in full, with the sentence that does."""
    found = []
    for sheet in _papers_after(tuple(documents), tuple(pages), case.ur_decision_date):
        if not (_from_payer(sheet, case) if sheet.document.kind in _LETTERS else _named_at_head(sheet, case)):
            continue
        for sentence, span in _sentences(sheet):
            if _entered_before(sheet, span, case.ur_decision_date):
                continue
            if not any_pattern(outcomes().authorised).search(sentence) or any_pattern(outcomes().not_authorised).search(
                sentence
            ):
                continue
            found += [
                (item.n, span)
                for item in case.items
                if _same_treatment(item, sentence, sheet) and _in_full(item, sentence)
            ]
    return tuple(found)


def _from_payer(sheet: Sheet, case: Case) -> bool:
    """Only the claims administrator, or UR for it, can authorize: told by the head or the signature of the letter."""
    head, foot = sheet.text.strip()[:160], sheet.text.strip()[-260:]
    return _named_at_head(sheet, case) or bool(_PAYER.search(head.split("\n")[0] + " " + foot))


def _entered_before(sheet: Sheet, span: Span, decided: date | None) -> bool:
    """In a log of dated lines: whether the entry was made before the decision."""
    entries = [
        (line.start, day)
        for line in sheet.lines()
        if re.match(r"\W*\d{1,2}[/-]\d{1,2}[/-]\d{2}", line.text) and (day := first_day(line.text[:16]))
    ]
    if len(entries) < 3 or decided is None:
        return False
    index = next((n for n, page in enumerate(sheet.pages) if page.number == span.page), 0)
    own = [day for start, day in entries if start <= sheet.starts[index] + span.end]
    return bool(own) and own[-1] <= decided


def _named_at_head(sheet: Sheet, case: Case) -> bool:
    """The claims administrator's name stands at the head: its letter, whatever kind the paper was taken for."""
    head = sheet.text.strip()[:160].lower()
    name = re.findall(r"[A-Z][a-z]{3,}", case.claims_administrator or "")
    return bool(name) and all(word.lower() in head for word in name[:2])


def withdrawals(documents: Iterable[Document], pages: Iterable[Page], decided: date | None) -> tuple[Span, ...]:
    """Sentences by which the employee or the physician withdraws the request."""
    says = any_pattern(outcomes().withdrawn)
    letters = _letters_after(documents, pages, decided)
    return tuple(span for sheet in letters for sentence, span in _sentences(sheet) if says.search(sentence))


def liability_statement(
    documents: Iterable[Document], pages: Iterable[Page], decided: date | None
) -> tuple[tuple[Span, ...], bool]:
    """Sentences that dispute liability, and whether a later one settles it or agrees to review."""
    every, sheets = tuple(documents), tuple(pages)
    disputed, settled = [], False
    for sheet in _letters_after(every, sheets, None):
        for sentence, span in _sentences(sheet):
            if any_pattern(outcomes().liability_settled).search(sentence):
                day = _day(sheet)
                settled = settled or (day is not None and decided is not None and day >= decided)
            elif any_pattern(outcomes().liability).search(sentence):
                disputed.append(span)
    return tuple(disputed), settled


def _letters_after(documents: Iterable[Document], pages: Iterable[Page], decided: date | None) -> Iterator[Sheet]:
    """Letters of this patient dated after the decision (or all, without one); the decision itself is none."""
    own = tuple(document for document in documents if document.kind in _LETTERS)
    return _papers_after(own, tuple(pages), decided)


def _papers_after(documents: tuple[Document, ...], every: tuple[Page, ...], decided: date | None) -> Iterator[Sheet]:
    for document in documents:
        if document.kind in _NO_LETTERS or document.other_patient or document.duplicate_of:
            continue
        sheet = lay_out(document, every)
        if decided is None:
            yield sheet
            continue
        day = _day(sheet)
        if day is not None and day > decided:
            yield sheet


def _day(sheet: Sheet) -> date | None:
    own = sheet.document.date.to_day() if sheet.document.date else None
    return own or first_day(sheet.text)


def _sentences(sheet: Sheet) -> Iterator[tuple[str, Span]]:
    for match in _SENTENCE.finditer(sheet.text):
        text = " ".join(match[0].split())
        if len(text) > 8:
            lead = len(match[0]) - len(match[0].lstrip())
            yield text, sheet.span(match.start() + lead, match.end())


def _same_treatment(item: DisputedItem, sentence: str, sheet: Sheet) -> bool:
    """The sentence names the treatment, or the letter has no other subject than it."""
    if item.service != "other" and service_of(sentence) == item.service:
        return True
    words = set(re.findall(r"[a-z]{4,}", item.request.lower()))
    if words and len(words & set(re.findall(r"[a-z]{4,}", sentence.lower()))) / len(words) >= 0.6:
        return True
    about = re.search(
        r"\b(?:this|the|above|requested|disputed) (?:treatment|service|request|procedure|item|decision|denial)s?",
        sentence,
        re.I,
    )
    return bool(about) and find_wording(item.request, sheet) is not None


def _in_full(item: DisputedItem, sentence: str) -> bool:
    """A letter that allows fewer than asked leaves the rest in dispute."""
    if item.quantity is None or item.quantity <= 1:
        return True
    numbers = [
        float(n)
        for n in re.findall(
            r"(?<![\d/.-])(\d{1,3})(?![\d/.%-])\s*(?:visits?|sessions?|treatments?|tab\w*|hours?|days?|units?)",
            sentence,
        )
    ]
    return not numbers or max(numbers) >= item.quantity
