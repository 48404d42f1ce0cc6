"""A sheet that curls, or a book's page that bends into its fold: rows of print that run in curves are made level again.

The engine passes over print that runs in a curve, and says nothing of it; how much print no line explains tells when to try.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb
from extractors.pages.reader import RawLine
from extractors.pages.rules import dark

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

LOOKED_AT = 1240
"""Pixels of the shorter side of the picture on which pieces of print are counted and curves are followed."""

FEWEST = 30
"""Pieces of print that no line explains, fewer than which are dust, ornaments and letters of a seal."""

STRIPS, BANDS = 24, 7
"""Upright strips and level bands into which the page is cut to follow its rows."""

STEEPEST = 0.3
"""The most that a row may rise or fall along its way."""

DEGREES = (3, 2)
"""Of the slope of the rows as a polynomial: along the rows, and down the page."""


def unread(rgb: Rgb, lines: Sequence[RawLine]) -> float:
    """The share of pieces of print that lie in no line, 0 where they are but few. 0.1 and less where all was read."""
    scale = min(1.0, LOOKED_AT / min(rgb.shape[:2]))
    grey = _small(rgb, scale)
    quads = np.array([line.quad for line in lines], np.float32).reshape(-1, 4, 2) * np.float32(scale)
    known = np.zeros_like(grey)
    for quad in quads:
        cv2.fillPoly(known, [np.round(quad).astype(np.int32)], 255)
    known = np.asarray(cv2.dilate(known, np.ones((7, 7), np.uint8)), np.uint8)
    sides = [np.linalg.norm(quads[:, n] - quads[:, 0], axis=1) for n in (1, 3)]
    pieces = _print(grey, 0.7 * float(np.median(np.minimum(*sides))) if len(quads) else 16.0)
    strange = int(np.count_nonzero(known[pieces[:, 1], pieces[:, 0]] == 0))
    return strange / len(pieces) if strange >= FEWEST else 0.0


def uncurled(rgb: Rgb) -> Rgb | None:
    """The picture with its rows level, of the same size; nothing where no rows can be followed or they are level already."""
    scale = min(1.0, LOOKED_AT / min(rgb.shape[:2]))
    flat = _small(rgb, scale)
    height, width = flat.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    moved = np.zeros(flat.shape, np.float32)
    for _ in range(2):
        bend = _bend(np.asarray(cv2.remap(flat, x, y + moved, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8))
        if bend is None:
            break
        moved = bend + np.asarray(cv2.remap(moved, x, y + bend, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)
    if float(np.abs(moved).max()) < 4:
        return None
    full = cv2.resize(moved, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR) / np.float32(scale)
    y, x = np.mgrid[0 : rgb.shape[0], 0 : rgb.shape[1]].astype(np.float32)
    return np.asarray(cv2.remap(rgb, x, y + full, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _small(rgb: Rgb, scale: float) -> Grey:
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    return np.asarray(small, np.uint8)


def _print(grey: Grey, glyph: float) -> NDArray[np.int64]:
    """The middles ``(n, 2)`` of pieces of ink about as large as print whose characters are `glyph` high."""
    _, _, stats, middles = cv2.connectedComponentsWithStats(dark(grey, 25))
    wide, high, area = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    like = (high > 0.4 * glyph) & (high < 1.6 * glyph) & (wide > 0.15 * glyph) & (wide < 2 * glyph) & (area > 0.06 * glyph**2)
    return np.asarray(np.round(middles[1:][like]), np.int64)


def _bend(grey: Grey) -> NDArray[np.float32] | None:
    """How far down each pixel's row has run from where it crosses the middle of the page, in pixels."""
    height, width = grey.shape
    rows = _rows(grey)
    step = width / STRIPS
    found = [one for band in range(BANDS) for one in _slopes(rows, band, step)]
    if len(found) < STRIPS:
        return None
    x, y, slope, weight = np.array(found, np.float64).T
    fitted = _fitted(_powers(x / width, y / height), slope, weight)
    along, down = np.linspace(0, 1, width) - 0.5, np.linspace(0, 1, height)
    bend = np.zeros((height, width))
    for n, factor in enumerate(fitted):
        power, sink = divmod(n, DEGREES[1] + 1)
        bend += factor * np.outer(down**sink, along ** (power + 1)) * width / (power + 1)
    return np.asarray(bend - bend.mean(axis=1, keepdims=True), np.float32)


def _rows(grey: Grey) -> Floats:
    """How much print stands in each row of pixels of each strip, ``(height, STRIPS)``; what is not print has been left out."""
    ink = dark(grey, 25)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = (stats[:, 3] < 50) & (stats[:, 2] < 80) & (stats[:, 4] > 8)
    small[0] = False
    edges = np.linspace(0, grey.shape[1], STRIPS + 1).astype(int)
    kept = small[labels]
    sums = np.stack([kept[:, a:b].sum(axis=1) for a, b in pairwise(edges)], axis=1)
    return np.asarray(cv2.GaussianBlur(sums.astype(np.float64), (1, 9), 0), np.float64)


def _slopes(rows: Floats, band: int, step: float) -> list[tuple[float, float, float, float]]:
    """Place, slope and weight of the rows of a band between each strip and the next."""
    height = rows.shape[0]
    half = height // (BANDS + 1)
    middle = (band + 1) * half
    reach = max(2, round(STEEPEST * step))
    first, last = max(reach, middle - half), min(height - reach, middle + half)
    found = []
    for n in range(STRIPS - 1):
        here = rows[first:last, n] - rows[first:last, n].mean()
        own = float(np.linalg.norm(here))
        if own < 20:
            continue
        scores = []
        for shift in range(-reach, reach + 1):
            there = rows[first + shift : last + shift, n + 1]
            there = there - there.mean()
            scores.append(float(here @ there) / (own * float(np.linalg.norm(there)) + 1e-9))
        best = int(np.argmax(scores))
        if scores[best] > 0.4 and 0 < best < 2 * reach:
            before, top, after = scores[best - 1 : best + 2]
            exact = best + 0.5 * (before - after) / min(-1e-9, before - 2 * top + after)
            found.append(((n + 1) * step, float(middle), (exact - reach) / step, scores[best]))
    return found


def _powers(x: Floats, y: Floats) -> Floats:
    """The terms of the polynomial at each place, ``(n, terms)``; `x` and `y` are fractions of the page."""
    return np.stack([(x - 0.5) ** a * y**b for a in range(DEGREES[0] + 1) for b in range(DEGREES[1] + 1)], axis=1)


def _fitted(terms: Floats, slope: Floats, weight: Floats) -> Floats:
    """Weighted least squares, strays counting less and less."""
    trust = weight.copy()
    factors: Floats = np.zeros(terms.shape[1])
    for _ in range(6):
        factors = np.asarray(np.linalg.lstsq(terms * trust[:, None], slope * trust, rcond=None)[0], np.float64)
        trust = weight / (1 + ((slope - terms @ factors) / 0.03) ** 2)
    return factors
