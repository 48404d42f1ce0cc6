"""The list of recommenders who had to leave (Art. 11) in the ledger: one an organisation, every change with its audit entry."""

from sqlalchemy import Connection, Engine, select

from infra.database import reading, writing
from infra.ledger import OvertakenError
from infra.ledger_tables import recommenders
from infra.ledger_trail import sealed, write_down
from schemas.recommenders import Entry, Exited, standing

EVENTS = {"add": "recommender_listed", "remove": "recommender_taken_off"}


class Recommenders:
    """The list of one organisation in this database."""

    def __init__(self, engine: Engine, organ: str) -> None:
        self._engine, self._organ = engine, organ

    def entries(self) -> tuple[Entry, ...]:
        """Everything that was ever entered, in order."""
        with reading(self._engine) as db:
            return _entries(db, self._organ)

    def standing(self) -> tuple[Entry, ...]:
        """The entries of those who are on the list now."""
        return standing(self.entries())

    def exited(self) -> tuple[Exited, ...]:
        """Who is on the list now, in order of name and unit: the same list is the same value however it came about."""
        found = [Exited(name=each.name, unit=each.unit, on=each.on) for each in self.standing()]
        return tuple(sorted(found, key=lambda each: (each.name, each.unit, each.on)))

    def enter(self, entry: Entry, at: str, known: tuple[Entry, ...]) -> None:
        """Keep an entry. `known` are the entries on which it was made. Raises `OvertakenError` where there are others."""
        plain = entry.model_dump(mode="json")
        salt, digests = sealed(by=entry.by, entry=plain)
        with writing(self._engine) as db:
            if _entries(db, self._organ) != known:
                raise OvertakenError("somebody else has changed the list")
            db.execute(recommenders.insert().values(organ=self._organ, at=at, entry=plain, salt=salt))
            write_down(db, "", EVENTS[entry.kind], {"organ": self._organ, **digests})


def _entries(db: Connection, organ: str) -> tuple[Entry, ...]:
    query = select(recommenders.c.entry).where(recommenders.c.organ == organ).order_by(recommenders.c.id)
    return tuple(Entry.model_validate(each) for each in db.scalars(query))
