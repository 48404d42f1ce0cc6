"""Readings as they are kept: a page as compressed JSON under the hash of its content and the version of its reader.

The same page is never read twice, whichever dossier it lies in; a new version of the reader reads it afresh.
"""

import gzip
from typing import NamedTuple

from schemas.files import PageSource
from schemas.geometry import PageRef
from schemas.page import Page, Sheet


class Reading(NamedTuple):
    """A page in its place, still packed."""

    ref: PageRef
    packed: bytes


def pack(page: Page) -> bytes:
    """The same page gives the same bytes."""
    return gzip.compress(page.model_dump_json(exclude_defaults=True).encode(), compresslevel=4, mtime=0)


def unpack(reading: Reading) -> Sheet:
    """Raises `pydantic.ValidationError` for a reading of another time, which `Reading`'s key should have told apart."""
    return Sheet(ref=reading.ref, page=Page.model_validate_json(gzip.decompress(reading.packed)))


def place(key: str, version: str) -> str:
    """The store's key of a reading. `key` names the page's content, `version` what read it."""
    return f"readings/{key}@{version.replace(' ', '_').replace('/', '_')}"


def unread(source: PageSource, reader: str, reason: str) -> Page:
    """A page that nobody could read: it is there, and says why."""
    return Page(
        key=source.key, kind="flow" if source.kind == "flow" else "scan", reader=reader, width=1, height=1,
        quality="unreadable", quality_reason=reason, confidence=0,
    )  # fmt: skip
