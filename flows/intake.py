"""Receive: what lies in the source becomes a submission. Originals are copied once into the store and never altered."""

import contextlib
import hashlib
import json
import logging
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from flows.inbox import CANCEL, MARKERS, STATUS
from flows.keys import Name, keys_of
from flows.source import Child, Entry, Listing
from flows.trouble import MACHINE, is_ours, trouble
from infra.ledger import Ledger, Round
from infra.store import Store, StoreError
from infra.trace import new_id
from schemas.files import Delivered, FileError, FileRecord, Submission

log = logging.getLogger("jujian.intake")

SIDECAR = "_dossier.json"
LARGEST_SIDECAR = 100_000
"""Bytes; it holds two short values."""

NO_FILE = "不是普通文件（链接、设备等），未予读取；如属申报材料，请提交文件本身。"


class NotProcessedError(Exception):
    """A dossier that cannot be processed at all: a code, and what to do about it (Chinese). Says nothing personal."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Ticket(NamedTuple):
    """A dossier that waits in the source: its key, where it lies, the trusted sidecar beside it, and the id under which it
    goes from here to the feed.
    """

    key: str
    child: Child
    sidecar: Entry | None
    correlation: str


class Sidecar(NamedTuple):
    """What the submitting system knows (ISO day; path)."""

    submitted_on: str | None = None
    path: Literal["employed", "freelance"] | None = None


class Received(NamedTuple):
    """A submission in the round it belongs to; `odd` are the records of what is no file and was not taken."""

    submission: Submission
    round: Round
    odd: tuple[FileRecord, ...]


class Days(NamedTuple):
    """The day it is, and the day of receipt where one was said (ISO)."""

    today: str
    received_on: str | None = None


def tickets(listing: Listing) -> tuple[Ticket, ...]:
    """The dossiers of a source with their keys, in order of key."""
    keys = keys_of([Name(child.name, child.archive) for child in listing.dossiers])
    beside = {unicodedata.normalize("NFC", name): entry for name, entry in listing.beside.items()}

    def sidecar(key: str, child: Child) -> Entry | None:
        return beside.get(f"{key}.{SIDECAR}") or beside.get(f"{child.name}.{SIDECAR}")

    pairs = zip(keys, listing.dossiers, strict=True)
    waiting = (Ticket(key, child, sidecar(key, child), new_id()) for key, child in pairs)
    return tuple(sorted(waiting, key=lambda each: each.key))


def strays(listing: Listing) -> tuple[str, ...]:
    """The files beside the dossiers that are neither a dossier nor of the contract's own nor hidden, by name."""
    ours = (SIDECAR, f".{STATUS}", f".{CANCEL}")
    return tuple(sorted(name for name in listing.beside if not name.endswith(ours) and not name.startswith((".", "~$"))))


def receive(ticket: Ticket, case_id: str, store: Store, ledger: Ledger, days: Days, scratch: Path) -> Received:
    """Copy the originals into the store and say which round they make.

    Raises `NotProcessedError`, and `StoreError` where it is not the source that fails.
    """
    try:
        contents = ticket.child.look()
        trusted = None if ticket.child.archive else next((each for each in contents.entries if each.path == SIDECAR), None)
        entries = [entry for entry in contents.entries if entry is not trusted and entry.path not in MARKERS]
        if not entries and not contents.odd:
            raise NotProcessedError("empty_dossier", "卷宗内没有任何文件，请放入申报材料后重新处理。")
        sidecar = _sidecar([each for each in (ticket.sidecar, trusted) if each], case_id, scratch)
    except (OSError, StoreError) as error:
        raise _unreadable(error, case_id) from None
    delivered = [_keep(entry, case_id, store, scratch) for entry in entries]
    round = ledger.receive(case_id, delivered, days.received_on, days.today)
    declared = sidecar.path or (round.declared_path if round.number > 1 else None)
    submission = Submission(
        key=ticket.key,
        received_at=round.received_at,
        submitted_on=sidecar.submitted_on or round.received_at,
        declared_path=declared,
        archive=ticket.child.archive,
        files=round.materials,
    )
    round = round.model_copy(update={"declared_path": declared, "correlation": ticket.correlation})
    return Received(submission, round, tuple(_no_file(path) for path in contents.odd))


def said_in(entry: Entry, most: int, scratch: Path) -> bytes | None:
    """What a small file says; ``None`` where it is larger than `most` bytes. Raises `OSError` and `StoreError`."""
    if entry.size > most:
        return None
    local = scratch / uuid4().hex
    try:
        entry.copy(local)
        return local.read_bytes()
    finally:
        local.unlink(missing_ok=True)


def original(sha256: str) -> str:
    """The store's key of an original."""
    return f"originals/{sha256}"


def _unreadable(error: Exception, case_id: str) -> NotProcessedError:
    if is_ours(error):
        log.warning("case %s: nothing can be copied here (%s)", case_id, trouble(error))
        return NotProcessedError(*MACHINE)
    log.warning("case %s: the source cannot be read (%s)", case_id, trouble(error))
    return NotProcessedError("source_unreadable", "卷宗所在位置无法读取，请检查访问权限和存储服务后重新处理。")


def _keep(entry: Entry, case_id: str, store: Store, scratch: Path) -> Delivered:
    """The file, copied once: what is hashed is what is stored, whatever happens to the source meanwhile."""
    local = scratch / uuid4().hex
    try:
        try:
            entry.copy(local)
        except (OSError, StoreError) as error:
            raise _unreadable(error, case_id) from None
        with local.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        if store.stat(original(sha256)) is None:
            store.put_if_absent(original(sha256), local)
        return Delivered(path=entry.path, sha256=sha256, size=local.stat().st_size)
    finally:
        local.unlink(missing_ok=True)


def _sidecar(entries: Iterable[Entry], case_id: str, scratch: Path) -> Sidecar:
    """What the sidecars say, the first before the second; what they say wrongly counts as not said."""
    said: dict[str, Any] = {}
    for entry in entries:
        said = _said(entry, case_id, scratch) | said
    path = said.get("path")
    return Sidecar(_day(said.get("submitted_on")), path if path in ("employed", "freelance") else None)


def _said(entry: Entry, case_id: str, scratch: Path) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        said = json.loads((said_in(entry, LARGEST_SIDECAR, scratch) or b"").decode("utf-8-sig"))
        if isinstance(said, dict):
            return said
    log.warning("case %s: its %s cannot be understood and is left out of account", case_id, SIDECAR)
    return {}


def _day(said: Any) -> str | None:
    """The day, of a date or of a moment in ISO form."""
    try:
        return date.fromisoformat(said[:10]).isoformat()
    except (TypeError, ValueError):
        return None


def _no_file(path: str) -> FileRecord:
    error = FileError(code="system_file", message=NO_FILE)
    nothing = hashlib.sha256().hexdigest()
    return FileRecord(path=path, sha256=nothing, size=0, media_type="inode/x-special", pages=0, status="ignored", error=error)
