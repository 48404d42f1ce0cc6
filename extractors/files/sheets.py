"""Workbooks (.xls, .xlsx, .xlsb, .ods, .et): each sheet one flow page with one table. Macros are never looked at."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from extractors.files.refusal import damaged, locked, too_much
from schemas.files import PageSource
from schemas.page import Cell, Line, Page, Table

READER = "sheet"
_MOST_CELLS = 500_000
_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
_ROW, _WIDTH = 20.0, 595.0  # points
_WIDEST = 40  # characters: a longer cell does not widen its column any more


def is_workbook(local: Path) -> bool:
    """Whether the file of a flow page is a workbook and no Word file."""
    with local.open("rb") as file:
        if file.read(2) != b"PK":
            return file.seek(0) == 0 and file.read(2) == b"\xd0\xcf"
    with zipfile.ZipFile(local) as archive:
        names = set(archive.namelist())
        return any(part in names for part in _PARTS) or ("content.xml" in names and "word/document.xml" not in names)


def count_sheets(local: Path) -> int:
    """How many sheets are to be read. Raises `Refusal`: a password is needed, it is damaged, too large, or says nothing."""
    count = len(_sheets(local))
    if count == 0:
        raise damaged("电子表格")
    return count


def sheet_flow(source: PageSource) -> Page:
    """One sheet as a page of kind ``flow``. Raises `Refusal`."""
    rows, merged = _sheets(Path(source.local))[source.index]
    height = len(rows) * _ROW
    stops = _stops(rows)
    lines: list[Line] = []
    cells: list[Cell] = []
    for row, col, down, across, text in _cells(rows, merged):
        box = (stops[col], _part(row, rows), stops[col + across], _part(row + down, rows))
        lines.append(Line(text=text, box=box, handwritten=False))
        cells.append(Cell(row=row, col=col, row_span=down, col_span=across, box=box, text=text, lines=(len(lines) - 1,)))
    table = Table(box=(stops[0], 0.0, stops[-1], 1.0), cells=tuple(cells))
    return Page(key=source.key, kind="flow", reader=READER, width=_WIDTH, height=height, lines=tuple(lines), tables=(table,))


Rows = list[list[str]]
Merged = dict[tuple[int, int], tuple[int, int]]


def _sheets(local: Path) -> list[tuple[Rows, Merged]]:
    """The visible sheets that say something: their rows of text, and how far merged cells reach, by their first cell."""
    try:
        with local.open("rb") as file:
            return _visible(CalamineWorkbook.from_filelike(file))
    except PasswordError:
        raise locked("电子表格") from None
    except CalamineError:
        raise damaged("电子表格") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # what its Rust side raises where it gave up, and which is no Exception
            raise damaged("电子表格") from None
        raise


def _visible(book: CalamineWorkbook) -> list[tuple[Rows, Merged]]:
    shown = [
        meta.name
        for meta in book.sheets_metadata
        if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
    ]
    read = [_read(book.get_sheet_by_name(name)) for name in shown]
    return [sheet for sheet in read if sheet[0]]


def _read(sheet: Any) -> tuple[Rows, Merged]:
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise too_much("电子表格", f" {_MOST_CELLS // 10_000} 万个单元格")
    rows = [[_written(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((index + 1 for row in rows for index, text in enumerate(row) if text), default=0)
    merged = {
        (top, left): (min(bottom, len(rows) - 1) - top + 1, min(right, width - 1) - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    }
    return [row[:width] for row in rows], merged


def _written(value: object) -> str:
    """A cell's value as it would be written by hand: whole numbers without a point, dates in ISO 8601."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(*([] if value.time() == time() else [" "]))
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip() if isinstance(value, (str, int, timedelta)) else ""


def _cells(rows: Rows, merged: Merged) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows down, columns across and text of each cell that says something."""
    covered = {
        (top + down, left + across)
        for (top, left), (height, width) in merged.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    return [
        (row, col, *merged.get((row, col), (1, 1)), text)
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
        if text and (row, col) not in covered
    ]


def _stops(rows: Rows) -> list[float]:
    """Where the columns begin and the last ends, as fractions of the page: by their longest cell."""
    widths = [2 + max(min(len(row[col]), _WIDEST) for row in rows) for col in range(len(rows[0]))]
    return [0.03 + 0.94 * sum(widths[:col]) / sum(widths) for col in range(len(widths) + 1)]


def _part(row: int, rows: Sequence[object]) -> float:
    return round(row / len(rows), 5)
