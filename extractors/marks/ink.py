"""Pen strokes: signatures and written dates, read as text or not.

Ink counts only after ruled lines, red, print and pictures are taken away, and only where its strokes are longer than a
printed glyph is: neither 年 月 日 nor a typed name makes a signature.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.cleaning import redness
from extractors.pages.picture import Rgb
from extractors.pages.rules import HALF, dark

Mask = NDArray[np.uint8]
Rect = tuple[int, int, int, int]
"""``(x0, y0, x1, y1)`` in full-size pixels."""


MOST_PIECES, FULLEST = 30, 0.36
"""A group of more pieces, or that fills its box more, is no handwriting: a QR code, a screened picture."""
FEW, BOLD, SHORT, LONG = 8, 0.5, 3.5, 5.0
"""So few pieces, with a stroke so many glyphs long, may fill more of it, the more the longer it is: a short name written with a
thick pen.
"""
DENSE, WINDING = 0.62, 8.0
"""A stroke so many glyphs long may fill yet more of a box that is wider than high: a whole name, its characters run together."""


class Scrawl(NamedTuple):
    """A group of strokes that no print explains: where (full-size pixels), and how sure it is that a pen made it."""

    rect: Rect
    confidence: float


def loose_ink(half: Rgb, small: Mask, rules: Mask, printed: Sequence[Rect], glyph: float) -> list[Scrawl]:
    """Strokes outside all print. `half` and `small` are the half-size picture in colour and grey, `rules` the ruled lines on it.

    `printed` are boxes of printed text, `glyph` the height of the page's print (full-size pixels).
    """
    inked = dark(small, 25)
    inked[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    inked[_red_only(half) > 0] = 0
    for x0, y0, x1, y1 in printed:
        inked[max(0, y0 // HALF) : y1 // HALF + 1, max(0, x0 // HALF) : x1 // HALF + 1] = 0
    glyph = glyph / HALF
    kept = _pieces(inked, glyph)
    reach = max(3, round(0.5 * glyph)) | 1
    joined = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    groups = [_group(kept, labels, stats[index], index, glyph) for index in range(1, min(count, 200))]
    return [group for group in groups if group]


def _red_only(reduced: Rgb) -> Mask:
    """Red ink and its fringe, but not the black or blue strokes that run through it: those are dark in the red channel too."""
    red = redness(reduced)
    strong = cv2.threshold(red, min(60, int(np.median(red[::4, ::4])) + 18), 255, cv2.THRESH_BINARY)[1]
    bright = cv2.threshold(reduced[..., 0], 0.62 * float(np.median(reduced[::4, ::4, 0])), 255, cv2.THRESH_BINARY)[1]
    fringe: Mask = cv2.bitwise_and(cv2.dilate(strong, np.ones((5, 5), np.uint8)), bright)
    return fringe


def _pieces(inked: Mask, glyph: float) -> Mask:
    """Without dust, and without what hangs on the page's edge or is as large as a picture."""
    height, width = inked.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked)
    x, y, wide, high, area = stats.T
    edge = max(2, min(inked.shape) // 150)
    inside = (x > edge) & (y > edge) & (x + wide < width - edge) & (y + high < height - edge)
    good = (
        inside & (area > 0.03 * glyph * glyph) & (np.maximum(wide, high) > 0.3 * glyph) & (high < 9 * glyph) & (wide < 25 * glyph)
    )
    cleared = np.zeros_like(inked)
    for index in np.flatnonzero(good[1:]) + 1:
        part = (slice(y[index], y[index] + high[index]), slice(x[index], x[index] + wide[index]))
        cleared[part][labels[part] == index] = 255
    return cleared


def _group(kept: Mask, labels: NDArray[np.int32], stats: NDArray[np.int32], index: int, glyph: float) -> Scrawl | None:
    """The group as a scrawl, if its strokes reach further than a glyph and it is neither a line nor a block."""
    x, y, wide, high = (int(value) for value in stats[:4])
    if high < 0.8 * glyph or wide < 0.8 * glyph or high > 10 * glyph or wide > 30 * glyph:
        return None
    ink = np.where(labels[y : y + high, x : x + wide] == index, kept[y : y + high, x : x + wide], 0).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    pieces = cv2.connectedComponents(ink)[0] - 1
    if pieces >= MOST_PIECES:
        return None
    filled = cv2.countNonZero(ink) / ((rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1))
    length = longest_stroke(ink) / glyph
    if filled > _fullest(pieces, length, wide > high) or length < 2.2:
        return None
    x0, x1 = HALF * (x + int(columns[0])), HALF * (x + int(columns[-1]) + 1)
    y0, y1 = HALF * (y + int(rows[0])), HALF * (y + int(rows[-1]) + 1)
    return Scrawl((x0, y0, x1, y1), round(min(0.9, 0.35 + 0.1 * (length - 2.2)), 3))


def _fullest(pieces: int, length: float, level: bool) -> float:
    """How much of its box a group may fill: the longer its longest stroke, in glyphs, the less is it a block."""
    if pieces > FEW:
        return FULLEST
    if length >= WINDING and level:
        return DENSE
    return FULLEST + (BOLD - FULLEST) * min(1.0, max(0.0, (length - SHORT) / (LONG - SHORT)))


def longest_stroke(ink: Mask) -> float:
    """The length of the longest connected stroke, in pixels; 0 for a straight line.

    Taken as area by mean thickness; a piece that would fit a glyph's square counts by its reach only.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    if count < 2:
        return 0.0
    index = 1 + int(np.argmax(np.hypot(stats[1:, 2], stats[1:, 3])))
    piece = (labels == index).astype(np.uint8)
    if _is_straight(piece):
        return 0.0
    depth = cv2.distanceTransform(piece, cv2.DIST_L2, 3)
    ridge = depth[(depth == cv2.dilate(depth, np.ones((3, 3), np.uint8))) & (depth > 0)]
    thickness = max(1.0, 2 * float(ridge.mean()) - 1)
    reach = float(np.hypot(stats[index, 2], stats[index, 3]))
    return min(float(stats[index, 4]) / thickness, 2.2 * reach)


def _is_straight(piece: Mask) -> bool:
    """Whether the piece is a stretch of a straight line, however it leans: a rule, or the edge of the paper."""
    points = cv2.findNonZero(piece)
    wide, high = cv2.minAreaRect(points)[1]
    return bool(min(wide, high) < 0.15 * max(wide, high))
