"""Print under or beside a seal: what the second look reads more takes the place of what the first had."""

import cv2
import numpy as np

from extractors.marks.ring import Ring
from extractors.pages.cleaning import without_red
from extractors.pages.reader import RawLine
from extractors.pages.second_look import looked_again

SEAL = Ring(300, 200, 90, 90, 0.0, "round", 0.9, False)
LEFT, TOP = 300 - 90 - 162, 200 - 90 - 36
"""Where the part around the seal begins."""

DATE = (290, 210, 480, 240)


def line(text: str, box: tuple[int, int, int, int], confidence: float = 0.95) -> RawLine:
    x0, y0, x1, y1 = box
    quad = np.float32([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    return RawLine(text, quad, confidence, np.empty((0, 4, 2), np.float32))


def look(
    *known: RawLine, text: str = "2025年3月21日", box: tuple[int, int, int, int] = DATE, confidence: float = 0.95
) -> list[str]:
    """The texts after a second look that finds this one line, in the page's pixels."""
    again = line(text, (box[0] - LEFT, box[1] - TOP, box[2] - LEFT, box[3] - TOP), confidence)
    picture = np.full((400, 700, 3), 245, np.uint8)
    return [one.text for one in looked_again(picture, known, [SEAL], lambda _: [again])]


def test_a_date_that_was_overlooked_is_added_where_it_stands() -> None:
    picture = np.full((400, 700, 3), 245, np.uint8)
    again = line("2025/2/10", (170, 130, 300, 160))
    (found,) = looked_again(picture, [], [SEAL], lambda _: [again])
    assert (found.text, *found.quad[0]) == ("2025/2/10", 170 + LEFT, 130 + TOP)


def test_a_date_that_lost_its_year_under_the_rim_gets_it_back() -> None:
    others = line("举荐人（签名）", (50, 40, 200, 70)), line("（单位公章）", (250, 180, 380, 200))
    assert look(others[0], line("5年3月21日", (345, 211, 480, 240)), others[1]) == [
        others[0].text,
        "2025年3月21日",
        others[1].text,
    ]


def test_what_is_read_as_well_already_stays() -> None:
    assert look(line("2025年3月12日", DATE, 0.99)) == ["2025年3月12日"]
    assert look(line("2025年3月12日", DATE, 0.80)) == ["2025年3月21日"]


def test_lines_that_were_read_apart_are_not_run_together() -> None:
    label, name = line("举荐人（签名）", (290, 211, 390, 239)), line("某甲乙", (395, 211, 480, 239))
    assert look(label, name, text="举荐人（签名）：某甲乙") == [label.text, name.text]


def test_other_words_in_the_same_place_are_not_believed() -> None:
    assert look(line("本人实名举荐其申报。", DATE, 0.9), text="木人实各举存其由报职称", confidence=0.95) == [
        "本人实名举荐其申报。"
    ]


def test_a_line_cut_off_by_the_edge_of_the_part_changes_nothing() -> None:
    whole = line("本人代表协会实名举荐其申报副高级职称", (20, 205, 600, 240))
    assert look(whole, text="实名举荐其申报副高", box=(100, 205, 400, 240)) == [whole.text]


def test_a_doubtful_or_short_line_is_not_believed() -> None:
    assert look(confidence=0.6) == []
    assert look(text="日") == []


def test_red_ink_is_paper_and_print_beneath_it_black() -> None:
    patch = np.full((120, 300, 3), (240, 238, 230), np.uint8)
    cv2.circle(patch, (100, 60), 50, (205, 60, 60), 9)
    cv2.putText(patch, "2025", (60, 75), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (40, 38, 36), 4)
    bare = np.full((120, 300, 3), (240, 238, 230), np.uint8)
    cv2.putText(bare, "2025", (60, 75), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (40, 38, 36), 4)
    apart = np.abs(without_red(patch).astype(int) - without_red(bare).astype(int))
    assert apart.mean() < 1
    assert (without_red(bare).min(), np.median(without_red(patch))) == (0, 255)
