"""Archives: members are read within a budget and laid down under their hash; their names are only names."""

import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from extractors.files.budget import Budget, Exhausted
from extractors.files.names import encoding_of, tidy, zip_names
from extractors.files.refusal import Refusal, damaged, locked, ours, unsupported

_BROKEN = (
    AttributeError,  # what Python 3.11.2's tarfile raises for a damaged gzip stream
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, TypeError, LookupError, ArithmeticError, OSError,
)  # fmt: skip


class Member(NamedTuple):
    """One member: its name, and either where its bytes lie with their hash and size, or why it was not read."""

    name: str
    size: int
    sha256: str = ""
    local: Path | None = None
    refusal: Refusal | None = None


def zip_members(archive_path: Path, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The members of a zip, folders left out. Raises `Refusal` for the archive as a whole, also after some members."""
    try:
        archive = zipfile.ZipFile(archive_path)
    except _BROKEN:
        raise damaged("压缩包") from None
    with archive:
        infos = archive.infolist()
        named = [pair for pair in zip(infos, zip_names(infos), strict=True) if not _is_folder(pair[0])]
        budget.enter(len(named))
        if named and all(info.flag_bits & 0x1 for info, _ in named):
            raise locked("压缩包")
        for info, name in named:
            yield _stored(name, info.file_size, _zip_reader(archive, info), info.compress_size, budget, scratch)


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or (info.file_size == 0 and info.external_attr & 0x10 != 0)


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def start() -> IO[bytes]:
        if info.flag_bits & 0x1:
            raise locked()
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _not_a_file()
        return archive.open(info)

    return start


def tar_members(archive_path: Path, budget: Budget, scratch: Path, compressed: bool) -> Iterator[Member]:
    """The regular files of a tar, compressed or not. Raises `Refusal` for the archive as a whole, also after some members."""
    try:
        archive = tarfile.open(archive_path, "r|*")  # noqa: SIM115  (closed below; its faults are the archive's, not ours)
    except _BROKEN:
        raise (unsupported("该压缩格式", "ZIP 压缩包") if compressed else damaged("压缩包")) from None
    packed = archive_path.stat().st_size
    with archive:
        while (info := _next(archive)) is not None:
            if not info.isdir():
                budget.enter(1)
                raw = info.name.encode("utf-8", "surrogateescape")
                name = tidy(raw.decode(encoding_of([raw]), "replace"))
                member = _stored(name, info.size, _tar_reader(archive, info), packed, budget, scratch)
                yield member
                if member.refusal is not None and member.refusal.code == "limit":
                    raise Exhausted()  # what follows could only be reached through it


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    try:
        return archive.next()
    except _BROKEN:
        raise damaged("压缩包") from None


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    def start() -> IO[bytes]:
        file = archive.extractfile(info) if info.isfile() else None
        if file is None:
            raise _not_a_file()
        return file

    return start


def _not_a_file() -> Refusal:
    return Refusal("system_file", "压缩包内的链接或设备项，不是文件，无需提交。")


def _stored(name: str, declared: int, start: Callable[[], IO[bytes]], packed: int, budget: Budget, scratch: Path) -> Member:
    """Reads one member. What is wrong with it alone becomes its refusal; what ends the archive is raised."""
    source = _Source(start)
    try:
        local, sha256, size = budget.store(source.read, packed, scratch)
        return Member(name, size, sha256, local)
    except Exhausted:
        raise
    except Refusal as refusal:
        return Member(name, declared, refusal=refusal)
    finally:
        source.close()


class _Source:
    """A member being read, from the first `read` on; the archive's faults (and not the disk's) are refusals."""

    def __init__(self, start: Callable[[], IO[bytes]]) -> None:
        self.start = start
        self.file: IO[bytes] | None = None

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end."""
        try:
            self.file = self.file or self.start()
            return self.file.read(size)
        except NotImplementedError:
            raise unsupported("该压缩方式", "普通 ZIP 压缩包") from None
        except RuntimeError as error:
            raise (locked() if "password" in str(error) or "encrypted" in str(error) else damaged()) from None
        except _BROKEN as error:
            if ours(error):
                raise
            raise damaged("压缩包内的该文件") from None

    def close(self) -> None:
        """Lets go of the member."""
        if self.file is not None:
            self.file.close()
