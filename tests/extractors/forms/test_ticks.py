"""Ticked boxes: every way a box is printed and ticked comes to the same choice; an unanswered question stays unanswered."""

import re

import pytest

from extractors.forms.ticks import Options, choose
from extractors.writing.strips import strips
from schemas.page import Mark

OPTIONS = Options(
    {
        "1": re.compile(r"第\(?[一1]\)?项|高层次"),
        "2": re.compile(r"第\(?[二2]\)?项|急需紧缺"),
        "3": re.compile(r"第\(?[三3]\)?项|特殊特艺"),
        "4": re.compile(r"第\(?[四4]\)?项|其他特别优秀"),
    },
    on="☑☒√✓✔■●",
    off="□☐○口",
)


def chosen(page):
    return choose([strip.whole for strip in strips(page)], OPTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "□高层次人才 ☑急需紧缺人才 □特殊特艺人才",
        "☐高层次☒急需紧缺☐特殊特艺",
        "（ ）高层次（√）急需紧缺（ ）特殊特艺",
        "()高层次 (√)急需紧缺 ()特殊特艺",
        "[ ]高层次 [x]急需紧缺 [ ]特殊特艺",
        "□高层次 ■急需紧缺 □特殊特艺",
        "○高层次 ●急需紧缺 ○特殊特艺",
        "口高层次 √急需紧缺 口特殊特艺",
        "高层次□ 急需紧缺☑ 特殊特艺□",
        "√急需紧缺",
        "急需紧缺人才",
        "□第（一）项 √第（二）项 □第（三）项",
        "□高层次急需紧缺□特殊特艺",
    ],
)
def test_the_second_of_three(sheet, text):
    assert chosen(sheet(text)).chosen == ("2",)


def test_an_explanation_in_brackets_is_no_option_of_its_own(sheet):
    page = sheet(
        "☐第（一）项：高层次人才（入选者，或解决急需紧缺的",
        "技术难题者）",
        "☑第（三）项：特殊特艺（绝招、绝技）",
        "☐第（四）项：其他特别优秀",
    )
    assert chosen(page).chosen == ("3",)


def test_several_are_several(sheet):
    assert chosen(sheet("☑高层次 □急需紧缺 ☑特殊特艺")).chosen == ("1", "3")


def test_nothing_ticked_is_nothing_chosen(sheet):
    found = chosen(sheet("□高层次 □急需紧缺 □特殊特艺"))
    assert (found.chosen, found.printed) == ((), ("1", "2", "3"))


def test_a_tick_found_on_the_picture_decides_where_the_reader_lost_the_box(sheet, where):
    plain = sheet("第（一）项：高层次", "第（二）项：急需紧缺", "第（三）项：特殊特艺")
    boxes = [where(plain, f"第（{number}）项") for number in "一二三"]
    marks = [
        Mark(kind="tick", box=(x0 - 0.02, y0, x0 - 0.005, y1), text=text)
        for (x0, y0, _, y1), text in zip(boxes, "010", strict=True)
    ]
    assert chosen(plain.model_copy(update={"page": plain.page.model_copy(update={"marks": tuple(marks)})})).chosen == ("2",)


def test_where_the_picture_shows_all_other_boxes_empty_the_one_that_is_left_is_little_in_doubt(sheet, where):
    plain = sheet("第（一）项：高层次", "第（二）项：急需紧缺", "第（三）项：特殊特艺")
    boxes = [where(plain, f"第（{number}）项") for number in "二三"]
    marks = tuple(Mark(kind="tick", box=(x0 - 0.02, y0, x0 - 0.005, y1), text="0") for x0, y0, _, y1 in boxes)
    found = chosen(plain.model_copy(update={"page": plain.page.model_copy(update={"marks": marks})}))
    assert (found.chosen, found.trust) == (("1",), 0.8)


def test_a_box_reaches_into_a_line_of_which_the_reader_told_no_places_of_characters(sheet, where):
    lines = ("第（一）项 高层次", "第（二）项 急需紧缺", "第（三）项 特殊特艺")
    page = sheet(*lines)
    boxes = [where(page, line[:5]) for line in lines]
    high = (boxes[2][3] - boxes[2][1]) * page.page.height / page.page.width
    marks = [Mark(kind="tick", box=(x0 - 0.03, y0, x0 - 0.02, y1), text="0", confidence=0.8) for x0, y0, _, y1 in boxes[:2]]
    into = Mark(kind="tick", box=(boxes[2][0], boxes[2][1], boxes[2][0] + 1.1 * high, boxes[2][3]), text="0", confidence=0.8)
    assert chosen(page.model_copy(update={"page": page.page.model_copy(update={"marks": (*marks, into)})})).chosen == ()


def test_a_ring_of_ink_around_an_option_chooses_it(sheet, where):
    plain = sheet("高层次", "急需紧缺", "特殊特艺")
    x0, y0, x1, y1 = where(plain, "急需紧缺")
    ring = Mark(kind="ink", box=(x0 - 0.01, y0 - 0.004, x1 + 0.01, y1 + 0.004))
    assert chosen(plain.model_copy(update={"page": plain.page.model_copy(update={"marks": (ring,)})})).chosen == ("2",)


def test_a_box_that_was_read_ticked_outweighs_one_that_only_looks_so(sheet, where):
    plain = sheet("□第（一）项：高层次", "√第（二）项：急需紧缺")
    x0, y0, _, y1 = where(plain, "第（一）项")
    mark = Mark(kind="tick", box=(x0, y0, x0 + 0.01, y1), text="1")
    found = chosen(plain.model_copy(update={"page": plain.page.model_copy(update={"marks": (mark,)})}))
    assert found.chosen == ("2",)
    assert found.trust < 1.0


def test_the_one_option_whose_box_the_reader_lost_is_taken_for_the_ticked_one_with_little_trust(sheet):
    found = chosen(sheet("第（一）项：高层次", "□第（二）项：急需紧缺", "□第（三）项：特殊特艺"))
    assert found.chosen == ("1",)
    assert found.boxed
    assert found.trust < 0.75


def test_a_tick_is_little_trusted_where_the_box_of_another_option_is_not_to_be_seen(sheet, where):
    plain = sheet("第（一）项：高层次", "第（二）项：急需紧缺", "第（三）项：特殊特艺")
    boxes = [where(plain, f"第（{number}）项") for number in "一二"]
    marks = tuple(
        Mark(kind="tick", box=(x0 - 0.02, y0, x0 - 0.005, y1), text=text)
        for (x0, y0, _, y1), text in zip(boxes, "01", strict=True)
    )
    found = chosen(plain.model_copy(update={"page": plain.page.model_copy(update={"marks": marks})}))
    assert found.chosen == ("2",)
    assert found.trust < 0.75


def test_an_empty_box_within_the_line_of_its_option_is_seen_though_the_reader_left_it_out(sheet):
    plain = sheet("□高层次 | 急需紧缺", width=1240, height=1754)
    x0, y0, _, y1 = plain.page.lines[1].box
    high = (y1 - y0) * 1754
    own = Mark(kind="tick", box=(x0 + 0.4 * high / 1240, y0, x0 + 1.6 * high / 1240, y1), text="0", confidence=0.8)
    assert chosen(sheet("□高层次 | 急需紧缺", width=1240, height=1754, marks=[own])).chosen == ()
    assert chosen(plain).chosen == ("2",)
