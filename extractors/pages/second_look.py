"""A second look where red seals are stamped: print under a seal's rim loses its beginning or is overlooked (a date most of
all), and is read when the engine is shown that part alone, in the red channel, where red ink is as bright as paper.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from extractors.marks.ring import Ring
from extractors.pages.cleaning import without_red
from extractors.pages.picture import Rgb
from extractors.pages.reader import RawLine

Rect = tuple[int, int, int, int]
"""``(x0, y0, x1, y1)`` in pixels."""

BESIDE, DOWN = 0.9, 0.2
"""How far around a seal is looked, in shares of its diameter: a date that begins under it ends beside it."""
SURE, CHARACTERS, APART = 0.8, 4, 0.3
"""What a line must have to be believed: the engine's confidence, so many characters, and at most so much of it in known lines."""
WITHIN = 0.6
"""The share of a known line that lies in a new one which takes its place."""
SAME = 0.6
"""How much of a known line the new one must begin or end with."""

_DATE = re.compile(r"\d[年月./-]\d")


def looked_again(
    picture: Rgb, lines: Sequence[RawLine], seals: Sequence[Ring], read: Callable[[Rgb], list[RawLine]]
) -> list[RawLine]:
    """All lines, those near the seals as the second look has them where it reads more. `picture` has its colours, `seals` are
    in its pixels; `read` is the engine.
    """
    held = list(lines)
    for seal in seals:
        x0, y0, x1, y1 = _part(seal, picture.shape)
        if min(x1 - x0, y1 - y0) < 32:
            continue
        corner = np.array((x0, y0), np.float32)
        for line in read(without_red(picture[y0:y1, x0:x1])):
            held = _with(held, line._replace(quad=line.quad + corner, chars=line.chars + corner))
    return held


def _with(held: list[RawLine], line: RawLine) -> list[RawLine]:
    """The lines with a new one among them, in the place of the one that it has more of, or at the end; or as they were."""
    if line.confidence < SURE or len(line.text.strip()) < CHARACTERS:
        return held
    box = _around(line)
    same = [one for one in held if _share(_around(one), box) >= WITHIN]
    if not same:
        return [*held, line] if max((_share(box, _around(one)) for one in held), default=0.0) <= APART else held
    if len(same) > 1 or not _tells_more(line, same[0]):
        return held
    return [line if one is same[0] else one for one in held]


def _tells_more(line: RawLine, known: RawLine) -> bool:
    """Whether it is the known line with what was missing at one end; or the same date, read with more certainty."""
    new, old = (re.sub(r"\s", "", one.text) for one in (line, known))
    if len(new) == len(old):
        return line.confidence > known.confidence and _DATE.search(new) is not None
    return len(new) > len(old) and max(_alike(new, old), _alike(new[::-1], old[::-1])) >= SAME * len(old)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _part(seal: Ring, shape: tuple[int, ...]) -> Rect:
    """The part of the picture around a seal."""
    x0, y0, x1, y1 = seal.rect
    wide, high = BESIDE * (x1 - x0), DOWN * (y1 - y0)
    return max(0, int(x0 - wide)), max(0, int(y0 - high)), min(shape[1], int(x1 + wide)), min(shape[0], int(y1 + high))


def _around(line: RawLine) -> Rect:
    x0, y0 = line.quad.min(axis=0)
    x1, y1 = line.quad.max(axis=0)
    return int(x0), int(y0), int(x1) + 1, int(y1) + 1


def _share(box: Rect, other: Rect) -> float:
    """How much of the box lies in the other."""
    size = max(1, (box[2] - box[0]) * (box[3] - box[1]))
    shared = max(0, min(box[2], other[2]) - max(box[0], other[0])) * max(0, min(box[3], other[3]) - max(box[1], other[1]))
    return shared / size
