"""Private folders for temporary files, of which nothing is left even where the program is killed.

Each is locked for as long as its process lives; whoever makes the next one removes those that nobody holds any more.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "jujian-scratch-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new, empty folder that goes when the ``with`` is left."""
    _sweep()
    # It gets its name when it is locked already, so that no sweep takes it for one that was left behind.
    made = Path(tempfile.mkdtemp(prefix=".jujian-"))
    handle = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    folder = made.rename(made.with_name(made.name.replace(".jujian-", PREFIX, 1)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _sweep() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another's, gone meanwhile, or in use
            if folder.lstat().st_uid == os.getuid():
                _remove(folder)


def _remove(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)
