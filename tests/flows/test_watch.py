"""The watch: what a clerk drops is done exactly once and she reads what became of it, whatever dies meanwhile."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.fates import fate
from flows.inbox import Judged
from flows.run import Order, SourceError, checked_inbox
from infra.claims import Claims, Standing
from infra.ledger import open_ledger
from infra.settings import QUIET, Settings
from infra.store import open_store
from schemas.files import Delivered
from schemas.summary import DossierError, Summary

from .conftest import form
from .office import Office

PROMPT = {"JUJIAN_POLL_SECONDS": "0.5", "JUJIAN_QUIET_SECONDS": "1", "JUJIAN_LEASE_SECONDS": "2", "JUJIAN_WORKERS": "2"}


def test_hints_are_told_for_they_hold_the_notice_up_too() -> None:
    done = Standing("done", "", 1, 1, None, None, 0)
    row = {"status": "needs_review", "items": 0, "referrals": 0, "flags": 1}
    assert fate(Judged("whole"), done, row, 60) == "完成：0 项待补正，0 个问题待核定，1 条疑点提示。"
    assert fate(Judged("whole"), done, row | {"flags": 0}, 60) == "完成：0 项待补正，0 个问题待核定。"


def test_a_clerk_reads_how_her_dossier_stands_from_the_drop_to_the_end(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.watch.look()
    assert "已收到，等待上传完成" in office.told("甲")
    tickets = office.watch.look()
    assert "排队等待处理" in office.told("甲")
    office.watch.work(tickets)
    office.watch.look()
    assert "完成：3 项待补正，1 个问题待核定" in office.told("甲")
    content = (office.inbox / "甲.状态.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert (office.inbox / "甲.状态.txt").stat().st_mode & 0o777 == 0o644


def test_nothing_in_the_inbox_is_altered_and_no_status_file_is_taken(office: Office) -> None:
    office.drop("甲/a.pdf", b"one")
    office.settle()
    office.settle()
    assert (office.inbox / "甲" / "a.pdf").read_bytes() == b"one"
    assert sorted(path.name for path in office.inbox.iterdir()) == ["甲", "甲.状态.txt"]
    assert office.done == ["甲"]


def test_what_is_done_is_not_done_again_until_it_changes(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.settle()
    office.settle()
    office.drop("甲/b.pdf")
    office.watch.look()
    assert "已收到更改，等待上传完成" in office.told("甲")
    office.turn()
    assert office.done == ["甲", "甲"]


def test_a_manifest_makes_it_begin_at_the_first_look_and_names_what_is_lacking(office: Office) -> None:
    office.drop("甲/a.pdf", b"12345")
    office.drop("甲/_READY.json", b'{"files": [{"name": "a.pdf", "size": 5}]}')
    office.drop("乙/_READY.json", b'{"files": [{"name": "a.pdf", "size": 5}, {"name": "b.pdf", "size": 5}]}')
    office.drop("乙/a.pdf", b"12345")
    assert [ticket.key for ticket in office.watch.look().values()] == ["甲"]
    assert "　b.pdf\n" in office.told("乙")
    assert "a.pdf" not in office.told("乙")


@pytest.mark.parametrize("undo", ["cancel", "remove"])
def test_a_mistake_is_undone_before_it_is_begun(office: Office, undo: str) -> None:
    office.drop("甲/a.pdf")
    office.watch.look()
    tickets = office.watch.look()
    assert len(tickets) == 1
    if undo == "cancel":
        office.drop("甲/_CANCEL", b"")
    else:
        shutil.rmtree(office.inbox / "甲")
    office.watch.look()
    office.watch.work(tickets)
    assert office.done == []
    if undo == "cancel":
        assert "已撤回" in office.told("甲")
        (office.inbox / "甲" / "_CANCEL").unlink()
        office.turn()
        assert office.done == ["甲"]
    else:
        assert list(office.inbox.iterdir()) == [], "its status file is gone with it"


def test_after_it_is_done_taking_back_is_refused_with_the_way_out(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.settle()
    office.drop("甲._CANCEL", b"")
    office.watch.look()
    assert "已处理完毕，不能在此撤回" in office.told("甲")


def test_an_empty_folder_waits_and_says_so(office: Office) -> None:
    (office.inbox / "空").mkdir()
    office.settle()
    assert "尚无申报材料" in office.told("空")
    assert office.done == []


def test_why_a_dossier_cannot_be_processed_stands_beside_it_and_it_is_not_tried_for_ever(office: Office) -> None:
    office.does = DossierError(code="previous_round_missing", message="请恢复后重新处理。")
    office.drop("甲/a.pdf")
    office.settle()
    office.settle()
    assert office.done == ["甲"]
    assert "无法处理：请恢复后重新处理。" in office.told("甲")


def test_what_fails_from_outside_is_tried_again_by_itself(office: Office) -> None:
    from flows.dossier import OutsideError

    office.does = OutsideError("store_unavailable")
    office.drop("甲/a.pdf")
    for _ in range(2):
        office.watch.look()
        time.sleep(0.02)
        with pytest.raises(OutsideError):
            office.watch.work(office.watch.look())
    assert office.watch.look() == {}, "not at once"
    office.does = None
    time.sleep(0.02)
    assert "将自动重试：存储服务暂时不可用" in office.told("甲")
    office.turn()
    assert "完成" in office.told("甲")


def test_what_was_handed_in_at_the_desk_stays_and_what_is_taken_out_of_the_inbox_goes(office: Office) -> None:
    office.drop("甲/a.pdf")
    office.drop("甲/错放.pdf")
    office.settle()
    ledger = open_ledger(office.root / "out" / ".jujian" / "ledger.sqlite")
    case_id = ledger.case_of("甲")
    assert case_id
    held = ledger.last_round(case_id)
    assert held
    added = Delivered(path="补交.pdf", sha256="f" * 64, size=7)
    ledger.receive(case_id, [*held.materials, added], None, "2026-03-02")
    (office.inbox / "甲" / "错放.pdf").unlink()
    office.settle()
    last = ledger.last_round(case_id)
    ledger.close()
    assert last
    assert [file.path for file in last.materials] == ["a.pdf", "补交.pdf"]


def test_a_read_only_inbox_is_watched_without_status_files(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    office.drop("甲/a.pdf")
    monkeypatch.setattr("infra.store_directory._copy", refuse)
    office.watch.look()
    assert office.watch.look()
    monkeypatch.undo()
    office.turn()
    assert office.done == ["甲"]


@pytest.mark.parametrize("out", ["inbox", "inbox/out", "inbox/甲/out"])
def test_an_output_within_the_inbox_is_refused(tmp_path: Path, out: str) -> None:
    (tmp_path / "inbox").mkdir()
    with pytest.raises(SourceError):
        checked_inbox(Order(str(tmp_path / "inbox"), str(tmp_path / out)))


def environment(root: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    (root / "tmp").mkdir(exist_ok=True)
    return clean | QUIET | PROMPT | {"PREFECT_HOME": str(root / "prefect"), "TMPDIR": str(root / "tmp")} | more


@contextmanager
def watching(root: Path, out: str = "out", inbox: str = "inbox", **more: str) -> Iterator[subprocess.Popen[str]]:
    """`jujian watch`, as it is started in service; ended by SIGTERM."""
    command = [str(Path(sys.executable).with_name("jujian")), "watch", "--inbox", inbox, "--out", out]
    process = subprocess.Popen(command, cwd=root, env=environment(root, **more), stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def until(what: Callable[[], Any], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def lay(inbox: Path, count: int) -> None:
    for number in range(count):
        (inbox / f"卷宗{number}").mkdir(parents=True)
        (inbox / f"卷宗{number}" / "举荐表.docx").write_bytes(form(("林知远", "周以宁")[number % 2]))


def statuses(inbox: Path) -> list[str]:
    return [path.read_text("utf-8-sig").splitlines()[1] for path in sorted(inbox.glob("*.状态.txt"))]


def all_done(inbox: Path, count: int) -> bool:
    told = statuses(inbox)
    return len(told) == count and all(each.startswith("状态：完成") for each in told)


def are_out(out: Path, count: int) -> bool:
    return len(list(out.glob("*/round-1/case.json"))) >= count


def impersonal(out: Path) -> dict[str, bytes]:
    """What was published, with the random case ids taken out."""
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    files = {}
    for path in sorted(out.glob("*/round-*/*.json")):
        case_id = ledger.case_of(path.parent.parent.name)
        assert case_id
        files[str(path.relative_to(out))] = path.read_bytes().replace(case_id.encode(), b"")
    ledger.close()
    return files


@pytest.mark.slow
def test_a_watch_that_is_killed_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    count = 6
    lay(tmp_path / "inbox", count)
    with watching(tmp_path, "undisturbed"):
        until(lambda: all_done(tmp_path / "inbox", count))
    for path in (tmp_path / "inbox").glob("*.状态.txt"):
        path.unlink()
    for published in (1, 3, 5):
        with watching(tmp_path) as process:
            until(partial(are_out, tmp_path / "out", published))
            process.send_signal(signal.SIGKILL)
    with watching(tmp_path):
        until(lambda: all_done(tmp_path / "inbox", count))
    assert impersonal(tmp_path / "out") == impersonal(tmp_path / "undisturbed")
    summary = Summary.model_validate_json((tmp_path / "out" / "summary.json").read_text())
    assert [row.status for row in summary.dossiers] == ["deficient"] * count
    ledger = open_ledger(tmp_path / "out" / ".jujian" / "ledger.sqlite")
    assert {each.state for each in Claims(ledger.engine).standing().values()} == {"done"}
    for case_id in ledger.rows()[0]:
        events = [each.event for each in ledger.trail_of(case_id)]
        assert events.count("recorded") == 1, "made exactly once"
    ledger.close()
    until(lambda: not list((tmp_path / "tmp").iterdir()), 20)


@pytest.mark.slow
def test_of_two_watches_on_one_inbox_one_is_killed_and_the_other_does_the_rest_once(tmp_path: Path) -> None:
    lay(tmp_path / "inbox", 4)
    with watching(tmp_path, JUJIAN_WORKERS="1") as one, watching(tmp_path, JUJIAN_WORKERS="1"):
        until(partial(are_out, tmp_path / "out", 1))
        one.send_signal(signal.SIGKILL)
        until(lambda: all_done(tmp_path / "inbox", 4))
    ledger = open_ledger(tmp_path / "out" / ".jujian" / "ledger.sqlite")
    rows = ledger.rows()[0]
    events = [[each.event for each in ledger.trail_of(case_id)] for case_id in rows]
    ledger.close()
    assert [each.count("recorded") for each in events] == [1] * 4
    summary = Summary.model_validate_json((tmp_path / "out" / "summary.json").read_text())
    assert [row.key for row in summary.dossiers] == [f"卷宗{number}" for number in range(4)]


@pytest.mark.prefect
@pytest.mark.slow
def test_under_a_prefect_server_each_batch_is_a_flow_run_and_says_nothing_personal(
    tmp_path: Path, prefect_server: tuple[str, Path], personal: tuple[str, ...]
) -> None:
    url, _ = prefect_server
    lay(tmp_path / "inbox", 2)
    with watching(tmp_path, PREFECT_API_URL=url) as process:
        until(lambda: all_done(tmp_path / "inbox", 2))
    assert process.stderr
    request = urllib.request.Request(f"{url}/flow_runs/filter", b"{}", {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    ends = [each["state_type"] for each in json.loads(content)]
    assert ends, "at least one batch"
    assert set(ends) <= {"COMPLETED", "RUNNING"}
    assert [word for word in personal if word.encode() in content] == []


@pytest.mark.s3
def test_in_a_bucket_an_archive_is_done_and_its_status_lies_beside_it(
    tmp_path: Path, bucket: str, s3_environment: dict[str, str], s3_settings: Settings
) -> None:
    lay(tmp_path / "local", 1)
    inbox = open_store(f"s3://{bucket}/inbox", s3_settings)
    shutil.make_archive(str(tmp_path / "卷宗"), "zip", tmp_path / "local")
    inbox.put("卷宗.zip", tmp_path / "卷宗.zip")

    def told() -> str:
        return inbox.get("卷宗.状态.txt").decode("utf-8-sig") if inbox.stat("卷宗.状态.txt") else ""

    with watching(tmp_path, f"s3://{bucket}/out", f"s3://{bucket}/inbox", **s3_environment):
        until(lambda: "状态：完成" in told())
    assert open_store(f"s3://{bucket}/out", s3_settings).stat("卷宗/round-1/case.json")
    assert [stored.key for stored in inbox.list()] == ["卷宗.zip", "卷宗.状态.txt"]
