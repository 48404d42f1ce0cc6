"""The outline of a seal, and points along it."""

from math import pi
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]

Shape = Literal["round", "oval", "square"]


class Ring(NamedTuple):
    """A seal's outline in pixels of the working picture: centre, half axes, angle of the first axis (degrees), how sure."""

    x: float
    y: float
    a: float
    b: float
    angle: float
    shape: Shape
    confidence: float
    cut: bool

    def scaled(self, factor: float) -> "Ring":
        return self._replace(x=self.x * factor, y=self.y * factor, a=self.a * factor, b=self.b * factor)

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it."""
        if self.shape == "square":
            (x0, y0), (x1, y1) = self.corners().min(axis=0), self.corners().max(axis=0)
            return float(x0), float(y0), float(x1), float(y1)
        turn = np.radians(self.angle)
        wide = float(np.hypot(self.a * np.cos(turn), self.b * np.sin(turn)))
        high = float(np.hypot(self.a * np.sin(turn), self.b * np.cos(turn)))
        return (self.x - wide, self.y - high, self.x + wide, self.y + high)

    def corners(self, factor: float = 1.0) -> NDArray[np.int32]:
        """The corners of a square one grown by `factor`, ``(4, 2)``, from the top left on as its lettering runs."""
        size = (2 * self.a * factor, 2 * self.b * factor)
        lean = np.radians(self.angle)
        along, down = np.array([np.cos(lean), np.sin(lean)]), np.array([-np.sin(lean), np.cos(lean)])
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return np.rint([(self.x, self.y) + (i * size[0] * along + j * size[1] * down) / 2 for i, j in signs]).astype(np.int32)


STEPS = 180
"""Points at which an outline is looked at: one every two degrees."""

_COSINES, _SINES = (turn(np.linspace(0, 2 * pi, STEPS, endpoint=False)) for turn in (np.cos, np.sin))


def around(ring: Ring, factor: float) -> NDArray[np.float32]:
    """Points on the outline, ``(STEPS, 2)``, grown by `factor`."""
    if ring.shape == "square":
        corners = ring.corners(factor).astype(np.float32)
        shares = np.linspace(0, 1, STEPS // 4, endpoint=False, dtype=np.float32)[:, None]
        return np.concatenate([one + shares * (other - one) for one, other in zip(corners, np.roll(corners, -1, 0), strict=True)])
    lean = np.radians(ring.angle)
    u, v = ring.a * factor * _COSINES, ring.b * factor * _SINES
    return np.stack([ring.x + u * np.cos(lean) - v * np.sin(lean), ring.y + u * np.sin(lean) + v * np.cos(lean)], axis=1).astype(
        np.float32
    )


def sample(picture: NDArray[Any], points: NDArray[np.float32]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """The nearest pixels at the points, and which of the points lie on the picture."""
    columns, lines = np.rint(points[:, 0]).astype(int), np.rint(points[:, 1]).astype(int)
    height, width = picture.shape
    on = (columns >= 1) & (lines >= 1) & (columns < width - 1) & (lines < height - 1)
    return picture[np.clip(lines, 0, height - 1), np.clip(columns, 0, width - 1)], on


def short_side(mask: Mask) -> float:
    """The shorter side as if the page were A4, so that a cut-out or a long strip does not change the scale."""
    height, width = mask.shape
    return max(min(height, width), 0.6 * max(height, width)) if min(height, width) > 0 else 1.0
