"""Leaves: what division deals with — a page, or the part of a page on which one of several certificates was copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.document import Side
from schemas.geometry import WHOLE, Box, centre, contains
from schemas.page import Cell, Line, Page, Sheet, Table


@dataclass(frozen=True)
class Leaf:
    """A page, or a part of one: the region of a certificate in working fractions, or one of two pages on a sheet. `sheet` holds
    only what stands on it.
    """

    sheet: Sheet
    region: Box | None = None
    side: Side | None = None

    @property
    def page(self) -> Page:
        """What it says."""
        return self.sheet.page


def cut(sheet: Sheet, region: Box | None) -> Sheet:
    """The page with only the lines, tables and marks whose middle lies in the region; the whole page without one."""
    if region is None:
        return sheet
    page = sheet.page
    kept = [index for index, line in enumerate(page.lines) if contains(region, *centre(line.box))]
    update = {
        "lines": tuple(page.lines[index] for index in kept),
        "tables": tuple(_renumbered(table, kept) for table in page.tables if contains(region, *centre(table.box))),
        "marks": tuple(mark for mark in page.marks if contains(region, *centre(mark.box))),
    }
    return sheet.model_copy(update={"page": page.model_copy(update=update)})


def _renumbered(table: Table, kept: Sequence[int]) -> Table:
    numbers = {old: new for new, old in enumerate(kept)}
    cells = tuple(
        Cell(**{**dict(cell), "lines": tuple(numbers[index] for index in cell.lines if index in numbers)}) for cell in table.cells
    )
    return Table(box=table.box, cells=cells)


def regions(heads: Sequence[Line]) -> list[Box]:
    """The parts of a page that begin with the given heads: side by side where the heads stand level, else one above the other.

    Fewer than two heads leave the page whole.
    """
    if len(heads) < 2:
        return [WHOLE]
    level = all(min(a.box[3], b.box[3]) > max(a.box[1], b.box[1]) for a, b in pairwise(heads))
    if level:
        ordered = sorted(heads, key=lambda line: line.box[0])
        edges = [0.0, *((a.box[2] + b.box[0]) / 2 for a, b in pairwise(ordered)), 1.0]
        return [(left, 0.0, right, 1.0) for left, right in pairwise(edges)]
    ordered = sorted(heads, key=lambda line: line.box[1])
    edges = [0.0, *(line.box[1] - 0.005 for line in ordered[1:]), 1.0]
    return [(0.0, top, 1.0, bottom) for top, bottom in pairwise(edges)]
