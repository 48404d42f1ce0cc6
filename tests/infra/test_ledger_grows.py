"""What the ledger is asked for a dossier costs the same however many it knows; a database of an earlier version is mended."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, inspect

from benchmarks.scale.ledger import dossier
from infra.ledger import open_ledger
from infra.store_directory import DirectoryStore

GROWING = ("audit", "outbox", "rounds", "decisions", "notices", "evidence", "dossiers", "claims", "acts")


def asked(engine: Engine) -> list[tuple[str, Any]]:
    """All statements that go to this database from now on, with their values."""
    said: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append((call[2], call[3])))
    return said


def plan(engine: Engine, statement: str, values: Any) -> str:
    """How SQLite goes about it."""
    with engine.connect() as db:
        return "\n".join(str(row[3]) for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))


def test_no_question_for_a_dossier_walks_through_all_that_is_known(tmp_path: Path) -> None:
    ledger, store = open_ledger(tmp_path / "ledger.sqlite"), DirectoryStore(tmp_path / "feed")
    dossier(ledger, store, 1)
    said = asked(ledger.engine)
    dossier(ledger, store, 2)
    asking = ("SELECT", "UPDATE", "DELETE")
    questions = [each for each in said if each[0].startswith(asking) and " LIMIT " not in each[0]]
    assert len(questions) > 30
    walks = re.compile(rf"^SCAN ({'|'.join(GROWING)})$", re.MULTILINE)
    assert [statement for statement, values in questions if walks.search(plan(ledger.engine, statement, values))] == []
    ledger.close()


def test_a_ledger_of_an_earlier_version_gets_its_indexes(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    ledger = open_ledger(file)
    known = {index["name"] for index in inspect(ledger.engine).get_indexes("audit")}
    with ledger.engine.begin() as db:
        for name in known:
            db.exec_driver_sql(f"DROP INDEX {name}")
    ledger.close()
    ledger = open_ledger(file)
    assert known
    assert {index["name"] for index in inspect(ledger.engine).get_indexes("audit")} == known
    ledger.close()


def test_many_keys_are_looked_up_at_once(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    ids = {f"dossier {number}": ledger.enrol(f"dossier {number}") for number in range(3)}
    assert ledger.cases_of([*ids, *(f"unknown {number}" for number in range(1200))]) == ids
    ledger.close()
