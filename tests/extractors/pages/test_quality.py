"""How well a page was read: a verdict that a clerk can rely on, and that never asks for a page again without need."""

import cv2
import numpy as np
import pytest

from extractors.pages.quality import glare, is_half_ruled, is_negative, judge_reading, with_losses
from extractors.pages.reader import RawLine
from tests.extractors.conftest import make_sheet

PAPER = np.full((1400, 1000), 235, np.uint8)


def line(text: str, confidence: float, y: int = 100) -> RawLine:
    quad = np.array([[100, y], [100 + 30 * len(text), y], [100 + 30 * len(text), y + 32], [100, y + 32]], np.float32)
    return RawLine(text=text, quad=quad, confidence=confidence, chars=np.zeros((0, 4, 2), np.float32))


def test_an_empty_sheet_is_read() -> None:
    assert judge_reading(PAPER, [], 0.0).quality == "read"


def test_ink_without_a_single_character_is_for_a_person_to_look_at() -> None:
    assert judge_reading(PAPER, [], 0.02).quality == "poor"


def test_a_page_of_which_most_cannot_be_made_out_is_unreadable_and_says_why() -> None:
    verdict = judge_reading(PAPER, [line("模糊不清的一行文字内容", 0.4, 100 + 60 * row) for row in range(8)], 0.03)
    assert verdict.quality == "unreadable"
    assert verdict.reason.endswith("无法可靠识别")


def test_a_sheet_with_nothing_but_a_signature_is_not_asked_for_again() -> None:
    assert judge_reading(PAPER, [line("2：", 0.4)], 0.0034).quality == "poor"


def test_clear_print_is_read() -> None:
    assert judge_reading(PAPER, [line("清晰的打印文字", 0.99)], 0.01).quality == "read"


def test_a_page_read_in_part_is_poor_however_sure_the_rest_is() -> None:
    read = judge_reading(PAPER, [line("清晰的打印文字", 0.99)], 0.01)
    assert with_losses(read, 0.1, False) == read
    assert with_losses(read, 0.4, False).reason == "页面弯曲、遮挡或字迹特殊，部分文字未能识别"
    assert with_losses(read, 0.0, True).reason == "画面有反光，反光处的文字未能识别"
    assert {with_losses(read, *lost).quality for lost in ((0.4, False), (0.0, True))} == {"poor"}


def rows_broken_off(from_x: int, to_x: int) -> list[RawLine]:
    """Six rows, each in two lines with a gap between them; pixels of a page of 1,000 by 1,400."""
    spans = [(x0, x1, y) for y in range(400, 640, 40) for x0, x1 in ((100, from_x), (to_x, 900))]
    quads = [np.array([[x0, y], [x1, y], [x1, y + 24], [x0, y + 24]], np.float32) for x0, x1, y in spans]
    return [RawLine("字" * 8, quad, 0.99, np.empty((0, 4, 2), np.float32)) for quad in quads]


@pytest.mark.parametrize(
    ("paper", "centre", "radius", "seen"),
    [
        (200, (62, 64), (22, 22), True),
        (200, (62, 130), (22, 22), False),
        (200, (62, 64), (22, 200), False),
        (245, (62, 64), (22, 22), False),
    ],
    ids=["on the rows", "elsewhere", "along the sheet", "on white paper"],
)  # fmt: skip
def test_a_reflection_is_one_where_rows_break_off(
    paper: int, centre: tuple[int, int], radius: tuple[int, int], seen: bool
) -> None:
    light = np.full((175, 125), paper, np.uint8)
    cv2.ellipse(light, centre, radius, 0, 0, 360, 255, -1)
    assert glare(light, rows_broken_off(380, 600)) is seen


def test_a_negative_is_dark_all_over_with_bright_print() -> None:
    page = np.full((1400, 1000, 3), 250, np.uint8)
    for y in range(200, 1200, 60):
        cv2.putText(page, "recommendation of an expert", (90, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    card_on_a_table = np.full((1400, 1000, 3), 30, np.uint8)
    card_on_a_table[500:900, 200:800] = page[200:600, 200:800]
    in_the_dark = (page * 0.2).astype(np.uint8)
    assert [is_negative(picture) for picture in (cv2.bitwise_not(page), page, card_on_a_table, in_the_dark)] == [
        True,
        False,
        False,
        False,
    ]


def test_a_ruling_of_which_the_cells_on_one_side_were_not_found_makes_a_page_poor() -> None:
    rows = [["姓名", "某甲", "职称", "教授"], ["联系电话", "13900000001", "工作单位", "某某大学"]]
    opinions = [[f"举荐意见{n}", "该同志业绩突出", "同意举荐", "签名"] for n in "一二"]
    page = make_sheet("专家举荐意见", rows, opinions).page
    found, lost = page.tables
    half = lost.model_copy(update={"cells": tuple(cell for cell in lost.cells if cell.col == 0)})
    assert not is_half_ruled(page.lines, page.tables)
    assert is_half_ruled(page.lines, (found, half))
    verdict = judge_reading(PAPER, [line("清晰的打印文字", 0.99)], 0.01)
    assert with_losses(verdict, 0.0, False, half_ruled=True).quality == "poor"
