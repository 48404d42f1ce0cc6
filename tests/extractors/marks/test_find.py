"""Pen strokes, written lines and tick boxes become marks; print, rules and typed names do not."""

from types import ModuleType
from typing import Any

import pytest

from extractors.marks.find import find_marks
from extractors.marks.handwriting import find_handwriting
from extractors.pages.view import look_at
from schemas.geometry import overlap
from schemas.page import Line, Mark

WIDTH, HEIGHT = 1240, 1754


def line(text: str, x: float, y: float, size: float = 26, confidence: float = 0.99, high: float = 1.5) -> Line:
    """The line as the engine gives it for print of that size at (x, y): a character is as wide as it is high."""
    wide = [size if ord(char) > 0xFF else 0.56 * size for char in text]
    starts = [x + sum(wide[:k]) for k in range(len(text) + 1)]
    top, bottom = y / HEIGHT, (y + high * size) / HEIGHT
    chars = tuple((starts[k] / WIDTH, top, starts[k + 1] / WIDTH, bottom) for k in range(len(text)))
    return Line(text=text, box=(x / WIDTH, top, starts[-1] / WIDTH, bottom), confidence=confidence, chars=chars)


class Form:
    """A page of print whose lines are known, as the engine would have read them."""

    def __init__(self, drawing: ModuleType) -> None:
        self.paper: Any = drawing.Paper()
        self.lines: list[Line] = []
        for row in range(10):
            self.print("该同志长期从事漆器修复，业绩突出，同意推荐其申报职称。", 110, 120 + 50 * row)

    def print(self, text: str, x: float, y: float, size: int = 26, colour: tuple[int, int, int] = (25, 25, 25)) -> None:
        self.paper.write(x, y, text, size, colour)
        self.lines.append(line(text, x, y, size))

    def marks(self, kind: str) -> list[Mark]:
        view = look_at(self.paper.rgb)
        lines = find_handwriting(view.rgb, self.lines)
        return [mark for mark in find_marks(view, lines, lambda _: ("", 0.0)) if mark.kind == kind]


@pytest.fixture
def form(drawing: ModuleType) -> Form:
    return Form(drawing)


def test_print_alone_has_no_marks(form: Form) -> None:
    form.print("签名：", 500, 800)
    form.print("2025年6月3日", 500, 900)
    form.paper.table([100, 640, 1140], [1000, 1100, 1200], [])
    assert form.marks("ink") == []
    assert form.marks("seal") == []


@pytest.mark.parametrize("colour", [(25, 25, 25), (35, 55, 150)])
@pytest.mark.parametrize("seed", [1, 2, 5])
def test_a_signature_that_nobody_could_read_is_ink(form: Form, colour: tuple[int, int, int], seed: int) -> None:
    form.print("签名：", 500, 800)
    form.paper.scrawl(640, 815, 70, colour, seed)
    marks = form.marks("ink")
    assert marks
    assert all(mark.box[0] > 590 / WIDTH and mark.box[2] < 900 / WIDTH for mark in marks)


def test_a_name_whose_strokes_run_into_one_another_is_ink_and_a_block_is_none(form: Form, drawing: ModuleType) -> None:
    zigzag = [(640 + 9 * k, 800 + 50 * (k % 2)) for k in range(16)]
    form.paper.draw.line(zigzag, fill=drawing.INK, width=4)
    form.paper.draw.line([(640, 825), (775, 825)], fill=drawing.INK, width=3)
    form.paper.draw.rectangle([640, 1000, 775, 1050], fill=drawing.INK)
    (mark,) = form.marks("ink")
    assert mark.box[1] * HEIGHT == pytest.approx(798, abs=6)


def test_a_short_name_written_with_a_thick_pen_is_ink(form: Form, drawing: ModuleType) -> None:
    for left in (640, 690):
        form.paper.draw.line(
            [(left, 796), (left + 30, 800), (left, 824), (left + 30, 824), (left, 848), (left + 30, 848)],
            fill=drawing.INK,
            width=6,
        )
    (mark,) = form.marks("ink")
    assert mark.box[0] * WIDTH == pytest.approx(638, abs=8)


def test_a_signature_across_a_seal_is_still_ink(form: Form, drawing: ModuleType) -> None:
    form.paper.seal(760, 830, 118, "北方工艺研究院")
    form.paper.scrawl(640, 815, 70, drawing.INK)
    assert form.marks("ink")
    assert [mark.shape for mark in form.marks("seal")] == ["round"]


def test_a_typed_name_in_the_place_of_a_signature_is_print(form: Form) -> None:
    form.print("签名：", 500, 800)
    form.print("苏映禾", 600, 800)
    assert form.marks("ink") == []


@pytest.mark.parametrize(
    "stroke",
    [[(620, 830), (720, 826)], [(620, 830), (660, 824), (700, 829), (740, 825)], [(650, 855), (690, 795)]],
    ids=["dash", "wavy dash", "slash"],
)
def test_a_dash_drawn_where_a_signature_belongs_is_none(form: Form, drawing: ModuleType, stroke: list[tuple[int, int]]) -> None:
    form.print("签名：", 500, 815)
    form.paper.draw.line(stroke, fill=drawing.INK, width=4)
    assert form.marks("ink") == []


def write(form: Form, drawing: ModuleType, text: str, x: float, y: float, size: int, colour: tuple[int, int, int]) -> None:
    """Characters of a brush face, each leaning and standing a little otherwise, as a hand sets them."""
    from PIL import Image, ImageDraw

    for number, char in enumerate(text):
        tile = Image.new("L", (2 * size, 2 * size), 0)
        ImageDraw.Draw(tile).text((size / 2, size / 3), char, font=drawing.font(size), fill=255)
        tile = tile.rotate((9, -7, 12, -5)[number % 4], resample=Image.Resampling.BICUBIC)
        lift = (0, -6, 5, -3)[number % 4]
        at = (round(x + number * size - size / 2), round(y - size / 3 + lift))
        form.paper.image.paste(Image.new("RGB", tile.size, colour), at, tile)


@pytest.mark.parametrize("colour", [(25, 25, 25), (35, 55, 150)])
def test_a_signature_that_was_read_is_ink_all_the_same(form: Form, drawing: ModuleType, colour: tuple[int, int, int]) -> None:
    form.print("签名：", 500, 815)
    write(form, drawing, "苏映禾", 600, 790, 60, colour)
    form.lines.append(line("苏映禾", 600, 790, 60, 0.98, high=1.2))
    (mark,) = form.marks("ink")
    assert mark.text == "苏映禾"


def test_a_written_name_that_was_read_in_one_line_with_its_label_is_taken_apart(form: Form, drawing: ModuleType) -> None:
    form.paper.write(500, 815, "签名：")
    write(form, drawing, "苏映禾", 590, 790, 60, drawing.BLUE)
    label, name = line("签名：", 500, 790, 26, high=2.8), line("苏映禾", 590, 790, 60, high=1.2)
    box = (label.box[0], label.box[1], name.box[2], name.box[3])
    form.lines.append(Line(text="签名：苏映禾", box=box, confidence=0.97, chars=label.chars + name.chars))
    view = look_at(form.paper.rgb)
    last = find_handwriting(view.rgb, form.lines)[-2:]
    assert [(one.text, one.handwritten) for one in last] == [("签名：", False), ("苏映禾", True)]


def test_a_written_name_that_was_read_in_one_line_with_the_note_behind_it_is_taken_apart(form: Form, drawing: ModuleType) -> None:
    write(form, drawing, "苏映禾", 590, 790, 60, drawing.BLUE)
    form.paper.write(790, 815, "（盖章）")
    name, note = line("苏映禾", 590, 790, 60, high=1.2), line("（盖章）", 790, 790, 26, high=2.8)
    box = (name.box[0], name.box[1], note.box[2], name.box[3])
    form.lines.append(Line(text="苏映禾（盖章）", box=box, confidence=0.97, chars=name.chars + note.chars))
    last = find_handwriting(look_at(form.paper.rgb).rgb, form.lines)[-2:]
    assert [(one.text, one.handwritten) for one in last] == [("苏映禾", True), ("（盖章）", False)]


def test_a_date_behind_a_written_name_is_not_taken_apart(form: Form, drawing: ModuleType) -> None:
    write(form, drawing, "苏映禾2026/2/1", 500, 790, 44, drawing.BLUE)
    form.paper.write(500 + 44 * 11, 815, "6")
    name, tail = line("苏映禾2026/2/1", 500, 790, 44, high=1.2), line("6", 500 + 44 * 11, 790, 26)
    box = (name.box[0], name.box[1], tail.box[2], name.box[3])
    form.lines.append(Line(text="苏映禾2026/2/16", box=box, confidence=0.91, chars=name.chars + tail.chars))
    found = find_handwriting(look_at(form.paper.rgb).rgb, form.lines)
    assert any("2026/2/16" in one.text for one in found)


def test_a_signature_that_was_read_under_a_seal_is_written(form: Form, drawing: ModuleType) -> None:
    form.print("签名：", 500, 815)
    write(form, drawing, "苏映禾", 600, 790, 60, drawing.BLUE)
    form.paper.seal(680, 825, 50, "北方工艺研究院")
    form.lines.append(line("苏映禾", 600, 790, 60, 0.95, high=1.2))
    assert [one.handwritten for one in find_handwriting(look_at(form.paper.rgb).rgb, form.lines) if one.text == "苏映禾"] == [
        True
    ]


def test_a_heading_in_large_type_is_print(form: Form) -> None:
    form.print("专家推荐意见表", 400, 40, 52)
    assert form.marks("ink") == []


def test_a_stamped_note_in_brackets_is_print(form: Form) -> None:
    form.print("（盖章）", 720, 830)
    form.paper.seal(760, 830, 118, "北方工艺研究院")
    assert [mark for mark in form.marks("ink") if mark.text] == []


def test_rules_and_the_edge_of_the_paper_are_no_ink(form: Form, drawing: ModuleType) -> None:
    form.paper.draw.line([(300, 700), (420, 1300)], fill=drawing.INK, width=3)
    form.paper.draw.line([(1236, 0), (1228, 1754)], fill=drawing.INK, width=5)
    assert form.marks("ink") == []


def test_empty_and_ticked_boxes_are_told_apart(form: Form) -> None:
    form.print("是", 150, 800)
    form.paper.box(110, 806, 26)
    form.print("否", 300, 800)
    form.paper.box(260, 806, 26, ticked=True)
    boxes = sorted(form.marks("tick"), key=lambda mark: mark.box[0])
    assert [mark.text for mark in boxes] == ["0", "1"]
    assert overlap((110 / WIDTH, 806 / HEIGHT, 136 / WIDTH, 832 / HEIGHT), boxes[0].box) > 0.8


def test_characters_that_look_like_boxes_are_no_boxes(form: Form) -> None:
    form.print("回国日期：二〇二〇年，目的地：田林县。", 110, 800)
    assert form.marks("tick") == []


def test_neither_the_star_nor_the_lettering_of_a_grey_seal_is_ink_or_a_box(form: Form) -> None:
    form.paper.seal(760, 900, 118, "国固回田四目", colour=(120, 120, 120))
    marks = [(mark.kind, mark.colour) for kind in ("seal", "ink", "tick") for mark in form.marks(kind)]
    assert marks == [("seal", "grey")]


def test_a_code_of_little_squares_is_no_ink(form: Form, drawing: ModuleType) -> None:
    import numpy as np

    for x, y in np.argwhere(np.random.default_rng(4).random((22, 22)) < 0.42):
        form.paper.draw.rectangle([600 + 7 * x, 800 + 7 * y, 606 + 7 * x, 806 + 7 * y], fill=drawing.INK)
    assert form.marks("ink") == []


def test_on_a_page_with_a_text_layer_strokes_count_in_its_pictures_only(form: Form) -> None:
    form.paper.scrawl(640, 815, 70)
    view = look_at(form.paper.rgb)
    inside, outside = (0.45, 0.42, 0.75, 0.52), (0.1, 0.7, 0.4, 0.8)
    found = [find_marks(view, form.lines, lambda _: ("", 0.0), [box]) for box in (inside, outside)]
    assert [bool(marks) for marks in found] == [True, False]


def test_seals_and_signatures_have_fingerprints_and_copies_have_the_same(form: Form) -> None:
    form.paper.scrawl(300, 815, 70, seed=2)
    form.paper.scrawl(700, 815, 70, seed=2)
    form.paper.scrawl(300, 1100, 70, seed=5)
    prints = [mark.fingerprint for mark in form.marks("ink")]
    assert all(prints)
    assert len(set(prints)) < len(prints)
