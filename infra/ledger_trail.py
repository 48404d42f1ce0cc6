"""The audit trail: append-only entries, each with a digest over the digest before it and its own content."""

import hashlib
import json
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from infra.ledger_tables import audit


class Trail(NamedTuple):
    """The audit trail as it was found: entries, the digest of the last, and where the chain breaks (None: nowhere)."""

    entries: int
    digest: str
    broken_at: int | None


class Written(NamedTuple):
    """One entry of the audit trail: the moment (ISO), what happened, and its details."""

    at: str
    event: str
    detail: dict[str, Any]


def write_down(db: Connection, case_id: str, what: str, detail: dict[str, Any]) -> None:
    """Add an entry, within the transaction that it is about. `detail` holds nothing personal."""
    before = db.scalar(select(audit.c.digest).order_by(audit.c.seq.desc()).limit(1)) or ""
    at = moment()
    digest = digest_of(before, at, case_id, what, detail)
    db.execute(audit.insert().values(at=at, case_id=case_id, event=what, detail=detail, digest=digest))


def walked(db: Connection) -> Trail:
    """The whole chain, up to where it does not hold."""
    digest, count = "", 0
    for count, entry in enumerate(db.execute(select(audit).order_by(audit.c.seq)).mappings(), 1):
        digest = digest_of(digest, entry["at"], entry["case_id"], entry["event"], entry["detail"])
        if digest != entry["digest"]:
            return Trail(count, digest, entry["seq"])
    return Trail(count, digest, None)


def sealed(**values: Any) -> tuple[str, dict[str, str]]:
    """A new salt, and the salted digest of each personal value: with the salt gone, the digests say nothing."""
    salt = token_hex(16)
    return salt, {name: digest_of(salt, value) for name, value in values.items()}


def digest_of(before: str, *entry: Any) -> str:
    return hashlib.sha256(json.dumps([before, *entry], sort_keys=True).encode()).hexdigest()


def moment() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
