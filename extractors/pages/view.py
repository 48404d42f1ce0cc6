"""The working picture of a page in the forms in which it is looked at, made once."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb
from extractors.pages.rules import Rules, find_rules, half_size


class View(NamedTuple):
    """In colour and in grey; at half the size in colour (averaged) and in grey (dark winning); and its ruled lines."""

    rgb: Rgb
    grey: NDArray[np.uint8]
    half: Rgb
    small: NDArray[np.uint8]
    rules: Rules

    @property
    def width(self) -> int:
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        return int(self.grey.shape[0])


def look_at(rgb: Rgb) -> View:
    """The forms of a working picture."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    small = half_size(grey)
    high, wide = small.shape
    even = cv2.copyMakeBorder(rgb, 0, 2 * high - rgb.shape[0], 0, 2 * wide - rgb.shape[1], cv2.BORDER_REPLICATE)
    half = np.asarray(cv2.resize(even, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
    return View(rgb, grey, half, small, find_rules(small, half))
