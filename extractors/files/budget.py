"""What unpacking one delivered file may cost, over all archives nested in it. Only bytes that were really read count."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from extractors.files.refusal import Refusal, too_much
from schemas.files import Limits

_CHUNK = 1 << 20
_HARMLESS = 32_000_000  # bytes: below this a ratio means nothing (a blank scan shrinks a thousandfold)


class Budget:
    """Counts entries and bytes. One delivered file, one budget."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.entries = 0
        self.bytes = 0

    def enter(self, count: int) -> None:
        """An archive with `count` members is about to be unpacked. Raises `Refusal`."""
        self.entries += count
        if self.entries > self.limits.archive_entries:
            raise too_much("压缩包内的文件数量", f" {self.limits.archive_entries} 个")

    def store(self, read: Callable[[int], bytes], packed: int, scratch: Path) -> tuple[Path, str, int]:
        """One member's bytes, from `read(n)`, go to ``scratch/<sha256>``: that path, the hash and the size.

        `packed` is what the member takes in the archive (0: not known). Raises `Refusal` where a budget is exceeded, and
        `OSError` where the disk fails.
        """
        digest, size = hashlib.sha256(), 0
        handle, temporary = tempfile.mkstemp(dir=scratch, prefix=".member-")
        try:
            with os.fdopen(handle, "wb") as file:
                while chunk := read(_CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size, packed)
                    digest.update(chunk)
                    file.write(chunk)
            place = scratch / digest.hexdigest()
            Path(temporary).replace(place)
            return place, digest.hexdigest(), size
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _count(self, more: int, size: int, packed: int) -> None:
        self.bytes += more
        if self.bytes > self.limits.archive_bytes:
            raise Exhausted()
        self.check(size, packed)

    def check(self, size: int, packed: int) -> None:
        """A member has (at least) `size` bytes, and takes `packed` in the archive. Raises `Refusal`."""
        if size > self.limits.file_bytes:
            raise too_much("文件", _megabytes(self.limits.file_bytes))
        if packed and size > _HARMLESS and size > packed * self.limits.archive_ratio:
            raise Refusal("limit", "该文件解压后的体积异常膨胀，疑似压缩炸弹，已停止解压，请核实后重新提交正常的文件。")


class Exhausted(Refusal):
    """The whole archive is too large: nothing more of it is read."""

    def __init__(self) -> None:
        super().__init__("limit", "压缩包解压后的总体积超出上限，未能全部读取，请拆分后重新提交。")


def _megabytes(size: int) -> str:
    return f" {size // 1_000_000} MB"
