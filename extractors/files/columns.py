"""Pages set in columns (papers, newspapers): two bodies of text with a white gutter between them are read one after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.files.glyphs import Glyph
from extractors.files.lines import rows_of

_BIN = 2.0  # points
_GUTTER = 8.0  # points: the narrowest
_ROWS = 10  # printed rows, of both sides together, along which the gutter must run
_CHARACTERS = 12  # a row, on the average, on each side: fewer are labels and values of a form


class _Gutter(NamedTuple):
    """A white strip: where it is, and between which heights."""

    x: float
    top: float
    bottom: float


def blocks(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters by block, in reading order: what stands above the columns, the columns from the left, what is below."""
    gutter = _gutter(glyphs)
    if gutter is None:
        return [list(glyphs)]
    above = [g for g in glyphs if g.y < gutter.top]
    below = [g for g in glyphs if g.y > gutter.bottom]
    inside = [g for g in glyphs if gutter.top <= g.y <= gutter.bottom]
    left, right = [g for g in inside if g.x1 <= gutter.x], [g for g in inside if g.x1 > gutter.x]
    return [*([above] if above else []), *blocks(left), *blocks(right), *(blocks(below) if below else [])]


def _gutter(glyphs: Sequence[Glyph]) -> _Gutter | None:
    """The longest gutter that parts two bodies of running text."""
    rows = rows_of([g for g in glyphs if not g.text.isspace()])
    if len(rows) < _ROWS:
        return None
    covered = _covered(rows)
    found = [(*_run(covered[:, k : k + int(_GUTTER / _BIN)]), k) for k in range(covered.shape[1])]
    for first, last, k in sorted(found, key=lambda run: run[0] - run[1]):
        if last - first < _ROWS:
            return None
        x = (k + _GUTTER / _BIN / 2) * _BIN
        if _parts_text(rows[first:last], x):
            return _Gutter(x, min(g.y for g in rows[first]), max(g.y for g in rows[last - 1]))
    return None


def _covered(rows: Sequence[Sequence[Glyph]]) -> NDArray[np.bool_]:
    """Which strip of the page (a bin of two points) each row prints on, ``(rows, bins)``."""
    covered = np.zeros((len(rows), int(max(g.x1 for row in rows for g in row) / _BIN) + 1), dtype=bool)
    for number, row in enumerate(rows):
        for g in row:
            covered[number, max(0, int(g.x0 / _BIN)) : max(0, int(g.x1 / _BIN)) + 1] = True
    return covered


def _run(strip: NDArray[np.bool_]) -> tuple[int, int]:
    """The longest run of rows that leave a strip ``(rows, bins)`` white, as (first, behind the last)."""
    best, start = (0, 0), 0
    taken = np.append(strip.any(axis=1), True)
    for number in range(len(taken)):
        if taken[number]:
            best = max(best, (start, number), key=lambda run: run[1] - run[0])
            start = number + 1
    return best


def _parts_text(rows: Sequence[Sequence[Glyph]], x: float) -> bool:
    left = [sum(g.x1 <= x for g in row) for row in rows]
    right = [sum(g.x1 > x for g in row) for row in rows]
    return all(sum(side) >= _CHARACTERS * max(_ROWS // 2, sum(map(bool, side))) for side in (left, right))
