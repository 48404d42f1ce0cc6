"""Two rows in one box: the detector joins the short rows of a narrow cell (举荐 over 意见), most of all on photographs, and the
engine, which reads a box as one row, makes 举养见 of them. Such a box is cut between its rows, and each is read by itself.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb
from extractors.pages.reader import Quad, RawLine

DOUBTFUL = 0.9
"""Below this confidence a box is looked at; a large character by itself is read well."""
TALL, BROAD = 2.0, 2.2
"""So many times as high as the page's lines, and at most so many times as broad as it is high."""
GAP = 0.12
"""The share of its fullest row's ink up to which a row of pixels counts as empty."""
SURE = 0.8
"""The engine's confidence in either row from which they are believed."""

Strip = Callable[[Rgb], tuple[str, float]]
"""Reads a picture that is one row: its text, and how sure the engine is."""


def apart(picture: Rgb, lines: Sequence[RawLine], strip: Strip) -> list[RawLine]:
    """The lines, two in the place of each that holds two rows. Pixels of `picture`."""
    if not lines:
        return []
    usual = float(np.median([_high(line.quad) for line in lines]))
    return [part for line in lines for part in (_rows(picture, line, strip) if _may_be_two(line, usual) else [line])]


def _may_be_two(line: RawLine, usual: float) -> bool:
    high = _high(line.quad)
    wide = float(np.linalg.norm(line.quad[1] - line.quad[0]))
    return line.confidence < DOUBTFUL and len(line.text.strip()) > 1 and high > TALL * usual and wide < BROAD * high


def _rows(picture: Rgb, line: RawLine, strip: Strip) -> list[RawLine]:
    """Both rows where there are two and both are read well, else the line as it was."""
    patch, back = _cut_out(picture, line.quad)
    cut = _between(patch)
    if cut is None:
        return [line]
    high, wide = patch.shape[:2]
    parts = []
    for top, bottom in ((0, cut), (cut, high)):
        text, confidence = strip(np.ascontiguousarray(patch[top:bottom]))
        corners = np.array([[(0, top), (wide, top), (wide, bottom), (0, bottom)]], np.float32)
        quad = cv2.perspectiveTransform(corners, back)[0].astype(np.float32)
        parts.append(RawLine(text.strip(), quad, confidence, np.empty((0, 4, 2), np.float32)))
    return parts if all(part.text and part.confidence >= SURE for part in parts) else [line]


def _cut_out(picture: Rgb, quad: Quad) -> tuple[Rgb, NDArray[np.float32]]:
    """What the box shows, upright, and the way back to the picture."""
    wide, high = max(8, round(float(np.linalg.norm(quad[1] - quad[0])))), max(8, round(_high(quad)))
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    there = cv2.getPerspectiveTransform(quad, corners)
    return cv2.warpPerspective(picture, there, (wide, high), borderValue=(255, 255, 255)), np.linalg.inv(there)


def _between(patch: Rgb) -> int | None:
    """The pixel row in the middle of the gap between two rows of print; None without one."""
    grey = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)
    dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1].sum(axis=1)
    first, last = round(len(dark) * 0.3), round(len(dark) * 0.7)
    empty = [at for at in range(first, last) if dark[at] <= GAP * dark.max()]
    return round(float(np.median(empty))) if empty else None


def _high(quad: Quad) -> float:
    return float(np.linalg.norm(quad[3] - quad[0]))
