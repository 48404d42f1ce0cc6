"""The drop contract: whether what a clerk has dropped is whole. Pure: what lies there is a value, and so is what follows.

A dossier in the inbox is a folder or one archive. It is whole when its ``_READY.json`` names all that is there, when it
is an archive that came in one step, or when nothing has changed between two looks and for the quiet period. What changes
later is another drop of the same dossier. ``_CANCEL`` in it (or ``<dossier>._CANCEL`` beside it) takes it back.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from extractors.files.names import tidy

READY, CANCEL, STATUS = "_READY.json", "_CANCEL", "状态.txt"
MARKERS = (READY, CANCEL)
"""Names that are never material, directly in a dossier's folder."""

MOST_FILES, MOST_BYTES = 10_000, 20_000_000_000
"""Of one dossier: more is a mistake (a whole disk dragged in), and is told."""

Whole = Literal["empty", "cancelled", "oversized", "lacking", "arriving", "whole", "unreadable"]


class Lying(NamedTuple):
    """One file as it lies there: its path in the dossier, its size in bytes, and when it was last touched (seconds)."""

    path: str
    size: int
    modified: float


class Manifest(NamedTuple):
    """What ``_READY.json`` says is to be there (path: size in bytes), and when it was written."""

    files: dict[str, int]
    modified: float


class Drop(NamedTuple):
    """A dossier as it lies in the inbox. `atomic`: it came in one step. `manifest` is None where there is no usable one."""

    key: str
    files: tuple[Lying, ...]
    atomic: bool = False
    manifest: Manifest | None = None
    cancelled: bool = False
    readable: bool = True

    @property
    def mark(self) -> str:
        """A digest that is another one as soon as anything is added, altered or taken away."""
        return hashlib.sha256(json.dumps(sorted(self.files)).encode()).hexdigest()


class Seen(NamedTuple):
    """What an earlier look saw of a dossier: its mark, and since when it has been so, by the watcher's own clock."""

    mark: str
    since: float


class Clocks(NamedTuple):
    """The time of day and the watcher's own clock, which nobody can set (both in seconds)."""

    wall: float
    own: float


class Judged(NamedTuple):
    """What is to be said of a drop; `lacking` names what the manifest promises and is not there, or not in that size."""

    state: Whole
    lacking: tuple[str, ...] = ()


def judge(drop: Drop, seen: Seen | None, clocks: Clocks, quiet: float) -> Judged:
    """Whether the drop is whole; `quiet` is the quiet period in seconds."""
    if drop.cancelled:
        return Judged("cancelled")
    if not drop.readable:
        return Judged("unreadable")
    if not drop.files:
        return Judged("empty")
    if len(drop.files) > MOST_FILES or sum(file.size for file in drop.files) > MOST_BYTES:
        return Judged("oversized")
    newest = max(file.modified for file in drop.files)
    if drop.manifest:
        lacking = _lacking(drop.manifest, drop.files)
        if lacking:
            return Judged("lacking", lacking)
        if drop.manifest.modified >= newest:
            return Judged("whole")
    if drop.atomic or (seen and seen.mark == drop.mark and _is_quiet(seen, newest, clocks, quiet)):
        return Judged("whole")
    return Judged("arriving")


def look_again(before: Mapping[str, Seen], drops: Iterable[Drop], own: float) -> dict[str, Seen]:
    """What is remembered for the next look, by key. `own` is the watcher's own clock."""
    known = ((drop.key, drop.mark, before.get(drop.key)) for drop in drops)
    return {key: seen if seen and seen.mark == mark else Seen(mark, own) for key, mark, seen in known}


def manifest_of(content: bytes, modified: float) -> Manifest | None:
    """``{"files": [{"name": "a.pdf", "size": 123}, …]}``, or ``{"files": {"a.pdf": 123}}``; None where it is neither."""
    try:
        said = json.loads(content.decode("utf-8-sig"))["files"]
        pairs = said.items() if isinstance(said, dict) else [(each["name"], each["size"]) for each in said]
        files = {tidy(name): _size(size) for name, size in pairs}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Manifest(files, modified)


def _size(said: Any) -> int:
    if isinstance(said, bool) or not isinstance(said, int):
        raise TypeError("a size is a whole number of bytes")
    return said


def _lacking(manifest: Manifest, files: Iterable[Lying]) -> tuple[str, ...]:
    there = {file.path: file.size for file in files}
    return tuple(sorted(path for path, size in manifest.files.items() if there.get(path) != size))


def _is_quiet(seen: Seen, newest: float, clocks: Clocks, quiet: float) -> bool:
    """Old enough by the place's clock, or watched for so long: a clock that is wrong must not hold a dossier up."""
    return newest <= clocks.wall - quiet or seen.since <= clocks.own - quiet
