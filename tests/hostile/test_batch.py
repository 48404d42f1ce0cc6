"""A batch of hostile and broken files between two good dossiers: every file named, the good ones right, nothing left behind."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from infra.settings import QUIET, Settings
from tests.flows.conftest import form
from tests.hostile import containers, contents, shapes

FAMILIES = {
    "bombs": containers.bombs,
    "quines": containers.quines,
    "nested": containers.nested,
    "encrypted": containers.encrypted,
    "truncated": contents.truncated,
    "wrong type": contents.wrong_type,
    "lock files": contents.lock_files,
    "malformed XML": contents.malformed,
    "huge pages": shapes.huge_pages,
    "cyclic": shapes.cyclic,
    "hostile names": shapes.hostile_names,
}
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


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("few", marks=pytest.mark.slow),
        pytest.param("all", marks=[pytest.mark.slow, pytest.mark.timeout(2_400)]),
    ],
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over some of each family, or over all there are."""
    folder = tmp_path_factory.mktemp("hostile")
    lay_good(folder / "source")
    return done(folder, lay_hostile(folder / "source", 6 if request.param == "few" else None))


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same without anything hostile."""
    folder = tmp_path_factory.mktemp("calm")
    lay_good(folder / "source")
    return done(folder, {})


def lay_good(source: Path) -> None:
    for key, name in GOOD.items():
        (source / key).mkdir(parents=True)
        (source / key / "举荐表.docx").write_bytes(form_once(name))


@cache
def form_once(name: str) -> bytes:
    """The same bytes both times: Word files hold the moment at which they were made."""
    return form(name)


def lay_hostile(source: Path, most: int | None) -> dict[str, int]:
    """A dossier for each family, and one for what is no file; gives how many files each has."""
    laid = {}
    for family, make in FAMILIES.items():
        files = dict(islice(make().items(), most))  # type: ignore[attr-defined]
        for name, data in files.items():
            place = source / family / os.fsdecode(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        laid[family] = len(files)
    odd = source / "odd"
    odd.mkdir()
    (odd / "self").symlink_to("self")
    (odd / "up").symlink_to("..")
    (odd / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(odd / "pipe")
    return laid | {"odd": 4}


def done(folder: Path, files: dict[str, int]) -> Run:
    """Run it as a user does, with a folder of its own for temporary files."""
    scratch = folder / "tmp"
    scratch.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    settings = {"TMPDIR": str(scratch), "JUJIAN_WORKERS": "2", "JUJIAN_WORKER_MEMORY": str(MEMORY), "JUJIAN_FILE_SECONDS": "60"}
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


def named(folder: str) -> Iterator[int]:
    """The processes that were given this folder for their temporary files."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            continue
        if folder.encode() in environment:
            yield int(process.name)


def test_every_dossier_is_done(run: Run) -> None:
    rows = {row["key"]: row["error"] for row in json.loads((run.out / "summary.json").read_text())["dossiers"]}
    assert rows == dict.fromkeys([*GOOD, *run.files])
    assert run.code == 0, run.complained


def test_every_file_has_an_outcome_that_is_named_in_chinese(run: Run) -> None:
    unnamed = []
    for key, count in run.files.items():
        files = run.record(key)["files"]
        assert len([file for file in files if "!/" not in file["path"]]) >= count, key
        for file in files:
            error = file["error"]
            named = file["status"] == "read" if error is None else error["code"] in CODES and error["message"].endswith("。")
            unnamed += (
                [] if named and (error is None) == (file["status"] == "read") else [(key, file["path"], file["status"], error)]
            )
    assert unnamed == []
    assert sum(run.files.values()) >= 60


def test_the_three_sums_balance(run: Run) -> None:
    for key in (*GOOD, *run.files):
        record = run.record(key)
        balance = record["balance"]
        assert balance["files"]["in"] == balance["files"]["accounted"] == len(record["files"]), key
        assert balance["pages"]["in"] == sum(balance["pages"][name] for name in ("assigned", "blank", "duplicate", "unassigned"))
        assert balance["checks"]["expected"] == balance["checks"]["given"] > 0, key


def test_the_good_dossiers_come_out_as_if_nothing_had_been_there(run: Run, calm: Run) -> None:
    assert (calm.code, calm.left, calm.alive) == (0, [], [])
    for key, name in GOOD.items():
        assert run.record(key)["applicant"]["name"] == name
        assert published(run, key) == published(calm, key)


def published(run: Run, key: str) -> dict[str, str]:
    """The records and lists, without the case's id."""
    case = run.record(key)["case_id"]
    return {path.name: path.read_text().replace(case, "?") for path in (run.out / key / "round-1").glob("*.json")}


def test_nothing_of_this_machine_gets_into_a_record(run: Run) -> None:
    told = [path for path in run.out.glob("*/round-*/*.json") if "root:x:" in path.read_text()]
    assert told == []


def test_no_process_and_no_byte_is_left_behind(run: Run) -> None:
    assert run.alive == []
    assert run.left == []


def test_memory_and_time_are_kept(run: Run) -> None:
    assert run.largest < MEMORY + HONEST
    assert run.seconds < Settings().file_seconds * 6


def test_nothing_personal_and_no_trace_is_complained_of(run: Run) -> None:
    assert "Traceback" not in run.complained
    words = [word for word in (*GOOD.values(), "举荐表", ".pdf", ".docx", ".zip", "材料", str(run.out)) if word in run.complained]
    assert words == []
