"""Readings as they are kept: a page as compressed JSON under the hash of its content and the version of its reader.

The same page is never read twice, whichever dossier it lies in; a new version of the reader reads it afresh.
"""

import gzip
from typing import NamedTuple

from infra.store import Store
from schemas.files import PageSource
from schemas.geometry import PageRef
from schemas.page import Page, Sheet

FOLDER = "readings"
"""Where they lie in the store."""


class Reading(NamedTuple):
    """A page in its place, still packed."""

    ref: PageRef
    packed: bytes


class Shelf:
    """What the readers of one dossier said, kept in the store by what was read and who read it; all of it can be taken away."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._used: list[str] = []

    def get(self, key: str, version: str) -> bytes | None:
        """What is kept, or ``None``. `key` names what was read, `version` what read it."""
        place = self._place(key, version)
        return self._store.get(place) if self._store.stat(place) else None

    def put(self, key: str, version: str, said: bytes) -> None:
        self._store.put_if_absent(self._place(key, version), said)

    def clear(self) -> None:
        """Remove all that this dossier has used: nothing is kept of one in quarantine."""
        for place in self._used:
            self._store.delete(place)

    def _place(self, key: str, version: str) -> str:
        place = f"{FOLDER}/{key}@{version.replace(' ', '_').replace('/', '_')}"
        self._used.append(place)
        return place


def pack(page: Page) -> bytes:
    """The same page gives the same bytes."""
    return gzip.compress(page.model_dump_json(exclude_defaults=True).encode(), compresslevel=4, mtime=0)


def unpack(reading: Reading) -> Sheet:
    """Raises `pydantic.ValidationError` for a reading of another time, which `Reading`'s key should have told apart."""
    return Sheet(ref=reading.ref, page=Page.model_validate_json(gzip.decompress(reading.packed)))


def unread(source: PageSource, reader: str, reason: str) -> Page:
    """A page that nobody could read: it is there, and says why."""
    return Page(
        key=source.key, kind="flow" if source.kind == "flow" else "scan", reader=reader, width=1, height=1,
        quality="unreadable", quality_reason=reason, confidence=0,
    )  # fmt: skip
