"""A case that is deleted is gone: nothing personal of it is left in store, output or ledger, and the trail still holds."""

import gzip
import json
import shutil
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner, Result

from desk.cli import main
from infra.accounts import Accounts
from infra.ledger import open_ledger
from infra.register import Register
from infra.retention import Deletion, forget, materials, untouched_since
from schemas.files import Delivered
from schemas.notice import Stamp
from validators.profile import load_profile

Done = tuple[Path, Path, object]
KEY = "林知远"
WHO = ("--by", "某主管", "--reason", "保管期满", "--yes")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def holding(folder: Path, word: str) -> list[str]:
    """The files that hold the word, in their name or in what they hold, packed or not."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        if path.is_file() and is_zipfile(path):
            with ZipFile(path) as archive:
                content += b"".join(archive.read(name) for name in archive.namelist())
        forms = (word.encode(), word.encode("unicode-escape"), json.dumps(word).encode())
        if word in str(path.relative_to(folder)) or any(form in content for form in forms):
            found.append(str(path.relative_to(folder)))
    return found


@pytest.fixture
def issued(done: Done) -> Done:
    """With a decision and a notice."""
    _, out, _ = done
    item = json.loads((out / KEY / "round-1" / "deficiencies.json").read_text())["items"][0]
    about = ("--code", item["code"], "--subject", item["subject"], "--decision", "confirm")
    assert call("decide", KEY, "--out", out, *about, "--by", "王审核").exit_code == 0
    found = json.loads((out / KEY / "round-1" / "deficiencies.json").read_text())
    for each in [one for one in found["referrals"] if one["blocked_by"] is None]:
        subject = ("--subject", each["subject"]) if each["subject"] else ()
        asked = ("--code", each["code"], *subject, "--decision", "pass")
        assert call("decide", KEY, "--out", out, *asked, "--by", "王审核").exit_code == 0
    assert call("notice", "issue", KEY, "--out", out, "--deadline", "2030-04-01").exit_code == 0
    return done


def test_nothing_of_a_deleted_case_is_left_and_the_trail_holds(issued: Done) -> None:
    source, out, _ = issued
    assert len(holding(out, KEY)) > 5
    others = {path: path.read_bytes() for path in (out / "周以宁").rglob("*") if path.is_file()}
    deleted = call("retention", "delete", KEY, "--out", out, *WHO)
    assert deleted.exit_code == 0, deleted.output
    assert holding(out, KEY) == []
    assert holding(out, "云岫") == []
    assert {path: path.read_bytes() for path in (out / "周以宁").rglob("*") if path.is_file()} == others
    assert call("replay", "周以宁", "--out", out).exit_code == 0
    assert "审计记录完整" in call("audit", "verify", "--out", out).output
    assert call("replay", KEY, "--out", out).exit_code == 2
    shutil.rmtree(source / KEY)
    assert call("run", source, "--out", out).exit_code == 3
    assert holding(out, KEY) == []


def test_a_deletion_needs_a_person_a_reason_and_a_case(done: Done) -> None:
    _, out, _ = done
    before = sorted(out.rglob("*"))
    for arguments in (
        ("nobody", "--out", out, *WHO),
        ("--out", out, *WHO),
        (KEY, "--out", out, "--days", "30", *WHO),
        (KEY, "--out", out, "--by", "某主管", "--reason", " ", "--yes"),
        (KEY, "--out", out, "--by", "某主管", "--yes"),
    ):
        assert call("retention", "delete", *arguments).exit_code == 2
    assert call("retention", "delete", KEY, "--out", out, *WHO[:-1]).exit_code == 1, "nobody said yes"
    assert sorted(out.rglob("*")) == before


def test_where_there_are_accounts_only_a_supervisor_may(done: Done) -> None:
    _, out, _ = done
    ledger = open_ledger(out / ".jujian" / "ledger.sqlite")
    accounts, organ = Accounts(ledger.engine), load_profile("beijing-2023-12").organ["id"]
    accounts.add("某受理", "受理", organ, "long-enough-for-us")
    why = ("--reason", "保管期满", "--yes")
    for nobody in ("某受理", "某主管"):
        refused = call("retention", "delete", KEY, "--out", out, "--by", nobody, *why)
        assert (refused.exit_code, "not_entitled" in refused.stderr) == (2, True)
    accounts.add("某主管", "主管", organ, "long-enough-for-us")
    ledger.close()
    assert (out / KEY).exists()
    assert call("retention", "delete", KEY, "--out", out, "--by", "某主管", *why).exit_code == 0
    assert not (out / KEY).exists()


def test_what_was_done_lately_is_not_due(done: Done) -> None:
    _, out, _ = done
    assert call("retention", "due", "--out", out, "--days", "1").stdout == ""
    assert call("retention", "delete", "--out", out, "--days", "1", *WHO).exit_code == 0
    assert (out / KEY).exists()


def test_originals_that_another_case_holds_stay(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    for key in ("甲", "乙"):
        (source / key).mkdir(parents=True)
        (source / key / "共有.pdf").write_bytes(b"%PDF-1.7 the same in both")
        (source / key / "自有.pdf").write_bytes(b"%PDF-1.7 of " + key.encode())
    assert call("run", source, "--out", out).exit_code == 0
    assert "原件 1 个；其他卷宗仍在使用而保留的 1 个" in call("retention", "delete", "甲", "--out", out, *WHO).output
    assert sorted(path.read_bytes() for path in (out / ".jujian" / "originals").iterdir()) == [
        b"%PDF-1.7 of " + "乙".encode(),
        b"%PDF-1.7 the same in both",
    ]
    assert call("run", source, "--out", out).exit_code == 0, "who brings it again begins anew"


def test_in_the_ledger_a_tombstone_and_the_numbers_of_notices_stay(ledger_address: Path | str) -> None:
    ledger = open_ledger(ledger_address)
    register = Register(ledger.engine)
    case, other = ledger.enrol(KEY), ledger.enrol("周以宁")
    held = [Delivered(path=f"{name}.pdf", sha256=name * 64, size=1) for name in "ab"]
    round = ledger.receive(case, held, None, "2026-03-02")
    ledger.receive(other, held[:1], None, "2026-03-02")
    ledger.issue(round, Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00"))
    assert materials(ledger.engine, case) == ({"a" * 64, "b" * 64}, {"a" * 64})
    assert {each.key for each in untouched_since(ledger.engine, "9999-01-01")} == {KEY, "周以宁"}
    assert untouched_since(ledger.engine, "2020-01-01") == ()
    for _ in range(2):
        forget(ledger.engine, case, Deletion("某主管", "2036-03-10T09:00:00+00:00", "保管期满", 1, 1))
    assert (ledger.case_of(KEY), ledger.last_round(case), ledger.decisions(case)) == (None, None, ())
    assert ledger.notice_numbers() == ("评〔2026〕001号",)
    assert ledger.audit_is_whole()
    assert [each.event for each in ledger.trail_of(case)].count("deleted") == 1
    assert "某主管" not in str(ledger.trail_of(case))
    assert set(register.changed()[0].values()) == {"周以宁"}
    assert {each.key for each in untouched_since(ledger.engine, "9999-01-01")} == {"周以宁"}
    assert ledger.enrol(KEY) != case
    ledger.close()
