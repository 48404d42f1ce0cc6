"""The register: what the desk's queue shows and searches of each case, kept beside the ledger and made anew from it.

It holds nothing of its own: the audit trail says which cases have changed since it was last brought up to date.
"""

from typing import Any, Literal, NamedTuple

from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, func, or_, select

from infra.database import make_tables, reading, writing
from infra.ledger_tables import audit, dossiers, tombstones
from schemas.base import Value

Stage = Literal["new", "review", "ready", "noticed", "complete", "quarantined", "closed"]
FOUND_AT_ONCE = 60
"""Rows a page."""

metadata = MetaData()

cases = Table(
    "desk_register_3",  # made anew from the ledger under another number when its columns change
    metadata,
    Column("case_id", String, primary_key=True),
    Column("seq", Integer, nullable=False),  # the entry of the audit trail up to which this row is true
    Column("organ", String, nullable=False, index=True),
    Column("key", String, nullable=False),
    Column("stage", String, nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("id_number", String, nullable=False),
    Column("employer", String, nullable=False),
    Column("notice_number", String, nullable=False),
    Column("received_on", String, nullable=False),
    Column("issued_at", String),
    Column("deadline", String),
    Column("last_day", String),  # the deadline, put off where it is a day of rest
    Column("pages", Integer, nullable=False),
    Column("items", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("clerk", String, nullable=False),  # who decided last
    Column("codes", String, nullable=False),  # of the items, one blank between
    Column("corrected", String, nullable=False),  # fields that a person corrected, likewise
    Column("outcomes", Integer, nullable=False),
    Column("asked", Integer, nullable=False),  # outcomes that the machine left to a person
)


class Entry(Value):
    """One case as the queue shows it. `questions` and `hints` are those still open. Days are ISO.

    `deadline` is the notice's; the time runs until the end of `last_day`, which is another where that is a day of rest.
    """

    case_id: str
    organ: str
    key: str
    stage: Stage
    round: int = 0
    name: str = ""
    id_number: str = ""
    employer: str = ""
    notice_number: str = ""
    received_on: str = ""
    issued_at: str | None = None
    deadline: str | None = None
    last_day: str | None = None
    pages: int = 0
    items: int = 0
    questions: int = 0
    hints: int = 0
    clerk: str = ""
    codes: str = ""
    corrected: str = ""
    outcomes: int = 0
    asked: int = 0


class Counted(NamedTuple):
    """What the overview counts of a case: of `Entry`, and quick to fetch for thousands."""

    stage: Stage
    received_on: str
    issued_at: str | None
    codes: str
    corrected: str
    clerk: str
    outcomes: int
    asked: int


class Search(Value):
    """What is looked for: words in name, number, employer or key; a stage, or ``overdue``; who decided last."""

    organ: str
    words: str = ""
    stage: str = ""
    clerk: str = ""
    page: int = 1


class Register:
    """The register in this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        make_tables(engine, metadata)

    def changed(self) -> tuple[dict[str, str], int]:
        """The cases that changed since the register was last true (case id: key), and the entry up to which that is said."""
        with reading(self._engine) as db:
            seen = db.scalar(select(func.max(cases.c.seq))) or 0
            last = db.scalar(select(func.max(audit.c.seq))) or 0
            if last <= seen:
                return {}, seen
            query = select(dossiers.c.case_id, dossiers.c.key).where(
                dossiers.c.case_id.in_(select(audit.c.case_id).where(audit.c.seq > seen).distinct()),
                dossiers.c.case_id.not_in(select(tombstones.c.case_id)),
            )
            return {row.case_id: row.key for row in db.execute(query)}, last

    def put(self, entries: list[Entry], seq: int) -> None:
        """Write these rows, true up to `seq`."""
        if not entries:
            return
        rows = [entry.model_dump() | {"seq": seq} for entry in entries]
        with writing(self._engine) as db:
            for at in range(0, len(rows), 500):
                some = rows[at : at + 500]
                db.execute(cases.delete().where(cases.c.case_id.in_([row["case_id"] for row in some])))
                db.execute(cases.insert(), some)

    def remove(self, case_id: str) -> None:
        """Take the case's row out."""
        with writing(self._engine) as db:
            db.execute(cases.delete().where(cases.c.case_id == case_id))

    def get(self, case_id: str, organ: str) -> Entry | None:
        """A case of this organisation."""
        query = select(*_COLUMNS).where(cases.c.case_id == case_id, cases.c.organ == organ)
        with reading(self._engine) as db:
            row = db.execute(query).mappings().first()
        return Entry.model_validate(row) if row else None

    def all(self, organ: str) -> tuple[Entry, ...]:
        """Every case of this organisation."""
        with reading(self._engine) as db:
            rows = db.execute(select(*_COLUMNS).where(cases.c.organ == organ)).mappings()
            return tuple(Entry.model_construct(**row) for row in rows)

    def counted(self, organ: str) -> tuple[Counted, ...]:
        """Every case of this organisation, for counting."""
        query = select(*(cases.c[name] for name in Counted._fields)).where(cases.c.organ == organ)
        with reading(self._engine) as db:
            return tuple(Counted(*row) for row in db.execute(query))

    def find(self, search: Search, today: str) -> tuple[tuple[Entry, ...], int]:
        """One page of what is found, the most urgent first, and how many there are in all."""
        where = [*_matches(search), *_at_stage(search.stage, today)]
        over = cases.c.stage == "closed"
        order = (over, cases.c.deadline.is_(None), cases.c.deadline, cases.c.received_on, cases.c.case_id)
        query = select(*_COLUMNS).where(*where).order_by(*order).limit(FOUND_AT_ONCE)
        with reading(self._engine) as db:
            rows = db.execute(query.offset(FOUND_AT_ONCE * (search.page - 1))).mappings()
            found = tuple(Entry.model_validate(row) for row in rows)
            return found, db.scalar(select(func.count()).select_from(cases).where(*where)) or 0

    def counts(self, search: Search, today: str) -> dict[str, int]:
        """How many cases there are at each stage; those past their day count as ``overdue`` and not as ``noticed``."""
        late = (cases.c.stage == "noticed") & (cases.c.last_day < today)
        query = select(cases.c.stage, late, func.count()).where(*_matches(search)).group_by(cases.c.stage, late)
        with reading(self._engine) as db:
            return {"overdue" if overdue else stage: number for stage, overdue, number in db.execute(query)}


_COLUMNS = [cases.c[name] for name in Entry.model_fields]
_SEARCHED = (cases.c.name, cases.c.employer, cases.c.id_number, cases.c.notice_number, cases.c.key)


def _matches(search: Search) -> list[Any]:
    where: list[Any] = [cases.c.organ == search.organ]
    for word in search.words.split()[:6]:
        where.append(or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED)))
    return [*where, cases.c.clerk == search.clerk] if search.clerk else where


def _at_stage(stage: str, today: str) -> list[Any]:
    if stage == "overdue":
        return [cases.c.stage == "noticed", cases.c.last_day < today]
    if stage == "noticed":
        return [cases.c.stage == "noticed", or_(cases.c.last_day.is_(None), cases.c.last_day >= today)]
    return [cases.c.stage == stage] if stage else []
