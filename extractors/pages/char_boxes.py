"""Where each character of a line stands, as `rapidocr` reckons it, for all characters of a line at once.

The engine's own way goes point by point, a twentieth of the whole reading; this gives the same places within a pixel.
"""

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr.cal_rec_boxes import CalRecBoxes
from rapidocr.cal_rec_boxes.main import Direction

Quads = NDArray[np.int64]
"""``(n, 4, 2)``: corners in pixels of the page, from the top left on."""


class CharBoxes(CalRecBoxes):  # type: ignore[misc]  # the engine is not typed
    """The engine's reckoning with its slow half replaced."""

    def __call__(self, imgs: Any, dt_boxes: Any, rec_res: Any, return_single_char_box: bool = False) -> Any:
        """`rec_res` with the words of each line as tuples of text, confidence and quad ``(4, 2)``."""
        results = []
        for index, (picture, box) in enumerate(zip(imgs, dt_boxes, strict=False)):
            if rec_res.txts is None or picture.size == 0 or rec_res.word_results is None:
                continue
            high, wide = picture.shape[:2]
            whole = np.array([[0, 0], [wide, 0], [wide, high], [0, high]])
            words = self.cal_ocr_word_box(rec_res.txts[index], whole, rec_res.word_results[index], return_single_char_box)
            texts, cells, sure = words
            apart = np.array(self.adjust_box_overlap(cells), np.float64).reshape(-1, 4, 2)
            upright = self.get_box_direction(box) is Direction.VERTICAL
            results.append(list(zip(texts, sure, on_page(box, apart, upright), strict=False)))
        rec_res.word_results = tuple(results)
        return rec_res


def on_page(box: NDArray[np.float32], cells: NDArray[np.float64], upright: bool) -> Quads:
    """Cells ``(n, 4, 2)`` of the picture of a line, on the page from which it was cut by its `box` ``(4, 2)`` (turned by a
    quarter where it stands `upright`).
    """
    corner = box.min(axis=0).astype(np.int64)
    moved = (box - corner.astype(box.dtype)).astype(np.float32)
    wide, high = (int(np.linalg.norm(moved[0] - moved[n])) for n in (1, 3))
    straight = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    _, back = cv2.invert(cv2.getPerspectiveTransform(moved, straight))
    x, y = cells[..., 0], cells[..., 1]
    if upright:
        cos, sin = math.cos(math.radians(-90)), math.sin(math.radians(-90))
        x, y = x * cos + y * sin + wide, y * cos - x * sin
    across, down, depth = (row[0] * x + row[1] * y + row[2] for row in back)
    places = np.stack([across / depth, down / depth], axis=-1) + corner
    return in_order(np.trunc(places).astype(np.int64))


def in_order(quads: Quads) -> Quads:
    """The corners of each quad from the top left on: the upper and the lower one of those left of its middle and right of it."""
    x, y = quads[..., 0], quads[..., 1].astype(np.float64)
    middle = x.mean(axis=1, keepdims=True)
    left = x < middle
    chosen = [
        np.where(left, y, np.inf).argmin(axis=1),
        np.where(left, np.inf, y).argmin(axis=1),
        np.where(left, -np.inf, y).argmax(axis=1),
        np.where(left, y, -np.inf).argmax(axis=1),
    ]
    ordered = np.take_along_axis(quads, np.stack(chosen, axis=1)[..., None], axis=1)
    for n in np.flatnonzero((x == middle).any(axis=1)):  # a corner in the very middle: a quad on its tip, or of no width
        ordered[n] = CalRecBoxes.order_points(quads[n].tolist())
    return ordered
