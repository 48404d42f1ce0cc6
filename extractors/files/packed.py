"""Archives that the standard library cannot open, through libarchive: 7z, RAR, CAB, tar with Zstandard."""

import locale
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, Any, NamedTuple

import rarfile

from extractors.files.budget import Budget, Exhausted
from extractors.files.members import Member, not_a_file, stored
from extractors.files.names import encoding_of, tidy
from extractors.files.refusal import WHOLE, Refusal, damaged, locked, unsupported

_LOCALES = ("C.UTF-8", "en_US.UTF-8")  # without one of them libarchive cannot hand on the names that 7z and RAR hold

_FORMATS = {b"7z\xbc\xaf": "7zip", b"Rar!\x1a\x07\x01": "rar5", b"Rar!": "rar", b"MSCF": "cab"}


class _Told(NamedTuple):
    """What libarchive does not heed in a RAR: that a member is encrypted (it hands out the cipher text), and its sum."""

    locked: bool = False
    crc: int | None = None


def packed_members(archive_path: Path, budget: Budget, scratch: Path) -> Iterator[Member]:
    """The files of the archive. Raises `Refusal` for the archive as a whole, also after some members."""
    library, told = _library(), _told(archive_path)
    packed = archive_path.stat().st_size
    with _faults(library), library.file_reader(str(archive_path), _format(archive_path)) as archive:
        for entry in archive:
            if entry.filetype & 0o170000 == 0o040000:
                continue
            budget.enter(1)
            name = _name(library, entry)
            start = _reader(library, entry, told.get(name, _Told()))
            member = stored(name, entry.size or 0, start, packed, budget, scratch)
            yield member
            if member.refusal is not None and member.refusal.code == "limit":
                raise Exhausted()  # what follows could only be reached through it


def _format(archive_path: Path) -> str:
    """Which of libarchive's readers is meant: left to itself, it takes an archive that ends in a stored zip for that zip."""
    with archive_path.open("rb") as file:
        head = file.read(8)
    return next((name for magic, name in _FORMATS.items() if head.startswith(magic)), "tar")


def _told(archive_path: Path) -> dict[str, _Told]:
    """What a RAR says of its members by name; nothing for other archives. Raises `Refusal` where all are locked."""
    if not rarfile.is_rarfile(archive_path):
        return {}
    try:
        with rarfile.RarFile(archive_path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            told = {tidy(info.filename): _Told(info.needs_password(), info.CRC) for info in infos}
            if archive.needs_password() and all(each.locked for each in told.values()):
                raise locked("压缩包")
            return told
    except rarfile.NeedFirstVolume:
        raise unsupported("分卷压缩包", WHOLE) from None
    except rarfile.Error:
        return {}  # libarchive may still make something of it


def _library() -> ModuleType:
    try:
        import libarchive
        import libarchive.ffi
    except (ImportError, OSError, AttributeError, TypeError):
        raise unsupported("7z、RAR 等压缩格式", "ZIP 压缩包，或直接提交其中的 PDF、Word、图片文件") from None
    for name in _LOCALES:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
            break
        except locale.Error:
            continue
    module: ModuleType = libarchive
    return module


@contextmanager
def _faults(library: ModuleType) -> Iterator[None]:
    """What libarchive finds wrong with the archive as a whole is a refusal."""
    try:
        yield
    except library.ArchiveError as error:
        raise _refusal(error, "压缩包") from None


def _refusal(error: Any, what: str) -> Refusal:
    """libarchive has no code for what is encrypted or not supported: its words say it."""
    words = str(error.msg).lower()
    if "crypt" in words or "passphrase" in words:
        return locked(what)
    return unsupported("该压缩方式", "普通 ZIP 压缩包") if "unsupported" in words or "not supported" in words else damaged(what)


def _name(library: ModuleType, entry: Any) -> str:
    wide = library.ffi.entry_pathname_w(entry._entry_p)
    if wide:
        return tidy(wide)
    raw = library.ffi.entry_pathname(entry._entry_p) or b""
    return tidy(raw.decode(encoding_of([raw]), "replace"))


def _reader(library: ModuleType, entry: Any, told: _Told) -> Callable[[], IO[bytes]]:
    def start() -> IO[bytes]:
        if told.locked:
            raise locked()
        if entry.filetype & 0o170000 not in (0, 0o100000):
            raise not_a_file()
        stream: Any = _Blocks(library, entry, told.crc)
        return stream  # type: ignore[no-any-return]

    return start


class _Blocks:
    """An entry as a stream: `read` gives the next block, whatever size is asked for, and nothing at the end."""

    def __init__(self, library: ModuleType, entry: Any, crc: int | None) -> None:
        self.library, self.expected, self.crc = library, crc, 0
        self.blocks = entry.get_blocks(1 << 20)

    def read(self, _size: int) -> bytes:
        """Raises `Refusal` where the entry is broken, or does not have the sum that it should have."""
        try:
            block: bytes = next(self.blocks, b"")
        except self.library.ArchiveError as error:
            raise _refusal(error, "压缩包内的该文件") from None
        self.crc = zlib.crc32(block, self.crc)
        if not block and self.expected not in (None, self.crc):
            raise damaged("压缩包内的该文件")
        return block

    def close(self) -> None:
        self.blocks.close()
