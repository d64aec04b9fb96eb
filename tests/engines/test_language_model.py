"""A language model behind a real HTTP server on this machine, in all its moods. All people are fictional."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from openimr.case import Document, DocumentKind, OpenImrError, Page, PageSource, Proposer
from openimr.engines.language_model import Endpoint, LanguageModel
from openimr.records.proposals import Proposal, add_proposed

PAGE = Page(file="n.pdf", number=1, text="Tramadol 50 mg was continued.", source=PageSource.TEXT_LAYER)
DOCUMENT = Document(id="D1", file="n.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2)
GOOD = {
    "type": "medication",
    "file": "n.pdf",
    "page": 1,
    "quote": "Tramadol 50 mg",
    "name": "tramadol",
    "strength_mg": 50,
}
READ = Proposal(
    kind="medication", file="n.pdf", page=1, quote="Tramadol 50 mg", given=(("name", "tramadol"), ("strength_mg", 50))
)


class Asked(BaseHTTPRequestHandler):
    """One question as the server sees it."""

    answer: Callable[[Asked], None]
    questions: list[tuple[str, str | None, dict[str, object]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.questions.append((self.path, self.headers["Authorization"], body))
        type(self).answer(self)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def send(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def completion(content: str, **more: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}], **more}).encode()


@contextmanager
def serving(answer: Callable[[Asked], None]) -> Iterator[tuple[str, list[tuple[str, str | None, dict[str, object]]]]]:
    questions: list[tuple[str, str | None, dict[str, object]]] = []
    handler = type("Handler", (Asked,), {"answer": staticmethod(answer), "questions": questions})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", questions
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def told(asked: Asked, *facts: object) -> None:
    asked.send(completion(json.dumps({"facts": facts}), model="m-2026-01", system_fingerprint="fp1"))


def test_the_protocol() -> None:
    with serving(lambda asked: told(asked, GOOD)) as (url, questions):
        endpoint = Endpoint(url=url + "/", model="m", key="secret")
        proposed = LanguageModel(endpoint).propose((DOCUMENT,), (PAGE,))
    assert (proposed.by, proposed.proposals, proposed.problems) == (
        Proposer(model="m", version="m-2026-01 fp1"), (READ,), (),
    )  # fmt: skip
    ((path, key, body),) = questions
    assert (path, key, body["model"], body["temperature"]) == ("/v1/chat/completions", "Bearer secret", "m", 0)
    messages = body["messages"]
    assert isinstance(messages, list)
    assert messages[1]["content"] == 'PAGE {"file": "n.pdf", "page": 1}\nTramadol 50 mg was continued.'


def test_long_documents_are_asked_in_parts_and_empty_pages_not_at_all() -> None:
    pages = tuple(replace(PAGE, number=number, text=text) for number, text in enumerate(["word " * 1500] * 3 + [""], 1))
    with serving(told) as (url, questions):
        LanguageModel(Endpoint(url=url, model="m")).propose((replace(DOCUMENT, last_page=4),), pages)
    assert (len(questions), [key for _, key, _ in questions]) == (3, [None, None, None])


def drip(asked: Asked) -> None:
    asked.send_response(200)
    asked.end_headers()
    try:
        for _ in range(60):
            asked.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:
        return


def babble(asked: Asked) -> None:
    asked.wfile.write(b"no HTTP\r\n\r\n")


MOODS: tuple[tuple[str, Callable[[Asked], None]], ...] = (
    ("model_timeout", lambda asked: time.sleep(0.6)),
    ("model_timeout", drip),
    ("model_http_error", lambda asked: asked.send(b"oops", 500)),
    ("model_http_error", lambda asked: asked.send(b"", 401)),
    ("model_http_error", lambda asked: asked.send(b"", 302, Location="http://127.0.0.1:9/elsewhere")),
    ("model_bad_answer", lambda asked: asked.send(b"<html>")),
    ("model_bad_answer", lambda asked: asked.send(b"[]")),
    ("model_bad_answer", lambda asked: asked.send(b"[" * 40_000)),
    ("model_bad_answer", lambda asked: asked.send(b"\xff\xfe\x00")),
    ("model_bad_answer", lambda asked: asked.send(completion("I cannot help with that."))),
    ("model_bad_answer", lambda asked: asked.send(completion('{"facts": {"type": "diagnosis"}}'))),
    ("model_too_long", lambda asked: asked.send(b" " * 60_000)),
    ("model_unreachable", babble),
)


@pytest.mark.parametrize(("code", "answer"), MOODS)
def test_whatever_the_server_does_is_one_problem(code: str, answer: Callable[[Asked], None]) -> None:
    with serving(answer) as (url, _):
        endpoint = Endpoint(url=url, model="m", seconds=0.3, most_bytes=50_000)
        facts, problems = add_proposed((), (DOCUMENT,), (PAGE,), LanguageModel(endpoint))
    assert (facts, [(one.code, one.where) for one in problems]) == ((), [(code, "n.pdf, page 1")])


def test_a_server_that_is_not_there_is_given_up() -> None:
    documents = tuple(replace(DOCUMENT, id=f"D{number}", first_page=number, last_page=number) for number in range(1, 7))
    pages = tuple(replace(PAGE, number=number) for number in range(1, 7))
    proposed = LanguageModel(Endpoint(url="http://127.0.0.1:9", model="m", seconds=1)).propose(documents, pages)
    assert [one.code for one in proposed.problems] == ["model_unreachable"] * 3 + ["model_given_up"]


def test_entries_that_are_no_proposals_are_counted() -> None:
    wrong: list[object] = [
        None,
        [],
        "fact",
        {"type": "medication"},
        GOOD | {"page": "1"},
        GOOD | {"page": True},
        GOOD | {"name": ["x"]},
    ]
    with serving(lambda asked: told(asked, GOOD, *wrong)) as (url, _):
        proposed = LanguageModel(Endpoint(url=url, model="m")).propose((DOCUMENT,), (PAGE,))
    assert (proposed.proposals, proposed.malformed) == ((READ,), 7)


def test_a_fence_around_the_answer_is_taken_off() -> None:
    fenced = f"```json\n{json.dumps({'facts': [GOOD]})}\n```"
    with serving(lambda asked: asked.send(completion(fenced))) as (url, _):
        proposed = LanguageModel(Endpoint(url=url, model="m")).propose((DOCUMENT,), (PAGE,))
    assert (proposed.proposals, proposed.by.version) == ((READ,), "not named")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "localhost:8000", ""])
def test_an_address_that_is_none_is_told_at_once(url: str) -> None:
    with pytest.raises(OpenImrError):
        Endpoint(url=url, model="m")
