"""A picture of a page, read: turned upright, cleaned, read by the engine, straightened, its cells and marks found."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.marks.codes import beside, find_codes
from extractors.marks.find import find_marks
from extractors.marks.handwriting import find_handwriting
from extractors.marks.ring import Ring
from extractors.marks.seals import red_seals
from extractors.pages import quality
from extractors.pages.cleaning import background, flatten_light, lift_red, unevenness
from extractors.pages.fingerprint import fingerprint
from extractors.pages.grid import find_grids
from extractors.pages.lines import page_lines
from extractors.pages.picture import Rgb
from extractors.pages.reader import NAME, RawLine, Reader
from extractors.pages.rules import HALF
from extractors.pages.second_look import looked_again
from extractors.pages.stacked import apart
from extractors.pages.straighten import straighten, to_displayed
from extractors.pages.tables import tabulate
from extractors.pages.uncurl import uncurled, unread
from extractors.pages.view import look_at
from extractors.pages.written import AROUND, written_parts
from schemas.page import Page

UNEVEN = 40.0
"""Paper whose brightness varies by more was photographed, not scanned."""


LOOKED_AT, COARSEST = 1240, 0.7
"""Pixels of a page's shorter side on which lines are looked for (A4 at 150 dpi: print of 7 points is 14 pixels high), and the
most that a picture is made smaller for it.
"""

CURVED = 0.15
"""The share of print in no line from which rows are thought to run in curves."""


class Upright(NamedTuple):
    """The picture turned `turn` times counter-clockwise so that it stands upright, and what the engine read there. `unread` is
    the share of its print in no line, `glare` whether a reflection breaks lines off.

    The picture of a curled sheet is the one with its rows made level: a place on it is that on the page as displayed within half
    of what the rows rose.
    """

    picture: Rgb
    turn: int
    lines: list[RawLine]
    photograph: bool
    unread: float = 0.0
    glare: bool = False


def read_picture(displayed: Rgb, key: str, reader: Reader) -> Page:
    """The `Page` of kind ``scan`` of a picture as a viewer shows it. Width and height are pixels of the working picture."""
    return assemble(upright(displayed, reader), key, reader)


def assemble(seen: Upright, key: str, reader: Reader) -> Page:
    """The page from what the engine read: this is all that we add to the engine."""
    flat = straighten(seen.picture, seen.lines, seen.photograph)
    view = look_at(flat.apply(seen.picture))
    codes = find_codes(view.grey)
    lines = find_handwriting(view.rgb, beside(page_lines(seen.lines, flat), codes))
    seals = red_seals(view.half)
    rules = view.rules.outside([ring.scaled(HALF).rect for ring in seals if ring.shape == "square"])
    tabled = tabulate(lines, find_grids(rules, flat.width, flat.height), flat.width, flat.height)
    ink = quality.ink_ratio(view.small)
    verdict = quality.judge_reading(seen.picture, seen.lines, ink, quality.shaded(view.small))
    verdict = quality.with_losses(verdict, seen.unread, seen.glare, quality.is_half_ruled(tabled.lines, tabled.tables))
    return Page(
        key=key,
        kind="scan",
        reader=NAME,
        width=flat.width,
        height=flat.height,
        lines=tabled.lines,
        tables=tabled.tables,
        marks=find_marks(view, tabled.lines, reader.strip, codes=codes, red=seals),
        quality=verdict.quality,
        quality_reason=verdict.reason,
        confidence=verdict.confidence,
        ink_ratio=ink,
        colourless=quality.is_colourless(view.half),
        fingerprint=fingerprint(view.small) if ink >= quality.BLANK_INK else None,
        turn=seen.turn,
        homography=to_displayed(flat, seen.turn, (seen.picture.shape[1], seen.picture.shape[0])),
    )


def upright(displayed: Rgb, reader: Reader) -> Upright:
    """Turned by the orientation model; where the reading then makes no sense, the other ways are tried as well. A negative
    (bright print on a dark page) is read as what it was copied from.
    """
    if quality.is_negative(displayed):
        displayed = cv2.bitwise_not(displayed)
    seen = _turned_right(displayed, reader)
    return _level(seen._replace(unread=unread(seen.picture, seen.lines), glare=_glare(seen)), reader)


def _turned_right(displayed: Rgb, reader: Reader) -> Upright:
    first = _read_turned(displayed, reader.turn(displayed), reader)
    if not first.lines:
        return _read_turned(displayed, 0, reader) if first.turn else first
    others = [_read_turned(displayed, (first.turn + more) % 4, reader) for more in _other_turns(first.lines)]
    return max([first, *others], key=lambda seen: legibility(seen.lines))


def _level(seen: Upright, reader: Reader) -> Upright:
    """Where much print lies in no line, the rows made level first, if more is read then."""
    flat = uncurled(seen.picture) if seen.unread > CURVED else None
    if flat is None:
        return seen
    again = _read(flat, seen.turn, reader)
    again = again._replace(unread=unread(flat, again.lines), glare=_glare(again))
    return max(seen, again, key=lambda one: legibility(one.lines))


def _glare(seen: Upright) -> bool:
    return seen.photograph and quality.glare(background(seen.picture), seen.lines)


def _read_turned(displayed: Rgb, turn: int, reader: Reader) -> Upright:
    return _read(np.ascontiguousarray(np.rot90(displayed, turn)), turn, reader)


def _read(picture: Rgb, turn: int, reader: Reader) -> Upright:
    paper = background(picture)
    photograph = unevenness(paper) > UNEVEN
    lifted = lift_red(picture)
    clean = flatten_light(lifted, paper) if photograph else lifted
    seals = red_seals(picture) if lifted is not picture else []
    return Upright(picture, turn, _lines(clean, picture, seals, reader), photograph)


def _lines(clean: Rgb, coloured: Rgb, seals: Sequence[Ring], reader: Reader) -> list[RawLine]:
    """The lines of those parts of the page where anything stands; around seals they are looked for twice."""
    found: list[RawLine] = []
    scale = min(1.0, max(COARSEST, LOOKED_AT / min(clean.shape[:2])))
    for part in written_parts(clean):
        shift = np.array([part.left, part.top], np.float32)
        for line in reader.lines(clean[part.top : part.bottom, part.left : part.right], scale):
            if part.first - AROUND < float(line.quad[:, 1].mean()) + part.top < part.last + AROUND:
                found.append(line._replace(quad=line.quad + shift, chars=line.chars + shift))
    found = apart(clean, found, reader.strip)
    return looked_again(coloured, found, seals, lambda patch: reader.lines(patch, scale))


def _other_turns(lines: Sequence[RawLine]) -> tuple[int, ...]:
    """What else to try: quarter turns where most lines stand on end, half a turn where next to nothing could be read."""
    sizes = [(np.linalg.norm(line.quad[1] - line.quad[0]), np.linalg.norm(line.quad[3] - line.quad[0])) for line in lines]
    longer = [(wide, high) for (wide, high), line in zip(sizes, lines, strict=True) if len(line.text) > 2]
    if sum(high > 1.5 * wide for wide, high in longer) > 0.6 * len(longer):
        return (1, 3)
    return (2,) if len(lines) >= 3 and float(np.mean([line.confidence for line in lines])) < 0.7 else ()


def legibility(lines: Sequence[RawLine]) -> float:
    """How much was read, and how surely."""
    return sum(len(line.text) * line.confidence**3 for line in lines)
