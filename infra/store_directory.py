"""The store in a directory: temporary file, fsync, rename; `os.link` where only one may win.

Folders are made with mode 0700 and files with 0600: what is stored is private to its owner.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from infra.private import create_file, make_folder
from infra.store import Content, NotStoredError, Stored, StoreRefusedError, StoreUnavailableError, checked

TEMPORARY = ".tmp-"
AGAIN = 5
"""How often a folder is made anew that another program takes away."""


class DirectoryStore:
    """Objects as files below `root`, which is made when the first object is put."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, content: Content) -> None:
        try:
            self._write(key, content, os.replace)
        except OSError as error:
            raise _told(error) from None

    def put_if_absent(self, key: str, content: Content) -> bool:
        path = self._path(key)
        if path.exists():
            return False
        try:
            self._write(key, content, os.link)
        except OSError as error:
            if path.is_file():
                return False
            raise _told(error) from None
        return True

    def get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise NotStoredError("no such object") from None
        except OSError as error:
            raise _told(error) from None

    def fetch(self, key: str, to: Path) -> None:
        source = self._path(key)
        if not source.is_file():
            raise NotStoredError("no such object")
        try:
            _copy(source, to)
        except OSError as error:
            raise _told(error) from None

    def stat(self, key: str) -> Stored | None:
        path = self._path(key)
        return _stored(key, path) if path.is_file() else None

    def list(self, prefix: str = "") -> Iterator[Stored]:
        folder = self.root / prefix.rpartition("/")[0]
        found = [path for path in _files(folder) if path.relative_to(self.root).as_posix().startswith(prefix)]
        for path in sorted(found, key=os.fsencode):
            yield _stored(path.relative_to(self.root).as_posix(), path)

    def delete(self, key: str) -> None:
        path = self._path(key)
        path.unlink(missing_ok=True)
        with suppress(OSError):  # a folder's name may be as personal as a file: it goes with its last file
            for folder in path.relative_to(self.root).parents:
                if folder.name:
                    (self.root / folder).rmdir()

    def _path(self, key: str) -> Path:
        return self.root / checked(key)

    def _write(self, key: str, content: Content, settle: Callable[[Path, Path], None]) -> None:
        path = self._path(key)
        temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
        try:
            _copy_into(path.parent, content, temporary)
            settle(temporary, path)
            _sync(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _copy_into(folder: Path, content: Content, to: Path) -> None:
    """Copy into a folder that is made where there is none, or where it went with its last file in this moment."""
    for attempt in range(AGAIN):
        try:
            make_folder(folder)
            return _copy(content, to)
        except FileNotFoundError:
            if attempt == AGAIN - 1 or (isinstance(content, Path) and not content.exists()):
                raise
    return None


def _copy(content: Content, to: Path) -> None:
    """A new file with these bytes, on the disk when this returns."""
    with create_file(to) as target:
        if isinstance(content, Path):
            with content.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)
        else:
            target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _stored(key: str, path: Path) -> Stored:
    known = path.stat()
    return Stored(key, known.st_size, known.st_mtime)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files(folder: Path) -> Iterator[Path]:
    for base, _, names in os.walk(folder):
        yield from (path for name in names if not name.startswith(TEMPORARY) and (path := Path(base, name)).is_file())


def _told(error: OSError) -> StoreRefusedError | StoreUnavailableError:
    """The error of the operating system without the file's name."""
    if isinstance(error, PermissionError):
        return StoreRefusedError("no permission in the store's directory", "give this user the right to write there")
    return StoreUnavailableError(f"the store's directory: {error.strerror}", "check the disk and its free space")
