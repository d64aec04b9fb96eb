"""One file redacted and proved: read, words taken out, read again, looked through anew. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openimr.case import OpenImrError, Page
from openimr.letter.redaction import (
    Certificate,
    Finder,
    Known,
    Mark,
    Profile,
    Test,
    count,
    remove,
    spoken,
)
from openimr.records.reading import SourceFile

from .letter_files import LetterFile, decode, kind_of, pages_of, read_head
from .pdf_file import NotOpenedError
from .redact_files import redact_docx, redact_html
from .redact_pdf import RedactedPdf, read_back, redact_pdf

_CONTEXT = 40
_TRACES = ("/OCProperties", "/JavaScript", "/AcroForm", "/EmbeddedFile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """content: the bytes to publish, if the certificate is proved. doubtful: (words, words about them, kind)."""

    name: str
    content: bytes
    certificate: Certificate
    doubtful: tuple[tuple[str, str, str], ...]


class Redactor:
    """One case's list and one profile; kept: folded words that a person decided to keep."""

    def __init__(self, *, parties: Sequence[Known], profile: Profile, kept: Sequence[str] = ()) -> None:
        self.finder, self.profile, self.kept = Finder(parties, profile), profile, frozenset(kept)
        self._doubtful: list[tuple[str, str, str]] = []

    def redact(self, path: Path, number: int = 1) -> Redacted:
        """Raises OpenImrError when the file cannot be read."""
        self._doubtful = []
        kind = kind_of(path.name, read_head(path))
        if kind in (LetterFile.TABLE, LetterFile.UNKNOWN):
            raise OpenImrError(f"{path.name} is no letter or record; give PDF, picture, DOCX, HTML or text.")
        if kind is LetterFile.SCANNED_OR_PDF:
            return self._pdf(path, self._name(path, number, ".pdf"))
        content = path.read_bytes()
        if kind is LetterFile.TEXT:
            made, marks = self._text(decode(content))
            data, suffix = made.encode(), ".txt"
        elif kind is LetterFile.HTML:
            page, marks = redact_html(decode(content), self.decide)
            data, suffix = page.encode(), ".html"
        else:
            data, marks = redact_docx(path.name, content, self.decide)
            suffix = ".docx"
        name = self._name(path, number, suffix)
        texts = tuple(page.text for page in pages_of(name, data, kind))
        return self._proved(name, data, marks, (self._test("text read again", texts), *self._listed(texts)))

    def decide(self, text: str) -> tuple[Mark, ...]:
        """What is to go from a text, and a note of what is doubtful."""
        marks = tuple(mark for mark in self.finder.find(text) if not self._stays(text, mark))
        for mark in marks:
            if mark.doubtful:
                about = text[max(0, mark.start - _CONTEXT) : mark.end + _CONTEXT]
                self._doubtful.append((text[mark.start : mark.end], " ".join(about.split()), mark.kind.value))
        return marks

    def _stays(self, text: str, mark: Mark) -> bool:
        return mark.doubtful and spoken(text[mark.start : mark.end]) in self.kept

    def _text(self, text: str) -> tuple[str, tuple[Mark, ...]]:
        marks = self.decide(text)
        return remove(text, marks), marks

    def _name(self, path: Path, number: int, suffix: str) -> str:
        """The file's own name, unless that names somebody."""
        said = path.stem.replace("_", " ").replace("-", " ")
        title = said.title()
        named = self.finder.find(said) or self.finder.find_listed(title) or self.finder.find_listed(path.stem)
        return (f"document-{number:03d}" if named else path.stem) + suffix

    def _pdf(self, path: Path, name: str) -> Redacted:
        pages = _read(path)
        try:
            made = redact_pdf(path, pages, self.decide)
        except NotOpenedError as wrong:
            raise OpenImrError(f"{path.name} cannot be opened ({wrong.code}); print it to a new PDF.") from wrong
        texts, others = read_back(made.content)
        marks = tuple(mark for own in (*made.marks, made.in_pictures) for mark in own)
        return self._proved(name, made.content, marks, self._pdf_tests(made, texts, others))

    def _pdf_tests(self, made: RedactedPdf, texts: tuple[str, ...], others: tuple[str, ...]) -> tuple[Test, ...]:
        inside = made.content.decode("latin-1")
        traces = sum(inside.count(word) for word in _TRACES)
        return (
            self._test("text read again", texts),
            *self._listed(texts),
            Test(name="properties, attachments, annotations", looked=1, left=len(others)),
            Test(name="hidden layers, scripts, forms", looked=1, left=traces),
            Test(name="live text under boxes", looked=made.pages, left=sum(len(self._left(text)) for text in texts)),
            Test(name="page drawn and read by OCR", looked=made.pages, left=made.seen_left),
        )

    def _listed(self, texts: tuple[str, ...]) -> tuple[Test, ...]:
        left = sum(len(self.finder.find_listed(text)) for text in texts)
        return (Test(name="party list and its variants", looked=len(self.finder.parties), left=left),)

    def _test(self, name: str, texts: tuple[str, ...]) -> Test:
        return Test(name=name, looked=len(texts), left=sum(len(self._left(text)) for text in texts))

    def _left(self, text: str) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.finder.find(text) if not self._stays(text, mark))

    def _proved(self, name: str, data: bytes, marks: tuple[Mark, ...], tests: tuple[Test, ...]) -> Redacted:
        proved = all(test.left == 0 for test in tests)
        doubtful = tuple(dict.fromkeys(self._doubtful))
        certificate = Certificate(
            file=name, sha256=hashlib.sha256(data).hexdigest() if proved else "", profile=self.profile.name,
            source=self.profile.source, removed=count(marks), doubtful=len(doubtful), tests=tests,
        )  # fmt: skip
        return Redacted(name=name, content=data, certificate=certificate, doubtful=doubtful)


def _read(path: Path) -> tuple[Page, ...]:
    from .reader import LocalReader

    source = SourceFile(name=path.name, content=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    read = LocalReader(workers=1).read([source])
    if not read.pages:
        says = read.problems[0].says if read.problems else "It has no pages."
        raise OpenImrError(f"{path.name} could not be read: {says}")
    return read.pages
