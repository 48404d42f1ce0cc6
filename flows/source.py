"""Where dossiers come from: a folder or a bucket's prefix whose children are dossiers. Nothing is written there.

Links and devices are not followed. Names are taken as bytes and shown as text: UTF-8 where they are, else GB 18030 or Big5.
"""

import os
import shutil
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extractors.files.names import encoding_of, tidy
from infra.private import create_file
from infra.store import Store, Stored, fetchable
from schemas.files import is_archive

Copy = Callable[[Path], None]
"""Writes the bytes of something that lies in the source into a new local file."""


class Entry(NamedTuple):
    """One file where it lies: its path in the dossier (NFC), its size in bytes, how to have it, and when it was last
    touched (seconds, by the clock of the place).
    """

    path: str
    size: int
    copy: Copy
    modified: float = 0.0


class Contents(NamedTuple):
    """What lies in a dossier: files, and the paths of what is no file and is not taken (links, devices)."""

    entries: tuple[Entry, ...]
    odd: tuple[str, ...] = ()


class Child(NamedTuple):
    """A dossier in the source: the name it is shown by, whether it is an archive (else a folder), how to look into it, and
    whether it came into being in one step, as an object of a store does.
    """

    name: str
    archive: bool
    look: Callable[[], Contents]
    atomic: bool = False


class Listing(NamedTuple):
    """The children of a source: the dossiers, and the files that lie beside them, by name."""

    dossiers: tuple[Child, ...]
    beside: dict[str, Entry]


def list_folder(root: Path, without: str | None = None) -> Listing:
    """The children of a local folder, but for the one named `without` (the output may lie in it). Raises `OSError`."""
    dossiers, beside = [], {}
    for name, entry in _named(os.scandir(os.fsencode(root))):
        local = Path(os.fsdecode(entry.path))
        if entry.is_dir(follow_symlinks=False):
            if local.name != without:
                dossiers.append(Child(name, False, partial(_walk, local)))
        elif entry.is_file(follow_symlinks=False):
            file = _entry(name, local)
            if is_archive(name):
                dossiers.append(Child(name, True, partial(Contents, (file,))))
            else:
                beside[name] = file
    return Listing(_shown(dossiers), beside)


def list_store(store: Store, without: str | None = None) -> Listing:
    """The children of a store, but for the one named `without`. Raises `StoreError`."""
    folders: dict[str, list[Stored]] = defaultdict(list)
    dossiers, beside = [], {}
    for stored in store.list():
        head, below, _ = stored.key.partition("/")
        name = unicodedata.normalize("NFC", head)
        if below and head == without:
            continue
        if below:
            folders[name].append(stored)
        elif is_archive(name):
            dossiers.append(Child(name, True, partial(Contents, (_object(store, name, stored),)), True))
        else:
            beside[name] = _object(store, name, stored)
    dossiers += [Child(name, False, partial(_sort_out, store, objects)) for name, objects in folders.items()]
    return Listing(_shown(dossiers), beside)


def _sort_out(store: Store, objects: list[Stored]) -> Contents:
    """A folder's objects; a key that ends in a slash only marks the folder, one with empty parts cannot be had."""
    entries, odd = [], []
    for stored in objects:
        path = stored.key.partition("/")[2]
        if fetchable(stored.key):
            entries.append(_object(store, path, stored))
        elif path and not path.endswith("/"):
            odd.append(tidy(path))
    return Contents(_told_apart(entries), tuple(odd))


def _object(store: Store, path: str, stored: Stored) -> Entry:
    return Entry(tidy(path), stored.size, partial(store.fetch, stored.key), stored.modified)


def _shown(dossiers: Iterable[Child]) -> tuple[Child, ...]:
    """Those that are not hidden, in order of name."""
    return tuple(sorted((each for each in dossiers if not each.name.startswith(".")), key=lambda each: each.name))


def _named(entries: Iterable[os.DirEntry[bytes]]) -> list[tuple[str, os.DirEntry[bytes]]]:
    """The entries of a folder with their names as text, in order of their bytes."""
    ordered = sorted(entries, key=lambda entry: entry.name)
    encoding = encoding_of([entry.name for entry in ordered if not _is_utf8(entry.name)])
    names = [entry.name.decode("utf-8" if _is_utf8(entry.name) else encoding, "replace") for entry in ordered]
    return [(unicodedata.normalize("NFC", name), entry) for name, entry in zip(names, ordered, strict=True)]


def _is_utf8(name: bytes) -> bool:
    """What a system of today calls its files; copied from elsewhere they may be anything."""
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _walk(root: Path) -> Contents:
    entries, odd = [], []
    for path, entry in _below(root, ""):
        if entry.is_file(follow_symlinks=False):
            entries.append(_entry(path, Path(os.fsdecode(entry.path))))
        else:
            odd.append(tidy(path))
    return Contents(_told_apart(entries), tuple(odd))


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[bytes]]]:
    for name, entry in _named(os.scandir(os.fsencode(folder))):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(os.fsdecode(entry.path)), f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", entry


def _entry(path: str, local: Path) -> Entry:
    known = local.lstat()
    # A copy may keep the old time of its content; that of the entry itself cannot be set.
    return Entry(tidy(path), known.st_size, partial(_copy, local), max(known.st_mtime, known.st_ctime))


def _copy(local: Path, to: Path) -> None:
    with _opened(local) as source, create_file(to) as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _opened(local: Path) -> BinaryIO:
    """A regular file for reading, whatever may have taken its place since it was listed. Raises `OSError`."""
    handle = os.open(local, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file")
    return os.fdopen(handle, "rb")


def _told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same files with paths that are unlike: what differs in bytes may be the same in NFC."""
    taken: set[str] = set()
    apart = []
    for entry in entries:
        path, number = entry.path, 2
        while path in taken:
            path, number = f"{entry.path}#{number}", number + 1
        taken.add(path)
        apart.append(entry._replace(path=path))
    return tuple(apart)
