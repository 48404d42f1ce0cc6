"""The client against a live server: a cursor of its own, typed records, patience, and no errand elsewhere."""

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from desk.api.client import ApiError, Client
from tests.desk.api.conftest import Served
from tests.flows.issuing import EXPERTS, KEY

ROOT = Path(__file__).parents[3]


def test_events_come_in_order_from_any_cursor_once(served: Served) -> None:
    client = Client(served.url, served.tokens["feed"])
    everything = list(client.events(limit=1))
    assert [int(event.sequence) for event in everything] == [1, 2, 3, 4]
    for cursor in range(5):
        assert list(client.events(after=cursor, limit=2)) == everything[cursor:]


def test_records_are_typed_values(served: Served) -> None:
    client = Client(served.url, served.tokens["all"])
    case_id = served.case_id()
    assert client.record(case_id).applicant.name == KEY
    assert len(client.redacted(case_id).experts) == len(EXPERTS)
    assert client.deficiencies(case_id, 1).notice_number
    assert client.notice(case_id, 1).startswith(b"%PDF")
    assert client.notice(case_id, 1, "docx").startswith(b"PK")


def test_what_is_refused_is_told_by_status_and_code(served: Served) -> None:
    with pytest.raises(ApiError, match="403 out_of_scope"):
        Client(served.url, served.tokens["feed"]).record(served.case_id())
    with pytest.raises(ApiError, match="401 no_token"):
        next(Client(served.url, "guess").events())


class Faulty(http.server.BaseHTTPRequestHandler):
    """Answers as it is told, and remembers what came."""

    answers: ClassVar[list[tuple[int, dict[str, str], dict[str, object]]]] = []
    came: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.came.append(self.headers["Authorization"])
        status, headers, body = self.answers.pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def faulty(*answers: tuple[int, dict[str, str], dict[str, object]]) -> Iterator[str]:
    Faulty.answers, Faulty.came = list(answers), []
    with http.server.HTTPServer(("127.0.0.1", 0), Faulty) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


EMPTY: dict[str, object] = {"events": [], "next": 0}


def test_it_waits_as_it_is_told_and_longer_each_time(waits: list[float], wait: Callable[[float], None]) -> None:
    with faulty((429, {"Retry-After": "7"}, {}), (503, {}, {}), (503, {}, {}), (200, {}, EMPTY)) as url:
        assert list(Client(url, "t", sleep=wait).events()) == []
    assert waits[0] == 7
    assert 0.5 <= waits[1] <= 1 <= waits[2] <= 2


def test_it_gives_up_after_some_tries(waits: list[float], wait: Callable[[float], None]) -> None:
    with faulty(*[(503, {}, {"code": "unavailable"})] * 3) as url, pytest.raises(ApiError, match="503 unavailable"):
        list(Client(url, "t", tries=3, sleep=wait).events())
    with pytest.raises(ApiError, match=r"^0 "):
        list(Client("http://127.0.0.1:9", "t", tries=2, sleep=wait).events())
    assert len(waits) == 3


def test_its_token_goes_nowhere_else() -> None:
    with faulty((302, {"Location": "http://127.0.0.1:9/"}, {})) as url, pytest.raises(ApiError, match="302"):
        list(Client(url, "t").events())
    assert Faulty.came == ["Bearer t"]


def test_what_a_newer_server_says_beyond_is_passed_over(served: Served) -> None:
    (event, *_) = Client(served.url, served.tokens["feed"]).events()
    said = json.loads(event.model_dump_json())
    said["data"]["new"] = said["new"] = 1
    with faulty((200, {}, {"events": [said], "next": 1}), (200, {}, EMPTY | {"next": 1})) as url:
        assert list(Client(url, "t").events()) == [event]


def test_it_needs_pydantic_and_the_schemas_alone() -> None:
    code = "import sys, desk.api.client; print({n.split('.')[0] for n in sys.modules} & {%s})"
    names = "'extractors', 'validators', 'infra', 'flows', 'fastapi', 'sqlalchemy', 'httpx', 'prefect', 'click'"
    done = subprocess.run([sys.executable, "-c", code % names], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def wait(waits: list[float]) -> Callable[[float], None]:
    return waits.append
