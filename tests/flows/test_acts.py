"""Acts that only people do: service, 视为放弃, a verified fraud, taking back; by whom, when, and what they leave alone."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import docx
import pytest

from flows.acts import abandon, acts_of, find_fraud, reinstate, serve
from flows.docket import CaseError, Docket, opened_docket
from flows.registering import entry_of
from infra.accounts import Accounts
from infra.ledger import open_ledger
from infra.settings import load_settings
from infra.store import open_store
from schemas.acts import Abandonment, FraudFinding, Reinstatement, Service
from validators.profile import load_profile

from .issuing import KEY, call, files, read, written

SATURDAY, MONDAY, TUESDAY = "2026-03-07", "2026-03-09", "2026-03-10"
"""The deadline of the notice, the last day that it is put off to, and the first day that is too late."""

GIVEN_UP = Abandonment(by="郑主管", grounds="逾期未补正")
FRAUD = FraudFinding(by="郑主管", found_by="市局核查组", documents=("举荐表.docx",), verified_on=TUESDAY, grounds="签名系伪造")
BACK = Reinstatement(by="郑主管", reason="申报人当日已寄出")


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=timezone(timedelta(hours=8)))


@contextmanager
def docket_of(folder: Path) -> Iterator[Docket]:
    with opened_docket(KEY, str(folder / "out"), load_settings({}), "beijing-2023-12") as docket:
        yield docket


@pytest.fixture(scope="module")
def overdue_once(judged_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose notice had a Saturday for its deadline."""
    from .issuing import answers

    folder = tmp_path_factory.mktemp("overdue") / "it"
    shutil.copytree(judged_once, folder)
    said = written(folder, *answers(folder / "out"))
    process = call("notice", "issue", KEY, "--out", folder / "out", "--decisions", said, "--deadline", SATURDAY)
    assert process.exit_code == 0, process.stderr
    return folder


@pytest.fixture
def overdue(overdue_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(overdue_once, tmp_path / "it")
    return tmp_path / "it"


def status(folder: Path) -> str:
    (row,) = json.loads((folder / "out" / "summary.json").read_text())["dossiers"]
    return str(row["status"])


def stage(docket: Docket, folder: Path) -> str:
    store = open_store(str(folder / "out"), load_settings({}))
    return entry_of(docket.round.case_id, KEY, docket.home, store, load_profile("beijing-2023-12")).stage


def supplement(folder: Path, day: str) -> None:
    """Something more is handed in, on a day."""
    letter = docx.Document()
    letter.add_paragraph("情况说明")
    letter.save(str(folder / "source" / KEY / "说明.docx"))
    assert call("run", folder / "source", "--out", folder / "out", "--received-on", day).exit_code == 0


def test_no_case_is_given_up_before_its_last_day_is_over_and_a_day_of_rest_puts_that_off(overdue: Path) -> None:
    with docket_of(overdue) as docket:
        with pytest.raises(CaseError, match=MONDAY) as refused:
            abandon(docket, GIVEN_UP, at(MONDAY))
        assert refused.value.code == "not_overdue"
        assert abandon(docket, GIVEN_UP, at(TUESDAY)).act == GIVEN_UP
        assert docket.reopened().round.closed == "abandoned"


def test_nothing_is_served_and_nobody_gives_up_before_there_is_a_notice(judged: Path) -> None:
    with docket_of(judged) as docket:
        for act in (
            lambda: abandon(docket, GIVEN_UP, at(TUESDAY)),
            lambda: serve(docket, Service(by="文受理", how="邮寄", on=TUESDAY), at(TUESDAY)),
        ):
            with pytest.raises(CaseError) as refused:
                act()
            assert refused.value.code == "not_issued"


def test_a_case_that_was_given_up_is_closed_and_its_record_and_notice_stay_as_they_were(overdue: Path) -> None:
    before = files(overdue / "out")
    with docket_of(overdue) as docket:
        abandon(docket, GIVEN_UP, at(TUESDAY))
        assert stage(docket.reopened(), overdue) == "closed"
    assert files(overdue / "out") == before
    assert status(overdue) == "abandoned"
    assert call("replay", KEY, "--out", overdue / "out").exit_code == 0
    assert call("run", overdue / "source", "--out", overdue / "out").exit_code == 0
    assert status(overdue) == "abandoned"


def test_twice_is_refused_and_what_was_not_done_is_not_taken_back(overdue: Path) -> None:
    with docket_of(overdue) as docket:
        with pytest.raises(CaseError) as refused:
            reinstate(docket, BACK, at(TUESDAY))
        assert refused.value.code == "not_closed"
        abandon(docket, GIVEN_UP, at(TUESDAY))
        docket = docket.reopened()
        with pytest.raises(CaseError) as refused:
            abandon(docket, GIVEN_UP, at(TUESDAY))
        assert refused.value.code == "already_closed"
        find_fraud(docket, FRAUD, at(TUESDAY))
        with pytest.raises(CaseError) as refused:
            find_fraud(docket.reopened(), FRAUD, at(TUESDAY))
        assert refused.value.code == "already_closed"
        assert [each.act.kind for each in acts_of(docket)] == ["abandon", "fraud"]


def test_taken_back_the_case_stands_as_before_and_both_stay_on_record(overdue: Path) -> None:
    with docket_of(overdue) as docket:
        abandon(docket, GIVEN_UP, at(TUESDAY))
        reinstate(docket.reopened(), BACK, at(TUESDAY))
        docket = docket.reopened()
        assert (docket.round.closed, stage(docket, overdue)) == (None, "noticed")
    assert status(overdue) == "noticed"
    events = [json.loads(path.read_text()) for path in sorted((overdue / "out" / ".jujian" / "feed").rglob("*.json"))]
    assert [(each["type"], each["data"]["status"]) for each in events if "data" in each][-2:] == [
        ("case.closed", "abandoned"), ("case.reopened", "noticed"),
    ]  # fmt: skip
    told = call("case", "acts", KEY, "--out", overdue / "out").stdout
    assert "视为放弃：逾期未补正（已撤销）" in told
    assert "撤销：申报人当日已寄出" in told


def test_what_came_in_time_forbids_to_give_up_and_what_came_late_does_not(overdue: Path, tmp_path: Path) -> None:
    shutil.copytree(overdue, tmp_path / "late")
    supplement(overdue, MONDAY)
    supplement(tmp_path / "late", TUESDAY)
    with docket_of(overdue) as docket, pytest.raises(CaseError) as refused:
        abandon(docket, GIVEN_UP, at(TUESDAY))
    assert refused.value.code == "supplied_in_time"
    with docket_of(tmp_path / "late") as docket:
        assert abandon(docket, GIVEN_UP, at(TUESDAY)).round == 1


def test_what_comes_after_the_end_is_kept_and_judged_but_nothing_goes_out_until_the_end_is_taken_back(overdue: Path) -> None:
    out = overdue / "out"
    with docket_of(overdue) as docket:
        abandon(docket, GIVEN_UP, at(TUESDAY))
    supplement(overdue, "2026-03-12")
    assert "说明.docx" in [file["path"] for file in read(out, "case", 2)["files"]]
    assert status(overdue) == "abandoned"
    code = read(out, "deficiencies", 2)["items"][0]["code"]
    decision = ("--code", code, "--decision", "dismiss", "--reason", "误列", "--by", "王审核")
    for command in (("decide", KEY, *decision), ("notice", "issue", KEY, "--deadline", "2030-04-01")):
        process = call(*command, "--out", out)
        assert process.exit_code == 2
        assert process.stderr.startswith("错误 [closed]")
    assert call("case", "reinstate", KEY, "--out", out, "--reason", "不可抗力", "--by", "郑主管").exit_code == 0
    assert call("decide", KEY, *decision, "--out", out).exit_code == 0


def test_a_fraud_is_recorded_as_people_found_it_of_materials_that_are_there_and_closes_the_case(judged: Path) -> None:
    before = files(judged / "out")
    with docket_of(judged) as docket:
        for wrong, code in (
            ({"documents": ("d99",)}, "no_such_document"),
            ({"verified_on": "2026-03-11"}, "day_to_come"),
        ):
            with pytest.raises(CaseError) as refused:
                find_fraud(docket, FRAUD.model_copy(update=wrong), at(TUESDAY))
            assert refused.value.code == code
        find_fraud(docket, FRAUD, at(TUESDAY))
        assert (docket.reopened().round.closed, stage(docket, judged)) == ("closed", "closed")
    assert files(judged / "out") == before
    assert status(judged) == "closed"
    assert call("notice", "issue", KEY, "--out", judged / "out", "--deadline", "2030-04-01").exit_code == 2


def test_a_notice_is_served_on_a_day_after_its_issue_and_the_last_record_counts(issued: Path) -> None:
    out, today = issued / "out", read(issued / "out", "deficiencies")["issued_at"][:10]
    words = ("--how", "邮寄", "--by", "文受理")
    early = call("notice", "serve", KEY, "--out", out, "--on", "2026-03-01", *words)
    assert (early.exit_code, early.stderr.split("]")[0]) == (2, "错误 [served_before_issue")
    future = call("notice", "serve", KEY, "--out", out, "--on", "2035-03-01", *words)
    assert (future.exit_code, future.stderr.split("]")[0]) == (2, "错误 [day_to_come")
    assert call("notice", "serve", KEY, "--out", out, "--on", today, *words).exit_code == 0
    more = ("--how", "当面", "--by", "文受理", "--received-by", "沈知遥")
    assert call("notice", "serve", KEY, "--out", out, "--on", today, *more).exit_code == 0
    told = call("case", "acts", KEY, "--out", out).stdout.splitlines()
    assert [line.split("　")[-1] for line in told] == [f"送达：{today} 邮寄", "签收人 沈知遥"]
    assert call("audit", "verify", "--out", out).exit_code == 0


def test_what_is_overdue_is_listed_and_nothing_is_decided_by_it(overdue: Path) -> None:
    out = overdue / "out"
    number = read(out, "deficiencies")["notice_number"]
    assert KEY not in call("overdue", "--out", out, "--on", MONDAY).stdout
    told = call("overdue", "--out", out, "--on", "2026-03-12")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0] == f"{KEY}　{number}　截止 {SATURDAY}　逾期 3 天"
    assert status(overdue) == "noticed"
    given_up = call("case", "abandon", KEY, "--out", out, "--grounds", "逾期未补正", "--by", "郑主管")
    assert given_up.exit_code == 0
    assert "没有送达记录" in given_up.stderr
    assert KEY not in call("overdue", "--out", out, "--on", "2026-03-12").stdout


@pytest.mark.parametrize(
    ("by", "code"), [*((name, "not_entitled") for name in ("文受理", "生人", "旧主管", "别处主管")), ("郑主管", "")]
)
def test_where_there_are_accounts_only_a_supervisor_of_this_organisation_ends_a_case(overdue: Path, by: str, code: str) -> None:
    ledger = open_ledger(overdue / "out" / ".jujian" / "ledger.sqlite")
    people = Accounts(ledger.engine)
    for name, role, organ in (
        ("文受理", "受理", "organ"), ("旧主管", "主管", "organ"), ("别处主管", "主管", "elsewhere"), ("郑主管", "主管", "organ"),
    ):  # fmt: skip
        people.add(name, role, organ, "a-password-for-tests")
    people.set_active(next(each.id for each in people.all() if each.name == "旧主管"), False)
    ledger.close()
    process = call("case", "abandon", KEY, "--out", overdue / "out", "--grounds", "逾期未补正", "--by", by)
    assert process.exit_code == (2 if code else 0)
    assert f"[{code}]" in process.stderr or not code
    assert status(overdue) == ("noticed" if code else "abandoned")
    assert len(process.stderr.splitlines()) == 1


def test_an_act_that_is_not_said_properly_is_told_in_one_line(overdue: Path) -> None:
    process = call("case", "abandon", KEY, "--out", overdue / "out", "--grounds", " ", "--by", "郑主管")
    assert process.exit_code == 2
    assert process.stderr.startswith("错误 [bad_act] --grounds")
