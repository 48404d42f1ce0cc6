"""The main job, as a user starts it: what comes out, how it ends, and what a second run does."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from desk.cli import main
from infra.ledger import open_ledger
from infra.settings import load_settings
from infra.store import Store, open_store
from schemas.notice import Stamp
from tests.flows.issuing import secret

Process = subprocess.CompletedProcess[str]
Jujian = Callable[..., Process]
Done = tuple[Path, Path, Process]

DAY = "2026-03-05"


def rows(out: Path) -> dict[str, Any]:
    return {row["key"]: row for row in json.loads((out / "summary.json").read_text())["dossiers"]}


def published(out: Path) -> dict[str, bytes]:
    """Every file of every round."""
    return {str(path.relative_to(out)): path.read_bytes() for path in out.glob("*/round-*/*")}


def written(out: Path) -> dict[Path, int]:
    """When each of them was last written."""
    return {path: path.stat().st_mtime_ns for path in out.glob("*/round-*/*")}


def record(out: Path, key: str) -> Any:
    return json.loads((out / key / "round-1" / "case.json").read_text())


def test_every_dossier_is_done_or_named_and_the_exit_status_says_which(once: Done) -> None:
    _, out, process = once
    assert process.returncode == 3, process.stderr
    told = rows(out)
    errors = {key: row["error"] and row["error"]["code"] for key, row in told.items()}
    assert errors == {"林知远": None, "周以宁": None, "坏包": None, "空卷宗": "empty_dossier"}
    assert all(word in process.stdout for word in (*told, "empty_dossier"))
    for key in ("林知远", "周以宁", "坏包"):
        notice = {"notice.docx", "notice.pdf"} if told[key]["items"] else set()
        assert {path.name for path in (out / key / "round-1").iterdir()} == {"case.json", "deficiencies.json"} | notice
    assert not (out / "空卷宗").exists()


def test_files_dates_and_values_reach_the_record(once: Done) -> None:
    _, out, _ = once
    first, second = record(out, "林知远"), record(out, "周以宁")
    files = {file["path"]: (file["status"], (file["error"] or {}).get("code")) for file in first["files"]}
    assert files == {"林知远举荐表.docx": ("read", None), "损坏.pdf": ("unreadable", "damaged")}
    assert (first["submitted_on"], first["received_at"], second["submitted_on"]) == ("2026-03-02", DAY, DAY)
    assert (first["applicant"]["name"], second["applicant"]["name"]) == ("林知远", "周以宁")
    assert "周以宁.zip!/材料/周以宁举荐表.docx" in [file["path"] for file in second["files"]]
    assert [file["status"] for file in record(out, "坏包")["files"]] == ["unreadable"]


@pytest.mark.parametrize("key", ["林知远", "周以宁", "坏包"])
def test_the_three_sums_balance(once: Done, key: str) -> None:
    balance = record(once[1], key)["balance"]
    assert balance["files"]["in"] == balance["files"]["accounted"]
    assert balance["pages"]["in"] == sum(balance["pages"][name] for name in ("assigned", "blank", "duplicate", "unassigned"))
    assert balance["checks"]["expected"] == balance["checks"]["given"] > 0


def test_what_is_written_is_private_to_its_owner(once: Done) -> None:
    _, out, _ = once
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*"))} == {0o700, 0o600}


def test_logs_say_nothing_personal(source: Path, tmp_path: Path, jujian: Jujian, personal: tuple[str, ...]) -> None:
    process = jujian("run", source, "--out", tmp_path / "out", JUJIAN_PAGE_SECONDS="0.001", JUJIAN_FILE_SECONDS="0.001")
    assert "given up" in process.stderr
    assert [word for word in personal if word in process.stderr] == []


def test_a_second_run_does_nothing_again_and_says_the_same(done: Done, jujian: Jujian) -> None:
    source, out, _ = done
    before, told = written(out), rows(out)
    assert jujian("run", source, "--out", out).returncode == 3
    assert written(out) == before
    assert [{**row, "seconds": 0} for row in rows(out).values()] == [{**row, "seconds": 0} for row in told.values()]


def test_lost_or_altered_outputs_are_made_again_the_same_to_the_byte(done: Done, jujian: Jujian) -> None:
    source, out, _ = done
    before = published(out)
    shutil.rmtree(out / "林知远")
    (out / "周以宁" / "round-1" / "case.json").write_text("altered")
    jujian("run", source, "--out", out)
    assert published(out) == before


def test_a_changed_file_is_processed_and_the_case_goes_on(done: Done, jujian: Jujian) -> None:
    source, out, _ = done
    before = record(out, "林知远")
    (source / "林知远" / "损坏.pdf").unlink()
    jujian("run", source, "--out", out)
    after = record(out, "林知远")
    assert [file["path"] for file in after["files"]] == ["林知远举荐表.docx"]
    assert (after["case_id"], after["received_at"], after["round"]) == (before["case_id"], DAY, 1)


def test_after_the_notice_new_files_make_a_round_of_their_own_and_the_first_stays(done: Done, jujian: Jujian) -> None:
    source, out, _ = done
    first = record(out, "林知远")
    before = published(out)
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    round = ledger.last_round(first["case_id"])
    assert round
    ledger.issue(round, Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00"))
    ledger.close()
    shutil.rmtree(source / "林知远")
    (source / "林知远").mkdir()
    (source / "林知远" / "补正.pdf").write_bytes(b"%PDF-1.4 broken as well")
    assert jujian("run", source, "--out", out, "--received-on", "2026-03-20").returncode == 3
    second = json.loads((out / "林知远" / "round-2" / "case.json").read_text())
    assert (second["case_id"], second["round"], second["received_at"]) == (first["case_id"], 2, "2026-03-20")
    assert [file["path"] for file in second["files"]] == ["损坏.pdf", "林知远举荐表.docx", "补正.pdf"]
    first_round = {name: content for name, content in before.items() if name.startswith("林知远/round-1")}
    assert {name: content for name, content in published(out).items() if name.startswith("林知远/round-1")} == first_round
    assert rows(out)["林知远"]["round"] == 2


def test_of_a_secret_dossier_no_reading_is_kept_and_no_notice_is_made(tmp_path: Path, jujian: Jujian) -> None:
    source, out = secret(tmp_path / "one", "卷宗"), tmp_path / "out"
    assert jujian("run", source, "--out", out).returncode == 0
    assert rows(out)["卷宗"]["status"] == "quarantined"
    assert {path.name for path in (out / "卷宗" / "round-1").iterdir()} == {"case.json", "deficiencies.json"}
    assert list((out / ".jujian").glob("readings/*")) == []


def test_a_page_that_takes_too_long_is_named_and_tried_again_another_day(tmp_path: Path, jujian: Jujian, picture: bytes) -> None:
    source, out = tmp_path / "one", tmp_path / "out"
    (source / "卷宗").mkdir(parents=True)
    (source / "卷宗" / "大图.png").write_bytes(picture)
    assert jujian("run", source, "--out", out, JUJIAN_PAGE_SECONDS="0.05").returncode == 0
    (page,) = record(out, "卷宗")["pages"]
    assert (page["quality"], page["reason"].split(";")[0]) == ("unreadable", "timeout")
    jujian("run", source, "--out", out)
    (page,) = record(out, "卷宗")["pages"]
    assert page["reason"].split(";")[0] != "timeout"


@pytest.mark.parametrize(
    "arguments",
    [
        ["SOURCE"],
        ["SOURCE", "--out", "OUT", "--received-on", "yesterday"],
        ["SOURCE", "--out", "OUT", "--workers", "0"],
        ["SOURCE", "--out", "OUT", "--profile", "nowhere-1999"],
        ["NOWHERE", "--out", "OUT"],
        ["SOURCE", "--out", "SOURCE"],
        ["SOURCE", "--out", "SOURCE/林知远"],
        [],
    ],
)
def test_wrong_usage_ends_with_two_and_one_clear_line(source: Path, tmp_path: Path, arguments: list[str]) -> None:
    places = {"SOURCE": str(source), "OUT": str(tmp_path / "out"), "NOWHERE": str(tmp_path / "none")}
    words = [word.replace("SOURCE", places["SOURCE"]) if "/" in word else places.get(word, word) for word in arguments]
    result = CliRunner().invoke(main, ["run", *words])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith(("Error:", "错误 ["))
    assert not (tmp_path / "out").exists()


def test_a_source_without_dossiers_says_so(tmp_path: Path, jujian: Jujian) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "说明.txt").write_text("no dossier")
    done = jujian("run", tmp_path / "source", "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "没有找到卷宗" in done.stdout
    assert "说明.txt" in done.stdout
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == {"dossiers": [], "ignored": ["说明.txt"]}


@pytest.mark.s3
def test_a_bucket_works_like_a_folder(once: Done, jujian: Jujian, bucket: str, s3_environment: dict[str, str]) -> None:
    source, out, _ = once
    store = open_store(f"s3://{bucket}", load_settings(s3_environment))
    for path in source.rglob("*"):
        if path.is_file():
            store.put(f"inbox/{path.relative_to(source)}", path)
    arguments = ("run", f"s3://{bucket}/inbox", "--out", f"s3://{bucket}/cases")
    assert jujian(*arguments, "--received-on", DAY, **s3_environment).returncode == 0
    first = kept(store)
    assert anonymous(first) == anonymous(published(out))
    assert jujian(*arguments, **s3_environment).returncode == 0
    assert kept(store) == first
    assert store.stat("cases/summary.json")


def kept(store: Store) -> dict[str, bytes]:
    objects = (found.key for found in store.list("cases/") if "/round-" in found.key)
    return {key.removeprefix("cases/"): store.get(key) for key in objects}


def anonymous(files: dict[str, bytes]) -> dict[str, str]:
    """The records and lists without the case ids, which are another home's."""
    texts = {name: content.decode() for name, content in files.items() if name.endswith(".json")}
    return {name: text.replace(json.loads(text)["case_id"], "?") for name, text in texts.items()}


def test_a_case_is_shown_readably_and_masked(once: Done) -> None:
    _, out, _ = once
    result = CliRunner().invoke(main, ["show", "林知远", "--out", str(out)])
    assert result.exit_code == 0
    for word in ("林知远", "北京云岫测绘有限公司", "138****8000", "需补正", "补正：", "依据：", "损坏.pdf", "位置："):
        assert word in result.output
    assert "13800138000" not in result.output


def test_an_interrupted_run_ends_quickly_and_leaves_no_child(source: Path, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("jujian")), "run", str(source), "--out", str(tmp_path / "out")]
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    environment = os.environ | {"TMPDIR": str(scratch)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        while not list(scratch.glob("jujian-*/*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told.splitlines()[-1].startswith("错误 [interrupted]")
    assert "Traceback" not in told
    assert list(scratch.iterdir()) == []
