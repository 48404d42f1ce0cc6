"""Strips: what is read in one go — the lines of one ruled cell, or of one row of free text — as a string with places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.writing.trust import ceiling
from schemas.field import Field, State
from schemas.geometry import Box, Place, union
from schemas.page import Cell, Line, Page, Sheet
from schemas.terms.text import fold, is_han, join_lines

METHODS = {"text": "pdf-text", "flow": "docx", "scan": "rapidocr"}
POOR = 0.7
"""What is read from a page of poor quality is trusted by this factor."""


@dataclass(frozen=True)
class Strip:
    """Lines that belong together. `text` holds them with a line feed between two rows and a space inside a row;
    `offsets` says where each of `lines` (indices into the page's lines) begins in it. `cell` is the ruled cell it is,
    in the page's `table`-th table, or None for a row of free text. A cell without a line has an empty text.
    """

    sheet: Sheet
    text: str
    lines: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    cell: Cell | None = None
    table: int = -1

    @property
    def box(self) -> Box:
        """The cell, or the box around the lines, in working fractions."""
        return self.cell.box if self.cell else union([self.sheet.page.lines[i].box for i in self.lines])

    def span(self, start: int, end: int) -> "Span":
        """The part of the strip between two offsets (at most to its end), white space at both ends taken off."""
        end = min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(self, start, end)

    @property
    def whole(self) -> "Span":
        """All of it."""
        return self.span(0, len(self.text))


@dataclass(frozen=True)
class Span:
    """A piece of a strip: offsets into its text."""

    strip: Strip
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters, rows joined as running text."""
        return join_lines(self.strip.text[self.start : self.end].split("\n"))

    @property
    def parts(self) -> list[tuple[Line, int, int]]:
        """The lines it touches, each with the first and the last offset inside the line's own text."""
        found = []
        for index, offset in zip(self.strip.lines, self.strip.offsets, strict=True):
            line = self.strip.sheet.page.lines[index]
            first, last = max(self.start - offset, 0), min(self.end - offset, len(line.text))
            if first < last:
                found.append((line, first, last))
        return found

    @property
    def rows(self) -> "list[Span]":
        """The span line by line."""
        lines = self.strip.sheet.page.lines
        ends = [(at, at + len(lines[n].text)) for n, at in zip(self.strip.lines, self.strip.offsets, strict=True)]
        cut = [Span(self.strip, max(self.start, at), min(self.end, end)) for at, end in ends]
        return [span for span in cut if span.end > span.start]

    @property
    def box(self) -> Box | None:
        """The box around it, in working fractions; None for an empty span."""
        boxes = [part_box(line, first, last) for line, first, last in self.parts]
        return union(boxes) if boxes else None

    @property
    def confidence(self) -> float:
        """The least confidence of the lines it touches, less on a poor page, and no more than words under a seal deserve."""
        page, parts = self.strip.sheet.page, self.parts
        least = min([ceiling(page, self.box, parts), *(line.confidence for line, _, _ in parts)])
        return round(least * (POOR if page.quality != "read" else 1.0), 4)


def part_box(line: Line, first: int, last: int) -> Box:
    """The box of the characters from `first` to `last`: by the reader's character boxes, else in proportion to the width; the
    line's own box for all of it.
    """
    if first == 0 and last == len(line.text):
        return line.box
    if len(line.chars) == len(line.text):
        return union(list(line.chars[first:last]))
    x0, y0, x1, y1 = line.box
    step = (x1 - x0) / max(1, len(line.text))
    return (x0 + step * first, y0, x0 + step * last, y1)


def part_of(line: Line, first: int, last: int) -> Line:
    """The line that the characters from `first` to `last` are by themselves, without the blanks before them."""
    while first < last and line.text[first].isspace():
        first += 1
    chars = line.chars[first:last] if len(line.chars) == len(line.text) else ()
    left, _, right, _ = part_box(line, first, last) if last > first else line.box
    box = (left, line.box[1], right, line.box[3])
    return line.model_copy(update={"text": line.text[first:last], "box": box, "chars": chars, "sure": line.sure[first:last]})


def place(sheet: Sheet, box: Box | None) -> Place:
    """The place of a working box as the viewer shows it; the whole page without a box."""
    return Place(file=sheet.ref.file, page=sheet.ref.page, box=sheet.page.displayed(box) if box else None)


def method(page: Page) -> str:
    """The reader's name as fields show it."""
    return METHODS[page.kind]


def field(
    spans: Iterable[Span], value: object = None, raw: str | None = None, state: State = "read", trust: float = 1.0
) -> Field:
    """A field made of spans, its value their running text unless another is given; blank fields keep their place only."""
    held = [span for span in spans if span.end > span.start]
    text = join_lines(span.text for span in held) if raw is None else raw
    if not held:
        return Field(value=value, raw=raw, state=state, confidence=trust)
    return Field(
        value=(text if value is None else value) if state == "read" else None,
        raw=text or None,
        state=state,
        confidence=round(min(span.confidence for span in held) * trust, 4),
        places=tuple(place(span.strip.sheet, span.box) for span in held),
        method=method(held[0].strip.sheet.page),
    )


@lru_cache(maxsize=65536)
def fold_char(char: str) -> str:
    """One character folded to one character, so that offsets stay true; white space, and what counts as such (a bullet), becomes
    a space (a line feed stays).
    """
    if char == "\n":
        return char
    folded = fold(char)
    return char if len(folded) > 1 else folded or " "


def folded(text: str) -> str:
    """The text folded character by character: same length, same offsets."""
    return "".join(map(fold_char, text))


def strips(sheet: Sheet) -> tuple[Strip, ...]:
    """The page as strips in reading order: each cell of its tables, and the rows of the lines outside them."""
    page = sheet.page
    inside = {index for table in page.tables for cell in table.cells for index in cell.lines}
    found: list[tuple[float, int, int, Strip]] = []
    for number, table in enumerate(page.tables):
        top = _top(page, [i for cell in table.cells for i in cell.lines], table.box)
        cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
        found += [(top, number, order, cell_strip(sheet, cell, number)) for order, cell in enumerate(cells)]
    free = [index for index, line in enumerate(page.lines) if index not in inside and line.text.strip()]
    stacks = upright(page, free)
    for stack in stacks:
        found.append((_top(page, stack, page.lines[stack[0]].box), -1, 0, _joined(sheet, [[index] for index in stack])))
    stacked = {index for stack in stacks for index in stack}
    for row in rows(page, [index for index in free if index not in stacked]):
        found.append((_top(page, row, page.lines[row[0]].box), -1, 0, _joined(sheet, [row])))
    return tuple(item[-1] for item in sorted(found, key=lambda item: item[:3]))


def _top(page: Page, lines: Sequence[int], box: Box) -> float:
    """What the order goes by: the line's number in a flow, the height on the page otherwise."""
    return float(min(lines)) if page.kind == "flow" and lines else box[1]


def cell_strip(sheet: Sheet, cell: Cell, table: int = -1) -> Strip:
    """A cell of a table as a strip."""
    return _joined(sheet, rows(sheet.page, cell.lines), cell, table)


def _joined(sheet: Sheet, lines: Sequence[Sequence[int]], cell: Cell | None = None, table: int = -1) -> Strip:
    text, offsets, flat = "", [], []
    for row in lines:
        for position, index in enumerate(row):
            text += "" if not text else "\n" if position == 0 else " "
            offsets.append(len(text))
            flat.append(index)
            text += sheet.page.lines[index].text.replace("\n", " ")
    return Strip(sheet, text, tuple(flat), tuple(offsets), cell, table)


def upright(page: Page, lines: Sequence[int]) -> list[list[int]]:
    """Labels set from top to bottom without a rule around them: three or more single characters under one another, and none
    of them the beginning of a label spread over its row (姓  名, 职  称).
    """
    alone = (i for i in lines if len(page.lines[i].text.strip()) == 1 and not _is_spread(page, lines, i))
    single = sorted(alone, key=lambda i: page.lines[i].box[1])
    stacks: list[list[int]] = []
    for index in single if page.kind != "flow" else []:
        home = next((stack for stack in stacks if _is_under(page.lines[index].box, page.lines[stack[-1]].box)), None)
        if home is None:
            stacks.append([index])
        else:
            home.append(index)
    return [stack for stack in stacks if len(stack) >= 3 and all(is_han(page.lines[i].text.strip()) for i in stack)]


SPREAD = frozenset(
    {"姓名", "职称", "职务", "单位", "电话", "手机", "专业", "性别", "学历", "日期", "签名", "签字", "民族", "系列", "级别"}
)
"""Labels of two characters that forms spread over their slot."""


def _is_spread(page: Page, lines: Sequence[int], index: int) -> bool:
    """Whether the character goes on as one of these labels on its row, not far to its right."""
    first, box = page.lines[index].text.strip(), page.lines[index].box
    reach = 4 * (box[3] - box[1]) * page.height / page.width
    return any(
        first + other.text.strip()[:1] in SPREAD
        and 0 <= other.box[0] - box[2] < reach
        and min(box[3], other.box[3]) - max(box[1], other.box[1]) > 0.4 * (box[3] - box[1])
        for other in (page.lines[i] for i in lines)
    )


def _is_under(box: Box, above: Box) -> bool:
    height = above[3] - above[1]
    return abs(box[0] + box[2] - above[0] - above[2]) < above[2] - above[0] and -0.3 * height < box[1] - above[3] < 1.5 * height


def rows(page: Page, lines: Sequence[int]) -> list[list[int]]:
    """Lines grouped into rows, top to bottom, each from left to right; in a flow a row is what was set on one line."""
    if page.kind == "flow":
        return _flow_rows(page, sorted(lines))
    grouped: list[list[int]] = []
    for index in sorted(lines, key=lambda i: (page.lines[i].box[1] + page.lines[i].box[3], page.lines[i].box[0])):
        home = next((row for row in reversed(grouped[-3:]) if _level(page, row, index)), None)
        if home is None:
            grouped.append([index])
        else:
            home.append(index)
    return [sorted(row, key=lambda i: page.lines[i].box[0]) for row in grouped]


def _flow_rows(page: Page, lines: Sequence[int]) -> list[list[int]]:
    grouped: list[list[int]] = []
    for index in lines:
        box, last = page.lines[index].box, page.lines[grouped[-1][-1]].box if grouped else None
        if last and abs(box[1] - last[1]) < 1e-4 and box[0] >= last[2] - 1e-4:
            grouped[-1].append(index)
        else:
            grouped.append([index])
    return grouped


def _level(page: Page, row: Sequence[int], index: int) -> bool:
    """Whether the line stands on the row's base: it shares over half of its height with a neighbour, and is beside it."""
    box = page.lines[index].box
    others = [page.lines[i].box for i in row]
    beside = all(
        min(box[2], other[2]) - max(box[0], other[0]) < 0.3 * min(box[2] - box[0], other[2] - other[0]) for other in others
    )
    near = min(others, key=lambda other: min(abs(other[0] - box[2]), abs(box[0] - other[2])))
    shared = min(box[3], near[3]) - max(box[1], near[1])
    return beside and shared > 0.55 * min(box[3] - box[1], near[3] - near[1])


def _shared(box: Box, other: Box) -> float:
    return min(box[2], other[2]) - max(box[0], other[0])
