"""Forms that offices made for themselves: letters on a badge before a heading, labels that their own words make, a corner for
the employer's review, letters of experts before the form.
"""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.document import Document
from schemas.page import Sheet
from tests.extractors.documents.rows import block

MakeSheet = Callable[..., Sheet]
ReadAs = Callable[..., Document]
Said = Callable[..., dict[str, Any]]

LETTER = (
    "# 专家举荐意见书",
    "被举荐人：某己 | 申报职称：高级工程师",
    "专家姓名：某甲 | 职称：研究员",
    "工作单位：某某研究院 | 专业领域：高性能计算",
    "举荐意见：本人曾任其课题的验收专家。某己作为项目负责人组织团队攻关，同意举荐。",
    "专家签名： | 签署时间：2026-09-12",
)


def test_an_expert_who_calls_the_applicant_the_head_of_a_project_speaks_for_no_body(form: Any, sheet: MakeSheet) -> None:
    found = form(sheet(*LETTER))
    assert ([each["name"].value for each in found.of_kind("expert")], found.of_kind("plus_one")) == (["某甲"], ())


def test_a_form_behind_a_letter_begins_anew(form: Any, sheet: MakeSheet) -> None:
    page = ("# 北京市高级职称考核认定举荐表", "申报人：某己 | 性别：男", "身份证号：110101198001010014", "申报级别：副高级")
    found = form(sheet(*LETTER, file="a.pdf"), sheet(*page, file="b.pdf"))
    assert block(found, "applicant")["name"] == "某己"
    assert [each["name"].value for each in found.of_kind("expert")] == ["某甲"]


@pytest.mark.parametrize("heading", ["D所在单位主要负责人举荐", "行业主管部门或行业协会主要负责人举荐意见"])
def test_headings_of_the_plus_one_in_an_offices_own_words(form: Any, sheet: MakeSheet, heading: str) -> None:
    rows = [["举荐人", "某丁", "职务", "会长"], ["单位", "北京某某协会", "联系电话", "010-80000001"]]
    assert block(form(sheet(f"# {heading}", rows)), "plus_one")["name"] == "某丁"


def test_the_full_name_of_an_association_in_a_label_of_its_own(form: Any, sheet: MakeSheet) -> None:
    rows = [["协会（部门）全\n称", "北京某某协会"], ["举荐人姓名", "某丁"], ["职务", "会长"]]
    assert block(form(sheet("“+1”举荐", rows)), "plus_one")["organisation"] == "北京某某协会"


def test_the_employers_opinion_below_its_publicity_in_one_corner(form: Any, sheet: MakeSheet) -> None:
    found = form(
        sheet(
            "# E用人单位审核与推荐",
            "公示情况",
            "公示时间：2026年9月8日至2026年9月15日，公示结果：无异议",
            "推荐意见：某己同志在岗履职情况良好，同意推荐。",
            "> 北京某某公司（盖章） 2026年9月17日",
        )
    )
    assert (block(found, "opinion")["conclusion"], block(found, "publicity")["end"]) == ("agree", "2026-09-15")


def test_what_the_first_examination_says_of_employment_counts(form: Any, sheet: MakeSheet) -> None:
    rows = [["初审情况", "某己同志系我院在编职工，履职情况良好。"], ["公示情况", "公示结果：无异议。"]]
    found = form(sheet("# 四、用人单位审核、公示及推荐意见", rows))
    assert "employment_stated" in found.tags


def test_an_identity_number_behind_the_name_of_the_paper(read_as: ReadAs) -> None:
    rows = [["姓名", "某己", "证件号码", "居民身份证11010119800101001X"], ["性别", "男", "申报级别", "正高级"]]
    assert block(read_as("application_form", ("# 申报表", rows)), "applicant")["id_number"] == "11010119800101001X"


def test_conditions_behind_a_label_that_we_know_for_something_else(read_as: ReadAs) -> None:
    rows = [
        ["姓名", "某己", "申报级别", "正高级"],
        ["申报类型", "□高层次人才（第三条第一项） ■其他特别优秀（第三条第四项）", "<", "<"],
    ]
    assert block(read_as("application_form", ("# 基本情况", rows)), "application")["conditions"] == [4]


def test_a_box_that_the_reader_saw_between_the_characters_of_a_label(read_as: ReadAs) -> None:
    rows = [
        ["序号", "名☑称", "类别及等级", "承担角色", "时间"],
        ["1", "下穿微扰动控制技术", "科技进步奖一等奖", "第一完成人", "2024年11月"],
        ["2", "深基坑支护体系", "成果应用", "技术负责人", "2023年6月"],
    ]
    found = read_as("application_form", ("# 业绩成果", rows))
    assert [each["title"].value for each in found.of_kind("achievement")] == ["下穿微扰动控制技术", "深基坑支护体系"]


@pytest.mark.parametrize(
    "text",
    ["某某同志申报的材料，由我会于2026年10月20日至2026年10月27日公示。", "公示内容：某某同志申报正高级职称的材料"],
)
def test_a_notice_that_begins_with_the_person(said: Said, text: str) -> None:
    assert said("publicity_certificate", ("# 公示情况证明", text))["holders"] == ["某某"]
