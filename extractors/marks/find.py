"""All marks of a page: seals with their lettering, pen strokes, tick boxes, pictures; boxes tight, in fractions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.marks.ink import Rect, loose_ink
from extractors.marks.seal_text import Strip, read_seal
from extractors.marks.seals import Ring, grey_seals, red_seals
from extractors.pages.reader import Rgb
from extractors.pages.rules import Rules
from schemas.geometry import Box, overlap
from schemas.page import Line, Mark

PRINTED = 0.85
"""Lines read with less confidence may be no print at all."""


def find_marks(
    rgb: Rgb, grey: NDArray[np.uint8], small: NDArray[np.uint8], lines: Sequence[Line], rules: Rules, strip: Strip
) -> tuple[Mark, ...]:
    """The marks of the working picture `rgb`, with `grey` and half-size `small` made of it; `lines` have `handwritten` set."""
    height, width = grey.shape
    rings, colour = red_seals(rgb), "red"
    if not rings:
        straight = [_pixels(line.box, width, height) for line in lines if line.confidence >= PRINTED and len(line.text) >= 4]
        rings, colour = grey_seals(grey, straight, rules.mask), "grey"
    seals = tuple(_seal(rgb, ring, colour == "grey", strip) for ring in rings)
    return (*seals, *_ink(rgb, small, lines, rules, rings, seals))


def _seal(rgb: Rgb, ring: Ring, grey: bool, strip: Strip) -> Mark:
    height, width = rgb.shape[:2]
    lettering = read_seal(rgb, ring, grey, strip)
    x0, y0, x1, y1 = ring.rect
    return Mark(
        kind="seal",
        box=_fractions((x0, y0, x1, y1), width, height),
        text=lettering.text,
        confidence=ring.confidence,
        colour="grey" if grey else "red",
        shape=ring.shape,
        cut=ring.cut,
    )


def _ink(
    rgb: Rgb, small: NDArray[np.uint8], lines: Sequence[Line], rules: Rules, rings: Sequence[Ring], seals: Sequence[Mark]
) -> tuple[Mark, ...]:
    """Written lines, and strokes that were not read at all; what belongs to one hand's stroke is one mark."""
    height, width = rgb.shape[:2]
    written = [line for line in lines if line.handwritten and not _is_lettering(line, seals)]
    printed = [_pixels(line.box, width, height) for line in lines if line not in written]
    heights = sorted((line.box[3] - line.box[1]) * height for line in lines if not line.handwritten)
    glyph = 0.8 * heights[len(heights) // 2] if heights else 0.011 * max(width, height)
    scrawls = loose_ink(rgb, small, rules.mask, printed, [], glyph)
    marks = [Mark(kind="ink", box=line.box, confidence=0.9, text=line.text) for line in written]
    for scrawl in scrawls:
        box = _fractions(scrawl.rect, width, height)
        if all(overlap(box, mark.box) < 0.5 for mark in marks):
            marks.append(Mark(kind="ink", box=box, confidence=scrawl.confidence))
    return tuple(marks)


def _is_lettering(line: Line, seals: Sequence[Mark]) -> bool:
    """Whether the line is a piece of a seal's own lettering."""
    return any(overlap(line.box, seal.box) > 0.8 and seal.colour == "grey" for seal in seals) and len(line.text) <= 6


def _pixels(box: Box, width: int, height: int) -> Rect:
    return (int(box[0] * width), int(box[1] * height), int(box[2] * width) + 1, int(box[3] * height) + 1)


def _fractions(rect: Sequence[float], width: int, height: int) -> Box:
    x0, y0, x1, y1 = (
        min(1.0, max(0.0, round(float(v) / s, 5))) for v, s in zip(rect, (width, height, width, height), strict=True)
    )
    return (x0, y0, x1, y1)
