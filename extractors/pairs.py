"""Pairs: each label of a form with what is written in its slot — beside it, below it, or in the same cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.labels import Label, Lexicon, Vocabulary, labels, lexicon
from extractors.strips import Span, Strip, place, strips
from extractors.values import normalised
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Box, overlap
from schemas.page import Cell, Sheet

NEXT_ROW = 1.6
"""How far below, in heights of a line, the row may stand that belongs to the label above it."""


@dataclass(frozen=True)
class Pair:
    """A label with the writing in its slot. `value` is empty where nothing is written; `slot` is the room for the value,
    in working fractions of the label's page.
    """

    label: Label
    value: tuple[Span, ...]
    slot: Box

    @property
    def sheet(self) -> Sheet:
        """The page it stands on."""
        return self.label.strip.sheet

    def field(self, name: str) -> Field:
        """The value as a field of this name: normalised, or `blank` with the place of the empty slot."""
        made = normalised(name, self.value)
        return made if made.places else made.model_copy(update={"places": (place(self.sheet, self.slot),)})


def read(sheets: Iterable[Sheet], vocabulary: Vocabulary, stops: Iterable[str] = ()) -> dict[str, Field]:
    """The fields of `vocabulary` on these pages; the first written value wins over a blank slot.

    `stops` are further labels at which a value ends. A name whose label is nowhere is `NOT_FOUND`.
    """
    found = dict.fromkeys(vocabulary, NOT_FOUND)
    for pair in pairs(sheets, vocabulary, stops):
        for name in pair.label.names:
            if name in found and not found[name].present:
                candidate = pair.field(name)
                found[name] = candidate if candidate.present or found[name].state == "not_found" else found[name]
    return found


def pairs(sheets: Iterable[Sheet], vocabulary: Vocabulary, stops: Iterable[str] = ()) -> list[Pair]:
    """Every label of the vocabulary on these pages with its value, in reading order (those of `stops` too, unnamed)."""
    known = lexicon(vocabulary, stops)
    return [pair for sheet in sheets for pair in on_strips(strips(sheet), known)]


def on_strips(held: Sequence[Strip], known: Lexicon) -> list[Pair]:
    marked = [(strip, labels(strip, known)) for strip in held]
    by_cell = {(strip.table, strip.cell.row, strip.cell.col): found for strip, found in marked if strip.cell}
    found: list[Pair] = []
    for position, (strip, here) in enumerate(marked):
        for number, label in enumerate(here):
            inline = _inline(strip, here, number)
            if inline:
                found.append(Pair(label, (inline,), inline.box or strip.box))
            elif strip.cell:
                found.append(_in_cells(label, held, by_cell))
            else:
                found.append(_in_rows(label, here, number, marked[position + 1 : position + 3]))
    return found


def _inline(strip: Strip, row: Sequence[Label], number: int) -> Span | None:
    """What stands behind a label, up to the next one."""
    end = row[number + 1].span.start if number + 1 < len(row) else len(strip.text)
    span = strip.span(row[number].span.end, end)
    return span if span.text.strip(" :：_") else None


def _in_cells(label: Label, held: Sequence[Strip], by_cell: dict[tuple[int, int, int], list[Label]]) -> Pair:
    """The value of a label with nothing behind it in its cell: the cell to the right, or the one below where the label is
    alone in its cell and the row is a row of labels; at last what stands beside it outside the ruling.
    """
    strip, cell = label.strip, label.strip.cell
    assert cell is not None
    same = [other for other in held if other.table == strip.table and other.cell]
    right = next((other for other in same if other.cell and _right_of(other.cell, cell)), None) or _askew(label, same)
    below = next((other for other in same if other.cell and _below(other.cell, cell)), None)
    alone = not (strip.text[: label.span.start] + strip.text[label.span.end :]).strip(" 0123456789.、:：*")
    for other in (right, below if alone else None):
        if other is None or other.cell is None:
            continue
        inside = by_cell[other.table, other.cell.row, other.cell.col]
        if inside and _fills(inside[0]):
            continue
        span = other.span(0, inside[0].span.start if inside else len(other.text))
        return Pair(label, (span,), other.box) if span.text else _beside(label, held, other.box)
    box = label.span.box or strip.box
    edge = strip.box[2] if right or not alone else 1.0
    return _beside(label, held, (box[2], box[1], edge, box[3]))


def _askew(label: Label, same: Sequence[Strip]) -> Strip | None:
    """The nearest cell to the right on the label's height, where the ruling was found askew and the columns do not tell."""
    box = label.span.box or label.strip.box
    level = [s for s in same if s is not label.strip and s.box[0] > box[2] - 0.01 and s.box[1] < (box[1] + box[3]) / 2 < s.box[3]]
    return min(level, key=lambda other: other.box[0], default=None)


def _beside(label: Label, held: Sequence[Strip], slot: Box) -> Pair:
    """An empty slot, unless a line that no cell holds (the ruling was found askew) lies in it on the label's own height."""
    box = label.span.box or label.strip.box
    for strip in held:
        if strip.cell is None:
            for span in _lines(strip):
                if (
                    span.box
                    and box[2] - 0.01 < span.box[0] < slot[2]
                    and overlap(span.box, slot) > 0.5
                    and _same_height(span.box, box)
                ):
                    return Pair(label, (span,), slot)
    return Pair(label, (), slot)


def _same_height(box: Box, other: Box) -> bool:
    return min(box[3], other[3]) - max(box[1], other[1]) > 0.4 * min(box[3] - box[1], other[3] - other[1])


def _fills(label: Label) -> bool:
    """Whether the label is what its cell begins with, so that the cell is no other label's value."""
    return not label.strip.text[: label.span.start].strip(" 0123456789.、")


def _right_of(cell: Cell, left: Cell) -> bool:
    return cell.col == left.col + left.col_span and cell.row <= left.row < cell.row + cell.row_span


def _below(cell: Cell, above: Cell) -> bool:
    return cell.row == above.row + above.row_span and cell.col <= above.col < cell.col + cell.col_span


def _in_rows(label: Label, row: Sequence[Label], number: int, following: Sequence[tuple[Strip, list[Label]]]) -> Pair:
    """The value of a label with nothing behind it on its row: what stands below it, in its column, on the next row.

    Where other labels of the row have their values beside them, it must begin right under the label.
    """
    box = label.span.box or label.strip.box
    edge = next((other.span.box[0] for other in row[number + 1 :] if other.span.box), 1.0)
    height = box[3] - box[1]
    slot = (box[2], box[1] - height / 2, edge, box[3] + height / 2)
    answered = any(_inline(label.strip, row, n) for n in range(len(row)))
    slack = 0.012 if answered else 0.02
    for strip, below in following:
        if strip.cell or strip.box[1] - box[3] > NEXT_ROW * height:
            break
        column = [span for span in _lines(strip) if span.box and box[0] - slack <= span.box[0] < edge - 0.01]
        column = column if not answered or (column and abs((column[0].box or box)[0] - box[0]) <= slack) else []
        if column and not any(other.span.start < column[-1].end and column[0].start < other.span.end for other in below):
            return Pair(label, (strip.span(column[0].start, column[-1].end),), slot)
        if column:
            break
    return Pair(label, (), slot)


def _lines(strip: Strip) -> list[Span]:
    lines = strip.sheet.page.lines
    return [strip.span(offset, offset + len(lines[index].text)) for index, offset in zip(strip.lines, strip.offsets, strict=True)]
