"""Stacks: label characters that the reader took for one vertical line («姓性系» beside «名：…», «别：…», «列：…») set apart."""

import re
from collections.abc import Sequence

from schemas.geometry import Box
from schemas.page import Line, Sheet
from schemas.terms.text import is_han

_REST = re.compile(r"\s*[\u3400-\u9fff]\s*[:：]")


def unstacked(sheet: Sheet) -> Sheet:
    """The page with each such line as one line a character, every one on the row whose label it begins.

    Where no rows that lack the head of their label stand beside a vertical line, it stays as it is.
    """
    page = sheet.page
    if page.tables or page.kind == "flow":
        return sheet
    lines = [part for line in page.lines for part in _parts(line, page.lines, page.width / page.height if page.height else 1.0)]
    return (
        sheet
        if len(lines) == len(page.lines)
        else sheet.model_copy(update={"page": page.model_copy(update={"lines": tuple(lines)})})
    )


def _parts(line: Line, lines: Sequence[Line], aspect: float) -> list[Line]:
    text = line.text.strip()
    x0, y0, x1, y1 = line.box
    if not 2 <= len(text) <= 10 or not all(map(is_han, text)) or (y1 - y0) < 1.6 * (x1 - x0) * aspect:
        return [line]
    beside = sorted((other for other in lines if _REST.match(other.text) and _is_beside(line.box, other.box)), key=_top)
    if len(beside) < 2:
        return [line]
    step = (y1 - y0) / len(text)
    tops = [other.box[1] for other in beside] if len(beside) == len(text) else [y0 + step * n for n in range(len(text))]
    height = beside[0].box[3] - beside[0].box[1]
    return [
        Line(text=char, box=(x0, top, x1, top + height), confidence=line.confidence) for char, top in zip(text, tops, strict=True)
    ]


def _is_beside(box: Box, other: Box) -> bool:
    """Whether `other` begins right of the vertical line, near it, at one of its heights."""
    middle = (other[1] + other[3]) / 2
    return box[2] - 0.02 <= other[0] <= box[2] + 0.12 and box[1] - 0.005 <= middle <= box[3] + 0.005


def _top(line: Line) -> float:
    return line.box[1]
