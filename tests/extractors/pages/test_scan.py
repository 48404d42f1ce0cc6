"""A drawn form is read whole, however it was laid in the scanner or photographed: lines, cells, marks, places."""

from itertools import pairwise
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.pages.reader import Reader
from extractors.pages.scan import read_picture
from schemas.geometry import Box, overlap
from schemas.page import Page

NAME = (344, 196, 424, 236)
"""Where the name stands on the drawn form, in pixels."""


def form(drawing: ModuleType) -> Any:
    paper = drawing.Paper()
    paper.write(430, 80, "专家推荐意见表", 40)
    rows = [
        ["姓名", "苏映禾", "职称", "研究员"],
        ["单位", "北方工艺研究院", "职务", "室主任"],
        ["专业", "漆器修复", "电话", "13800000000"],
    ]
    paper.table([100, 330, 640, 840, 1140], [180, 250, 320, 390], rows)
    paper.write(110, 460, "推荐意见：该同志长期从事漆器修复，业绩突出，同意推荐其申报正高级职称。")
    paper.write(110, 520, "本人对所填内容的真实性负责，愿意承担由此产生的一切责任。")
    paper.write(500, 640, "签名：")
    paper.scrawl(620, 655, 70, drawing.BLUE)
    paper.write(500, 740, "2025年6月3日")
    paper.seal(960, 760, 118, "北方工艺研究院")
    return paper


@pytest.fixture(scope="module")
def flat(drawing: ModuleType, reader: Reader) -> Page:
    return read_picture(form(drawing).rgb, "flat", reader)


def cells(page: Page) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): cell.text for table in page.tables for cell in table.cells}


def found(page: Page, text: str) -> Box:
    return page.displayed(next(line.box for line in page.lines if text in line.text))


def stands_at(box: Box, drawn: tuple[float, float, float, float], width: int = 1240, height: int = 1754) -> bool:
    return overlap((drawn[0] / width, drawn[1] / height, drawn[2] / width, drawn[3] / height), box) > 0.8


def test_the_cells_of_a_form_hold_labels_and_values(flat: Page) -> None:
    assert cells(flat) == {
        (0, 0): "姓名", (0, 1): "苏映禾", (0, 2): "职称", (0, 3): "研究员",
        (1, 0): "单位", (1, 1): "北方工艺研究院", (1, 2): "职务", (1, 3): "室主任",
        (2, 0): "专业", (2, 1): "漆器修复", (2, 2): "电话", (2, 3): "13800000000",
    }  # fmt: skip


def test_seal_and_signature_are_marks_at_their_places(flat: Page) -> None:
    seals = [mark for mark in flat.marks if mark.kind == "seal"]
    ink = [mark for mark in flat.marks if mark.kind == "ink"]
    assert [(mark.shape, mark.colour, mark.cut) for mark in seals] == [("round", "red", False)]
    assert stands_at(seals[0].box, (850, 650, 1070, 870))
    assert any(600 / 1240 < (mark.box[0] + mark.box[2]) / 2 < 850 / 1240 for mark in ink)


def test_print_is_no_ink(flat: Page) -> None:
    assert not [mark for mark in flat.marks if mark.kind == "ink" and mark.box[3] < 600 / 1754]


def test_a_clear_page_is_read_and_says_how_it_stands(flat: Page) -> None:
    assert (flat.kind, flat.quality, flat.quality_reason, flat.turn, flat.colourless) == ("scan", "read", "", 0, False)
    assert flat.confidence > 0.95


def test_a_character_has_a_box_and_a_confidence_of_its_own(flat: Page) -> None:
    line = next(line for line in flat.lines if "苏映禾" in line.text)
    assert len(line.chars) == len(line.sure) == len(line.text)
    assert all(left[0] < right[0] for left, right in pairwise(line.chars))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_lying_on_its_side_is_turned_and_its_places_are_as_displayed(
    drawing: ModuleType, reader: Reader, quarters: int
) -> None:
    displayed = np.ascontiguousarray(np.rot90(form(drawing).rgb, -quarters))
    page = read_picture(displayed, "turned", reader)
    assert page.turn == quarters
    assert cells(page)[(0, 1)] == "苏映禾"
    corners = [(NAME[0] / 1240, NAME[1] / 1754), (NAME[2] / 1240, NAME[3] / 1754)]
    for _ in range(quarters):
        corners = [(1 - y, x) for x, y in corners]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    assert overlap((xs[0], ys[0], xs[1], ys[1]), found(page, "苏映禾")) > 0.8


def test_a_page_laid_askew_is_levelled_and_keeps_its_cells(drawing: ModuleType, reader: Reader, flat: Page) -> None:
    askew, matrix = drawing.turned(form(drawing).rgb, 2.0)
    page = read_picture(askew, "askew", reader)
    assert cells(page) == cells(flat)
    assert stands_at(found(page, "苏映禾"), drawing.moved(matrix, NAME))


def test_a_photograph_is_straightened_and_keeps_its_cells(drawing: ModuleType, reader: Reader, flat: Page) -> None:
    picture, matrix = drawing.photographed(form(drawing).rgb)
    page = read_picture(picture, "photo", reader)
    assert cells(page) == cells(flat)
    assert stands_at(found(page, "苏映禾"), drawing.moved(matrix, NAME))
    assert [mark.kind for mark in page.marks if mark.kind == "seal"] == ["seal"]


def test_a_blank_page_is_blank_though_dust_lies_on_it(drawing: ModuleType, reader: Reader) -> None:
    page = read_picture(drawing.rescanned(drawing.Paper().rgb), "blank", reader)
    assert (page.lines, page.marks, page.tables, page.fingerprint, page.quality) == ((), (), (), None, "read")
    assert page.ink_ratio is not None
    assert page.ink_ratio < 0.0003


def test_a_copy_without_colour_says_so(drawing: ModuleType, reader: Reader) -> None:
    grey = cv2.cvtColor(form(drawing).rgb, cv2.COLOR_RGB2GRAY)
    page = read_picture(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), "grey", reader)
    assert page.colourless
    assert [(mark.kind, mark.colour) for mark in page.marks if mark.kind == "seal"] == [("seal", "grey")]


def test_a_page_that_is_all_blur_says_why_it_is_not_to_be_trusted(drawing: ModuleType, reader: Reader) -> None:
    blurred = cv2.GaussianBlur(form(drawing).rgb, (0, 0), 5.5)
    page = read_picture(blurred, "blurred", reader)
    assert page.quality in ("poor", "unreadable")
    assert page.quality_reason


def test_small_print_on_an_otherwise_empty_page_is_read(drawing: ModuleType, reader: Reader) -> None:
    paper = drawing.Paper(1654, 2339)
    for row in range(3):
        paper.write(200, 300 + 28 * row, "兹证明苏映禾同志自入职起在我院从事漆器修复工作。", 12)
    paper.write(800, 2250, "第 1 页", 20)
    page = read_picture(paper.rgb, "small", reader)
    assert page.text.count("兹证明苏映禾同志自入职起在我院从事漆器修复工作") == 3
    assert page.lines[-1].text.replace(" ", "") == "第1页"


@pytest.mark.parametrize(("height", "width"), [(1, 1), (2, 300), (300, 2), (3, 3), (40, 5), (1, 2000)])
def test_a_page_of_hardly_any_size_is_read_as_one_without_words(height: int, width: int, reader: Reader) -> None:
    grey = np.random.default_rng(height).integers(0, 255, (height, width, 1), np.uint8)
    page = read_picture(np.repeat(grey, 3, axis=2), "thin", reader)
    assert page.quality != "read" or not page.lines
