"""Raw lines of the engine become lines of the page: straightened, in fractions, in reading order."""

from collections.abc import Sequence
from statistics import median

import numpy as np

from extractors.pages.reader import RawLine
from extractors.pages.straighten import Straightening
from schemas.geometry import Box
from schemas.page import Line

FAINTEST = 0.5
"""Below this confidence the engine has seen a stain, a stamp or a scrawl: not a line of text."""


def page_lines(raw: Sequence[RawLine], straightening: Straightening) -> tuple[Line, ...]:
    """The lines of the page, in reading order."""
    kept = [line for line in raw if line.confidence >= FAINTEST and line.text.strip()]
    return in_reading_order([_line(line, straightening) for line in kept])


def _line(raw: RawLine, straightening: Straightening) -> Line:
    box = _fractions(straightening.points(raw.quad), straightening)
    chars = tuple(_fractions(quad, straightening) for quad in straightening.points(raw.chars))
    return Line(text=raw.text, box=box, confidence=round(raw.confidence, 4), chars=chars, sure=raw.sure)


def _fractions(quad: np.typing.NDArray[np.float32], straightening: Straightening) -> Box:
    """The upright box of a quad: mean of its corners on each side, so that a slight slope does not swell it."""
    left, right = (quad[0, 0] + quad[3, 0]) / 2, (quad[1, 0] + quad[2, 0]) / 2
    top, bottom = (quad[0, 1] + quad[1, 1]) / 2, (quad[2, 1] + quad[3, 1]) / 2
    xs, ys = sorted((left, right)), sorted((top, bottom))
    width, height = straightening.width, straightening.height
    return (_part(xs[0], width), _part(ys[0], height), _part(xs[1], width), _part(ys[1], height))


def _part(value: float, whole: int) -> float:
    return round(min(1.0, max(0.0, float(value) / whole)), 5)


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Columns of running text one after another, else row by row, each row from left to right."""
    columns = _columns(lines)
    if columns is None:
        return tuple(line for row in rows(lines) for line in row)
    return tuple(line for part in columns for line in in_reading_order(part))


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside one another, from top to bottom, each row from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.box[1] + one.box[3]):
        row = next((row for row in reversed(found[-3:]) if _beside(row, line)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return [sorted(row, key=lambda one: one.box[0]) for row in found]


def _beside(row: list[Line], line: Line) -> bool:
    """Whether the line's middle is level with the row and nothing of the row is in its way."""
    nearest = min(row, key=lambda one: abs(one.box[0] - line.box[0]))
    shared = min(nearest.box[3], line.box[3]) - max(nearest.box[1], line.box[1])
    clear = all(min(one.box[2], line.box[2]) - max(one.box[0], line.box[0]) < 0.3 * (line.box[2] - line.box[0]) for one in row)
    return clear and shared > 0.5 * min(nearest.box[3] - nearest.box[1], line.box[3] - line.box[1])


def _columns(lines: Sequence[Line]) -> list[list[Line]] | None:
    """The parts of a page set in two columns: what is above, left, right, below; nothing where there is one column."""
    if len(lines) < 12:
        return None
    body = [line for line in lines if line.box[2] - line.box[0] > 0.15]
    for gutter in (0.5, 0.48, 0.52, 0.46, 0.54):
        left = [line for line in body if line.box[2] <= gutter + 0.01]
        right = [line for line in body if line.box[0] >= gutter - 0.01]
        across = [line for line in lines if line.box[0] < gutter - 0.02 and line.box[2] > gutter + 0.02]
        if min(len(left), len(right)) >= 5 and _running(left) and _running(right):
            return _around(lines, left + right, across, gutter)
    return None


def _running(lines: Sequence[Line]) -> bool:
    """Whether most lines are as long as the longest: running text, not labels and values."""
    lengths = [line.box[2] - line.box[0] for line in lines]
    return median(lengths) > 0.8 * max(lengths)


def _around(lines: Sequence[Line], body: Sequence[Line], across: Sequence[Line], gutter: float) -> list[list[Line]] | None:
    top, bottom = min(line.box[1] for line in body), max(line.box[3] for line in body)
    if any(top < (line.box[1] + line.box[3]) / 2 < bottom for line in across):
        return None
    above = [line for line in lines if (line.box[1] + line.box[3]) / 2 < top]
    below = [line for line in lines if (line.box[1] + line.box[3]) / 2 > bottom]
    inside = [line for line in lines if line not in above and line not in below]
    left = [line for line in inside if (line.box[0] + line.box[2]) / 2 < gutter]
    right = [line for line in inside if (line.box[0] + line.box[2]) / 2 >= gutter]
    return [above, left, right, below]
