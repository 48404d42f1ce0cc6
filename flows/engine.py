"""What made a record: our version, with a digest of the code that decides, and the models that read."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from schemas.record import EngineRecord

ROOMS = ("schemas", "extractors", "validators", "flows")
SUFFIXES = {".py", ".typ"}


@cache
def engine_version() -> str:
    """``0.1.0+1a2b3c4d``: without the digest, code under development would pass for what made yesterday's record."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted(path for path in (root / room).rglob("*") if path.suffix in SUFFIXES):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return f"{version('jujian')}+{digest.hexdigest()[:8]}"


def engine(reader: str, voice: str) -> EngineRecord:
    """`reader` and `voice` are the versions of the first and the second reader."""
    return EngineRecord(version=engine_version(), models={"reader": reader, "second_voice": voice})
