"""Official seals: red ones by their colour and ring (square ones: `blocks`), those of black-and-white copies by their ring alone.

Rings are looked for on a reduced picture and judged by how much of their circumference is inked, how white it is just
outside, and how full the inside is (an emblem is a filled disc, a seal is lettering in a ring).
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.blocks import blocks
from extractors.marks.ring import STEPS, Mask, Ring, around, sample, short_side
from extractors.pages.cleaning import redness
from extractors.pages.picture import Rgb, shrunk
from schemas.geometry import Box

LONG_SIDE = 900
"""Pixels of the longer side of the picture on which rings are looked for."""

RADII = (0.032, 0.17)
"""Radius of a seal as a share of the shorter side of a page of usual shape: from two pages on one to a large certificate."""


class Demand(NamedTuple):
    """What is asked of a ring: inked arcs at least, how much more than beside it, how full at most; how far to trust it; and
    from which share of an outline that is inked on its strokes may run inwards (a thick ring, lettering that touches it).
    """

    arcs: float
    contrast: float
    fullest: float
    trust: float
    closed: float


RED = Demand(0.3, 0.12, 0.62, 1.0, 0.9)
GREY = Demand(0.45, 0.2, 0.42, 0.75, 2.0)


def red_seals(rgb: Rgb) -> list[Ring]:
    """The red seals of a picture, surest first."""
    scale = LONG_SIDE / max(rgb.shape[:2])
    small = shrunk(rgb, LONG_SIDE)
    red = red_ink(small)
    if cv2.countNonZero(red) < 60:
        return []
    printed = cv2.threshold(small[..., 0], 100, 255, cv2.THRESH_BINARY_INV)[1]
    squares = blocks(red)
    for square in squares:
        cv2.fillPoly(red, [square.corners(1.06)], 0)
    found = _seals(red, printed, _pieces(red) + _circles(red, 16), RED) if cv2.countNonZero(red) >= 60 else []
    apart = [one for one in squares if not any(np.hypot(one.x - ring.x, one.y - ring.y) < max(ring.a, ring.b) for ring in found)]
    return [ring.scaled(1 / scale) for ring in found + apart]


def grey_seals(grey: Mask, print_boxes: Sequence[Box], rules: Mask) -> list[Ring]:
    """Rings on a page without red ones. `print_boxes` are boxes of straight print (fractions): under it nothing can be told.

    `rules` covers the ruled lines (any size; it is brought to scale).
    """
    scale = LONG_SIDE / max(grey.shape[:2])
    small = shrunk(grey, LONG_SIDE)
    inked = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    ovals = _ovals(inked)
    hidden = cv2.dilate(cv2.resize(rules, small.shape[::-1], interpolation=cv2.INTER_AREA), np.ones((3, 3), np.uint8))
    for x0, y0, x1, y1 in print_boxes:
        hidden[
            int(y0 * small.shape[0]) : int(y1 * small.shape[0]) + 1, int(x0 * small.shape[1]) : int(x1 * small.shape[1]) + 1
        ] = 255
    inked[hidden > 0] = 0
    if cv2.countNonZero(inked) < 120:
        return []
    return [ring.scaled(1 / scale) for ring in _seals(inked, hidden, ovals + _circles(inked, 18), GREY)]


def red_ink(rgb: Rgb) -> Mask:
    """255 where the ink is red, measured against the colour of the paper (warm light makes a whole photograph reddish)."""
    red = redness(rgb)
    paper = int(np.median(red[::4, ::4]))
    strong: Mask = cv2.threshold(red, min(60, paper + 22), 255, cv2.THRESH_BINARY)[1]
    return strong


def _pieces(red: Mask) -> list[Ring]:
    """Ellipses around the connected pieces of red ink."""
    reach = max(3, round(min(red.shape) * 0.012))
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    contours = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    low, high = (share * short_side(red) for share in RADII)
    found = []
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if min(width, height) < low or max(width, height) > 2.4 * high:
            continue
        hull = cv2.convexHull(contour)
        if len(hull) >= 5:
            (x, y), (d0, d1), angle = cv2.fitEllipse(hull)
            found.append(Ring(x, y, d0 / 2, d1 / 2, angle, "round" if max(d0, d1) < 1.15 * min(d0, d1) else "oval", 0.0, False))
    return found


def _ovals(inked: Mask) -> list[Ring]:
    """Ellipses around the pieces of ink that stand alone and are longer one way than the other. The ruled lines are not taken
    out before: an oval's flat sides look like them.
    """
    low, high = (share * short_side(inked) for share in RADII)
    reach = max(3, round(min(inked.shape) * 0.006))
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    found = []
    for contour in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        _, _, width, height = cv2.boundingRect(contour)
        hull = cv2.convexHull(contour)
        if min(width, height) < 1.6 * low or max(width, height) > 2.5 * high or len(hull) < 5:
            continue
        (x, y), (d0, d1), angle = cv2.fitEllipse(hull)
        if 0.5 < min(d0, d1) / max(d0, d1) < 0.87:
            found.append(Ring(x, y, d0 / 2, d1 / 2, angle, "oval", 0.0, False))
    return found


def _circles(inked: Mask, votes: int) -> list[Ring]:
    """Circles by Hough voting, on a picture with a margin so that seals cut by the page's edge vote too."""
    low, high = (round(share * short_side(inked)) for share in RADII)
    padded = cv2.copyMakeBorder(inked, high, high, high, high, cv2.BORDER_CONSTANT, value=0)
    blurred = cv2.GaussianBlur(padded, (5, 5), 1.2)
    circles = cv2.HoughCircles(blurred, cv2.HOUGH_GRADIENT, 2, low * 1.2, param1=160, param2=votes, minRadius=low, maxRadius=high)
    if circles is None:
        return []
    return [Ring(x - high, y - high, r, r, 0.0, "round", 0.0, False) for x, y, r in circles.reshape(-1, 3)[:40].astype(float)]


def _seals(inked: Mask, hidden: Mask, candidates: Sequence[Ring], demand: Demand) -> list[Ring]:
    """The candidates that are rings, surest first. Ink that one ring has explained does not speak for the next, nor against it.

    `hidden` covers what lies under print: there an outline is neither inked nor broken.
    """
    low, high = (share * short_side(inked) for share in RADII)
    left, hidden, found = inked.copy(), hidden.copy(), []
    distance = _distance(left, hidden)
    hopeful = sorted(candidates, key=lambda one: -int(_inked_outline(distance, one, 1.0, 1.5).sum()))[:8]
    rings = [_fitted(distance, one) for one in hopeful if _coverage(distance, one) > 0.3]
    rings = [ring for ring in rings if low <= min(ring.a, ring.b) and max(ring.a, ring.b) <= 1.25 * high and _shapely(ring)]
    while rings:
        scored = [ring._replace(confidence=_sureness(left, distance, ring, demand)) for ring in rings]
        best = max(scored, key=lambda ring: (ring.confidence, ring.a))
        if best.confidence <= 0:
            break
        found.append(best._replace(cut=_on_page(distance, best) < 0.97))
        cv2.ellipse(left, _ellipse(best, 1.06), 0, -1)
        cv2.ellipse(hidden, _ellipse(best, 1.06), 255, -1)
        distance, rings = _distance(left, hidden), [ring for ring in scored if ring.confidence > 0 and ring is not best]
    return found


def _shapely(ring: Ring) -> bool:
    """Whether a round seal stayed round in fitting, give or take the tilt of a photograph; an oval one may be half as wide."""
    squeeze = min(ring.a, ring.b) / max(ring.a, ring.b)
    return squeeze > (0.53 if ring.shape == "oval" else 0.82)


def _distance(inked: Mask, hidden: Mask) -> NDArray[np.float32]:
    """How far each pixel is from ink; not a number where print hides it."""
    framed = cv2.copyMakeBorder(inked, 2, 2, 2, 2, cv2.BORDER_CONSTANT)
    far: NDArray[np.float32] = cv2.distanceTransform(cv2.bitwise_not(framed), cv2.DIST_L2, 3)[2:-2, 2:-2].copy()
    far[(hidden > 0) & (far > 1)] = np.nan
    return far


def _ellipse(ring: Ring, factor: float) -> tuple[tuple[float, float], tuple[float, float], float]:
    return (ring.x, ring.y), (2 * ring.a * factor, 2 * ring.b * factor), ring.angle


def _inked_outline(distance: NDArray[np.float32], ring: Ring, factor: float, tolerance: float) -> NDArray[np.bool_]:
    """Whether each point of the outline that can be seen is inked, in order."""
    values, on = sample(distance, around(ring, factor))
    covered: NDArray[np.bool_] = values[on & np.isfinite(values)] <= tolerance
    return covered


def _coverage(distance: NDArray[np.float32], ring: Ring, factor: float = 1.0, tolerance: float = 1.5) -> float:
    """Which share of the outline, as far as it is on the page, is inked."""
    covered = _inked_outline(distance, ring, factor, tolerance)
    return float(covered.mean()) if len(covered) else 0.0


class Outline(NamedTuple):
    """What is seen along a ring: the share that can be `seen`, and of that the shares in unbroken `arcs` and with ink `beside`.

    `spread` is the share of the nine sectors in view that are inked.
    """

    seen: float
    arcs: float
    beside: float
    spread: float


def _outline(distance: NDArray[np.float32], ring: Ring, closed: float) -> Outline:
    """Looks along the ring. A stroke that goes on inwards or outwards is a letter's or a border's, not the ring's; but where
    the share `closed` of it is inked it is a ring, and only what goes on outwards speaks against it.
    """
    values, on = sample(distance, around(ring, 1.0))
    step = max(0.075, 4 / ring.a)
    outside, inside = (sample(distance, around(ring, factor))[0] < 0.5 for factor in (1 + step, 1 - step))
    visible = on & np.isfinite(values)
    if visible.sum() < 20:
        return Outline(0.0, 0.0, 1.0, 0.0)
    if float((values[visible] <= 1.5).mean()) >= closed:
        inside[:] = False
    thin = (values <= 1.5) & ~outside & ~inside
    sectors = [part for part in np.split(np.arange(STEPS), 9) if visible[part].mean() > 0.3]
    inked = [thin[part][visible[part]].mean() > 0.3 for part in sectors]
    beside = float((outside[visible].mean() + inside[visible].mean()) / 2)
    return Outline(float(visible.mean()), _arcs(thin[visible]), beside, float(np.mean(inked)) if inked else 0.0)


def _arcs(covered: NDArray[np.bool_]) -> float:
    """The share inked in unbroken arcs; none without one that is as long as an eleventh of a ring (a straight line is not)."""
    closed = covered.copy()
    closed[1:-1] |= covered[:-2] & covered[2:]
    closed[2:-1] |= covered[:-3] & covered[3:]
    runs = np.split(closed, np.flatnonzero(np.diff(closed.astype(np.int8))) + 1)
    lengths = [len(run) for run in runs if run[0]]
    return sum(length for length in lengths if length >= 8) / len(covered) if max(lengths, default=0) >= STEPS // 11 else 0.0


def _on_page(distance: NDArray[np.float32], ring: Ring) -> float:
    return float(sample(distance, around(ring, 1.0))[1].mean())


def _fitted(distance: NDArray[np.float32], ring: Ring) -> Ring:
    """The outline moved and resized, coarse to fine, to where most of it is inked; of equals the larger."""
    best, score = ring, _worth(distance, [ring])[0]
    for step in (3.0, 1.5, 0.75):
        for _ in range(6):
            trials = [
                best._replace(
                    x=best.x + x * step, y=best.y + y * step, a=max(5.0, best.a + a * step), b=max(5.0, best.b + b * step)
                )
                for x, y, a, b in _CHANGES
            ]
            worth = _worth(distance, trials)
            top = int(np.argmax(worth))
            if worth[top] <= score + 1e-6:
                break
            best, score = trials[top], worth[top]
    return best


def _worth(distance: NDArray[np.float32], rings: Sequence[Ring]) -> NDArray[np.float64]:
    """How much of each outline is inked, of what can be seen, and a little for its size."""
    points = np.concatenate([around(ring, 1.0)[::2] for ring in rings])
    values, on = sample(distance, points)
    seen = (on & np.isfinite(values)).reshape(len(rings), -1)
    inked = seen & (values <= 1.5).reshape(len(rings), -1)
    sizes = np.array([ring.a + ring.b for ring in rings])
    return np.asarray(inked.sum(axis=1) / np.maximum(1, seen.sum(axis=1)) + 0.0005 * sizes, np.float64)


_CHANGES = (
    (1, 0, 0, 0), (-1, 0, 0, 0), (0, 1, 0, 0), (0, -1, 0, 0), (0, 0, 1, 1), (0, 0, -1, -1),
    (0, 0, 1, 0), (0, 0, -1, 0), (0, 0, 0, 1), (0, 0, 0, -1),
)  # fmt: skip


def _sureness(inked: Mask, distance: NDArray[np.float32], ring: Ring, demand: Demand) -> float:
    """How sure it is that this is a seal; 0: it is none."""
    outline = _outline(distance, ring, demand.closed)
    least = demand.arcs if outline.seen > 0.6 else max(0.55, demand.arcs)
    if outline.arcs < least or outline.arcs - outline.beside < demand.contrast or outline.seen < 0.15 or outline.spread < 0.55:
        return 0.0
    lettering, whole = _fill(inked, distance, ring, 0.62, 0.84), _fill(inked, distance, ring, 0.0, 0.93)
    if lettering < 0.03 or whole > demand.fullest:
        return 0.0
    sure = 0.5 + 0.5 * min(1.0, (outline.arcs - least) / (0.85 - least)) - max(0.0, outline.beside - 0.2)
    return round(max(0.2, sure * demand.trust), 3)


def inside(ring: Ring, shape: tuple[int, ...], factor: float) -> NDArray[np.bool_]:
    """Which pixels of a picture of that shape lie within the outline, grown by `factor`."""
    zone = np.zeros(shape, np.uint8)
    cv2.ellipse(zone, _ellipse(ring, factor), 255, -1)
    within: NDArray[np.bool_] = zone > 0
    return within


def _fill(inked: Mask, distance: NDArray[np.float32], ring: Ring, inner: float, outer: float) -> float:
    """The share of ink between two outlines, of what can be seen there."""
    zone = np.zeros_like(inked)
    cv2.ellipse(zone, _ellipse(ring, outer), 255, -1)
    if inner:
        cv2.ellipse(zone, _ellipse(ring, inner), 0, -1)
    zone[np.isnan(distance)] = 0
    size = cv2.countNonZero(zone)
    return cv2.countNonZero(cv2.bitwise_and(zone, inked)) / size if size else 0.0
