"""A batch run as a user runs it, between two good dossiers: what came out, what it said, what it took, what it left behind."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from infra.settings import QUIET
from tests.flows.conftest import form

GOOD = {"a": "林知远", "z": "周以宁"}
"""The good dossiers: one is begun before all others, one after them."""

CODES = {"damaged", "password", "limit", "unsupported", "empty", "lock_file", "system_file", "timeout", "crashed"}
DAY = "2026-03-05"
MEMORY = 1_500_000_000
HONEST = 400_000_000
"""Bytes that a child may grow between two looks at it."""


class Run(NamedTuple):
    """A run over a source: where its output lies, how it ended, what it said, and what was left behind."""

    out: Path
    files: dict[str, int]
    code: int
    told: str
    complained: str
    seconds: float
    largest: int
    left: list[str]
    alive: list[int]

    def record(self, key: str) -> Any:
        return json.loads((self.out / key / "round-1" / "case.json").read_text())

    def errors(self) -> dict[str, Any]:
        """Why a dossier was not done, by its key; None for each that was."""
        return {row["key"]: row["error"] for row in json.loads((self.out / "summary.json").read_text())["dossiers"]}


def lay_good(source: Path) -> None:
    for key, name in GOOD.items():
        (source / key).mkdir(parents=True)
        (source / key / "举荐表.docx").write_bytes(form_once(name))


@cache
def form_once(name: str) -> bytes:
    """The same bytes both times: Word files hold the moment at which they were made."""
    return form(name)


def done(folder: Path, files: dict[str, int]) -> Run:
    """Run it as a user does, with a folder of its own for temporary files."""
    scratch = folder / "tmp"
    scratch.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    settings = {"TMPDIR": str(scratch), "JUJIAN_WORKERS": "2", "JUJIAN_FILE_SECONDS": "60", "JUJIAN_WORKER_MEMORY": str(MEMORY)}
    program = str(Path(sys.executable).with_name("jujian"))
    command = [program, "run", str(folder / "source"), "--out", str(folder / "out"), "--received-on", DAY]
    began = time.monotonic()
    with (folder / "told").open("wb") as told, (folder / "complained").open("wb") as complained:
        process = subprocess.Popen(command, env=clean | QUIET | settings, stdout=told, stderr=complained)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    expected = {"source", "out", "tmp", "told", "complained"}
    left = [str(path) for path in scratch.rglob("*")] + [path.name for path in folder.iterdir() if path.name not in expected]
    return Run(
        folder / "out", files, process.returncode, (folder / "told").read_text(), (folder / "complained").read_text(),
        time.monotonic() - began, used.ru_maxrss * 1_024, left, list(named(str(scratch))),
    )  # fmt: skip


def is_named(file: Any) -> bool:
    """Whether a file of a record was read, or has a code that is known and a message in Chinese."""
    error = file["error"]
    if error is None:
        return bool(file["status"] == "read")
    return file["status"] != "read" and error["code"] in CODES and error["message"].endswith("。")


def balances(record: Any) -> bool:
    """Whether the three sums of the record are right."""
    files, pages, checks = (record["balance"][name] for name in ("files", "pages", "checks"))
    return bool(
        files["in"] == files["accounted"] == len(record["files"])
        and pages["in"] == sum(pages[name] for name in ("assigned", "blank", "duplicate", "unassigned"))
        and checks["expected"] == checks["given"] > 0
    )


def named(folder: str) -> Iterator[int]:
    """The processes that were given this folder for their temporary files."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            continue
        if folder.encode() in environment:
            yield int(process.name)
