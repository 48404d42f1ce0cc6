"""The pages of one opened file, and the key by which a page's reading is kept."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from schemas.files import PageSource
from schemas.geometry import PageRef


class _Part(NamedTuple):
    kind: Literal["flow", "image"]
    local: Path


def page_key(sha256: str, number: int, apart: bool = False) -> str:
    """The name of a page's content: SHA-256 (hex) over ``<sha256 of the file's bytes>:<page, from 1>``.

    The file is the one that was delivered, also where it had to be converted: the same bytes always give the same keys,
    wherever and under whatever name they arrive. `apart`: of a word-processor file whose scans are pages of their own; before
    they were, its one page was read with them, and that reading may still be kept.
    """
    return hashlib.sha256(f"{sha256}:{'apart:' if apart else ''}{number}".encode()).hexdigest()


def sources(path: str, sha256: str, kind: Literal["pdf", "image", "flow"], local: Path, count: int = 1) -> tuple[PageSource, ...]:
    """The `count` pages of the file at `local`, which stands in the dossier as `path`."""
    return tuple(
        PageSource(
            ref=PageRef(file=path, page=index + 1), key=page_key(sha256, index + 1), kind=kind, local=str(local), index=index
        )
        for index in range(count)
    )


def with_scans(path: str, sha256: str, flow: Path | None, scans: Sequence[Path]) -> tuple[PageSource, ...]:
    """The pages of a word-processor file: its flow where that says anything, then the scans pasted into it, in their order."""
    held = [*([_Part("flow", flow)] if flow else []), *(_Part("image", scan) for scan in scans)]
    return tuple(
        PageSource(
            ref=PageRef(file=path, page=number),
            key=page_key(sha256, number, apart=True),
            kind=part.kind,
            local=str(part.local),
            index=0,
        )
        for number, part in enumerate(held, start=1)
    )
