"""What a person is told when a change cannot be made."""

from __future__ import annotations


class Refusal(Exception):
    """One sentence that says what is missing and what to do; nothing was changed.

    field: the form field it belongs to, or "".
    """

    def __init__(self, says: str, field: str = "") -> None:
        super().__init__(says)
        self.says, self.field = says, field
