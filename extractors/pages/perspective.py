"""A photographed page made rectangular from the lines on it: text, rules, frames and edges that are level or upright in truth.

All lines of one direction meet in one vanishing point; the picture in which both points lie at infinity is the page as it is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb, shrunk
from extractors.pages.reader import RawLine

Matrix = NDArray[np.float64]
Segments = NDArray[np.float64]
"""``(n, 4)``: x0, y0, x1, y1 in pixels."""

LOOK = 600
"""Pixels of the longer side of the picture on which straight edges are looked for."""

LEAN = 20.0
"""Degrees that an upright may lean; beyond it the page was not photographed to be read."""


class Edges(NamedTuple):
    """What is level on the page in truth (lines of text), and what is upright (rules, frames, edges of the sheet, margins)."""

    level: Segments
    upright: Segments


def edges_of(rgb: Rgb, lines: Sequence[RawLine]) -> Edges:
    """The edges by which a page can be straightened."""
    level = _baselines(lines)
    if not len(level):
        return Edges(level, np.empty((0, 4)))
    slope = float(np.median(np.degrees(np.arctan2(level[:, 3] - level[:, 1], level[:, 2] - level[:, 0]))))
    return Edges(level, np.concatenate([_uprights(rgb, lines, slope), _margins(lines)]))


def misfit(edges: Edges, matrix: Matrix) -> float:
    """How far, in degrees, the edges are from what they are in truth once `matrix` has moved the picture; strays count little."""
    return _off(edges.level, matrix, 1) + _off(edges.upright, matrix, 0)


def _off(segments: Segments, matrix: Matrix, across: int) -> float:
    """The mean angle, by length, of the better two thirds of the segments with their axis."""
    if not len(segments):
        return 0.0
    moved = cv2.perspectiveTransform(segments.reshape(-1, 1, 2), matrix).reshape(-1, 4)
    run = moved[:, 2:] - moved[:, :2]
    length = np.linalg.norm(run, axis=1)
    angle = np.degrees(np.arctan2(np.abs(run[:, across]), np.abs(run[:, 1 - across])))
    order = np.argsort(angle)[: max(1, round(len(angle) * 2 / 3))]
    return float(np.average(angle[order], weights=np.maximum(1e-6, length[order])))


def rectification(edges: Edges, width: int, height: int) -> Matrix | None:
    """What takes pixels of the picture to where the edges are what they are in truth; the picture's middle stays in place.

    Nothing where the page does not say: too little text, or no two upright lines well apart.
    """
    level, upright = edges
    if len(level) < 2 or len(upright) < 2 or _spread_across(upright) < 0.25 * width:
        return None
    centre = np.array([width / 2, height / 2, 1.0])
    across, down = _vanishing(level, centre, width), _vanishing(upright, centre, width)
    matrix = _to_infinity(across, down, centre)
    return matrix if matrix is not None and _sane(matrix, width, height) else None


def _baselines(lines: Sequence[RawLine]) -> Segments:
    """The middles of the longer lines of text, from left to right."""
    found = []
    for line in lines:
        left, right = (line.quad[0] + line.quad[3]) / 2, (line.quad[1] + line.quad[2]) / 2
        high = np.linalg.norm(line.quad[3] - line.quad[0])
        if line.confidence > 0.8 and np.linalg.norm(right - left) > 4 * high:
            found.append([*left, *right])
    return np.array(found, np.float64).reshape(-1, 4)


def _margins(lines: Sequence[RawLine]) -> Segments:
    """Upright lines along the beginnings of lines of text that begin at one margin."""
    starts = np.array([(line.quad[0] + line.quad[3]) / 2 for line in lines if len(line.text) > 3], np.float64).reshape(-1, 2)
    if len(starts) < 5:
        return np.empty((0, 4))
    high = float(np.median([np.linalg.norm(line.quad[3] - line.quad[0]) for line in lines]))
    best: NDArray[np.bool_] = np.zeros(len(starts), bool)
    order = starts[np.argsort(starts[:, 1])]
    for i in range(0, len(order), max(1, len(order) // 20)):
        for j in range(len(order) - 1, i, -max(1, len(order) // 20)):
            run = order[j, 1] - order[i, 1]
            if run < 8 * high or abs(order[j, 0] - order[i, 0]) > 0.36 * run:
                continue
            at = order[i, 0] + (order[j, 0] - order[i, 0]) * (order[:, 1] - order[i, 1]) / run
            near = np.abs(order[:, 0] - at) < 0.25 * high
            if near.sum() > best.sum():
                best = near
    if best.sum() < 5:
        return np.empty((0, 4))
    x, y = order[best].T
    lean, x0 = np.polyfit(y, x, 1)
    return np.array([[x0 + lean * y.min(), y.min(), x0 + lean * y.max(), y.max()]])


def _uprights(rgb: Rgb, lines: Sequence[RawLine], slope: float) -> Segments:
    """Long straight edges across the direction of the text: rules, frames, the edges of the sheet."""
    scale = LOOK / max(rgb.shape[:2])
    small = cv2.cvtColor(shrunk(rgb, LOOK), cv2.COLOR_RGB2GRAY)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    if found is None:
        return np.empty((0, 4))
    segments = np.asarray(found, np.float64).reshape(-1, 4) / scale
    flip = segments[:, 1] > segments[:, 3]
    segments[flip] = segments[flip][:, [2, 3, 0, 1]]
    run = segments[:, 2:] - segments[:, :2]
    length = np.linalg.norm(run, axis=1)
    lean = np.degrees(np.arctan2(-run[:, 0], run[:, 1])) - slope
    tall = length > max(rgb.shape[:2]) / 14
    return np.asarray(segments[tall & (np.abs(lean) < LEAN) & ~_is_text(segments, lines)], np.float64)


def _is_text(segments: Segments, lines: Sequence[RawLine]) -> NDArray[np.bool_]:
    """Strokes inside single lines of text; nothing of the kind is as long as asked for, save large seals and pictures."""
    high = max((float(np.linalg.norm(line.quad[3] - line.quad[0])) for line in lines), default=0.0)
    short: NDArray[np.bool_] = np.linalg.norm(segments[:, 2:] - segments[:, :2], axis=1) < 1.5 * high
    return short


def _spread_across(upright: Segments) -> float:
    """How far apart the leftmost and the rightmost upright stand; one alone tells a lean, not a perspective."""
    middles = (upright[:, 0] + upright[:, 2]) / 2
    return float(middles.max() - middles.min())


def _vanishing(segments: Segments, centre: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Where the segments meet, in homogeneous pixels: least squares by length, strays counting less and less."""
    shift = np.array([[1 / scale, 0, -centre[0] / scale], [0, 1 / scale, -centre[1] / scale], [0, 0, 1]])
    ends = [np.concatenate([segments[:, k : k + 2], np.ones((len(segments), 1))], axis=1) @ shift.T for k in (0, 2)]
    normals = np.cross(ends[0], ends[1])
    normals /= np.linalg.norm(normals[:, :2], axis=1, keepdims=True)
    length = np.linalg.norm(segments[:, 2:] - segments[:, :2], axis=1)
    middle = (ends[0] + ends[1]) / 2
    weights = length
    for _ in range(8):
        _, vectors = np.linalg.eigh((normals * weights[:, None]).T @ normals)
        point = vectors[:, 0]
        towards = np.cross(middle, np.broadcast_to(point, middle.shape))
        towards /= np.maximum(1e-12, np.linalg.norm(towards[:, :2], axis=1, keepdims=True))
        off = np.abs(normals[:, 0] * towards[:, 1] - normals[:, 1] * towards[:, 0])
        weights = length / (1 + (off / 0.01) ** 2)
    return np.asarray(np.linalg.inv(shift) @ point, np.float64)


def _to_infinity(across: NDArray[np.float64], down: NDArray[np.float64], centre: NDArray[np.float64]) -> Matrix | None:
    """The matrix that sends both vanishing points to infinity and keeps the middle as it is, at its size."""
    columns = []
    for point, axis in ((across, 0), (down, 1)):
        direction = point[:2] - centre[:2] * point[2]
        length = float(np.linalg.norm(direction))
        if length < 1e-9:
            return None
        columns.append(point / length * (1 if direction[axis] > 0 else -1))
    back = np.stack([*columns, centre], axis=1)
    if abs(np.linalg.det(back)) < 1e-9:
        return None
    moved = np.array([[1, 0, centre[0]], [0, 1, centre[1]], [0, 0, 1]])
    return moved @ np.linalg.inv(back)


def _sane(matrix: Matrix, width: int, height: int) -> bool:
    """Whether the picture keeps its shape by and large: no corner flies off."""
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64).reshape(-1, 1, 2)
    weights = np.concatenate([corners.reshape(-1, 2), np.ones((4, 1))], axis=1) @ matrix[2]
    if weights.min() <= 0.4 or weights.max() > 2.5:
        return False
    moved = cv2.perspectiveTransform(corners, matrix).reshape(-1, 2)
    size = moved.max(axis=0) - moved.min(axis=0)
    return bool((size < 1.5 * np.array([width, height])).all() and (size > 0.7 * np.array([width, height])).all())
