"""Frames: the border round a certificate, which is ruled like a table of one cell and is none."""

from schemas.page import Sheet, Table

FEW = 2
"""Up to how many cells a ruled box is a frame when one of them holds nearly all."""
ROWS = 4
SHARE = 0.8


def unframed(sheet: Sheet) -> Sheet:
    """The page without such tables: their lines are free text again."""
    kept = tuple(table for table in sheet.page.tables if not is_frame(table))
    if len(kept) == len(sheet.page.tables):
        return sheet
    return sheet.model_copy(update={"page": sheet.page.model_copy(update={"tables": kept})})


def is_frame(table: Table) -> bool:
    """Whether one cell holds nearly every line of a table of one or two cells, and several of them."""
    counts = [len(cell.lines) for cell in table.cells]
    return len([count for count in counts if count]) <= FEW and max(counts, default=0) >= max(ROWS, SHARE * sum(counts))
