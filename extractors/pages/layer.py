"""A page with a sound text layer, completed by what only its picture shows: seals, signatures, the text inside pictures."""

from collections.abc import Sequence

import numpy as np

from extractors.marks.codes import beside, find_codes, is_code
from extractors.marks.find import find_marks
from extractors.marks.handwriting import find_handwriting
from extractors.pages import quality
from extractors.pages.cleaning import lift_red
from extractors.pages.fingerprint import fingerprint
from extractors.pages.lines import page_lines
from extractors.pages.picture import Rgb
from extractors.pages.reader import Reader
from extractors.pages.straighten import as_it_is
from extractors.pages.tables import with_lines
from extractors.pages.view import look_at
from schemas.geometry import Box, overlap, union
from schemas.page import Line, Mark, Page

GLANCE = 1_200
"""Pixels of the longest side of the picture of a page into which no picture is set: enough to see drawn seals."""


def complete(layer: Page, displayed: Rgb, reader: Reader) -> Page:
    """The page with its marks. `displayed` shows it as a viewer does. Lines of the layer stay as they are, and come first.

    A picture that turns out to be a seal or handwriting becomes that; others stay pictures, their text is read.
    """
    rgb = np.ascontiguousarray(np.rot90(displayed, layer.turn))
    view = look_at(rgb)
    ink = quality.ink_ratio(view.small)
    codes = find_codes(view.grey)
    read = _in_pictures(rgb, layer, codes, reader)
    lines = (*layer.lines, *read)
    marks = find_marks(view, lines, reader.strip, [mark.box for mark in layer.marks], codes)
    rest = [mark for mark in layer.marks if not _explained(mark.box, marks) and not is_code(mark.box, codes)]
    return layer.model_copy(
        update={
            "lines": lines,
            "tables": tuple(with_lines(table, lines, len(layer.lines)) for table in layer.tables),
            "marks": (*marks, *rest),
            "ink_ratio": ink,
            "fingerprint": fingerprint(view.small) if ink >= quality.BLANK_INK else None,
        }
    )


def _in_pictures(rgb: Rgb, layer: Page, codes: Sequence[Mark], reader: Reader) -> tuple[Line, ...]:
    """The text that stands in pictures and not in the layer."""
    boxes = [mark.box for mark in layer.marks if not is_code(mark.box, codes)]
    if not boxes:
        return ()
    height, width = rgb.shape[:2]
    shown = np.full_like(rgb, 255)
    for box in boxes:
        x0, y0, x1, y1 = _pixels(box, width, height)
        shown[y0:y1, x0:x1] = rgb[y0:y1, x0:x1]
    x0, y0, x1, y1 = _pixels(union(boxes), width, height)
    corner = np.array([x0, y0], np.float32)
    raw = [
        line._replace(quad=line.quad + corner, chars=line.chars + corner) for line in reader.lines(lift_red(shown[y0:y1, x0:x1]))
    ]
    fresh = [line for line in beside(page_lines(raw, as_it_is(width, height)), codes) if not _known(line.box, layer.lines)]
    return find_handwriting(rgb, fresh, beside=layer.lines)


def _known(box: Box, lines: Sequence[Line]) -> bool:
    return any(overlap(box, line.box) > 0.3 or overlap(line.box, box) > 0.5 for line in lines)


def _explained(box: Box, marks: Sequence[Mark]) -> bool:
    """Whether the picture is one of the marks."""
    return any(overlap(mark.box, box) > 0.5 and overlap(box, mark.box) > 0.25 for mark in marks)


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = box
    return int(x0 * width), int(y0 * height), int(x1 * width) + 1, int(y1 * height) + 1
