"""Private folders for temporary files, of which nothing is left even where the program is killed.

Each is locked for as long as its process lives; whoever makes the next one removes those that nobody holds any more.
A pool's or a crew's is removed by a keeper, which is told of it before it is made.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

PREFIX = "jujian-scratch-"
UNNAMED = ".jujian-"
MOMENT = 60.0
"""Seconds: one that is older and has no name yet will get none, for who made it is dead."""


def new_name() -> Path:
    """Where a folder may be made that is to be private and temporary: nobody can guess it."""
    return Path(tempfile.gettempdir(), f"jujian-{uuid4().hex}")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new, empty folder that goes when the ``with`` is left."""
    _sweep()
    # It gets its name when it is locked already, so that no sweep takes it for one that was left behind.
    made = Path(tempfile.mkdtemp(prefix=UNNAMED))
    handle = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    folder = made.rename(made.with_name(made.name.replace(UNNAMED, PREFIX, 1)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _sweep() -> None:
    place = Path(tempfile.gettempdir())
    for folder in (*place.glob(f"{PREFIX}*"), *place.glob(f"{UNNAMED}*")):
        with suppress(OSError):  # another's, gone meanwhile, or in use
            known = folder.lstat()
            is_made = folder.name.startswith(PREFIX) or known.st_mtime < time.time() - MOMENT
            if is_made and known.st_uid == os.getuid():
                _remove(folder)


def _remove(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)
