"""退出名单 (Art. 11): put on and taken off by a supervisor, judged by as it stood, and nothing personal in the trail."""

import json
from pathlib import Path

import pytest

from infra.accounts import Accounts
from infra.ledger import OvertakenError, open_ledger
from infra.ledger_recommenders import Recommenders
from schemas.recommenders import Entry

from .issuing import KEY, answers, call, read, written

WORDS = ("纪明河", "--unit", "纪氏研究院", "--on", "2026-03-01", "--by", "郑主管")


@pytest.fixture
def out(judged: Path) -> Path:
    return judged / "out"


def change(out: Path, verb: str, *words: str, reason: str = "举荐意见严重失实"):
    return call("recommenders", verb, *(words or WORDS), "--reason", reason, "--out", out)


def hints(out: Path, round: int = 1) -> list[str]:
    return [flag["subject"] for flag in read(out, "deficiencies", round)["flags"] if flag["code"] == "REC-21"]


def test_who_is_put_on_the_list_is_a_hint_at_the_next_run_and_in_no_notice(judged: Path, out: Path) -> None:
    assert hints(out) == []
    assert change(out, "add").exit_code == 0
    assert call("run", judged / "source", "--out", out).exit_code == 0
    assert hints(out) == ["/recommendation/experts/1"]
    said = written(judged, *answers(out))
    process = call("notice", "issue", KEY, "--out", out, "--decisions", said, "--deadline", "2030-04-01")
    assert process.exit_code == 0, process.stderr
    assert "REC-21" not in [item["code"] for item in read(out, "deficiencies")["items"]]
    assert change(out, "remove", reason="复查后撤销").exit_code == 0
    assert hints(out) == ["/recommendation/experts/1"]
    assert call("replay", KEY, "--out", out).exit_code == 0


def test_the_list_says_who_since_when_and_why_and_keeps_what_was_taken_off(out: Path) -> None:
    change(out, "add")
    assert "2026-03-01　纪明河　纪氏研究院　举荐意见严重失实　（郑主管）" in call("recommenders", "list", "--out", out).stdout
    change(out, "remove", reason="复查后撤销")
    assert call("recommenders", "list", "--out", out).stdout == "退出名单共 0 人。\n"
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    entries = Recommenders(ledger.engine, "organ").entries()
    assert [(each.kind, each.reason) for each in entries] == [("add", "举荐意见严重失实"), ("remove", "复查后撤销")]
    trail = ledger.trail_of("")
    assert [each.event for each in trail] == ["recommender_listed", "recommender_taken_off"]
    told = json.dumps([each.detail for each in trail], ensure_ascii=False)
    assert [word for word in ("纪", "研究院", "失实", "主管") if word in told] == []
    assert ledger.audit_is_whole()
    assert Recommenders(ledger.engine, "elsewhere").entries() == ()
    ledger.close()


def test_what_makes_no_sense_is_refused_in_one_line(out: Path) -> None:
    future = ("纪明河", "--unit", "纪氏研究院", "--on", "2035-03-01", "--by", "郑主管")
    for verb, words, code in (
        ("remove", WORDS, "not_listed"), ("add", future, "day_to_come"), ("add", (" ", *WORDS[1:]), "bad_entry"),
    ):  # fmt: skip
        process = change(out, verb, *words)
        assert (process.exit_code, process.stderr.partition("]")[0]) == (2, f"错误 [{code}")
        assert len(process.stderr.splitlines()) == 1
    assert change(out, "add").exit_code == 0
    assert "[already_listed]" in change(out, "add").stderr


def test_where_there_are_accounts_only_a_supervisor_keeps_the_list(out: Path) -> None:
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    for name, role in (("文受理", "受理"), ("郑主管", "主管")):
        Accounts(ledger.engine).add(name, role, "organ", "a-password-for-tests")
    ledger.close()
    refused = change(out, "add", *WORDS[:-1], "文受理")
    assert "[not_entitled]" in refused.stderr
    assert change(out, "add").exit_code == 0


def test_of_two_who_change_it_at_once_the_second_is_told(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    kept = Recommenders(ledger.engine, "organ")
    entry = Entry(kind="add", name="纪明河", unit="纪氏研究院", on="2026-03-01", by="郑主管", reason="严重失实")
    kept.enter(entry, "2026-03-02T09:00:00+08:00", ())
    with pytest.raises(OvertakenError):
        kept.enter(entry, "2026-03-02T09:00:01+08:00", ())
    assert kept.standing() == (entry,)
    ledger.close()
