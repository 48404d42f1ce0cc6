"""Back up and restore: everything comes back by hash, into another kind of store and ledger too; damage is found and named."""

import hashlib
import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desk.cli import main
from flows import backup as module
from infra.accounts import Accounts
from infra.ledger import open_ledger
from infra.ledger_copy import load_from, save_to
from infra.register import Register
from schemas.files import Delivered
from schemas.notice import Stamp
from tests.postgresql import Postgresql

Done = tuple[Path, Path, object]


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def tree(folder: Path) -> dict[str, bytes]:
    """All files but the ledger's."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("ledger.sqlite"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def numbers(output: str) -> str:
    """The audit trail as `jujian audit verify` says it."""
    return output.split("：", 1)[1]


def test_what_was_backed_up_comes_back_the_same_and_goes_on(done: Done, tmp_path: Path) -> None:
    source, out, _ = done
    place, again = tmp_path / "backup", tmp_path / "again"
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    restored = call("restore", "--from", place, "--out", again)
    assert restored.exit_code == 0, restored.output
    assert tree(again) == tree(out)
    assert {stat.S_IMODE(path.stat().st_mode) for root in (place, again) for path in root.rglob("*")} == {0o600, 0o700}
    trail = numbers(call("audit", "verify", "--out", out).output)
    assert numbers(call("audit", "verify", "--out", again).output) == trail
    before = {path: path.stat().st_mtime_ns for path in again.glob("*/round-*/*")}
    assert call("run", source, "--out", again).exit_code == 3
    assert {path: path.stat().st_mtime_ns for path in again.glob("*/round-*/*")} == before, "nothing is made anew"


def test_each_content_is_kept_once_and_the_last_backup_is_the_one_restored(done: Done, tmp_path: Path) -> None:
    _, out, _ = done
    place = tmp_path / "backup"
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    objects = set((place / "objects").iterdir())
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() == each.name for each in objects)
    (first,) = (place / "backups").iterdir()
    first.rename(first.with_name("20200101T000000Z.json"))
    (out / "summary.json").write_text("altered since")
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    assert len(set((place / "objects").iterdir()) - objects) == 1, "the summary; even the ledger is the same"
    assert call("restore", "--from", place, "--out", tmp_path / "last").exit_code == 0
    assert call("restore", "--from", place, "--out", tmp_path / "first", "--backup", "20200101T000000Z").exit_code == 0
    assert (tmp_path / "last" / "summary.json").read_text() == "altered since"
    assert json.loads((tmp_path / "first" / "summary.json").read_text())


def test_what_was_altered_or_lost_in_the_backup_is_named_and_the_rest_comes_back(done: Done, tmp_path: Path) -> None:
    _, out, _ = done
    place, again = tmp_path / "backup", tmp_path / "again"
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    for name, change in (("case.json", lambda path: path.write_text("altered")), ("deficiencies.json", Path.unlink)):
        sha256 = hashlib.sha256((out / "林知远" / "round-1" / name).read_bytes()).hexdigest()
        change(place / "objects" / sha256)
    restored = call("restore", "--from", place, "--out", again)
    assert restored.exit_code == 1
    assert set(restored.stderr.split()) > {"林知远/round-1/case.json", "林知远/round-1/deficiencies.json"}
    assert set(tree(out)) - set(tree(again)) == {"林知远/round-1/case.json", "林知远/round-1/deficiencies.json"}


def test_a_ledger_that_was_altered_in_the_backup_is_refused(done: Done, tmp_path: Path) -> None:
    _, out, _ = done
    place = tmp_path / "backup"
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    (file,) = (place / "backups").iterdir()
    said = json.loads(file.read_text())
    (place / "objects" / said["ledger"]).write_bytes(b"altered")
    refused = call("restore", "--from", place, "--out", tmp_path / "again")
    assert refused.exit_code == 1
    assert "ledger_damaged" in refused.stderr
    assert not (tmp_path / "again").exists()


def test_nothing_is_written_over_and_nothing_is_made_of_nothing(done: Done, tmp_path: Path) -> None:
    _, out, _ = done
    place = tmp_path / "backup"
    assert call("backup", "--out", out, "--to", place).exit_code == 0
    refusals = {
        "not_empty": ("restore", "--from", place, "--out", out),
        "no_such_backup": ("restore", "--from", place, "--out", tmp_path / "x", "--backup", "20200101T000000Z"),
        "within_itself": ("backup", "--out", out, "--to", out / "backup"),
        "nothing_there": ("backup", "--out", tmp_path / "empty", "--to", place),
    }
    for code, arguments in refusals.items():
        refused = call(*arguments)
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
        assert code in refused.stderr


def test_originals_received_while_the_backup_runs_are_in_it(done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger is copied after the first originals: what it speaks of must be there."""
    source, out, _ = done
    ledger = module._ledger

    def received_meanwhile(*arguments: object) -> object:
        (source / "林知远" / "新.pdf").write_bytes(b"%PDF-1.7 came meanwhile")
        assert call("run", source, "--out", out).exit_code == 3
        return ledger(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_ledger", received_meanwhile)
    assert call("backup", "--out", out, "--to", tmp_path / "backup").exit_code == 0
    assert call("restore", "--from", tmp_path / "backup", "--out", tmp_path / "again").exit_code == 0
    assert tree(tmp_path / "again") == tree(out)


def test_who_follows_the_feed_misses_nothing_and_reads_nothing_twice_after_a_restore(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: something is told after the ledger was copied, and before the feed is."""
    source, out, _ = done
    ledger = module._ledger

    def told_afterwards(*arguments: object) -> object:
        made = ledger(*arguments)  # type: ignore[arg-type]
        (source / "林知远" / "新.pdf").write_bytes(b"%PDF-1.7 came afterwards")
        assert call("run", source, "--out", out).exit_code == 3
        return made

    monkeypatch.setattr(module, "_ledger", told_afterwards)
    assert call("backup", "--out", out, "--to", tmp_path / "backup").exit_code == 0
    assert call("restore", "--from", tmp_path / "backup", "--out", tmp_path / "again").exit_code == 0
    feed, known = tmp_path / "again" / ".jujian" / "feed", tree(out / ".jujian" / "feed")
    assert tree(feed) == known
    (source / "林知远" / "又新.pdf").write_bytes(b"%PDF-1.7 came later still")
    assert call("run", source, "--out", tmp_path / "again").exit_code == 3
    after = tree(feed)
    assert known.items() < after.items()
    assert sorted(after) == [f"{number + 1:012d}.json" for number in range(len(after))]


@pytest.mark.postgresql
@pytest.mark.s3
def test_a_directory_with_sqlite_moves_to_s3_with_postgresql_and_back(
    done: Done,
    tmp_path: Path,
    postgresql: Postgresql,
    bucket: str,
    s3_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, out, _ = done
    for name, value in s3_environment.items():
        monkeypatch.setenv(name, value)
    trail = numbers(call("audit", "verify", "--out", out).output)
    assert call("backup", "--out", out, "--to", f"s3://{bucket}/first").exit_code == 0
    with monkeypatch.context() as patch:
        patch.setenv("JUJIAN_LEDGER", postgresql.address(postgresql.make()))
        moved = call("restore", "--from", f"s3://{bucket}/first", "--out", f"s3://{bucket}/out")
        assert moved.exit_code == 0, moved.output
        assert numbers(call("audit", "verify", "--out", f"s3://{bucket}/out").output) == trail
        assert call("replay", "林知远", "--out", f"s3://{bucket}/out").exit_code == 0
        assert call("backup", "--out", f"s3://{bucket}/out", "--to", tmp_path / "second").exit_code == 0
    back = call("restore", "--from", tmp_path / "second", "--out", tmp_path / "back")
    assert back.exit_code == 0, back.output
    assert tree(tmp_path / "back") == tree(out)
    assert numbers(call("audit", "verify", "--out", tmp_path / "back").output) == trail


@pytest.mark.postgresql
@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")])
def test_a_ledger_is_copied_whole_and_goes_on_in_another_database(
    kinds: tuple[str, str], tmp_path: Path, postgresql: Postgresql
) -> None:
    one, other = (
        open_ledger(tmp_path / str(number) if kind == "sqlite" else postgresql.address(postgresql.make()))
        for number, kind in enumerate(kinds)
    )
    accounts = Accounts(one.engine)
    made = accounts.add("文受理", "受理", "organ", "long-enough-for-us")
    Register(one.engine)
    case = one.enrol("林知远")
    round = one.receive(case, [Delivered(path="甲.pdf", sha256="a" * 64, size=1)], None, "2026-03-02")
    one.issue(round, Stamp(number="评〔2026〕001号", deadline="2026-04-01", issued_at="2026-03-10T09:00:00+08:00"))
    save_to(tmp_path / "copy.sqlite", one.engine)
    load_from(tmp_path / "copy.sqlite", other.engine)
    assert (other.audit_trail(), other.notice_numbers()) == (one.audit_trail(), one.notice_numbers())
    assert other.last_round(case) == one.last_round(case)
    assert Accounts(other.engine).all() == (made,)
    assert Accounts(other.engine).sign_in("文受理", "long-enough-for-us")
    other.note(other.enrol("周以宁"), "looked_at", {})
    assert other.audit_trail()._replace(digest="") == (one.audit_trail().entries + 2, "", None)
    with pytest.raises(module.LedgerError, match="empty"):
        load_from(tmp_path / "copy.sqlite", other.engine)
    one.close()
    other.close()
