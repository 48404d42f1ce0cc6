"""What the ledger keeps, and when a new round begins."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from infra.ledger import Ledger, LedgerError, OvertakenError, TakenError, open_ledger
from schemas.files import Delivered
from schemas.notice import Stamp


def meddle(ledger: Ledger, *statements: str) -> None:
    """What somebody does who gets at the database itself."""
    with ledger.engine.begin() as db:
        for statement in statements:
            db.execute(text(statement))


STAMP = Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00")


def file(path: str, sha256: str = "a") -> Delivered:
    return Delivered(path=path, sha256=sha256 * 64, size=1)


def test_a_case_id_is_made_once_says_nothing_and_outlives_the_process(ledger: Ledger, ledger_address: Path | str) -> None:
    first = ledger.enrol("林知远")
    again = open_ledger(ledger_address)
    assert again.enrol("林知远") == first
    assert ledger.enrol("周以宁") != first
    assert len(first) == 32
    again.close()


def test_sixteen_at_once_get_one_case_id(ledger: Ledger) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: ledger.enrol("同一卷宗"), range(16)))) == 1


def test_the_day_of_receipt_is_recorded_once(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf")], None, "2026-03-02")
    assert ledger.receive(case, [file("a.pdf")], None, "2026-03-09").received_at == "2026-03-02"


def test_a_day_that_is_said_counts_until_the_notice_is_out(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf")], None, "2026-03-02")
    assert ledger.receive(case, [file("a.pdf")], "2026-02-27", "2026-03-09").received_at == "2026-02-27"
    ledger.issue(ledger.last_round(case), STAMP)
    assert ledger.receive(case, [file("a.pdf")], "2026-01-01", "2026-03-09").received_at == "2026-02-27"


def test_before_the_notice_a_round_holds_what_lies_there(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf"), file("b.pdf")], None, "2026-03-02")
    now = ledger.receive(case, [file("c.pdf"), file("a.pdf", "b")], None, "2026-03-03")
    assert (now.number, [each.path for each in now.materials]) == (1, ["a.pdf", "c.pdf"])


def test_after_the_notice_new_files_open_a_round_and_absent_ones_stay_held(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf"), file("b.pdf")], None, "2026-03-02")
    ledger.issue(ledger.last_round(case), STAMP)
    second = ledger.receive(case, [file("b.pdf", "b"), file("c.pdf", "c")], None, "2026-03-20")
    held = [(each.path, each.sha256[0], each.round) for each in second.materials]
    assert (second.number, second.received_at, held) == (
        2,
        "2026-03-20",
        [("a.pdf", "a", 1), ("b.pdf", "b", 2), ("c.pdf", "c", 2)],
    )
    undone = ledger.receive(case, [file("c.pdf", "c")], None, "2026-03-21")
    assert [each.path for each in undone.materials] == ["a.pdf", "b.pdf", "c.pdf"]


def test_after_the_notice_known_files_open_no_round(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    first = ledger.receive(case, [file("a.pdf"), file("b.pdf")], None, "2026-03-02")
    ledger.issue(ledger.last_round(case), STAMP)
    assert ledger.receive(case, [file("a.pdf")], None, "2026-03-20") == first.model_copy(update={"issued": True})


def test_an_archive_that_is_sent_again_stands_beside_the_first(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("k.zip")], None, "2026-03-02")
    ledger.issue(ledger.last_round(case), STAMP)
    for _ in range(2):
        held = ledger.receive(case, [file("k.zip", "b")], None, "2026-03-20").materials
        assert [(each.path, each.sha256[0], each.round) for each in held] == [("k.zip", "a", 1), ("第2轮/k.zip", "b", 2)]


def test_the_same_bytes_under_another_name_are_no_new_material(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf")], None, "2026-03-02")
    ledger.issue(ledger.last_round(case), STAMP)
    assert ledger.receive(case, [file("renamed.pdf")], None, "2026-03-20").number == 1


def test_a_round_is_issued_once_and_a_number_given_once(ledger: Ledger) -> None:
    first, second = ledger.enrol("k"), ledger.enrol("l")
    ledger.receive(first, [file("a.pdf")], None, "2026-03-02")
    ledger.receive(second, [file("b.pdf")], None, "2026-03-02")
    ledger.issue(ledger.last_round(first), STAMP)
    assert ledger.stamp(first, 1) == STAMP
    assert ledger.notice_numbers() == (STAMP.number,)
    with pytest.raises(TakenError):
        ledger.issue(ledger.last_round(first), STAMP.model_copy(update={"number": "评〔2026〕002号"}))
    with pytest.raises(TakenError):
        ledger.issue(ledger.last_round(second), STAMP)
    assert not ledger.last_round(second).issued


def test_a_ledger_of_an_earlier_version_gets_what_it_lacks(ledger: Ledger, ledger_address: Path | str) -> None:
    case = ledger.enrol("k")
    meddle(ledger, "alter table decisions drop column about", 'alter table rounds drop column "row"')
    again = open_ledger(ledger_address)
    assert again.receive(case, [file("a.pdf")], None, "2026-03-02").number == 1
    assert again.decisions(case) == ()
    again.close()


def test_what_was_made_of_a_round_is_kept(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    made = ledger.receive(case, [file("a.pdf")], None, "2026-03-02").model_copy(
        update={"fingerprint": "f", "outputs": {"case.json": "1"}, "row": {"pages": 3}}
    )
    ledger.record(made)
    assert ledger.receive(case, [file("a.pdf")], None, "2026-03-03") == made


def test_the_audit_trail_shows_tampering(ledger: Ledger) -> None:
    case = ledger.enrol("k")
    ledger.receive(case, [file("a.pdf")], None, "2026-03-02")
    assert ledger.audit_is_whole()
    meddle(ledger, "update audit set event = 'issued' where seq = 1")
    assert not ledger.audit_is_whole()


def test_the_file_is_private_to_its_owner(tmp_path: Path) -> None:
    open_ledger(tmp_path / "state" / "ledger.sqlite").close()
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state" / "ledger.sqlite").stat().st_mode) == 0o600


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("this is no database, and long enough to be looked at as one" * 20)
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(tmp_path / "ledger.sqlite")


def test_a_decision_on_a_round_that_has_changed_meanwhile_is_refused(ledger: Ledger) -> None:
    seen = ledger.receive(ledger.enrol("林知远"), [file("a.pdf")], None, "2026-03-02")
    ledger.decide(seen.model_copy(update={"outputs": {"case.json": "b" * 64}}), [], seen)
    with pytest.raises(OvertakenError):
        ledger.decide(seen.model_copy(update={"outputs": {"case.json": "c" * 64}}), [], seen)
    with pytest.raises(OvertakenError):
        ledger.issue(seen, STAMP, seen=seen)
    kept = ledger.last_round(seen.case_id)
    assert kept
    assert kept.outputs == {"case.json": "b" * 64}
