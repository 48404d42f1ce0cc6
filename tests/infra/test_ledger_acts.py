"""Human acts in the ledger: whole with their audit entries, refused when overtaken, and saying nothing personal in the trail."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.ledger import Ledger, OvertakenError, Round, open_ledger
from infra.ledger_acts import Acts
from schemas.acts import Abandonment, FraudFinding, Reinstatement, Service
from schemas.files import Delivered
from schemas.notice import Stamp

AT = "2026-05-01T09:00:00+08:00"
STAMP = Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00")
GIVEN_UP = Abandonment(by="郑主管", grounds="逾期未补正")
SERVED = Service(by="文受理", how="当面", on="2026-03-11", received_by="沈知遥", note="本人领取")
BACK = Reinstatement(by="郑主管", reason="申报人当日已寄出")
FRAUD = FraudFinding(by="郑主管", found_by="市局核查组", documents=("奖状.pdf",), verified_on="2026-04-20", grounds="证书系伪造")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


@pytest.fixture
def acts(ledger: Ledger) -> Acts:
    return Acts(ledger.engine)


def noticed(ledger: Ledger, key: str, number: str = STAMP.number, deadline: str = STAMP.deadline) -> Round:
    case = ledger.enrol(key)
    ledger.receive(case, [Delivered(path="a.pdf", sha256="a" * 64, size=1)], None, "2026-03-02")
    ledger.issue(ledger.last_round(case), STAMP.model_copy(update={"number": number, "deadline": deadline}))
    return ledger.last_round(case)


def test_an_act_is_kept_as_it_was_said(ledger, acts):
    seen = noticed(ledger, "k")
    kept = acts.record(SERVED, 1, AT, seen, ())
    assert acts.of(seen.case_id) == (kept,)
    assert (kept.act, kept.round, kept.at) == (SERVED, 1, AT)


def test_the_trail_says_that_it_happened_and_nothing_personal(ledger, acts, tmp_path):
    seen = noticed(ledger, "沈知遥")
    for act in (SERVED, GIVEN_UP, BACK, FRAUD):
        acts.record(act, 1, AT, ledger.last_round(seen.case_id), acts.of(seen.case_id))
    trail = ledger.trail_of(seen.case_id)
    assert [each.event for each in trail][-4:] == ["served", "abandoned", "reinstated", "fraud_found"]
    said = json.dumps([each.detail for each in trail], ensure_ascii=False)
    assert [word for word in ("郑主管", "文受理", "沈知遥", "奖状", "伪造", "逾期", "当面") if word in said] == []
    assert ledger.audit_is_whole()
    with sqlite3.connect(tmp_path / "ledger.sqlite") as db:
        db.execute("update audit set event = 'served' where event = 'abandoned'")
    db.close()
    assert not ledger.audit_is_whole()


def test_the_same_words_twice_have_two_digests(ledger, acts):
    seen = noticed(ledger, "k")
    for _ in range(2):
        acts.record(SERVED, 1, AT, seen, acts.of(seen.case_id))
    one, other = (each.detail["act"] for each in ledger.trail_of(seen.case_id) if each.event == "served")
    assert one != other


def test_a_case_is_closed_in_all_its_rounds_until_that_is_taken_back(ledger, acts):
    seen = noticed(ledger, "k")
    acts.record(GIVEN_UP, 1, AT, seen, ())
    later = ledger.receive(seen.case_id, [Delivered(path="b.pdf", sha256="b" * 64, size=1)], None, "2026-05-02")
    assert (later.number, ledger.last_round(seen.case_id).closed, ledger.round(seen.case_id, 1).closed) == (
        2, "abandoned", "abandoned",
    )  # fmt: skip
    acts.record(BACK, 2, AT, ledger.last_round(seen.case_id), acts.of(seen.case_id))
    assert ledger.last_round(seen.case_id).closed is None


def test_of_two_who_act_at_once_the_second_is_told(ledger, acts):
    seen = noticed(ledger, "k")
    known = acts.of(seen.case_id)
    acts.record(SERVED, 1, AT, seen, known)
    with pytest.raises(OvertakenError):
        acts.record(SERVED, 1, AT, seen, known)
    assert len(acts.of(seen.case_id)) == 1


def test_an_act_on_a_round_that_has_changed_is_refused_and_so_is_a_decision_on_a_case_that_was_ended(ledger, acts):
    seen = noticed(ledger, "k")
    with pytest.raises(OvertakenError):
        acts.record(SERVED, 1, AT, seen.model_copy(update={"outputs": {"case.json": "b" * 64}}), ())
    acts.record(FRAUD, 1, AT, seen, ())
    with pytest.raises(OvertakenError):
        ledger.decide(seen, [], seen)
    assert [each.act for each in acts.of(seen.case_id)] == [FRAUD]


def test_cases_wait_by_deadline_while_their_last_round_is_noticed_and_nobody_ended_them(ledger, acts):
    late, soon, ended, answered = (
        noticed(ledger, key, f"评〔2026〕00{n}号", day)
        for n, (key, day) in enumerate((("k", "2026-04-09"), ("l", "2026-04-02"), ("m", "2026-04-01"), ("n", "2026-04-01")), 1)
    )
    acts.record(GIVEN_UP, 1, AT, ended, ())
    ledger.receive(answered.case_id, [Delivered(path="b.pdf", sha256="b" * 64, size=1)], None, "2026-03-20")
    assert [(each.key, each.case_id) for each in acts.noticed()] == [("l", soon.case_id), ("k", late.case_id)]
    assert acts.last_notice(answered.case_id) == (1, acts.last_notice(answered.case_id)[1])
    assert acts.last_notice(ledger.enrol("nobody")) is None
