"""The object store: one small interface, over a directory or over any S3 endpoint.

An object is bytes under a key, a path of components joined by ``/`` (no empty one, no ``.`` or ``..``). A reader sees
an object whole or not at all. Nothing here says a key in an error's text: keys of published files hold names of people.

    StoreError
    ├── NotStoredError         no object under that key
    ├── BadKeyError            a key that cannot be an object's
    ├── StoreRefusedError      wrong credentials, or no right to do this
    └── StoreUnavailableError  not reachable, full, or not there at all; trying again later may help
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from infra.settings import Settings

S3_SCHEME = "s3://"

Content = bytes | Path
"""What is put: the bytes themselves, or a file that holds them."""


class StoreError(Exception):
    """Something the store could not do: a code for machines, a sentence, and what to do about it."""

    code = "store_error"

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(f"{what}{'; ' + cure if cure else ''}")
        self.cure = cure


class NotStoredError(StoreError):
    code = "not_stored"


class BadKeyError(StoreError):
    code = "bad_key"


class StoreRefusedError(StoreError):
    code = "store_refused"


class StoreUnavailableError(StoreError):
    code = "store_unavailable"


class Stored(NamedTuple):
    """An object that is there: its key, its size in bytes, and when it was written, by the store's clock (seconds)."""

    key: str
    size: int
    modified: float = 0.0


class Store(Protocol):
    """What every store can do. All methods raise `StoreError`; all may be called from several threads."""

    def put(self, key: str, content: Content) -> None:
        """Store the bytes under the key, in place of what was there."""

    def put_if_absent(self, key: str, content: Content) -> bool:
        """Store the bytes unless the key is taken. Of several at once exactly one is told ``True``."""

    def get(self, key: str) -> bytes:
        """The bytes. Raises `NotStoredError`."""

    def fetch(self, key: str, to: Path) -> None:
        """Copy the object into a new local file, private to its owner. Raises `NotStoredError`."""

    def stat(self, key: str) -> Stored | None:
        """What is known of the object, or ``None``."""

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """Every object whose key starts with the prefix, in order of the key's UTF-8 bytes."""

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""


def open_store(url: str, settings: Settings) -> Store:
    """The store at a directory's path or at ``s3://bucket/prefix``; raises `StoreError` where it cannot be used."""
    if url.startswith(S3_SCHEME):
        from infra.store_s3 import S3Store

        bucket, _, prefix = url.removeprefix(S3_SCHEME).partition("/")
        return S3Store(bucket, prefix.strip("/"), settings)
    from infra.store_directory import DirectoryStore

    return DirectoryStore(Path(url))


def join_url(url: str, *parts: str) -> str:
    """The place below: works for directories and for ``s3://`` alike."""
    return "/".join([url.rstrip("/") or "/", *parts])


def fetchable(key: str) -> bool:
    """Whether it can be an object's key: no component that could lead elsewhere or that no file system would take."""
    return not any(part in ("", ".", "..") or "\0" in part or len(part.encode()) > 255 for part in key.split("/"))


def checked(key: str) -> str:
    """The key itself. Raises `BadKeyError`."""
    if not fetchable(key):
        raise BadKeyError("a key with an empty, dotted or overlong component")
    return key
