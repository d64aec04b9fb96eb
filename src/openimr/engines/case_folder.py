"""A case folder on the disk: which of its files are read, and in what order."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from openimr.case import OpenImrError, Problem
from openimr.records.reading import SourceFile

from .file_kind import is_pdf, is_picture
from .reading_problems import file_problem

_SUBFOLDER = "file"
_PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_FIRST = (
    re.compile(r"application|dwc[-_ ]?form[-_ ]?imr|^imr\b", re.IGNORECASE),
    re.compile(r"(?:^|[^a-z])ur(?:[^a-z]|$)|utili[sz]ation|denial|determination", re.IGNORECASE),
)
_HEAD = 1024


def sources_in(folder: Path) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The files of a case folder (or of its `file` subfolder, where there is one), and what is wrong with them.

    The application comes first, then the utilization-review decision, then all others by name. Hidden files and
    symbolic links are passed over. Raises OpenImrError when there is no such folder.
    """
    if not folder.is_dir():
        raise OpenImrError(f"There is no folder {folder}; give the folder that holds the PDFs of the case file.")
    root = folder / _SUBFOLDER if (folder / _SUBFOLDER).is_dir() else folder
    names = sorted(_names(root), key=_place)
    if not names:
        return (), (file_problem("empty_folder", str(folder)),)
    sources: list[SourceFile] = []
    problems: list[Problem] = []
    for name in names:
        trouble = _trouble(root / name)
        if trouble:
            problems.append(file_problem(trouble, name))
        if trouble in ("", "picture_named_pdf"):
            sources.append(SourceFile(name=name, content=root / name, sha256=_hash(root / name)))
    return tuple(sources), tuple(problems)


def _names(root: Path) -> list[str]:
    """All files below the folder, by their paths from it, with slashes."""
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and not path.is_symlink():
                found.append(path.relative_to(root).as_posix())
    return found


def _place(name: str) -> tuple[int, list[tuple[int, str]], str]:
    """Sort key: what the file is, then its name with numbers as numbers (page2 before page10)."""
    stem = name.rpartition("/")[2]
    rank = next((rank for rank, pattern in enumerate(_FIRST) if pattern.search(stem)), len(_FIRST))
    parts = re.findall(r"\d{1,9}|\D+|\d+", name.casefold())
    return rank, [(int(part), "") if part.isdecimal() and len(part) < 10 else (0, part) for part in parts], name


def _trouble(path: Path) -> str:
    """The code of what is wrong with a file by its first bytes, or ""."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        return "vanished_file"
    except OSError:
        return "unreadable_file"
    if not head:
        return "empty_file"
    if is_picture(head):
        return "" if path.suffix.lower() in _PICTURE_NAMES else "picture_named_pdf"
    if is_pdf(head) or path.suffix.lower() == ".pdf":
        return ""
    return "not_a_pdf"


def _hash(path: Path) -> str:
    """SHA-256 of a file, hex; "" when it vanished meanwhile (reading it will say so)."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
