"""Forms of a school, a troupe, a station and a firm: what their own words cost no one a demand."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.assembly.recommendation import experts
from schemas.document import Block, Document
from schemas.field import Field
from schemas.page import Mark, Sheet
from schemas.profile import Profile
from schemas.terms.dates import parse_range
from tests.extractors.documents.rows import block

MakeSheet = Callable[..., Sheet]
ReadAs = Callable[..., Document]
Said = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("heading", ["一、同行专家举荐（须为正高级职称，3名）", "二、举荐专家（3名，均须具有正高级职称）"])
def test_how_many_experts_are_wanted_is_no_part_of_the_heading(form: Any, sheet: MakeSheet, heading: str) -> None:
    rows = [["序号", "姓名", "职称", "单位"], ["①", "某甲", "教授", "某某大学"], ["②", "某乙", "研究员", "某某研究院"]]
    found = form(sheet(heading, rows)).of_kind("expert")
    assert [(each["name"].value, each["opinion"].present) for each in found] == [("某甲", False), ("某乙", False)]


def test_a_name_behind_a_list_of_achievements_begins_a_person(form: Any, sheet: MakeSheet) -> None:
    expert = [["姓名", "某甲", "职称", "教授"], ["举荐理由", "同意举荐。", "电话", "13900000001"]]
    found = form(sheet("被举荐人：某己", "业绩2 新能源汽车检修教学", "代表性业绩2", expert))
    assert block(found, "expert")["name"] == "某甲"


def test_weekdays_behind_the_days_of_a_publicity(said: Said) -> None:
    text = "兹证明：我团于2026年10月12日（星期一）至10月19日（星期一）在公告栏对某某同志拟申报正高级职称进行公示。"
    found = said("publicity_certificate", ("# 公示证明", text))
    assert (found["start"], found["end"]) == ("2026-10-12", "2026-10-19")
    assert parse_range("2026年10月12日（周一）至10月19日（周一）") == ("2026-10-12", "2026-10-19")


def test_the_four_items_of_the_article_are_not_its_fourth_item(form: Any, sheet: MakeSheet) -> None:
    note = "填表说明：“申报条件”按《考核认定办法》第三条所列四项填写序号。"
    assert block(form(sheet("姓名：某己", "身份证号：110101198001010014", note)), "application")["conditions"] == "not_found"


@pytest.mark.parametrize(("label", "signed"), [("签字（公章）：", "unreadable"), ("负责人签字：", False)])
def test_one_picture_in_a_slot_for_signature_and_seal_may_show_both(
    form: Any, sheet: MakeSheet, label: str, signed: object
) -> None:
    rows = [["举荐单位", "某某推广站"], ["负责人姓名", "某丁"], ["举荐意见", "同意举荐。"], [label, " "]]
    plain = sheet("单位主要负责人举荐意见", rows, kind="flow")
    seal = Mark(kind="seal", box=plain.page.tables[0].cells[-1].box, text="某某推广站", confidence=1.0, colour="red")
    page = sheet("单位主要负责人举荐意见", rows, kind="flow", marks=[seal])
    assert block(form(page), "plus_one")["signed"] == signed


def test_the_english_of_a_label_read_behind_the_value_is_none_of_it(read_as: ReadAs) -> None:
    rows = [["姓名\nName", "某己", "职务\nPosition", "主任\nTitle"], ["身份证号", "110101198001010014", "申报级别", "正高级"]]
    assert block(read_as("application_form", ("# 申报表", rows)), "applicant")["position"] == "主任"


def test_a_school_that_recommends_below_its_first_examination(form: Any, sheet: MakeSheet) -> None:
    rows = [
        ["资格初审情况", "经审核，材料属实。"],
        ["校内公示情况", "公示结果：无异议。"],
        ["学校推荐意见", "同意推荐。（公章）"],
    ]
    assert block(form(sheet("# 三、学校审核推荐", rows)), "opinion")["conclusion"] == "agree"


def said_of(**values: str) -> Block:
    names = ("name", "title", "employer", "position", "specialty", "phone", "opinion", "signed", "signed_on", "signature")
    fields = dict.fromkeys(names, Field(state="blank"))
    return Block(
        kind="expert", fields=fields | {name: Field(value=text, raw=text, state="read") for name, text in values.items()}
    )


@pytest.mark.parametrize(("named", "counted"), [("某甲 某乙 某丙", 3), ("某甲 某乙", 3)])
def test_a_line_that_repeats_one_of_three_experts_without_his_name_is_no_expert(
    profile: Profile, named: str, counted: int
) -> None:
    whole = [said_of(name=name, title="教授", employer="某某大学", opinion="同意举荐。") for name in named.split()]
    line = said_of(title="教授", employer="某某大学")
    papers = [Document(id="d1", type="recommendation_form", pages=(), blocks=(line, *whole))]
    assert len(experts(papers, profile)) == counted


def test_experts_in_columns_without_rules(form: Any, sheet: MakeSheet) -> None:
    found = form(
        sheet(
            "# 专业技术职称举荐表",
            "三位举荐专家",
            "专家姓名 | 所在单位 | 职称 | 从事专业 | 举荐意见",
            "某甲 | 清岚大学 | 教授 | 材料学 | 业绩突出。",
            "某乙 | 衡远研究院 | 研究员 | 力学 | 同意举荐。",
            "某丙 | 同泽医院 | 主任医师 | 骨科学 | 特此举荐。",
            "“+1”举荐 ",
            "举荐单位：青禾公司 | 负责人：某丁",
        )
    )
    said = [
        tuple(each[name].value for name in ("name", "employer", "title", "specialty", "opinion"))
        for each in found.of_kind("expert")
    ]
    assert said == [
        ("某甲", "清岚大学", "教授", "材料学", "业绩突出。"),
        ("某乙", "衡远研究院", "研究员", "力学", "同意举荐。"),
        ("某丙", "同泽医院", "主任医师", "骨科学", "特此举荐。"),
    ]
    assert block(found, "plus_one")["name"] == "某丁"


@pytest.mark.parametrize("numbers", ["甲乙丙", "ABC"])
def test_experts_counted_by_letters_begin_behind_the_applicant(form: Any, sheet: MakeSheet, numbers: str) -> None:
    people = [
        (f"举荐人{number}", f"姓名 | 某{name} | 职称 | 教授", f"工作单位 | 某{name}大学 | 手机 | 1391111000{at}")
        for at, (number, name) in enumerate(zip(numbers, "壹贰叁", strict=True))
    ]
    rows = [row for person in people for row in person]
    found = form(sheet("# 同行专家举荐表", "申报人：某己 | 性别：男", "工作单位：青禾公司 | 联系电话：13800010002", *rows))
    assert [each["employer"].value for each in found.of_kind("expert")] == ["某壹大学", "某贰大学", "某叁大学"]
    assert block(found, "applicant")["employer"] == "青禾公司"


def test_a_label_nobody_knows_behind_the_specialty_ends_it(form: Any, sheet: MakeSheet) -> None:
    found = form(sheet("# 举荐表", "申报级别：正高级 申报专业：岩土工程 依据：第三条第（四）项", "申报人：某己"))
    application = block(found, "application")
    assert (application["specialty"], application["conditions"]) == ("岩土工程", [4])
