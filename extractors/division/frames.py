"""Frames and specks: the border round a certificate, which is ruled like a table of one cell and is none; a photograph or an
emblem that the reader took for one huge character; the lettering of a seal read as a line.
"""

import re

from extractors.division.headings import body_size, line_size
from extractors.documents.signoff import ORGANISATION
from schemas.geometry import Box, overlap
from schemas.page import Line, Page, Sheet, Table
from schemas.terms.text import fold

FEW = 2
"""Up to how many cells a ruled box is a frame when one of them holds nearly all."""
ROWS = 4
SHARE = 0.8
NEAR = 0.02
"""How near, in fractions of the page, a line must end before a box that cuts through its row."""
HUGE = 3.5
"""From how many times the size of the body print on a line of one or two characters is none."""


def unframed(sheet: Sheet) -> Sheet:
    """The page without such tables, whose lines are free text again, and with what was read off pictures left out."""
    kept = tuple(table for table in sheet.page.tables if not is_frame(table))
    specks = _specks(sheet) | lettering(sheet.page)
    if len(kept) == len(sheet.page.tables) and not specks:
        return sheet
    lines = tuple(
        line.model_copy(update={"text": "", "chars": ()}) if number in specks else line
        for number, line in enumerate(sheet.page.lines)
    )
    return sheet.model_copy(update={"page": sheet.page.model_copy(update={"tables": kept, "lines": lines})})


def uncut(sheet: Sheet) -> Sheet:
    """The page without tables that are only the end of a wider box, which a reader cut through its rows."""
    kept = tuple(table for table in sheet.page.tables if not _is_cut_out(table, sheet.page))
    if len(kept) == len(sheet.page.tables):
        return sheet
    return sheet.model_copy(update={"page": sheet.page.model_copy(update={"tables": kept})})


def _is_cut_out(table: Table, page: Page) -> bool:
    """Whether a table of one column is the end of a wider box: its rows begin outside of it."""
    inside = {index for cell in table.cells for index in cell.lines}
    if len({cell.col for cell in table.cells}) > 1 or not inside:
        return False
    left, heights = table.box[0], [page.lines[index].box for index in inside]
    outside = [line.box for i, line in enumerate(page.lines) if i not in inside and abs(line.box[2] - left) < NEAR]
    return any(min(box[3], own[3]) - max(box[1], own[1]) > 0.5 * (own[3] - own[1]) for box in outside for own in heights)


def lettering(page: Page) -> set[int]:
    """The lines read off the rim of a seal: inside of it, and a part of what it says (a printed name under it is whole)."""
    seals = [(mark.box, fold(mark.text or "")) for mark in page.marks if mark.kind == "seal"]
    return {n for n, line in enumerate(page.lines) if any(_is_of(line, box, words) for box, words in seals)}


def _is_of(line: Line, box: Box, words: str) -> bool:
    text = fold(line.text)
    if overlap(line.box, box) <= 0.9 or not 2 <= len(text) < len(words) or words.startswith(text):
        return False
    alike = sum(char in words for char in text) >= 0.5 * len(text)
    return text in words or (alike and not re.fullmatch(ORGANISATION, text))


def _specks(sheet: Sheet) -> set[int]:
    """The lines of one or two characters that are many times as large as the print."""
    page, body = sheet.page, body_size(sheet.page)
    short = [number for number, line in enumerate(page.lines) if 0 < len(line.text.strip()) <= 2]
    return {number for number in short if body and line_size(page.lines[number], page) >= HUGE * body}


def is_frame(table: Table) -> bool:
    """Whether one cell holds nearly every line of a table of one or two cells, and several of them."""
    counts = [len(cell.lines) for cell in table.cells]
    return len([count for count in counts if count]) <= FEW and max(counts, default=0) >= max(ROWS, SHARE * sum(counts))
