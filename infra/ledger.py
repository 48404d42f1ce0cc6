"""The ledger: which dossiers there are, their rounds, what each round holds and what was made of it.

SQLite in a file of its own by default, any database that SQLAlchemy speaks to by its address. Every write stands in one
transaction together with its entry in the audit trail, whose digests form a chain.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import SQLAlchemyError

from infra.ledger_tables import audit, decisions, dossiers, metadata, notices, rounds
from infra.private import make_folder
from schemas.base import Value
from schemas.files import Delivered
from schemas.record import DecisionRecord

FILE = "ledger.sqlite"


class LedgerError(Exception):
    """The ledger cannot be opened or written."""

    code = "ledger_unavailable"


class Round(Value):
    """One round of a dossier. `received_at` is a day (ISO); `materials` is all that is held, in order of path.

    `fingerprint`, `outputs` (name: SHA-256) and `row` (of summary.json) say what was made last, ``None`` before.
    `issued`: its notice is out, and the round does not change any more.
    """

    case_id: str
    number: int
    received_at: str
    materials: tuple[Delivered, ...]
    fingerprint: str | None = None
    outputs: dict[str, str] | None = None
    row: dict[str, Any] | None = None
    issued: bool = False


def open_ledger(address: str | Path) -> "Ledger":
    """The ledger in this file (made where there is none, private to its owner) or at this database address."""
    try:
        if isinstance(address, Path):
            make_folder(address.parent)
            os.close(os.open(address, os.O_RDWR | os.O_CREAT, 0o600))
            return Ledger(create_engine(f"sqlite:///{address}", connect_args={"timeout": 60}))
        return Ledger(create_engine(address))
    except (SQLAlchemyError, OSError) as error:
        raise LedgerError(f"the ledger cannot be opened ({type(error).__name__}); check its folder or address") from None


class Ledger:
    """All that is asked of the ledger. May be used from several threads, and by several processes at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _leave_transactions_to_us)
            event.listen(engine, "begin", _take_the_write_lock_first)
        metadata.create_all(engine)

    def close(self) -> None:
        self._engine.dispose()

    def enrol(self, key: str) -> str:
        """The case id of this key: opaque, random, made at the first sight of the key and kept."""
        with self._engine.begin() as db:
            known = db.scalar(select(dossiers.c.case_id).where(dossiers.c.key == key))
            if known:
                return str(known)
            case_id = uuid4().hex
            db.execute(dossiers.insert().values(case_id=case_id, key=key, enrolled_at=_now()))
            _write_down(db, case_id, "enrolled", {})
            return case_id

    def receive(self, case_id: str, delivered: Iterable[Delivered], received_on: str | None, today: str) -> Round:
        """Put what was delivered into the round it belongs to, and give that round.

        Before its notice is out a round holds what lies there now, and `received_on`, where given, re-dates it. After
        that new or changed files open the next round, which holds them and all that was held before: that a file is no
        longer there takes nothing away.
        """
        given = {each.path: each for each in delivered}
        with self._engine.begin() as db:
            last = _last_round(db, case_id)
            if last is None:
                return _put(db, Round(case_id=case_id, number=1, received_at=received_on or today, materials=_ordered(given)))
            if last.issued:
                held = {each.path: each for each in last.materials}
                if all(held.get(path) == each for path, each in given.items()):
                    return last
                number, day = last.number + 1, received_on or today
                return _put(db, Round(case_id=case_id, number=number, received_at=day, materials=_ordered(held | given)))
            before = _round(db, case_id, last.number - 1)
            held = {each.path: each for each in before.materials} if before else {}
            now = last.model_copy(update={"materials": _ordered(held | given), "received_at": received_on or last.received_at})
            return last if now == last else _put(db, now)

    def record(self, made: Round) -> None:
        """Keep what was made of a round: `fingerprint`, `outputs`, `row`."""
        with self._engine.begin() as db:
            _put(db, made)

    def issue(self, case_id: str, number: int, notice_number: str, deadline: str | None) -> None:
        """Note that the round's notice is out: from now on the round is as it is."""
        with self._engine.begin() as db:
            values = {"number": notice_number, "case_id": case_id, "round": number, "deadline": deadline}
            db.execute(notices.insert().values(**values, issued_at=_now()))
            _write_down(db, case_id, "issued", {"round": number})

    def decisions(self, case_id: str) -> tuple[DecisionRecord, ...]:
        """What people have decided on this case, in order."""
        columns = [decisions.c[name] for name in ("pointer", "code", "subject", "by", "at", "reason")]
        query = select(*columns, decisions.c.value.label("human")).where(decisions.c.case_id == case_id)
        with self._engine.begin() as db:
            return tuple(DecisionRecord(**row) for row in db.execute(query.order_by(decisions.c.id)).mappings())

    def audit_is_whole(self) -> bool:
        """Whether no entry of the audit trail was altered, taken out or put in."""
        digest = ""
        with self._engine.begin() as db:
            for entry in db.execute(select(audit).order_by(audit.c.seq)).mappings():
                digest = _digest(digest, entry["at"], entry["case_id"], entry["event"], entry["detail"])
                if digest != entry["digest"]:
                    return False
        return True


def _last_round(db: Connection, case_id: str) -> Round | None:
    number = db.scalar(select(func.max(rounds.c.number)).where(rounds.c.case_id == case_id))
    return _round(db, case_id, number) if number else None


def _round(db: Connection, case_id: str, number: int) -> Round | None:
    found = db.execute(select(rounds).where(rounds.c.case_id == case_id, rounds.c.number == number)).mappings().first()
    if not found:
        return None
    notice = select(notices.c.number).where(notices.c.case_id == case_id, notices.c.round == number)
    return Round.model_validate({**found, "issued": db.scalar(notice) is not None})


def _put(db: Connection, round: Round) -> Round:
    """Write the round, new or known, and say so in the audit trail."""
    here = (rounds.c.case_id == round.case_id) & (rounds.c.number == round.number)
    values = round.model_dump(mode="json", exclude={"issued"})
    if db.scalar(select(rounds.c.number).where(here)):
        db.execute(rounds.update().where(here).values(**values))
    else:
        db.execute(rounds.insert().values(**values))
    materials = hashlib.sha256(json.dumps(values["materials"], sort_keys=True).encode()).hexdigest()
    detail = {"round": round.number, "materials": materials, "fingerprint": round.fingerprint}
    _write_down(db, round.case_id, "recorded" if round.outputs else "received", detail)
    return round


def _write_down(db: Connection, case_id: str, what: str, detail: dict[str, Any]) -> None:
    before = db.scalar(select(audit.c.digest).order_by(audit.c.seq.desc()).limit(1)) or ""
    at = _now()
    digest = _digest(before, at, case_id, what, detail)
    db.execute(audit.insert().values(at=at, case_id=case_id, event=what, detail=detail, digest=digest))


def _digest(before: str, *entry: Any) -> str:
    return hashlib.sha256(json.dumps([before, *entry], sort_keys=True).encode()).hexdigest()


def _ordered(given: dict[str, Delivered]) -> tuple[Delivered, ...]:
    return tuple(given[path] for path in sorted(given))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None


def _take_the_write_lock_first(db: Connection) -> None:
    """Else two that read before they write can each wait for the other."""
    db.exec_driver_sql("BEGIN IMMEDIATE")
