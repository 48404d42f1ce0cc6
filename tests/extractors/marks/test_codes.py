"""QR codes are read on scans and photographs, and are nothing but data; what only looks like one is none."""

import time
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.marks.codes import beside, find_codes
from extractors.marks.find import find_marks
from extractors.pages.view import look_at
from schemas.geometry import overlap
from schemas.page import Line

TEXT = "https://zs.example.cn/verify?no=ZC20211101050012&code=A1B2C3D4E5F6"


@pytest.fixture
def certificate(drawing: ModuleType) -> Any:
    """A sheet with print, and a code of 2.7 cm in the lower right corner."""
    paper = drawing.Paper()
    for row in range(8):
        paper.write(110, 120 + 60 * row, "持证人通过评审，具备高级工程师任职资格。")
    paper.code(900, 1400, 160, TEXT)
    return paper


def texts(rgb: Any) -> list[str | None]:
    return [code.text for code in find_codes(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY))]


def test_a_code_is_a_mark_with_its_text_and_its_squares_are_no_tick_boxes(certificate: Any) -> None:
    view = look_at(certificate.rgb)
    codes = find_codes(view.grey)
    kinds = [mark.kind for mark in find_marks(view, (), lambda _: ("", 0.0), codes=codes) if mark.box[0] > 0.7]
    assert (kinds, codes[0].text) == (["code"], TEXT)
    assert overlap(codes[0].box, (900 / 1240, 1400 / 1754, 1060 / 1240, 1560 / 1754)) == 1.0
    assert find_marks(view, (), lambda _: ("", 0.0), (), codes) == codes


def test_what_was_read_out_of_the_squares_is_no_line(certificate: Any) -> None:
    codes = find_codes(look_at(certificate.rgb).grey)
    lines = [Line(text="OF", box=(0.75, 0.83, 0.79, 0.85)), Line(text="扫码验证", box=(0.73, 0.9, 0.85, 0.92))]
    assert [line.text for line in beside(lines, codes)] == ["扫码验证"]


@pytest.mark.parametrize("change", ["turned", "rescanned", "photographed"])
def test_a_code_is_read_askew_rescanned_and_photographed(certificate: Any, drawing: ModuleType, change: str) -> None:
    changed = {
        "turned": lambda rgb: drawing.turned(rgb, 4.0)[0],
        "rescanned": drawing.rescanned,
        "photographed": lambda rgb: drawing.photographed(cv2.resize(rgb, None, fx=1.5, fy=1.5))[0],
    }[change]
    assert texts(changed(certificate.rgb)) == [TEXT]


def test_two_codes_come_from_top_to_bottom(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.code(100, 900, 200, "下")
    paper.code(700, 200, 200, "上")
    assert texts(paper.rgb) == ["上", "下"]


def test_what_a_code_hides_from_the_eye_is_not_kept(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.code(300, 300, 300, "证书\u202e编号\n\x00ZC1")
    assert texts(paper.rgb) == ["证书 编号 ZC1"]


def test_a_damaged_code_and_noise_say_nothing(certificate: Any) -> None:
    spoilt = certificate.rgb
    spoilt[1430:1520, 930:1010] = 255
    assert texts(spoilt) == []
    noise = np.random.default_rng(1).integers(0, 256, (1754, 1240), np.uint8)
    assert find_codes(noise) == ()


def test_looking_for_codes_is_a_hundredth_of_reading_a_page(certificate: Any) -> None:
    """A page takes two seconds and more; the look was measured at 6 to 10 ms."""
    grey = cv2.cvtColor(certificate.rgb, cv2.COLOR_RGB2GRAY)
    took = []
    for _ in range(5):
        begin = time.process_time()
        find_codes(grey)
        took.append(time.process_time() - begin)
    assert min(took) < 0.03
