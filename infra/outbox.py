"""The outbox: events written in the same transaction as the change that they tell of, until the feed has them.

So what happened and what is told of it cannot part, whatever dies in between. Sequence numbers have no gap and follow the
order of the commits, for they are given under the lock that every writer of the ledger holds.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from sqlalchemy import Boolean, Column, Connection, Engine, Index, Integer, String, Table, Text, false, func, select

from infra.database import reading, writing
from infra.ledger_tables import metadata
from schemas.event import Counts, Event, EventData, EventType, Gist
from schemas.summary import SummaryRow

ENDED = ("closed", "abandoned")
SECRET = "quarantined"

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("case_id", String, nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("about", String, nullable=False),  # the digests of record and list
    Column("body", Text, nullable=False),  # as it will stand in the feed, to the byte
    Column("sent", Boolean, nullable=False),
    Index("ix_outbox_waiting", "sent", "seq"),  # what waits is asked for after every dossier
)


class Told(Protocol):
    """What the outbox needs to know of a round as the ledger writes it."""

    case_id: str
    number: int
    outputs: dict[str, str] | None
    row: dict[str, Any] | None
    gist: Gist | None
    correlation: str | None
    issued: bool


class Waiting(NamedTuple):
    """An event that the feed does not have for certain."""

    seq: int
    body: bytes


class Past(NamedTuple):
    """What was told of a round so far: types in order, then status and digests as of the last event."""

    types: tuple[str, ...]
    status: str = ""
    about: str = ""


class Outbox:
    """The outbox of this database, as the publisher sees it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self) -> tuple[Waiting, ...]:
        """What is not sent for certain, in order of sequence."""
        query = select(outbox.c.seq, outbox.c.body).where(outbox.c.sent == false()).order_by(outbox.c.seq)
        with reading(self._engine) as db:
            return tuple(Waiting(seq, body.encode()) for seq, body in db.execute(query))

    def sent(self, seq: int) -> None:
        """The feed has it."""
        with writing(self._engine) as db:
            db.execute(outbox.update().where(outbox.c.seq == seq).values(sent=True))

    def move(self, first: int, to: int) -> None:
        """Give what is not sent new numbers, from `to` on. Nothing happens where `first` is no longer the first of it: then
        somebody else has done so.
        """
        query = select(outbox.c.seq, outbox.c.body).where(outbox.c.sent == false()).order_by(outbox.c.seq)
        with writing(self._engine) as db:
            rows = db.execute(query).all()
            if not rows or rows[0].seq != first:
                return
            for number, row in reversed(list(enumerate(rows, to))):
                event = Event.model_validate_json(row.body).model_copy(update={"sequence": f"{number:012d}"})
                db.execute(outbox.update().where(outbox.c.seq == row.seq).values(seq=number, body=_body(event)))


def tell(db: Connection, round: Told, at: str) -> None:
    """Write down what is to be told of this round as it is now; nothing where nothing is new, or while it is in quarantine."""
    if not (round.outputs and round.row and round.gist):
        return
    row = SummaryRow.model_validate(round.row)
    record, listed = round.outputs["case.json"], round.outputs["deficiencies.json"]
    past = _past(db, round.case_id, round.number)
    counts = Counts(files=row.files, pages=row.pages, items=row.items, referrals=row.referrals, flags=row.flags)
    for kind in due(past, row.status, f"{record} {listed}", round.issued):
        data = EventData.model_validate(
            {
                "organ": round.gist.organ,
                "case_id": round.case_id,
                "round": round.number,
                "status": row.status,
                "counts": counts,
                "codes": round.gist.codes,
                "record": record,
                "deficiencies": listed,
            }
        )
        _write(db, kind, data, round.correlation or "", at)


def due(past: Past, status: str, about: str, issued: bool) -> Iterator[EventType]:
    """Which events are due, in order, after what was told of the round before."""
    if status == SECRET:
        return
    if "round.opened" not in past.types:
        yield "round.opened"
    if about != past.about:
        yield "case.published"
    if issued and "notice.issued" not in past.types:
        yield "notice.issued"
    if status in ENDED and past.status not in ENDED:
        yield "case.closed"
    if status not in ENDED and past.status in ENDED:
        yield "case.reopened"


def _past(db: Connection, case_id: str, number: int) -> Past:
    here = (outbox.c.case_id == case_id) & (outbox.c.round == number)
    rows = db.execute(select(outbox.c.type, outbox.c.status, outbox.c.about).where(here).order_by(outbox.c.seq)).all()
    return Past(tuple(row.type for row in rows), rows[-1].status, rows[-1].about) if rows else Past(())


def _write(db: Connection, kind: EventType, data: EventData, correlation: str, at: str) -> None:
    seq = (db.scalar(select(func.max(outbox.c.seq))) or 0) + 1
    before = db.scalar(select(func.count()).select_from(outbox).where(outbox.c.case_id == data.case_id)) or 0
    event = Event(
        id=hashlib.sha256(f"{before} {kind} {data.model_dump_json()}".encode()).hexdigest()[:32],
        source=f"/organs/{quote(data.organ, safe='')}",
        type=kind,
        subject=data.case_id,
        time=at,
        sequence=f"{seq:012d}",
        correlationid=correlation,
        data=data,
    )
    place = {"seq": seq, "case_id": data.case_id, "round": data.round, "type": kind, "status": data.status}
    about = f"{data.record} {data.deficiencies}"
    db.execute(outbox.insert().values(**place, id=event.id, about=about, body=_body(event), sent=False))


def _body(event: Event) -> str:
    return event.model_dump_json(indent=2) + "\n"
