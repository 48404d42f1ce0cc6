"""What came to a PDF after a signature: the file up to there is a whole PDF, and its pages are compared with those of today."""

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

_SCALE = 100 / 72  # pixels a point: a digit that was changed shows
_MOST = 100  # pages
_MARGIN = 3.0  # points around the place of another signature, which may well have come later

Aside = tuple[int, tuple[float, float, float, float]]
"""The index of a page, and a place on it (points; left, bottom, right, top) that is not looked at."""


def changed_pages(data: bytes, end: int, aside: Sequence[Aside]) -> tuple[int, ...] | None:
    """The pages (from 1) that do not look as they did when the file ended at byte `end`, new and lost ones included.

    None where it cannot be told: that part of the file is none, or has too many pages.
    """
    try:
        with pdfium.PdfDocument(data[:end]) as before, pdfium.PdfDocument(data) as after:
            pages = max(len(before), len(after))
            if pages > _MOST:
                return None
            return tuple(index + 1 for index in range(pages) if not _same(before, after, index, aside))
    except (pdfium.PdfiumError, ValueError):
        return None


def _same(before: pdfium.PdfDocument, after: pdfium.PdfDocument, index: int, aside: Sequence[Aside]) -> bool:
    if index >= min(len(before), len(after)):
        return False
    one, other = _look(before, index, aside), _look(after, index, aside)
    return one.shape == other.shape and bool((one == other).all())


def _look(pdf: pdfium.PdfDocument, index: int, aside: Sequence[Aside]) -> NDArray[np.uint8]:
    if pdf.get_formtype() and pdf.formenv is None:
        pdf.init_forms()
    page = pdf[index]
    try:
        scale = min(_SCALE, 2_400 / max(page.get_size()))
        picture: NDArray[np.uint8] = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        left, _, _, top = page.get_bbox()
        if page.get_rotation() == 0:
            for place in (rect for at, rect in aside if at == index):
                x0, x1 = place[0] - left - _MARGIN, place[2] - left + _MARGIN
                y0, y1 = top - place[3] - _MARGIN, top - place[1] + _MARGIN
                picture[max(0, int(y0 * scale)) : int(y1 * scale) + 1, max(0, int(x0 * scale)) : int(x1 * scale) + 1] = 255
        return picture
    finally:
        page.close()
