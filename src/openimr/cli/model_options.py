"""Options of an optional language model that may propose facts. Without an address nothing leaves this machine."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from openimr.case import OpenImrError
from openimr.records.proposals import FactProposer

SECONDS = 120.0


def add_model_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(
        "optional language model",
        "off unless an address is given; it may propose facts, and each must stand word for word on its page. "
        "Pages of the case file are sent to the address. The key is read from --model-key-file or IMR_MODEL_KEY.",
    )
    group.add_argument(
        "--model-url",
        metavar="URL",
        default=os.environ.get("IMR_MODEL_URL"),
        help="OpenAI-compatible endpoint, e.g. http://localhost:8000/v1 (default: IMR_MODEL_URL)",
    )
    group.add_argument(
        "--model",
        metavar="NAME",
        default=os.environ.get("IMR_MODEL"),
        help="the model's name there (default: IMR_MODEL)",
    )
    group.add_argument("--model-key-file", metavar="FILE", type=Path, help="file that holds the key and nothing else")
    group.add_argument(
        "--model-timeout", metavar="SECONDS", type=float, default=SECONDS, help=f"for one answer ({SECONDS:g})"
    )


def proposer_of(chosen: argparse.Namespace) -> FactProposer | None:
    """The language model asked for, or None; OpenImrError for an address without a model or a key that cannot be read."""
    if not chosen.model_url:
        return None
    if not chosen.model:
        raise OpenImrError("--model-url needs --model: the name of the model to ask.")
    from openimr.engines.language_model import Endpoint, LanguageModel

    key = _key(chosen.model_key_file)
    endpoint = Endpoint(url=chosen.model_url, model=chosen.model, key=key, seconds=max(0.1, chosen.model_timeout))
    return LanguageModel(endpoint)


def _key(file: Path | None) -> str:
    if file is None:
        return os.environ.get("IMR_MODEL_KEY", "").strip()
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise OpenImrError(f"The key file {file} cannot be read; check the path.") from wrong
