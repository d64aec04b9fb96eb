"""Notices of the process as letters, from the program's templates: tagged PDF, HTML, text, and the e-mail beside them."""

from .barcode import draw_svg, encode
from .matter import Addressee, Ground, Matter, NoticeItem, matter_of
from .notice import CoverMark, CoverSheet, MailMessage, Notice, read_payload
from .page import write_notice_html, write_notice_text
from .writing import Written, list_addressees, write_notices

__all__ = [
    "Addressee",
    "CoverMark",
    "CoverSheet",
    "Ground",
    "MailMessage",
    "Matter",
    "Notice",
    "NoticeItem",
    "Written",
    "draw_svg",
    "encode",
    "list_addressees",
    "matter_of",
    "read_payload",
    "write_notice_html",
    "write_notice_text",
    "write_notices",
]
