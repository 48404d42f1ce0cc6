"""Making print stand out before it is read: red seals lifted off the text, uneven light of photographs flattened."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.picture import Rgb

RED = 35
"""How far red must exceed the stronger of green and blue for a pixel to be seal ink (0 to 255)."""


def redness(rgb: Rgb) -> NDArray[np.uint8]:
    """How much redder than anything else each pixel is, 0 to 255."""
    red, green, blue = cv2.split(rgb)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)


def red_ink(rgb: Rgb) -> NDArray[np.uint8]:
    """255 where the ink is red."""
    return np.asarray(cv2.threshold(redness(rgb), RED, 255, cv2.THRESH_BINARY)[1], np.uint8)


def lift_red(rgb: Rgb) -> Rgb:
    """The picture with red ink faded to paper; black print under a seal stays, since it is dark in the red channel too."""
    mask = red_ink(rgb)
    if not cv2.countNonZero(mask):
        return rgb
    stretched = cv2.LUT(rgb[..., 0], STRETCH)
    lifted = rgb.copy()
    cv2.copyTo(cv2.merge([stretched, stretched, stretched]), mask, lifted)
    return lifted


STRETCH = np.clip((np.arange(256) - 90.0) / (235 - 90) * 255, 0, 255).astype(np.uint8)


BACKGROUND = 8
"""How many times smaller `background` is than its picture."""

WHITE, BLACK = 0.86, 0.4
"""Shares of the paper's brightness from which red ink counts as paper, and of that again up to which print counts as black."""


def without_red(patch: Rgb) -> Rgb:
    """The red channel, stretched so that paper and red ink are white, and print is black."""
    red = patch[..., 0]
    paper = float(np.percentile(red, 90))
    inked = red[red_ink(patch) > 0]
    white = WHITE * paper if not inked.size else float(np.clip(0.97 * np.median(inked), 0.55 * paper, WHITE * paper))
    black = BLACK * white
    stretched: NDArray[np.uint8] = np.clip((red.astype(np.float32) - black) / max(1.0, white - black) * 255, 0, 255).astype(
        np.uint8
    )
    return np.asarray(cv2.merge([stretched, stretched, stretched]), np.uint8)


def background(rgb: Rgb) -> NDArray[np.uint8]:
    """The paper's brightness without the print, on a picture an eighth of the size."""
    fx, fy = (max(1 / BACKGROUND, 1 / side) for side in (rgb.shape[1], rgb.shape[0]))  # a strip keeps a pixel of its width
    grey = cv2.cvtColor(cv2.resize(rgb, None, fx=fx, fy=fy, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.medianBlur(cv2.dilate(grey, np.ones((7, 7), np.uint8)), 21), np.uint8)


def unevenness(paper: NDArray[np.uint8]) -> float:
    """How far the brightness of the paper varies over the picture: about 0 for a scan, 60 and more for many photographs."""
    low, high = np.percentile(paper, (10, 95))
    return float(high - low)


def flatten_light(rgb: Rgb, paper: NDArray[np.uint8]) -> Rgb:
    """The picture with its paper evenly bright: each pixel divided by the brightness of the paper around it."""
    full = cv2.resize(np.maximum(paper, 40), (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(rgb, cv2.merge([full, full, full]), scale=240), np.uint8)
