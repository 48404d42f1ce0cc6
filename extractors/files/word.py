"""Word files: one page of kind ``flow`` with all that a reader would see, in order. Its geometry is only that order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.files import pasted, pictures, sheets, text
from extractors.files.grid import CellSpec, read_table
from extractors.files.lines import LABEL, spread
from extractors.files.numbering import Numbering
from extractors.files.package import Element, Package, child, local, package
from extractors.files.refusal import damaged
from extractors.files.runs import Picture, Piece, TextBox, pieces, placeholder
from schemas.files import Limits, PageSource
from schemas.geometry import Box
from schemas.page import Line, Mark, Page, Table
from schemas.terms.text import join_lines

READER = "docx"
_EM = 1 / 46  # of the page's width: a character of small four on A4
_ROW = 20.0  # points a row
_WIDTH = 595.0  # points
_MAX_DEPTH = 40
_TRANSPARENT = {
    "sdt",
    "sdtContent",
    "customXml",
    "ins",
    "moveTo",
    "smartTag",
    "footnote",
    "endnote",
    "AlternateContent",
    "Choice",
}
_COLUMNS = re.compile(rf"\t+|[ \u00a0]{{4,}}|\u3000{{2,}}|\s{{6,}}|(?<=\S)\s{{2,}}(?={LABEL.pattern})")


class Seen(NamedTuple):
    """What a Word file holds: whether its flow says or shows anything, and the scans pasted into it, by their parts."""

    says: bool
    scans: tuple[str, ...]


def look_through(path: Path, limits: Limits) -> Seen:
    """Goes through all, but draws no picture. Raises `Refusal` where the file is no readable Word file."""
    flow = _flow(path, limits, draw=False)
    return Seen(bool(flow.lines or flow.marks), tuple(flow.scans))


def scans(path: Path, parts: Sequence[str], limits: Limits) -> Iterator[bytes]:
    """The bytes of these pictures, one after the other. Raises `Refusal`."""
    with package(path, limits) as pack:
        for part in parts:
            yield pack.read(part)


def flow_page(source: PageSource, limits: Limits = Limits()) -> Page:  # noqa: B008  (a frozen value)
    """What a Word or text file, or a sheet of a workbook says, as one page: lines, tables and, as marks, the pictures in it.

    `y` counts rows, `x` follows the columns of tables, so that what stands side by side has one band of `y`. Ticks of every
    make are the characters ☑ and ☐. A picture is a mark of kind ``seal``, ``ink`` or ``picture`` where it stands; its
    bytes are had with `flow_pictures`. Scans pasted into it are pages of their own and not on this one. Raises `Refusal`.
    """
    if is_text(source):
        return text.text_flow(source)
    if sheets.is_workbook(Path(source.local)):
        return sheets.sheet_flow(source)
    return _flow(Path(source.local), limits).page(source.key)


def flow_pictures(source: PageSource, limits: Limits = Limits()) -> tuple[tuple[Mark, NDArray[np.uint8] | None], ...]:  # noqa: B008
    """The marks of `flow_page` in their order, each with its picture (RGB) where it can be drawn."""
    if is_text(source) or sheets.is_workbook(Path(source.local)):
        return ()
    flow = _flow(Path(source.local), limits)
    return tuple(zip(flow.page(source.key).marks, flow.images, strict=True))


def is_text(source: PageSource) -> bool:
    """Whether a flow page comes from plain text."""
    with Path(source.local).open("rb") as file:
        return file.read(2) not in (b"PK", b"\xd0\xcf")


def _flow(path: Path, limits: Limits, draw: bool = True) -> "_Flow":
    with package(path, limits) as pack:
        main = pack.main()
        flow = _Flow(pack, Numbering(pack, main), draw)
        root = pack.xml(main)
        body = child(root, "body")
        if body is None:
            raise damaged("Word 文件")
        parts = {kind: _parts(pack, main, kind) for kind in ("header", "footer", "footnotes", "endnotes")}
        for part in parts["header"]:
            flow.part(part)
        flow.part(main, body)
        for kind in ("footnotes", "endnotes", "footer"):
            for part in parts[kind]:
                flow.part(part)
        return flow


def _parts(pack: Package, main: str, kind: str) -> list[str]:
    return sorted({target for found, target in pack.related(main).values() if found == kind and target in pack.names})


def _blocks(container: Element, depth: int = 0) -> Iterator[Element]:
    """Paragraphs and tables of a container, those inside content controls, insertions and the like included."""
    for node in container:
        name = local(node)
        if name in ("p", "tbl"):
            yield node
        elif name in _TRANSPARENT and not placeholder(node) and depth < _MAX_DEPTH:
            yield from _blocks(node, depth + 1)


class _Flow:
    """The page while it is laid out: lines, tables, marks, and the row reached. Boxes are in rows until `page` scales them."""

    def __init__(self, pack: Package, numbering: Numbering, draw: bool) -> None:
        self.pack, self.numbering, self.draw = pack, numbering, draw
        self.related: dict[str, tuple[str, str]] = {}
        self.lines: list[Line] = []
        self.tables: list[Table | None] = []
        self.marks: list[Mark] = []
        self.images: list[NDArray[np.uint8] | None] = []
        self.scans: list[str] = []
        self.row = 0.0

    def part(self, name: str, root: Element | None = None) -> None:
        """One part of the file from top to bottom, below what is there."""
        self.related = self.pack.related(name)
        self.row = self.blocks(_blocks(self.pack.xml(name) if root is None else root), 0.06, 0.94, self.row)

    def blocks(self, blocks: Iterable[Element], x0: float, x1: float, row: float, depth: int = 0) -> float:
        """Blocks one under the other between `x0` and `x1`; gives the row below them."""
        for block in blocks:
            if local(block) == "p":
                row = self.paragraph(block, x0, x1, row, depth)
            elif depth < _MAX_DEPTH:
                row = self.table(block, x0, x1, row, depth)
        return row

    def paragraph(self, node: Element, x0: float, x1: float, row: float, depth: int) -> float:
        """Its rows of text, the pictures where they stand in them, and below it the text boxes anchored in it."""
        boxes: list[TextBox] = []
        found = list(pieces(node))
        label = self.numbering.label(node) if found else ""
        for pieces_of_row in _rows([label, *found]):
            boxes += [piece for piece in pieces_of_row if isinstance(piece, TextBox)]
            row = self.text_row(pieces_of_row, x0, x1, row)
        for box in boxes:
            if depth < _MAX_DEPTH:
                row = self.blocks(_blocks(box.content), x0, x1, row, depth + 1)
        return row

    def text_row(self, row_pieces: Sequence[Piece], x0: float, x1: float, row: float) -> float:
        """One row: text split at tabs and wide blanks, pictures after the text before them. An empty one takes no room."""
        written, bottom = "", row
        starts: list[tuple[Picture, float]] = []
        for piece in row_pieces:
            if isinstance(piece, Picture):
                starts.append((piece, x0 + _width(written)))
            elif isinstance(piece, str):
                written += piece
        x = x0
        for part in _columns(written):
            box, bottom_of = _placed(part, x, x0, x1, row)
            self.lines.append(Line(text=part, box=box, handwritten=False))
            x, bottom = box[2] + 2 * _EM, max(bottom, bottom_of)
        for picture, start in starts:
            bottom = max(bottom, self.picture(picture, start, x0, x1, row))
        return bottom

    def picture(self, picture: Picture, start: float, x0: float, x1: float, row: float) -> float:
        """A mark where the picture stands (none for a scan, which is a page of its own); gives the row below it."""
        if (scan := self.scan(picture)) is not None:
            self.scans.append(scan)
            return row + 1.0
        width = min(max(picture.width / _WIDTH, _EM), x1 - x0)
        left = max(x0, min(start, x1 - width))
        bottom = row + max(1.0, picture.height / _ROW)
        image = self.image(picture)
        look = pictures.look(image) if image is not None else pictures.Look("ink" if picture.ink else "picture", None)
        self.marks.append(Mark(kind=look.kind, box=(left, row, left + width, bottom), colour=look.colour))
        self.images.append(image)
        return bottom

    def scan(self, picture: Picture) -> str | None:
        """The part of a picture that is a page of its own; None for any other."""
        kind, target = self.related.get(picture.relation or "", ("", ""))
        if kind != "image" or target not in self.pack.names or not pasted.as_large_as_a_page(picture):
            return None
        data = self.pack.media(target)
        return target if data is not None and pasted.is_scan(data, self.pack.limits.image_pixels) else None

    def image(self, picture: Picture) -> NDArray[np.uint8] | None:
        """The picture's bytes, drawn; None where they are broken: the rest of the file can still be read."""
        kind, target = self.related.get(picture.relation or "", ("", ""))
        if not self.draw or kind != "image" or target not in self.pack.names:
            return None
        data = self.pack.media(target)
        return None if data is None else pictures.load(data, self.pack.limits.image_pixels)

    def table(self, node: Element, x0: float, x1: float, row: float, depth: int) -> float:
        """A table: its cells side by side in the bands of their rows; merged cells once."""
        slot = len(self.tables)
        self.tables.append(None)
        columns, rows = read_table(node)
        stops = [x0 + (x1 - x0) * stop for stop in columns]
        tops, filled, cells = [row], {}, []
        for number, specs in enumerate(rows):
            for spec in specs:
                filled[spec] = self.cell(spec, stops, tops[number], depth)
            ending = [bottom for spec, (_, bottom) in filled.items() if spec.row + spec.row_span - 1 == number]
            tops.append(max([tops[number] + 1.0, *ending]))
        for spec, (indices, _) in filled.items():
            box = (stops[spec.col], tops[spec.row], stops[spec.col + spec.col_span], tops[spec.row + spec.row_span])
            cells.append(spec.cell(box, join_lines([self.lines[k].text for k in indices]), indices))
        self.tables[slot] = Table(box=(x0, row, x1, tops[-1]), cells=tuple(cells)) if cells else None
        return tops[-1]

    def cell(self, spec: CellSpec, stops: Sequence[float], row: float, depth: int) -> tuple[tuple[int, ...], float]:
        """The content of one cell: the indices of its lines, and the row below it."""
        first = len(self.lines)
        left, right = stops[spec.col], stops[spec.col + spec.col_span]
        pad = min(0.2 * _EM, (right - left) / 4)
        bottom = self.blocks(_blocks(spec.node), left + pad, right - pad, row, depth + 1)
        return tuple(range(first, len(self.lines))), bottom

    def page(self, key: str) -> Page:
        """The finished page, rows scaled to its height."""
        rows = max(self.row, 1.0)
        tables = [
            Table(box=_scaled(t.box, rows), cells=tuple(c.model_copy(update={"box": _scaled(c.box, rows)}) for c in t.cells))
            for t in self.tables
            if t is not None
        ]
        return Page(
            key=key, kind="flow", reader=READER, width=_WIDTH, height=rows * _ROW,
            lines=tuple(line.model_copy(update={"box": _scaled(line.box, rows)}) for line in self.lines),
            tables=tuple(tables),
            marks=tuple(mark.model_copy(update={"box": _scaled(mark.box, rows)}) for mark in self.marks),
        )  # fmt: skip


def _rows(found: Iterable[Piece]) -> list[list[Piece]]:
    """A paragraph's pieces, row by row: a line break ends one."""
    rows: list[list[Piece]] = [[]]
    for piece in found:
        if not isinstance(piece, str):
            rows[-1].append(piece)
            continue
        first, *others = piece.split("\n")
        rows[-1].append(first)
        rows += [[other] for other in others]
    return rows


def _columns(written: str) -> list[str]:
    """The text of one row, split where tabs, wide blanks or a new label set things side by side; a spread label stays whole."""
    parts: list[str] = []
    for part in (part.strip() for part in _COLUMNS.split(written)):
        if parts and part and spread(parts[-1], part):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def _width(written: str) -> float:
    return sum(_EM if ord(char) > 0xFF else _EM / 2 for char in written)


def _placed(part: str, x: float, x0: float, x1: float, row: float) -> tuple[Box, float]:
    """The box of one part of a row that begins at `x`, and the row below it; what is too long runs over several rows."""
    width, room = _width(part), max(x1 - x, _EM)
    if width <= room:
        return (x, row, x + width, row + 1.0), row + 1.0
    rows = ceil(width / max(x1 - x0, _EM))
    return (min(x, x1 - min(width, x1 - x0)), row, x1, row + rows), row + rows


def _scaled(box: Box, rows: float) -> Box:
    x0, y0, x1, y1 = box
    return (round(max(0.0, x0), 5), round(y0 / rows, 5), round(min(1.0, x1), 5), round(min(1.0, y1 / rows), 5))
