"""Pictures set into a text: whether one is a seal, a signature, or a picture of something."""

from io import BytesIO
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.files.images import decoded
from schemas.page import MarkKind

Colour = Literal["red", "blue", "black", "grey"]
_SIDE = 600  # pixels: enough to tell strokes from print


class Look(NamedTuple):
    """What a picture looks like."""

    kind: MarkKind
    colour: Colour | None


def load(data: bytes, pixels: int) -> NDArray[np.uint8] | None:
    """The picture as RGB on white; None for formats that are not drawn here (EMF, WMF) and for broken or huge ones."""
    return decoded(BytesIO(data), pixels)


def classify_picture(rgb: NDArray[np.uint8]) -> MarkKind:
    """Whether a picture ``(height, width, 3)`` set into a text shows a ``seal``, ``ink`` (a signature) or a ``picture``."""
    return look(rgb).kind


def look(rgb: NDArray[np.uint8]) -> Look:
    """Kind and colour, by the share of red among all that is not paper, how it is spread, and how large the strokes are."""
    small = _smaller(rgb)
    paper = _paper(small)
    ink = ~paper
    if ink.mean() < 0.002:
        return Look("picture", None)
    red = _red(small) & ink
    if red.sum() > 0.5 * ink.sum():
        return Look("seal", "red") if _compact(red) else Look("ink", "red") if _strokes(red) else Look("picture", None)
    if _strokes(ink):
        return Look("ink", "blue" if _blue(small, ink) else "black")
    return Look("picture", None)


def _smaller(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    factor = _SIDE / max(rgb.shape[:2])
    if factor >= 1:
        return rgb
    size = (max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _paper(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where nothing is: close to the brightest tone of the picture, and without colour."""
    values = rgb.astype(np.int16)
    light, dark = values.max(axis=2), values.min(axis=2)
    ground = max(150, int(np.percentile(dark, 90)) - 40)
    return np.asarray((dark > ground) & (light - dark < 45), dtype=np.bool_)


def _red(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    values = rgb.astype(np.int16)
    return np.asarray(values[:, :, 0] - np.maximum(values[:, :, 1], values[:, :, 2]) > 35, dtype=np.bool_)


def _blue(rgb: NDArray[np.uint8], ink: NDArray[np.bool_]) -> bool:
    strokes = rgb[ink].astype(np.int16)
    return bool(np.median(strokes[:, 2] - strokes[:, 0]) > 25)


def _compact(mask: NDArray[np.bool_]) -> bool:
    """Whether what is coloured fills a square-ish box, as a round, oval or square stamp does, with print all over it."""
    ys, xs = np.nonzero(mask)
    x0, x1, y0, y1 = np.percentile(xs, 0.5), np.percentile(xs, 99.5), np.percentile(ys, 0.5), np.percentile(ys, 99.5)
    width, height = x1 - x0 + 1, y1 - y0 + 1
    return bool(0.4 < width / height < 2.5 and _all_sides(mask[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1]))


def _all_sides(mask: NDArray[np.bool_]) -> bool:
    """Whether the outer band of each side is inked along much of it: a rim, which a signature in red has not."""
    height, width = mask.shape
    band_y, band_x = max(1, height // 5), max(1, width // 5)
    sides = (mask[:band_y].any(axis=0), mask[-band_y:].any(axis=0), mask[:, :band_x].any(axis=1), mask[:, -band_x:].any(axis=1))
    return min(float(side.mean()) for side in sides) > 0.45


def _strokes(ink: NDArray[np.bool_]) -> bool:
    """Whether the ink is a few large strokes on much white, as written by hand, and not rows of print or a photograph."""
    share = float(ink.mean())
    if not 0.003 < share < 0.35:
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    parts = stats[1:]
    parts = parts[parts[:, cv2.CC_STAT_AREA] >= 6]
    if not len(parts) or count < 2:
        return False
    top, bottom = parts[:, 1].min(), (parts[:, 1] + parts[:, 3]).max()
    tallest = np.sort(parts[:, cv2.CC_STAT_HEIGHT])[-3:].max()
    return bool(len(parts) <= 60 and tallest >= 0.28 * (bottom - top) and _thin(ink))


def _thin(ink: NDArray[np.bool_]) -> bool:
    """Whether strokes are thin for the picture, even those of a brush: no masses as a photograph has them."""
    depth = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    return bool(np.percentile(depth[ink], 90) < 0.1 * min(ink.shape))
