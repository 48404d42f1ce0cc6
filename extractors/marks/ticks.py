"""Tick boxes that the engine did not read as characters: small ruled squares, empty or ticked."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.pages.rules import HALF, dark
from extractors.pages.view import View
from schemas.geometry import Box
from schemas.page import Line

BOXLIKE = frozenset("口囗□☐☑☒◻▢■")
"""Characters as which the engine reads a box; what it reads as anything else is print."""

SIDES = (0.55, 1.8)
"""The side of a tick box, as shares of the height of the page's print."""


class Square(NamedTuple):
    """A tick box: where (full-size pixels), and whether something is in it."""

    rect: tuple[int, int, int, int]
    ticked: bool


def find_squares(view: View, lines: Sequence[Line], glyph: float) -> list[Square]:
    """All tick boxes outside read print. `glyph` is the height of the page's print in full-size pixels."""
    inked = dark(view.small, 25)
    inked[view.rules.mask > 0] = 0
    for box in _print_boxes(lines):
        x0, y0, x1, y1 = _half(box, view)
        inked[y0:y1, x0:x1] = 0
    contours, tree = cv2.findContours(inked, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    holes: dict[int, list[tuple[int, int, int, int]]] = {}
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent >= 0 and len(contour) > 3:
            holes.setdefault(int(parent), []).append(tuple(cv2.boundingRect(contour)))
    squares = [_square(inked, group, glyph / HALF) for group in holes.values()]
    return [square for square in squares if square]


def _print_boxes(lines: Sequence[Line]) -> list[Box]:
    """Boxes of what was surely read as ordinary print."""
    boxes = []
    for line in lines:
        if len(line.chars) == len(line.text):
            boxes += [box for char, box in zip(line.text, line.chars, strict=True) if char not in BOXLIKE and not char.isspace()]
        elif not BOXLIKE & set(line.text):
            boxes.append(line.box)
    return boxes


def _half(box: Box, view: View) -> tuple[int, int, int, int]:
    high, wide = view.small.shape
    return int(box[0] * wide), int(box[1] * high), int(box[2] * wide) + 1, int(box[3] * high) + 1


def _square(inked: np.typing.NDArray[np.uint8], holes: Sequence[tuple[int, int, int, int]], glyph: float) -> Square | None:
    """The box around the holes of one shape, if it is a square of the right size with four inked sides."""
    x0, y0 = min(x for x, _, _, _ in holes) - 1, min(y for _, y, _, _ in holes) - 1
    x1, y1 = max(x + w for x, _, w, _ in holes) + 1, max(y + h for _, y, _, h in holes) + 1
    wide, high = x1 - x0, y1 - y0
    if not (SIDES[0] * glyph <= min(wide, high) and max(wide, high) <= SIDES[1] * glyph and 0.75 < wide / high < 1.34):
        return None
    patch = inked[y0:y1, x0:x1] > 0
    sides = (patch[:2].any(axis=0), patch[-2:].any(axis=0), patch[:, :2].any(axis=1), patch[:, -2:].any(axis=1))
    if min(side.mean() for side in sides) < 0.8:
        return None
    inset = max(2, round(0.22 * min(wide, high)))
    inner = patch[inset:-inset, inset:-inset]
    return Square((HALF * x0, HALF * y0, HALF * x1, HALF * y1), bool(inner.size and inner.mean() > 0.1))
