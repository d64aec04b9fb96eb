"""The JSON Schema of pack files, for editors."""

from __future__ import annotations

import json

from .vocabulary import Pack


def json_schema() -> str:
    """As JSON text, keys sorted, the same bytes every time."""
    return json.dumps(Pack.model_json_schema(), indent=2, sort_keys=True) + "\n"
