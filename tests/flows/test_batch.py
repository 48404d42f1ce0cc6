"""The same batch on a real Prefect server: the same bytes, and nothing personal in what the server knows."""

import json
import shutil
import sqlite3
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jujian = Callable[..., subprocess.CompletedProcess[str]]


def asked(url: str, what: str) -> Any:
    request = urllib.request.Request(f"{url}/{what}/filter", b"{}", {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.mark.prefect
def test_under_a_server_the_same_comes_out_and_the_server_learns_nothing_personal(
    done: tuple[Path, Path, object], tmp_path: Path, jujian: Jujian, personal: tuple[str, ...], prefect_server: tuple[str, Path]
) -> None:
    url, folder = prefect_server
    source, out, _ = done
    directly = {path.relative_to(out): path.read_bytes() for path in out.glob("*/round-*/*")}
    for key in ("林知远", "周以宁", "坏包"):
        shutil.rmtree(out / key)
    before = {run["id"] for run in asked(url, "flow_runs")}
    process = jujian("run", source, "--out", out, PREFECT_API_URL=url)
    assert process.returncode == 3, process.stderr
    assert {path.relative_to(out): path.read_bytes() for path in out.glob("*/round-*/*")} == directly
    (flow,) = [run for run in asked(url, "flow_runs") if run["id"] not in before]
    tasks = [run for run in asked(url, "task_runs") if run["flow_run_id"] == flow["id"]]
    assert flow["state_type"] == "COMPLETED"
    with sqlite3.connect(out / ".jujian" / "ledger.sqlite") as db:
        traced = db.execute("select case_id, correlation from rounds where correlation is not null").fetchall()
    db.close()
    named = dict(run["name"].split() for run in tasks)
    assert len(traced) == 3
    assert [named[case] for case, _ in traced] == [correlation for _, correlation in traced]
    assert [run["tags"] for run in tasks if run["tags"]] == []  # each would cost a thread
    cases = sorted(row["case_id"] for row in json.loads((out / "summary.json").read_text())["dossiers"])
    assert sorted(named) == cases
    (artifact,) = [each for each in asked(url, "artifacts") if each["flow_run_id"] == flow["id"]]
    assert sorted(row["case_id"] for row in json.loads(artifact["data"])) == cases
    known = b"".join(
        path.read_bytes() for path in (*folder.rglob("*"), *(tmp_path / "prefect-home").rglob("*")) if path.is_file()
    )
    spellings = [form for word in personal for form in (word.encode(), json.dumps(word).strip('"').encode())]
    assert len(known) > 10_000
    assert [form for form in spellings if form in known] == []


def test_a_server_that_is_not_there_is_told_in_one_line(source: Path, tmp_path: Path, jujian: Jujian) -> None:
    process = jujian("run", source, "--out", tmp_path / "out", PREFECT_API_URL="http://127.0.0.1:9/api")
    assert process.returncode == 1
    assert process.stderr.startswith("错误 [prefect_unavailable]")
    assert "Traceback" not in process.stderr
