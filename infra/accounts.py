"""Accounts of the desk and their sessions, in the ledger's database: who may sign in, as what, and who is signed in now.

Passwords are kept as argon2 hashes, session tokens as digests. An account has an opaque `id`, which is what the audit
trail speaks of: names are personal data.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Literal, get_args
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Boolean, Column, Engine, ForeignKey, MetaData, String, Table, select

from infra.database import make_tables, reading, writing
from schemas.base import Value

Role = Literal["受理", "复核", "主管", "只读", "管理"]
ROLES: tuple[str, ...] = get_args(Role)
READING = frozenset({"see"})
CLERK = READING | {"upload", "decide", "issue", "download", "unmask"}
RIGHTS: dict[str, frozenset[str]] = {
    "只读": READING,
    "受理": CLERK,
    "复核": CLERK | {"check"},
    "主管": CLERK | {"check", "supervise", "export"},
    "管理": frozenset({"accounts"}),
}
"""What each role may do. Who keeps the accounts sees no cases; late findings and what ends a case are the supervisor's."""
SHORTEST = 10
"""Characters of a password."""
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
"""A session ends when nothing was asked for so long, and after so long in any case."""

metadata = MetaData()

accounts = Table(
    "desk_accounts",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("organ", String, nullable=False),
    Column("password", String, nullable=False),  # argon2
    Column("active", Boolean, nullable=False),
)

sessions = Table(
    "desk_sessions",
    metadata,
    Column("token", String, primary_key=True),  # SHA-256 of what the cookie holds
    Column("account", ForeignKey("desk_accounts.id"), nullable=False),
    Column("csrf", String, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
)

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(token_urlsafe())


class AccountError(ValueError):
    """An account that cannot be made or changed so: a code, and why (Chinese)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Account(Value):
    """A person who may sign in. `organ` is the id of the organisation whose cases are to be seen."""

    id: str
    name: str
    role: Role
    organ: str
    active: bool = True


class Session(Value):
    """Who is signed in, and the token that every act of this session must show."""

    account: Account
    csrf: str


class Accounts:
    """The accounts in this database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        make_tables(engine, metadata)

    def add(self, name: str, role: str, organ: str, password: str) -> Account:
        """A new account. Raises `AccountError`."""
        if role not in ROLES:
            raise AccountError("unknown_role", f"角色应为 {'、'.join(ROLES)} 之一。")
        if not name.strip() or len(name) > 40:
            raise AccountError("bad_name", "账号名称应为 1 至 40 个字。")
        if len(password) < SHORTEST:
            raise AccountError("short_password", f"口令至少 {SHORTEST} 个字符。")
        account = Account.model_validate({"id": uuid4().hex, "name": name, "role": role, "organ": organ})
        hashed = _hasher.hash(password)  # slow on purpose: not while others wait to write
        with writing(self._engine) as db:
            if db.scalar(select(accounts.c.id).where(accounts.c.name == name)):
                raise AccountError("name_taken", "已有同名账号。")
            db.execute(accounts.insert().values(**account.model_dump(), password=hashed))
        return account

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with reading(self._engine) as db:
            rows = db.execute(select(*_COLUMNS).order_by(accounts.c.name)).mappings()
            return tuple(Account.model_validate(row) for row in rows)

    def set_active(self, id: str, active: bool) -> None:
        """Open or close an account; closing ends its sessions."""
        with writing(self._engine) as db:
            db.execute(accounts.update().where(accounts.c.id == id).values(active=active))
            if not active:
                db.execute(sessions.delete().where(sessions.c.account == id))

    def set_password(self, id: str, password: str) -> None:
        """A new password; all sessions of the account end. Raises `AccountError`."""
        if len(password) < SHORTEST:
            raise AccountError("short_password", f"口令至少 {SHORTEST} 个字符。")
        hashed = _hasher.hash(password)
        with writing(self._engine) as db:
            db.execute(accounts.update().where(accounts.c.id == id).values(password=hashed))
            db.execute(sessions.delete().where(sessions.c.account == id))

    def sign_in(self, name: str, password: str) -> tuple[str, Account] | None:
        """The token of a new session; ``None`` where name and password do not fit. Takes the same time either way."""
        with reading(self._engine) as db:
            row = db.execute(select(accounts).where(accounts.c.name == name)).mappings().first()
        if not _fits(row["password"] if row else _NOBODY, password) or row is None or not row["active"]:
            return None
        token, now = token_urlsafe(32), _now().isoformat()
        values = {"token": _digest(token), "account": row["id"], "csrf": token_urlsafe(32), "begun_at": now, "seen_at": now}
        with writing(self._engine) as db:
            db.execute(sessions.delete().where(sessions.c.begun_at < (_now() - LONGEST).isoformat()))
            db.execute(sessions.insert().values(**values))
        return token, Account.model_validate({name: row[name] for name in Account.model_fields})

    def session(self, token: str) -> Session | None:
        """The session of this token, if it still holds."""
        here = sessions.c.token == _digest(token)
        query = select(*_COLUMNS, sessions.c.csrf, sessions.c.begun_at, sessions.c.seen_at).join(accounts).where(here)
        with reading(self._engine) as db:
            row = db.execute(query).mappings().first()
        now = _now()
        if row is None or not row["active"]:
            return None
        if row["begun_at"] < (now - LONGEST).isoformat() or row["seen_at"] < (now - IDLE).isoformat():
            self.sign_out(token)
            return None
        if row["seen_at"] < (now - timedelta(minutes=1)).isoformat():  # a write for every page would be a lock for every page
            with writing(self._engine) as db:
                db.execute(sessions.update().where(here).values(seen_at=now.isoformat()))
        account = Account.model_validate({name: row[name] for name in Account.model_fields})
        return Session(account=account, csrf=row["csrf"])

    def sign_out(self, token: str) -> None:
        """End the session."""
        with writing(self._engine) as db:
            db.execute(sessions.delete().where(sessions.c.token == _digest(token)))


_COLUMNS = [accounts.c[name] for name in Account.model_fields]


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
