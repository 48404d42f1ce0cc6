"""Print that the engine passes over is noticed, and rows that run in curves are made level and read."""

from types import ModuleType
from typing import Any

import numpy as np

from extractors.pages.reader import RawLine, Reader
from extractors.pages.scan import read_picture
from extractors.pages.uncurl import uncurled, unread

ROWS = (
    "该同志长期从事漆器修复，业绩突出，同意推荐其申报正高级职称。",
    "相识十余年，熟悉其主持的古建筑彩画保护与大漆工艺复原两项课题，",
    "成果先后在三处国家级文物保护单位得到应用，形成行业标准一项，",
    "带出青年技师九名，其中四人已取得中级职称，在业内具有影响力。",
)


def letter(drawing: ModuleType) -> Any:
    paper = drawing.Paper()
    for number in range(16):
        paper.write(120, 160 + 62 * number, ROWS[number % 4], 30)
    return paper.rgb


def lines(count: int) -> list[RawLine]:
    """The lines of the letter as far as `count` of them were found."""
    corners = [
        np.array([[118, y], [1080, y], [1080, y + 42], [118, y + 42]], np.float32) for y in range(160, 160 + 62 * count, 62)
    ]
    return [RawLine("字" * 30, quad, 0.99, np.empty((0, 4, 2), np.float32)) for quad in corners]


def test_how_much_print_lies_in_no_line(drawing: ModuleType) -> None:
    page = letter(drawing)
    assert unread(page, lines(16)) == 0.0
    assert 0.65 < unread(page, lines(4)) < 0.85
    assert unread(drawing.Paper().rgb, []) == 0.0


def test_rows_that_run_in_curves_are_made_level(drawing: ModuleType) -> None:
    bent = uncurled(drawing.curled(letter(drawing), 60))
    assert bent is not None
    assert unread(drawing.curled(letter(drawing), 60), lines(16)) > 0.3
    ink = (bent[100:1200, 150:1000] < 110).all(axis=2).sum(axis=1)
    assert (ink == 0).mean() > 0.2  # white shows between the rows again, all along them


def test_a_page_without_print_is_left_alone(drawing: ModuleType) -> None:
    assert uncurled(drawing.Paper().rgb) is None


def test_a_curled_sheet_is_read_whole(drawing: ModuleType, reader: Reader) -> None:
    page = read_picture(drawing.curled(letter(drawing), 60), "curled", reader)
    assert page.quality == "read"
    assert sum(row[:-1] in page.text.replace(" ", "") for row in ROWS) >= 3
    assert len(page.lines) == 16
