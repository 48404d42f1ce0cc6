"""A watch in a process of its own, with real dossiers, while what is around it fails and comes back. Nobody helps it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from infra.claims import Claims
from infra.ledger import Ledger, open_ledger
from infra.local_s3 import LocalS3, find_program
from infra.settings import QUIET, load_settings
from infra.store import NotStoredError, Store, StoreError, open_store
from tests.conftest import running
from tests.flows.conftest import form
from tests.ports import free_ports
from tests.postgresql import Postgresql

from .disks import mounted

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PROMPT = {
    "JUJIAN_POLL_SECONDS": "0.5", "JUJIAN_QUIET_SECONDS": "0", "JUJIAN_LEASE_SECONDS": "30", "JUJIAN_WORKERS": "1",
}  # fmt: skip
PERSONAL = ("林知远", "周以宁", "云岫", "青禾", "举荐表", "卷宗", "13800138000", "%E5", "%E4")
MINUTE = 60.0


class Machine:
    """A machine that watches: its processes and what they have said."""

    def __init__(self, root: Path, inbox: str, out: str, **variables: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
        (root / "tmp").mkdir(exist_ok=True)
        self._environment = clean | QUIET | PROMPT | {"TMPDIR": str(root / "tmp")} | variables
        self._places = ("--inbox", inbox, "--out", out)
        self.log = root / "watch.log"

    @contextmanager
    def watching(self, *program: str) -> Iterator[None]:
        """`jujian watch`, ended by SIGTERM; whatever happened, it has said nothing personal and shown no trace."""
        program = program or (str(Path(sys.executable).with_name("jujian")),)
        with self.log.open("ab") as log:
            process = subprocess.Popen([*program, "watch", *self._places], env=self._environment, stderr=log, stdout=log)
        try:
            yield
            assert process.poll() is None, self.said()
        finally:
            process.terminate()
            process.wait(120)
        assert [word for word in (*PERSONAL, "Traceback") if word in self.said()] == [], self.said()
        assert process.returncode == 0

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def lines(self, what: str) -> list[str]:
        return [line for line in self.said().splitlines() if what in line]


def until(what: Callable[[], object], machine: Machine, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, machine.said()
        time.sleep(0.1)


def lay(inbox: Path, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        (inbox / f"卷宗{number}").mkdir(parents=True)
        (inbox / f"卷宗{number}" / "举荐表.docx").write_bytes(form(("林知远", "周以宁")[number % 2]))


def all_done(inbox: Path, count: int) -> bool:
    told = [path.read_text("utf-8-sig").splitlines()[1] for path in inbox.glob("*.状态.txt")]
    return len(told) == count and all(each.startswith("状态：完成") for each in told)


def are_out(out: Path, count: int) -> bool:
    return len(list(out.glob("*/round-1/case.json"))) >= count


def each_is_done_once(ledger: Ledger, count: int) -> None:
    rows = ledger.rows()[0]
    assert len(rows) == count
    assert {each.state for each in Claims(ledger.engine).standing().values()} == {"done"}
    for case_id in rows:
        assert [each.event for each in ledger.trail_of(case_id)].count("recorded") == 1
    assert ledger.audit_is_whole()
    ledger.close()


@pytest.mark.parametrize(
    ("how", "where", "told"),
    [
        ("full", "out", "make room"),
        ("read-only", "out", "mount the disk for writing"),
        ("full", "tmp", "No space left"),
    ],
)
def test_a_disk_that_fails_in_the_midst_of_a_batch_holds_it_up_and_no_longer(
    tmp_path: Path, how: str, where: str, told: str
) -> None:
    with mounted(tmp_path / where, "60m") as disk:
        variables = {"JUJIAN_LEDGER": f"sqlite:///{tmp_path}/ledger.sqlite"} if how == "read-only" else {}
        machine = Machine(tmp_path, str(tmp_path / "inbox"), str(tmp_path / "out"), **variables)
        lay(tmp_path / "inbox", 3)
        with machine.watching():
            until(partial(are_out, tmp_path / "out", 1), machine)
            disk.breaks(how)
            lay(tmp_path / "inbox", 2, first=3)
            # Again and again: the dossier that was under way makes room when it is done.
            until(lambda: disk.breaks(how) or machine.lines(told), machine)
            time.sleep(3)
            disk.heals(how)
            until(partial(all_done, tmp_path / "inbox", 5), machine)
        assert len(machine.lines("cannot be looked at")) <= 4
        assert not list((tmp_path / "out").rglob(".tmp-*"))
        address = variables.get("JUJIAN_LEDGER") or tmp_path / "out" / ".jujian" / "ledger.sqlite"
        each_is_done_once(open_ledger(address), 5)


class Server:
    """An S3 server that can be killed and started again, with its bucket."""

    def __init__(self, root: Path) -> None:
        self.s3 = LocalS3(root / "s3", free_ports(1)[0])
        self.s3.prepare()
        self._root = root

    @contextmanager
    def up(self) -> Iterator[None]:
        program = find_program()
        assert program
        with running(self.s3.command(program), os.environ | self.s3.own_variables(), self._root / "weed.log"):
            yield
        self.s3.clear()

    def store(self, place: str) -> Store:
        return open_store(f"s3://jujian/{place}", load_settings(self.s3.variables()))


def stored(store: Store, key: str, content: bytes) -> bool:
    """Whether it could be: right after its start a server answers before it can store anything."""
    try:
        store.put(key, content)
    except StoreError:
        return False
    return True


def told_beside(inbox: Store, key: str) -> str:
    try:
        return inbox.get(f"{key}.状态.txt").decode("utf-8-sig")
    except (NotStoredError, StoreError):
        return ""


@pytest.mark.s3
def test_a_store_that_is_down_for_a_minute_is_waited_for_and_the_batch_goes_on(tmp_path: Path) -> None:
    server, keys = Server(tmp_path), [f"卷宗{number}" for number in range(4)]
    inbox, out = server.store("inbox"), server.store("out")
    address = f"sqlite:///{tmp_path}/ledger.sqlite"
    machine = Machine(tmp_path, "s3://jujian/inbox", "s3://jujian/out", **server.s3.variables(), JUJIAN_LEDGER=address)
    with ExitStack() as watch:
        with server.up():
            until(lambda: all(stored(inbox, f"{key}/举荐表.docx", form("林知远")) for key in keys[:3]), machine)
            watch.enter_context(machine.watching())
            until(lambda: any(each.key.endswith("case.json") for each in out.list()), machine)
        time.sleep(MINUTE)
        waiting = machine.lines("cannot be looked at")
        assert 1 <= len(waiting) <= 2, "told once, however often it was looked"
        assert "the S3 endpoint does not answer as it should; is it up" in waiting[0]
        with server.up():
            until(lambda: stored(inbox, f"{keys[3]}/举荐表.docx", form("周以宁")), machine)
            until(lambda: all("状态：完成" in told_beside(inbox, key) for key in keys), machine)
            watch.close()
    assert machine.lines("over: the inbox cannot be looked at")
    each_is_done_once(open_ledger(address), 4)


@pytest.mark.postgresql
def test_postgresql_is_restarted_and_then_away_for_longer_than_anybody_waits(tmp_path: Path, postgresql: Postgresql) -> None:
    address = postgresql.address(postgresql.make())
    machine = Machine(tmp_path, str(tmp_path / "inbox"), str(tmp_path / "out"), JUJIAN_LEDGER=address)
    lay(tmp_path / "inbox", 5)
    with machine.watching():
        for published, seconds in ((1, 0), (2, 40)):
            until(partial(are_out, tmp_path / "out", published), machine)
            postgresql.stop()
            try:
                time.sleep(seconds)
            finally:
                postgresql.start()
        until(partial(all_done, tmp_path / "inbox", 5), machine)
    assert machine.lines("ledger_unavailable")
    assert "is the database up" in machine.said()
    assert len(machine.lines("cannot be looked at")) <= 4
    assert postgresql.PASSWORD not in machine.said()
    each_is_done_once(open_ledger(address), 5)


def test_a_clock_that_is_moved_to_and_fro_takes_nothing_away_and_holds_nothing_up(tmp_path: Path) -> None:
    """On one of two machines that share an inbox."""
    hours = tmp_path / "hours"
    hours.write_text("0")
    (tmp_path / "other").mkdir()
    one, other = (Machine(root, str(tmp_path / "inbox"), str(tmp_path / "out")) for root in (tmp_path, tmp_path / "other"))
    lay(tmp_path / "inbox", 4)
    moved = (sys.executable, "-P", str(Path(__file__).with_name("moved_clock.py")), str(hours))
    with one.watching(*moved), other.watching():
        for published, moment in enumerate(("7", "-9", "1000", "-1000"), 1):
            until(partial(are_out, tmp_path / "out", published), one)
            hours.write_text(moment)
            lay(tmp_path / "inbox", 1, first=3 + published)
        until(partial(all_done, tmp_path / "inbox", 8), one)
    assert one.lines("fallen silent") == other.lines("fallen silent") == [], "no claim was taken from who held it"
    each_is_done_once(open_ledger(tmp_path / "out" / ".jujian" / "ledger.sqlite"), 8)
