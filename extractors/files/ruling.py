"""The ruled lines of a PDF page, and the cells that they enclose. The cell finder is pdfplumber's; the lines come from pdfium."""

import ctypes
from itertools import pairwise
from typing import Any, NamedTuple

import pdfplumber.table as finder
import pypdfium2.raw as c

from extractors.files.glyphs import Matrix, Thing, apply, matrix_of, multiply

MAX_RULES = 4_000
_MAX_POINTS = 3_000
_THIN = 3.0  # points: a filled rectangle thinner than this is a line
_SMALLEST = 5.0  # points: a cell narrower than this is the space between the strokes of a double line

Rect = tuple[float, float, float, float]


class Grid(NamedTuple):
    """One table: its rectangle and its cells as (row, column, row span, column span, rectangle), in reading order."""

    box: Rect
    cells: tuple[tuple[int, int, int, int, Rect], ...]


def grids(objects: list[Thing], matrix: Matrix, width: float, height: float) -> list[Grid]:
    """The tables of a page, from top to bottom; merged cells once. `matrix` leads from page space to the upright page."""
    rules: list[Rect] = []
    for thing in objects:
        if thing.type == c.FPDF_PAGEOBJ_PATH:
            rules += _rules(thing, multiply(thing.form, matrix), width, height)
        if len(rules) > MAX_RULES:
            return []
    return [grid for cells in _cells(rules) if (grid := _grid(cells)) is not None]


def _rules(thing: Thing, to_page: Matrix, width: float, height: float) -> list[Rect]:
    """The straight strokes of one path, each as a rectangle without breadth."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    if not stroke.value and (not fill.value or _white(thing.raw)):
        return []
    to_page = multiply(matrix_of(thing.raw), to_page)
    return [
        rule
        for points, closed in _subpaths(thing.raw, to_page)
        for rule in _strokes(points, closed, bool(stroke.value), width, height)
    ]


def _white(raw: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) > 250


def _subpaths(raw: Any, matrix: Matrix) -> list[tuple[list[tuple[float, float]], bool]]:
    """The corner points of each part of a path and whether it is closed; a part with curves is left out."""
    parts: list[tuple[list[tuple[float, float]], bool]] = []
    count = c.FPDFPath_CountSegments(raw)
    if count > 400:  # a drawing, not a rule
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for index in range(count):
        segment = c.FPDFPath_GetPathSegment(raw, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if curved:
                parts.pop()
            parts.append(([], False))
            curved = False
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        if parts:
            points, _ = parts[-1]
            points.append(apply(matrix, x.value, y.value))
            parts[-1] = (points, bool(c.FPDFPathSegment_GetClose(segment)))
    return parts[:-1] if curved else parts


def _strokes(points: list[tuple[float, float]], closed: bool, stroked: bool, width: float, height: float) -> list[Rect]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if x1 - x0 > 0.97 * width and y1 - y0 > 0.97 * height:
        return []  # the page's own background
    if len(points) > 2 and (x1 - x0 < _THIN or y1 - y0 < _THIN):
        return [_flat(x0, y0, x1, y1)] if max(x1 - x0, y1 - y0) >= _THIN else []
    if len(points) == 2 and not stroked:
        return []
    corners = [*points, points[0]] if closed or not stroked else points
    sides = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(corners)]
    return [_flat(*side) for side in sides if min(side[2] - side[0], side[3] - side[1]) < 1.0]


def _flat(x0: float, y0: float, x1: float, y1: float) -> Rect:
    """The middle line of a thin rectangle."""
    if x1 - x0 < y1 - y0:
        return ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)


def _cells(rules: list[Rect]) -> list[list[Rect]]:
    """The cells that the rules enclose, by table."""
    edges = [_edge(rule) for rule in rules if rule[2] > rule[0] or rule[3] > rule[1]]
    if len(edges) < 4:
        return []
    merged = [edge for edge in finder.merge_edges(edges, 3, 3, 3, 3) if max(edge["width"], edge["height"]) >= 3]
    points = finder.edges_to_intersections(merged, 3, 3)
    if len(points) > _MAX_POINTS:
        return []
    cells = [cell for cell in finder.intersections_to_cells(points) if min(cell[2] - cell[0], cell[3] - cell[1]) >= _SMALLEST]
    tables: list[list[Rect]] = finder.cells_to_tables(cells)
    return tables


def _edge(rule: Rect) -> dict[str, Any]:
    x0, y0, x1, y1 = rule
    return {
        "x0": x0, "x1": x1, "top": y0, "bottom": y1, "width": x1 - x0, "height": y1 - y0,
        "orientation": "v" if x0 == x1 else "h", "object_type": "line",
    }  # fmt: skip


def _grid(cells: list[Rect]) -> Grid | None:
    columns = _stops([cell[0] for cell in cells], [cell[2] for cell in cells])
    rows = _stops([cell[1] for cell in cells], [cell[3] for cell in cells])
    placed = []
    for cell in sorted(cells, key=lambda r: (round(r[1]), r[0])):
        row, col = _index(rows, cell[1]), _index(columns, cell[0])
        placed.append((row, col, max(1, _index(rows, cell[3]) - row), max(1, _index(columns, cell[2]) - col), cell))
    placed.sort(key=lambda p: (p[0], p[1]))
    return Grid((columns[0], rows[0], columns[-1], rows[-1]), tuple(placed))


def _stops(starts: list[float], ends: list[float]) -> list[float]:
    """The lines of the grid along one axis; those closer than a cell can be are one."""
    stops: list[float] = []
    for value in sorted({*starts, *ends}):
        if not stops or value - stops[-1] >= _SMALLEST:
            stops.append(value)
    return stops


def _index(stops: list[float], value: float) -> int:
    return min(range(len(stops)), key=lambda i: abs(stops[i] - value))
