"""Pages for tests, written as text: a string is a row of free text, a list of lists a ruled table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.document import Document
from schemas.geometry import Box, PageRef
from schemas.page import Cell, Line, Mark, Page, Sheet, Table
from schemas.profile import Profile

HEIGHT, STEP, LEFT, RIGHT = 0.016, 0.024, 0.1, 0.9
Part = str | Sequence[Sequence[str]]


class Builder:
    """Lays parts out from top to bottom; characters are square, `HEIGHT` / 1.4 wide."""

    def __init__(self) -> None:
        self.y = 0.05
        self.lines: list[Line] = []
        self.tables: list[Table] = []

    def line(self, text: str, x: float, y: float, size: float = 1.0) -> int:
        width = sum(1.0 if ord(c) > 0xFF else 0.55 for c in text) * HEIGHT / 1.4 * size
        self.lines.append(Line(text=text, box=(x, y, min(0.99, x + width), y + HEIGHT * size), confidence=0.98))
        return len(self.lines) - 1

    def row(self, text: str) -> None:
        """``"姓名：某甲 | 性别：男"``: columns are parted by a bar. ``"# 标题"`` is a title in large print, ``"> 落款"`` is
        set right, ``"@0.6 …"`` leaves room down to that height of the page.
        """
        if text.startswith("@"):
            height, _, text = text[1:].partition(" ")
            self.y = max(self.y, float(height))
        if text.startswith("# "):
            self.line(text[2:], max(LEFT, 0.5 - 0.011 * len(text)), self.y, size=1.8)
            self.y += STEP * 2
            return
        if text.startswith("> "):
            self.line(text[2:], 0.58, self.y)
            self.y += STEP
            return
        parts = text.split("|")
        for number, part in enumerate(parts):
            if part.strip():
                self.line(part.strip(), LEFT + (RIGHT - LEFT) * number / len(parts), self.y)
        self.y += STEP

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """``"<"`` continues the cell to the left, ``"^"`` the cell above; a line feed starts a new line in the cell."""
        top, width = self.y, (RIGHT - LEFT) / len(rows[0])
        heights = [STEP * max(cell.count("\n") + 1 for cell in row) for row in rows]
        tops = [top + sum(heights[:i]) for i in range(len(rows) + 1)]
        cells: list[Cell] = []
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text in ("<", "^"):
                    continue
                wide = next((i for i in range(c + 1, len(row)) if row[i] != "<"), len(row)) - c
                tall = next((i for i in range(r + 1, len(rows)) if rows[i][c] != "^"), len(rows)) - r
                x = LEFT + width * c
                indices = tuple(
                    self.line(part, x + 0.005, tops[r] + 0.003 + STEP * n) for n, part in enumerate(text.split("\n")) if part
                )
                box: Box = (x, tops[r], x + width * wide, tops[r + tall])
                cells.append(
                    Cell(row=r, col=c, row_span=tall, col_span=wide, box=box, text=text.replace("\n", ""), lines=indices)
                )
        self.tables.append(Table(box=(LEFT, top, RIGHT, tops[-1]), cells=tuple(cells)))
        self.y = tops[-1] + STEP / 2


def make_sheet(*parts: Part, file: str = "a.pdf", page: int = 1, marks: Sequence[Mark] = (), **more: Any) -> Sheet:
    """A sheet of the given parts; `more` goes to the page (``kind``, ``colourless``, ``quality`` …)."""
    builder = Builder()
    for part in parts:
        builder.row(part) if isinstance(part, str) else builder.table(part)
    given = {"key": f"{file}#{page}", "kind": "scan", "reader": "test", "width": 1240, "height": 1754, **more}
    made = Page(lines=tuple(builder.lines), tables=tuple(builder.tables), marks=tuple(marks), **given)
    return Sheet(ref=PageRef(file=file, page=page), page=made)


def line_box(sheet: Sheet, text: str) -> Box:
    """Where the first line stands that holds the text."""
    return next(line.box for line in sheet.page.lines if text in line.text)


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    """``sheet("姓名：某甲", [["性别", "男"]], marks=[…])`` makes a page."""
    return make_sheet


@pytest.fixture
def where() -> Callable[[Sheet, str], Box]:
    """``where(page, "签名")`` is the box of the line that holds the text."""
    return line_box


FOLDER = Path(__file__).parents[2] / "schemas" / "profiles" / "beijing-2023-12"


@pytest.fixture(scope="session")
def profile() -> Profile:
    """The forms, documents and titles of the Beijing profile, without its rules."""
    held = {name: yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")) for name in ("forms", "documents", "titles")}
    empty: dict[str, Any] = {"sha256": "", "regulation": "", "regulation_title": "", "effective": "2023-06-06", "organ": {}}
    return Profile(
        id="beijing-2023-12", version="test", article="三", settings={}, rules=(), series=(), catalogues=(), **empty, **held
    )


@pytest.fixture
def document() -> Callable[..., Document]:
    """``document("paper", page, …)`` is an unread document of these pages."""

    def make(type: str, *sheets: Sheet) -> Document:
        return Document(id="d1", type=type, pages=tuple(sheet.ref for sheet in sheets))

    return make
