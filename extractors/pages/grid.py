"""From ruled lines to cells: the white areas that rules enclose, and where each stands in its table's rows and columns."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.pages.rules import HALF, Rule, Rules

Rect = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in full-size pixels of the working picture."""

SMALLEST = 12
"""Full-size pixels; a cell has room for a character."""


class GridCell(NamedTuple):
    """One cell: its rectangle between the rules, and its place in the table."""

    rect: Rect
    row: int
    col: int
    row_span: int
    col_span: int


class Grid(NamedTuple):
    """One table: its rectangle and its cells in reading order."""

    rect: Rect
    cells: tuple[GridCell, ...]


def find_grids(rules: Rules, width: int, height: int) -> list[Grid]:
    """All ruled tables of the page (full-size pixels), from top to bottom."""
    reach = max(width, height) / 100
    found = []
    for horizontal, vertical in _clusters(rules, reach):
        horizontal, vertical = _closed(horizontal, vertical, reach)
        rects = _enclosed(horizontal, vertical, reach)
        if rects:
            found.append(_grid(rects, reach))
    return sorted(found, key=lambda grid: (grid.rect[1], grid.rect[0]))


def _clusters(rules: Rules, reach: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch or cross, directly or through others; a cluster without both directions encloses nothing."""
    across, down = rules.horizontal, rules.vertical
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, one in enumerate(across):
        for j, other in enumerate(down):
            if _meet(one, other, reach):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*across, *down]):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(rule)
    return [group for group in groups.values() if len(group[0]) + len(group[1]) >= 3 and group[0] and group[1]]


def _meet(across: Rule, down: Rule, reach: float) -> bool:
    x, y = _crossing(across, down)
    return across.x0 - reach <= x <= across.x1 + reach and down.y0 - reach <= y <= down.y1 + reach


def _crossing(across: Rule, down: Rule) -> tuple[float, float]:
    """Where the two lines, made longer, cross."""
    slope = (across.y1 - across.y0) / max(1.0, across.x1 - across.x0)
    lean = (down.x1 - down.x0) / max(1.0, down.y1 - down.y0)
    y = (across.y0 + slope * (down.x0 - lean * down.y0 - across.x0)) / (1 - slope * lean)
    return down.x0 + lean * (y - down.y0), y


def _closed(across: list[Rule], down: list[Rule], reach: float) -> tuple[list[Rule], list[Rule]]:
    """The rules with sides added where a table runs on to another page, or was drawn without its outer lines."""
    turned_across, turned_down = [_turned(rule) for rule in across], [_turned(rule) for rule in down]
    more_across = [edge for sign in (-1, 1) if (edge := _edge(down, across, sign, reach))]
    more_down = [_turned(edge) for sign in (-1, 1) if (edge := _edge(turned_across, turned_down, sign, reach))]
    return across + more_across, down + more_down


def _turned(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1, rule.thick)


def _edge(down: Sequence[Rule], across: Sequence[Rule], sign: int, reach: float) -> Rule | None:
    """A rule through the lower (`sign` 1) or upper (-1) ends of the uprights, where two or more stick out beyond all others."""
    if len(down) < 2:
        return None
    ends = [(rule.x1, rule.y1) if sign > 0 else (rule.x0, rule.y0) for rule in down]
    outer = max(sign * y for _, y in ends)
    sticking = sorted((x, y) for x, y in ends if sign * y > outer - 2 * reach)
    last = max((sign * (rule.y0 + rule.y1) / 2 for rule in across), default=-np.inf)
    if len(sticking) < 2 or outer - last < 2 * reach:
        return None
    return Rule(sticking[0][0], sticking[0][1], sticking[-1][0], sticking[-1][1], 1.0)


def _enclosed(across: Sequence[Rule], down: Sequence[Rule], reach: float) -> list[Rect]:
    """The rectangles of the white areas that the rules close in."""
    xs = [x for rule in (*across, *down) for x in (rule.x0, rule.x1)]
    ys = [y for rule in (*across, *down) for y in (rule.y0, rule.y1)]
    margin = 2 * reach + 4
    left, top = min(xs) - margin, min(ys) - margin
    size = (int((max(ys) - top + margin) / HALF) + 1, int((max(xs) - left + margin) / HALF) + 1)
    drawn = np.zeros(size, np.uint8)
    for rule in across:
        _draw(drawn, _stretched(rule, down, reach), left, top)
    for rule in down:
        _draw(drawn, _stretched(rule, across, reach), left, top)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(drawn), connectivity=4)
    outside = labels[0, 0]
    rects = [_rect(stats[index], left, top) for index in range(1, count) if index != outside and _solid(stats[index])]
    return [rect for rect in rects if min(rect[2] - rect[0], rect[3] - rect[1]) >= SMALLEST]


def _draw(drawn: NDArray[np.uint8], rule: Rule, left: float, top: float) -> None:
    ends = [(round((x - left) / HALF), round((y - top) / HALF)) for x, y in ((rule.x0, rule.y0), (rule.x1, rule.y1))]
    cv2.line(drawn, ends[0], ends[1], 255, 1, cv2.LINE_4)


def _stretched(rule: Rule, others: Sequence[Rule], reach: float) -> Rule:
    """The rule made longer, up to the crossing rule that it nearly meets."""
    if rule.horizontal:
        xs = [_crossing(rule, other)[0] for other in others if _meet(rule, other, reach)]
        slope = (rule.y1 - rule.y0) / max(1.0, rule.x1 - rule.x0)
        x0, x1 = min([rule.x0, *xs]), max([rule.x1, *xs])
        return Rule(x0, rule.y0 + slope * (x0 - rule.x0), x1, rule.y1 + slope * (x1 - rule.x1), rule.thick)
    return _turned(_stretched(_turned(rule), [_turned(other) for other in others], reach))


def _solid(stats: NDArray[np.int32]) -> bool:
    """Whether the area is roughly a rectangle: neither the ring of a double border nor a leak around a corner."""
    width, height, area = int(stats[2]), int(stats[3]), int(stats[4])
    return area > 0.55 * width * height


def _rect(stats: NDArray[np.int32], left: float, top: float) -> Rect:
    x, y, width, height = (int(value) * HALF for value in stats[:4])
    return (left + x, top + y, left + x + width, top + y + height)


def _grid(rects: list[Rect], reach: float) -> Grid:
    """The cells in rows and columns: edges closer than `reach` are one."""
    columns, levels = _stops([rect[0] for rect in rects], reach), _stops([rect[1] for rect in rects], reach)
    cells = []
    for rect in rects:
        row, col = _index(levels, rect[1]), _index(columns, rect[0])
        last_row, last_col = _last(levels, rect[3] - reach), _last(columns, rect[2] - reach)
        cells.append(GridCell(rect, row, col, max(1, last_row - row + 1), max(1, last_col - col + 1)))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    xs, ys = [x for r in rects for x in (r[0], r[2])], [y for r in rects for y in (r[1], r[3])]
    return Grid((min(xs), min(ys), max(xs), max(ys)), tuple(cells))


def _stops(values: list[float], reach: float) -> list[float]:
    """Sorted values, those closer than `reach` to the one before merged into it."""
    stops: list[float] = []
    for value in sorted(values):
        if not stops or value - stops[-1] > reach:
            stops.append(value)
    return stops


def _index(stops: list[float], value: float) -> int:
    return min(range(len(stops)), key=lambda i: abs(stops[i] - value))


def _last(stops: list[float], value: float) -> int:
    """The last stop before `value`."""
    return max((i for i, stop in enumerate(stops) if stop < value), default=0)
