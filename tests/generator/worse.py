"""What goes wrong with a sheet on its way: curled, in glare or shadow, copied thrice, faint, negative, two on one sheet.

Everything stays legible to a patient person. Takes and gives colour images as `samples.wear` does.
"""

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.wear import Page

PAPER = 250
"""Of a sheet without ink, as a scanner sees it."""
BROAD = 0.19
"""Of a seal, as a part of the shorter side of A4."""


def curled(page: Page, rng: Random) -> Page:
    """A sheet that does not lie flat: its lines bend as over a bottle, and it is darker where it turns away."""
    high, wide = page.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    phase, swing = rng.uniform(0, np.pi), rng.uniform(0.018, 0.028) * high * rng.choice((-1, 1))
    bend = np.sin(np.pi * rng.uniform(0.8, 1.3) * x / wide + phase)
    pulled = x + 0.006 * wide * np.sin(2 * np.pi * x / wide + phase)
    said = cv2.remap(page, pulled, y + np.float32(swing) * bend, cv2.INTER_LINEAR, borderValue=(PAPER,) * 3)
    return _lit(said, 0.92 + 0.08 * bend)


def glare(page: Page, rng: Random) -> Page:
    """A lamp mirrored in the sheet: letters in it are pale, not gone."""
    high, wide = page.shape[:2]
    x, y = np.meshgrid(np.linspace(0, 1, wide), np.linspace(0, high / wide, high))
    at, reach = (rng.uniform(0.25, 0.75), rng.uniform(0.15, 0.5) * high / wide), rng.uniform(0.14, 0.22)
    bright = rng.uniform(0.55, 0.7) * np.exp(-(((x - at[0]) / reach) ** 2 + ((y - at[1]) / (0.6 * reach)) ** 2))
    return np.asarray(page + (255.0 - page) * bright[..., None], np.uint8)


def shadowed(page: Page, rng: Random) -> Page:
    """The shadow of a phone and of the hand that holds it, over a corner or a side of the sheet."""
    high, wide = page.shape[:2]
    cut = [rng.uniform(0.25, 0.7), rng.uniform(0.25, 0.7)]
    side = np.array([[0, 0], [cut[0] * wide, 0], [cut[1] * wide, high], [0, high]], np.int32)
    mask = np.zeros((high, wide), np.float32)
    cv2.fillPoly(mask, [side if rng.random() < 0.5 else np.array([wide, 0]) + side * [-1, 1]], 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), wide / rng.uniform(30, 70))
    return _lit(page, 1.0 - rng.uniform(0.4, 0.55) * mask)


def copied(page: Page, rng: Random, times: int = 3) -> Page:
    """A copy of a copy of a copy: every time a little askew, thicker, with the dirt of another glass; no colour is left."""
    said = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    high, wide = said.shape
    for _ in range(times):
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-0.6, 0.6), rng.uniform(0.985, 1.0))
        said = cv2.warpAffine(said, turn, (wide, high), borderValue=PAPER)
        soft = cv2.GaussianBlur(said, (0, 0), 0.7).astype(np.float32) + _noise(rng).normal(0, 6, said.shape)
        said = np.clip((soft - 170) * 1.35 + 160, 12, 252).astype(np.uint8)
        for _ in range(rng.randint(6, 20)):
            cv2.circle(said, (rng.randrange(wide), rng.randrange(high)), rng.choice((1, 1, 2)), rng.randrange(60), -1)
    cv2.rectangle(said, (0, 0), (rng.randint(2, 14), high), 20, -1)
    return _three(said)


def faint(page: Page, rng: Random) -> Page:
    """The last of the toner: grey letters that pale towards one side, with streaks of nothing between."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    wide = grey.shape[1]
    ink = np.linspace(rng.uniform(0.5, 0.6), rng.uniform(0.3, 0.38), wide)[:: rng.choice((1, -1))].copy()
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(wide)
        ink[at : at + rng.randint(2, 4)] *= 0.4
    said = PAPER - (PAPER - np.minimum(grey, PAPER)) * ink + _noise(rng).normal(0, 3, grey.shape)
    return _three(np.clip(said, 0, 255).astype(np.uint8))


def negative(page: Page) -> Page:
    """As a photostat: white letters on black."""
    return _three(255 - cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))


def together(pages: Sequence[Page], dpi: int = 200) -> Page:
    """Two pages on one A4 sheet: upright ones side by side, broad ones one below the other."""
    first, last = pages[0], pages[-1]
    upright = first.shape[0] > first.shape[1]
    high, wide = (round(side * dpi / 25.4) for side in ((210, 297) if upright else (297, 210)))
    sheet = np.full((high, wide, 3), 255, np.uint8)
    for index, page in enumerate((first, last)[: len(pages)]):
        cell = (high, wide // 2) if upright else (high // 2, wide)
        scale = min(cell[0] / page.shape[0], cell[1] / page.shape[1])
        small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[: cell[0], : cell[1]]
        top = 0 if upright else index * cell[0]
        left = index * cell[1] if upright else 0
        sheet[top : top + small.shape[0], left : left + small.shape[1]] = small
    return sheet


def stamped(page: Page, mark: NDArray[np.uint8], centre: tuple[float, float]) -> Page:
    """With a seal (RGBA) over it, its centre at these fractions of the page; what lies beyond the edge is cut."""
    high, wide = page.shape[:2]
    size = round(BROAD * min(high, wide))
    ink = cv2.resize(mark, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)
    left, top = round(centre[0] * wide - size / 2), round(centre[1] * high - size / 2)
    here = np.s_[max(0, top) : min(high, top + size), max(0, left) : min(wide, left + size)]
    seen = ink[max(0, -top) : min(size, high - top), max(0, -left) : min(size, wide - left)]
    said, alpha = page.copy(), seen[..., 3:] / 255
    said[here] = (page[here] * (1 - alpha) + seen[..., :3] * alpha).astype(np.uint8)
    return said


def _lit(page: Page, light: NDArray[np.floating]) -> Page:
    return np.clip(page * light[..., None], 0, 255).astype(np.uint8)


def _three(grey: NDArray[np.uint8]) -> Page:
    return np.repeat(grey[..., None], 3, 2)


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))
