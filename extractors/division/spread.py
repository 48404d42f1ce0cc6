"""Two pages on one sheet: an open book, two A4 pages copied on an A3, two slides of a handout side by side. Each half is a page.

A half is told from the two columns of one page by what pages have and columns have not: page numbers that follow each other,
running text or tables as wide as the half, headings in the middle of each.
"""

from collections.abc import Sequence
from functools import lru_cache

from extractors.division.headings import headings
from extractors.division.traits import traits
from schemas.document import Document, Side
from schemas.geometry import Box, centre
from schemas.page import Cell, Homography, Line, Mark, Page, Sheet, Table

BROAD = 1.2
"""How much wider than high a sheet of two pages is at least."""

GUTTERS = tuple(n / 100 for n in (50, 49, 51, 48, 52, 47, 53, 46, 54, 45, 55, 44, 56))
"""Where the fold may lie, the likeliest first."""

FEWEST, LONG = 6, 0.6
"""How many lines a page has at least, and the share of a page's width that running text and tables take up."""


def opened(document: Document, sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The pages of a document: of a sheet of two pages those that are the document's own, else the sheet as it is."""
    if document.region is not None:
        return tuple(sheets)
    sides = document.sides or (None,) * len(sheets)
    return tuple(
        page for sheet, own in zip(sheets, sides, strict=True) for side, page in pages_of(sheet) if own is None or own == side
    )


def pages_of(sheet: Sheet) -> tuple[tuple[Side | None, Sheet], ...]:
    """The left and the right page of a sheet that has two; else the sheet itself, on no side."""
    broad = sheet.page.kind != "flow" and sheet.page.width >= BROAD * sheet.page.height
    gutter = _fold(sheet.page) if broad else None
    if gutter is None:
        return ((None, sheet),)
    halves = (half(sheet.page, (0.0, 0.0, gutter, 1.0)), half(sheet.page, (gutter, 0.0, 1.0, 1.0)))
    return (("left", sheet.model_copy(update={"page": halves[0]})), ("right", sheet.model_copy(update={"page": halves[1]})))


@lru_cache(maxsize=64)
def _fold(page: Page) -> float | None:
    """Where the fold of a sheet of two pages lies, as a fraction of its width; nothing for a page that is one."""
    boxes = [line.box for line in page.lines if len(line.text.strip()) > 2] + [table.box for table in page.tables]
    gutter = next((x for x in GUTTERS if not any(box[0] < x - 0.005 and box[2] > x + 0.005 for box in boxes)), None)
    if gutter is None:
        return None
    halves = [half(page, side) for side in ((0.0, 0.0, gutter, 1.0), (gutter, 0.0, 1.0, 1.0))]
    return gutter if all(len(one.lines) >= FEWEST for one in halves) and _are_pages(*halves) else None


def _are_pages(left: Page, right: Page) -> bool:
    folios = [traits(page).folio for page in (left, right)]
    if folios[0] and folios[1] and folios[1].number == folios[0].number + 1:
        return True
    return all(_is_full(page) for page in (left, right)) or all(_is_headed(page) for page in (left, right))


def _is_full(page: Page) -> bool:
    """Whether a table or several lines of running text take up the width of a page."""
    wide = sum(line.box[2] - line.box[0] > LONG for line in page.lines)
    return wide >= FEWEST or any(table.box[2] - table.box[0] > LONG for table in page.tables)


def _is_headed(page: Page) -> bool:
    """Whether a heading in large print stands at the top of the page, in its middle."""
    return any(
        h.large and not h.section and h.line.box[1] < 0.3 and abs(centre(h.line.box)[0] - 0.5) < 0.12 for h in headings(page)
    )


def half(page: Page, side: Box) -> Page:
    """A part of a sheet (working fractions) as a page of its own; what it displays is still shown on the sheet."""
    kept = [n for n, line in enumerate(page.lines) if _within(line.box, side)]
    numbers = {old: new for new, old in enumerate(kept)}
    return page.model_copy(
        update={
            "key": f"{page.key}/{side[0]:.2f}",
            "width": page.width * (side[2] - side[0]),
            "height": page.height * (side[3] - side[1]),
            "lines": tuple(_moved_line(page.lines[n], side) for n in kept),
            "tables": tuple(_moved_table(table, side, numbers) for table in page.tables if _within(table.box, side)),
            "marks": tuple(_moved_mark(mark, side) for mark in page.marks if _within(mark.box, side)),
            "homography": _of_half(page.homography, side),
        }
    )


def _within(box: Box, side: Box) -> bool:
    return side[0] <= centre(box)[0] < side[2]


def _moved(box: Box, side: Box) -> Box:
    wide, high = side[2] - side[0], side[3] - side[1]
    return (
        max(0.0, (box[0] - side[0]) / wide),
        max(0.0, (box[1] - side[1]) / high),
        min(1.0, (box[2] - side[0]) / wide),
        min(1.0, (box[3] - side[1]) / high),
    )


def _moved_line(line: Line, side: Box) -> Line:
    return line.model_copy(update={"box": _moved(line.box, side), "chars": tuple(_moved(box, side) for box in line.chars)})


def _moved_mark(mark: Mark, side: Box) -> Mark:
    return mark.model_copy(update={"box": _moved(mark.box, side)})


def _moved_table(table: Table, side: Box, numbers: dict[int, int]) -> Table:
    cells = tuple(_moved_cell(cell, side, numbers) for cell in table.cells)
    return Table(box=_moved(table.box, side), cells=cells)


def _moved_cell(cell: Cell, side: Box, numbers: dict[int, int]) -> Cell:
    lines = tuple(numbers[n] for n in cell.lines if n in numbers)
    return cell.model_copy(update={"box": _moved(cell.box, side), "lines": lines})


def _of_half(matrix: Homography, side: Box) -> Homography:
    """Fractions of the half to displayed fractions of the sheet."""
    a, b, c, d, e, f, g, h, i = matrix
    wide, high = side[2] - side[0], side[3] - side[1]
    left, top = side[:2]
    return (
        a * wide, b * high, a * left + b * top + c,
        d * wide, e * high, d * left + e * top + f,
        g * wide, h * high, g * left + h * top + i,
    )  # fmt: skip
