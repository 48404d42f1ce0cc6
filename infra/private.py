"""Files and folders that only their owner may read: what is stored and published is personal data."""

import os
from pathlib import Path
from typing import BinaryIO


def create_file(path: Path) -> BinaryIO:
    """A new file for writing, mode 0600. Raises `FileExistsError`."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def make_folder(folder: Path) -> None:
    """The folder and its parents; those that are new get mode 0700 (`Path.mkdir` gives parents the default mode)."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
