"""The store in a directory: temporary file, fsync, rename; `os.link` where only one may win.

Folders are made with mode 0700 and files with 0600: what is stored is private to its owner. A temporary file is locked by
who writes it; one that nobody holds was left by somebody who was killed, and goes with the next file that comes beside it.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from infra.private import create_file, make_folder
from infra.store import Content, NotStoredError, Stored, StoreRefusedError, StoreUnavailableError, checked

TEMPORARY = ".tmp-"
AGAIN = 5
"""How often a folder or a file is made anew that another program takes away."""
CURES = {
    errno.ENOSPC: "the disk is full, make room",
    errno.EDQUOT: "this user's share of the disk is used up, make room",
    errno.EROFS: "mount the disk for writing",
    errno.ESTALE: "the network drive has gone, mount it again",
}


class DirectoryStore:
    """Objects as files below `root`, which is made when the first object is put."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._swept: set[Path] = set()

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
            with create_file(to) as target:
                _copy(source, target)
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
            with self._new(temporary) as file:
                _copy(content, file)
                settle(temporary, path)
            _sync(path.parent)
        finally:
            temporary.unlink(missing_ok=True)

    def _new(self, temporary: Path) -> BinaryIO:
        """A new file, locked while it is open, in a folder that is made where there is none."""
        for _ in range(AGAIN):
            with suppress(FileNotFoundError):  # the folder went with its last file in this moment
                make_folder(temporary.parent)
                self._sweep(temporary.parent)
                file = create_file(temporary)
                if _locked(file):
                    return file
                file.close()
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def _sweep(self, folder: Path) -> None:
        """Once for each folder: later ones are left to those who are started after whoever left them was killed."""
        if folder not in self._swept:
            self._swept.add(folder)
            with os.scandir(folder) as found:
                left = [Path(each) for each in found if each.name.startswith(TEMPORARY)]
            for each in left:
                _remove_unheld(each)


def _locked(file: BinaryIO) -> bool:
    """Lock it, and say whether it is still there: before it was locked it looked like one that nobody holds."""
    with suppress(OSError):  # a file system without locks, where nothing is swept
        fcntl.flock(file, fcntl.LOCK_EX)
    return os.fstat(file.fileno()).st_nlink > 0


def _remove_unheld(file: Path) -> None:
    with suppress(OSError), file.open("rb") as held:  # another's, gone meanwhile, or in use
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink()


def _copy(content: Content, target: BinaryIO) -> None:
    """These bytes into the file, on the disk when this returns."""
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
    cure = CURES.get(error.errno or 0, "check the disk and its free space")
    return StoreUnavailableError(f"the store's directory: {error.strerror}", cure)
