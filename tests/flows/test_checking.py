"""复核: where the profile asks for it nothing is issued before a second person has checked exactly what goes out."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result

from flows.checking import check, checked_by
from flows.docket import CaseError, OpenError, opened_docket
from infra.accounts import Accounts
from infra.ledger import open_ledger
from infra.settings import load_settings
from validators.profile import PROFILES

from .issuing import KEY, answers, call, read, written

NOW = datetime.fromisoformat("2026-03-10T09:00:00+08:00")


@pytest.fixture(scope="module")
def strict_once(judged_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case under a profile that asks for the check; everything is decided, by 王审核."""
    folder = tmp_path_factory.mktemp("strict") / "it"
    shutil.copytree(judged_once / "source", folder / "source")
    shutil.copytree(PROFILES / "beijing-2023-12", folder / "profile")
    head = folder / "profile" / "profile.yaml"
    text = head.read_text("utf-8")
    assert "notice.second_check: false" in text
    head.write_text(text.replace("notice.second_check: false", "notice.second_check: true"), "utf-8")
    law = ("--out", folder / "out", "--profile", folder / "profile")
    assert call("run", folder / "source", "--received-on", "2026-03-05", *law).exit_code == 0
    assert call("decide", KEY, "--decisions", written(folder, *answers(folder / "out")), *law).exit_code == 0
    return folder


@pytest.fixture
def strict(strict_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(strict_once, tmp_path / "it")
    return tmp_path / "it"


@pytest.fixture
def say(strict: Path) -> Callable[..., Result]:
    return lambda *words: call(*words, "--out", strict / "out", "--profile", strict / "profile")


def issue(by: str = "王审核") -> tuple[str, ...]:
    return ("notice", "issue", KEY, "--deadline", "2030-04-01", "--by", by)


def told(process: Result) -> str:
    return process.stderr.partition("[")[2].partition("]")[0]


def test_without_a_check_nothing_is_issued_and_with_one_it_is(strict, say):
    refused = say(*issue())
    assert (refused.exit_code, told(refused)) == (2, "unchecked")
    assert "jujian notice check" in refused.stderr
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    issued = say(*issue())
    assert issued.exit_code == 0, issued.stderr
    assert read(strict / "out", "case")["status"] == "noticed"
    assert "复核" in say("case", "acts", KEY).stdout
    assert say("replay", KEY).exit_code == 0
    again = say("notice", "check", KEY, "--by", "孙复核")
    assert (again.exit_code, told(again)) == (2, "issued")


def test_who_issues_must_be_named_and_cannot_be_the_one_who_checked(say):
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    assert told(say(*issue()[:-2])) == "no_name"
    assert told(say(*issue("孙复核"))) == "unchecked"
    assert told(say(*issue("孙 复核"))) == "unchecked"
    assert say(*issue("文受理")).exit_code == 0


def test_who_decided_last_cannot_check(say):
    assert told(say("notice", "check", KEY, "--by", "王审核")) == "own_check"


def test_a_later_decision_lapses_the_check_even_where_it_changes_no_item(say):
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    assert say("decide", KEY, "--pointer", "/applicant/name", "--value", "沈知瑶", "--by", "王审核").exit_code == 0
    assert told(say(*issue())) == "unchecked"
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    assert say("decide", KEY, "--pointer", "/applicant/phone", "--value", "13800138000", "--by", "孙复核").exit_code == 0
    assert told(say(*issue())) == "unchecked"
    assert say("notice", "check", KEY, "--by", "王审核").exit_code == 0
    assert say(*issue("文受理")).exit_code == 0


def test_what_is_decided_while_issuing_was_not_checked(strict, say):
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    item = read(strict / "out", "deficiencies")["items"][0]
    more = written(strict, {"code": item["code"], "subject": item["subject"], "decision": "dismiss"})
    assert told(say(*issue(), "--decisions", more)) == "unchecked"


def test_a_run_that_comes_to_something_else_lapses_the_check_and_one_that_does_not_leaves_it(strict, say):
    assert say("notice", "check", KEY, "--by", "孙复核").exit_code == 0
    assert say("run", strict / "source").exit_code == 0
    with opened_docket(KEY, str(strict / "out"), load_settings({}), str(strict / "profile")) as docket:
        assert checked_by(docket) == ("孙复核",)
    (strict / "source" / KEY / "说明.txt").write_text("另附说明")
    assert say("run", strict / "source").exit_code == 0
    with opened_docket(KEY, str(strict / "out"), load_settings({}), str(strict / "profile")) as docket:
        assert checked_by(docket) == ()


def test_while_anything_is_open_there_is_nothing_to_check(judged):
    with opened_docket(KEY, str(judged / "out"), load_settings({}), "beijing-2023-12") as docket, pytest.raises(OpenError):
        check(docket, "孙复核", NOW)


def test_where_there_are_accounts_the_check_is_for_those_who_may(strict):
    ledger = open_ledger(strict / "out" / ".jujian" / "ledger.sqlite")
    for name, role in (("文受理", "受理"), ("孙复核", "复核"), ("郑主管", "主管")):
        Accounts(ledger.engine).add(name, role, "organ", "a-password-for-tests")
    ledger.close()
    with opened_docket(KEY, str(strict / "out"), load_settings({}), str(strict / "profile")) as docket:
        for by in ("文受理", "生人"):
            with pytest.raises(CaseError) as refused:
                check(docket, by, NOW)
            assert refused.value.code == "not_entitled"
        for by in ("孙复核", "郑主管"):
            check(docket, by, NOW)
        assert checked_by(docket) == ("孙复核", "郑主管")
