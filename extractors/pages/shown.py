"""A page as it is shown to a clerk: a JPEG of what a viewer shows; of a word-processor file a drawing of what was read.

The boxes of the record fit on it: they are fractions of the page as displayed. A drawing is an SVG without scripts and
links, in which all that the file says is escaped.
"""

import base64
from html import escape
from unicodedata import east_asian_width

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.files.render import render
from extractors.files.word import flow_page, flow_pictures
from extractors.pages.picture import shrunk
from schemas.files import Limits, PageSource
from schemas.geometry import Box
from schemas.page import Line, Page

SIDE = 1_800
"""Pixels of the longest side: print of 150 dpi on A4, sharp at twice the width of a column."""

QUALITY = 82
EM = 1 / 46
"""Of the page's width: a character, as word-processor files are laid out."""


def shown(source: PageSource, limits: Limits = Limits()) -> bytes:  # noqa: B008  (a frozen value)
    """The picture: JPEG, or SVG of a ``flow`` page. Raises `Refusal` where the page is damaged."""
    if source.kind == "flow":
        return _drawn(flow_page(source, limits), source, limits)
    picture = render(source, limits)
    if max(picture.shape[:2]) > SIDE:
        picture = shrunk(picture, SIDE)
    return _encoded(picture, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


def _encoded(picture: NDArray[np.uint8], kind: str, how: list[int]) -> bytes:
    done, content = cv2.imencode(kind, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), how)
    if not done:
        raise ValueError("the picture cannot be encoded")
    return bytes(content)


def _drawn(page: Page, source: PageSource, limits: Limits) -> bytes:
    """Cells as rules, lines as text, pictures where they stand."""
    wide, high = 1000.0, 1000.0 * page.height / page.width
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}">',
        f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#fff"/>',
    ]
    for table in page.tables:
        parts += [f'<rect {_at(cell.box, wide, high)} fill="none" stroke="#b8b4aa"/>' for cell in table.cells]
    for mark, picture in flow_pictures(source, limits) if page.marks else ():
        if picture is not None:
            content = base64.b64encode(_encoded(picture, ".png", [])).decode()
            parts.append(f'<image {_at(mark.box, wide, high)} href="data:image/png;base64,{content}"/>')
    parts += [_text(line, wide, high) for line in page.lines]
    return "".join([*parts, "</svg>"]).encode()


def _text(line: Line, wide: float, high: float) -> str:
    """The line wrapped into its box, in the size in which it was laid out."""
    x0, y0, x1, y1 = line.box
    size = EM * wide * 0.94
    rows = _wrapped(line.text, (x1 - x0) * wide / size + 0.6)
    step = min((y1 - y0) * high / len(rows), 1.5 * size)
    spans = "".join(
        f'<tspan x="{x0 * wide:.1f}" y="{y0 * high + step * (row + 0.74):.1f}">{escape(text)}</tspan>'
        for row, text in enumerate(rows)
    )
    return f'<text font-family="Noto Serif CJK SC,SimSun,serif" font-size="{size:.1f}" fill="#1b1b18">{spans}</text>'


def _wrapped(text: str, most: float) -> list[str]:
    """The text in rows of at most so many ems; what is not full width takes half of one."""
    rows, used = [""], 0.0
    for char in text:
        em = 1.0 if east_asian_width(char) in "WFA" else 0.55
        if rows[-1] and used + em > most:
            rows.append("")
            used = 0.0
        rows[-1] += char
        used += em
    return rows


def _at(box: Box, wide: float, high: float) -> str:
    x0, y0, x1, y1 = box
    return f'x="{x0 * wide:.1f}" y="{y0 * high:.1f}" width="{(x1 - x0) * wide:.1f}" height="{(y1 - y0) * high:.1f}"'
