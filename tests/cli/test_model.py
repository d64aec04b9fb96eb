"""`imr review` with a language model behind a real server on this machine. All people are fictional."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import typst

Run = Callable[..., tuple[int, str, str]]
PAGES = {
    "application.pdf": "APPLICATION FOR INDEPENDENT MEDICAL REVIEW (DWC Form IMR) \\ Name: Odo Lindqvist \\ "
    "Date of Injury: 05/06/2012 \\ Date of UR determination: 04/01/2014 \\ 1. Acupuncture, 6 visits \\ "
    "Employee signature: Odo Lindqvist Date: 04/11/2014",
    "ur-decision.pdf": "UTILIZATION REVIEW DECISION \\ April 1, 2014 \\ RE: Odo Lindqvist \\ Requested: acupuncture, 6 "
    "visits \\ Determination: NON-CERTIFIED",
    "records.pdf": "PROGRESS NOTE \\ Patient: Odo Lindqvist \\ Date: 03/04/2014 \\ He keeps bees and took kudzu 30 mg twice a day "
    "for his knee. He also says the garden needs water.",
}
GOOD = {
    "type": "medication",
    "file": "records.pdf",
    "page": 1,
    "quote": "kudzu 30 mg",
    "name": "kudzu",
    "strength_mg": 30,
}
INVENTED = GOOD | {"quote": "morphine 30 mg", "name": "morphine"}


class Server(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        content = json.dumps({"facts": [GOOD, INVENTED]})
        answer = {"model": "tiny-1", "choices": [{"message": {"content": content}}]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "case"
    made.mkdir()
    for name, text in PAGES.items():
        (made / name).write_bytes(typst.compile(text.encode()))
    return made


def test_a_proposed_fact_is_marked_in_the_review_and_an_invented_one_refused(
    run: Run, folder: Path, url: str, tmp_path: Path
) -> None:
    run("review", str(folder), "--out", str(tmp_path / "plain"))
    run("review", str(folder), "--out", str(tmp_path / "asked"), "--model-url", url, "--model", "tiny")
    plain, asked = (json.loads((tmp_path / name / "review.json").read_text("utf-8")) for name in ("plain", "asked"))
    new = [fact for fact in asked["facts"] if fact not in plain["facts"]]
    assert [(one["name"], one["proposed_by"], one["evidence"][0]["quote"]) for one in new] == [
        ("kudzu", {"model": "tiny", "version": "tiny-1"}, "kudzu 30 mg")
    ]
    assert [fact for fact in plain["facts"] if "proposed_by" in fact] == []
    told = [one["says"] for one in asked["problems"] if one["code"] == "model_proposals"]
    assert len(told) == 1
    assert "1 accepted" in told[0]
    assert "its words do not stand on the page" in told[0]


def test_an_address_without_a_model_is_told(run: Run, folder: Path, tmp_path: Path) -> None:
    code, _, err = run("review", str(folder), "--out", str(tmp_path / "out"), "--model-url", "http://localhost:1/v1")
    assert (code, err.count("\n"), "--model-url needs --model" in err) == (2, 1, True)
