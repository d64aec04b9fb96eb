"""What a UR decision rests on: guidelines cited and the sentences of its reasons."""

from __future__ import annotations

import re

from ..case import GuidelineCitation, Span
from .lexicon import outcomes
from .sheet import Sheet


def read_guidelines(sheet: Sheet) -> tuple[tuple[str, GuidelineCitation], ...]:
    """Guidelines cited, each with the words around it (to tell which item it is for)."""
    found: list[tuple[str, GuidelineCitation]] = []
    for block in _guideline_blocks(sheet):
        title, label = None, ""
        for piece in re.split(r";|(?<=\d)\.\s|\n(?=\W*(?:item|request)s?\s+\d)", block):
            words = " ".join(piece.split()).strip(" .")
            named = next(
                (row.title for row in outcomes().guidelines if re.search(row.says, words, re.IGNORECASE)), None
            )
            title = named or title
            own = re.match(r"\W*(?:items?|requests?)\s+\d[\d\s,&and-]*\W", words, re.IGNORECASE)
            label = own[0] if own else label
            citation = _citation(title or "", words)
            prose = named is None and citation.pages is None and len(words.split()) > 8
            if title is None or len(words) < 4 or prose:
                continue
            found.append((words if own or not label else f"{label} {words}", citation))
    return tuple(found)


def _guideline_blocks(sheet: Sheet) -> list[str]:
    heading = re.compile(outcomes().guideline_heading, re.IGNORECASE)
    ends = re.compile(outcomes().rationale_end, re.IGNORECASE)
    heading_word = re.compile(r"\W*guidelines?\b(?!\s*:)", re.IGNORECASE)  # a wrapped title, no new heading
    prose = re.compile(r"\W*(?:the|this|these|an?|dr|calls?|contact|attempts?|messages?|you|your|in)\b", re.IGNORECASE)
    lines = [line for line in sheet.lines() if line.text.strip()]
    blocks = []
    for index, line in enumerate(lines):
        match = heading.match(line.text)
        if not match:
            continue
        block = [line.text[match.end() :]]
        for following in lines[index + 1 : index + 9]:
            if ends.match(following.text) and not heading_word.match(following.text):
                break
            if block[-1].rstrip().endswith(".") and prose.match(following.text):
                break
            block.append(following.text)
        text = "\n".join(block)
        if any(re.search(row.says, text, re.IGNORECASE) for row in outcomes().guidelines):
            blocks.append(text)
    return blocks


def _citation(title: str, words: str) -> GuidelineCitation:
    pages = re.search(r"\b(?:pages?|pp?\.?|pgs?\.?)\s*(\d[\d\s,&and-]*\d|\d)", words)
    head = words[: pages.start()] if pages else words
    section = re.split(
        r":|\bguidelines?\b(?:\s*\([^)]*\))?,?|\(ODG\),?|edition\W*(?:\(?\d{4}\)?)?,?", head, flags=re.IGNORECASE
    )[-1].strip(" ,.:;()")
    year = re.search(r"\b(?:19|20)\d\d\b", head)
    return GuidelineCitation(
        title=title,
        section=section or None,
        pages=re.sub(r"\s+", " ", pages[1]).replace("- ", "-") if pages else None,
        edition=year[0] if year else None,
    )


def read_reasons(sheet: Sheet) -> tuple[Span, ...]:
    """The sentences of the rationale and of the summary, each with its place."""
    begin, end = re.compile(outcomes().rationale_heading, re.I), re.compile(outcomes().rationale_end, re.I)
    inside, start, spans = False, 0, []
    pieces: list[tuple[int, int]] = []
    for line in sheet.lines():
        if begin.match(line.text):
            if inside:
                pieces.append((start, line.start))
            inside, start = True, line.start
        elif inside and end.match(line.text):
            pieces.append((start, line.start))
            inside = False
    if inside:
        pieces.append((start, len(sheet.text)))
    for first, last in pieces:
        at = first
        for match in re.finditer(r"(?<![A-Z])(?<!Dr)(?<!No)[.?!](?=\s+[A-Z0-9\"])|\Z", sheet.text[first:last]):
            stop = first + match.end()
            if len(sheet.text[at:stop].split()) >= 4:
                lead = len(sheet.text[at:stop]) - len(sheet.text[at:stop].lstrip())
                spans.append(sheet.span(at + lead, stop))
            at = stop
    return tuple(spans)
