"""Forms of a hospital, an opera troupe, a school, a chip maker and a craftsman, who all made their own."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.document import Document
from schemas.page import Line, Sheet
from tests.extractors.documents.rows import block

MakeSheet = Callable[..., Sheet]
ReadAs = Callable[..., Document]


def test_experts_a_row_each_under_the_word_that_also_asks_who_signs(form: Any, sheet: MakeSheet) -> None:
    people = [
        ["举荐人", "职称", "单位", "举荐理由", "亲笔签名", "签署日期"],
        ["某甲", "教授", "清岚大学", "业绩突出，同意举荐。", "某甲", "2026.3.3"],
        ["某乙", "研究员", "衡远研究院", "", "某乙", "2026.3.4"],
        ["某丙", "主任医师", "同泽医院", "同意举荐。", "某丙", "2026.3.6"],
    ]
    found = form(
        sheet(
            "# 高级职称考核认定举荐书", "被举荐人", "姓名：某己 | 性别：女", "二、业内正高级专家举荐一览 | 被举荐人：某己", people
        )
    )
    said = [(each["name"].value, each["signed_on"].value, each["opinion"].present) for each in found.of_kind("expert")]
    assert said == [("某甲", "2026-03-03", True), ("某乙", "2026-03-04", False), ("某丙", "2026-03-06", True)]


def test_a_row_that_tells_of_several_parts_heads_none(form: Any, sheet: MakeSheet) -> None:
    found = form(sheet("# 举荐表", "被举荐人：某己 | 性别：女", "共三部分：一、本页 二、专家举荐 三、负责人举荐信"))
    assert found.of_kind("expert") == found.of_kind("plus_one") == ()


def test_the_noughts_of_a_year_are_no_boxes(read_as: ReadAs) -> None:
    form = read_as(
        "application_form", ("# 申报表", "申请人：某己", "适用条款：第三条第（一）项", "本人二〇〇九年入职，二○二○年任副主任。")
    )
    assert block(form, "application")["conditions"] == [1]


def test_who_issues_an_official_letter_is_named_in_its_head_and_signs_nothing(read_as: ReadAs) -> None:
    letter = read_as(
        "employer_opinion",
        (
            "# 某某医院文件",
            "某院人发〔2026〕15号 | 签发人：某丁",
            "# 关于推荐某己同志参加高级职称考核认定的意见",
            "我单位对某己同志履行岗位职责情况及申报材料进行了初审，同意推荐其申报主任医师（正高级）。",
            "> 某某医院（公章）",
            "> 2026年3月23日",
        ),
    )
    opinion = block(letter, "opinion")
    assert (opinion["conclusion"], opinion["signed_on"]) == ("agree", "2026-03-23")


@pytest.mark.parametrize(
    ("told", "name", "employer", "title"),
    [
        (
            "鄙人冉启文，供职于北京市剧目创作中心，任创作部主任，一级编剧，治戏曲文学。",
            "冉启文",
            "北京市剧目创作中心",
            "一级编剧",
        ),
        ("我是首都戏曲学院的欧阳砚农，表演系主任，专业技术职称教授。", "欧阳砚农", "首都戏曲学院", "教授"),
        ("本人谭素筠，江南昆剧院艺术指导，职称为一级演员。", "谭素筠", "江南昆剧院", "一级演员"),
    ],
)
def test_how_else_the_writers_of_letters_present_themselves(
    form: Any, sheet: MakeSheet, told: str, name: str, employer: str, title: str
) -> None:
    found = form(sheet("# 举荐信 · 第二封", told, "某己艺术精湛，特此举荐。", "举荐人（签名）："))
    expert = block(found, "expert")
    assert (expert["name"], expert["employer"], expert["title"]) == (name, employer, title)


def test_the_cover_of_letters_presents_the_applicant_and_is_none_of_them(form: Any, sheet: MakeSheet) -> None:
    cover = (
        "# 举荐函",
        "兹有 某己 ， 女 ，生于 1983年9月4日 ，现任 北京某某昆剧团演员队副队长 ，联系电话 13800010002 。",
        "内附：专家举荐函三封。",
    )
    letter = ("# 专家举荐函（其一）", "本人某甲，现任某某大学教授。某己艺术精湛，郑重举荐。", "举荐人（签名）：")
    found = form(sheet(*cover, page=1), sheet(*letter, page=2))
    applicant = block(found, "applicant")
    assert (applicant["name"], applicant["birth_date"], applicant["employer"]) == ("某己", "1983-09-04", "北京某某昆剧团")
    assert [each["name"].value for each in found.of_kind("expert")] == ["某甲"]


def test_a_heading_that_asks_who_one_is_is_not_ones_name(read_as: ReadAs) -> None:
    said = "本人闻笛秋，女，满族，1983年9月4日出生，现为北京某某昆剧团演员，手机13800010002。"
    form = read_as("application_form", ("# 自述式申报书", "我是谁", said, "获某某奖，本人担任主演，已获奖。"))
    assert block(form, "applicant")["name"] == "闻笛秋"


def test_bullets_before_labels_and_bars_behind_them(read_as: ReadAs) -> None:
    form = read_as(
        "application_form",
        (
            "# 申报表",
            "◆姓 名 某己 | ◆单位代码 12110105400617288L",
            "◆任教学校 某某学校 | ◆申报级别 正高级",
            "职务|总监 | 电话|13800010002",
        ),
    )
    applicant = block(form, "applicant")
    assert [applicant[name] for name in ("name", "employer", "position", "phone")] == ["某己", "某某学校", "总监", "13800010002"]


def test_labels_spread_over_their_row_are_not_read_downwards(form: Any, sheet: MakeSheet) -> None:
    made = sheet("# 专家举荐笺", "某己技艺精湛，特此举荐。", "举荐人签名")
    spread = (("姓", "名某甲丙"), ("职", "称 教授"), ("单", "位某某大学"))
    lines = [
        Line(text=text, box=(left, 0.4 + 0.02 * row, left + 0.011 * len(text), 0.416 + 0.02 * row), confidence=0.98)
        for row, (first, rest) in enumerate(spread)
        for left, text in ((0.1, first), (0.15, rest))
    ]
    page = made.page.model_copy(update={"lines": (*made.page.lines, *lines)})
    expert = block(form(made.model_copy(update={"page": page})), "expert")
    assert (expert["name"], expert["title"]) == ("某甲丙", "教授")


def test_a_list_numbered_in_lenticular_brackets(read_as: ReadAs) -> None:
    listed = read_as("material_list", ("# 递交材料一览", "【1】 申报书 ……… 1份", "【2】 单位推荐意见 ……… 1份"))
    assert [item["title"].value for item in listed.of_kind("list_item")] == ["申报书", "单位推荐意见"]
