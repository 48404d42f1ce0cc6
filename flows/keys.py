"""The keys of dossiers: names without an archive's extension, in NFC, safe as folders, no two alike (CONTRACT.md §1)."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from schemas.files import ARCHIVE

RESERVED = {"summary.json"}
LONGEST = 200
"""Bytes of UTF-8: most file systems take 255, and something may be put behind it."""


class Name(NamedTuple):
    """A child of the source as it is shown: its name, and whether it is an archive (else a folder)."""

    name: str
    archive: bool


def keys_of(names: Sequence[Name]) -> list[str]:
    """The key of each: where two would collide archives keep their full name, and what still collides gets a mark."""
    short = [_safe(ARCHIVE.sub("", each.name) if each.archive else each.name) for each in names]
    crowd = Counter(short)
    keys = [_safe(each.name) if each.archive and crowd[key] > 1 else key for each, key in zip(names, short, strict=True)]
    taken: set[str] = set()
    for at in sorted(range(len(names)), key=lambda at: (names[at].archive, names[at].name)):
        keys[at] = keys[at] if keys[at] not in taken else _marked(keys[at], names[at].name)
        taken.add(keys[at])
    return keys


def _safe(name: str) -> str:
    """The name in NFC, if it can be a folder's; else what can be kept of it, with a mark."""
    key = unicodedata.normalize("NFC", name)
    clean = "".join("_" if unicodedata.category(char) in ("Cc", "Cs") or char in "/\\" else char for char in key)
    safe = clean.lstrip(".") or "_"
    if safe == key and key not in RESERVED and len(key.encode()) <= LONGEST:
        return key
    return _marked(safe, name)


def _marked(key: str, name: str) -> str:
    """The key, cut to length, with a digest of the name as it lies there."""
    digest = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:8]
    return f"{key.encode()[: LONGEST - 9].decode(errors='ignore')}~{digest}"
