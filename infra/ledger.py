"""The ledger: which dossiers there are, their rounds, what each round holds and what was made of it.

SQLite in a file of its own by default, PostgreSQL by its address. Every write stands in one transaction together with
its entry in the audit trail, whose digests form a chain.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import IntegrityError

from infra.claims import Claim, holds
from infra.database import LedgerError as LedgerError
from infra.database import make_tables, open_database, reading, writing
from infra.ledger_tables import acts, audit, decisions, dossiers, metadata, notices, rounds
from infra.ledger_trail import Trail, Written, moment, sealed, walked, write_down
from infra.outbox import tell
from schemas.acts import Closed, ending
from schemas.base import Value
from schemas.decision import Taken, standing
from schemas.event import Gist
from schemas.files import Delivered, is_archive
from schemas.notice import Stamp

FILE = "ledger.sqlite"
AT_ONCE = 500
"""Keys that are looked up by one question."""


class TakenError(LedgerError):
    """The number of a notice, or the round's one notice, is taken."""

    code = "number_taken"


class OvertakenError(LedgerError):
    """Somebody else has changed the round meanwhile: what was decided on it was decided on something else."""

    code = "overtaken"


class Round(Value):
    """One round of a dossier. `received_at` is a day (ISO); `materials` is all that is held, in order of path.

    `fingerprint`, `outputs` (name: SHA-256) and `row` (of summary.json) say what was made last, ``None`` before.
    `issued`: its notice is out, and the round does not change any more. `closed`: a person has ended the case (Articles 7(2)
    and 10). `declared_path` is what the submitting system said. `gist` is what events say of it, `correlation` the id of the
    run that made it.
    """

    case_id: str
    number: int
    received_at: str
    materials: tuple[Delivered, ...]
    fingerprint: str | None = None
    outputs: dict[str, str] | None = None
    row: dict[str, Any] | None = None
    issued: bool = False
    closed: Closed | None = None
    declared_path: Literal["employed", "freelance"] | None = None
    gist: Gist | None = None
    correlation: str | None = None

    @property
    def standing(self) -> dict[str, Any] | None:
        """Its row with the status of the case: as a person has ended it, else the round's own."""
        return self.row | {"status": self.closed} if self.row and self.closed else self.row


def open_ledger(address: str | Path) -> "Ledger":
    """The ledger in this file (made where there is none, private to its owner) or at this database address.

    Raises `LedgerError`, as everything does that is asked of it.
    """
    return Ledger(open_database(address))


class Ledger:
    """All that is asked of the ledger. May be used from several threads, and by several processes at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        make_tables(engine, metadata)

    def close(self) -> None:
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """The database, for what is kept beside the ledger."""
        return self._engine

    def enrol(self, key: str) -> str:
        """The case id of this key: opaque, random, made at the first sight of the key and kept."""
        with writing(self._engine) as db:
            known = db.scalar(select(dossiers.c.case_id).where(dossiers.c.key == key))
            if known:
                return str(known)
            case_id = uuid4().hex
            db.execute(dossiers.insert().values(case_id=case_id, key=key, enrolled_at=moment()))
            write_down(db, case_id, "enrolled", {})
            return case_id

    def receive(self, case_id: str, delivered: Iterable[Delivered], received_on: str | None, today: str) -> Round:
        """Put what was delivered into the round it belongs to, and give that round.

        Before its notice is out a round holds what lies there now, and `received_on`, where given, re-dates it. After
        that new or changed files open the next round, which holds them and all that was held before: that a file is no
        longer there takes nothing away.
        """
        given = {each.path: each for each in delivered}
        with writing(self._engine) as db:
            last = _last_round(db, case_id)
            if last is None:
                return _put(db, Round(case_id=case_id, number=1, received_at=received_on or today, materials=_ordered(given)))
            if last.issued:
                number, day = last.number + 1, received_on or today
                held = _added(last.materials, given, number)
                if held == last.materials:
                    return last
                now = Round(case_id=case_id, number=number, received_at=day, materials=held)
                return _put(db, now.model_copy(update={"declared_path": last.declared_path, "closed": last.closed}))
            before = _round(db, case_id, last.number - 1)
            held = _added(before.materials, given, last.number) if before else _ordered(given)
            now = last.model_copy(update={"materials": held, "received_at": received_on or last.received_at})
            return last if now == last else _put(db, now)

    def record(self, made: Round, claim: Claim | None = None) -> None:
        """Keep what was made of a round: `fingerprint`, `outputs`, `row`.

        Raises `OvertakenError` where it was made under a claim that somebody else has taken over.
        """
        with writing(self._engine) as db:
            if claim and not holds(db, claim):
                raise OvertakenError("the claim under which the round was made has lapsed")
            _put(db, made)

    def holds(self, claim: Claim) -> bool:
        """Whether nobody has taken the case over since."""
        with reading(self._engine) as db:
            return holds(db, claim)

    def must_hold(self, claim: Claim) -> None:
        """Raises `OvertakenError` where somebody has taken the case over."""
        if not self.holds(claim):
            raise OvertakenError("the claim has lapsed")

    def rows(self, since: int = 0) -> tuple[dict[str, dict[str, Any]], int]:
        """The line of summary.json of each case's last round (by case id), and the entry of the trail up to which that is said.

        With `since` only of those that changed after that entry.
        """
        last = select(rounds.c.case_id, func.max(rounds.c.number).label("number")).group_by(rounds.c.case_id).subquery()
        here = (rounds.c.case_id == last.c.case_id) & (rounds.c.number == last.c.number)
        changed = rounds.c.case_id.in_(select(audit.c.case_id).where(audit.c.seq > since).distinct())
        with reading(self._engine) as db:
            seq = db.scalar(select(func.max(audit.c.seq))) or 0
            if seq <= since:
                return {}, since
            found = db.execute(select(rounds.c.case_id, rounds.c.row).join(last, here).where(changed))
            ended = endings(db)
            rows = {case_id: row for case_id, row in found if row}
            return {id: row | {"status": ended[id]} if id in ended else row for id, row in rows.items()}, seq

    def overdue(self, today: str) -> tuple[tuple[str, int, str], ...]:
        """Case id, round and deadline of each notice whose day has passed while its round is still the last and its case open."""
        last = select(rounds.c.case_id, func.max(rounds.c.number).label("number")).group_by(rounds.c.case_id).subquery()
        here = (notices.c.case_id == last.c.case_id) & (notices.c.round == last.c.number)
        query = select(notices.c.case_id, notices.c.round, notices.c.deadline).join(last, here)
        with reading(self._engine) as db:
            found = db.execute(query.where(notices.c.deadline < today).order_by(notices.c.deadline, notices.c.case_id))
            ended = endings(db)
            return tuple((row.case_id, row.round, row.deadline) for row in found if row.case_id not in ended)

    def case_of(self, key: str) -> str | None:
        """The case id of a key that was seen before."""
        with reading(self._engine) as db:
            return db.scalar(select(dossiers.c.case_id).where(dossiers.c.key == key))

    def cases_of(self, keys: Sequence[str]) -> dict[str, str]:
        """The case ids of those of these keys that were seen before, by key."""
        found: dict[str, str] = {}
        with reading(self._engine) as db:
            for at in range(0, len(keys), AT_ONCE):
                here = dossiers.c.key.in_(keys[at : at + AT_ONCE])
                found |= {row.key: row.case_id for row in db.execute(select(dossiers.c.key, dossiers.c.case_id).where(here))}
        return found

    def key_of(self, case_id: str) -> str | None:
        """The key under which a case was seen; personal, unlike the id."""
        with reading(self._engine) as db:
            return db.scalar(select(dossiers.c.key).where(dossiers.c.case_id == case_id))

    def last_round(self, case_id: str) -> Round | None:
        """The round that stands now."""
        with reading(self._engine) as db:
            return _last_round(db, case_id)

    def round(self, case_id: str, number: int) -> Round | None:
        """One round."""
        with reading(self._engine) as db:
            return _round(db, case_id, number)

    def issue(
        self,
        made: Round,
        stamp: Stamp,
        taken: Iterable[Taken] = (),
        detail: dict[str, Any] | None = None,
        seen: Round | None = None,
    ) -> None:
        """Keep the decisions, and that the round's notice is out: from now on the round is as `made` says.

        Raises `TakenError` where the number is in use, or the round has a notice already, and `OvertakenError`.
        """
        with writing(self._engine) as db:
            not_overtaken(db, seen)
            _keep(db, made, taken)
            _put(db, made.model_copy(update={"issued": True}))
            try:
                db.execute(notices.insert().values(**stamp.model_dump(), case_id=made.case_id, round=made.number))
            except IntegrityError:
                raise TakenError("the number is in use, or the round has its notice already") from None
            frozen = {"round": made.number, "deadline": stamp.deadline, "outputs": made.outputs, **(detail or {})}
            write_down(db, made.case_id, "issued", frozen)

    def decide(self, made: Round, taken: Iterable[Taken], seen: Round | None = None) -> None:
        """Keep the decisions with what was made of the round under them. `seen` is the round as it was when they were made.

        Raises `OvertakenError` where the round has changed since.
        """
        with writing(self._engine) as db:
            not_overtaken(db, seen)
            _keep(db, made, taken)
            _put(db, made)

    def stamp(self, case_id: str, number: int) -> Stamp | None:
        """Number, deadline and moment of the round's notice, if it is out."""
        columns = [notices.c[name] for name in Stamp.model_fields]
        with reading(self._engine) as db:
            row = db.execute(select(*columns).where(notices.c.case_id == case_id, notices.c.round == number)).mappings().first()
        return Stamp.model_validate(row) if row else None

    def notice_numbers(self) -> tuple[str, ...]:
        """The numbers of all notices that are out."""
        with reading(self._engine) as db:
            return tuple(db.scalars(select(notices.c.number)))

    def decisions(self, case_id: str, up_to: int | None = None) -> tuple[Taken, ...]:
        """What people have decided on this case and not taken back, in order; up to a round, if one is given."""
        return standing(self.acts(case_id, up_to))

    def acts(self, case_id: str, up_to: int | None = None) -> tuple[Taken, ...]:
        """All that people did on this case, what was taken back and the taking back included."""
        query = select(*(decisions.c[name] for name in Taken.model_fields)).where(decisions.c.case_id == case_id)
        if up_to is not None:
            query = query.where(decisions.c.round <= up_to)
        with reading(self._engine) as db:
            return tuple(Taken.model_validate(row) for row in db.execute(query.order_by(decisions.c.id)).mappings())

    def note(self, case_id: str, event: str, detail: dict[str, Any]) -> None:
        """Write something down in the audit trail; nothing personal."""
        with writing(self._engine) as db:
            write_down(db, case_id, event, detail)

    def trail_of(self, case_id: str) -> tuple[Written, ...]:
        """The entries of the audit trail about this case, in order."""
        query = select(audit.c.at, audit.c.event, audit.c.detail).where(audit.c.case_id == case_id).order_by(audit.c.seq)
        with reading(self._engine) as db:
            return tuple(Written(*row) for row in db.execute(query))

    def noted(self, event: str, since: str) -> frozenset[str]:
        """The cases of which such an entry stands in the audit trail since this moment (ISO)."""
        query = select(audit.c.case_id).where(audit.c.event == event, audit.c.at >= since).distinct()
        with reading(self._engine) as db:
            return frozenset(db.scalars(query))

    def audit_is_whole(self) -> bool:
        """Whether no entry of the audit trail was altered, taken out or put in."""
        return self.audit_trail().broken_at is None

    def audit_trail(self) -> Trail:
        """How many entries there are, the last digest, and the first entry where the chain does not hold."""
        with reading(self._engine) as db:
            return walked(db)


def endings(db: Connection) -> dict[str, Closed]:
    """The cases that a person has ended, and how."""
    done: dict[str, list[str]] = defaultdict(list)
    for case_id, kind in db.execute(select(acts.c.case_id, acts.c.kind).order_by(acts.c.id)):
        done[case_id].append(kind)
    return {case_id: how for case_id, kinds in done.items() if (how := ending(kinds))}


def tell_of(db: Connection, round: Round) -> None:
    """Leave in the outbox what others are to be told of the case as it now stands."""
    now = round.model_copy(update={"closed": _closed(db, round.case_id)})
    tell(db, now.model_copy(update={"row": now.standing}), moment())


def not_overtaken(db: Connection, seen: Round | None) -> None:
    if seen is not None and _round(db, seen.case_id, seen.number) != seen:
        raise OvertakenError("the round was changed by somebody else")


def _last_round(db: Connection, case_id: str) -> Round | None:
    number = db.scalar(select(func.max(rounds.c.number)).where(rounds.c.case_id == case_id))
    return _round(db, case_id, number) if number else None


def _round(db: Connection, case_id: str, number: int) -> Round | None:
    found = db.execute(select(rounds).where(rounds.c.case_id == case_id, rounds.c.number == number)).mappings().first()
    if not found:
        return None
    notice = select(notices.c.number).where(notices.c.case_id == case_id, notices.c.round == number)
    return Round.model_validate({**found, "issued": db.scalar(notice) is not None, "closed": _closed(db, case_id)})


def _closed(db: Connection, case_id: str) -> Closed | None:
    return ending(db.scalars(select(acts.c.kind).where(acts.c.case_id == case_id).order_by(acts.c.id)))


def _put(db: Connection, round: Round) -> Round:
    """Write the round, new or known, say so in the audit trail, and leave what others are to be told in the outbox."""
    here = (rounds.c.case_id == round.case_id) & (rounds.c.number == round.number)
    values = round.model_dump(mode="json", exclude={"issued", "closed"})
    if db.scalar(select(rounds.c.number).where(here)):
        db.execute(rounds.update().where(here).values(**values))
    else:
        db.execute(rounds.insert().values(**values))
    materials = hashlib.sha256(json.dumps(values["materials"], sort_keys=True).encode()).hexdigest()
    detail = {"round": round.number, "materials": materials, "fingerprint": round.fingerprint}
    write_down(db, round.case_id, "recorded" if round.outputs else "received", detail)
    tell_of(db, round)
    return round


def _keep(db: Connection, round: Round, taken: Iterable[Taken]) -> None:
    """The decisions, each with its entry in the audit trail: who and what as salted digests."""
    for each in taken:
        values = each.model_dump(mode="json")
        salt, digests = sealed(**{name: values[name] for name in ("by", "value", "reason", "machine")})
        db.execute(decisions.insert().values(**values, case_id=round.case_id, round=round.number, salt=salt))
        detail = {"round": round.number, "code": each.code, "subject": each.subject, "pointer": each.pointer}
        write_down(db, round.case_id, "decided", {**detail, "decision": each.decision, **digests})


def _added(held: tuple[Delivered, ...], given: dict[str, Delivered], number: int) -> tuple[Delivered, ...]:
    """What is held with what is new by its bytes. A file takes the place of its earlier version; an archive stands beside
    it, for what is no longer in it is held all the same.
    """
    known = {each.sha256 for each in held}
    now = {each.path: each for each in held}
    for path, each in given.items():
        if each.sha256 not in known:
            place = f"第{number}轮/{path}" if path in now and is_archive(path) else path
            now[place] = each.model_copy(update={"path": place, "round": number})
    return _ordered(now)


def _ordered(given: dict[str, Delivered]) -> tuple[Delivered, ...]:
    return tuple(given[path] for path in sorted(given))
