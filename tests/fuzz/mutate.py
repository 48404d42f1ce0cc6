"""The mutator: a seed of chance and a number give a broken file, always the same (as long as zlib packs alike)."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePath
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from tests.extractors.files import formats
from tests.fuzz import knowing
from tests.fuzz.blind import BYTES, TEXT, spliced
from tests.hostile.seeds import mail, tarred, zipped

SEEDS = Path(__file__).parent / "seeds"
LARGEST = 400_000
"""Bytes: what has grown beyond is cut; files that swell have tests of their own."""

_RARE = ("doc", "odt", "rtf")
"""Read through the office suite, which takes a second each time: one in four of these becomes a file of another kind."""

_WRAPPED = 0.08


class Mutant(NamedTuple):
    """A broken file: its name, which begins with its number, its bytes, and the seed that it was made from."""

    name: str
    data: bytes
    seed: str


@cache
def seeds() -> Mapping[str, bytes]:
    """The good files by name, in order of name."""
    return MappingProxyType({path.name: path.read_bytes() for path in sorted(SEEDS.iterdir())})


def mutant(seed: int, number: int) -> Mutant:
    """Broken in one to four ways; now and then within an archive, or under a wrong ending."""
    random = Random(f"{seed}:{number}")
    name = random.choice(list(seeds()))
    if _ending(name) in _RARE and random.random() < 0.75:
        name = random.choice(list(seeds()))
    data = seeds()[name]
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        data = mutated(_ending(name), data, random)[:LARGEST] or b"\0"
    ending = _ending(name) if random.random() < 0.95 else random.choice(("pdf", "docx", "wps", "jpg", "zip", "ofd", "tmp"))
    whole = f"{number:05}.{ending}"
    if random.random() < _WRAPPED:
        kind, around = random.choice(_AROUND)
        return Mutant(f"{number:05}.{kind}", around({whole: data}), name)
    return Mutant(whole, data, name)


def mutated(ending: str, data: bytes, random: Random) -> bytes:
    """Broken in one way, that of its format more often than not; what is too broken for that is broken blindly."""
    knowing_it = _KNOWN.get(ending)
    if knowing_it is not None and random.random() < 0.65:
        try:
            return knowing_it(data, random)
        except Exception:  # an earlier mutation has left nothing of the format
            return random.choice(BYTES)(data, random)
    if random.random() < 0.1:
        return spliced(data, random.choice(list(seeds().values())), random)
    return random.choice(TEXT if ending in _WRITTEN else BYTES)(data, random)


def _member(name: str, data: bytes, random: Random) -> bytes:
    """A member of a package, broken as its own ending says; parts of documents are XML."""
    return mutated(_ending(name), data, random)


def _package(data: bytes, random: Random) -> bytes:
    return knowing.package(data, random, _member)


def _tar(data: bytes, random: Random) -> bytes:
    return knowing.tar(data, random, _member)


_WRITTEN = ("xml", "rels", "txt", "rtf", "eml", "pdf")
_KNOWN: Mapping[str, Callable[[bytes, Random], bytes]] = {
    **dict.fromkeys(("docx", "xlsx", "ofd", "odt", "zip"), _package),
    **dict.fromkeys(("xml", "rels"), knowing.xml),
    "tar": _tar, "gz": lambda data, random: random.choice((_tar, knowing.unpacked_gzip))(data, random),
    "pdf": knowing.pdf, "png": knowing.png, "7z": knowing.seven_zip,
}  # fmt: skip
_AROUND: Sequence[tuple[str, Callable[[Mapping[str, bytes]], bytes]]] = (
    ("zip", zipped), ("tar", tarred), ("tar.gz", lambda held: gzip.compress(tarred(held), 1, mtime=0)),
    ("eml", mail), ("rar", formats.rar), ("msg", lambda held: formats.outlook("见附件", held)),
)  # fmt: skip


def _ending(name: str) -> str:
    return PurePath(name).suffix.lstrip(".").lower()
