"""A copy of the ledger's whole database, out of one kind and into the same or the other: SQLite and PostgreSQL alike."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Integer, MetaData, Table, func, insert, inspect, select, text

from infra.database import LedgerError, open_database, reading, writing
from infra.ledger_tables import dossiers

AT_ONCE = 1000
"""Rows that are held in memory."""


def save_to(file: Path, source: Engine) -> None:
    """Everything in the database, as it was at one moment, in a new file of SQLite. Raises `LedgerError`."""
    target = open_database(file)
    try:
        _copy(source, target)
    finally:
        target.dispose()


def load_from(file: Path, target: Engine) -> None:
    """Put everything in the file into a database that holds no case yet. Raises `LedgerError`."""
    with reading(target) as db:
        if inspect(db).has_table(dossiers.name) and db.scalar(select(func.count()).select_from(dossiers)):
            raise LedgerError("the ledger holds cases already; restore into an empty one")
    source = open_database(file)
    try:
        _copy(source, target)
    finally:
        source.dispose()


def _copy(source: Engine, target: Engine) -> None:
    with reading(source) as whence, writing(target) as where:
        tables = MetaData()
        tables.reflect(whence)
        for table in tables.sorted_tables:
            for column in table.columns:
                column.server_default = None  # a counter of PostgreSQL's: the other has its own
        indexes = sorted((index for table in tables.sorted_tables for index in table.indexes), key=lambda index: str(index.name))
        for table in tables.sorted_tables:
            table.indexes.clear()  # a set, in no order: made here in that of their names, so that copies are alike to the byte
        tables.create_all(where)
        for index in indexes:
            index.create(where, checkfirst=True)
        for table in tables.sorted_tables:
            rows = whence.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings()
            for some in rows.partitions():
                where.execute(insert(table), [_row(table, row) for row in some])
            if target.dialect.name == "postgresql":
                _count_on(where, table)


def _row(table: Table, row: Any) -> dict[str, Any]:
    return {column.name: row[column] for column in table.columns}


def _count_on(db: Any, table: Table) -> None:
    """The next row gets a number of its own."""
    key = list(table.primary_key)
    if len(key) == 1 and isinstance(key[0].type, Integer):
        last = db.scalar(select(func.max(key[0])))
        counter = db.scalar(select(func.pg_get_serial_sequence(table.name, key[0].name)))
        if last and counter:
            db.execute(text("SELECT setval(:counter, :last)"), {"counter": counter, "last": last})
