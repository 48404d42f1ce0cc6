"""Where something stands on a page: the parts that the engine is shown.

Empty paper need not be searched, and must not be: on a picture that is nearly all white the engine overlooks small print.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb
from extractors.pages.rules import HALF, dark, half_size

AROUND, STEP, LEAST = 32, 160, 800
"""Pixels: paper left around print; the sizes go in steps, so that few come up, and begin at `LEAST`."""

APART = 240
"""Pixels of white that part two pieces."""


class Part(NamedTuple):
    """A piece of the page to be read, in pixels. Its own print stands between the rows `first` and `last`."""

    top: int
    bottom: int
    left: int
    right: int
    first: int
    last: int


def written_parts(clean: Rgb) -> list[Part]:
    """The pieces of the page where anything stands, from top to bottom; none on a blank page.

    Faint writing counts, a grain of dust does not. Pieces may overlap: what stands in a piece but outside its own rows
    belongs to its neighbour.
    """
    scale = HALF * HALF
    quarter = half_size(half_size(np.asarray(cv2.cvtColor(clean, cv2.COLOR_RGB2GRAY), np.uint8)))
    inked = np.asarray(cv2.morphologyEx(dark(quarter, 10), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    height, width = clean.shape[:2]
    parts: list[Part] = []
    for first, last in _runs(np.asarray(inked.any(axis=1), np.bool_), APART // scale):
        part = _part(inked, first, last, height, width)
        if parts and _size(joined := _part(inked, parts[-1].first // scale, last, height, width)) < _size(parts[-1]) + _size(
            part
        ):
            parts[-1] = joined
        else:
            parts.append(part)
    return parts


def _runs(inked: NDArray[np.bool_], apart: int) -> list[tuple[int, int]]:
    """The stretches of inked rows, first and last, that stand at least so far apart."""
    rows = np.flatnonzero(inked)
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) > apart)
    starts, ends = rows[np.concatenate([[0], breaks + 1])], rows[np.concatenate([breaks, [len(rows) - 1]])]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _part(inked: NDArray[np.uint8], first: int, last: int, height: int, width: int) -> Part:
    """The piece around these rows of the quarter-size ink."""
    scale = HALF * HALF
    columns = np.flatnonzero(inked[first : last + 1].any(axis=0))
    top, bottom = stretch(first * scale, (last + 1) * scale, height)
    left, right = stretch(int(columns[0]) * scale, (int(columns[-1]) + 1) * scale, width)
    return Part(top, bottom, left, right, first * scale, (last + 1) * scale)


def stretch(start: int, end: int, whole: int) -> tuple[int, int]:
    """The stretch with paper around it, of a size that comes up often, within the page."""
    long = min(whole, max(LEAST, -(-(end - start + 2 * AROUND) // STEP) * STEP))
    begin = min(max(0, start - AROUND), whole - long)
    return begin, begin + long


def _size(part: Part) -> int:
    return (part.bottom - part.top) * (part.right - part.left)
