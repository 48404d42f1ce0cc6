"""A crew: what ends is started again, what is told to end ends, and nothing outlives the one who started it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.crew import Crew

SLEEP = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)"]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); time.sleep(600)",
]
MESSY = [
    sys.executable,
    "-c",
    "import subprocess, sys, tempfile, time; from pathlib import Path;"
    "process = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "Path(tempfile.gettempdir(), str(process.pid)).touch(); print('here', flush=True); time.sleep(600)",
]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('here', flush=True); time.sleep(600)",
]
CREW = """
import sys, time
from pathlib import Path
from infra.crew import Crew
with Crew(Path(sys.argv[1]), print) as crew:
    member = crew.add("a", [sys.executable, "-c", "import time; time.sleep(600)"], {})
    print(member.pid, flush=True)
    time.sleep(600)
"""


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def runs(pid: int | None) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except OSError:
        return False


def members_of(session: int | None) -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _session(path) == session]


def _session(path: Path) -> int | None:
    try:
        state, _, _, session = (path / "stat").read_bytes().rpartition(b")")[2].split()[:4]
    except OSError:
        return None
    return None if state == b"Z" else int(session)


def test_leaving_ends_all_with_what_they_started_and_the_logs_stay(tmp_path: Path) -> None:
    with Crew(tmp_path / "logs", print) as crew:
        one, other = crew.add("one", SLEEP, {}), crew.add("other", PARENT, {})
        until(lambda: len(members_of(other.pid)) == 2 and (tmp_path / "logs" / "one.log").read_text() == "here\n")
    assert not one.runs
    assert members_of(other.pid) == []
    assert (tmp_path / "logs" / "one.log").stat().st_mode & 0o777 == 0o600


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    with Crew(tmp_path, print, grace=0.5) as crew:
        member = crew.add("a", STUBBORN, {})
        until(lambda: (tmp_path / "a.log").read_text() == "here\n")
    assert not runs(member.pid)


def test_one_that_ends_is_started_again_and_that_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    over = threading.Event()
    with Crew(tmp_path, said.append) as crew:
        member = crew.add("a", SLEEP, {"A_VARIABLE": "x"})
        first = member.pid
        minding = threading.Thread(target=crew.mind, args=(over, 0.05))
        minding.start()
        assert first
        os.kill(first, 9)
        until(lambda: member.runs and member.pid != first)
        over.set()
        minding.join()
    assert said == ["a"]


def test_of_one_that_is_killed_nothing_is_left_neither_files_nor_what_it_had_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    over = threading.Event()

    def started() -> list[int]:
        return [int(file.name) for file in tmp_path.glob("jujian-*/a/*")]

    with Crew(tmp_path / "logs", lambda _: None) as crew:
        member = crew.add("a", MESSY, {})
        until(started)
        (before,) = started()
        minding = threading.Thread(target=crew.mind, args=(over, 0.05))
        minding.start()
        assert member.pid
        os.kill(member.pid, 9)
        until(lambda: started() not in ([before], []))
        assert len(started()) == 1
        assert not runs(before)
        over.set()
        minding.join()
    assert [path.name for path in tmp_path.iterdir()] == ["logs"]


def test_one_that_keeps_ending_is_started_more_and_more_seldom(tmp_path: Path) -> None:
    over = threading.Event()
    with Crew(tmp_path, lambda _: None) as crew:
        member = crew.add("a", [sys.executable, "-c", "pass"], {})
        minding = threading.Thread(target=crew.mind, args=(over, 0.02))
        minding.start()
        time.sleep(4)
        over.set()
        minding.join()
    assert 1 <= member.failures <= 3


def test_where_the_one_who_started_it_is_killed_nothing_is_left(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", CREW, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    pid = int(process.stdout.readline())
    assert runs(pid)
    process.kill()
    process.communicate()
    until(lambda: not runs(pid))


@pytest.mark.parametrize("size", [10, 20_000_001])
def test_a_log_that_has_grown_large_is_put_aside(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.log").write_bytes(b"x" * size)
    with Crew(tmp_path, print) as crew:
        crew.add("a", SLEEP, {})
    assert (tmp_path / "a.old").exists() == (size > 20_000_000)
