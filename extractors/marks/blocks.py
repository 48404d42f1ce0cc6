"""Square and oblong seals: a red frame, little turned, with lettering in it (方章, 名章), or a block that it is cut out of."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.ring import Mask, Ring, short_side

SIDES = (0.038, 0.2)
"""Side of such a seal as a share of the shorter side of a page of usual shape: a small name's to a large department's."""

LONGEST, TURNED = 3.6, 20.0
"""How many times as long as high it is at most, and by how many degrees it is turned at most."""

FRAMED, CORNERED = 0.6, 0.25
"""How much of each side, and of each corner, is inked at least."""

LETTERED = (0.07, 0.85)
"""How much of what is inside is inked: an empty frame has nothing there, a painted block is full."""

APART = 1.6
"""How far apart, in heights, the characters of a heading stand."""

DEPTH = 0.1
"""How far a side reaches inwards, as a share of the shorter side."""


Rect = Sequence[int]
"""Left, top, width and height."""


def blocks(red: Mask) -> list[Ring]:
    """The square seals on a mask of red ink, in its pixels."""
    reach = max(3, round(min(red.shape) * 0.008))
    joined = np.asarray(cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)), np.uint8)
    low, high = (share * short_side(red) for share in SIDES)
    found = []
    contours = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    bounds: list[Rect] = [cv2.boundingRect(contour) for contour in contours]
    for contour, bound in zip(contours, bounds, strict=True):
        if min(bound[2:]) < low or max(bound[2:]) > 1.4 * high or any(_in_a_row(bound, other) for other in bounds):
            continue
        ring = _around(contour)
        if not (low <= 2 * min(ring.a, ring.b) and 2 * max(ring.a, ring.b) <= high):
            continue
        if max(ring.a, ring.b) > LONGEST * min(ring.a, ring.b) or abs(ring.angle) > TURNED:
            continue
        patch = upright(joined, ring)
        sides = _sides(patch)
        if min(sides) > FRAMED and min(_corners(patch)) > CORNERED and LETTERED[0] < _inside(upright(red, ring)) < LETTERED[1]:
            found.append(ring._replace(confidence=round(0.4 + 0.6 * min(sides), 3)))
    return found


def upright(picture: NDArray[np.uint8], ring: Ring) -> NDArray[np.uint8]:
    """What is in the frame, turned level."""
    corner, right, _, below = ring.corners().astype(np.float32)
    size = (max(4, round(2 * ring.a)), max(4, round(2 * ring.b)))
    level = cv2.getAffineTransform(np.array([corner, right, below]), np.float32([(0, 0), (size[0], 0), (0, size[1])]))  # type: ignore[arg-type]
    return np.asarray(cv2.warpAffine(picture, level, size, flags=cv2.INTER_LINEAR), np.uint8)


def _in_a_row(bound: Rect, other: Rect) -> bool:
    """Whether both may be characters of a red heading (国 has a frame too): as high, on one level, little apart."""
    (x, y, wide, high), (left, top, width, tall) = bound, other
    apart = max(left - (x + wide), x - (left + width))
    level = abs((y + high / 2) - (top + tall / 2)) < 0.35 * high
    return 0 <= apart < APART * high and level and 0.5 * high < tall < 2 * high and width < 2 * wide


def _around(contour: Any) -> Ring:
    """The smallest frame around it, its longer axis the one that is nearer to level."""
    (x, y), (wide, high), angle = cv2.minAreaRect(contour)
    if abs(angle) > 45:
        wide, high, angle = high, wide, angle - 90 if angle > 0 else angle + 90
    return Ring(x, y, wide / 2, high / 2, angle, "square", 0.0, False)


def _inside(patch: Mask) -> float:
    depth = max(2, round(min(patch.shape) * DEPTH))
    inner = patch[depth:-depth, depth:-depth]
    return float((inner > 127).mean()) if inner.size else 0.0


def _corners(patch: Mask) -> list[float]:
    """How much of each corner of the patch is inked: a disc fills its square's sides, but not its corners."""
    high, wide = (max(2, round(0.14 * side)) for side in patch.shape)
    return [
        float((patch[ys, xs] > 0).mean())
        for ys in (slice(0, high), slice(-high, None))
        for xs in (slice(0, wide), slice(-wide, None))
    ]


def _sides(patch: Mask) -> Sequence[float]:
    """How much of each side of the patch is inked, within a tenth of its size."""
    depth = max(2, round(min(patch.shape) * DEPTH))
    bands = (patch[:depth].max(axis=0), patch[-depth:].max(axis=0), patch[:, :depth].max(axis=1), patch[:, -depth:].max(axis=1))
    return [float((band > 0).mean()) for band in bands]
