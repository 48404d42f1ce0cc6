"""The pages of one opened file, and the key by which a page's reading is kept."""

import hashlib
from pathlib import Path
from typing import Literal

from schemas.files import PageSource
from schemas.geometry import PageRef


def page_key(sha256: str, number: int) -> str:
    """The name of a page's content: SHA-256 (hex) over ``<sha256 of the file's bytes>:<page, from 1>``.

    The file is the one that was delivered, also where it had to be converted: the same bytes always give the same keys,
    wherever and under whatever name they arrive.
    """
    return hashlib.sha256(f"{sha256}:{number}".encode()).hexdigest()


def sources(path: str, sha256: str, kind: Literal["pdf", "image", "flow"], local: Path, count: int = 1) -> tuple[PageSource, ...]:
    """The `count` pages of the file at `local`, which stands in the dossier as `path`."""
    return tuple(
        PageSource(
            ref=PageRef(file=path, page=index + 1), key=page_key(sha256, index + 1), kind=kind, local=str(local), index=index
        )
        for index in range(count)
    )
