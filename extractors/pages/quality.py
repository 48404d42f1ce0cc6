"""How well a page can be read, and why not: a judgement with its reason in Chinese, as the clerk will see it."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.cleaning import BACKGROUND
from extractors.pages.picture import Rgb
from extractors.pages.reader import RawLine
from extractors.pages.rules import dark
from schemas.geometry import centre, union
from schemas.page import Line, Quality, Table

Grey = NDArray[np.uint8]

BLANK_INK = 0.0003
"""A page with less ink is blank: specks of dust, a page number at most."""

SHADE, SMUDGED = 12, 0.01
"""Grey levels below the paper that are a shade, and the share of shades from which a page without lines is blurred, not blank."""

BLURRED = 18.0
"""Steepness of the edges of print (`sharpness`) below which it is blurred."""

FEW = 20
"""Fewer characters than this, badly read, are handwriting or scraps: no reason to call a page unreadable and ask for it again."""

DARK, NEARLY = 80, 0.97
"""Brightness below which a part of a page is dark, and how many parts are on a negative."""

MUCH = 0.25
"""The share of print in no line from which a page was read in part only."""

DAZZLED, USUAL = 250, 235
"""Brightness of a reflection, and the most that the paper around it may have to tell it from."""

COVERED, BROKEN = 0.6, 3
"""How much of a gap between two lines of a row a reflection fills that hides print there, and in how many rows."""

EDGE, LOOSE = 0.02, 3
"""How far from a table's edge, in fractions of the page, a line lies beside it; so many of them make a ruling half found."""

GOOD, BAD = 0.9, 0.75
"""Mean confidences of the engine above which a page counts as read, and below which it counts as unreadable."""


class Verdict(NamedTuple):
    """`reason` is empty for a page that was read well; `confidence` is the mean of the lines, weighted by length."""

    quality: Quality
    reason: str
    confidence: float


def judge_reading(grey: Grey, lines: Sequence[RawLine], ink: float, shades: float = 0.0) -> Verdict:
    """From the engine's confidence first; the picture itself only says what the matter is. `shades` is `shaded` of the page."""
    confidence = _confidence(lines)
    if not lines and shades > SMUDGED:
        return Verdict("poor", "画面模糊，未能识别出文字", 0.5)
    if shades > SMUDGED and sum(len(line.text) for line in lines) < FEW and sharpness(grey, lines) < BLURRED:
        return Verdict("poor", "画面模糊，仅有个别文字可以辨认", min(confidence, 0.5))
    if not lines:
        return Verdict("read", "", 1.0) if ink < BLANK_INK * 10 else Verdict("poor", "页面有内容但未能识别出文字", 0.5)
    if confidence >= GOOD:
        return Verdict("read", "", confidence)
    cause = _cause(grey, lines)
    if confidence >= BAD:
        return Verdict("poor", f"{cause}，部分文字可能识别有误", confidence)
    if ink < BLANK_INK * 30 and sum(len(line.text) for line in lines) < FEW:
        return Verdict("poor", "页面仅有少量字迹，可能识别有误", confidence)
    return Verdict("unreadable", f"{cause}，无法可靠识别", confidence)


def with_losses(verdict: Verdict, unread: float, dazzled: bool, half_ruled: bool = False) -> Verdict:
    """A page of which a part was not read at all is poor, however sure the rest is. `unread` is the share of its print in no
    line, `dazzled` what `glare` says, `half_ruled` what `is_half_ruled` does.
    """
    if verdict.quality != "read" or not (dazzled or unread > MUCH or half_ruled):
        return verdict
    cause = "画面有反光，反光处的文字未能识别" if dazzled else "页面弯曲、遮挡或字迹特殊，部分文字未能识别"
    if not dazzled and unread <= MUCH:
        cause = "表格线仅识别出一部分，栏目与内容的对应可能有误"
    return Verdict("poor", cause, verdict.confidence)


def is_half_ruled(lines: Sequence[Line], tables: Sequence[Table]) -> bool:
    """Whether a ruling was found in part only: several lines beside a table's rows, between the edges that the page's tables
    share, lie in no cell. What belongs to what cannot be told there as surely as elsewhere.
    """
    if len(tables) < 2:
        return False
    inside = {index for table in tables for cell in table.cells for index in cell.lines}
    left, right = min(table.box[0] for table in tables), max(table.box[2] for table in tables)
    loose = [centre(line.box) for index, line in enumerate(lines) if index not in inside and len(line.text.strip()) > 1]
    rows = [[cell for cell in table.cells if cell.row == row] for table in tables for row in {cell.row for cell in table.cells}]
    outside: set[tuple[float, float]] = set()
    for row in rows:
        x0, y0, x1, y1 = union([cell.box for cell in row if cell.row_span == 1] or [row[0].box])
        outside |= {(x, y) for x, y in loose if y0 < y < y1 and (left < x < x0 - EDGE or x1 + EDGE < x < right)}
    return len(outside) >= LOOSE


def glare(paper: Grey, lines: Sequence[RawLine]) -> bool:
    """Whether a reflection covers print: a bright blot on darker paper at which rows break off, to go on behind it. `paper` is
    `background`.
    """
    if float(np.median(paper)) > USUAL:
        return False
    blots = _blots(paper)
    high = _usual_height(lines)
    starts = np.array([line.quad[[0, 3]].mean(axis=0) for line in lines]).reshape(-1, 2)
    ends = np.array([line.quad[[1, 2]].mean(axis=0) for line in lines]).reshape(-1, 2)
    hidden = 0
    for end in ends:
        behind = starts[(np.abs(starts[:, 1] - end[1]) < 0.5 * high) & (starts[:, 0] > end[0] + high)]
        if len(behind):
            x, y = (np.linspace(end, min(behind, key=lambda place: place[0]), 20) / BACKGROUND).astype(int).T
            hidden += bool(blots[np.clip(y, 0, paper.shape[0] - 1), np.clip(x, 0, paper.shape[1] - 1)].mean() > COVERED)
    return hidden >= BROKEN


def _blots(paper: Grey) -> NDArray[np.bool_]:
    """Where the paper is dazzling in a spot; light that falls along the whole sheet is none."""
    bright = cv2.threshold(paper, DAZZLED, 255, cv2.THRESH_BINARY)[1]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)))
    small = (stats[:, 2] < paper.shape[1] / 2) & (stats[:, 3] < paper.shape[0] / 2)
    small[0] = False
    return np.asarray(small[labels], np.bool_)


def _usual_height(lines: Sequence[RawLine]) -> float:
    heights = [float(np.linalg.norm(line.quad[3] - line.quad[0])) for line in lines]
    return float(np.median(heights)) if heights else 0.0


def _confidence(lines: Sequence[RawLine]) -> float:
    weights = [len(line.text) for line in lines]
    if not weights:
        return 1.0
    return round(float(np.average([line.confidence for line in lines], weights=weights)), 4)


def _cause(grey: Grey, lines: Sequence[RawLine]) -> str:
    if float(np.median(grey)) < 70:
        return "画面过暗"
    if float(np.percentile(grey, 95) - np.percentile(grey, 2)) < 60:
        return "画面反差过低"
    if _usual_height(lines) < 14:
        return "文字过小或分辨率不足"
    return "画面模糊" if sharpness(grey, lines) < BLURRED else "字迹不清或遮挡"


def sharpness(grey: Grey, lines: Sequence[RawLine]) -> float:
    """The steepness of the edges where text stands, in grey levels a pixel, by the contrast that is there; blur lowers it."""
    values = []
    for line in list(lines)[:40]:
        x0, y0 = np.maximum(line.quad.min(axis=0).astype(int), 0)
        x1, y1 = line.quad.max(axis=0).astype(int)
        patch = grey[y0:y1, x0:x1]
        if patch.size > 100:
            span = max(20.0, float(np.percentile(patch, 95) - np.percentile(patch, 5)))
            steep = float(np.percentile(np.abs(cv2.Sobel(patch, cv2.CV_32F, 1, 0)), 97)) / 4
            values.append(100 * steep / span)
    return float(np.median(values)) if values else 100.0


def shaded(small: Grey) -> float:
    """The share of the page that is darker than the paper around it when looked at from afar: print that is blurred beyond
    reading, which has no ink to speak of and is not blank all the same. `small` is the half-size grey picture.
    """
    size = (max(1, round(small.shape[1] / 4)), max(1, round(small.shape[0] / 4)))
    far = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    shade = cv2.subtract(cv2.medianBlur(cv2.dilate(far, np.ones((9, 9), np.uint8)), 21), far)
    margin = max(2, min(far.shape) // 12)
    inner = shade[margin:-margin, margin:-margin]
    return float((inner > SHADE).mean()) if inner.size else 0.0


def is_negative(rgb: Rgb) -> bool:
    """Whether the picture shows bright print on a page that is dark all over: what is bright is little and far from the rest, and
    nothing is darker to speak of. A card on a dark table, a page in the dark are none.
    """
    grey = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (300, 400), interpolation=cv2.INTER_AREA)
    dark_parts = np.median(grey.reshape(20, 20, 15, 20), axis=(1, 3)) < DARK
    low, middle, high = np.percentile(grey, (1, 50, 99))
    return bool(dark_parts.mean() > NEARLY and high - middle > 3 * (middle - low) and high - middle > DARK)


def ink_ratio(small: Grey) -> float:
    """The share of the page that is clearly darker than its surroundings, dust and the outermost margin left out.

    `small` is the half-size grey picture.
    """
    inked = cv2.morphologyEx(dark(small, 25), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    margin = max(2, min(inked.shape) // 40)
    inner = inked[margin:-margin, margin:-margin]
    return float(round(cv2.countNonZero(inner) / max(1, inner.size), 6))


def is_colourless(half: Rgb) -> bool:
    """Whether the picture (half its size is enough) has no colour at all: a black-and-white or grey copy."""
    red, green, blue = cv2.split(np.ascontiguousarray(half[::2, ::2]))
    chroma = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return bool(cv2.countNonZero(cv2.threshold(chroma, 4, 255, cv2.THRESH_BINARY)[1]) <= 0.0005 * chroma.size)
