"""Whether a text layer may be believed. A broken one raises nothing: it has to be found out (LIBRARIES: broken text layers)."""

import re
from collections.abc import Sequence

import pypdfium2.raw as c

from extractors.files.glyphs import Glyph, Matrix, Thing, bounds_under, object_bounds

_FEW = 12  # characters: fewer on a page that shows something is no text layer
_PICTURE = 0.12  # of the page: a picture larger than this may hold print of its own (an ID photo has 0.02, a seal 0.03)


def sound(glyphs: Sequence[Glyph], hidden: int, objects: Sequence[Thing], matrix: Matrix, width: float, height: float) -> bool:
    """Whether the visible characters are what a reader of the page would see, and all of it.

    Not so where text is hidden (the layer that a scanner's OCR laid under its picture), where a picture large enough to hold
    print covers part of the page, where there is hardly any text beside drawings, or where the characters are garbled.
    A page with nothing on it is sound.
    """
    text = "".join(g.text for g in glyphs if not g.text.isspace())
    if hidden > len(text):
        return False
    if picture_share(objects, matrix, width, height) > _PICTURE:
        return False
    if len(text) < _FEW:
        return not text and not any(t.type != c.FPDF_PAGEOBJ_TEXT for t in objects) and not hidden
    return not garbled(text)


def picture_share(objects: Sequence[Thing], matrix: Matrix, width: float, height: float) -> float:
    """The share of the page that its largest picture covers."""
    shares = [0.0]
    for thing in objects:
        if thing.type in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING) and (box := object_bounds(thing)) is not None:
            x0, y0, x1, y1 = bounds_under(matrix, *box)
            across, down = min(width, x1) - max(0.0, x0), min(height, y1) - max(0.0, y0)
            shares.append(max(0.0, across) * max(0.0, down) / (width * height))
    return max(shares)


def garbled(text: str) -> bool:
    """Whether a page's characters (blanks left out) come from a broken character map."""
    if "(cid:" in text:
        return True
    strange = sum(1 for char in text if _strange(char))
    if strange > 0.1 * len(text):
        return True
    han = re.findall(r"[\u3400-\u9fff]", text)
    return len(han) >= 12 and sum(map(_common, han)) < 0.6 * len(han)


def _strange(char: str) -> bool:
    code = ord(char)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code >= 0xF0000


def _common(char: str) -> bool:
    """Whether this is one of the 3,755 characters of GB 2312 level 1 (rows 16 to 55)."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
