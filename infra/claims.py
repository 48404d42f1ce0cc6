"""Claims: who works on which dossier now. One row a case, changed by conditional writes only, in the ledger's database.

A claim is a lease. Its holder beats while it works; whoever has seen the same beat for longer than the lease, by a clock
of its own, may put the case back (no two machines' clocks are ever compared, and setting one changes nothing). Each taking
has a higher number, the fence: what is done under a lower one is refused, however late its holder wakes up.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, and_, select

from infra.database import reading, writing
from infra.ledger_tables import claims

State = Literal["waiting", "running", "done", "failed", "withdrawn"]


class Claim(NamedTuple):
    """The right to do this case's work, for as long as nobody has a higher fence."""

    case_id: str
    fence: int


class Standing(NamedTuple):
    """How a case stands. `attempts` counts how often its work failed for reasons outside it."""

    state: State
    wanted: str
    fence: int
    beat: int
    code: str | None
    told: str | None
    attempts: int


class Claims:
    """All that is asked of the claims, on the engine of an open ledger. All methods raise `LedgerError`.

    May be used by several threads and processes at once.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def offer(self, case_id: str, work: str) -> None:
        """This work is to be done, unless it is done, being done or known to fail."""
        with writing(self._engine) as db:
            known = _row(db, case_id)
            if known is None:
                db.execute(claims.insert().values(case_id=case_id, state="waiting", wanted=work, fence=0, beat=0, attempts=0))
            elif known.state == "withdrawn" or known.wanted != work:
                state = "running" if known.state == "running" else "waiting"
                _set(db, Claim(case_id, known.fence), state=state, wanted=work, code=None, told=None, attempts=0)

    def withdraw(self, case_id: str) -> bool:
        """Take back what was not begun. Whether there is nothing to be done now."""
        with writing(self._engine) as db:
            known = _row(db, case_id)
            if known is None or known.state == "withdrawn":
                return True
            if known.state in ("running", "done"):
                return False
            return _set(db, Claim(case_id, known.fence), state="withdrawn")

    def take(self, case_id: str) -> Claim | None:
        """The claim on a case that waits; of several who ask at once one gets it."""
        with writing(self._engine) as db:
            known = _row(db, case_id)
            if known is None or known.state != "waiting":
                return None
            fence = known.fence + 1
            won = _set(db, Claim(case_id, known.fence), state="running", taken=known.wanted, fence=fence, beat=0)
            return Claim(case_id, fence) if won else None

    def beat(self, held: Iterable[Claim]) -> None:
        """Their holder is alive."""
        with writing(self._engine) as db:
            for claim in held:
                db.execute(claims.update().where(_is(claim)).values(beat=claims.c.beat + 1))

    def settle(
        self, claim: Claim, state: Literal["done", "failed", "waiting"], code: str | None = None, told: str | None = None
    ) -> bool:
        """The work was done, cannot be done, or (``waiting``) is to be tried again. Whether the claim still held.

        What was wanted anew meanwhile waits. `code` and `told` say why it was not done.
        """
        with writing(self._engine) as db:
            row = db.execute(select(claims).where(_is(claim))).mappings().first()
            if row is None:
                return False
            other = row["wanted"] != row["taken"]
            attempts = 0 if other or state == "done" else row["attempts"] + (state == "waiting")
            why = {"code": None, "told": None} if other else {"code": code, "told": told}
            return _set(db, claim, state="waiting" if other else state, attempts=attempts, **why)

    def again(self, case_id: str) -> None:
        """What was done may have been spoiled by somebody who had lost the claim: do it once more, now or after the holder."""
        with writing(self._engine) as db:
            here = claims.c.case_id == case_id
            db.execute(claims.update().where(here).values(wanted=claims.c.wanted + "+"))
            db.execute(claims.update().where(here, claims.c.state == "done").values(state="waiting", fence=claims.c.fence + 1))

    def put_back(self, case_id: str, seen: Standing) -> bool:
        """Have a case done again whose holder has not beaten since it was `seen`, or that failed. Whether it was as seen."""
        with writing(self._engine) as db:
            as_seen = and_(_is(Claim(case_id, seen.fence)), claims.c.beat == seen.beat, claims.c.state == seen.state)
            changed = {"state": "waiting", "fence": seen.fence + 1, "code": None}
            return db.execute(claims.update().where(as_seen).values(**changed)).rowcount == 1

    def standing(self) -> dict[str, Standing]:
        """Every case."""
        columns = [claims.c[name] for name in Standing._fields]
        with reading(self._engine) as db:
            return {row[0]: Standing(*row[1:]) for row in db.execute(select(claims.c.case_id, *columns))}


class Lapses:
    """Whose lease has lapsed, as one observer sees it: whose beat has stood still for the lease, by the observer's clock."""

    def __init__(self, lease: float) -> None:
        self._lease = lease
        self._seen: dict[str, tuple[tuple[int, int], float]] = {}

    def of(self, standing: Mapping[str, Standing], own: float) -> list[str]:
        """Case ids; `own` is the observer's clock in seconds."""
        running = {case_id: (each.fence, each.beat) for case_id, each in standing.items() if each.state == "running"}
        self._seen = {
            case_id: self._seen[case_id] if case_id in self._seen and self._seen[case_id][0] == pulse else (pulse, own)
            for case_id, pulse in running.items()
        }
        return sorted(case_id for case_id, (_, since) in self._seen.items() if own - since > self._lease)


def holds(db: Connection, claim: Claim) -> bool:
    """Whether nobody has taken the case since; until a transaction that writes ends nobody can."""
    return db.scalar(select(claims.c.case_id).where(_is(claim), claims.c.state == "running")) is not None


def _row(db: Connection, case_id: str) -> Standing | None:
    columns = [claims.c[name] for name in Standing._fields]
    row = db.execute(select(*columns).where(claims.c.case_id == case_id)).first()
    return Standing(*row) if row else None


def _is(claim: Claim) -> ColumnElement[bool]:
    return and_(claims.c.case_id == claim.case_id, claims.c.fence == claim.fence)


def _set(db: Connection, claim: Claim, **values: str | int | None) -> bool:
    return db.execute(claims.update().where(_is(claim)).values(**values)).rowcount == 1
