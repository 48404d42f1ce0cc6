"""The form fields of a PDF page: where they stand, and which boxes are ticked. What is typed into them is text of the page."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from extractors.files.glyphs import Glyph, Matrix, bounds_under
from extractors.files.symbols import TICKED, UNTICKED

Rect = tuple[float, float, float, float]

_MOST = 5_000  # fields of a page
_TYPED = (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)
_BOXES = (c.FPDF_FORMFIELD_CHECKBOX, c.FPDF_FORMFIELD_RADIOBUTTON)


class Field(NamedTuple):
    """A field: its rectangle in page space ``(left, bottom, right, top)``; for a box whether it is ticked, else None."""

    rect: Rect
    ticked: bool | None


def fields(pdf: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[Field]:
    """The fields of the page that are to be filled in; to be asked before the page is flattened, which takes them away."""
    return list(_fields(pdf.formenv.raw, page.raw)) if pdf.formenv is not None else []


def _fields(form: Any, page: Any) -> Iterator[Field]:
    for number in range(min(c.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = c.FPDFPage_GetAnnot(page, number)
        if c.FPDFAnnot_GetSubtype(annotation) == c.FPDF_ANNOT_WIDGET:
            kind, rect = c.FPDFAnnot_GetFormFieldType(form, annotation), c.FS_RECTF()
            if kind in (*_TYPED, *_BOXES) and c.FPDFAnnot_GetRect(annotation, rect):
                ticked = bool(c.FPDFAnnot_IsChecked(form, annotation)) if kind in _BOXES else None
                yield Field((rect.left, rect.bottom, rect.right, rect.top), ticked)
        c.FPDFPage_CloseAnnot(annotation)


def filled(glyphs: Sequence[Glyph], found: Sequence[Field], matrix: Matrix) -> list[Glyph]:
    """The glyphs (of the upright page, to which `matrix` leads), each with the number of its field, from 1.

    The mark in a box, whatever it looks like, and the empty box become ☑ and ☐.
    """
    places = [bounds_under(matrix, *field.rect) for field in found]
    homes = [_home(glyph, places) for glyph in glyphs]
    boxes = [(place, field.ticked) for place, field in zip(places, found, strict=True) if field.ticked is not None]
    marks = {number for number, field in enumerate(found, 1) if field.ticked is not None}
    kept = [glyph._replace(field=home) for glyph, home in zip(glyphs, homes, strict=True) if home not in marks]
    return [*kept, *(_box(place, ticked, glyphs) for place, ticked in boxes)]


def _home(glyph: Glyph, places: Sequence[Rect]) -> int:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return next((n for n, r in enumerate(places, 1) if r[0] <= x <= r[2] and r[1] <= y <= r[3]), 0)


def _box(place: Rect, ticked: bool, glyphs: Sequence[Glyph]) -> Glyph:
    """The box as a character on the line of what is printed beside it."""
    x0, y0, x1, y1 = place
    beside = [g for g in glyphs if g.y0 < (y0 + y1) / 2 < g.y1 and not g.text.isspace()]
    near = min(beside, key=lambda g: min(abs(g.x0 - x1), abs(x0 - g.x1)), default=None)
    y = near.y if near is not None else y1
    return Glyph(TICKED if ticked else UNTICKED, x0, y0, x1, y1, (x0 + x1) / 2, y)
