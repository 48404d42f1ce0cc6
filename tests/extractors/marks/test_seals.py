"""Seals are found by ring and lettering, and nothing else is taken for one."""

from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.marks.ring import Ring
from extractors.marks.seals import grey_seals, red_seals
from extractors.pages.view import look_at

NAME = "北方工艺研究院"


def half(rgb: np.ndarray) -> np.ndarray:
    return look_at(rgb).half


def filled(drawing: ModuleType) -> Any:
    paper = drawing.Paper()
    for row in range(20):
        paper.write(110, 120 + 50 * row, "该同志长期从事漆器修复，业绩突出，同意推荐其申报正高级职称。")
    return paper


def red(rgb: np.ndarray) -> list[Ring]:
    return [ring.scaled(2) for ring in red_seals(half(rgb))]


def grey(rgb: np.ndarray, boxes: list[tuple[float, float, float, float]] | None = None) -> list[Ring]:
    view = look_at(rgb)
    return [ring.scaled(2) for ring in grey_seals(view.small, boxes or [], view.rules.mask)]


def near(ring: Ring, x: float, y: float, radius: float) -> bool:
    return bool(np.hypot(ring.x - x, ring.y - y) < 0.08 * radius and abs((ring.a + ring.b) / 2 - radius) < 0.1 * radius)


def test_a_round_red_seal_over_print_is_found_at_its_place(drawing: ModuleType) -> None:
    paper = filled(drawing)
    paper.seal(800, 700, 118, NAME)
    (ring,) = red(paper.rgb)
    assert near(ring, 800, 700, 118)
    assert (ring.shape, ring.cut) == ("round", False)
    assert ring.confidence > 0.8


@pytest.mark.parametrize("radius", [52, 80, 118, 150])
def test_seals_of_all_sizes_are_found(drawing: ModuleType, radius: float) -> None:
    paper = drawing.Paper()
    paper.seal(600, 800, radius, NAME)
    (ring,) = red(paper.rgb)
    assert near(ring, 600, 800, radius)


def test_a_faint_seal_on_tinted_paper_is_found(drawing: ModuleType) -> None:
    paper = drawing.Paper(colour=(246, 240, 226))
    paper.seal(600, 800, 118, NAME, colour=(236, 190, 182))
    assert [near(ring, 600, 800, 118) for ring in red(paper.rgb)] == [True]


def test_two_seals_are_two(drawing: ModuleType) -> None:
    paper = filled(drawing)
    paper.seal(400, 1300, 118, NAME)
    paper.seal(820, 1350, 118, "南方漆艺学会")
    assert sorted(round(ring.x, -1) for ring in red(paper.rgb)) == [400, 820]


def test_a_seal_that_the_edge_of_the_page_cuts_says_so(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.seal(1200, 800, 118, NAME)
    (ring,) = red(paper.rgb)
    assert ring.cut
    assert abs(ring.y - 800) < 12


def test_an_oval_seal_is_oval(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.seal(600, 800, 120, NAME, squeeze=0.66)
    (ring,) = red(paper.rgb)
    assert ring.shape == "oval"
    x0, y0, x1, y1 = ring.rect
    assert abs((x1 - x0) - 240) < 16
    assert abs((y1 - y0) - 158) < 16


def test_a_square_name_seal_is_square(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(560, 760, 640, 840, drawing.RED, 5)
    paper.write(567, 764, "苏映", 32, drawing.RED)
    paper.write(567, 798, "禾印", 32, drawing.RED)
    (ring,) = red(paper.rgb)
    assert ring.shape == "square"
    assert (round(ring.x, -1), round(ring.y, -1)) == (600, 800)


def test_red_print_frames_and_emblems_are_no_seals(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(60, 60, 1180, 1690, drawing.RED, 8)
    paper.frame(74, 74, 1166, 1676, drawing.RED, 2)
    paper.write(360, 260, "荣 誉 证 书", 90, drawing.RED)
    paper.write(200, 500, "北京市工艺美术行业协会文件", 60, drawing.RED)
    paper.draw.line([(150, 620), (1090, 620)], fill=drawing.RED, width=4)
    paper.draw.ellipse([540, 760, 700, 920], fill=drawing.RED)
    assert red(paper.rgb) == []


def test_a_ring_without_lettering_is_no_seal(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.draw.ellipse([480, 680, 720, 920], outline=drawing.RED, width=6)
    assert red(paper.rgb) == []


def test_a_page_without_red_has_no_red_seal(drawing: ModuleType) -> None:
    assert red(filled(drawing).rgb) == []


def colourless(rgb: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


def test_the_seal_of_a_grey_copy_is_found_with_less_confidence(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.seal(600, 800, 118, NAME)
    (ring,) = grey(colourless(paper.rgb))
    assert near(ring, 600, 800, 118)
    assert ring.confidence <= 0.75


@pytest.mark.parametrize("squeeze", [0.55, 0.66, 0.75])
def test_the_oval_seal_of_a_grey_copy_is_one_oval_and_not_the_circles_of_its_ends(drawing: ModuleType, squeeze: float) -> None:
    paper = filled(drawing)
    paper.seal(700, 1350, 130, NAME, squeeze=squeeze)
    boxes = [(0.08, (120 + 50 * row) / 1754, 0.85, (158 + 50 * row) / 1754) for row in range(20)]
    (ring,) = grey(colourless(paper.rgb), boxes)
    assert (ring.shape, round(ring.x, -1), round(ring.y, -1)) == ("oval", 700, 1350)


def test_a_grey_page_of_print_and_tables_has_no_seal(drawing: ModuleType) -> None:
    paper = filled(drawing)
    paper.table([100, 330, 640, 840, 1140], [1250, 1320, 1390, 1460], [["姓名", "苏映禾", "职称", "研究员"]])
    paper.draw.ellipse([500, 1500, 560, 1560], outline=drawing.INK, width=3)
    boxes = [(0.08, (120 + 50 * row) / 1754, 0.85, (158 + 50 * row) / 1754) for row in range(20)]
    assert grey(paper.rgb, boxes) == []
