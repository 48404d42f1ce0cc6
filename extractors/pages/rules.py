"""The ruled lines of a page: straight horizontal and vertical strokes that are longer than any glyph.

Everything is measured on a picture of half the size, in its pixels, unless said otherwise.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.cleaning import STRETCH, red_ink

Mask = NDArray[np.uint8]

HALF = 2
"""The rules are looked for on a picture this many times smaller."""

SHARE = 22
"""A rule is at least a twenty-second of the page's longer side."""

THICKEST = 6
"""A stroke that is thicker is no rule (half-size pixels); this takes the uprights out of lines of text."""

COVERED = 0.9
"""How much of such a length must be dark: scanners and copiers leave gaps."""


class Rule(NamedTuple):
    """One ruled line from ``(x0, y0)`` to ``(x1, y1)``, left to right or top to bottom, `thick` across; full-size pixels."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float

    @property
    def horizontal(self) -> bool:
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)

    def lies_in(self, frame: tuple[float, float, float, float]) -> bool:
        """Whether both ends lie in the frame, or hardly out of it."""
        x0, y0, x1, y1 = frame
        near = 0.1 * max(x1 - x0, y1 - y0)
        inside = x0 - near <= min(self.x0, self.x1) and max(self.x0, self.x1) <= x1 + near
        return inside and y0 - near <= min(self.y0, self.y1) and max(self.y0, self.y1) <= y1 + near


class Rules(NamedTuple):
    """The rules of a page, and the pixels they cover on the half-size picture."""

    horizontal: list[Rule]
    vertical: list[Rule]
    mask: Mask

    def outside(self, frames: Sequence[tuple[float, float, float, float]]) -> "Rules":
        """Without the rules that lie in one of these upright frames (full-size pixels): the sides of a square seal rule nothing.
        The mask stays as it is.
        """
        horizontal, vertical = (
            [rule for rule in rules if not any(rule.lies_in(frame) for frame in frames)]
            for rules in (self.horizontal, self.vertical)
        )
        return Rules(horizontal, vertical, self.mask)


def half_size(grey: Mask) -> Mask:
    """Half the size, dark winning over bright, so that hairlines survive."""
    return np.asarray(cv2.erode(grey, np.ones((HALF, HALF), np.uint8))[::HALF, ::HALF].copy(), np.uint8)


def dark(small: Mask, contrast: int = 14) -> Mask:
    """255 where a pixel is clearly darker than its neighbourhood."""
    return np.asarray(
        cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, contrast), np.uint8
    )


def find_rules(small: Mask, half: Mask | None = None) -> Rules:
    """All rules of the working picture, from its half-size copies in grey and in colour; their ends in full-size pixels.

    Red ink is looked at by itself: a seal must not break the rule that it was put upon, and rules may be red.
    """
    red = red_ink(half) if half is not None else None
    if half is None or red is None or cv2.countNonZero(red) < 0.0005 * red.size:
        return _rules_in(dark(small))
    unred = small.copy()
    cv2.copyTo(half_dark_red(half), cv2.dilate(red, np.ones((3, 3), np.uint8)), unred)
    black, coloured = _rules_in(dark(unred)), _rules_in(red)
    return Rules(
        black.horizontal + coloured.horizontal,
        black.vertical + coloured.vertical,
        np.asarray(cv2.bitwise_or(black.mask, coloured.mask), np.uint8),
    )


def half_dark_red(half: Mask) -> Mask:
    """Where there is red ink, what else is there: the red channel, in which red ink is as bright as paper."""
    return np.asarray(cv2.LUT(np.ascontiguousarray(half[..., 0]), STRETCH), np.uint8)


def _rules_in(inked: Mask) -> Rules:
    """The rules among the inked pixels."""
    length = max(24, max(inked.shape) // SHARE)
    across = _long(inked, length)
    down = _long(inked.T.copy(), length).T.copy()
    return Rules(
        _segments(across, length), [_mirrored(rule) for rule in _segments(down.T.copy(), length)], cv2.bitwise_or(across, down)
    )


def _long(inked: Mask, length: int) -> Mask:
    """The dark pixels on thin horizontal strokes of at least `length`: an opening that forgives gaps and a slight slope."""
    solid = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((THICKEST + 1, 1), np.uint8))
    thick = cv2.dilate(cv2.subtract(inked, solid), np.ones((3, 1), np.uint8))
    covered = cv2.boxFilter(thick, -1, (length, 1), borderType=cv2.BORDER_CONSTANT)
    seeds = cv2.threshold(covered, int(255 * COVERED), 255, cv2.THRESH_BINARY)[1]
    if not cv2.countNonZero(seeds):
        return np.zeros_like(inked)
    reach = cv2.dilate(seeds, np.ones((1, length), np.uint8))
    kept: Mask = cv2.bitwise_and(reach, inked)
    return kept


def _segments(strokes: Mask, length: int) -> list[Rule]:
    """The horizontal strokes as rules: connected pieces, long and thin, pieces of one line joined."""
    if not cv2.countNonZero(strokes):
        return []
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((3, length // 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        if width < length or area > 7 * width:
            continue
        patch = labels[y : y + height, x : x + width] == index
        found.append(_rule(patch, x, y, area))
    return found


def _rule(patch: NDArray[np.bool_], x: int, y: int, area: int) -> Rule:
    """A straight line through the piece, by its ends."""
    width = patch.shape[1]
    end = max(4, width // 12)
    levels = np.arange(patch.shape[0])[:, None]
    left, right = patch[:, :end], patch[:, -end:]
    y0 = float((left * levels).sum() / max(1, left.sum()))
    y1 = float((right * levels).sum() / max(1, right.sum()))
    return Rule(HALF * x, HALF * (y + y0), HALF * (x + width - 1), HALF * (y + y1), HALF * area / width)


def _mirrored(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1, rule.thick)
