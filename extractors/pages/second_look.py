"""A second look where red seals are stamped: print beside or under a seal is overlooked now and then (a date most of all),
and is found when the engine is shown that part alone.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.seals import Ring
from extractors.pages.picture import Rgb
from extractors.pages.reader import RawLine

Rect = tuple[int, int, int, int]
"""``(x0, y0, x1, y1)`` in pixels."""

ACROSS, DOWN = 0.45, 0.2
"""How far around a seal is looked, in shares of its diameter."""
PRINT = 0.7
"""The height of print as a share of that of its line."""
LEAST = 5
"""Pieces of ink as large as print that no line explains, from which a second look is worth its time."""
SURE, CHARACTERS, APART = 0.8, 4, 0.3
"""What a line must have to be believed: the engine's confidence, so many characters, and at most so much of it in known lines."""


def overlooked(
    clean: Rgb, lines: Sequence[RawLine], seals: Sequence[Ring], read: Callable[[Rgb], list[RawLine]]
) -> list[RawLine]:
    """Lines near the seals that are not among `lines`. `clean` is the picture with red lifted, `seals` in its pixels."""
    known = [_around(line) for line in lines]
    glyph = PRINT * float(np.median([_height(line) for line in lines])) if lines else 0.0
    found: list[RawLine] = []
    for seal in seals:
        x0, y0, x1, y1 = _part(seal, clean.shape)
        patch = np.ascontiguousarray(clean[y0:y1, x0:x1])
        if min(patch.shape[:2]) < 32 or _unexplained(patch, [_shifted(box, -x0, -y0) for box in known], glyph) < LEAST:
            continue
        corner = np.array((x0, y0), np.float32)
        for line in read(patch):
            moved = line._replace(quad=line.quad + corner, chars=line.chars + corner)
            box = _around(moved)
            if line.confidence >= SURE and len(line.text.strip()) >= CHARACTERS and _covered(box, known) <= APART:
                found.append(moved)
                known.append(box)
    return found


def _part(seal: Ring, shape: tuple[int, ...]) -> Rect:
    """The part of the picture around a seal."""
    x0, y0, x1, y1 = seal.rect
    wide, high = ACROSS * (x1 - x0), DOWN * (y1 - y0)
    return max(0, int(x0 - wide)), max(0, int(y0 - high)), min(shape[1], int(x1 + wide)), min(shape[0], int(y1 + high))


def _unexplained(patch: Rgb, known: Sequence[Rect], glyph: float) -> int:
    """How many pieces of ink about as high as `glyph` lie in no known line."""
    grey = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)
    dark: NDArray[np.uint8] = cv2.threshold(grey, 0.55 * float(np.percentile(grey, 80)), 255, cv2.THRESH_BINARY_INV)[1]
    for x0, y0, x1, y1 in known:
        dark[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    high, wide, area = stats[1:, 3], stats[1:, 2], stats[1:, 4]
    like_print = (high > 0.4 * glyph) & (high < 1.4 * glyph) & (wide < 1.6 * glyph) & (area > 0.03 * glyph * glyph)
    return int(np.count_nonzero(like_print))


def _around(line: RawLine) -> Rect:
    x0, y0 = line.quad.min(axis=0)
    x1, y1 = line.quad.max(axis=0)
    return int(x0), int(y0), int(x1) + 1, int(y1) + 1


def _height(line: RawLine) -> float:
    """Across the line, however it leans."""
    return float(min(np.linalg.norm(line.quad[1] - line.quad[0]), np.linalg.norm(line.quad[3] - line.quad[0])))


def _shifted(box: Rect, x: int, y: int) -> Rect:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _covered(box: Rect, known: Sequence[Rect]) -> float:
    """The largest share of the box that lies in one known line."""
    size = max(1, (box[2] - box[0]) * (box[3] - box[1]))
    shared = (
        max(0, min(box[2], other[2]) - max(box[0], other[0])) * max(0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in known
    )
    return max(shared, default=0) / size
