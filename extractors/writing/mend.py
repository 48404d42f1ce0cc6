"""Mending: a ruled table as it was meant, where a rule was too faint to be found — lines that no cell holds, and cells that
run over a rule which their neighbours keep.
"""

from collections import Counter
from collections.abc import Sequence

from extractors.writing.gutters import parts_at_white
from extractors.writing.labels import Lexicon, labels
from extractors.writing.strips import cell_strip
from schemas.geometry import Box, centre, contains, union
from schemas.page import Cell, Page, Sheet, Table

LIST = 4
"""How many labels side by side head a list."""
SLACK = 0.004
"""How far, in fractions of the page, a line may stand above the rule of its row."""


def mended(sheet: Sheet, known: Lexicon) -> Sheet:
    """The sheet with its tables mended; lines, boxes and marks stay as they are."""
    if sheet.page.kind == "flow" or not sheet.page.tables:
        return sheet
    before, sheet = sheet, _parted(sheet)
    tables = tuple(_cut(_filled(table, sheet.page), sheet, known) for table in sheet.page.tables)
    return (
        before
        if tables == before.page.tables
        else sheet.model_copy(update={"page": sheet.page.model_copy(update={"tables": tables})})
    )


def _parted(sheet: Sheet) -> Sheet:
    """The sheet with the lines parted at wide white that stand inside a table and in no cell: its columns have no rules."""
    page, held = sheet.page, {index for table in sheet.page.tables for cell in table.cells for index in cell.lines}
    lines = list(page.lines)
    for index, line in enumerate(page.lines):
        if index not in held and " " in line.text and any(contains(table.box, *centre(line.box)) for table in page.tables):
            lines[index], *others = parts_at_white(line, page)
            lines += others
    return (
        sheet.model_copy(update={"page": page.model_copy(update={"lines": tuple(lines)})})
        if len(lines) > len(page.lines)
        else sheet
    )


def _filled(table: Table, page: Page) -> Table:
    """The table with a cell for the lines that stand inside it and in no cell, where its rows and columns leave one free."""
    held = {index for other in page.tables for cell in other.cells for index in cell.lines}
    lost = [
        i for i, line in enumerate(page.lines) if i not in held and contains(table.box, *centre(line.box)) and line.text.strip()
    ]
    tops, lefts = _edges(table.cells, 1), _edges(table.cells, 0)
    found: dict[tuple[int, int], list[int]] = {}
    for index in lost:
        x0, y0, _, y1 = page.lines[index].box
        spot = _last(tops, (y0 + y1) / 2), _last(lefts, x0 + SLACK)
        if not any(_covers(cell, *spot) for cell in table.cells):
            found.setdefault(spot, []).append(index)
    made = [_cell(page, row, col, lines) for (row, col), lines in found.items()]
    return table.model_copy(update={"cells": (*table.cells, *made)}) if made else table


def _cut(table: Table, sheet: Sheet, known: Lexicon) -> Table:
    """The table with cells cut at the rules that run beside them, where they hold the labels of two rows."""
    tops = _edges(table.cells, 1)
    cuts: list[tuple[int, int]] = []
    for cell in table.cells:
        cuts += [(cell.col, row) for row in _label_rows(cell, sheet, known, tops)]
    cuts += [(-1, row) for row in _list_rows(table.cells, sheet, known)]
    if not cuts:
        return table
    cells = [part for cell in table.cells for part in _parts(cell, sheet.page, tops, cuts)]
    return table.model_copy(update={"cells": tuple(cells)})


def _label_rows(cell: Cell, sheet: Sheet, known: Lexicon, tops: dict[int, float]) -> list[int]:
    """The rows inside a cell, after its first, in which a label of its own begins."""
    if cell.row_span < 2 or len(cell.lines) < 2:
        return []
    boxes = [label.span.box for label in labels(cell_strip(sheet, cell), known) if label.pure and label.span.box]
    rows = sorted({_last(tops, box[1] + SLACK) for box in boxes})
    return [row for row in rows[1:] if cell.row < row < cell.row + cell.row_span]


def _list_rows(cells: Sequence[Cell], sheet: Sheet, known: Lexicon) -> list[int]:
    """The rows below the head of a list (four labels or more side by side) that half of its columns begin anew."""
    begun = Counter(cell.row for cell in cells)
    heads = Counter(cell.row for cell in cells if cell.row_span == 1 and len(labels(cell_strip(sheet, cell), known)) == 1)
    head = next((row for row, number in sorted(heads.items()) if number >= LIST and number >= begun[row] - 1), None)
    if head is None or any(row > head for row in heads):
        return []
    return [row for row, number in begun.items() if row > head + 1 and 2 * number >= begun[head]]


def _parts(cell: Cell, page: Page, tops: dict[int, float], cuts: Sequence[tuple[int, int]]) -> list[Cell]:
    """A cell cut at the rows where a cell to its left, or it itself, was cut, if it has lines on both sides."""
    rows = sorted({row for col, row in cuts if col <= cell.col and cell.row < row < cell.row + cell.row_span})
    if not rows:
        return [cell]
    starts = [cell.row, *rows]
    held: dict[int, list[int]] = {start: [] for start in starts}
    for index in cell.lines:
        y0, y1 = page.lines[index].box[1], page.lines[index].box[3]
        row = _last(tops, (y0 + y1) / 2)
        held[max(start for start in starts if start <= max(row, cell.row))].append(index)
    ends = [*rows, cell.row + cell.row_span]
    return [_part(cell, page, start, end - start, held[start], tops) for start, end in zip(starts, ends, strict=True)]


def _part(cell: Cell, page: Page, row: int, span: int, lines: Sequence[int], tops: dict[int, float]) -> Cell:
    x0, y0, x1, y1 = cell.box
    box: Box = (x0, max(y0, tops.get(row, y0)), x1, min(y1, tops.get(row + span, y1)))
    text = "".join(page.lines[i].text for i in lines)
    return cell.model_copy(update={"row": row, "row_span": span, "box": box, "text": text, "lines": tuple(lines)})


def _cell(page: Page, row: int, col: int, lines: Sequence[int]) -> Cell:
    box = union([page.lines[i].box for i in lines])
    return Cell(row=row, col=col, box=box, text="".join(page.lines[i].text for i in lines), lines=tuple(lines))


def _edges(cells: Sequence[Cell], side: int) -> dict[int, float]:
    """Where each row (`side` 1) or column (0) begins."""
    edges: dict[int, float] = {}
    for cell in cells:
        number = cell.row if side else cell.col
        edges[number] = min(edges.get(number, 1.0), cell.box[side])
    return edges


def _last(edges: dict[int, float], at: float) -> int:
    """The row or column that a height or a breadth falls into."""
    return max((number for number, edge in edges.items() if edge <= at), default=min(edges))


def _covers(cell: Cell, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span
