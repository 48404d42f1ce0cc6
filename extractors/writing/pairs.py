"""Pairs: each label of a form with what is written in its slot — beside it, below it, or in the same cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from extractors.writing.labels import Label, Lexicon, Vocabulary, labels, lexicon
from extractors.writing.strips import Span, Strip, place, strips
from extractors.writing.values import GLUED, SAYS, normalised
from schemas.field import NOT_FOUND, Field
from schemas.geometry import Box, overlap, union
from schemas.page import Cell, Sheet
from schemas.terms.text import fold

NEXT_ROW = 1.6
"""How far below, in heights of a line, the row may stand that belongs to the label above it."""

UNDER = 0.012
"""How far apart, in fractions of the page's width, a label and the value under it may begin."""

BROKEN = frozenset(
    {"position", "title", "current_title", "employer", "organisation", "specialty", "apply_specialty", "level", "series"}
)
"""Fields whose value may go on at the left edge, where the row has no more room for it."""
_WORD = re.compile(r"[\u4e00-\u9fff·、()（）]{2,16}")
_HEADING = re.compile(r"专家|[举推]荐|意见|情况|信息|[一二三四五六七八九十][、)）]|[签盖]")


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
        heads = _heads(strip, here, marked[position + 1 : position + 2])
        for number, label in enumerate(here):
            inline = () if label in heads else _inline(strip, here, number)
            if label in heads:
                found.append(_under_head(label, marked[position + 1][0]))
            elif inline:
                found.append(Pair(label, inline, union([span.box for span in inline if span.box] or [strip.box])))
            elif strip.cell:
                found.append(_in_cells(label, held, by_cell))
            else:
                found.append(_in_rows(label, here, number, _next_rows(marked[position + 1 :])))
    return found


def _heads(strip: Strip, row: Sequence[Label], following: Sequence[tuple[Strip, list[Label]]]) -> list[Label]:
    """The labels of a row that is set above its values, whatever else it asks for: no line of the row is a value, every line
    of the next row begins under one of it, and what stands under one of the labels plainly answers it.
    """
    below = following[0][0] if following else None
    if strip.cell or below is None or below.cell or below.sheet is not strip.sheet or len(strip.lines) < 2 or not row:
        return []
    tops, unders = _lines(strip), _lines(below)
    boxes = [span.box for span in (*tops, *unders) if span.box]
    near = below.box[1] - strip.box[3] < NEXT_ROW * (strip.box[3] - strip.box[1])
    if strip.sheet.page.kind == "flow" or not near or len(boxes) < len(tops) + len(unders) or any(map(_is_answer, tops)):
        return []
    lefts = [span.box[0] for span in tops if span.box]
    aligned = all(any(abs(span.box[0] - left) <= UNDER for left in lefts) for span in unders if span.box)
    alone = [label for label in row if any((label.span.start, label.span.end) == (line.start, line.end) for line in tops)]
    if not aligned or len(alone) < len(row) or any(label.names[0] and _fills(label) for label in following[0][1]):
        return []
    answers = [(label, _under_head(label, below).value) for label in row]
    answered = [label for label, value in answers if value and any(_answers(name, value[0].text) for name in label.names)]
    return list(row) if answered else []


def _under_head(label: Label, below: Strip) -> Pair:
    """A label of such a row with the line that begins under it."""
    own, beside = label.span.box or label.strip.box, [span.box for span in _lines(label.strip) if span.box]
    edge = min((box[0] for box in beside if box[0] > own[0] + UNDER), default=1.0)
    value = next((span for span in _lines(below) if span.box and abs(span.box[0] - own[0]) <= UNDER), None)
    return Pair(label, (value,) if value else (), (own[0], below.box[1], edge, below.box[3]))


def _is_answer(span: Span) -> bool:
    """Whether a line of what may be a row of labels is plainly none."""
    text = span.text.strip()
    return len(text) > 12 or any(map(str.isdigit, text)) or any(SAYS[name](text) for name in ("gender", "employer", "title"))


def _answers(name: str, text: str) -> bool:
    """Whether a line is plainly the value of a field; a name or a field of work may be another label as well."""
    says = SAYS.get(name) or GLUED.get(name)
    return bool(says) and name not in ("name", "applicant_name", "signature", "specialty") and bool(says and says(text.strip()))


def _inline(strip: Strip, row: Sequence[Label], number: int) -> tuple[Span, ...]:
    """What stands behind a label, up to the next one. In a cell of several columns, a line below belongs to the label that
    it stands under: to this one, or to the one before it on the same row.
    """
    label = row[number]
    end = row[number + 1].span.start if number + 1 < len(row) else len(strip.text)
    after = row[number + 1] if number + 1 < len(row) and _level(label, row[number + 1]) else None
    own = [span for span in _pieces(strip, label.span.end, end) if not _left_of(span, label)]
    if after:
        below = (other.span.start for other in row[number + 2 :] if not _level(label, other))
        last = next(below, len(strip.text))
        own += [span for span in _pieces(strip, after.span.end, last) if _left_of(span, after) and not _left_of(span, label)]
    return _joined(strip, [span for span in own if span.text.strip(" :：_.,·")])


def _pieces(strip: Strip, start: int, end: int) -> list[Span]:
    """The lines between two offsets, each as far as it lies between them."""
    lines = [(offset, offset + len(strip.sheet.page.lines[i].text)) for i, offset in zip(strip.lines, strip.offsets, strict=True)]
    cut = [strip.span(max(start, first), min(end, last)) for first, last in lines]
    return [span for span in cut if span.end > span.start]


def _joined(strip: Strip, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring lines as one span."""
    made: list[Span] = []
    for span in spans:
        if made and not strip.text[made[-1].end : span.start].strip():
            made[-1] = strip.span(made[-1].start, span.end)
        else:
            made.append(span)
    return tuple(made)


def _left_of(span: Span, label: Label) -> bool:
    """Whether a line of a ruled cell begins left of a label and below it, and goes on with what stands before the label on
    its row; a row that ran up to the cell's edge had to go on at its left itself.
    """
    box, own, cell = span.box, label.span.box, span.strip.cell
    if not (cell and box and own) or box[1] <= own[1] + 0.5 * (own[3] - own[1]) or box[0] >= own[0] - 0.01:
        return False
    lines = span.strip.sheet.page.lines
    row = [lines[i].box for i in span.strip.lines if _same_height(lines[i].box, own)]
    before = any(other[2] < own[0] + 0.01 for other in row)
    return before and max(other[2] for other in row) < cell.box[2] - 2 * (own[3] - own[1])


def _level(label: Label, other: Label) -> bool:
    """Whether two labels stand on one row."""
    box, next_box = label.span.box, other.span.box
    return bool(box and next_box and _same_height(box, next_box))


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
    heads = cell.row_span > 1 and right is not None  # beside several rows: what stands below it is beside other rows
    heads |= below is not None and _is_wider(below, strip) and _has_labels_beside(strip, same, by_cell)
    for other in (right, below if alone and not heads else None):
        if other is None or other.cell is None:
            continue
        inside = by_cell[other.table, other.cell.row, other.cell.col]
        if inside and _fills(inside[0]):
            continue
        value = _before(other, inside)
        return Pair(label, value, other.box) if value else _beside(label, held, other.box)
    box = label.span.box or strip.box
    edge = strip.box[2] if right or not alone else 1.0
    return _beside(label, held, (box[2], box[1], edge, box[3]))


def _is_wider(below: Strip, strip: Strip) -> bool:
    return bool(below.cell and strip.cell and below.cell.col_span > strip.cell.col_span)


def _has_labels_beside(strip: Strip, same: Sequence[Strip], by_cell: dict[tuple[int, int, int], list[Label]]) -> bool:
    """Whether the row of a cell has other labels: what runs across below it is no value of one of them, but the next heading."""
    row = [o.cell for o in same if o is not strip and o.cell and strip.cell and o.cell.row == strip.cell.row]
    return any(by_cell.get((strip.table, cell.row, cell.col)) for cell in row)


def _before(strip: Strip, inside: Sequence[Label]) -> tuple[Span, ...]:
    """What a cell holds before its first own label, with the lines that go on below, left of that label."""
    if not inside:
        return (strip.whole,) if strip.whole.text else ()
    last = inside[1].span.start if len(inside) > 1 else len(strip.text)
    more = [span for span in _pieces(strip, inside[0].span.end, last) if _left_of(span, inside[0])]
    return _joined(strip, [*_pieces(strip, 0, inside[0].span.start), *more])


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


def _next_rows(marked: Sequence[tuple[Strip, list[Label]]]) -> list[tuple[Strip, list[Label]]]:
    """The next two rows outside the ruling: of one table only some cells may have been found, and these stand between."""
    return list(islice((one for one in marked if not one[0].cell), 2))


def _in_rows(label: Label, row: Sequence[Label], number: int, following: Sequence[tuple[Strip, list[Label]]]) -> Pair:
    """The value of a label with nothing behind it on its row: what stands below it, in its column, on the next row.

    Where other labels of the row have their values beside them, it must begin right under the label.
    """
    box = label.span.box or label.strip.box
    edge = next((other.span.box[0] for other in row[number + 1 :] if other.span.box), 1.0)
    height = box[3] - box[1]
    slot = (box[2], box[1] - height / 2, edge, box[3] + height / 2)
    broken = _broken_off(label, row, number, following)
    if broken:
        return Pair(label, (broken,), broken.box or slot)
    answered = any(_inline(label.strip, row, n) for n in range(len(row)))
    slack = 0.012 if answered else 0.02
    for strip, below in following:
        if strip.sheet is not label.strip.sheet or strip.box[1] - box[3] > NEXT_ROW * height:
            break
        column = [span for span in _lines(strip) if span.box and box[0] - slack <= span.box[0] < edge - 0.01]
        if column and answered and not _under(column, box, edge, slack):
            break
        if column and not any(other.span.start < column[-1].end and column[0].start < other.span.end for other in below):
            return Pair(label, (strip.span(column[0].start, column[-1].end),), slot)
        if column:
            break
    return Pair(label, (), slot)


def _broken_off(label: Label, row: Sequence[Label], number: int, following: Sequence[tuple[Strip, list[Label]]]) -> Span | None:
    """The value that found no room behind the last label of a row and went on at the left edge right below: a few characters,
    alone on their row, that are no heading.
    """
    if number + 1 < len(row) or not following or not BROKEN & set(label.names) or not fold(label.span.text).endswith(":"):
        return None
    strip, inside = following[0]
    box, lines = label.span.box or label.strip.box, strip.sheet.page.lines
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    close = strip.sheet is label.strip.sheet and strip.box[1] - box[3] < 0.8 * (box[3] - box[1])
    at_edge = box[2] > left + (right - left) * 2 / 3 and strip.box[0] < left + 0.06
    word = len(strip.lines) == 1 and _WORD.fullmatch(strip.text.strip()) and not _HEADING.search(strip.text)
    return strip.whole if close and at_edge and word and not inside and strip.box[1] > box[1] + 0.5 * (box[3] - box[1]) else None


def _under(column: Sequence[Span], box: Box, edge: float, slack: float) -> bool:
    """Whether the writing begins right under the label and keeps to its column."""
    boxes = [span.box for span in column if span.box]
    return bool(boxes) and abs(boxes[0][0] - box[0]) <= slack and max(other[2] for other in boxes) <= edge + slack


def _lines(strip: Strip) -> list[Span]:
    lines = strip.sheet.page.lines
    return [strip.span(offset, offset + len(lines[index].text)) for index, offset in zip(strip.lines, strip.offsets, strict=True)]
