"""The feed: whatever writes at once and whatever dies, each reader gets the same events, all of them, once, in order."""

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from infra.feed import publish, read
from infra.ledger import Ledger, Round, open_ledger
from infra.outbox import Outbox
from infra.store import Content, Store
from infra.store_directory import DirectoryStore
from schemas.event import Event, Gist
from schemas.files import Delivered
from schemas.notice import Stamp

DIGESTS = itertools.count(1)
MEMORY = Path("/dev/shm")
"""Where a thousand commits wait for no disk."""


class Place(NamedTuple):
    ledger: Ledger
    outbox: Outbox
    store: Store


def place_at(folder: Path) -> Place:
    ledger = open_ledger(folder / "ledger.sqlite")
    return Place(ledger, Outbox(ledger.engine), DirectoryStore(folder / "store"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = place_at(tmp_path)
    yield place
    place.ledger.close()


def opened(ledger: Ledger, key: str) -> Round:
    return ledger.receive(ledger.enrol(key), [Delivered(path="a.pdf", sha256="a" * 64, size=1)], None, "2026-03-02")


def changed(round: Round, status: str = "deficient") -> Round:
    """The round as another run or decision makes it."""
    digest = f"{next(DIGESTS):064x}"
    row = {
        "key": "某卷宗", "case_id": round.case_id, "round": round.number, "status": status, "files": 1, "pages": 2, "items": 3,
        "referrals": 0, "flags": 0, "seconds": 0,
    }  # fmt: skip
    outputs = {"case.json": digest, "deficiencies.json": digest}
    gist = Gist(organ="demo", codes=("REC-04",))
    return round.model_copy(update={"outputs": outputs, "row": row, "gist": gist, "correlation": "c" * 32})


def events(place: Place) -> list[Event]:
    publish(place.outbox, place.store)
    return [Event.model_validate_json(each.body) for each in read(place.store, 0, 1000)]


def test_an_event_says_what_became_of_the_round_and_nothing_of_a_person(place: Place) -> None:
    round = changed(opened(place.ledger, "某卷宗"))
    place.ledger.record(round)
    first, second = events(place)
    assert [first.type, second.type] == ["round.opened", "case.published"]
    assert (first.sequence, second.sequence, second.source) == ("000000000001", "000000000002", "/organs/demo")
    assert (second.data.counts.items, second.data.codes, second.data.status) == (3, ("REC-04",), "deficient")
    assert round.outputs
    assert (second.subject, second.data.record) == (round.case_id, round.outputs["case.json"])
    assert second.correlationid == "c" * 32
    assert "某卷宗" not in second.model_dump_json()


def test_what_has_not_changed_is_not_told_again(place: Place) -> None:
    round = changed(opened(place.ledger, "k"))
    place.ledger.record(round)
    place.ledger.record(round.model_copy(update={"fingerprint": "another"}))
    assert len(events(place)) == 2


def test_a_case_goes_from_the_first_round_to_its_end(place: Place) -> None:
    round = opened(place.ledger, "k")
    place.ledger.record(changed(round))
    place.ledger.issue(
        changed(round, "noticed"), Stamp(number="1号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00")
    )
    later = place.ledger.receive(round.case_id, [Delivered(path="b.pdf", sha256="b" * 64, size=1)], None, "2026-03-20")
    for status in ("complete", "closed", "closed"):
        place.ledger.record(changed(later, status))
    assert [(event.data.round, event.type) for event in events(place)] == [
        (1, "round.opened"), (1, "case.published"), (1, "case.published"), (1, "notice.issued"),
        (2, "round.opened"), (2, "case.published"), (2, "case.published"), (2, "case.closed"), (2, "case.published"),
    ]  # fmt: skip


def test_a_dossier_in_quarantine_tells_nothing_until_it_is_released(place: Place) -> None:
    round = opened(place.ledger, "k")
    place.ledger.record(changed(round, "quarantined"))
    assert events(place) == []
    place.ledger.decide(changed(round), [])
    assert [event.type for event in events(place)] == ["round.opened", "case.published"]


def test_a_change_that_is_not_kept_is_not_told(place: Place) -> None:
    round = changed(opened(place.ledger, "k"))
    with pytest.raises(Exception, match="changed by somebody else"):
        place.ledger.decide(round, [], seen=round)
    assert events(place) == []


def test_ids_follow_from_what_is_said_of_the_case(tmp_path: Path) -> None:
    """Whatever else happens in between."""
    place = place_at(tmp_path / "one")
    round = changed(opened(place.ledger, "k"))
    place.ledger.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    found = []
    for name, others in (("one", 0), ("two", 3)):
        place = place_at(tmp_path / name)
        for number in range(others):
            place.ledger.record(changed(opened(place.ledger, f"other-{number}")))
        place.ledger.record(round)
        found.append([event.id for event in events(place) if event.subject == round.case_id])
        assert len({event.id for event in events(place)}) == 2 + 2 * others
        place.ledger.close()
    assert found[0] == found[1]


def test_a_ledger_that_is_older_than_its_feed_goes_on_behind_it_and_overwrites_nothing(tmp_path: Path) -> None:
    """As after a restore: the feed had gone on while the back-up was made."""
    place = place_at(tmp_path / "one")
    place.ledger.record(changed(opened(place.ledger, "k")))
    assert publish(place.outbox, place.store) == 2
    place.ledger.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    for name in ("one", "two"):
        place = place_at(tmp_path / name)._replace(store=DirectoryStore(tmp_path / "one" / "store"))
        place.ledger.record(changed(opened(place.ledger, "l")))
        place.ledger.record(changed(opened(place.ledger, "m")))
        assert publish(place.outbox, place.store) == 4
        assert publish(place.outbox, place.store) == 0
        place.ledger.close()
    found = [Event.model_validate_json(each.body) for each in read(place.store, 0)]
    assert [int(event.sequence) for event in found] == list(range(1, 11))
    assert len({event.id for event in found}) == 10


FEEDER = """
import sys
from pathlib import Path
from infra.feed import publish
from infra.ledger import open_ledger
from infra.outbox import Outbox
from infra.store_directory import DirectoryStore
from tests.infra.test_feed import changed, opened
address, folder, key = sys.argv[1:]
ledger = open_ledger(address if "://" in address else Path(address))
outbox, store = Outbox(ledger.engine), DirectoryStore(Path(folder))
round = opened(ledger, key)
for _ in range(300):
    ledger.record(changed(round))
    publish(outbox, store)
"""


def test_four_processes_that_are_killed_leave_a_feed_without_a_gap(ledger_address: Path | str, tmp_path: Path) -> None:
    feeders = [
        subprocess.Popen(
            [sys.executable, "-c", FEEDER, str(ledger_address), str(tmp_path / "store"), key], stderr=subprocess.PIPE
        )
        for key in "abcd"
    ]
    store = DirectoryStore(tmp_path / "store")
    for number, feeder in enumerate(feeders):
        while len(read(store, 0, 1000)) < 10 * (number + 1) and feeder.poll() is None:
            time.sleep(0.05)
        feeder.kill()
        assert feeder.communicate()[1] == b""
    ledger = open_ledger(ledger_address)
    found = events(Place(ledger, Outbox(ledger.engine), store))
    assert [int(event.sequence) for event in found] == list(range(1, len(found) + 1))
    assert len({event.id for event in found}) == len(found) >= 40
    for key in "abcd":
        last = ledger.last_round(ledger.enrol(key))
        mine = [event.data.record for event in found if last and event.subject == last.case_id]
        assert not last or not last.outputs or mine[-1] == last.outputs["case.json"]
        assert len(set(mine[1:])) == len(mine[1:])
    ledger.close()


class Crash(BaseException):
    """The process dies here."""


class Actor:
    """A process, as a thread that stops before and after each of its steps until it is told to go on, or to die."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._go, self._rests, self.over, self._dies = threading.Semaphore(0), threading.Semaphore(0), False, False
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()
        self._rests.acquire()

    def advance(self, dies: bool = False) -> None:
        if not self.over:
            self._dies = dies
            self._go.release()
            self._rests.acquire()

    def step(self) -> None:
        self._rests.release()
        self._go.acquire()
        if self._dies:
            raise Crash

    def finish(self) -> None:
        while not self.over:
            self.advance()
        self._thread.join()

    def _run(self, work: Callable[[], None]) -> None:
        CURRENT.actor = self
        try:
            self.step()
            work()
        except Crash:
            pass
        finally:
            self.over = True
            self._rests.release()


CURRENT = threading.local()


def step() -> None:
    CURRENT.actor.step()


class SteppedStore(DirectoryStore):
    """Stops before it takes or gives an event, and after it has taken one."""

    def put_if_absent(self, key: str, content: Content) -> bool:
        step()
        fresh = super().put_if_absent(key, content)
        step()
        return fresh

    def get(self, key: str) -> bytes:
        step()
        return super().get(key)


class SteppedOutbox(Outbox):
    """Stops after it was read and before it is told."""

    def waiting(self):  # type: ignore[no-untyped-def]
        found = super().waiting()
        step()
        return found


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([False] * 5 + [True])), min_size=60, max_size=200))
@settings(max_examples=50, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
def test_any_interleaving_of_writers_crashes_and_readers(schedule: list[tuple[int, bool]]) -> None:
    """Two writers and a sweep that die anywhere and start again, two readers with cursors of their own."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        place = place_at(Path(folder))
        outbox, store = SteppedOutbox(place.ledger.engine), SteppedStore(Path(folder) / "store")
        happened: list[tuple[str, str]] = []
        rounds = [opened(place.ledger, key) for key in ("k", "l")]

        def write(round: Round) -> None:
            left = 3
            while left:
                with suppress(Crash):
                    publish(outbox, store)
                    while left:
                        now = changed(round)
                        assert now.outputs
                        place.ledger.record(now)
                        left -= 1
                        happened.append((round.case_id, now.outputs["case.json"]))
                        step()
                        publish(outbox, store)

        def sweep() -> None:
            for _ in range(3):
                with suppress(Crash):
                    publish(outbox, store)

        got: list[list[bytes]] = [[], []]

        def follow(mine: list[bytes], limit: int) -> None:
            for _ in range(20):
                with suppress(Crash):
                    mine.extend(each.body for each in read(store, len(mine), limit))

        actors = [
            Actor(lambda: write(rounds[0])), Actor(lambda: write(rounds[1])), Actor(sweep),
            Actor(lambda: follow(got[0], 2)), Actor(lambda: follow(got[1], 100)),
        ]  # fmt: skip
        for number, dies in schedule:
            actors[number].advance(dies)
            longer, shorter = sorted(got, key=len, reverse=True)
            assert longer[: len(shorter)] == shorter
        for actor in actors:
            actor.finish()
        publish(place.outbox, place.store)
        for mine in got:
            mine.extend(each.body for each in read(place.store, len(mine), 1000))
        assert got[0] == got[1]
        told = [json.loads(body) for body in got[0]]
        assert [int(each["sequence"]) for each in told] == list(range(1, len(told) + 1))
        published = [(each["subject"], each["data"]["record"]) for each in told if each["type"] == "case.published"]
        assert published == happened
        assert len({each["id"] for each in told}) == len(told)
        place.ledger.close()
