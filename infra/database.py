"""The database of the ledger: a file of SQLite, or PostgreSQL by its address.

Who writes holds a lock for as long as the transaction lasts: SQLite's own, on PostgreSQL an advisory one. So only one
writes at a time, on however many machines: the chain of the audit trail cannot fork, and what a transaction has read
still holds when it writes.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from infra.private import make_folder

WAIT = 60
"""Seconds for which a writer waits for the others, and after which one that has fallen silent loses its lock."""
PATIENCE = 15
"""Seconds for which a server that was there before may be away: it is being restarted."""
LOCK = 0x6A756A69616E  # "jujian": the advisory lock of this database

SESSION = f"-c lock_timeout={WAIT}s -c idle_in_transaction_session_timeout={WAIT}s -c tcp_keepalives_idle=30"
CONNECTION = {
    "application_name": "jujian",
    "client_encoding": "utf8",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
"""What is asked of libpq where the address asks nothing else: else a machine that has vanished is waited for two hours."""

REASONS = {
    "28P01": "the database refuses the user or the password; check JUJIAN_LEDGER",
    "28000": "the database refuses the user; check JUJIAN_LEDGER and the server's pg_hba.conf",
    "42501": "the database's user lacks a right; it must be able to create tables there",
    "3D000": "the database does not exist; create it, with ENCODING 'UTF8'",
    "55P03": f"others write to it for over {WAIT} seconds; try again",
    "53100": "the disk of the database is full; make room and try again",
    "53300": "the database takes no more connections; raise max_connections",
    "25006": "the database can only be read; is JUJIAN_LEDGER a standby's address?",
}
CERTIFICATE = "the database's TLS certificate cannot be verified; check sslmode and sslrootcert in JUJIAN_LEDGER"
PHRASES = {
    "does not support SSL": "the database offers no TLS, which sslmode in JUJIAN_LEDGER asks for",
    "certificate": CERTIFICATE,
    "SSL error": CERTIFICATE,
    "password authentication failed": REASONS["28P01"],
    "no password supplied": REASONS["28P01"],
    "no pg_hba.conf entry": REASONS["28000"],
    "does not exist": REASONS["3D000"],
    "too many clients": REASONS["53300"],
    "disk is full": "the disk of the ledger is full; make room and try again",
    "readonly database": "the ledger's file can only be read; is its disk mounted for writing, and the file this user's?",
    "disk I/O error": "the disk of the ledger cannot be read or written; check it",
}
"""What a server says that lets nobody in, and SQLite: such errors carry no code. Only looked for, never repeated."""


class LedgerError(Exception):
    """The ledger cannot be opened, read or written."""

    code = "ledger_unavailable"


def open_database(address: str | Path) -> Engine:
    """The database in this file (made where there is none, private to its owner) or at this address. Raises `LedgerError`."""
    if isinstance(address, Path):
        try:
            make_folder(address.parent)
            os.close(os.open(address, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise LedgerError(f"the ledger cannot be opened ({type(error).__name__}); check its folder") from None
        return _sqlite(URL.create("sqlite", database=str(address)))
    try:
        url = make_url(address)
    except (SQLAlchemyError, ValueError):
        raise LedgerError("JUJIAN_LEDGER is no address of a database: postgresql://USER:PASSWORD@HOST/NAME") from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        return _sqlite(url)
    if kind in ("postgresql", "postgres"):
        return _postgresql(url.set(drivername="postgresql+psycopg"))
    raise LedgerError("the ledger can be kept in SQLite or PostgreSQL only; correct JUJIAN_LEDGER")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, the only one that writes while it lasts. Raises `LedgerError`."""
    with _told(), _connection(engine) as db, db.begin():
        if _is_postgresql(engine):
            db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of everything, and waits for no writer on PostgreSQL. Raises `LedgerError`."""
    with _told(), _connection(engine) as db:
        if _is_postgresql(engine):
            db = db.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with db.begin():
            yield db


def make_tables(engine: Engine, metadata: MetaData) -> None:
    """Make what is not there yet: tables, and columns and indexes that a database of an earlier version lacks.

    Raises `LedgerError`.
    """
    with writing(engine) as db:
        metadata.create_all(db)
        known = inspect(db)
        quoted = db.dialect.identifier_preparer.quote
        for table in metadata.tables.values():
            there = {column["name"] for column in known.get_columns(table.name)}
            for column in table.columns:
                if column.name not in there:
                    kind = column.type.compile(engine.dialect)
                    db.execute(text(f"ALTER TABLE {quoted(table.name)} ADD COLUMN {quoted(column.name)} {kind}"))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                index.create(db, checkfirst=True)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _take_the_write_lock_first)
    return engine


def _postgresql(url: URL) -> Engine:
    asked = {**CONNECTION, **url.query}
    asked["options"] = f"{SESSION} {asked.get('options', '')}".strip()
    engine = create_engine(
        url.set(query=asked), isolation_level="READ COMMITTED", pool_pre_ping=True, hide_parameters=True
    )  # each statement after the lock sees what was committed before it was got
    with _told(), engine.connect() as db:
        encoding = db.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        engine.dispose()
        raise LedgerError("the database cannot hold Chinese; create it with ENCODING 'UTF8' TEMPLATE template0")
    return engine


def _connection(engine: Engine) -> Connection:
    """A connection that works. Nothing has been done on it yet, so that trying again does no harm."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return engine.connect()
        except OperationalError:
            if not _is_postgresql(engine) or time.monotonic() > end:
                raise
            time.sleep(0.5)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise LedgerError(f"the ledger cannot be opened, read or written: {_reason(error)}") from None


def _reason(error: SQLAlchemyError) -> str:
    """Why, in words of ours: those of the driver may hold addresses and what was to be written."""
    cause = getattr(error, "orig", None)
    known = REASONS.get(str(getattr(cause, "sqlstate", "")))
    found = known or next((reason for phrase, reason in PHRASES.items() if phrase in str(cause)), None)
    return found or f"{type(error).__name__}; is the database up, and its folder or address right?"


def _is_postgresql(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _prepared(connection: Any, _: Any) -> None:
    """Transactions are left to us, and what is deleted is overwritten."""
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete=ON").close()


def _take_the_write_lock_first(db: Connection) -> None:
    """Else two that read before they write can each wait for the other."""
    db.exec_driver_sql("BEGIN IMMEDIATE")
