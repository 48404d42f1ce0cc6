"""Layout: tables whose rows or columns are people are set as one label-and-value table a person, so that every form reads
the same way: a row an expert, a column an expert, two small forms side by side.
"""

from collections import Counter
from collections.abc import Sequence

from extractors.division.frames import uncut
from extractors.writing.gutters import ruled
from extractors.writing.labels import Lexicon, labels
from extractors.writing.mend import mended
from extractors.writing.strips import cell_strip
from extractors.writing.wraps import unwrapped
from schemas.geometry import union
from schemas.page import Cell, Page, Sheet, Table
from schemas.terms.persons import looks_like_name

LEAST = 3
"""How many labels a head must have before its table is taken for a list of people."""
KEY = "name"


def straight(sheet: Sheet, known: Lexicon) -> Sheet:
    """The sheet with such tables taken apart. Lines, boxes and marks stay as they are: only the grouping changes."""
    sheet = unwrapped(_listed(mended(uncut(sheet), known), known), known)
    tables = [part for table in sheet.page.tables for part in _apart(table, sheet, known)]
    if len(tables) == len(sheet.page.tables):
        return sheet
    page: Page = sheet.page.model_copy(update={"tables": tuple(tables)})
    return Sheet(ref=sheet.ref, page=page)


def _listed(sheet: Sheet, known: Lexicon) -> Sheet:
    """The sheet with its lists of people that are set in columns without rules as tables: two people or more, each named."""
    made = ruled(sheet, known, KEY, LEAST + 1)
    fresh = [table for table in made.page.tables if table not in sheet.page.tables]
    return made if fresh and all(_lists_people(table, made, known) for table in fresh) else sheet


def _lists_people(table: Table, sheet: Sheet, known: Lexicon) -> bool:
    head = next((cell for cell in table.cells if cell.row == 0 and KEY in (_names(cell, sheet, known) or ())), None)
    named = [cell for cell in table.cells if head and cell.row > 0 and cell.col == head.col and looks_like_name(cell.text)]
    return len(named) >= 2


def _apart(table: Table, sheet: Sheet, known: Lexicon) -> list[Table]:
    named = {(cell.row, cell.col): _names(cell, sheet, known) for cell in table.cells}
    for split in (_side_by_side, _by_rows, _by_columns):
        parts = split(table.cells, named)
        if parts:
            return [part.model_copy(update={"box": table.box}) for part in parts]
    return [table]


def _names(cell: Cell, sheet: Sheet, known: Lexicon) -> tuple[str, ...] | None:
    """The fields a cell names, if it is a label and nothing else; None for any other cell."""
    strip = cell_strip(sheet, cell)
    found = labels(strip, known)
    rest = (strip.text[: found[0].span.start] + strip.text[found[0].span.end :]).strip(" :：*.、") if found else ""
    return found[0].names if len(found) == 1 and not rest else None


Named = dict[tuple[int, int], tuple[str, ...] | None]


def _side_by_side(cells: Sequence[Cell], named: Named) -> list[Table]:
    """Small forms beside one another: one row names the person twice. Each takes the columns from its name to the next."""
    keys = [(cell.row, cell.col) for cell in cells if KEY in (named[cell.row, cell.col] or ()) and not _heads(cell, named)]
    keyed = Counter(row for row, _ in keys)
    row = next((row for row, times in keyed.items() if times >= 2), None)
    if row is None:
        return []
    cuts = sorted(col for r, col in keys if r == row)
    first = cuts[0]
    wide = [cell for cell in cells if cell.col < first or sum(cell.col <= cut < cell.col + cell.col_span for cut in cuts) >= 2]
    above = [cell for cell in wide if cell.row < row]
    below = [cell for cell in wide if cell.row >= row]
    ends = [*cuts[1:], 10**6]
    parts = [[c for c in cells if c not in wide and cut <= c.col < end] for cut, end in zip(cuts, ends, strict=True)]
    return [_table(part) for part in (above, *parts, below) if part]


def _heads(cell: Cell, named: Named) -> bool:
    """Whether a cell only heads the rows beside it: the label of a name follows (举荐专家（1） | 姓名 | …)."""
    return KEY in (named.get((cell.row, cell.col + cell.col_span)) or ())


def _by_rows(cells: Sequence[Cell], named: Named) -> list[Table]:
    """A head of labels and a person in every row below it, with or without a row for the opinion under each."""
    rows = sorted({cell.row for cell in cells})
    for row in rows:
        head = [cell for cell in cells if cell.row == row and named[cell.row, cell.col]]
        people, end = _people([r for r in rows if r > row], cells, named, _all_names(head, named))
        if _is_head(head, named) and len(people) >= 2:
            rest = [c for c in cells if c.row < row], [c for c in cells if c.row > end]
            made = [_record(head, first, by_row=True, more=more) for first, more in people]
            return [*([_table(rest[0])] if rest[0] else []), *made, *([_table(rest[1])] if rest[1] else [])]
    return []


Person = tuple[list[Cell], list[Cell]]
"""The cells of the row of values, and those of the labelled rows under it."""


def _people(rows: Sequence[int], cells: Sequence[Cell], named: Named, head: frozenset[str]) -> tuple[list[Person], int]:
    """The people in the rows below a head, and the last row of theirs: a row without labels begins one; a row with labels
    that the head has not goes on with it, as do the values under a row of labels, and a cell across the table.
    """
    found: list[Person] = []
    end = -1
    asked = False
    for row in rows:
        here = [cell for cell in cells if cell.row == row]
        names = _all_names(here, named)
        if names and (not found or names & head):
            break
        if names or (found and (asked or len(here) == 1)):
            found[-1][1].extend(here)
        else:
            found.append((here, []))
        asked = 2 * sum(bool(named[cell.row, cell.col]) for cell in here) > len(here) > 1
        end = row
    return found, end


def _by_columns(cells: Sequence[Cell], named: Named) -> list[Table]:
    """A column of labels and a person in every column to its right."""
    cols = sorted({cell.col for cell in cells})
    for col in cols:
        head = [cell for cell in cells if cell.col == col and named[cell.row, cell.col]]
        others = [c for c in cells if c.col > col and any(_meets(c, label) for label in head)]
        people = sorted({c.col for c in others if c.col_span == 1 and c.row_span < LEAST})
        if _is_head(head, named) and len(people) >= 2 and not any(named[c.row, c.col] for c in others):
            return [_record(head, [c for c in cells if c.col == p], by_row=False) for p in people]
    return []


def _is_head(head: Sequence[Cell], named: Named) -> bool:
    names = _all_names(head, named)
    return len(head) >= LEAST and KEY in names and len(names) >= LEAST - 1


def _all_names(cells: Sequence[Cell], named: Named) -> frozenset[str]:
    return frozenset(name for cell in cells for name in named[cell.row, cell.col] or () if name)


def _record(head: Sequence[Cell], values: Sequence[Cell], by_row: bool, more: Sequence[Cell] = ()) -> Table:
    """One person: what no label heads (举荐专家一) comes first, then each label with its value, then the rows of `more`."""
    pairs = [(label, next((v for v in values if (_over(label, v) if by_row else _meets(v, label))), None)) for label in head]
    headed = [value for _, value in pairs if value]
    loose = [value for value in values if value not in headed and value not in head and value.text.strip()]
    rows: list[list[Cell]] = [[cell] for cell in loose]
    rows += [[label, value] if value else [label] for label, value in pairs]
    rows += [[cell for cell in more if cell.row == row] for row in sorted({cell.row for cell in more})]
    cells = [_moved(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    headed = [*headed, *more]
    return Table(box=union([cell.box for cell in headed] or [cell.box for cell in cells]), cells=tuple(cells))


def _moved(cell: Cell, row: int, col: int) -> Cell:
    return cell.model_copy(update={"row": row, "col": col, "row_span": 1, "col_span": 1})


def _over(label: Cell, value: Cell) -> bool:
    """Whether the value stands in the label's column."""
    return value.col < label.col + label.col_span and label.col < value.col + value.col_span


def _meets(value: Cell, label: Cell) -> bool:
    """Whether the value stands in the label's row."""
    return value.row < label.row + label.row_span and label.row < value.row + value.row_span


def _table(cells: Sequence[Cell]) -> Table:
    return Table(box=union([cell.box for cell in cells]), cells=tuple(cells))
