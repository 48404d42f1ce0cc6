"""From decisions to the notice, and from the notice to the next round, as a user does it at the command line."""

import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from flows.issue import next_number
from validators.profile import load_profile

from .issuing import KEY, answers, call, files, read, secret, written

Jujian = Callable[..., subprocess.CompletedProcess[str]]

UNDECIDED = 4


def test_while_anything_is_open_it_refuses_and_names_it(judged: Path) -> None:
    before = files(judged / "out")
    process = call("notice", "issue", KEY, "--out", judged / "out", "--deadline", "2030-04-01")
    assert process.exit_code == UNDECIDED
    assert "REC-05（/recommendation/experts/1）" in process.stderr
    assert "APP-02" in process.stderr
    assert len(process.stderr.splitlines()) == 1
    assert files(judged / "out") == before


def test_without_a_date_it_asks_for_one(judged: Path) -> None:
    process = call("notice", "issue", KEY, "--out", judged / "out", "--decisions", written(judged, *answers(judged / "out")))
    assert process.exit_code == 2
    assert "--deadline" in process.stderr
    assert read(judged / "out", "case")["status"] == "needs_review"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("not json", "JSON"),
        ("{}", "列表"),
        ('[{"code": "REC-05", "decision": "maybe", "by": "王审核"}]', "第1条决定的 decision"),
        ('[{"code": "REC-05", "decision": "pass"}]', "第1条决定的 by"),
        ('[{"code": "REC-05", "decision": "pass", "by": "王审核", "colour": 1}]', "第1条决定的 colour"),
        ('[{"code": "APP-02", "decision": "drop", "by": "王审核"}]', "第1条.*理由"),
        ('[{"code": "PUB-01", "decision": "pass", "by": "王审核"}]', "第1条.*没有 PUB-01"),
    ],
)
def test_a_decision_file_that_is_wrong_is_told_in_one_line(judged: Path, content: str, why: str) -> None:
    (judged / "wrong.json").write_text(content)
    process = call("notice", "issue", KEY, "--out", judged / "out", "--decisions", judged / "wrong.json")
    assert process.exit_code == 2
    assert re.search(why, process.stderr)
    assert len(process.stderr.splitlines()) == 1


def test_a_key_that_is_not_there_is_told(judged: Path) -> None:
    process = call("notice", "issue", "别人", "--out", judged / "out", "--deadline", "2030-04-01")
    assert process.exit_code == 2
    assert "no_such_case" in process.stderr


def test_the_issued_notice_is_numbered_dated_and_no_draft(issued: Path) -> None:
    out = issued / "out"
    found, record = read(out, "deficiencies"), read(out, "case")
    assert record["status"] == found["status"] == "noticed"
    assert found["deadline"] == "2030-04-01"
    assert found["notice_number"].endswith("001号")
    assert {item["state"] for item in found["items"]} == {"confirmed"}
    notice = docx.Document(str(out / KEY / "round-1" / "notice.docx"))
    cells = [cell.text for table in notice.tables for row in table.rows for cell in row.cells]
    text = "\n".join([p.text for p in notice.paragraphs] + cells)
    assert found["notice_number"] in text
    assert "草稿" not in text
    assert (out / KEY / "round-1" / "notice.pdf").read_bytes().startswith(b"%PDF")
    decided = {(each["code"], each["machine"], each["human"], each["by"]) for each in record["decisions"]}
    assert decided >= {("REC-05", "undetermined", "pass", "王审核"), ("APP-02", "fail", "drop", "王审核")}


def test_the_summary_says_that_it_is_noticed(issued: Path) -> None:
    (row,) = json.loads((issued / "out" / "summary.json").read_text())["dossiers"]
    assert row["status"] == "noticed"


def test_issuing_twice_gives_the_same_notice_and_mends_what_was_lost(issued: Path) -> None:
    out = issued / "out"
    before = files(out)
    (out / KEY / "round-1" / "notice.pdf").unlink()
    process = call("notice", "issue", KEY, "--out", out, "--deadline", "2031-01-01")
    assert process.exit_code == 0
    assert read(out, "deficiencies")["notice_number"] in process.stdout
    assert files(out) == before


def test_after_issue_nothing_more_is_decided_on_the_round(issued: Path) -> None:
    code = read(issued / "out", "deficiencies")["items"][0]["code"]
    words = ("--code", code, "--decision", "dismiss", "--reason", "误列", "--by", "王审核")
    process = call("decide", KEY, "--out", issued / "out", *words)
    assert process.exit_code == 2
    assert "已印发" in process.stderr


def test_a_run_over_the_same_files_opens_no_round(issued: Path, jujian: Jujian) -> None:
    before = files(issued / "out")
    jujian("run", issued / "source", "--out", issued / "out")
    assert files(issued / "out") == before
    assert not (issued / "out" / KEY / "round-2").exists()


def test_new_files_alone_open_a_round_over_all_that_is_held(issued: Path, jujian: Jujian) -> None:
    source, out = issued / "source", issued / "out"
    first = files(out)
    shutil.rmtree(source / KEY)
    (source / KEY).mkdir()
    letter = docx.Document()
    letter.add_heading("公示情况证明")
    letter.add_paragraph(f"我单位于2026年2月2日至2026年2月10日对{KEY}申报高级职称进行了公示，公示期间无异议。")
    letter.save(str(source / KEY / "公示.docx"))
    assert jujian("run", source, "--out", out, "--received-on", "2026-03-20").returncode == 0
    record, told, now = read(out, "case", 2), read(out, "deficiencies"), read(out, "deficiencies", 2)
    assert [file["path"] for file in record["files"]] == ["举荐表.docx", "公示.docx", "损坏.pdf"]
    assert record["applicant"]["path"] == "employed"
    assert {each["code"] for each in record["decisions"]} >= {"REC-05", "APP-02"}
    numbers = {item["no"]: item["code"] for item in told["items"]}
    assert "DOC-04" in numbers.values()
    assert "DOC-04" not in [item["code"] for item in now["items"]]
    assert all(numbers[item["no"]] == item["code"] for item in now["items"] if item["no"] in numbers)
    new = [item for item in now["items"] if item["no"] not in numbers]
    assert all("公示.docx" in [place["file"] for place in item["where"]] for item in new)
    assert files(out) == first


def test_decisions_survive_a_run_until_their_material_changes(judged: Path, jujian: Jujian) -> None:
    source, out = judged / "source", judged / "out"
    item = next(each for each in read(out, "deficiencies")["items"] if each["where"] and each["where"][0]["file"] == "损坏.pdf")
    said = [
        {"code": item["code"], "subject": item["subject"], "decision": "dismiss"},
        {"pointer": "/applicant/name", "decision": "correct", "value": "沈知瑶"},
    ]
    process = call("decide", KEY, "--out", out, "--decisions", written(judged, *said))
    assert process.exit_code == 0, process.stderr

    def dismissed() -> list[tuple[str, str]]:
        return [(one["code"], one["decided_by"]) for one in read(out, "deficiencies")["items"] if one["state"] == "dismissed"]

    assert dismissed() == [(item["code"], "王审核")]
    (source / KEY / "说明.txt").write_text("另附说明")
    jujian("run", source, "--out", out)
    assert dismissed() == [(item["code"], "王审核")]
    record = read(out, "case")
    assert record["applicant"]["name"] == "沈知瑶"
    corrected = [(each["pointer"], each["machine"], each["human"]) for each in record["decisions"] if each["pointer"]]
    assert corrected == [("/applicant/name", KEY, "沈知瑶")]
    (source / KEY / "损坏.pdf").write_bytes(b"%PDF-1.7 and then something else")
    jujian("run", source, "--out", out)
    assert dismissed() == []


def test_where_nothing_is_to_be_supplied_there_is_no_notice_and_the_case_is_complete(judged: Path) -> None:
    out = judged / "out"
    assert call("decide", KEY, "--out", out, "--decisions", written(judged, *answers(judged / "out"))).exit_code == 0
    while items := [one for one in read(out, "deficiencies")["items"] if one["state"] != "dismissed"]:
        said = [{"code": one["code"], "subject": one["subject"], "decision": "dismiss"} for one in items]
        assert call("decide", KEY, "--out", out, "--decisions", written(judged, *said)).exit_code == 0
    process = call("notice", "issue", KEY, "--out", out)
    assert process.exit_code == 0, process.stderr
    assert "不出具告知书" in process.stdout
    assert read(out, "case")["status"] == "complete"
    assert not (out / KEY / "round-1" / "notice.pdf").exists()


def test_a_round_is_replayed_to_the_byte_and_what_was_altered_is_named(issued: Path) -> None:
    out = issued / "out"
    process = call("replay", KEY, "--out", out)
    assert process.exit_code == 0, process.output
    place = out / KEY / "round-1" / "case.json"
    record = json.loads(place.read_text())
    record["applicant"]["name"] = "别人"
    place.write_text(json.dumps(record))
    process = call("replay", KEY, "--out", out)
    assert process.exit_code == 1
    assert "case.json /applicant/name" in process.stdout


def test_the_audit_trail_holds_and_says_nothing_personal(issued: Path) -> None:
    out = issued / "out"
    assert call("audit", "verify", "--out", out).exit_code == 0
    with sqlite3.connect(out / ".jujian" / "ledger.sqlite") as db:
        entries = db.execute("select event, detail from audit").fetchall()
        db.execute("update audit set detail = '{}' where event = 'issued'")
    db.close()
    assert {event for event, _ in entries} == {"enrolled", "received", "recorded", "decided", "issued"}
    said = "".join(detail for _, detail in entries).encode().decode("unicode-escape")
    assert [word for word in ("王审核", "核对原件", KEY, "举荐表", "纪明河") if word in said] == []
    process = call("audit", "verify", "--out", out)
    assert process.exit_code == 1
    assert "audit_broken" in process.stderr


def test_a_dossier_in_quarantine_gets_no_notice_until_a_named_person_releases_it(tmp_path: Path) -> None:
    source, out = secret(tmp_path / "one"), tmp_path / "out"
    assert call("run", source, "--out", out).exit_code == 0
    process = call("notice", "issue", KEY, "--out", out, "--deadline", "2030-04-01")
    assert process.exit_code == 2
    assert "quarantined" in process.stderr
    drop = ("--code", "FIL-08", "--decision", "drop", "--reason", "已过保密期限", "--by", "主管")
    assert call("decide", KEY, "--out", out, *drop).exit_code == 0
    assert read(out, "case")["status"] != "quarantined"
    assert (out / KEY / "round-1" / "notice.pdf").exists()


def test_numbers_run_on_within_an_organ_and_a_year() -> None:
    profile = load_profile("beijing-2023-12")
    short = profile.organ["short"]
    taken = (f"{short}〔2026〕001号", f"{short}〔2026〕014号", f"{short}〔2025〕099号", "另编3号")
    assert next_number(profile, taken, 2026) == f"{short}〔2026〕015号"
    assert next_number(profile, taken, 2027) == f"{short}〔2027〕001号"
