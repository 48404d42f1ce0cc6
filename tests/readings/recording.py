"""A recording: a dossier as both readers have read it, beside its truth. From here on the line is pure, and is replayed.

`NAME.json.xz` beside this file, made by ``python -m tests.readings`` of samples/dossiers and of a few drawn at random.
"""

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.second_voice import CropAnswer
from flows.line import Matter
from flows.readings import Reading, pack
from schemas.base import Value
from schemas.files import FileRecord
from schemas.page import Sheet

FOLDER = Path(__file__).parent
ENDING = ".json.xz"
AGAIN = "the recorded readings are of another time: make them anew by `make readings`, some twenty minutes, and commit them"


class Recording(Value):
    """The dossier with its files, its pages as they were read, what the second reader said, and the truth of the generator."""

    matter: Matter
    files: tuple[FileRecord, ...]
    sheets: tuple[Sheet, ...]
    answers: tuple[CropAnswer, ...]
    truth: dict[str, Any]

    @property
    def key(self) -> str:
        return self.matter.submission.key

    @property
    def reader(self) -> str:
        """The version of the first reader."""
        return self.matter.engine.models["reader"]

    def readings(self) -> tuple[Reading, ...]:
        """The pages in their places, as they are kept in a store."""
        return tuple(Reading(sheet.ref, pack(sheet.page)) for sheet in self.sheets)

    def save(self, folder: Path) -> None:
        (folder / f"{self.key}{ENDING}").write_bytes(
            lzma.compress(self.model_dump_json(exclude_defaults=True).encode(), preset=9)
        )


def keys() -> list[str]:
    """Of all dossiers that are recorded."""
    return sorted(path.name.removesuffix(ENDING) for path in FOLDER.glob(f"*{ENDING}"))


def load(key: str) -> Recording:
    return Recording.model_validate_json(lzma.decompress((FOLDER / f"{key}{ENDING}").read_bytes()))


def recordings() -> Iterator[Recording]:
    return map(load, keys())
