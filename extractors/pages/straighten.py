"""From the upright picture to the working picture: paper cut out of a photograph, text lines level.

A page is described by one matrix that takes pixels of the upright picture to pixels of the working picture.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.perspective import edges_of, misfit, rectification
from extractors.pages.picture import Rgb, shrunk
from extractors.pages.reader import RawLine
from schemas.page import Homography

Matrix = NDArray[np.float64]

DOUBTFUL = 1.0
"""Degrees by which the edges of the page may be off on what was taken for the sheet; more, and it was something else."""

SMALL = 240
"""Pixels of the longer side of the picture on which the sheet is looked for."""

LEVEL = 0.1
"""Degrees; lines that are level up to this are left as they are."""


class Straightening(NamedTuple):
    """`matrix` takes upright pixels to working pixels; `width` and `height` are those of the working picture."""

    matrix: Matrix
    width: int
    height: int

    @property
    def moved(self) -> bool:
        """Whether anything has to be drawn anew."""
        return not np.array_equal(self.matrix, np.eye(3))

    def apply(self, rgb: Rgb) -> Rgb:
        """The working picture."""
        if not self.moved:
            return rgb
        edge = cv2.BORDER_REPLICATE
        return np.asarray(
            cv2.warpPerspective(rgb, self.matrix, (self.width, self.height), flags=cv2.INTER_LINEAR, borderMode=edge), np.uint8
        )

    def points(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Points ``(..., 2)`` of the upright picture, in working pixels."""
        flat = points.reshape(-1, 1, 2).astype(np.float64)
        return cv2.perspectiveTransform(flat, self.matrix).reshape(points.shape).astype(np.float32) if flat.size else points


def straighten(rgb: Rgb, lines: Sequence[RawLine], photograph: bool) -> Straightening:
    """What makes the page rectangular and its lines level. Without text nothing can be told, and nothing is done.

    A photographed sheet is straightened by the lines on it, and cut out where it stands out against the table.
    """
    plain = as_it_is(rgb.shape[1], rgb.shape[0])
    if not photograph:
        return _levelled(plain, lines)
    edges = edges_of(rgb, lines)
    paper = paper_corners(rgb, lines)
    tries = [_levelled(plain, lines)]
    if paper is not None:
        tries.append(_levelled(_onto_rectangle(paper), lines))
    if (matrix := rectification(edges, plain.width, plain.height)) is not None:
        sound = paper is not None and misfit(edges, tries[1].matrix) < DOUBTFUL
        tries.append(_around(matrix, paper if paper is not None and sound else _corners(plain)))
    return min(tries, key=lambda one: misfit(edges, one.matrix))


def _corners(plain: Straightening) -> NDArray[np.float32]:
    return np.array([[0, 0], [plain.width, 0], [plain.width, plain.height], [0, plain.height]], np.float32)


def _around(matrix: Matrix, corners: NDArray[np.float32]) -> Straightening:
    """The matrix moved so that the picture is what lies within the corners."""
    moved = cv2.perspectiveTransform(corners.astype(np.float64).reshape(-1, 1, 2), matrix).reshape(-1, 2)
    x0, y0 = moved.min(axis=0)
    width, height = moved.max(axis=0) - (x0, y0)
    return Straightening(np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1.0]]) @ matrix, round(float(width)), round(float(height)))


def as_it_is(width: int, height: int) -> Straightening:
    """A picture that is left as it is."""
    return Straightening(np.eye(3), width, height)


def to_displayed(straightening: Straightening, turn: int, upright: tuple[int, int]) -> Homography:
    """Working fractions to displayed fractions. `upright` is the size ``(width, height)`` of the upright picture."""
    working = np.diag([straightening.width, straightening.height, 1.0])
    back = np.diag([1 / upright[0], 1 / upright[1], 1.0])
    matrix = _TURNED_BACK[turn % 4] @ back @ np.linalg.inv(straightening.matrix) @ working
    a, b, c, d, e, f, g, h, i = (float(value) for value in (matrix / matrix[2, 2]).ravel())
    return (a, b, c, d, e, f, g, h, i)


_TURNED_BACK = (
    np.eye(3),
    np.array([[0.0, -1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    np.array([[-1.0, 0.0, 1.0], [0.0, -1.0, 1.0], [0.0, 0.0, 1.0]]),
    np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]),
)
"""Fractions of the upright page to fractions of the displayed one, by the number of quarter turns that were made."""


def _levelled(base: Straightening, lines: Sequence[RawLine]) -> Straightening:
    angles, weights = _slopes(lines, base.matrix)
    if not len(angles):
        return base
    slope = _weighted_median(angles, weights)
    if abs(slope) < LEVEL:
        return base
    turn = np.vstack([cv2.getRotationMatrix2D((base.width / 2, base.height / 2), slope, 1.0), [0, 0, 1]])
    return base._replace(matrix=turn @ base.matrix)


def _slopes(lines: Sequence[RawLine], matrix: Matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The angles of the long horizontal lines in degrees (clockwise, as y grows downwards), and their lengths."""
    if not lines:
        return np.empty(0), np.empty(0)
    quads = cv2.perspectiveTransform(np.array([line.quad for line in lines], np.float64).reshape(-1, 1, 2), matrix)
    quads = quads.reshape(-1, 4, 2)
    along = (quads[:, 1] + quads[:, 2] - quads[:, 0] - quads[:, 3]) / 2
    down = (quads[:, 3] + quads[:, 2] - quads[:, 0] - quads[:, 1]) / 2
    length, height = np.linalg.norm(along, axis=1), np.linalg.norm(down, axis=1)
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    good = (length > 4 * height) & (np.abs(angles) < 45)
    return angles[good], length[good]


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    summed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(summed, summed[-1] / 2)])


def paper_corners(rgb: Rgb, lines: Sequence[RawLine]) -> NDArray[np.float32] | None:
    """The four corners of the sheet on a photograph, clockwise from the top left; nothing where no sheet stands out."""
    scale = SMALL / max(rgb.shape[:2])
    small = np.asarray(cv2.GaussianBlur(shrunk(rgb, SMALL), (5, 5), 0), np.uint8)
    text = np.array([line.quad for line in lines], np.float32).reshape(-1, 2) * np.float32(scale)
    for mask in _sheet_masks(small):
        corners = _corners_of(mask, text)
        if corners is not None:
            return corners / np.float32(scale)
    return None


def _sheet_masks(small: Rgb) -> list[NDArray[np.uint8]]:
    """Guesses at what is paper: bright against a dark table, pale against a coloured one."""
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)
    bright = cv2.threshold(hsv[..., 2], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    pale = cv2.threshold(hsv[..., 1], 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    clusters = cv2.kmeans(
        lab.reshape(-1, 3).astype(np.float32),
        3,
        np.empty(0, np.int32),
        (cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0),
        1,
        cv2.KMEANS_PP_CENTERS,
    )
    labels = clusters[1].reshape(small.shape[:2])
    middle = labels[small.shape[0] // 4 : -small.shape[0] // 4, small.shape[1] // 4 : -small.shape[1] // 4]
    common = np.bincount(middle.ravel(), minlength=3).argmax()
    return [bright, pale, np.where(labels == common, 255, 0).astype(np.uint8)]


def _corners_of(mask: NDArray[np.uint8], text: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """The quadrilateral of the largest patch, if it is one, is most of the picture and holds the text."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    closed = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    contours = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    area, whole = cv2.contourArea(hull), mask.shape[0] * mask.shape[1]
    for share in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(corners) <= 4:
            break
    if len(corners) != 4 or not 0.3 * whole < area < 0.985 * whole or cv2.contourArea(corners) < 0.95 * area:
        return None
    if any(cv2.pointPolygonTest(corners, (float(x), float(y)), True) < -2 for x, y in text):
        return None
    return _clockwise(corners.reshape(4, 2).astype(np.float32))


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Clockwise from the corner nearest to the top left."""
    around = np.arctan2(*(corners - corners.mean(axis=0)).T[::-1])
    ordered = corners[np.argsort(around)]
    return np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0)


def _onto_rectangle(corners: NDArray[np.float32]) -> Straightening:
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Straightening(cv2.getPerspectiveTransform(corners, target).astype(np.float64), width, height)
