"""Back up and restore: an output, its home and its ledger, by hash, to another place and back.

A back-up place holds each content once (``objects/<SHA-256>``) and a list for each back-up (``backups/<moment>.json``).
Originals, which are most of it and never change, are copied first; then the ledger as it is at one moment, then the
rest: so whatever the ledger speaks of is there.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from flows.home import FOLDER, Home, open_home
from infra.ledger import FILE, LedgerError, open_ledger
from infra.ledger_copy import load_from, save_to
from infra.ledger_trail import Trail
from infra.settings import Settings
from infra.store import S3_SCHEME, NotStoredError, Store, open_store
from schemas.backup import Audit, Backup

OBJECTS, LISTS, ORIGINALS = "objects/", "backups/", "originals/"


class BackupError(Exception):
    """A back-up that cannot be made or used: a code, and what to do about it (Chinese)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Restored(NamedTuple):
    """What was put back: the list, how many objects, and the keys whose content was lost or altered in the back-up."""

    backup: Backup
    objects: int
    damaged: tuple[str, ...]


def back_up(out: str, to: str, settings: Settings, now: datetime) -> tuple[str, Backup]:
    """Copy what the place does not hold yet, and give the name and the list of the new back-up.

    Raises `BackupError`, `StoreError` and `LedgerError`.
    """
    if any(_within(to, each) for each in (out, settings.home or out)):
        raise BackupError("within_itself", "备份位置不能在输出位置或状态位置之内；请另选 --to，最好在另一台机器上。")
    place = open_store(to, settings)
    with open_home(out, settings) as home, tempfile.TemporaryDirectory(prefix="jujian-") as folder:
        if not home.ledger.audit_trail().entries:
            raise BackupError("nothing_there", "输出位置没有可备份的台账；请核对 --out。")
        scratch, published = Path(folder) / "object", open_store(out, settings)
        _put_by(home.store, _keys(home.store, ORIGINALS), place, scratch)
        ledger, trail = _ledger(home, place, Path(folder) / FILE)
        backup = Backup(
            made_at=now.isoformat(timespec="seconds"),
            out=_put_by(published, _published(published), place, scratch),
            home=_put_by(home.store, _keys(home.store), place, scratch),
            ledger=ledger,
            audit=Audit(entries=trail.entries, digest=trail.digest),
        )
    name = now.strftime("%Y%m%dT%H%M%SZ")
    if not place.put_if_absent(f"{LISTS}{name}.json", backup.model_dump_json(indent=1).encode()):
        raise BackupError("backup_exists", f"备份 {name} 已存在；请稍后重试。")
    return name, backup


def restore(source: str, out: str, settings: Settings, name: str | None = None) -> Restored:
    """Put a back-up, by default the last, into an empty place; every content is hashed again, the audit trail walked.

    Raises `BackupError`, `StoreError` and `LedgerError`.
    """
    place = open_store(source, settings)
    backup = read_list(place, name)
    published = open_store(out, settings)
    if any(True for _ in _published(published)):
        raise BackupError("not_empty", "恢复的位置不是空的；请另选 --out。")
    with tempfile.TemporaryDirectory(prefix="jujian-") as folder:
        file = Path(folder) / FILE
        if not _fetched(place, backup.ledger, file) or not _is_as_said(file, backup.audit):
            raise BackupError("ledger_damaged", "备份中的台账缺失、被改动，或审计记录不完整；请改用其他备份（--backup）。")
        with open_home(out, settings) as home:
            if any(True for _ in _keys(home.store)):
                raise BackupError("not_empty", "恢复的状态位置（JUJIAN_HOME）不是空的；请另选。")
            load_from(file, home.ledger.engine)
            scratch = Path(folder) / "object"
            damaged = [
                *_put_back(place, backup.home, home.store, scratch),
                *_put_back(place, backup.out, published, scratch),
            ]
            if not _is(home.ledger.audit_trail(), backup.audit):
                raise LedgerError("the ledger that was restored is not as it was backed up")
    return Restored(backup, len(backup.home) + len(backup.out) - len(damaged), tuple(damaged))


def read_list(place: Store, name: str | None) -> Backup:
    """The list of this back-up, or of the last. Raises `BackupError`."""
    names = [stored.key for stored in place.list(LISTS)]
    key = f"{LISTS}{name}.json" if name else max(names, default="")
    if key not in names:
        raise BackupError("no_such_backup", "该位置没有这份备份；请核对 --from 和 --backup。")
    try:
        return Backup.model_validate_json(place.get(key))
    except ValidationError:
        raise BackupError("list_damaged", "备份的清单已损坏；请改用其他备份（--backup）。") from None


def _within(place: str, other: str) -> bool:
    """Whether the one place lies in the other."""
    if place.startswith(S3_SCHEME) or other.startswith(S3_SCHEME):
        return f"{place.rstrip('/')}/".startswith(f"{other.rstrip('/')}/")
    return Path(place).resolve().is_relative_to(Path(other).resolve())


def _ledger(home: Home, place: Store, file: Path) -> tuple[str, Trail]:
    """The ledger's object, and its audit trail. Raises `BackupError` where that is broken: of such a ledger no copy is made."""
    save_to(file, home.ledger.engine)
    copy = open_ledger(file)
    try:
        trail = copy.audit_trail()
    finally:
        copy.close()
    if trail.broken_at is not None:
        raise BackupError("audit_broken", "审计记录不完整，未作备份；请先查明原因（jujian audit verify）。")
    sha256 = _hash(file)
    place.put_if_absent(OBJECTS + sha256, file)
    return sha256, trail


def _published(out: Store) -> Iterator[str]:
    """The keys of the output, without the home that may lie below it."""
    return (key for key in _keys(out) if not key.startswith(f"{FOLDER}/"))


def _keys(store: Store, prefix: str = "") -> Iterator[str]:
    """Every key but those of the ledger's file and of what the database lays beside it."""
    return (stored.key for stored in store.list(prefix) if not stored.key.startswith(FILE))


def _put_by(store: Store, keys: Iterable[str], place: Store, scratch: Path) -> dict[str, str]:
    """Copy the objects whose content the place does not hold; the SHA-256 of each, by key."""
    found = {}
    for key in keys:
        named = key.removeprefix(ORIGINALS)  # an original is known by its key already
        if named != key and place.stat(OBJECTS + named):
            found[key] = named
            continue
        with suppress(NotStoredError):  # it went meanwhile: what takes its place comes with the next back-up
            found[key] = _copied(store, key, place, scratch)
    return found


def _copied(store: Store, key: str, place: Store, scratch: Path) -> str:
    try:
        store.fetch(key, scratch)
        sha256 = _hash(scratch)
        place.put_if_absent(OBJECTS + sha256, scratch)
    finally:
        scratch.unlink(missing_ok=True)
    return sha256


def _put_back(place: Store, listed: dict[str, str], store: Store, scratch: Path) -> Iterator[str]:
    """Put each object where it lay; the keys of those that are not what they were."""
    for key, sha256 in listed.items():
        try:
            if _fetched(place, sha256, scratch):
                store.put(key, scratch)
            else:
                yield key
        finally:
            scratch.unlink(missing_ok=True)


def _fetched(place: Store, sha256: str, to: Path) -> bool:
    """Whether the object was there and is what it was."""
    try:
        place.fetch(OBJECTS + sha256, to)
    except NotStoredError:
        return False
    return _hash(to) == sha256


def _is_as_said(file: Path, audit: Audit) -> bool:
    copy = open_ledger(file)
    try:
        return _is(copy.audit_trail(), audit)
    finally:
        copy.close()


def _is(trail: Trail, audit: Audit) -> bool:
    return trail == Trail(audit.entries, audit.digest, None)


def _hash(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
