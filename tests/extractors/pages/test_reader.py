"""The engines: what they are, that they keep to themselves, and that each character has its place."""

import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest

from extractors.pages.engine import WIDEST, squeezed
from extractors.pages.reader import Reader


def test_the_version_names_engine_models_and_our_reading_without_loading_any() -> None:
    asked = "import sys; from extractors.pages.reader import Reader; print(Reader().version, 'rapidocr' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert all(part in said for part in ("rapidocr 3.", "openvino 20", "PP-OCRv6", "reading "))
    assert said.rstrip().endswith("False")


def test_a_space_has_a_box_between_its_neighbours(drawing: ModuleType, reader: Reader) -> None:
    paper = drawing.Paper(900, 200)
    paper.write(60, 60, "GB/T 19001  2016", 36)
    (line,) = reader.lines(paper.rgb)
    assert " " in line.text
    assert line.chars.shape == (len(line.text), 4, 2)
    at = line.text.index(" ")
    assert len(line.sure) == len(line.text)
    assert line.sure[at] == 1.0
    assert line.chars[at - 1][1][0] <= line.chars[at][0][0] <= line.chars[at + 1][0][0]


def test_an_empty_picture_gives_no_lines(reader: Reader) -> None:
    assert reader.lines(np.full((400, 400, 3), 255, np.uint8)) == []


def test_one_line_is_read_without_looking_for_it(drawing: ModuleType, reader: Reader) -> None:
    paper = drawing.Paper(300, 60)
    paper.write(10, 8, "北方工艺研究院", 34)
    text, trust = reader.strip(paper.rgb)
    assert text == "北方工艺研究院"
    assert trust > 0.9


def test_looking_for_lines_goes_on_after_reading_one(drawing: ModuleType, reader: Reader) -> None:
    paper = drawing.Paper(900, 400)
    paper.write(60, 60, "第一行文字", 30)
    paper.write(60, 200, "第二行文字", 30)
    reader.strip(paper.rgb[50:110])
    assert [line.text for line in reader.lines(paper.rgb)] == ["第一行文字", "第二行文字"]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_with_little_on_it_is_turned_by_what_there_is(drawing: ModuleType, reader: Reader, quarters: int) -> None:
    paper = drawing.Paper()
    paper.write(120, 130, "双方约定的其他事项：无。")
    paper.write(560, 1660, "第 4 页", 20)
    assert reader.turn(np.ascontiguousarray(np.rot90(paper.rgb, -quarters))) == quarters


def test_an_empty_page_is_left_as_it_lies(drawing: ModuleType, reader: Reader) -> None:
    assert reader.turn(drawing.Paper().rgb) == 0


def test_nothing_reports_home(drawing: ModuleType, reader: Reader) -> None:
    reader.lines(drawing.Paper(400, 400).rgb)
    assert sys.modules["openvino_telemetry"] is None


@pytest.mark.parametrize(("high", "wide"), [(10, 4000), (10, 801), (10, 800), (48, 100), (1, 4000)])
def test_no_line_is_read_wider_than_small_print_across_a_page(high: int, wide: int) -> None:
    line = squeezed(np.zeros((high, wide, 3), np.uint8))
    assert line.shape == (high, min(wide, int(WIDEST * high)), 3)


def test_small_print_across_a_whole_landscape_page_is_read(drawing: ModuleType, reader: Reader) -> None:
    said = "申请人长期从事城市排水管网监测与运行调度研究，" * 4
    paper = drawing.Paper(3400, 200)
    paper.write(40, 80, said, 34)
    lines = reader.lines(paper.rgb)
    assert "".join(line.text for line in sorted(lines, key=lambda line: line.quad[0, 0])).replace(",", "，") == said
