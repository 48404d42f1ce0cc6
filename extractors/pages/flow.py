"""A word-processor file, completed by what its pictures show: the lettering of seals, what QR codes say, the text of scanned
pages set into it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.files.word import flow_page, flow_pictures
from extractors.marks.codes import find_codes, is_code
from extractors.marks.seal_text import read_seal
from extractors.marks.seals import red_seals
from extractors.pages.cleaning import lift_red
from extractors.pages.lines import page_lines
from extractors.pages.reader import Reader
from extractors.pages.straighten import as_it_is
from schemas.files import Limits, PageSource
from schemas.geometry import Box
from schemas.page import Line, Mark, Page


def read_flow(source: PageSource, reader: Reader, limits: Limits) -> Page:
    """The file's one page; lines read from its pictures come last, placed within the picture."""
    page = flow_page(source, limits)
    if not page.marks:
        return page
    read = [_looked_at(mark, picture, reader) for mark, picture in flow_pictures(source, limits)]
    lines = tuple(line for _, found in read for line in found)
    return page.model_copy(update={"marks": tuple(mark for marks, _ in read for mark in marks), "lines": (*page.lines, *lines)})


def _looked_at(mark: Mark, picture: NDArray[np.uint8] | None, reader: Reader) -> tuple[tuple[Mark, ...], tuple[Line, ...]]:
    if picture is None or min(picture.shape[:2]) < 16:
        return (mark,), ()
    if mark.kind == "seal":
        return (_lettered(mark, picture, reader),), ()
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    codes = tuple(code.model_copy(update={"box": _placed(code.box, mark.box)}) for code in find_codes(grey))
    if is_code(mark.box, codes):
        return codes, ()
    raw = reader.lines(lift_red(picture))
    lines = page_lines(raw, as_it_is(picture.shape[1], picture.shape[0]))
    written = mark.kind == "ink"
    placed = tuple(line.model_copy(update={"handwritten": written, **_within(line, mark.box)}) for line in lines)
    text = "".join(line.text for line in lines)
    return (mark.model_copy(update={"text": text or None}) if written else mark, *codes), placed


def _lettered(mark: Mark, picture: NDArray[np.uint8], reader: Reader) -> Mark:
    """The seal with its lettering and shape; a picture of a seal fills its frame, so that the page's size is the seal's."""
    margin = round(max(picture.shape[:2]) * 2.2)
    framed = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), constant_values=255)
    rings = red_seals(framed)
    if not rings:
        return mark
    lettering = read_seal(framed, rings[0], mark.colour == "grey", reader.strip)
    return mark.model_copy(update={"text": lettering.text, "text_confidence": lettering.confidence, "shape": rings[0].shape})


def _within(line: Line, box: Box) -> dict[str, object]:
    """The line's boxes, which are fractions of the picture, as fractions of the page."""
    return {"box": _placed(line.box, box), "chars": tuple(_placed(char, box) for char in line.chars)}


def _placed(inner: Box, outer: Box) -> Box:
    wide, high = outer[2] - outer[0], outer[3] - outer[1]
    return (outer[0] + inner[0] * wide, outer[1] + inner[1] * high, outer[0] + inner[2] * wide, outer[1] + inner[3] * high)
