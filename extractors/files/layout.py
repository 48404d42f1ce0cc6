"""Lines and tables of a born-digital page: characters go to the cell they stand in, lines are put into reading order."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.files.columns import blocks
from extractors.files.glyphs import Glyph, straight_quarter
from extractors.files.lines import lines_of
from extractors.files.ruling import Grid, Rect
from schemas.geometry import Box, centre
from schemas.page import Cell, Line, Table
from schemas.terms.text import join_lines


def compose(
    glyphs: Sequence[Glyph], straight: int, tables: Sequence[Grid], width: float, height: float
) -> tuple[tuple[Line, ...], tuple[Table, ...]]:
    """The lines in reading order and the tables, whose cells point at their lines; boxes in fractions.

    A table stands where its top is, cell after cell. Writing at another angle than `straight` (quarter turns) comes last,
    run by run: it is a watermark, or the note in a margin.
    """
    level = [g for g in glyphs if straight_quarter(g) == straight]
    cells, free = _sorted_into_cells(level, tables)
    lines: list[Line] = []
    built: list[Table] = []
    pending = [line for block in blocks(free) for line in _lines(block, width, height)]
    for number, table in enumerate(tables):
        top = table.box[1] / height
        while pending and centre(pending[0].box)[1] < top:
            lines.append(pending.pop(0))
        built.append(_table(table, [cells.get((number, k), []) for k in range(len(table.cells))], lines, width, height))
    return (*lines, *pending, *_oblique(glyphs, straight, width, height)), tuple(built)


def _sorted_into_cells(glyphs: Iterable[Glyph], tables: Sequence[Grid]) -> tuple[dict[tuple[int, int], list[Glyph]], list[Glyph]]:
    cells: dict[tuple[int, int], list[Glyph]] = {}
    free: list[Glyph] = []
    for glyph in glyphs:
        home = _home(glyph, tables)
        (free if home is None else cells.setdefault(home, [])).append(glyph)
    return cells, free


def _home(glyph: Glyph, tables: Sequence[Grid]) -> tuple[int, int] | None:
    """The smallest cell in which the character stands (a table may lie in a cell of another)."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    homes = [
        (_size(cell[4]), number, k)
        for number, table in enumerate(tables)
        if _holds(table.box, x, y)
        for k, cell in enumerate(table.cells)
        if _holds(cell[4], x, y)
    ]
    return min(homes)[1:] if homes else None


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]


def _size(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _lines(glyphs: Iterable[Glyph], width: float, height: float) -> list[Line]:
    return [_line(part, width, height) for part in lines_of(glyphs)]


def _line(glyphs: Sequence[Glyph], width: float, height: float) -> Line:
    boxes = [fraction((g.x0, g.y0, g.x1, g.y1), width, height) for g in glyphs for _ in g.text]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Line(text="".join(g.text for g in glyphs), box=box, chars=tuple(boxes), handwritten=False)


def fraction(rect: Rect, width: float, height: float) -> Box:
    """A rectangle in points as a box of the page."""
    return (
        round(min(1.0, max(0.0, rect[0] / width)), 5),
        round(min(1.0, max(0.0, rect[1] / height)), 5),
        round(min(1.0, max(0.0, rect[2] / width)), 5),
        round(min(1.0, max(0.0, rect[3] / height)), 5),
    )


def _table(grid: Grid, contents: Sequence[list[Glyph]], lines: list[Line], width: float, height: float) -> Table:
    """The table of one grid; appends its lines to `lines`."""
    cells = []
    for (row, col, rows, cols, rect), glyphs in zip(grid.cells, contents, strict=True):
        found = _lines(glyphs, width, height)
        indices = tuple(range(len(lines), len(lines) + len(found)))
        lines += found
        text = join_lines([line.text for line in found])
        box = fraction(rect, width, height)
        cells.append(Cell(row=row, col=col, row_span=rows, col_span=cols, box=box, text=text, lines=indices))
    return Table(box=fraction(grid.box, width, height), cells=tuple(cells))


def _oblique(glyphs: Iterable[Glyph], straight: int, width: float, height: float) -> list[Line]:
    aside = [g for g in glyphs if straight_quarter(g) != straight and not g.text.isspace()]
    return [_line(list(run), width, height) for _, run in groupby(aside, key=lambda g: round(g.angle, 2))]
