"""Claims: one holder at a time, a lease that lapses, and no way back for who has lost it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from infra.claims import Claim, Claims, Lapses
from infra.ledger import Ledger, OvertakenError
from infra.retention import Deletion, forget
from schemas.files import Delivered

WORKER = """
import sys, time
from pathlib import Path
from infra.claims import Claims
from infra.ledger import open_ledger
address = sys.argv[1]
claims = Claims(open_ledger(address if "://" in address else Path(address)).engine)
for number in range(int(sys.argv[2])):
    claim = claims.take(f"case-{number}")
    if claim:
        print(claim.case_id, claim.fence, flush=True)
        time.sleep(float(sys.argv[3]))
        claims.beat([claim])
        claims.settle(claim, "done")
"""


@pytest.fixture
def claims(ledger: Ledger) -> Claims:
    return Claims(ledger.engine)


def state(claims: Claims, case_id: str = "case") -> str:
    return claims.standing()[case_id].state


def taken(claims: Claims, case_id: str = "case") -> Claim:
    claim = claims.take(case_id)
    assert claim
    return claim


def test_only_what_is_offered_can_be_taken_and_only_once(claims: Claims) -> None:
    assert claims.take("case") is None
    claims.offer("case", "work")
    assert claims.take("case") == Claim("case", 1)
    assert claims.take("case") is None


def test_of_sixteen_who_ask_at_once_one_gets_it(claims: Claims) -> None:
    claims.offer("case", "work")
    barrier = Barrier(16)

    def ask(_: int) -> Claim | None:
        barrier.wait()
        return claims.take("case")

    with ThreadPoolExecutor(16) as pool:
        assert [claim for claim in pool.map(ask, range(16)) if claim] == [Claim("case", 1)]


@pytest.mark.parametrize("end", ["done", "failed"])
def test_what_is_settled_is_not_done_again_until_something_else_is_wanted(claims: Claims, end: str) -> None:
    claims.offer("case", "work")
    assert claims.settle(taken(claims), end)  # type: ignore[arg-type]
    claims.offer("case", "work")
    assert (state(claims), claims.take("case")) == (end, None)
    claims.offer("case", "other work")
    assert taken(claims).fence == 2


def test_a_change_while_it_is_worked_on_is_done_afterwards(claims: Claims) -> None:
    claims.offer("case", "work")
    claim = taken(claims)
    claims.offer("case", "other work")
    assert claims.take("case") is None
    assert claims.settle(claim, "done")
    assert state(claims) == "waiting"


def test_what_was_not_begun_can_be_taken_back_and_offered_again(claims: Claims) -> None:
    claims.offer("case", "work")
    assert claims.withdraw("case")
    assert claims.take("case") is None
    claims.offer("case", "work")
    claim = taken(claims)
    assert not claims.withdraw("case")
    claims.settle(claim, "done")
    assert not claims.withdraw("case")


def test_failures_from_outside_are_counted_until_it_works(claims: Claims) -> None:
    claims.offer("case", "work")
    for attempt in (1, 2):
        claims.settle(taken(claims), "waiting", "store_unavailable")
        assert (claims.standing()["case"].attempts, claims.standing()["case"].code) == (attempt, "store_unavailable")
    claims.settle(taken(claims), "done")
    assert (claims.standing()["case"].attempts, claims.standing()["case"].code) == (0, None)


def test_a_lease_lapses_when_its_beat_stands_still_by_the_observers_clock(claims: Claims) -> None:
    claims.offer("case", "work")
    claim = taken(claims)
    lapses = Lapses(lease=10)
    assert lapses.of(claims.standing(), 100) == []
    assert lapses.of(claims.standing(), 110) == []
    claims.beat([claim])
    assert lapses.of(claims.standing(), 111) == []
    assert lapses.of(claims.standing(), 122) == ["case"]


def test_who_lost_the_claim_can_neither_settle_nor_record(ledger: Ledger, claims: Claims) -> None:
    case_id = ledger.enrol("甲")
    claims.offer(case_id, "work")
    late = taken(claims, case_id)
    round = ledger.receive(case_id, [Delivered(path="a.pdf", sha256="a" * 64, size=1)], None, "2026-03-02")
    assert claims.put_back(case_id, claims.standing()[case_id])
    quick = taken(claims, case_id)
    ledger.record(round.model_copy(update={"fingerprint": "quick", "outputs": {}}), quick)
    with pytest.raises(OvertakenError):
        ledger.record(round.model_copy(update={"fingerprint": "late", "outputs": {}}), late)
    assert not claims.settle(late, "done")
    claims.beat([late])
    assert claims.standing()[case_id].beat == 0
    assert claims.settle(quick, "done")
    last = ledger.last_round(case_id)
    assert last
    assert last.fingerprint == "quick"
    assert not ledger.holds(quick), "what is settled is held by nobody"


def test_a_holder_that_wakes_up_before_it_is_put_back_keeps_its_claim(claims: Claims) -> None:
    claims.offer("case", "work")
    claim = taken(claims)
    before = claims.standing()["case"]
    claims.beat([claim])
    assert not claims.put_back("case", before)
    assert claims.settle(claim, "done")


def test_the_claims_of_a_deleted_case_go_with_it(ledger: Ledger, claims: Claims) -> None:
    case_id = ledger.enrol("甲")
    claims.offer(case_id, "work")
    forget(ledger.engine, case_id, Deletion("王主管", "2026-03-02T09:00:00", "保存期满", originals=0, shared=0))
    assert claims.standing() == {}


def test_of_two_processes_one_is_killed_and_everything_is_done_once(ledger_address: Path | str, claims: Claims) -> None:
    for number in range(12):
        claims.offer(f"case-{number}", "work")
    command = [sys.executable, "-c", WORKER, str(ledger_address), "12", "0.1"]
    slow = subprocess.Popen([*command[:-1], "600"], stdout=subprocess.PIPE, text=True)
    assert slow.stdout
    (victim, fence) = slow.stdout.readline().split()
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    other.stdout.readline()
    os.kill(slow.pid, signal.SIGKILL)
    slow.wait()
    assert other.wait(60) == 0
    assert {case_id for case_id, each in claims.standing().items() if each.state == "running"} == {victim}
    lapses = Lapses(lease=0.2)
    assert lapses.of(claims.standing(), time.monotonic()) == []
    time.sleep(0.3)
    standing = claims.standing()
    assert lapses.of(standing, time.monotonic()) == [victim]
    assert claims.put_back(victim, standing[victim])
    third = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert third.stdout.split() == [victim, str(int(fence) + 2)]
    assert {each.state for each in claims.standing().values()} == {"done"}
    assert sorted(each.fence for each in claims.standing().values()) == [1] * 11 + [3]
    slow.stdout.close()
    other.stdout.close()
