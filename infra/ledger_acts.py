"""Human acts in the ledger: each in one transaction with its entry in the audit trail, persons and words as salted digests."""

from typing import NamedTuple

from sqlalchemy import Connection, Engine, RowMapping, func, select

from infra.database import reading, writing
from infra.ledger import OvertakenError, Round, endings, not_overtaken, tell_of
from infra.ledger_tables import acts, dossiers, notices, rounds
from infra.ledger_trail import sealed, write_down
from schemas.acts import Act, Recorded
from schemas.notice import Stamp

EVENTS = {"check": "checked", "serve": "served", "abandon": "abandoned", "fraud": "fraud_found", "reinstate": "reinstated"}


class Noticed(NamedTuple):
    """A case whose last round has its notice out, and which nobody has ended."""

    key: str
    case_id: str
    round: int
    stamp: Stamp


class Acts:
    """The acts in this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, case_id: str) -> tuple[Recorded, ...]:
        """All acts on this case, in order, those that were taken back and the taking back included."""
        with reading(self._engine) as db:
            return _of(db, case_id)

    def record(self, act: Act, number: int, at: str, seen: Round, known: tuple[Recorded, ...]) -> Recorded:
        """Keep an act on the round of this number. `seen` is the case's last round and `known` its acts when it was made.

        Raises `OvertakenError` where either has changed since.
        """
        kept = Recorded(round=number, at=at, act=act)
        plain = act.model_dump(mode="json")
        salt, digests = sealed(by=act.by, act=plain)
        with writing(self._engine) as db:
            not_overtaken(db, seen)
            if _of(db, seen.case_id) != known:
                raise OvertakenError("somebody else has acted on the case")
            row = {"case_id": seen.case_id, "round": number, "kind": act.kind, "at": at, "act": plain, "salt": salt}
            db.execute(acts.insert().values(**row))
            write_down(db, seen.case_id, EVENTS[act.kind], {"round": number, **digests})
            tell_of(db, seen)
        return kept

    def last_notice(self, case_id: str) -> tuple[int, Stamp] | None:
        """The last notice that is out, with its round."""
        query = select(notices).where(notices.c.case_id == case_id).order_by(notices.c.round.desc()).limit(1)
        with reading(self._engine) as db:
            row = db.execute(query).mappings().first()
        return (row["round"], _stamp(row)) if row else None

    def noticed(self) -> tuple[Noticed, ...]:
        """The cases that wait for what their notice asked for, by deadline."""
        last = select(rounds.c.case_id, func.max(rounds.c.number).label("number")).group_by(rounds.c.case_id).subquery()
        query = (
            select(dossiers.c.key, notices)
            .join(dossiers, dossiers.c.case_id == notices.c.case_id)
            .join(last, (last.c.case_id == notices.c.case_id) & (last.c.number == notices.c.round))
            .order_by(notices.c.deadline, notices.c.number)
        )
        with reading(self._engine) as db:
            rows = db.execute(query).mappings().all()
            ended = endings(db)
        return tuple(
            Noticed(row["key"], row["case_id"], row["round"], _stamp(row)) for row in rows if row["case_id"] not in ended
        )


def _stamp(row: RowMapping) -> Stamp:
    return Stamp.model_validate({name: row[name] for name in Stamp.model_fields})


def _of(db: Connection, case_id: str) -> tuple[Recorded, ...]:
    query = select(acts.c.round, acts.c.at, acts.c.act).where(acts.c.case_id == case_id).order_by(acts.c.id)
    return tuple(Recorded.model_validate(row) for row in db.execute(query).mappings())
