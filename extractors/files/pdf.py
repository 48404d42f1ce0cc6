"""PDF: how many pages, a page as a picture, and its text layer where that is sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from extractors.files import soundness
from extractors.files.fields import Field, fields, filled
from extractors.files.glyphs import Glyph, main_turn, placed, read_glyphs, things, to_display, turned
from extractors.files.layout import compose, fraction
from extractors.files.refusal import damaged, locked
from extractors.files.ruling import grids
from schemas.files import PageSource
from schemas.page import Homography, Identity, Mark, Page

READER = "pdf-text"
DPI = 200.0
_SHORT, _LONG, _USUAL = 1_600, 3_400, 2_400  # pixels of the longest side; an A3 at 200 dpi has 3,307


@contextmanager
def document(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The opened file. Raises `Refusal`: a password is needed, or pdfium cannot make sense of the bytes."""
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        reason = str(error).lower()
        raise (locked("PDF 文件") if "password" in reason or "security" in reason else damaged("PDF 文件")) from None
    try:
        yield pdf
    finally:
        pdf.close()


def count_pages(path: Path) -> int:
    """How many pages the file has. Raises `Refusal` where it cannot be opened, or has none."""
    with document(path) as pdf:
        if len(pdf) == 0:
            raise damaged("PDF 文件")
        return len(pdf)


@contextmanager
def _page(pdf: pdfium.PdfDocument, index: int) -> Iterator[pdfium.PdfPage]:
    if pdf.get_formtype() and pdf.formenv is None:
        pdf.init_forms()  # draws fields that bring no appearance of their own
    try:
        page = pdf[index]
    except (pdfium.PdfiumError, IndexError):
        raise damaged("该页") from None
    try:
        yield page
    finally:
        page.close()


def render(source: PageSource, longest_side: int) -> NDArray[np.uint8]:
    """The page as it is shown, RGB ``(height, width, 3)``: 200 dpi, with the longest side between 1,600 px and `longest_side`.

    A page over A3 was declared in wrong units, as scanners do, and gets 2,400 px. Raises `Refusal` where it cannot be drawn.
    """
    with document(Path(source.local)) as pdf, _page(pdf, source.index) as page:
        longest = max(page.get_size())
        pixels = longest * DPI / 72
        pixels = min(longest_side, _USUAL if pixels > _LONG else max(pixels, _SHORT))
        try:
            bitmap = page.render(scale=pixels / longest, rev_byteorder=True, prefer_bgrx=False)
            picture = bitmap.to_numpy()
        except (pdfium.PdfiumError, ValueError, ZeroDivisionError):
            raise damaged("该页") from None
        return as_rgb(picture)


def as_rgb(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey, or RGB with whatever follows, as an RGB array of its own."""
    if picture.ndim == 2:
        picture = picture[:, :, None]
    return np.ascontiguousarray(np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture[:, :, :3]).copy()


def text_page(source: PageSource) -> Page | None:
    """What the text layer says, kind ``text``; None where there is none that can be trusted, so that OCR must read the page.

    Lines and cells are in the working space: where the writing lies on its side, `turn` and `homography` say so. Pictures set
    into the page are marks of kind ``picture``, whatever they show (a seal, a signature, a copied certificate): to be looked
    at; a background under the whole page is none. A page on which nothing is drawn is a `Page` without lines. Raises `Refusal`
    where the page is damaged.
    """
    with document(Path(source.local)) as pdf, _flattened(pdf, source.index) as (page, found):
        objects = things(page)
        glyphs, hidden = read_glyphs(page, objects)
        matrix, width, height = to_display(page)
        if width <= 0 or height <= 0 or not soundness.sound(page, glyphs, hidden, objects, matrix):
            return None
        turns = main_turn(glyphs, page.get_rotation())
        straight = (turns - page.get_rotation() // 90) % 4
        matrix, width, height = turned(matrix, width, height, turns)
        upright = filled(_inside([placed(glyph, matrix) for glyph in glyphs], width, height), found, matrix)
        lines, tables = compose(upright, straight, grids(objects, matrix, width, height), width, height)
        boxes = [fraction(box, width, height) for box in soundness.picture_boxes(objects, matrix, width, height)[0]]
        ink = None if lines or boxes else 0.0
        return Page(
            key=source.key, kind="text", reader=READER, width=width, height=height, lines=lines, tables=tables,
            marks=tuple(Mark(kind="picture", box=box) for box in boxes), ink_ratio=ink,
            turn=turns, homography=_homography(turns),
        )  # fmt: skip


@contextmanager
def _flattened(pdf: pdfium.PdfDocument, index: int) -> Iterator[tuple[pdfium.PdfPage, list[Field]]]:
    """The page with what was filled into its form fields, typed or stamped over it, made part of its content; the fields."""
    with _page(pdf, index) as page:
        found = fields(pdf, page)
        annotated = c.FPDFPage_GetAnnotCount(page.raw) > 0
        flattened = annotated and c.FPDFPage_Flatten(page.raw, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS
        if not flattened:
            yield page, found
            return
    with _page(pdf, index) as page:
        yield page, found


def _inside(glyphs: list[Glyph], width: float, height: float) -> list[Glyph]:
    return [
        g
        for g in glyphs
        if g.x1 - g.x0 <= width and g.size <= height and 0 <= (g.x0 + g.x1) / 2 <= width and 0 <= (g.y0 + g.y1) / 2 <= height
    ]


def _homography(turns: int) -> Homography:
    """Working fractions to displayed ones, where `turns` counter-clockwise quarter turns made the page upright."""
    return (
        Identity,
        (0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        (-1.0, 0.0, 1.0, 0.0, -1.0, 1.0, 0.0, 0.0, 1.0),
        (0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 1.0),
    )[turns % 4]
