"""Ruled tables with their text: the page's lines grouped by the cells they stand in, and split where they run across a rule."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.pages.grid import Grid, GridCell, Rect
from extractors.pages.lines import rows
from schemas.geometry import Box, area, contains, union
from schemas.page import Cell, Line, Table
from schemas.terms.text import join_lines

BORDER_SHARE = 0.3
"""A single frame that covers more of the page, with hardly a line outside it, is the page's border and not a table."""
EDGE = 0.01
"""How far, in fractions of the page, print in a table may reach over its side."""
ROOM = 0.6
"""How much room, in heights of the line, lies at least between what stands left of a rule and what stands right of it."""


class Tabled(NamedTuple):
    """The lines of the page, some of them split, and the tables whose cells point at them."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def tabulate(lines: Sequence[Line], grids: Sequence[Grid], width: int, height: int) -> Tabled:
    """Puts the lines (in reading order, fractions) into the cells of the grids (pixels of a `width` x `height` picture)."""
    grids = [grid for grid in grids if not _is_border(grid, lines, width, height) and not _is_part(grid, lines, width, height)]
    split = tuple(part for line in lines for part in split_at(line, _walls(line, grids, width, height)))
    return Tabled(split, tuple(_table(grid, split, width, height) for grid in grids))


def _scaled(rect: Rect, width: int, height: int) -> Box:
    return (round(rect[0] / width, 5), round(rect[1] / height, 5), round(rect[2] / width, 5), round(rect[3] / height, 5))


def _is_border(grid: Grid, lines: Sequence[Line], width: int, height: int) -> bool:
    if len(grid.cells) > 1:
        return False
    box = _scaled(grid.cells[0].rect, width, height)
    outside = [line for line in lines if not _inside(line.box, box)]
    above = [line for line in outside if line.box[3] < box[1] + 0.01]
    return not lines or (area(box) > BORDER_SHARE and not above) or len(outside) == len(lines)


def _is_part(grid: Grid, lines: Sequence[Line], width: int, height: int) -> bool:
    """Whether it is only a part of a frame of which the rest was not seen: more rows of print run on through its sides than
    stand between them, and where they do so there is no more room than between other characters.
    """
    box = _scaled(grid.rect, width, height)
    level = [line for line in lines if box[1] < (line.box[1] + line.box[3]) / 2 < box[3]]
    through = sum(any(_runs_through(line, side, height / width) for side in (box[0], box[2])) for line in level)
    between = sum(box[0] - EDGE < line.box[0] and line.box[2] < box[2] + EDGE for line in level)
    return through >= 2 and through > between


def _runs_through(line: Line, side: float, shape: float) -> bool:
    """Whether print goes on across an upright side, a character or more on either hand. `shape` is the page's height by width."""
    tall = (line.box[3] - line.box[1]) * shape
    if not line.box[0] + tall < side < line.box[2] - tall or len(line.chars) != len(line.text):
        return False
    cut = _cut(line.chars, side)
    return 0 < cut < len(line.chars) and line.chars[cut][0] - line.chars[cut - 1][2] < ROOM * tall


def _inside(box: Box, cell: Box) -> bool:
    return contains(cell, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _walls(line: Line, grids: Sequence[Grid], width: int, height: int) -> list[float]:
    """Where upright rules cut through the line: the common edges of two cells at its level, well inside its ends."""
    tall = (line.box[3] - line.box[1]) * height / width
    level = (line.box[1] + line.box[3]) / 2 * height
    edges = [
        cell.rect[side] / width for grid in grids for cell in grid.cells if cell.rect[1] < level < cell.rect[3] for side in (0, 2)
    ]
    walls: list[float] = []
    for edge in sorted(edges):
        if line.box[0] + 0.5 * tall < edge < line.box[2] - 0.5 * tall and (not walls or edge - walls[-1] > 0.5 * tall):
            walls.append(edge)
    return walls


def split_at(line: Line, walls: Sequence[float]) -> list[Line]:
    """The line in pieces, cut between the two characters nearest to each wall. No character is lost."""
    if not walls or len(line.chars) != len(line.text):
        return [line]
    cuts = sorted({_cut(line.chars, wall) for wall in walls} - {0, len(line.text)})
    pieces = [_piece(line, start, end) for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True)]
    return [piece for piece in pieces if piece.text.strip()] if all(piece.text.strip() for piece in pieces) else [line]


def _cut(chars: Sequence[Box], wall: float) -> int:
    """The index of the first character behind the wall."""
    gaps = [chars[0][0], *((before[2] + after[0]) / 2 for before, after in pairwise(chars)), chars[-1][2]]
    return min(range(len(gaps)), key=lambda i: abs(gaps[i] - wall))


def _piece(line: Line, start: int, end: int) -> Line:
    if (start, end) == (0, len(line.text)):
        return line
    chars = line.chars[start:end]
    around = union(list(chars))
    box = (around[0], line.box[1], around[2], line.box[3])
    return line.model_copy(update={"text": line.text[start:end], "box": box, "chars": chars, "sure": line.sure[start:end]})


def _table(grid: Grid, lines: Sequence[Line], width: int, height: int) -> Table:
    return Table(box=_scaled(grid.rect, width, height), cells=tuple(_cell(cell, lines, width, height) for cell in grid.cells))


def with_lines(table: Table, lines: Sequence[Line], first: int) -> Table:
    """The table with the lines from index `first` on added to the cells that they stand in."""
    return table.model_copy(update={"cells": tuple(_with_lines(cell, lines, first) for cell in table.cells)})


def _with_lines(cell: Cell, lines: Sequence[Line], first: int) -> Cell:
    more = tuple(index for index in range(first, len(lines)) if _inside(lines[index].box, cell.box))
    if not more:
        return cell
    text = join_lines([cell.text, *(lines[index].text for index in more)])
    return cell.model_copy(update={"lines": (*cell.lines, *more), "text": text})


def _cell(cell: GridCell, lines: Sequence[Line], width: int, height: int) -> Cell:
    box = _scaled(cell.rect, width, height)
    within = {id(line): index for index, line in enumerate(lines) if _inside(line.box, box)}
    ordered = [within[id(line)] for row in rows([lines[index] for index in within.values()]) for line in row]
    return Cell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        box=box,
        text=join_lines(lines[index].text for index in ordered),
        lines=tuple(ordered),
    )
