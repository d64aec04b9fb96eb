"""What a file is by its first bytes, whatever its name says."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a JPEG, PNG or TIFF."""
    return head.startswith(_PICTURES)


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins so (1,024 bytes, as readers allow) is a PDF."""
    return b"%PDF-" in head
