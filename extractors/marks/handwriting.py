"""Which lines were written by hand: judged by their strokes, against the print of the same page.

The engine reads much handwriting as text, and a signature that was read is still a signature. Print has strokes along the
axes, an even size and the colour of its neighbours; a hand has none of these. No single sign decides: their weights add up.
"""

import re
from collections.abc import Sequence
from math import log2
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.cleaning import RED, lift_red, redness, without_red
from extractors.pages.picture import Rgb
from schemas.geometry import Box, union
from schemas.page import Line


class Strokes(NamedTuple):
    """What a stretch of text looks like.

    `axial`: share of the edges along the axes; `blue`: how much bluer than the paper (0 to 255); `uneven`: variation of the
    stroke width; `height`: of the ink, in pixels.
    """

    axial: float
    blue: float
    uneven: float
    height: float


class Print(NamedTuple):
    """What print looks like on this page: the medians over its longer lines."""

    axial: float
    height: float


WEIGHTS = {"slanting": 12.0, "large": 4.0, "blue": 2.5, "uneven": 4.0, "doubtful": 5.0, "labelled": 1.0, "towering": 2.5}
BIAS = -7.0
"""Set on some 7,000 printed and 130 written lines of made pages, then evened out so that no single sign decides."""

LIKELY = -0.5
"""Weight of evidence above which a line counts as written."""

ENOUGH = 10
"""A line is looked at for ten times its height: more of it says nothing new."""

_NOTE = re.compile(r"[(（][^)）]{1,8}[)）]*|[(（].*[)）]")
"""A note in brackets, as （盖章）, is printed on the form, whatever was stamped over it; brackets are read twice, or not."""

_BREAK = re.compile(r"(?<=[:：)）])(?![:：)）])\s*|\s+|(?<=[\u4e00-\u9fff])(?=[(（])|(?<=[\u4e00-\u9fff])(?=\d{4}\s*[年./\-])")

_OF_NUMBERS = frozenset("0123456789./-年月日")
"""A date or number is never taken apart: 2026/2/16 would become the 1st of February."""


def find_handwriting(rgb: Rgb, lines: Sequence[Line], beside: Sequence[Line] = ()) -> tuple[Line, ...]:
    """The lines with `handwritten` set; a line that is written at one end and printed at the other becomes two. No text is lost.

    `beside` are further lines of the page, printed for certain.
    """
    usual = median(_high(line) for line in lines) if lines else 0.0
    looks = [strokes_of(rgb, line) if index % 4 == 0 or _open_to_doubt(line, usual) else None for index, line in enumerate(lines)]
    known = [strokes_of(rgb, line) for line in beside[:40]]
    typical = _typical([*lines, *beside[:40]], [*looks, *known], max(rgb.shape))

    def weight(line: Line, look: Strokes | None, labelled: bool) -> float:
        told = look is not None and (labelled or len(line.text.strip()) > 1) and not _NOTE.fullmatch(line.text.strip())
        return evidence(look, typical, line.confidence, labelled) if look and told else -9.0

    found: list[Line] = []
    for line, look in zip(lines, looks, strict=True):
        for cut in [*_jump(rgb, line, look, typical), *_cuts(line)] if look else ():
            head, tail = piece(line, 0, cut), piece(line, cut, len(line.text))
            written = [weight(part, strokes_of(rgb, part), part is tail) > LIKELY for part in (head, tail)]
            if written[0] != written[1]:
                found += [part.model_copy(update={"handwritten": hand}) for part, hand in zip((head, tail), written, strict=True)]
                break
        else:
            hand = weight(line, look, any(_label_of(other, line) for other in (*lines, *beside))) > LIKELY
            found.append(line.model_copy(update={"handwritten": hand}))
    return tuple(found)


def evidence(strokes: Strokes, typical: Print, confidence: float, labelled: bool) -> float:
    """The weight of evidence for a hand; above 0 more likely than not."""
    size = log2(max(1.0, strokes.height) / typical.height)
    signs = {
        "slanting": typical.axial - strokes.axial,
        "large": min(1.3, max(-0.3, size)),
        "blue": min(45.0, max(0.0, strokes.blue)) / 45,
        "uneven": min(0.6, strokes.uneven),
        "doubtful": 1 - confidence,
        "labelled": float(labelled),
        "towering": float(labelled and size > 0.6),
    }
    return BIAS + sum(WEIGHTS[name] * value for name, value in signs.items())


def _typical(lines: Sequence[Line], looks: Sequence[Strokes | None], longer_side: int) -> Print:
    found = [look for line, look in zip(lines, looks, strict=True) if look and len(line.text) >= 5]
    if not found:
        return Print(0.37, 0.013 * longer_side)
    axial = float(np.clip(np.median([look.axial for look in found]), 0.3, 0.5))
    return Print(axial, max(6.0, float(np.median([look.height for look in found]))))


def _open_to_doubt(line: Line, usual: float) -> bool:
    """Long lines of the usual height that were read without a doubt are print."""
    return len(line.text) < 16 or line.confidence < 0.95 or _high(line) > 1.3 * usual


def _high(line: Line) -> float:
    return line.box[3] - line.box[1]


def _cuts(line: Line) -> list[int]:
    """Where writing may end or begin inside the line: at a colon or bracket, before a date, at a wide gap."""
    if len(line.chars) != len(line.text):
        return []
    ends = [match.end() for match in _BREAK.finditer(line.text) if 0 < match.end() < len(line.text)]
    return [end for end in ends if not line.text[end - 1].isspace() or _wide_gap(line, end)]


def _jump(rgb: Rgb, line: Line, look: Strokes, typical: Print) -> list[int]:
    """Where the characters of a tall line suddenly become larger or smaller: a signature ran into the print beside it."""
    if look.height < 1.35 * typical.height or len(line.text) < 4 or len(line.chars) != len(line.text):
        return []
    sizes = np.array([_inked_height(rgb, box) for box in line.chars], float)
    means = [(sizes[:i].mean(), sizes[i:].mean()) for i in range(1, len(sizes))]
    ratios = [max(a, b) / max(1.0, min(a, b)) for a, b in means]
    best = int(np.argmax(ratios))
    number = best + 1 < len(line.text) and {line.text[best], line.text[best + 1]} <= _OF_NUMBERS
    return [best + 1] if ratios[best] > 1.45 and not number else []


def _inked_height(rgb: Rgb, box: Box) -> float:
    """The height of the ink in a character's box, in pixels."""
    height, width = rgb.shape[:2]
    x0, y0, x1, y1 = (round(v * s) for v, s in zip(box, (width, height, width, height), strict=True))
    patch = rgb[y0:y1, x0:x1, 0]
    if min(patch.shape, default=0) < 3:
        return 0.0
    rows = np.flatnonzero((patch < 0.5 * float(patch.max()) + 0.5 * float(patch.min())).any(axis=1))
    return float(rows[-1] - rows[0] + 1) if len(rows) else 0.0


def _wide_gap(line: Line, end: int) -> bool:
    before = line.chars[len(line.text[:end].rstrip()) - 1]
    return line.chars[end][0] - before[2] > 0.8 * (before[2] - before[0])


def piece(line: Line, start: int, end: int) -> Line:
    """The characters from `start` to `end` as a line of their own, with the box that they fill."""
    chars = line.chars[start:end]
    around = union(list(chars))
    box = (around[0], line.box[1], around[2], line.box[3])
    return line.model_copy(update={"text": line.text[start:end], "box": box, "chars": chars})


def _label_of(other: Line, line: Line) -> bool:
    """Whether `other` ends just left of `line`, at its level; a large signature runs a little into its label."""
    gap = line.box[0] - other.box[2]
    middle, top, bottom = (line.box[1] + line.box[3]) / 2, *other.box[1::2]
    return -0.04 < gap < 0.12 and other.box[0] < line.box[0] and top - (bottom - top) < middle < bottom + (bottom - top)


def strokes_of(rgb: Rgb, line: Line) -> Strokes | None:
    """The look of a line on the working picture; nothing where there is too little ink to tell, or where it is red."""
    height, width = rgb.shape[:2]
    x0, y0, x1, y1 = (round(v * s) for v, s in zip(line.box, (width, height, width, height), strict=True))
    if min(y1 - y0, x1 - x0) < 6:
        return None
    x1 = min(x1, x0 + ENOUGH * (y1 - y0))
    before = rgb[y0:y1, x0:x1]
    colours = lift_red(before)
    patch = cv2.cvtColor(colours if colours is before else without_red(before), cv2.COLOR_RGB2GRAY)
    paper, darkest = np.percentile(patch, (85, 3))
    ink = patch < (paper + darkest) / 2
    if paper - darkest < 30 or ink.sum() < 25 or (redness(before)[ink] > RED).mean() > 0.3:
        return None
    tint = _tint(colours, ink)
    if tint < -12:
        return None
    rows = np.flatnonzero(ink.any(axis=1) & (ink.mean(axis=1) < 0.85))  # a row that is all ink is a ruled line
    if not len(rows):
        return None
    return Strokes(_axial(patch), tint, _unevenness(ink), float(rows[-1] - rows[0] + 1))


def _tint(patch: Rgb, ink: NDArray[np.bool_]) -> float:
    """How much bluer (negative: redder) the ink is than the paper around it."""
    inked, paper = patch[ink].mean(axis=0), patch[~ink].mean(axis=0)
    return float((inked[2] - paper[2]) - (inked[0] - paper[0]))


def _axial(patch: NDArray[np.uint8]) -> float:
    """The share of edge strength that lies within seven degrees of the horizontal or vertical."""
    across, down = cv2.Sobel(patch, cv2.CV_32F, 1, 0), cv2.Sobel(patch, cv2.CV_32F, 0, 1)
    strength, angle = cv2.cartToPolar(across, down, angleInDegrees=True)
    strong = strength > 0.3 * float(strength.max())
    turned = angle[strong] % 90
    weights = strength[strong]
    return float(weights[(turned < 7) | (turned > 83)].sum() / max(1e-6, float(weights.sum())))


def _unevenness(ink: NDArray[np.bool_]) -> float:
    """Standard deviation of the stroke width by its mean, along the middles of the strokes."""
    depth = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    ridge = depth[(depth == cv2.dilate(depth, np.ones((3, 3), np.uint8))) & (depth > 0.9)]
    return float(ridge.std() / ridge.mean()) if len(ridge) else 0.0
