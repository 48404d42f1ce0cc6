"""Zip and tar archives: members are read within a budget and laid down under their hash; their names are only names."""

import bz2
import gzip
import lzma
import os
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from extractors.files.budget import Budget, Exhausted
from extractors.files.members import BROKEN, Member, not_a_file, stored
from extractors.files.names import encoding_of, tidy, zip_names
from extractors.files.refusal import damaged, locked, ours, unsupported

_UNPACK: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
_TAIL = 66_000  # bytes from the end in which a zip's end record stands


def zip_members(archive_path: Path, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The members of a zip, folders left out. Raises `Refusal` for the archive as a whole, also after some members."""
    with _zip(archive_path, scratch) as archive:
        infos = archive.infolist()
        named = [pair for pair in zip(infos, zip_names(infos), strict=True) if not _is_folder(pair[0])]
        budget.enter(len(named))
        if named and all(info.flag_bits & 0x1 for info, _ in named):
            raise locked("压缩包")
        for info, name in named:
            yield stored(name, info.file_size, _zip_reader(archive, info), info.compress_size, budget, scratch)


@contextmanager
def _zip(archive_path: Path, scratch: Path) -> Iterator[zipfile.ZipFile]:
    """The opened archive. Raises `Refusal` where it cannot be opened."""
    with ExitStack() as held:
        try:
            archive = _opened(archive_path, held, scratch)
        except (*BROKEN, NotImplementedError) as error:
            if ours(error):
                raise
            raise damaged("压缩包") from None
        yield held.enter_context(archive)


def _opened(archive_path: Path, held: ExitStack, scratch: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive_path)
    except UnicodeDecodeError:
        copy = held.enter_context(tempfile.TemporaryFile(dir=scratch))  # noqa: SIM115  (`held` closes it)
        with archive_path.open("rb") as file:
            shutil.copyfileobj(file, copy)
        _unflag(copy)
        return zipfile.ZipFile(copy)


def _unflag(file: IO[bytes]) -> None:
    """Takes back, in the central directory, that names are UTF-8: some archivers say so of names in GBK."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _TAIL))
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[found + 12 : found + 16], "little")
    start = max(0, end - len(tail) + found - size)
    file.seek(start)
    directory = bytearray(file.read(size))
    place = directory.find(b"PK\x01\x02")
    while place >= 0 and place + 9 < len(directory):
        directory[place + 9] &= 0xF7
        place = directory.find(b"PK\x01\x02", place + 46)
    file.seek(start)
    file.write(directory)


def _is_folder(info: zipfile.ZipInfo) -> bool:
    # its own `is_dir` fails on a member without a name
    return info.filename.endswith("/") or (info.file_size == 0 and info.external_attr & 0x10 != 0)


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def start() -> IO[bytes]:
        if info.flag_bits & 0x1:
            raise locked()
        if stat.S_ISLNK(info.external_attr >> 16):
            raise not_a_file()
        return archive.open(info)

    return start


def tar_members(archive_path: Path, budget: Budget, scratch: Path, compressed: bool) -> Iterator[Member]:
    """The regular files of a tar, compressed or not. Raises `Refusal` for the archive as a whole, also after some members."""
    try:
        archive = tarfile.open(archive_path, "r|*")  # noqa: SIM115  (closed below; its faults are the archive's, not ours)
    except BROKEN:
        whole = compressed and _begins_well(archive_path)
        raise (unsupported("该压缩格式", "ZIP 压缩包") if whole else damaged("压缩包")) from None
    packed = archive_path.stat().st_size
    with archive:
        while (info := _next(archive)) is not None:
            if not info.isdir():
                budget.enter(1)
                raw = info.name.encode("utf-8", "surrogateescape")
                name = tidy(raw.decode(encoding_of([raw]), "replace"))
                member = stored(name, info.size, _tar_reader(archive, info), packed, budget, scratch)
                yield member
                if member.refusal is not None and member.refusal.code == "limit":
                    raise Exhausted()  # what follows could only be reached through it


def _begins_well(packed: Path) -> bool:
    """Whether the start of a compressed file can be unpacked: then it is whole, and what it holds is no tar."""
    with packed.open("rb") as file:
        head = file.read(6)
    unpack = next((each for magic, each in _UNPACK.items() if head.startswith(magic)), None)
    if unpack is None:
        return True
    try:
        with unpack(packed) as stream:
            return bool(stream.read(1))
    except BROKEN as error:
        if ours(error):
            raise
        return False


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    try:
        return archive.next()
    except BROKEN:
        raise damaged("压缩包") from None


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def start() -> IO[bytes]:
        file = archive.extractfile(info) if info.isfile() else None
        if file is None:
            raise not_a_file()
        return file

    return start
