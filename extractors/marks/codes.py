"""QR codes: where they stand and what they say. What they say is data: no address in one is ever asked for anything.

`zxing-cpp` looks at the whole picture in some ten milliseconds; OpenCV's own detector takes ten times as long and reads one
code of three on clean pages and one of ten on scans.
"""

from collections.abc import Sequence

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from schemas.geometry import Box, overlap
from schemas.page import Line, Mark

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


FILLED = 0.3
"""A picture of which so much is a QR code is that code, with its quiet zone."""


def find_codes(grey: NDArray[np.uint8]) -> tuple[Mark, ...]:
    """The QR codes of a picture whose sums are right, in any direction, from top to bottom; those without text are none.

    Boxes are in fractions of the picture; the text is without characters that cannot be shown.
    """
    read = zxingcpp.read_barcodes(grey, _QR, try_rotate=False, try_invert=False, text_mode=zxingcpp.TextMode.Plain)
    marks = [Mark(kind="code", box=_around(each.position, grey), text=_shown(each.text)) for each in read]
    return tuple(sorted((mark for mark in marks if mark.text), key=lambda mark: (mark.box[1], mark.box[0])))


def beside(lines: Sequence[Line], codes: Sequence[Mark]) -> tuple[Line, ...]:
    """The lines without those that were made out of the squares of a code."""
    return tuple(line for line in lines if all(overlap(line.box, code.box) < 0.5 for code in codes))


def is_code(picture: Box, codes: Sequence[Mark]) -> bool:
    """Whether a picture set into a page is one of the codes, and nothing else."""
    return any(overlap(picture, code.box) > FILLED for code in codes)


def _around(corners: zxingcpp.Position, grey: NDArray[np.uint8]) -> Box:
    points = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    height, width = grey.shape
    xs, ys = [round(point.x / width, 5) for point in points], [round(point.y / height, 5) for point in points]
    return max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys))


def _shown(text: str) -> str:
    """On one row: a code may hold line feeds, and bytes that are no text at all."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
