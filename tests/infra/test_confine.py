"""A child can reach no network, write nowhere but in its scratch folder, and leave nothing that outlives it.

What a kernel lacks cannot be shown on it: each refusal is demanded where the kernel offers the means, and what it must offer
is told by its own files and release, not by the code under test.
"""

import os
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.confine import LARGEST_FILE, OPEN_FILES, offers
from infra.workers import Failure, Outcome, Pool

NETWORK, FENCED = offers()
KERNEL = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])

TASKS = """
import errno, os, resource, socket, subprocess, sys, tempfile, time

def told(call):
    try:
        call()
        return b"done"
    except OSError as error:
        return errno.errorcode[error.errno].encode()

def open_socket(family, kind): return told(lambda: socket.socket(family, kind).close())
def connect(port): return told(lambda: socket.create_connection(("127.0.0.1", port), 2))
def resolve(): return told(lambda: socket.getaddrinfo("example.org", 443))
def helper_connects(port):
    code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
    return str(subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode).encode()
def pipe():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        return told(lambda: ours.send(b"x"))
def write(place): return told(lambda: open(place, "w").write("x"))
def append(place): return told(lambda: open(place, "a").write("x"))
def remove(place): return told(lambda: os.unlink(place))
def move(place, to): return told(lambda: os.rename(place, to))
def link(place, to): return told(lambda: os.link(place, to))
def mkdir(place): return told(lambda: os.mkdir(place))
def device(place): return told(lambda: os.mknod(place, 0o600 | 0o020000, os.makedev(1, 3)))
def leave_session(): return told(os.setsid)
def signal_parent(): return told(lambda: os.kill(os.getppid(), 0))
def limits():
    return repr([resource.getrlimit(each)[1] for each in (resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)]).encode()
def work():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/inner")
        open(folder + "/inner/a", "w").write("x")
        os.replace(folder + "/inner/a", folder + "/b")
        open("/dev/null", "w").write("x")
    return b"done"
def open_many():
    kept = []
    answer = told(lambda: [kept.append(open("/dev/null")) for _ in range(5000)])
    for file in kept:
        file.close()
    return answer
def daemon():
    subprocess.Popen(["sh", "-c", "(setsid sleep 998 || sleep 999) & sleep 1000"], process_group=0)
    time.sleep(1000)
def helper_grows():
    code = "kept = []\\nimport time\\nwhile True: kept.append(b'x' * 10_000_000); time.sleep(0.02)"
    subprocess.run([sys.executable, "-c", code])
"""


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    folder = tmp_path_factory.mktemp("tasks")
    (folder / "confined_tasks.py").write_text(TASKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        with Pool(1, memory=300_000_000) as pool:
            yield pool


@pytest.fixture
def port() -> Iterator[int]:
    """A server that listens on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def done(pool: Pool, task: str, *args: object, seconds: float = 30) -> Outcome:
    return pool.run(f"confined_tasks:{task}", *args, seconds=seconds)


def test_what_the_kernel_has_is_offered() -> None:
    """Seccomp shows in a process's status; Landlock among the security modules, and lets files be moved from 5.19 on."""
    modules = Path("/sys/kernel/security/lsm")
    landlock = modules.exists() and "landlock" in modules.read_text().split(",")
    seccomp = "\nSeccomp:" in Path("/proc/self/status").read_text() and platform.machine() in ("x86_64", "aarch64")
    assert NETWORK or not seccomp
    assert FENCED or not landlock or KERNEL < (5, 19)


def refused(answer: Outcome, offered: bool, *ways: bytes) -> bool:
    """Whether it was, in one of these ways, where the kernel can refuse it."""
    return answer in (ways or (b"EACCES",)) if offered else answer == b"done"


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW])
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_PACKET, socket.AF_NETLINK])
def test_no_network_socket_can_be_opened(pool: Pool, family: int, kind: int) -> None:
    assert done(pool, "open_socket", int(family), int(kind)) == b"EACCES" or not NETWORK


def test_neither_the_child_nor_what_it_starts_reaches_a_server_on_this_machine(pool: Pool, port: int) -> None:
    assert refused(done(pool, "connect", port), NETWORK)
    assert done(pool, "helper_connects", port) == (b"1" if NETWORK else b"0")
    socket.create_connection(("127.0.0.1", port), 2).close()


def test_local_pipes_of_sockets_still_work(pool: Pool) -> None:
    assert done(pool, "pipe") == b"done"


def test_outside_the_scratch_folder_nothing_is_written_moved_or_removed(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("as it was")
    inside = str(pool.scratch / "inside")
    assert refused(done(pool, "write", str(tmp_path / "new")), FENCED)
    assert refused(done(pool, "append", str(tmp_path / "there")), FENCED)
    assert refused(done(pool, "mkdir", str(tmp_path / "folder")), FENCED)
    assert done(pool, "write", inside) == b"done"
    assert refused(done(pool, "link", inside, str(tmp_path / "linked")), FENCED, b"EXDEV", b"EACCES")
    assert refused(done(pool, "move", inside, str(tmp_path / "moved")), FENCED, b"EXDEV", b"EACCES")
    assert done(pool, "device", str(pool.scratch / "device")) in (b"EPERM", b"EACCES") or not FENCED
    if FENCED:
        assert done(pool, "write", str(tmp_path / "there")) == b"EACCES"
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("there", "as it was")]
    assert refused(done(pool, "remove", str(tmp_path / "there")), FENCED)


def test_inside_the_scratch_folder_all_the_usual_work_can_be_done(pool: Pool) -> None:
    assert done(pool, "work") == b"done"


def test_files_have_a_largest_size_and_a_largest_number(pool: Pool) -> None:
    assert done(pool, "limits") == repr([LARGEST_FILE, OPEN_FILES]).encode()
    assert done(pool, "open_many") == b"EMFILE"


def test_a_child_cannot_leave_its_session_nor_signal_its_parent(pool: Pool) -> None:
    assert done(pool, "leave_session") in (b"EACCES", b"EPERM")
    assert refused(done(pool, "signal_parent"), FENCED and KERNEL >= (6, 12), b"EPERM")


def test_what_makes_a_group_of_its_own_is_killed_all_the_same(pool: Pool) -> None:
    assert done(pool, "daemon", seconds=2) == Failure("timeout")
    until_gone(lambda: [pid for pid in os.listdir("/proc") if pid.isdigit() and "sleep 99" in command_of(pid)])  # noqa: PTH208


def test_memory_counts_with_that_of_what_was_started(pool: Pool) -> None:
    assert done(pool, "helper_grows") == Failure("memory")


def test_confining_costs_a_child_less_than_a_hundredth_of_a_second() -> None:
    code = "import time, tempfile, pathlib; from infra.confine import confine; t = time.perf_counter();"
    code += "confine(pathlib.Path(tempfile.gettempdir())); print(time.perf_counter() - t)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    times = [subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True) for _ in range(3)]
    assert min(float(each.stdout) for each in times) < 0.01


def command_of(pid: str) -> str:
    try:
        return Path("/proc", pid, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def until_gone(found: object) -> None:
    end = time.monotonic() + 10
    while found():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)
