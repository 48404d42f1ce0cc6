"""Values: what is written in a slot, made plain."""

import pytest

from extractors.writing.strips import strips
from extractors.writing.values import normalised


@pytest.mark.parametrize("name", ["specialty", "title", "employer"])
@pytest.mark.parametrize(
    ("written", "state"), [("15800000000", "unreadable"), ("2024年9月1日", "unreadable"), ("3D打印", "read"), ("A-7", "read")]
)
def test_figures_alone_are_no_words(sheet, name, written, state):
    (strip,) = strips(sheet(written))
    assert normalised(name, [strip.whole]).state == state


@pytest.mark.parametrize(("written", "value"), [("研究员3. 从业", "研究员"), ("1.教授 2.研究员", "1.教授 2.研究员")])
def test_the_next_question_is_no_part_of_a_title_and_a_list_keeps_its_numbers(sheet, written, value):
    (strip,) = strips(sheet(written))
    assert normalised("title", [strip.whole]).value == value


@pytest.mark.parametrize("written", ["北京某某公司 2025年3月3日", "北京某某公司　2025.3.3", "北京某某公司"])
def test_the_day_behind_a_bodys_name_is_none_of_it(sheet, written):
    (strip,) = strips(sheet(written))
    assert normalised("issuer", [strip.whole]).value == "北京某某公司"
