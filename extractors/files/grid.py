"""A Word table as a grid: where each cell stands, merged cells once, rows inside content controls included."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.files.package import Element, attribute, child, local
from schemas.geometry import Box
from schemas.page import Cell

_MAX_COLUMNS = 200


class CellSpec(NamedTuple):
    """A cell and its place. `node` is the ``w:tc`` whose children are its blocks."""

    node: Element
    row: int
    col: int
    row_span: int
    col_span: int

    def cell(self, box: Box, text: str, lines: tuple[int, ...]) -> Cell:
        """The cell of the page, with what was found in it."""
        return Cell(
            row=self.row, col=self.col, row_span=self.row_span, col_span=self.col_span, box=box, text=text, lines=lines
        )  # fmt: skip


def read_table(table: Element) -> tuple[list[float], list[list[CellSpec]]]:
    """The column stops (fractions of the table's width, 0 to 1) and the cells by the row in which they begin."""
    rows: list[list[CellSpec]] = []
    for number, row in enumerate(_rows(table)):
        rows.append(_row(row, number, rows))
    widest = max((spec.col + spec.col_span for cells in rows for spec in cells), default=1)
    return _stops(table, widest), rows


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _inside(table, "tr") if child(row, "trPr", "del") is None)


def _inside(node: Element, wanted: str) -> Iterator[Element]:
    """Children of this name, those wrapped in content controls and the like included, those of nested tables not."""
    for inner in node:
        name = local(inner)
        if name == wanted:
            yield inner
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _inside(inner, wanted)


def _row(row: Element, number: int, above: list[list[CellSpec]]) -> list[CellSpec]:
    cells: list[CellSpec] = []
    col = _integer(child(row, "trPr", "gridBefore"), 0)
    for node in _inside(row, "tc"):
        span = max(1, min(_integer(child(node, "tcPr", "gridSpan"), 1), _MAX_COLUMNS - col))
        if _merged_left(node) and cells:
            cells[-1] = cells[-1]._replace(col_span=cells[-1].col_span + span)
        elif not (_merged_up(node) and _grow(above, number, col)):
            cells.append(CellSpec(node, number, col, 1, span))
        col += span
        if col >= _MAX_COLUMNS:
            break
    return cells


def _merged_up(node: Element) -> bool:
    """Whether the cell goes on from the one above: vMerge without ``restart``."""
    merge = child(node, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _merged_left(node: Element) -> bool:
    merge = child(node, "tcPr", "hMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _grow(above: list[list[CellSpec]], number: int, col: int) -> bool:
    """Lets the cell that ends right above reach down to this row; False where there is none."""
    for cells in reversed(above):
        for index, spec in enumerate(cells):
            if spec.col == col and spec.row + spec.row_span == number:
                cells[index] = spec._replace(row_span=spec.row_span + 1)
                return True
    return False


def _stops(table: Element, widest: int) -> list[float]:
    grid = child(table, "tblGrid")
    widths: list[float] = [float(max(1, _integer(column, 1, "w"))) for column in grid] if grid is not None else []
    widths = (widths + [_mean(widths)] * widest)[: max(widest, 1)]
    stops = [0.0]
    for width in widths:
        stops.append(stops[-1] + width / sum(widths))
    return stops


def _mean(widths: list[float]) -> float:
    return sum(widths) / len(widths) if widths else 1.0


def _integer(node: Element | None, default: int, name: str = "val") -> int:
    try:
        return int(float(attribute(node, name) or default)) if node is not None else default
    except (ValueError, OverflowError):
        return default
