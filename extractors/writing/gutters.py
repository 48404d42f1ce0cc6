"""Gutters: a list set in columns without rules, made a table — its lines, which a text layer joins across the white between
the columns, are parted there, and a head broken over several lines is put together.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.writing.labels import Lexicon
from extractors.writing.strips import part_box, part_of
from schemas.geometry import Box, union
from schemas.page import Cell, Line, Page, Sheet, Table
from schemas.terms.text import fold, join_lines

BLANK = 0.42
"""From how many heights of its line on white inside a line may part two columns."""
TALLEST = 3
"""On so many rows a head may be broken."""
TOUCH = 0.003
"""In fractions of the page: by less a line does not run over two columns."""
FAR = 9.0
"""In heights of a line: a list does not go on below so much white."""
HEADING = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,2}[、.．)）]|[\"“”]?\+\s?1(?!\d))")
SIGNED = re.compile(r"(?:签\s*[名字章]|盖\s*章)\s*[)）]?\s*[:：]")
NUMBER = re.compile(r"[\s(（]*\d{1,3}[\s.、)）]*")

Edge = tuple[float, float]
"""The left and right end of a column, in fractions of the page."""


class Piece(NamedTuple):
    """A line without wide white in it: its number, where it stands, what it says."""

    line: int
    box: Box
    text: str


class Title(NamedTuple):
    """One label of the head: its pieces one under another, and the fields it names (none where nobody knows it)."""

    pieces: tuple[Piece, ...]
    names: tuple[str, ...] | None

    @property
    def box(self) -> Box:
        return union([piece.box for piece in self.pieces])


Band = list[Piece]
"""Pieces that stand beside one another."""


def ruled(sheet: Sheet, known: Lexicon, needed: str, least: int) -> Sheet:
    """The sheet with a table in place of every list without rules whose head names the column `needed` and `least` columns
    in all, or is printed above the rules of its table. Lines keep their numbers; what is parted off comes last.
    """
    if sheet.page.kind == "flow":
        return sheet
    parted, parts = _parted(sheet.page)
    page = parted
    for head in _heads(parted, known, needed, least):
        page = _with_table(page, head)
    if page is parted:
        return sheet
    return sheet.model_copy(update={"page": _whole(page, sheet.page, parts)})


Parts = dict[int, list[int]]
"""The number of a line that was parted, and those of all its parts."""


def _parted(page: Page) -> tuple[Page, Parts]:
    """The page with every line that stands in no table parted at wide white; a table of one row is a band of colour behind
    every other row of a list.
    """
    page = page.model_copy(update={"tables": tuple(table for table in page.tables if any(cell.row for cell in table.cells))})
    held = _held(page)
    lines = list(page.lines)
    parts: Parts = {}
    for index, line in enumerate(page.lines):
        if index not in held and " " in line.text:
            lines[index], *others = parts_at_white(line, page)
            parts[index] = [index, *range(len(lines), len(lines) + len(others))]
            lines += others
    return page.model_copy(update={"lines": tuple(lines)}), parts


def _whole(page: Page, before: Page, parts: Parts) -> Page:
    """The page with the lines whole again of which no table took a part, and the bands that no list covers."""
    held = _held(page)
    lines = list(page.lines)
    for index, numbers in parts.items():
        if held.isdisjoint(numbers):
            lines[index] = before.lines[index]
            for number in numbers[1:]:
                lines[number] = lines[number].model_copy(update={"text": "", "chars": (), "sure": ()})
    bands = [table for table in before.tables if table not in page.tables and held.isdisjoint(_lines_of(table))]
    whole = [table for table in bands if not any(cell.row for cell in table.cells)]
    tables = tuple(sorted((*page.tables, *whole), key=lambda each: each.box[1]))
    return page.model_copy(update={"lines": tuple(lines), "tables": tables})


def _lines_of(table: Table) -> set[int]:
    return {index for cell in table.cells for index in cell.lines}


def _held(page: Page) -> set[int]:
    return {index for table in page.tables for index in _lines_of(table)}


def parts_at_white(line: Line, page: Page) -> list[Line]:
    """A line of a page parted at wide white."""
    ends = [0]
    for gap in re.finditer(r"\s+", line.text):
        x0, _, x1, _ = part_box(line, gap.start(), gap.end())
        wide = (x1 - x0) * page.width > BLANK * (line.box[3] - line.box[1]) * page.height
        if gap.start() > 0 and gap.end() < len(line.text) and wide:
            ends += [gap.start(), gap.end()]
    ends.append(len(line.text))
    return [part_of(line, first, last) for first, last in zip(ends[::2], ends[1::2], strict=True)]


def _pieces(page: Page) -> list[Piece]:
    """All that stands in no table, from top to bottom."""
    held = _held(page)
    found = [Piece(i, line.box, line.text) for i, line in enumerate(page.lines) if i not in held and line.text.strip()]
    return sorted(found, key=lambda piece: (piece.box[1] + piece.box[3], piece.box[0]))


def _heads(page: Page, known: Lexicon, needed: str, least: int) -> list[list[Title]]:
    """The heads of lists on a page, whose labels stand on one row or on up to three; from left to right each."""
    rows = _bands(_pieces(page))
    tries = [(first, last) for last in range(len(rows)) for first in range(max(0, last - TALLEST + 1), last + 1)]
    titled = [(first, last, _titles(rows[first : last + 1], known)) for first, last in tries]
    heads = [each for each in titled if _is_head(each[2], needed, least)]
    taken: set[int] = set()
    found = []
    for first, last, titles in sorted(heads, key=lambda head: -_worth(head[2])):
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            found.append(titles)
    return sorted(found, key=lambda titles: titles[0].box[1])


def _worth(titles: Sequence[Title]) -> int:
    """How well some rows make a head: a label that nobody knows is rather part of something else."""
    return len(titles) - 3 * sum(title.names is None for title in titles)


def _titles(rows: Sequence[Band], known: Lexicon) -> list[Title]:
    """The labels of a head, if it is on these rows; none where they stand across one another."""
    stacks: list[list[Piece]] = []
    for piece in (piece for row in rows for piece in row):
        home = next((stack for stack in stacks if _is_under(piece.box, stack[-1].box)), None)
        stacks.append([piece]) if home is None else home.append(piece)
    titles = sorted((_title(stack, known) for stack in stacks), key=lambda title: title.box[0])
    return [] if any(right.box[0] < left.box[2] for left, right in pairwise(titles)) else titles


def _title(stack: Sequence[Piece], known: Lexicon) -> Title:
    text = fold("".join(piece.text for piece in stack))
    match = known.pattern.fullmatch(text)
    return Title(tuple(stack), known.named(match["word"]) if match else None)


def _is_under(box: Box, above: Box) -> bool:
    """Whether a piece goes on with the one above in its column."""
    shared = min(box[2], above[2]) - max(box[0], above[0])
    height = above[3] - above[1]
    return shared > 0.5 * min(box[2] - box[0], above[2] - above[0]) and -0.2 * height < box[1] - above[3] < 0.9 * height


def _is_head(titles: Sequence[Title], needed: str, least: int) -> bool:
    names = [title.names[0] for title in titles if title.names and title.names[0]]
    if _worth(titles) <= 0:
        return False
    return needed in names and len(names) == len(set(names)) and sum(title.names is not None for title in titles) >= least


def _with_table(page: Page, titles: Sequence[Title]) -> Page:
    """The page with the list below a head as a table; as it is where nothing stands there in columns."""
    head = union([title.box for title in titles])
    below = next((table for table in page.tables if _stands_on(head, table)), None)
    if below is not None:
        return _headed(page, titles, below)
    body = _body(page, titles)
    columns = _columns(titles, body)
    rows = _rows(body, columns) if columns else []
    if not columns or not rows:
        return page
    grid = [[list(title.pieces) for title in titles], *([_in_column(row, edge) for edge in columns] for row in rows)]
    return _ruled(page, grid)


def _stands_on(head: Box, table: Table) -> bool:
    """Whether the head stands right on a ruled table, which has none of its own."""
    height = head[3] - head[1]
    return -0.3 * height < table.box[1] - head[3] < 2 * height


def _headed(page: Page, titles: Sequence[Title], table: Table) -> Page:
    """The page with the head as the first row of the ruled table under it, if each of its labels stands over a column."""
    first = [cell for cell in table.cells if cell.row == 0]
    over = [next((cell for cell in first if cell.box[0] < (t.box[0] + t.box[2]) / 2 < cell.box[2]), None) for t in titles]
    if None in over or len({id(cell) for cell in over}) < len(titles) or abs(len(first) - len(titles)) > 1:
        return page
    named = [_cell(title.pieces, 0, cell.col) for title, cell in zip(titles, over, strict=True) if cell]
    cells = (*named, *(cell.model_copy(update={"row": cell.row + 1}) for cell in table.cells))
    grown = Table(box=union([table.box, *(title.box for title in titles)]), cells=cells)
    return page.model_copy(update={"tables": tuple(grown if other is table else other for other in page.tables)})


def _body(page: Page, titles: Sequence[Title]) -> list[Piece]:
    """What stands in columns below a head: up to a line that runs over two of them, asks for a signature or stands far below,
    and to the next table.
    """
    head = union([title.box for title in titles])
    height = max(piece.box[3] - piece.box[1] for title in titles for piece in title.pieces)
    end = min((table.box[1] for table in page.tables if table.box[1] > head[3]), default=2.0)
    found: list[Piece] = []
    bottom = head[3]
    for piece in _pieces(page):
        box = piece.box
        if box[1] < head[3] - 0.2 * height:
            continue
        over = sum(min(box[2], title.box[2]) - max(box[0], title.box[0]) > TOUCH for title in titles) >= 2
        if over or SIGNED.search(piece.text) or HEADING.match(piece.text) or box[1] - bottom > FAR * height or box[1] >= end:
            return [kept for kept in found if kept.box[3] < box[1] + 0.5 * height]
        found.append(piece)
        bottom = max(bottom, box[3])
    return found


def _columns(titles: Sequence[Title], body: Sequence[Piece]) -> list[Edge]:
    """The columns, one a label: where the pieces of the body stand one under another, together with the label over them;
    none where they do not.
    """
    stretches: list[Edge] = []
    for left, right in sorted((piece.box[0], piece.box[2]) for piece in body):
        if stretches and left < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], right))
        else:
            stretches.append((left, right))
    columns: list[Edge] = [(title.box[0], title.box[2]) for title in titles]
    for left, right in stretches:
        over = [i for i, title in enumerate(titles) if min(right, title.box[2]) - max(left, title.box[0]) > 0]
        if len(over) > 1:
            return []
        at = over[0] if over else min(range(len(titles)), key=lambda i: _away((left, right), columns[i]))
        columns[at] = (min(left, columns[at][0]), max(right, columns[at][1]))
    return columns if all(right[0] >= left[1] for left, right in pairwise(columns)) else []


def _away(one: Edge, other: Edge) -> float:
    return max(one[0] - other[1], other[0] - one[1])


def _in_column(row: Band, edge: Edge) -> Band:
    return [piece for piece in row if edge[0] <= (piece.box[0] + piece.box[2]) / 2 <= edge[1]]


def _rows(body: Sequence[Piece], columns: Sequence[Edge]) -> list[Band]:
    """The rows of the list: parted where there is more white than within a row; where all lines are as far apart, a line in
    half of the columns begins one, or that with the number.
    """
    bands = _bands(body)
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(bands)]
    numbered = [any(NUMBER.fullmatch(piece.text) for piece in _in_column(band, columns[0])) for band in bands]
    parted = max(gaps, default=0.0) > 1.5 * min(gaps, default=0.0) + 0.002
    limit = (max(gaps) + min(gaps)) / 2 if parted else 2.0
    rows = _grouped(bands, [gap > limit for gap in gaps])
    if any(numbered):
        marks = [sum(NUMBER.fullmatch(piece.text) is not None for piece in _in_column(row, columns[0])) for row in rows]
        return rows if max(marks) == 1 and parted else _grouped(bands, numbered[1:])
    if parted:
        return rows
    full = [2 * sum(bool(_in_column(band, edge)) for edge in columns) >= len(columns) for band in bands]
    return _grouped(bands, full[1:])


def _grouped(bands: Sequence[Band], begins: Sequence[bool]) -> list[Band]:
    rows = [list(band) for band in bands[:1]]
    for band, new in zip(bands[1:], begins, strict=True):
        rows.append(list(band)) if new else rows[-1].extend(band)
    return rows


def _bands(held: Sequence[Piece]) -> list[Band]:
    """Pieces that overlap in height."""
    bands: list[Band] = []
    for piece in sorted(held, key=lambda piece: piece.box[1]):
        height = piece.box[3] - piece.box[1]
        if not bands or piece.box[1] > _bottom(bands[-1]) - 0.1 * height:
            bands.append([])
        bands[-1].append(piece)
    return bands


def _top(band: Band) -> float:
    return min(piece.box[1] for piece in band)


def _bottom(band: Band) -> float:
    return max(piece.box[3] for piece in band)


def _ruled(page: Page, grid: Sequence[Sequence[Band]]) -> Page:
    """The page with a table of these pieces, row by row and column by column, in its place among the others."""
    cells = tuple(_cell(held, row, col) for row, columns in enumerate(grid) for col, held in enumerate(columns) if held)
    table = Table(box=union([cell.box for cell in cells]), cells=cells)
    return page.model_copy(update={"tables": tuple(sorted((*page.tables, table), key=lambda each: each.box[1]))})


def _cell(held: Sequence[Piece], row: int, col: int) -> Cell:
    """The cell with these pieces, line by line."""
    lines = [piece for band in _bands(held) for piece in sorted(band, key=lambda piece: piece.box[0])]
    text = join_lines([piece.text for piece in lines])
    return Cell(row=row, col=col, box=union([p.box for p in lines]), text=text, lines=tuple(p.line for p in lines))
