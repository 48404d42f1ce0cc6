"""The whole way with the ledger in PostgreSQL: run, decide, notice, next round, audit. The same bytes as with SQLite."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk import deciding
from desk.cli import main
from infra.ledger import open_ledger
from tests.postgresql import Postgresql

pytestmark = pytest.mark.postgresql

KEY = "周以宁"


class Standing(datetime):
    """A clock that stands still, so that two notices can be compared."""

    @classmethod
    def now(cls, _: object = None) -> "Standing":
        return cls.fromisoformat("2026-03-10T09:00:00+08:00")


def call(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exit_code in (0, 3), result.output
    return result.output


def from_run_to_next_round(source: Path, out: Path) -> dict[str, bytes]:
    """What is published when an item was dismissed, the notice is out, and new files have come."""
    call("run", source, "--out", out, "--received-on", "2026-03-05")
    item = json.loads((out / KEY / "round-1" / "deficiencies.json").read_text())["items"][0]
    about = ("--code", item["code"], "--subject", item["subject"], "--decision", "dismiss")
    call("decide", KEY, "--out", out, *about, "--reason", "核对原件", "--by", "王审核")
    call("decide", KEY, "--out", out, "--code", "REC-01", "--decision", "fail", "--by", "王审核")
    call("notice", "issue", KEY, "--out", out, "--deadline", "2030-04-01")
    (source / f"{KEY}.zip").unlink()
    (source / KEY).mkdir()
    (source / KEY / "补正.pdf").write_bytes(b"%PDF-1.4 broken as well")
    call("run", source, "--out", out, "--received-on", "2026-03-20")
    return {str(path.relative_to(out)): path.read_bytes() for path in out.glob("*/round-*/*")}


def test_run_decide_issue_and_the_next_round_give_the_same_bytes_with_either_database(
    source: Path, tmp_path: Path, postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "datetime", Standing)
    again = shutil.copytree(source, tmp_path / "again")
    expected = from_run_to_next_round(source, tmp_path / "sqlite")

    address = postgresql.address(postgresql.make())
    same_cases(tmp_path / "sqlite" / ".jujian" / "ledger.sqlite", address, monkeypatch)
    monkeypatch.setenv("JUJIAN_LEDGER", address)
    given = from_run_to_next_round(again, tmp_path / "postgresql")

    assert given == expected
    assert {f"{KEY}/round-{number}/case.json" for number in (1, 2)} < set(given)
    assert not (tmp_path / "postgresql" / ".jujian" / "ledger.sqlite").exists()
    assert "逐字节一致" in call("replay", KEY, "--out", tmp_path / "postgresql", "--round", "1")
    assert "审计记录完整" in call("audit", "verify", "--out", tmp_path / "postgresql")


def same_cases(file: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case ids are random, and stand in what is published: the second ledger begins with those of the first."""
    first, second = open_ledger(file), open_ledger(address)
    for key in ("坏包", "周以宁", "林知远", "空卷宗"):
        case_id = first.case_of(key)
        with monkeypatch.context() as patch:
            patch.setattr("infra.ledger.uuid4", lambda case_id=case_id: type("Known", (), {"hex": case_id}))
            assert second.enrol(key) == case_id
    first.close()
    second.close()


def test_a_database_that_lets_nobody_in_ends_the_run_in_one_line(
    source: Path, tmp_path: Path, postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUJIAN_LEDGER", postgresql.address(postgresql.make(), "wrong-password"))
    result = CliRunner().invoke(main, ["run", str(source), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "ledger_unavailable" in result.stderr
    assert "JUJIAN_LEDGER" in result.stderr
    assert "wrong-password" not in result.output
