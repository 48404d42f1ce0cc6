"""What is around the work fails and comes back: that is told once, in words that help; nothing is lost; it goes on by itself."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import minio.time
import pytest

from flows import watch
from flows.run import Batch, Order
from flows.watch import Silent, Watch
from infra.claims import Claims
from infra.ledger import Ledger, LedgerError, open_ledger
from infra.settings import Settings, load_settings
from infra.store import Store, StoreError, StoreUnavailableError, open_store
from infra.store_directory import DirectoryStore
from schemas.summary import SummaryRow
from tests.flows.office import Office, opened_office
from tests.postgresql import Postgresql

from .disks import Disk, mounted

HOW = pytest.mark.parametrize("how", ["full", "read-only"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened_office(tmp_path) as office:
        yield office


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk", "2m") as disk:
        yield disk


def until(what: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def looking(watch: Watch) -> Iterator[None]:
    """The watch goes on by itself meanwhile."""
    over = threading.Event()
    thread = threading.Thread(target=watch.keep_looking, args=(over,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("jujian")]


@HOW
def test_a_store_whose_disk_fails_says_why_and_keeps_what_it_had_whole(disk: Disk, how: str) -> None:
    store = DirectoryStore(disk.root / "store")
    store.put("a", b"before" * 1000)
    disk.breaks(how)
    for attempt in (store.put, store.put_if_absent):
        with pytest.raises(StoreUnavailableError, match={"full": "make room", "read-only": "mount the disk for writing"}[how]):
            attempt({store.put: "a", store.put_if_absent: "b"}[attempt], b"after" * 10_000)
    assert store.get("a") == b"before" * 1000
    assert [path.name for path in (disk.root / "store").iterdir()] == ["a"], "nothing half written"
    disk.heals(how)
    store.put("a", b"after" * 10_000)
    assert store.put_if_absent("b", b"after")


@HOW
def test_a_ledger_whose_disk_fails_says_why_and_keeps_its_chain_whole(disk: Disk, how: str) -> None:
    ledger = open_ledger(disk.root / "ledger.sqlite")
    cases = [ledger.enrol("林知远")]
    ledger.engine.dispose()  # no disk can be locked while somebody has a file open for writing
    disk.breaks(how)
    with pytest.raises(LedgerError, match={"full": "make room", "read-only": "can only be read"}[how]) as caught:
        _write_much(ledger)
    assert "林知远" not in str(caught.value)
    ledger.engine.dispose()
    disk.heals(how)
    cases.append(ledger.enrol("周以宁"))
    assert [ledger.case_of("林知远"), ledger.case_of("周以宁")] == cases
    assert ledger.audit_is_whole()
    ledger.close()


def _write_much(ledger: Ledger) -> None:
    for number in range(300):
        ledger.enrol(f"{number}" * 1000)


def test_a_watch_whose_disk_is_full_says_so_once_and_goes_on_when_there_is_room(
    disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with opened_office(disk.root) as office:
        for number in range(20):
            office.drop(f"林知远{number}/举荐表.docx")
        disk.fill()
        with looking(office.watch):
            until(lambda: any("cannot be looked at" in each for each in said(caplog)))
            time.sleep(0.5)
            disk.make_room()
            until(lambda: len(office.done) == 20)
            until(lambda: "状态：完成" in office.told("林知远0"))
        assert sorted(office.done) == sorted(f"林知远{number}" for number in range(20))
        assert office.home.ledger.audit_is_whole()
    about = [each for each in said(caplog) if "cannot be looked at" in each]
    assert len(about) == len(set(about)) <= 4, "told when it changes, not at every look"
    assert any("full; make room" in each or "full, make room" in each for each in about)
    assert about[-1].startswith("over:")
    assert [each for each in said(caplog) if "林知远" in each or "举荐表" in each] == []


@pytest.mark.postgresql
def test_postgresql_is_restarted_in_the_midst_of_a_batch_and_each_dossier_is_done_once(
    tmp_path: Path, postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_office(tmp_path, JUJIAN_LEDGER=postgresql.address(postgresql.make())) as office:
        keys = [f"卷宗{number}" for number in range(4)]
        for key in keys:
            office.drop(f"{key}/a.pdf")
        do = office.one

        def restarted(batch: Batch, case_id: str) -> SummaryRow:
            if len(office.done) == 1:
                postgresql.stop()
                threading.Timer(0.3, postgresql.start).start()
            return do(batch, case_id)

        monkeypatch.setattr(office, "one", restarted)
        with looking(office.watch):
            until(lambda: all((office.inbox / f"{key}.状态.txt").exists() and "状态：完成" in office.told(key) for key in keys))
        assert office.done == keys
        for key in keys:
            case_id = office.home.ledger.case_of(key)
            assert case_id
            events = [each.event for each in office.home.ledger.trail_of(case_id)]
            assert events == ["enrolled", "received", "received"], "the second is what was made of it: once"
        assert office.home.ledger.audit_is_whole()


@pytest.mark.parametrize("hours", [5, -5, 24 * 40, -24 * 40])
def test_a_clock_that_is_moved_while_claims_are_held_takes_no_claim_away_and_holds_nothing_up(
    office: Office, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order(str(office.inbox), str(office.root / "out"))
    other = Watch(order, load_settings({"JUJIAN_QUIET_SECONDS": "0"}), office.home, Silent(), office.perform)
    seen: list[tuple[str, int]] = []
    do = office.one

    def while_it_is_worked_on(batch: Batch, case_id: str) -> SummaryRow:
        move_clocks(monkeypatch, hours)
        for _ in range(3):
            assert other.look() == {}, "nothing that another machine could begin"
        known = Claims(office.home.ledger.engine).standing()[case_id]
        seen.append((known.state, known.fence))
        return do(batch, case_id)

    office.drop("甲/a.pdf")
    monkeypatch.setattr(office, "one", while_it_is_worked_on)
    office.settle()
    assert (seen, office.done) == ([("running", 1)], ["甲"])
    office.drop("乙/a.pdf")
    monkeypatch.setattr(office, "one", do)
    office.settle()
    assert office.done == ["甲", "乙"]
    assert "状态：完成" in office.told("甲")
    assert office.home.ledger.audit_is_whole()
    other.close()


def move_clocks(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """The wall clock of this machine; what measures durations goes on, as the system's does."""
    real = time.time

    class Moved(date):
        @classmethod
        def today(cls) -> "Moved":
            moved = date.today() + timedelta(hours=hours)
            return cls(moved.year, moved.month, moved.day)

    monkeypatch.setattr("time.time", lambda: real() + hours * 3600)
    monkeypatch.setattr(watch, "date", Moved)


@pytest.mark.s3
def test_a_clock_that_is_hours_off_is_named_by_the_store_that_refuses_it(
    bucket: str, s3_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = open_store(f"s3://{bucket}/place", s3_settings)
    real = minio.time.utcnow
    store.put("林知远", b"1")
    for hours in (3, -3):
        with monkeypatch.context() as patch:
            patch.setattr(minio.time, "utcnow", lambda hours=hours: real() + timedelta(hours=hours))
            for attempt in (lambda: store.put("林知远", b"2"), lambda: store.get("林知远"), lambda: list(store.list())):
                with pytest.raises(StoreUnavailableError, match="clock") as caught:
                    attempt()
                assert "林知远" not in str(caught.value)
            with pytest.raises(StoreError, match="clock"):  # the answer to this question has no words
                store.stat("林知远")
    assert store.get("林知远") == b"1"
