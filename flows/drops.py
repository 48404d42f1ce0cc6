"""The dossiers of an inbox as they lie there now: looked at, never touched."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from extractors.files.names import tidy
from flows.home import Home
from flows.inbox import CANCEL, MARKERS, READY, Drop, Lying, Manifest, manifest_of
from flows.intake import Ticket, original, said_in, tickets
from flows.source import Child, Contents, Entry, Listing, list_folder, list_store
from infra.ledger import Ledger
from infra.settings import Settings
from infra.store import S3_SCHEME, NotStoredError, Store, open_store
from schemas.files import ARCHIVE

LARGEST_MANIFEST = 4_000_000
"""Bytes: ten thousand names."""


class Dropped(NamedTuple):
    """A dossier in the inbox: how to take it, and how it lies there. `namesake` is the key of another of the same name."""

    ticket: Ticket
    drop: Drop
    namesake: str | None = None


def list_inbox(inbox: str, settings: Settings) -> Listing:
    """What lies in the inbox, a folder or ``s3://bucket/prefix``. Raises `StoreError` and `OSError`."""
    return list_store(open_store(inbox, settings)) if inbox.startswith(S3_SCHEME) else list_folder(Path(inbox))


def dropped(listing: Listing, ledger: Ledger, scratch: Path) -> tuple[Dropped, ...]:
    """Every dossier that lies there, in order of key. Raises `StoreError`, `OSError` and `LedgerError`."""
    waiting = joined(tickets(listing), ledger)
    beside = {unicodedata.normalize("NFC", name): entry for name, entry in listing.beside.items()}
    alike = defaultdict(list)
    for ticket in waiting:
        alike[ARCHIVE.sub("", ticket.key)].append(ticket.key)
    looked = ((ticket, _looked_at(ticket, beside, scratch)) for ticket in waiting)
    return tuple(Dropped(ticket, drop, _other(ticket.key, alike)) for ticket, drop in looked if drop)


def joined(waiting: tuple[Ticket, ...], ledger: Ledger) -> tuple[Ticket, ...]:
    """The same, but an archive that was taken as the dossier of its short name stays in it when a folder of that name comes.

    Otherwise an archive beside a folder of its name is a dossier of its own, under its full name.
    """
    by_key = {ticket.key: ticket for ticket in waiting}
    for ticket in waiting:
        short = ARCHIVE.sub("", ticket.key)
        if ticket.child.archive and short in by_key and short != ticket.key and _was_taken(ticket.key, short, ledger):
            by_key[short] = _both(by_key[short], by_key.pop(ticket.key))
    return tuple(by_key.values())


def _was_taken(name: str, key: str, ledger: Ledger) -> bool:
    case_id = ledger.case_of(key)
    round = ledger.last_round(case_id) if case_id else None
    return round is not None and any(file.path == tidy(name) for file in round.materials)


def _both(folder: Ticket, archive: Ticket) -> Ticket:
    def look() -> Contents:
        first, second = folder.child.look(), archive.child.look()
        return Contents((*first.entries, *second.entries), first.odd)

    return folder._replace(child=Child(folder.child.name, False, look), sidecar=folder.sidecar or archive.sidecar)


def _other(key: str, alike: Mapping[str, Sequence[str]]) -> str | None:
    return next((each for each in alike[ARCHIVE.sub("", key)] if each != key), None)


def _looked_at(ticket: Ticket, beside: Mapping[str, Entry], scratch: Path) -> Drop | None:
    """What lies there; ``None`` where it was taken away meanwhile."""
    try:
        return _drop(ticket, beside, scratch)
    except (FileNotFoundError, NotADirectoryError, NotStoredError):
        return None
    except OSError:  # one folder that may not be read must not hold the others up
        return Drop(ticket.key, (), readable=False)


def _drop(ticket: Ticket, beside: Mapping[str, Entry], scratch: Path) -> Drop:
    contents = ticket.child.look()
    inside = {} if ticket.child.archive else {entry.path: entry for entry in contents.entries if entry.path in MARKERS}
    materials = [entry for entry in contents.entries if entry.path not in inside]
    lying = [Lying(entry.path, entry.size, entry.modified) for entry in materials]
    lying += [Lying(f"{path}/", 0, 0) for path in contents.odd]
    if lying and ticket.sidecar:
        lying.append(Lying("/", ticket.sidecar.size, ticket.sidecar.modified))
    cancelled = CANCEL in inside or any(f"{name}.{CANCEL}" in beside for name in (ticket.key, ticket.child.name))
    manifest = _manifest(inside[READY], scratch) if READY in inside else None
    return Drop(ticket.key, tuple(sorted(lying)), ticket.child.atomic, manifest, cancelled)


def _manifest(entry: Entry, scratch: Path) -> Manifest | None:
    content = said_in(entry, LARGEST_MANIFEST, scratch)
    return manifest_of(content, entry.modified) if content else None


def with_held(ticket: Ticket, case_id: str, home: Home) -> Ticket:
    """The dossier with what is held of its open round and never lay in the inbox: what was handed in at the desk stays.

    What did lie there and was taken away goes. So all paths that were ever there are kept, by case, in the store.
    """

    def look() -> Contents:
        here = ticket.child.look()
        now, ever = {entry.path for entry in here.entries}, _ever(case_id, home.store)
        if not now <= ever:
            ever |= now
            home.store.put(_ever_at(case_id), json.dumps(sorted(ever)).encode())
        last = home.ledger.last_round(case_id)
        apart = [file for file in last.materials if file.path not in ever] if last and not last.issued else []
        held = [Entry(file.path, file.size, partial(home.store.fetch, original(file.sha256))) for file in apart]
        return Contents((*here.entries, *held), here.odd)

    return ticket._replace(child=ticket.child._replace(look=look))


def _ever(case_id: str, store: Store) -> set[str]:
    try:
        return set(json.loads(store.get(_ever_at(case_id))))
    except NotStoredError:
        return set()


def _ever_at(case_id: str) -> str:
    return f"cases/{case_id}/dropped.json"
