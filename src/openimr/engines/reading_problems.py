"""What can go wrong with files and pages, in a person's words: one row for each code."""

from __future__ import annotations

from openimr.case import Problem

_FILES = {
    "empty_folder": ("The folder holds no files.", "Put the PDFs of the case file into it and run again."),
    "empty_file": ("The file has no content (0 bytes).", "Ask the sender for it again."),
    "vanished_file": ("The file disappeared while the case file was read.", "Put it back and run again."),
    "unreadable_file": (
        "The file could not be read from the disk.",
        "Check its permissions and the disk, and run again.",
    ),
    "damaged_pdf": ("The file is damaged or cut off and does not open as a PDF.", "Ask the sender for it again."),
    "damaged_picture": ("The picture is damaged and does not open.", "Ask the sender for it again."),
    "encrypted_pdf": (
        "The PDF is protected with a password.",
        "Open it with the password, save it without protection, and run again.",
    ),
    "no_pages": ("The PDF opens but has no pages.", "Ask the sender for it again."),
    "not_a_pdf": (
        "The file is neither a PDF nor a picture, so nothing of it was read.",
        "Print it to a PDF, put that into the folder, and run again.",
    ),
    "picture_named_pdf": (
        "The file is called a PDF but is a picture; it was read as scanned pages.",
        "Check that no pages are missing; ask the sender for the PDF if they are.",
    ),
    "script": (
        "The PDF carries a script; it was not run.",
        "Nothing needs to be done, unless the pages refer to fields that the script would have filled.",
    ),
    "xfa_form": (
        "The PDF is a dynamic form (XFA), whose filled-in fields may not show.",
        "Open it in the program that made it, print it to a PDF, and run again.",
    ),
    "too_many_pages": (
        "The file has more pages than the limit; those beyond it were not read.",
        "Split the file, or raise the limit of pages, and run again.",
    ),
    "crashed": ("The file stopped the program that opens PDFs.", "Print it to a new PDF and run again."),
    "too_slow": ("The file took too long to open.", "Print it to a new PDF and run again."),
    "too_big": ("The file needs more memory than a file may take.", "Scan it again at 200 to 300 dots per inch."),
    "not_read": ("The file could not be opened.", "Ask the sender for it again."),
}
_PAGES = {
    "page_crashed": ("The page stopped the program that reads it.", "Read the page by eye, or print it to a new PDF."),
    "page_too_slow": ("The page took too long to read.", "Read the page by eye, or scan it again."),
    "page_too_big": (
        "The page holds a picture of more pixels than a page may have.",
        "Scan the page again at 200 to 300 dots per inch.",
    ),
    "page_not_read": ("The page could not be read.", "Read the page by eye, or ask the sender for it again."),
    "page_illegible": (
        "Hardly anything on the page could be read: handwriting, a photograph or a poor copy.",
        "Read the page by eye, or ask the sender for a better copy.",
    ),
    "page_partly": (
        "Lines of the page that could not be read (handwriting, smears) were left out: {0}.",
        "Read them by eye; nothing was guessed.",
    ),
    "page_cut": (
        "The page holds more text than a page may have; only its beginning was read.",
        "Read the rest by eye.",
    ),
    "page_garbage": (
        "The page's text layer is unreadable (a broken font); its picture was read instead.",
        "Compare the page's text with its picture where a fact rests on it.",
    ),
    "page_disagrees": (
        "The text layer under the scan says something else than the scan shows; the scan was read and the layer ignored.",
        "Look at the page; ask the sender why its text differs.",
    ),
    "page_disguised": (
        "The page's text layer has unseen characters within words, or letters of another alphabet that look like English "
        "ones; it was read as it looks.",
        "Compare the page's text with its picture where a fact rests on it.",
    ),
    "page_two_up": (
        "Two pages stand side by side on this sheet; they were read one after the other and count as one page.",
        "Nothing needs to be done, unless they belong to different documents.",
    ),
    "page_language": (
        "The page seems to be written in {0}.",
        "Have it translated; the facts on it were not understood.",
    ),
}


def file_problem(code: str, file: str) -> Problem:
    """A file's Problem; an unknown code is told as `not_read`."""
    says, fix = _FILES.get(code, _FILES["not_read"])
    return Problem(code=code if code in _FILES else "not_read", says=says, where=file, fix=fix)


def page_problem(note: str, file: str, number: int) -> Problem:
    """A page's Problem. note: a code without its "page_", after a colon what the sentence names."""
    name, _, about = note.partition(":")
    code = f"page_{name}" if f"page_{name}" in _PAGES else "page_not_read"
    says, fix = _PAGES[code]
    return Problem(code=code, says=says.format(about), where=f"{file}, page {number}", fix=fix)
