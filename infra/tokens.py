"""Tokens by which other programs may read, in the ledger's database: of one organisation, for what its scopes say.

Only a digest is kept of what a program shows; that is said once, when the token is made. The audit trail speaks of its `id`.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import Literal, get_args
from uuid import uuid4

from sqlalchemy import JSON, Column, Engine, MetaData, String, Table, select

from infra.database import make_tables, reading, writing
from schemas.base import Value

Scope = Literal["feed", "cases:read", "cases:read-redacted", "notices"]
SCOPES: tuple[str, ...] = get_args(Scope)

metadata = MetaData()

tokens = Table(
    "api_tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("digest", String, nullable=False, unique=True),  # SHA-256 of what is shown
    Column("label", String, nullable=False),
    Column("organ", String, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("made_at", String, nullable=False),
    Column("revoked_at", String),
)


class Token(Value):
    """Who may read: `label` says which program it is, `organ` whose cases. Moments are ISO, in UTC."""

    id: str
    label: str
    organ: str
    scopes: tuple[Scope, ...]
    made_at: str
    revoked_at: str | None = None


class Tokens:
    """The tokens in this database. All methods raise `LedgerError`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        make_tables(engine, metadata)

    def add(self, label: str, organ: str, scopes: Sequence[str]) -> tuple[str, Token]:
        """A new token, and what is to be shown: it cannot be had again."""
        secret = f"jujian_{token_urlsafe(32)}"
        said = {"id": uuid4().hex, "label": label, "organ": organ, "scopes": scopes, "made_at": _now()}
        token = Token.model_validate(said)
        with writing(self._engine) as db:
            db.execute(tokens.insert().values(**token.model_dump(mode="json"), digest=_digest(secret)))
        return secret, token

    def all(self) -> tuple[Token, ...]:
        """Every token, in order of making."""
        with reading(self._engine) as db:
            rows = db.execute(select(*_COLUMNS).order_by(tokens.c.made_at, tokens.c.id)).mappings()
            return tuple(Token.model_validate(row) for row in rows)

    def revoke(self, id: str) -> bool:
        """End it, from the next request on; whether it was in force."""
        here = (tokens.c.id == id) & tokens.c.revoked_at.is_(None)
        with writing(self._engine) as db:
            return bool(db.execute(tokens.update().where(here).values(revoked_at=_now())).rowcount)

    def holder(self, secret: str) -> Token | None:
        """The token that this is shown for, if it is in force."""
        here = (tokens.c.digest == _digest(secret)) & tokens.c.revoked_at.is_(None)
        with reading(self._engine) as db:
            row = db.execute(select(*_COLUMNS).where(here)).mappings().first()
        return Token.model_validate(row) if row else None


_COLUMNS = [tokens.c[name] for name in Token.model_fields]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
