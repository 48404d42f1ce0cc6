"""A served output with an issued case, one in quarantine, and tokens of every kind, ours and another organisation's."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import httpx
import pytest

from infra.settings import QUIET
from tests.conftest import answers as answering
from tests.conftest import running, wait_for
from tests.desk.web.conftest import JUJIAN, free_ports
from tests.flows.issuing import KEY, answers, call, form, written

SCOPES = ("feed", "cases:read", "cases:read-redacted", "notices")
SECRET_KEY = "密件人"


class Served(NamedTuple):
    """The API: its address, its output, tokens by scope (``elsewhere``: all scopes, of another organisation)."""

    url: str
    out: Path
    tokens: dict[str, str]

    def get(self, path: str, token: str, **headers: str) -> httpx.Response:
        shown = {"Authorization": f"Bearer {self.tokens.get(token, token)}"} if token else {}
        return httpx.get(f"{self.url}/api/{path}", headers=shown | headers, timeout=30)

    def case_id(self, key: str = KEY) -> str:
        rows = json.loads((self.out / "summary.json").read_text())["dossiers"]
        return str(next(row["case_id"] for row in rows if row["key"] == key))


def made(out: Path, *scopes: str, organ: str = "") -> str:
    wanted = [part for scope in scopes for part in ("--scope", scope)]
    told = call("token", "add", "对接系统", "--out", out, *wanted, *(("--organ", organ) if organ else ()))
    assert told.exit_code == 0, told.output
    return told.stdout.strip()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("api")
    out = folder / "out"
    for key in (KEY, SECRET_KEY):
        (folder / "source" / key).mkdir(parents=True)
    form().save(str(folder / "source" / KEY / "举荐表.docx"))
    letter = docx.Document()
    letter.add_paragraph("机密★10年")
    letter.save(str(folder / "source" / SECRET_KEY / "材料.docx"))
    assert call("run", folder / "source", "--out", out, "--received-on", "2026-03-05").exit_code == 0
    decisions = written(folder, *answers(out))
    assert call("notice", "issue", KEY, "--out", out, "--decisions", decisions, "--deadline", "2030-04-01").exit_code == 0
    tokens = {scope: made(out, scope) for scope in SCOPES}
    tokens |= {"all": made(out, *SCOPES), "elsewhere": made(out, *SCOPES, organ="elsewhere")}
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    with running([JUJIAN, "api", "--out", str(out), "--port", str(port)], os.environ | QUIET, folder / "log") as server:
        wait_for(server, lambda: answering(url))
        yield Served(url, out, tokens)
    said = (folder / "log").read_text()
    assert [word for word in ("Traceback", KEY, SECRET_KEY, *tokens.values()) if word in said] == []
