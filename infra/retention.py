"""What the ledger does when a case is deleted: its rows go, a tombstone, its notices' numbers and the audit trail stay.

The trail says nothing personal, and what it says of decisions are digests whose salts go with the decisions: so its chain
holds, and nobody can be found in it.
"""

import hashlib
import json
from secrets import token_hex
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from infra.database import reading, writing
from infra.ledger_tables import acts, audit, claims, decisions, dossiers, evidence, rounds, tombstones
from infra.ledger_trail import write_down


class Old(NamedTuple):
    """A case, and the day (ISO) on which anything was last done with it."""

    case_id: str
    key: str
    last: str


class Deletion(NamedTuple):
    """Who deletes (a person), when (moment, ISO) and why; and how many originals go, and stay for another case's sake."""

    by: str
    at: str
    reason: str
    originals: int
    shared: int


def untouched_since(engine: Engine, day: str) -> tuple[Old, ...]:
    """The cases of which the audit trail says nothing from that day (ISO) on, the oldest first."""
    last = func.max(audit.c.at)
    query = (
        select(dossiers.c.case_id, dossiers.c.key, last)
        .join(audit, audit.c.case_id == dossiers.c.case_id)
        .where(dossiers.c.case_id.not_in(select(tombstones.c.case_id)))
        .group_by(dossiers.c.case_id, dossiers.c.key)
        .having(last < day)
        .order_by(last, dossiers.c.case_id)
    )
    with reading(engine) as db:
        return tuple(Old(case_id, key, at[:10]) for case_id, key, at in db.execute(query))


def materials(engine: Engine, case_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """The SHA-256 of all that this case has held, and of those of them that another case holds too."""
    with reading(engine) as db:
        own = {
            file["sha256"] for held in db.scalars(select(rounds.c.materials).where(rounds.c.case_id == case_id)) for file in held
        }
        others = db.execution_options(yield_per=500).scalars(select(rounds.c.materials).where(rounds.c.case_id != case_id))
        shared = {file["sha256"] for held in others for file in held if file["sha256"] in own}
    return frozenset(own), frozenset(shared)


def forget(engine: Engine, case_id: str, deletion: Deletion) -> None:
    """Take out all that is personal, and say in the audit trail that it was done. Its key may be enrolled anew."""
    salt = token_hex(16)
    kept = {"case_id": case_id, "at": deletion.at, "by": deletion.by, "reason": deletion.reason, "salt": salt}
    sealed = {name: _sealed(salt, value) for name, value in (("by", deletion.by), ("reason", deletion.reason))}
    with writing(engine) as db:
        if db.scalar(select(tombstones.c.case_id).where(tombstones.c.case_id == case_id)):
            return
        db.execute(decisions.delete().where(decisions.c.case_id == case_id))
        db.execute(acts.delete().where(acts.c.case_id == case_id))
        db.execute(claims.delete().where(claims.c.case_id == case_id))
        db.execute(evidence.delete().where(evidence.c.case_id == case_id))
        db.execute(rounds.delete().where(rounds.c.case_id == case_id))
        db.execute(dossiers.update().where(dossiers.c.case_id == case_id).values(key=f"deleted/{case_id}"))
        db.execute(tombstones.insert().values(**kept))
        counts = {"originals": deletion.originals, "shared": deletion.shared}
        write_down(db, case_id, "deleted", {**counts, **sealed})


def _sealed(salt: str, value: str) -> str:
    return hashlib.sha256(json.dumps([salt, value]).encode()).hexdigest()
