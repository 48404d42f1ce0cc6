"""The programs that read hostile files do so inside a child's confinement, and are gone with it."""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.workers import Failure, Outcome, Pool
from schemas.files import Delivered, Limits, Opened

RTF = rb"{\rtf1\ansi Hello world\par}"


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(1, memory=3_000_000_000) as pool:
        yield pool


def opened(pool: Pool, content: bytes, seconds: float = 60) -> Outcome:
    file = pool.scratch / "delivered"
    file.write_bytes(content)
    delivered = Delivered(path="a.rtf", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    return pool.run("flows.steps:open_one", delivered, file, pool.scratch, Limits(), seconds=seconds)


def test_the_office_suite_works_where_nothing_else_may_be_written(pool: Pool) -> None:
    before = set(Path("/tmp").iterdir())
    answer = opened(pool, RTF)
    assert isinstance(answer, bytes)
    assert Opened.model_validate_json(answer).files[0].status == "read"
    assert [path for path in set(Path("/tmp").iterdir()) - before if "OSL_PIPE" in path.name] == []
    assert {path.suffix for path in pool.scratch.iterdir()} == {"", ".docx"}


def test_a_child_killed_while_the_office_suite_runs_takes_it_along(pool: Pool) -> None:
    big = rb"{\rtf1\ansi " + rb"\trowd\cellx900 word\cell\row " * 60_000 + b"}"
    assert opened(pool, big, seconds=2.0) == Failure("timeout")
    end = time.monotonic() + 10
    while any(str(pool.scratch) in commands_of(name) for name in os.listdir("/proc") if name.isdigit()):  # noqa: PTH208
        assert time.monotonic() < end
        time.sleep(0.05)


def commands_of(pid: str) -> str:
    try:
        command = Path("/proc", pid, "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
    return command if "kit.py" in command else ""
