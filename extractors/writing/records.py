"""Records: a table (ruled, or set in columns of free text) read row by row under the labels of its head."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.writing.gutters import NUMBER, SIGNED, ruled
from extractors.writing.labels import Label, Lexicon, labels
from extractors.writing.mend import mended
from extractors.writing.strips import Span, Strip, strips
from schemas.geometry import WHOLE, Box
from schemas.page import Cell, Sheet, Table
from schemas.terms.text import fold

Record = Mapping[str, tuple[Span, ...]]
"""Column -> what stands in it, its printed lines in order."""

CARRIED = frozenset({"kind"})
"""The columns whose merged cells speak of every row that they stand beside."""


@dataclass(frozen=True)
class Head:
    """The head of a table: for each column its name, its left and right edge, and the columns of the ruling it spans."""

    names: tuple[str, ...]
    edges: tuple[tuple[float, float], ...]
    columns: tuple[tuple[int, int], ...]

    def column(self, strip: Strip, box: Box) -> str | None:
        """The name of the column a cell or a line stands in."""
        if strip.cell and self.columns:
            inside = [n for n, (first, last) in zip(self.names, self.columns, strict=True) if first <= strip.cell.col < last]
            return inside[0] if inside else None
        middle = (box[0] + box[2]) / 2
        return next((n for n, (left, right) in zip(self.names, self.edges, strict=True) if left <= middle < right), None)


def records(sheets: Iterable[Sheet], known: Lexicon, needed: str = "title", least: int = 2) -> list[Record]:
    """The rows below every head that names the column `needed` and at least `least` columns in all; a table that goes on
    on the next page without a head keeps the head it had.
    """
    found: list[Record] = []
    head: Head | None = None
    for sheet in sheets:
        loose: list[Strip] = []
        own = -1
        tall: list[Strip] = []
        for row in _rows(strips(_turned(ruled(mended(sheet, known), known, needed, least), known, needed))):
            here = _head(row, known, needed, least)
            if here:
                found += _bands(loose, head) if head else []
                head, loose, own = here, [], row[0].table
            elif head and row[0].cell and head.columns and (row[0].table == own or (own < 0 and _fits(row, head))):
                tall = [strip for strip in (*tall, *row) if strip.cell and strip.cell.row_span > 1]
                found += _record([*row, *_carried(row[0], tall, head)], head)
            elif head and not row[0].cell and not head.columns:
                loose.append(row[0])
        found += _bands(loose, head) if head else []
    return _merged(found)


SIDE = 3
"""How many labels under one another head the rows of a table whose columns are its records."""


def _turned(sheet: Sheet, known: Lexicon, needed: str) -> Sheet:
    """The sheet with every table turned whose rows are headed at their left (名称 | 甲 | 乙, 级别 | …) and whose columns are the
    records, so that it reads as any other.
    """
    held = [strip for strip in strips(sheet) if strip.cell]
    tables = tuple(
        _turn(table) if _has_side_heads([strip for strip in held if strip.table == number], known, needed) else table
        for number, table in enumerate(sheet.page.tables)
    )
    return (
        sheet.model_copy(update={"page": sheet.page.model_copy(update={"tables": tables})})
        if tables != sheet.page.tables
        else sheet
    )


def _has_side_heads(cells: Sequence[Strip], known: Lexicon, needed: str) -> bool:
    """Whether the first column is labels, one of them of the column `needed`, beside two or more columns without any."""
    heads = [label for strip in cells if strip.cell and strip.cell.col == 0 for label in labels(strip, known) if label.pure]
    others = [strip for strip in cells if strip.cell and strip.cell.col > 0]
    names = {name for label in heads for name in label.names if name}
    wide = len({strip.cell.col for strip in others if strip.cell}) >= 2 and all(s.cell and s.cell.col_span == 1 for s in others)
    return needed in names and len(names) >= SIDE and wide and not any(labels(strip, known) for strip in others)


def _turn(table: Table) -> Table:
    cells = (
        cell.model_copy(update={"row": cell.col, "col": cell.row, "row_span": cell.col_span, "col_span": cell.row_span})
        for cell in table.cells
    )
    return table.model_copy(update={"cells": tuple(sorted(cells, key=_at))})


def _at(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.col


def _carried(first: Strip, tall: Sequence[Strip], head: Head) -> list[Strip]:
    """The merged cells from above that speak of a row as well."""
    here = first.cell
    return [
        strip
        for strip in tall
        if here
        and strip.cell
        and strip.table == first.table
        and strip.cell.row < here.row < strip.cell.row + strip.cell.row_span
        and head.column(strip, strip.box) in CARRIED
    ]


def _fits(row: Sequence[Strip], head: Head) -> bool:
    """Whether a row of a table without a head may go on with the table overleaf: it has about as many cells."""
    return abs(len(row) - len(head.names)) <= 1


def _rows(held: Sequence[Strip]) -> list[list[Strip]]:
    """Strips by row: the cells of one row of a table, or a row of free text by itself."""
    rows: list[list[Strip]] = []
    for strip in held:
        last = rows[-1][-1] if rows else None
        together = last is not None and strip.cell and last.cell and (last.table, last.cell.row) == (strip.table, strip.cell.row)
        rows[-1].append(strip) if together else rows.append([strip])
    return rows


def _head(row: Sequence[Strip], known: Lexicon, needed: str, least: int) -> Head | None:
    found = [label for strip in row for label in labels(strip, known)]
    over = found[0] if _heads_all(found, needed) else None
    beside = over is not None and over.strip.cell is not None and over.strip.cell.row_span > 1
    found = found[1:] if beside else found
    named = [label for label in found if label.names[0]]
    names = ["no" if label is over else label.names[0] for label in named]
    if needed not in names or len(found) < least or len(set(names)) < len(names) or not _is_bare(row, found):
        return None
    single = all(len(labels(strip, known)) <= 1 for strip in row) and all(strip.cell for strip in row)
    return Head(tuple(names), _edges(found, named), _columns(named) if single else ())


def _heads_all(found: Sequence[Label], needed: str) -> bool:
    """Whether the first of a row's labels heads the whole table (业绩成果 | 名称 | 级别), as the column `needed` comes again
    behind it: a cell beside all rows, or over their numbers.
    """
    first = found[0] if found else None
    again = any(needed in label.names for label in found[1:])
    return first is not None and first.strip.cell is not None and first.pure and needed in first.names and again


def _is_bare(row: Sequence[Strip], found: Sequence[Label]) -> bool:
    """Whether a row is a head: little besides its labels; in a ruled row, columns we do not know by short names."""
    rest = sum(len(fold(strip.text)) for strip in row) - sum(len(fold(label.span.text)) for label in found)
    labelled = {id(label.strip) for label in found}
    unknown = [strip for strip in row if id(strip) not in labelled and strip.text]
    named = all(strip.cell and len(fold(strip.text)) <= 12 and not re.search(r"[\d，。,]", strip.text) for strip in unknown)
    return rest <= 6 or (named and len(unknown) < len(found) and rest == sum(len(fold(strip.text)) for strip in unknown))


def _edges(found: Sequence[Label], named: Sequence[Label]) -> tuple[tuple[float, float], ...]:
    """The room of each column: to the middle between two labels of the head, or to the rules of its cell."""
    ordered = sorted((label.span.box or label.strip.box for label in found), key=lambda box: box[0])
    edges = []
    for label in named:
        box = label.span.box or label.strip.box
        left = max((other[2] for other in ordered if other[0] < box[0]), default=-box[0])
        right = min((other[0] for other in ordered if other[0] > box[0]), default=2.0)
        edges.append(((left + box[0]) / 2, (right + box[2]) / 2))
    return tuple(edges)


def _columns(named: Sequence[Label]) -> tuple[tuple[int, int], ...]:
    cells = [label.strip.cell for label in named]
    return tuple((cell.col, cell.col + cell.col_span) for cell in cells if cell)


def _record(row: Sequence[Strip], head: Head) -> list[Record]:
    held: dict[str, list[Span]] = {}
    for strip in row:
        for span in _lines(strip):
            name = head.column(strip, span.box or strip.box)
            if name:
                held.setdefault(name, []).append(span)
    return [{name: tuple(spans) for name, spans in held.items()}] if held else []


def _bands(loose: Sequence[Strip], head: Head) -> list[Record]:
    """The rows of a table without rules: lines that overlap in height are one row, white space parts two rows. The table
    ends where a line runs over the columns, or asks for a signature.
    """
    spans = sorted((span for strip in loose for span in _lines(strip)), key=lambda span: (span.box or WHOLE)[1])
    bands: list[list[Span]] = []
    bottom = -1.0
    for span in spans:
        _, top, _, end = span.box or WHOLE
        if top > bottom - 0.1 * (end - top):
            bands.append([])
        bands[-1].append(span)
        bottom = max(bottom, end)
    found: list[Record] = []
    for band in bands:
        if any(_runs_over(span, head) or SIGNED.search(span.text) for span in band):
            break
        found += _row_of(band, head)
    return found


def _row_of(band: Sequence[Span], head: Head) -> list[Record]:
    held: dict[str, list[Span]] = {}
    for span in band:
        name = head.column(span.strip, span.box or WHOLE)
        if name:
            held.setdefault(name, []).append(span)
    return [{name: tuple(spans) for name, spans in held.items()}] if held else []


def _runs_over(span: Span, head: Head) -> bool:
    """Whether the line covers the middles of two columns."""
    x0, _, x1, _ = span.box or WHOLE
    return sum(x0 < (left + right) / 2 < x1 for left, right in head.edges) >= 2


def _merged(found: Sequence[Record]) -> list[Record]:
    """Rows without a number of their own, in a table whose rows are numbered, go on with the row before; one with words in
    the place of the number (本人承诺) is no row of the table, nor is what comes below it.
    """
    if not any("no" in record and _is_number(record["no"]) for record in found):
        return [record for record in found if "title" in record]
    merged: list[dict[str, tuple[Span, ...]]] = []
    ended = False
    for record in found:
        numbered = "no" in record and _is_number(record["no"])
        ended = not numbered and (ended or _is_worded(record.get("no", ())))
        if merged and ended:
            continue
        if merged and not numbered:
            for name, spans in record.items():
                merged[-1][name] = (*merged[-1].get(name, ()), *spans)
        else:
            merged.append(dict(record))
    return [record for record in merged if "title" in record]


def _is_number(spans: Sequence[Span]) -> bool:
    return bool(NUMBER.fullmatch("".join(span.text for span in spans)))


def _is_worded(spans: Sequence[Span]) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", "".join(span.text for span in spans))) >= 2


def _lines(strip: Strip) -> list[Span]:
    lines = strip.sheet.page.lines
    spans = [
        strip.span(offset, offset + len(lines[index].text)) for index, offset in zip(strip.lines, strip.offsets, strict=True)
    ]
    return [span for span in spans if span.end > span.start]
