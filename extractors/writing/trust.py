"""Trust: how far words are right that an OCR engine read under a seal.

On free print the engine's score of a line says enough: on labelled pages values of free print whose least sure character
stood at 0.4 to 0.6 were as seldom wrong as all others. Under a seal a third of such were wrong, and the score of their line,
a mean of twenty characters, did not show it. So words under a seal are trusted by their own least sure character, no further
than such words were right on labelled pages; `trust.json` says on how many each class rests (it is made by
`benchmarks.accuracy.calibrate`).
Dates have a rule of their own (`extractors.forms.dated`); in running text single characters do not count.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import sqrt

from schemas.base import Value
from schemas.geometry import Box, overlap
from schemas.page import Line, Page

Part = tuple[Line, int, int]
"""A line, and the first and last offset of the piece in it."""

COVERED = 0.2
"""From this share of its box on a piece lies under a seal."""
RUNNING = 40
"""From so many characters on a piece is running text."""

CUT, NEAR = 0.7, 1.0
"""What a value is worth that ends at the rim of a round seal, within so many heights of its line: more of it may stand under the
seal, where the reader's search for lines did not find it.
"""

_FIGURE = re.compile(r"[0-9A-Za-z〇○零一二三四五六七八九十年月日]")
_COUNTS = re.compile(r"\w")


class Class(Value):
    """The pieces whose least sure character scores from `least` up to the next class, and how many of them were right."""

    least: float
    right: int
    pieces: int

    @property
    def chance(self) -> float:
        """That the next such piece is right: Laplace's rule, so that no few pieces make it certain."""
        return (self.right + 1) / (self.pieces + 2)


class Table(Value):
    """The classes, rising, how much they rest on in all, and where that came from."""

    made: str
    origin: str
    classes: tuple[Class, ...]

    def chance(self, score: float) -> float:
        """The chance of a piece with this least sure character."""
        return next((each.chance for each in reversed(self.classes) if score >= each.least), self.classes[0].chance)


@cache
def table() -> Table:
    """The table that comes with the program."""
    return Table.model_validate(json.loads((files("extractors.writing") / "trust.json").read_text("utf-8")))


def ceiling(page: Page, box: Box | None, parts: Sequence[Part]) -> float:
    """How far a piece of a page may be trusted at most; 1 where nothing speaks against its reader's own score."""
    if page.kind != "scan" or box is None:
        return 1.0
    if any(cut_by_seal(page, *part) for part in parts):
        return CUT
    if not under_seal(page, box):
        return 1.0
    score = least_sure((char, sure) for line, a, b in parts for char, sure in zip(line.text[a:b], line.sure[a:b], strict=False))
    return table().chance(score) if score is not None else 1.0


def cut_by_seal(page: Page, line: Line, first: int, last: int) -> bool:
    """Whether this piece of a line is the end, or the beginning, that the line has at the rim of a round or oval seal."""
    seals = [mark.box for mark in page.marks if mark.kind == "seal" and mark.shape != "square"]
    near = NEAR * (line.box[3] - line.box[1]) * page.height / page.width
    rims = [rim for seal in seals if (rim := _rim(seal, (line.box[1] + line.box[3]) / 2)) is not None]
    begins, ends = first == 0, last == len(line.text)
    return any(
        (ends and abs(line.box[2] - left) < near and line.box[0] < left - near)
        or (begins and abs(line.box[0] - right) < near and line.box[2] > right + near)
        for left, right in rims
    )


def _rim(seal: Box, height: float) -> tuple[float, float] | None:
    """Where a seal's rim is at this height of the page, left and right; ``None`` above and below it."""
    level = (2 * height - seal[1] - seal[3]) / max(1e-6, seal[3] - seal[1])
    if abs(level) >= 1:
        return None
    middle, reach = (seal[0] + seal[2]) / 2, (seal[2] - seal[0]) / 2 * sqrt(1 - level * level)
    return middle - reach, middle + reach


def under_seal(page: Page, box: Box) -> bool:
    """Whether a seal lies over a good part of this box (working fractions)."""
    return any(mark.kind == "seal" and overlap(box, mark.box) > COVERED for mark in page.marks)


def least_sure(characters: Iterable[tuple[str, float]]) -> float | None:
    """The score of the least sure of a piece's characters (punctuation aside); ``None`` for figures, dates and running text."""
    counted = [(char, sure) for char, sure in characters if _COUNTS.match(char)]
    figures = sum(bool(_FIGURE.match(char)) for char, _ in counted)
    if not counted or len(counted) > RUNNING or 2 * figures >= len(counted):
        return None
    return min(sure for _, sure in counted)
