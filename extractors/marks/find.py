"""All marks of a page: seals with their lettering, pen strokes, tick boxes, QR codes; boxes tight, in working fractions."""

from collections.abc import Sequence

import numpy as np

from extractors.marks.block_text import Strip
from extractors.marks.ink import Rect, loose_ink
from extractors.marks.ring import Ring
from extractors.marks.seal_text import own_level, read_seal
from extractors.marks.seals import grey_seals, inside, red_seals
from extractors.marks.ticks import find_squares
from extractors.pages.fingerprint import fingerprint
from extractors.pages.rules import HALF
from extractors.pages.view import View
from schemas.geometry import WHOLE, Box, overlap
from schemas.page import Line, Mark

PRINTED = 0.85
"""Lines read with less confidence may be no print at all."""


def find_marks(
    view: View,
    lines: Sequence[Line],
    strip: Strip,
    pictures: Sequence[Box] = (WHOLE,),
    codes: Sequence[Mark] = (),
    red: Sequence[Ring] | None = None,
) -> tuple[Mark, ...]:
    """The marks of the page. `lines` have `handwritten` set; `strip` reads a picture of one line; `codes` and `red`, the
    red seals on the half-size picture, are known before.

    `pictures` are the parts of the page that are pictures: all of a scan, but only some of a page with a text layer. Red
    seals may be drawn anywhere; strokes, grey rings and boxes are looked for in pictures only. The squares of a
    code are no tick boxes, and none of it is ink.
    """
    rings, grey = [ring.scaled(HALF) for ring in (red_seals(view.half) if red is None else red)], False
    if not rings and pictures:
        rings, grey = _grey_rings(view, lines), True
        rings = [ring for ring in rings if _in_any(_fractions(ring.rect, view), pictures)]
    seals = [_seal(view, ring, grey, strip) for ring in rings]
    if not pictures:
        return tuple(_known(mark, view) for mark in (*seals, *codes))
    glyph = _print_height(view, lines)
    ink = _ink(view, lines, rings if grey else [], seals, glyph)
    ticks = [tick for tick in _ticks(view, lines, glyph) if not any(_holds(mark, tick) for mark in (*seals, *ink))]
    marks = [*(mark for mark in ink if not any(overlap(mark.box, tick.box) > 0.4 for tick in ticks)), *ticks]
    drawn = [mark for mark in marks if _in_any(mark.box, pictures) and not _in_any(mark.box, [code.box for code in codes])]
    return tuple(_known(mark, view) for mark in (*seals, *drawn, *codes))


def _known(mark: Mark, view: View) -> Mark:
    """The mark with its fingerprint."""
    if mark.kind not in ("seal", "ink"):
        return mark
    x0, y0, x1, y1 = (side // HALF for side in _pixels(mark.box, view))
    return mark.model_copy(update={"fingerprint": fingerprint(view.small[y0:y1, x0:x1], margin=0)})


def _in_any(box: Box, pictures: Sequence[Box]) -> bool:
    return any(overlap(box, picture) > 0.5 for picture in pictures)


def _grey_rings(view: View, lines: Sequence[Line]) -> list[Ring]:
    straight = [line.box for line in lines if line.confidence >= PRINTED and len(line.text) >= 4 and not line.handwritten]
    return [ring.scaled(HALF) for ring in grey_seals(view.small, straight, view.rules.mask)]


def _seal(view: View, ring: Ring, grey: bool, strip: Strip) -> Mark:
    lettering = read_seal(view.rgb, ring, grey, strip)
    return Mark(
        kind="seal",
        box=_fractions(ring.rect, view),
        text=lettering.text,
        confidence=round(ring.confidence, 3),
        text_confidence=lettering.confidence if lettering.text else None,
        colour="grey" if grey else "red",
        shape=ring.shape,
        cut=ring.cut,
    )


def _print_height(view: View, lines: Sequence[Line]) -> float:
    """The height of the page's print in pixels: four fifths of the height of a usual line."""
    heights = sorted(line.box[3] - line.box[1] for line in lines if not line.handwritten)
    return 0.8 * heights[len(heights) // 2] * view.height if heights else 0.011 * max(view.width, view.height)


def _ink(view: View, lines: Sequence[Line], grey: Sequence[Ring], seals: Sequence[Mark], glyph: float) -> list[Mark]:
    """Written lines, and strokes that were not read at all."""
    written = [line for line in lines if line.handwritten and not _is_lettering(line, seals)]
    printed = [_pixels(line.box, view) for line in lines if line not in written]
    marks = [Mark(kind="ink", box=line.box, confidence=0.9, text=line.text) for line in written]
    for scrawl in loose_ink(view.half, _without(view, grey), view.rules.mask, printed, glyph):
        box = _fractions(scrawl.rect, view)
        if all(overlap(box, mark.box) < 0.5 for mark in marks) and not any(_is_star(box, seal) for seal in seals):
            marks.append(Mark(kind="ink", box=box, confidence=scrawl.confidence))
    return marks


def _without(view: View, rings: Sequence[Ring]) -> np.typing.NDArray[np.uint8]:
    """The half-size grey picture with grey seals whitened out, but not the darker strokes that run over them."""
    if not rings:
        return view.small
    small = view.small.copy()
    for ring in rings:
        faint = view.small > own_level(view.grey, ring) - 35
        small[inside(ring.scaled(1 / HALF), small.shape, 1.08) & faint] = 255
    return small


def _is_lettering(line: Line, seals: Sequence[Mark]) -> bool:
    """Whether the line is a piece of a seal's own lettering."""
    return len(line.text) <= 6 and any(seal.colour == "grey" and overlap(line.box, seal.box) > 0.8 for seal in seals)


def _holds(mark: Mark, tick: Mark) -> bool:
    """Whether what looks like a tick box is a piece of something larger: of a seal, or of a written word."""
    return overlap(tick.box, mark.box) > 0.5 and overlap(mark.box, tick.box) < 0.4


def _is_star(box: Box, seal: Mark) -> bool:
    """Whether what is left in the middle of a grey seal is its star."""
    x0, y0, x1, y1 = seal.box
    wide, high = 0.28 * (x1 - x0), 0.28 * (y1 - y0)
    return seal.colour == "grey" and overlap(box, (x0 + wide, y0 + high, x1 - wide, y1 - high)) > 0.9


def _ticks(view: View, lines: Sequence[Line], glyph: float) -> list[Mark]:
    squares = find_squares(view, lines, glyph)
    return [
        Mark(kind="tick", box=_fractions(square.rect, view), text="1" if square.ticked else "0", confidence=0.8)
        for square in squares
    ]


def _pixels(box: Box, view: View) -> Rect:
    return (int(box[0] * view.width), int(box[1] * view.height), int(box[2] * view.width) + 1, int(box[3] * view.height) + 1)


def _fractions(rect: Sequence[float], view: View) -> Box:
    sides = (view.width, view.height, view.width, view.height)
    x0, y0, x1, y1 = (min(1.0, max(0.0, round(float(value) / side, 5))) for value, side in zip(rect, sides, strict=True))
    return (x0, y0, x1, y1)
