"""Whether a text layer may be believed. A broken one raises nothing: it has to be found out (LIBRARIES: broken text layers)."""

from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from extractors.files.glyphs import MAX_GLYPHS, Glyph, Matrix, Thing, bounds_under, object_bounds
from extractors.files.hanzi import common_share, is_han

_FEW = 12  # characters: fewer on a page that shows something is no text layer
_GROUND = 0.5  # of the page: a picture larger than this is what the page is drawn on, a scan or a background
_DRAWING = 12  # segments: a path of more may be the outline of a character
_DRAWINGS = 40
_PRINT = 15  # characters that are to be seen and not in the text layer: fewer are a signature, a logo, a bullet
_PART = 0.04  # of the characters told: the labels of a drawn figure
_SCALE = 100 / 72  # pixels a point at which the page is looked at

Rect = tuple[float, float, float, float]


def sound(page: pdfium.PdfPage, glyphs: Sequence[Glyph], hidden: int, objects: Sequence[Thing], matrix: Matrix) -> bool:
    """Whether the visible characters are what a reader of the page would see, and all of it.

    Not so where most text is hidden (the layer that a scanner's OCR laid under its picture), where the characters are garbled,
    where there are hardly any beside something else, or where the ground of the page or outlines show print that the layer
    does not have. What smaller pictures show is for the reader to look at. A page on which nothing is drawn is sound; a scanned
    blank page is a picture, and for OCR to judge. `matrix` leads from page space to the page as shown.
    """
    text = "".join(g.text for g in glyphs if not g.text.isspace())
    if hidden > len(text) or len(glyphs) >= MAX_GLYPHS:
        return False
    if len(text) < _FEW:
        return not text and not _pictured(objects) and _blank(page)
    if garbled(text):
        return False
    width, height = page.get_size()
    pictures, grounds = picture_boxes(objects, matrix, width, height)
    if not grounds and sum(map(_drawn, objects)) < _DRAWINGS:
        return True
    known = [bounds_under(matrix, g.x0, g.y0, g.x1, g.y1) for g in glyphs]
    return unexplained_print(_looked_at(page), [*known, *pictures]) < max(_PRINT, _PART * len(text))


def picture_boxes(objects: Sequence[Thing], matrix: Matrix, width: float, height: float) -> tuple[list[Rect], list[Rect]]:
    """Where pictures are set into the page (points, clipped to it), in painting order: those on it, and those under it all."""
    pictures: list[Rect] = []
    grounds: list[Rect] = []
    for thing in objects:
        if thing.type in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING) and (bounds := object_bounds(thing)) is not None:
            x0, y0, x1, y1 = bounds_under(matrix, *bounds)
            box = (max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1))
            if box[2] > box[0] and box[3] > box[1]:
                share = (box[2] - box[0]) * (box[3] - box[1]) / (width * height)
                (grounds if share > _GROUND else pictures).append(box)
    return pictures, grounds


def _drawn(thing: Thing) -> bool:
    return thing.type == c.FPDF_PAGEOBJ_PATH and int(c.FPDFPath_CountSegments(thing.raw)) > _DRAWING


def _looked_at(page: pdfium.PdfPage) -> NDArray[np.uint8]:
    return np.asarray(page.render(scale=min(_SCALE, 2_000 / max(page.get_size())), rev_byteorder=True).to_numpy()[:, :, :3])


def _pictured(objects: Sequence[Thing]) -> bool:
    return any(thing.type == c.FPDF_PAGEOBJ_IMAGE for thing in objects)


def _blank(page: pdfium.PdfPage) -> bool:
    return float((_looked_at(page).min(axis=2) < 200).mean()) < 0.0002


def unexplained_print(rgb: NDArray[np.uint8], known: Sequence[Rect]) -> int:
    """How many dark shapes of the size of characters stand on the picture outside the `known` places (points).

    Red and light things (seals, backgrounds) do not count, nor rules, nor the dark masses of a photograph.
    """
    dark = (rgb.max(axis=2) < 120).astype(np.uint8)
    for x0, y0, x1, y1 in known:
        dark[max(0, int(y0 * _SCALE) - 1) : int(y1 * _SCALE) + 2, max(0, int(x0 * _SCALE) - 1) : int(x1 * _SCALE) + 2] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, height, area = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    return int(((height >= 4) & (height <= 60) & (width >= 2) & (width <= 60) & (area >= 6)).sum())


def garbled(text: str) -> bool:
    """Whether a page's characters (blanks left out) come from a broken character map."""
    if "(cid:" in text:
        return True
    strange = sum(1 for char in text if _strange(char))
    if strange > 0.1 * len(text):
        return True
    return sum(map(is_han, text)) >= 12 and common_share(text) < 0.6


def _strange(char: str) -> bool:
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code >= 0xF0000
