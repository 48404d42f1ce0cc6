"""The pool outlives whatever its tasks do; nothing outlives the pool."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from types import ModuleType

import pytest

from infra.workers import ATTEMPTS_IF_SENT, Failure, Outcome, Pool, WorkersError

TASKS = """
import ctypes, os, re, subprocess, sys, time

started = []

def start(): started.append(1)
def broken_start(): raise OSError("no model")
def echo(text): return text.encode()
def pid(): return b"%d" % os.getpid()
def starts(): return b"%d" % len(started)
def hang(): return b"%d" % bool(re.match("(a+)+$", "a" * 60 + "b"))
def segfault(): ctypes.string_at(0)
def crash_once(mark):
    if os.path.exists(mark): return b"second time"
    open(mark, "w").close()
    os.abort()
def killed(mark, times):
    with open(mark, "a") as file: file.write("x")
    if os.path.getsize(mark) <= times: os.kill(os.getpid(), 9)
    return b"%d" % os.path.getsize(mark)
def killed_then_crash(mark):
    with open(mark, "a") as file: file.write("x")
    if os.path.getsize(mark) == 1: os.kill(os.getpid(), 15)
    if os.path.getsize(mark) == 2: os.abort()
    return b"third time"
def leave(): os._exit(3)
def fail(): raise ValueError("personal data")
def grow_slowly():
    kept = []
    for _ in range(400):
        kept.append(b"x" * 5_000_000)
        time.sleep(0.005)
def grow_at_once(): return b"x" * (1 << 40)
def helper():
    subprocess.Popen(["sleep", "1000"])
    time.sleep(1000)
def nap(seconds):
    time.sleep(seconds)
    return b"rested"
def environment(): return "\\n".join(f"{k}={v}" for k, v in os.environ.items()).encode()
def modules(): return b" ".join(name.encode() for name in sys.modules)
def temporary():
    import tempfile
    return tempfile.mkdtemp().encode()
"""


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module of tasks that the children can import as well."""
    (tmp_path / "odd_tasks.py").write_text(TASKS)
    monkeypatch.syspath_prepend(str(tmp_path))
    import odd_tasks

    yield odd_tasks
    del sys.modules["odd_tasks"]


@pytest.fixture
def pool(tasks: ModuleType) -> Iterator[Pool]:
    with Pool(2, memory=300_000_000, start=tasks.start) as pool:
        yield pool


def test_tasks_of_two_rooms_are_done_by_two_children_that_wait_for_the_next(pool: Pool, tasks: ModuleType) -> None:
    def done_in(room: str) -> Outcome:
        return pool.submit(tasks.pid, seconds=10, room=room).result()

    read, thought = done_in("reading"), done_in("")

    assert read != thought
    assert (done_in("reading"), done_in("")) == (read, thought)


def test_no_more_children_work_at_once_than_the_pool_has_room_for_whatever_their_rooms(pool: Pool, tasks: ModuleType) -> None:
    began = time.monotonic()
    naps = [pool.submit(tasks.nap, 0.5, seconds=10, room=room) for room in ("", "reading", "", "reading")]

    assert [nap.result() for nap in naps] == [b"rested"] * 4
    assert time.monotonic() - began >= 1.0


def test_children_that_wait_in_any_room_end_with_the_pool(tasks: ModuleType) -> None:
    with Pool(1, memory=300_000_000) as pool:
        pids = [int(bytes(pool.submit(tasks.pid, seconds=10, room=room).result())) for room in ("", "reading")]  # type: ignore[arg-type]

    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_task_runs_in_another_process_and_its_bytes_come_back(pool: Pool, tasks: ModuleType) -> None:
    assert pool.run(tasks.echo, "卷宗", seconds=10) == "卷宗".encode()
    assert pool.run(tasks.pid, seconds=10) != b"%d" % os.getpid()


def test_a_task_may_be_given_by_name_and_a_wrong_name_is_an_error(pool: Pool) -> None:
    assert pool.run("odd_tasks:echo", "卷宗", seconds=10) == "卷宗".encode()
    assert without_line(pool.run("odd_tasks:no_such_task", seconds=10)) == Failure("error", "AttributeError at pkgutil.py")


def test_a_child_is_started_once_and_used_again(tasks: ModuleType) -> None:
    with Pool(1, memory=300_000_000, start=tasks.start) as pool:
        pids = {pool.run(tasks.pid, seconds=10) for _ in range(5)}
        assert (len(pids), pool.run(tasks.starts, seconds=10)) == (1, b"1")


def test_what_hangs_where_no_signal_reaches_is_killed_in_time_and_the_others_go_on(pool: Pool, tasks: ModuleType) -> None:
    hung = pool.submit(tasks.hang, seconds=1)
    others = [pool.submit(tasks.echo, str(n), seconds=10) for n in range(20)]
    assert [other.result() for other in others] == [str(n).encode() for n in range(20)]
    began = time.monotonic()
    assert hung.result() == Failure("timeout")
    assert time.monotonic() - began < 5
    assert pool.run(tasks.echo, "still here", seconds=10) == b"still here"


@pytest.mark.parametrize(
    ("task", "failure"),
    [
        ("segfault", Failure("crashed", "SIGSEGV")),
        ("leave", Failure("crashed", "exit 3")),
        ("fail", Failure("error", "ValueError at odd_tasks.py")),
        ("grow_slowly", Failure("memory")),
        ("grow_at_once", Failure("memory", "MemoryError at odd_tasks.py")),
    ],
)
def test_each_way_to_fail_has_its_name_and_the_pool_lives(pool: Pool, tasks: ModuleType, task: str, failure: Failure) -> None:
    assert without_line(pool.run(getattr(tasks, task), seconds=60)) == failure
    assert pool.run(tasks.echo, "alive", seconds=10) == b"alive"


def test_a_crash_is_tried_once_more_in_a_fresh_child(pool: Pool, tasks: ModuleType) -> None:
    assert pool.run(tasks.crash_once, str(pool.scratch / "mark"), seconds=10) == b"second time"


def test_a_child_killed_by_others_a_few_times_costs_its_task_nothing(pool: Pool, tasks: ModuleType) -> None:
    """Who kills readers, or uses up the machine's memory, does not make a file unreadable."""
    assert pool.run(tasks.killed, str(pool.scratch / "mark"), 4, seconds=10) == b"5"


def test_a_task_whose_child_is_killed_every_time_is_given_up_by_name(pool: Pool, tasks: ModuleType) -> None:
    mark = pool.scratch / "mark"
    assert pool.run(tasks.killed, str(mark), 1_000, seconds=10) == Failure("memory", "SIGKILL")
    assert mark.stat().st_size == ATTEMPTS_IF_SENT
    assert pool.run(tasks.echo, "alive", seconds=10) == b"alive"


def test_a_kill_from_outside_does_not_count_as_a_crash_of_the_tasks_own(pool: Pool, tasks: ModuleType) -> None:
    assert pool.run(tasks.killed_then_crash, str(pool.scratch / "mark"), seconds=10) == b"third time"


def test_what_a_killed_child_has_started_is_killed_with_it(pool: Pool, tasks: ModuleType) -> None:
    assert pool.run(tasks.helper, seconds=1) == Failure("timeout")
    ours = str(pool.scratch)
    wait_until(lambda: not any("sleep" in told_of(pid, "cmdline") and ours in environment_of(pid) for pid in processes()))


def test_a_child_that_cannot_start_is_our_fault_and_not_the_inputs(tasks: ModuleType) -> None:
    with Pool(1, memory=300_000_000, start=tasks.broken_start) as pool, pytest.raises(WorkersError, match="no model"):
        pool.run(tasks.echo, "x", seconds=10)


def test_leaving_the_pool_kills_what_runs_and_cancels_what_waits(tasks: ModuleType) -> None:
    with Pool(1, memory=300_000_000) as pool:
        runs, waits = pool.submit(tasks.nap, 100, seconds=200), pool.submit(tasks.nap, 100, seconds=200)
        while not runs.running():
            time.sleep(0.01)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    assert runs.done()
    with pytest.raises(CancelledError):
        waits.result()
    assert not pool.scratch.exists()


def test_a_child_knows_no_credentials_and_writes_into_the_scratch_folder(
    tasks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUJIAN_S3_SECRET_KEY", "AWS_ACCESS_KEY_ID", "PREFECT_API_URL", "MY_PASSWORD"):
        monkeypatch.setenv(name, "to-be-kept-secret")
    with Pool(1, memory=300_000_000) as pool:
        told = pool.run(tasks.environment, seconds=10)
        folder = pool.run(tasks.temporary, seconds=10)
        imported = pool.run(tasks.modules, seconds=10)
        assert isinstance(folder, bytes)
        assert Path(folder.decode()).parent == pool.scratch
    assert isinstance(told, bytes)
    assert b"to-be-kept-secret" not in told
    assert isinstance(imported, bytes)
    assert {b"prefect", b"minio", b"sqlalchemy"}.isdisjoint(imported.split())


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_behind_when_the_parent_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where tests run in the background
        "import odd_tasks\nfrom infra.workers import Pool\n"
        "with Pool(2, memory=300_000_000) as pool:\n"
        "    waiting = [pool.submit(odd_tasks.helper, seconds=600) for _ in range(2)]\n"
        "    pool.submit(odd_tasks.hang, seconds=600)\n"
        "    print(pool.scratch, flush=True)\n"
        "    waiting[0].result()\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        scratch = parent.stdout.readline().decode().strip()
        wait_until(lambda: sum(scratch in environment_of(pid) for pid in processes()) >= 4)
        parent.send_signal(end)
        parent.wait(20)
    wait_until(lambda: not any(scratch in environment_of(pid) for pid in processes()))
    wait_until(lambda: not Path(scratch).exists())


def without_line(outcome: Outcome) -> Outcome:
    """The failure without the number of the line it comes from."""
    return outcome._replace(detail=outcome.detail.partition(":")[0]) if isinstance(outcome, Failure) else outcome


def processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def environment_of(pid: int) -> str:
    return told_of(pid, "environ")


def told_of(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.05)
