"""The lettering of a square seal: characters in a grid, row by row from the left, or column by column from the right.

Which way it runs nothing on the seal says: both are read, and the one is kept that ends as a seal does, or is the better read.
"""

import re
from collections.abc import Callable, Sequence
from math import log2

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.blocks import upright
from extractors.marks.ring import Ring
from extractors.pages.picture import Rgb
from schemas.terms.persons import looks_like_name
from schemas.terms.seals import SIGN

Strip = Callable[[Rgb], tuple[str, float]]
"""Reads a picture of one line: text and confidence (`Reader.strip`)."""

Ink = NDArray[np.uint8]

CELL, GAP = 44, 6
"""Pixels: the height that a character is brought to, and the white between two."""

MOST = 6
"""Characters in a row or a column at most."""

LINE = 0.6
"""How much of a row of pixels is inked where it is the frame's."""

EMPTY = 0.03
"""How much of a cell is inked at most that holds no character."""

FINER = 0.02
"""What it is worth for each row and column more: a grid of four has gaps where one of two has them."""

CARVED = 0.55
"""From so much ink inside on the characters are what is left white."""

ENDED, NAMED = 0.3, 0.3
"""What it is worth that a reading ends as a seal does, and that it is a person's name."""

_ENDS = re.compile(
    r"(?:公司|集团|大学|学院|学校|中学|小学|医院|中心|银行|公会|事务所|办公室|[部处科室局厅委院所馆站社团厂会组]|专用|用?章|[之]?印[章信]?)$"
)


def read_block(ink: Ink, ring: Ring, strip: Strip) -> tuple[str, float]:
    """Text and confidence. `ink` is brightness (255 is ink) on the grid that the ring is given in."""
    inner = _inner(upright(ink, ring))
    if min(inner.shape) < 8:
        return "", 0.0
    rows, columns = _grid(inner)
    cells = [[_cell(inner, row, column, rows, columns) for column in range(columns)] for row in range(rows)]
    across = [cell for row in cells for cell in row]
    down = [cells[row][column] for column in reversed(range(columns)) for row in range(rows)]
    orders = [across] if 1 in (rows, columns) else [across, down]
    readings = [(*_read(order, strip), order) for order in orders]
    text, trust, order = max(readings, key=lambda one: one[1] + worth(one[0]) - _holes(one[2]))
    return text, trust * min(1.0, (len(text) + 0.3) / max(1, sum(map(_is_lettered, order))))


def worth(text: str) -> float:
    """How much a reading sounds like a seal's."""
    name = looks_like_name(SIGN.sub("", text)) and len(text) <= 5
    return ENDED * bool(_ENDS.search(text)) + NAMED * (name and SIGN.search(text) is not None)


def _read(cells: Sequence[Ink], strip: Strip) -> tuple[str, float]:
    white = np.zeros((CELL + 8, GAP), np.uint8)
    pieces = [white]
    for cell in cells:
        if _is_lettered(cell):
            pieces += [cv2.copyMakeBorder(cell, 4, 4, 0, 0, cv2.BORDER_CONSTANT, value=0), white]
    line = cv2.bitwise_not(np.hstack(pieces))
    text, trust = strip(np.asarray(cv2.cvtColor(line, cv2.COLOR_GRAY2RGB), np.uint8))
    return "".join(char for char in text if "\u3400" <= char <= "\u9fff"), trust


def _holes(order: Sequence[Ink]) -> float:
    """What an empty place before the last character costs: a grid is filled from its beginning on."""
    lettered = [_is_lettered(cell) for cell in order]
    last = max((at for at, here in enumerate(lettered) if here), default=0)
    return 0.3 * (not all(lettered[:last]))


def _is_lettered(cell: Ink) -> bool:
    return float((cell > 90).mean()) > EMPTY


def _inner(patch: Ink) -> Ink:
    """What is inside the frame, white on black, without the empty space around it."""
    high, wide = patch.shape
    rows, columns = (patch > 90).mean(axis=1), (patch > 90).mean(axis=0)
    top, bottom = _framed(rows), high - _framed(rows[::-1])
    left, right = _framed(columns), wide - _framed(columns[::-1])
    inner = patch[top:bottom, left:right]
    if inner.size and (inner > 90).mean() > CARVED:
        return np.asarray(cv2.bitwise_not(inner), np.uint8)
    lit = [np.flatnonzero((inner > 90).mean(axis=axis) > 0.02) for axis in (1, 0)]
    if not all(map(len, lit)):
        return inner[:0]
    return inner[lit[0][0] : lit[0][-1] + 1, lit[1][0] : lit[1][-1] + 1]


def _framed(shares: NDArray[np.float64]) -> int:
    """How far the frame, which begins in the first twelfth, reaches inwards from the side."""
    start = next((at for at in range(max(3, len(shares) // 12)) if shares[at] > LINE), None)
    if start is None:
        return 2
    return start + next((on for on, share in enumerate(shares[start:]) if share <= LINE), 0) + 1


def _grid(inner: Ink) -> tuple[int, int]:
    """Rows and columns of characters: so that little ink lies between them, and each is about as high as wide. One alone is no
    seal.
    """
    high, wide = inner.shape
    rows, columns = ((inner > 90).mean(axis=axis) for axis in (1, 0))
    usual = max(1e-6, float(rows.mean()))

    def cost(down: int, across: int) -> float:
        between = max(_between(rows, down), _between(columns, across)) / usual
        return between + abs(log2((high / down) / (wide / across))) - FINER * (down + across)

    sizes = [(down, across) for down in range(1, MOST + 1) for across in range(1, MOST + 1)]
    return min(sizes[1:], key=lambda size: cost(*size))


def _between(shares: NDArray[np.float64], parts: int) -> float:
    """How much ink lies on the lines that part a side, where there is least of it near them."""
    size = len(shares) / parts
    reach = max(1, round(0.12 * size))
    cuts = [round(size * at) for at in range(1, parts)]
    return max((float(shares[max(0, cut - reach) : cut + reach + 1].min()) for cut in cuts), default=0.0)


def _cell(inner: Ink, row: int, column: int, rows: int, columns: int) -> Ink:
    """One character, `CELL` pixels high, at the width that it has."""
    high, wide = inner.shape
    y0, y1 = (round(high * at / rows) for at in (row, row + 1))
    x0, x1 = (round(wide * at / columns) for at in (column, column + 1))
    part = inner[y0:y1, x0:x1]
    return np.asarray(
        cv2.resize(part, (max(8, round(CELL * (x1 - x0) / (y1 - y0))), CELL), interpolation=cv2.INTER_AREA), np.uint8
    )
