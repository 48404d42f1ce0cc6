"""A perceptual hash of a page: pages scanned twice give nearly the same 64 bits, other pages differ in some twenty."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.rules import dark

SIDE = 64
BANDS = 9

NEAR, COMPANY = 31, 24
"""Ink belongs to print where there are at least so many inked pixels in a square of that side around it."""


def fingerprint(small: NDArray[np.uint8], margin: int | None = None) -> str | None:
    """16 hex digits, or nothing for a page without ink. `small` is the half-size grey picture, whose outermost
    `margin` pixels (a fortieth, unless given) do not count.

    The hash is of where the ink stands, not of how bright the paper is. The inked area is cut out first, so that a shifted
    re-scan hashes alike; then the signs of the lowest frequencies of its cosine transform (without the mean) are the bits.
    """
    inked = cv2.morphologyEx(dark(small, 25), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    box = _inked_area(inked, max(2, min(inked.shape) // 40) if margin is None else margin)
    if box is None:
        return None
    x0, y0, x1, y1 = box
    density = cv2.resize(inked[y0:y1, x0:x1], (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = cv2.dct(cv2.GaussianBlur(density, (5, 5), 0))[:BANDS, :BANDS].ravel()[1:65]
    bits = waves > np.median(waves)
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def _inked_area(inked: NDArray[np.uint8], margin: int) -> tuple[int, int, int, int] | None:
    """The box around the ink that has more ink near it: dust does not count."""
    inner = inked[margin : inked.shape[0] - margin, margin : inked.shape[1] - margin]
    if inner.size == 0:
        return None
    near = cv2.boxFilter(inner, cv2.CV_32F, (NEAR, NEAR), normalize=False, borderType=cv2.BORDER_CONSTANT) / 255
    written = cv2.bitwise_and(inner, np.where(near > COMPANY, 255, 0).astype(np.uint8))
    x, y, width, height = cv2.boundingRect(written)
    return (margin + x, margin + y, margin + x + width, margin + y + height) if width and height else None
