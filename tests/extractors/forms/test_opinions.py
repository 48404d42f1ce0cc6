"""Opinions: what pen and stamp leave of a label is no part of the text, and a text with a hole in it is doubted."""

import pytest

from extractors.forms.opinions import opinion
from extractors.forms.sections import sections
from validators.fields import REFER

HEAD = ("专家举荐意见（一）", "姓名：某丙", "工作单位：某某研究院")
FIRST = "举荐意见：某甲长期从事桥梁健康监测工作，成绩突出，在业内有目共睹，"


def read(profile, sheet, *rows: str, **more):
    return opinion(sections([sheet(*HEAD, *rows, **more)], profile)[-1], "opinion")


@pytest.mark.parametrize("scrap", ["举荐", "单位盖", "（签"])
def test_the_rest_of_a_label_below_the_text_is_no_part_of_it(profile, sheet, scrap) -> None:
    assert read(profile, sheet, FIRST, "本人实名举荐。", f"> {scrap}").value.endswith("本人实名举荐。")


def test_a_speck_before_the_text_is_no_part_of_it(profile, sheet) -> None:
    assert read(profile, sheet, FIRST.replace("：", "：·", 1), "本人实名举荐。").value.startswith("某甲")


def test_a_last_line_that_says_something_stays(profile, sheet) -> None:
    assert read(profile, sheet, FIRST, "本人实名举荐。", "同意推荐").value.endswith("同意推荐")


def test_a_text_without_its_end_or_with_a_row_that_begins_far_inside_is_below_the_limit(profile, sheet) -> None:
    whole = read(profile, sheet, FIRST, "本人实名举荐其申报正高级职称。")
    cut = read(profile, sheet, FIRST, "本人实名举荐其申报正高级职")
    hole = read(profile, sheet, FIRST, " | 名举荐其申报正高级职称。")
    assert min(cut.confidence, hole.confidence) < max(cut.confidence, hole.confidence) + 0.01 < REFER < whole.confidence
    assert read(profile, sheet, FIRST, "本人实名举荐其申报正高级职", kind="text").confidence > REFER
