"""From the drop to the feed: what a run, a decision, a notice and a release tell those who follow, under one id."""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flows.feeding import feed
from flows.home import open_home
from infra.settings import load_settings
from tests.flows.issuing import EXPERTS, KEY, answers, call, form, read, secret, written

SCHEMA = Path(__file__).parents[2] / "schemas" / "json" / "event.schema.json"


def told(out: Path) -> list[dict[str, Any]]:
    """The feed as another program reads it: the slots in order."""
    slots = sorted((out / ".jujian" / "feed").glob("*.json"))
    assert [slot.name for slot in slots] == [f"{number:012d}.json" for number in range(1, len(slots) + 1)]
    return [json.loads(slot.read_text()) for slot in slots]


def types(out: Path) -> list[tuple[int, str]]:
    return [(event["data"]["round"], event["type"]) for event in told(out)]


@pytest.fixture(scope="module")
def ran_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fed")
    (folder / "source" / KEY).mkdir(parents=True)
    form().save(str(folder / "source" / KEY / "举荐表.docx"))
    (folder / "source" / KEY / "_dossier.json").write_text('{"submitted_on": "2026-03-04", "path": "employed"}')
    assert call("run", folder / "source", "--out", folder / "out", "--received-on", "2026-03-05").exit_code == 0
    return folder


@pytest.fixture
def ran(ran_once: Path, tmp_path: Path) -> Path:
    """A folder with a source of one dossier and the output of a run over it."""
    shutil.copytree(ran_once, tmp_path / "it")
    return tmp_path / "it"


def test_a_case_is_followed_from_its_first_round_over_the_notice_to_the_second(ran: Path) -> None:
    source, out = ran / "source", ran / "out"
    decisions = written(ran, *answers(out))
    assert call("run", source, "--out", out).exit_code == 0
    assert types(out) == [(1, "round.opened"), (1, "case.published")]
    assert call("notice", "issue", KEY, "--out", out, "--decisions", decisions, "--deadline", "2030-04-01").exit_code == 0
    (source / KEY / "损坏.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    assert call("run", source, "--out", out).exit_code == 0
    assert types(out)[2:] == [(1, "case.published"), (1, "notice.issued"), (2, "round.opened"), (2, "case.published")]
    events = told(out)
    assert [event["data"]["status"] for event in events[2:4]] == ["noticed", "noticed"]
    assert events[3]["correlationid"] == events[0]["correlationid"] != events[4]["correlationid"]
    found = read(out, "deficiencies")
    assert events[3]["data"]["codes"] == sorted({item["code"] for item in found["items"] if item["state"] != "dismissed"})


def test_events_fit_their_schema_and_name_the_published_bytes(ran: Path) -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text()))
    for event in told(ran / "out"):
        schema.validate(event)
    record = (ran / "out" / KEY / "round-1" / "case.json").read_bytes()
    assert told(ran / "out")[-1]["data"]["record"] == hashlib.sha256(record).hexdigest()


def test_the_feed_says_nothing_of_a_person(ran: Path) -> None:
    drop = [{"code": one["code"], "subject": one["subject"], "decision": one["decision"]} for one in answers(ran / "out")]
    assert call("decide", KEY, "--out", ran / "out", "--decisions", written(ran, *drop)).exit_code == 0
    said = "".join(json.dumps(event, ensure_ascii=False) for event in told(ran / "out"))
    secret = [KEY, "王审核", "举荐表", "青禾", "110108198402050027", *(word for expert in EXPERTS for word in expert)]
    assert [word for word in secret if word in said] == []
    assert types(ran / "out")[2:] == [(1, "case.published")]


def test_a_dossier_in_quarantine_is_told_when_a_named_person_has_released_it(tmp_path: Path) -> None:
    source, out = secret(tmp_path / "source"), tmp_path / "out"
    assert call("run", source, "--out", out).exit_code == 0
    assert told(out) == []
    drop = ("--code", "FIL-08", "--decision", "drop", "--reason", "已过保密期限", "--by", "主管")
    assert call("decide", KEY, "--out", out, *drop).exit_code == 0
    assert types(out) == [(1, "round.opened"), (1, "case.published")]


def test_what_a_crash_left_between_ledger_and_feed_is_sent_at_the_next_start(ran: Path) -> None:
    out = ran / "out"
    before = told(out)
    shutil.rmtree(out / ".jujian" / "feed")
    with sqlite3.connect(out / ".jujian" / "ledger.sqlite") as db:
        db.execute("update outbox set sent = 0")
    db.close()
    assert call("run", ran / "source", "--out", out).exit_code == 0
    assert told(out) == before


def test_a_store_that_does_not_work_holds_nothing_up(ran: Path) -> None:
    out = ran / "out"
    shutil.rmtree(out / ".jujian" / "feed")
    (out / ".jujian" / "feed").write_text("in the way")
    assert call("decide", KEY, "--out", out, "--decisions", written(ran, *answers(out))).exit_code == 0
    (out / ".jujian" / "feed").unlink()
    with open_home(str(out), load_settings({})) as home:
        assert feed(home) == 1
        assert feed(home) == 0
