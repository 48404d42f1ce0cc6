"""A member of an archive being taken out of it: read within the budget, laid down under its hash, or refused alone."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from extractors.files.budget import Budget, Exhausted
from extractors.files.refusal import Refusal, damaged, locked, ours, unsupported

BROKEN = (
    AttributeError,  # what Python 3.11.2's tarfile raises for a damaged gzip stream
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, TypeError, LookupError, ArithmeticError, OSError,
)  # fmt: skip
"""What the readers of the standard library raise for bytes that are no archive of theirs."""


class Member(NamedTuple):
    """One member: its name, and either where its bytes lie with their hash and size, or why it was not read."""

    name: str
    size: int
    sha256: str = ""
    local: Path | None = None
    refusal: Refusal | None = None


def not_a_file() -> Refusal:
    return Refusal("system_file", "压缩包内的链接或设备项，不是文件，无需提交。")


def stored(name: str, declared: int, start: Callable[[], IO[bytes]], packed: int, budget: Budget, scratch: Path) -> Member:
    """Reads one member, which takes `packed` bytes (0: not known) in the archive.

    What is wrong with it alone becomes its refusal; what ends the archive is raised.
    """
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
        except BROKEN as error:
            if ours(error):
                raise
            raise damaged("压缩包内的该文件") from None

    def close(self) -> None:
        """Lets go of the member."""
        if self.file is not None:
            self.file.close()
