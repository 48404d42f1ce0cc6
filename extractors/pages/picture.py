"""Pictures as they are passed around, and how they are made smaller quickly."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
"""A picture: height x width x 3, red first."""


def shrunk(picture: NDArray[np.uint8], longest_side: int) -> NDArray[np.uint8]:
    """The picture with its longer side `longest_side` pixels long, each pixel the mean of those it stands for.

    By halves first, which costs next to nothing (of an odd side the last pixel is left out: it would cost ten times as much),
    then to size.
    """
    small: Any = picture
    while max(small.shape[:2]) >= 2 * longest_side:
        high, wide = (max(1, side // 2) for side in small.shape[:2])
        small = cv2.resize(small[: 2 * high, : 2 * wide], (wide, high), interpolation=cv2.INTER_AREA)
    scale = longest_side / max(small.shape[:2])
    size = (max(1, round(small.shape[1] * scale)), max(1, round(small.shape[0] * scale)))
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
