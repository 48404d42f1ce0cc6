"""Disks that are full or can only be read: file systems of their own in memory, where this user may mount them."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

AT_ONCE = b"x" * (1 << 20)
PATIENCE = 500


class Disk:
    """A small file system at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ballast = root / "ballast"

    def fill(self) -> None:
        """Leave no room; again, where some was made meanwhile."""
        with self._ballast.open("ab", buffering=0) as file:
            try:
                while file.write(AT_ONCE):  # in part, where there is room for a part
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        self._ballast.unlink()

    def lock(self) -> None:
        """Let it be read only, as soon as nobody has a file open for writing."""
        for _ in range(PATIENCE):
            if self._remount("ro") == 0:
                return
            time.sleep(0.02)
        raise TimeoutError("somebody keeps a file open for writing")

    def unlock(self) -> None:
        assert self._remount("rw") == 0

    def _remount(self, how: str) -> int:
        return subprocess.run(["mount", "-o", f"remount,{how}", self.root], capture_output=True, check=False).returncode

    def breaks(self, how: str) -> None:
        {"full": self.fill, "read-only": self.lock}[how]()

    def heals(self, how: str) -> None:
        {"full": self.make_room, "read-only": self.unlock}[how]()


@contextmanager
def mounted(root: Path, size: str) -> Iterator[Disk]:
    """A new one of this size (``2m``); skips the test where nothing may be mounted."""
    root.mkdir(parents=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "jujian", root], capture_output=True, check=False
    ).returncode:
        pytest.skip("this user may not mount a file system")
    try:
        yield Disk(root)
    finally:
        subprocess.run(["umount", "--lazy", root], check=True)
