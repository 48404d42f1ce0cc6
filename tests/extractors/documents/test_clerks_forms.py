"""Forms as the offices of other bodies set them: headings from top to bottom beside the rows, a page an expert, rows and lines
that the page or the margin broke.
"""

import pytest

from tests.extractors.documents.rows import OPINION, block


def beside(heading, first, second, opinion, sign="签名"):
    """Three rows beside a narrow cell whose heading is set from top to bottom."""
    return [
        [heading, *first],
        ["^", *second],
        ["^", f"{opinion}\n{sign}：\n二〇二五年三月一日", "<", "<", "<"],
    ]


def test_a_heading_beside_the_rows_names_the_block_and_the_text_below_is_its_opinion(form, sheet):
    experts = [
        row
        for name in ("某乙", "某丙", "某丁")
        for row in beside(
            "举荐专家意见", ["专家姓名", name, "职称", "教授"], ["所在单位", "某某大学", "电话", "13900000001"], OPINION
        )
    ]
    principal = beside(
        "行业协会举荐意见",
        ["协会名称", "北京某某行业协会", "姓名", "某戊"],
        ["职务", "会长", "电话", "010-12345678"],
        "经本会核实，同意举荐。",
        "主要负责人签名",
    )
    found = form(sheet([*experts, *principal]))
    assert [block(found, "expert", n)["name"] for n in range(3)] == ["某乙", "某丙", "某丁"]
    assert [block(found, "expert", n)["opinion"] for n in range(3)] == [OPINION] * 3
    assert block(found, "plus_one")["opinion"] == "经本会核实，同意举荐。"


def test_a_narrow_label_beside_its_own_text_is_no_heading(form, sheet):
    table = [
        ["姓名", "某乙", "职称", "教授"],
        ["举荐专家意见", OPINION, "<", "<"],
        ["^", "签名：", "<", "<"],
    ]
    found = form(sheet("举荐专家一", table))
    assert len(found.of_kind("expert")) == 1
    assert block(found, "expert")["opinion"] == OPINION


def test_a_page_an_expert_and_a_page_of_the_body_each_under_a_title_of_its_own(form, sheet):
    def page(number, numeral, name, title):
        return sheet(
            f"# 专家举荐意见书（之{numeral}）",
            "被推荐人：某甲乙",
            f"推荐专家 {name} | 专业技术资格 {title}",
            "单位名称 某某大学附属医院",
            "行政职务 科主任 | 研究领域 外科",
            "推荐意见",
            OPINION,
            "推荐专家（亲笔签名）：",
            "日　期：2025年3月1日",
            page=number,
        )

    body = sheet(
        "# 人事人才主管部门举荐意见书",
        "被推荐人：某甲乙",
        "部门名称 北京市某某区人力资源和社会保障局",
        "负责人姓名 某戊 | 职务 局长",
        "举荐意见",
        "同意举荐。",
        "负责人（亲笔签名）：",
        "日　期：2025年3月2日",
        page=4,
    )
    first = sheet("# 高级职称考核认定举荐表", "被推荐人 某甲乙 | 性别 男", "所在单位 北京某某医院", page=5, file="b.pdf")
    found = form(first, page(1, "一", "某乙", "教授"), page(2, "二", "某丙", "主任医师"), page(3, "三", "某丁", "教授"), body)
    assert [block(found, "expert", n)["name"] for n in range(len(found.of_kind("expert")))] == ["某乙", "某丙", "某丁"]
    assert [block(found, "expert", n)["title"] for n in range(3)] == ["教授", "主任医师", "教授"]
    assert block(found, "applicant")["employer"] == "北京某某医院"
    principal = block(found, "plus_one")
    assert (principal["name"], principal["position"]) == ("某戊", "局长")
    assert (principal["opinion"], principal["signed_on"]) == ("同意举荐。", "2025-03-02")


def numbered(number, name, *rest):
    return [
        [f"推荐专家{number}", "<", "<", "<"],
        ["姓名", name, "专业技术职务", "教授"],
        ["所在单位", "某某大学", "专业方向", "外科"],
        *rest,
    ]


def test_an_opinion_overleaf_is_of_the_expert_whom_the_page_broke(form, sheet):
    def opinion(text, day):
        return [["推荐意见", text, "<", "<"], ["专家签名", "", "签署日期", day]]

    principal = [
        ["单位法人代表（主要负责人）举荐", "<", "<", "<"],
        ["推荐单位", "北京某某公司", "<", "<"],
        ["姓名", "某戊", "职务", "总经理"],
        *opinion("公司同意举荐。", "2025年3月9日"),
    ]
    first = numbered(1, "某乙", *opinion("第一份意见，同意举荐。", "2025年3月1日"))
    found = form(
        sheet([*first, *numbered(2, "某丙")]),
        sheet([*opinion("第二份意见，同意举荐。", "2025年3月2日"), *principal], page=2),
    )
    assert [block(found, "expert", n)["opinion"][:5] for n in range(2)] == ["第一份意见", "第二份意见"]
    assert block(found, "expert", 1)["signed_on"] == "2025-03-02"
    assert (block(found, "plus_one")["name"], block(found, "plus_one")["opinion"]) == ("某戊", "公司同意举荐。")


def test_a_row_that_the_page_broke_is_one_row(form, sheet):
    opinion = ["推荐意见", OPINION, "<", "<"]
    found = form(
        sheet([*numbered(1, "某乙")[:2], ["所在单位", "北京某某自动化研究所有", "专业方向", "外科"]]),
        sheet([["", "限公司", "", ""], opinion], page=2),
    )
    assert block(found, "expert")["employer"] == "北京某某自动化研究所有限公司"
    apart = form(
        sheet([*numbered(1, "某乙")[:2], ["所在单位", "北京某某公司", "专业方向", "外科"]]),
        sheet([["附注", "本表一式两份", "", ""], opinion], page=2),
    )
    assert block(apart, "expert")["employer"] == "北京某某公司"


def test_the_principal_may_be_called_the_one_responsible_for_the_recommendation(form, sheet):
    table = [
        ["举荐单位", "北京某某公司", "举荐负责人", "某戊"],
        ["职务", "董事长", "联系方式", "010-12345678"],
        ["举荐意见", "同意举荐。\n举荐负责人（签名）：", "<", "<"],
    ]
    principal = block(form(sheet("单位主要负责人举荐", table)), "plus_one")
    assert (principal["name"], principal["opinion"], principal["signed"]) == ("某戊", "同意举荐。", False)


@pytest.mark.parametrize(
    ("below", "position"),
    [("总工程师", "总工程师"), ("推荐专家二", "blank"), ("单位名称：某某研究院 | 从事专业：外科", "blank")],
)
def test_a_value_without_room_on_its_row_goes_on_at_the_left_edge(form, sheet, below, position):
    rows = (
        "推荐专家一",
        "姓名：某乙 | 现任专业技术职务：教授 | | 职务：",
        below,
        "联系电话：13900000001",
        f"举荐意见：{OPINION}",
    )
    assert block(form(sheet(*rows)), "expert")["position"] == position


@pytest.mark.parametrize(
    "head",
    [["业绩成果", "名称", "级别", "本人角色", "时间"], ["序号", "成果名称", "级别", "本人角色", "时间"]],
)
def test_a_table_of_achievements_under_its_own_heading_ends_where_words_stand_for_numbers(read_as, head):
    rows = [
        head,
        ["1", "某某芯片", "省部级", "第一完成人", "2024-05"],
        ["2", "某某系统", "市级", "负责人", "2025-06"],
        ["本人承诺", "以上所填内容真实，如有虚假愿承担责任。", "<", "<", "<"],
    ]
    found = read_as("application_form", ("# 高级职称考核认定申报表", "姓名：某甲乙", rows))
    assert [item["title"].value for item in found.of_kind("achievement")] == ["某某芯片", "某某系统"]


def test_a_heading_beside_the_achievements_is_no_column_of_theirs(read_as):
    rows = [
        ["业绩成果", "序号", "名称", "级别", "本人角色", "时间"],
        ["^", "1", "某某芯片", "省部级", "第一完成人", "2024-05"],
        ["^", "2", "某某系统", "市级", "负责人", "2025-06"],
    ]
    found = read_as("application_form", ("# 高级职称考核认定申报表", "姓名：某甲乙", rows))
    assert [item["title"].value for item in found.of_kind("achievement")] == ["某某芯片", "某某系统"]


def test_who_signs_for_the_employer_is_no_part_of_the_opinion(read_as):
    text = "某甲乙同志履职考核优秀，材料属实，公示无异议，同意推荐。"
    found = read_as(
        "application_form",
        (
            "# 考核认定申报表",
            "姓名：某甲乙",
            "四、单位推荐意见",
            text,
            "单位主要负责人签字： | 单位盖章：",
            "日　期：2025年3月9日",
        ),
    )
    assert block(found, "opinion")["text"] == text


def test_lines_of_labels_and_values_in_turn_need_no_colons(form, sheet):
    found = form(
        sheet(
            "(一)被举荐人",
            "姓名 某甲乙 性别 男 民族 蒙古族 出生年月 1979年2月",
            "工作单位 北京某某有限责任公司 职务 艺术总监",
            "(二)专家举荐",
            "1. 专家姓名 某乙职称 正高级工艺美术师",
            "单位北京某某学院职务教研室主任",
            "研究方向首饰设计电话13900000001",
            f"举荐理由：{OPINION}",
            "专家本人签名：",
        )
    )
    person, expert = block(found, "applicant"), block(found, "expert")
    assert (person["name"], person["gender"], person["birth_date"]) == ("某甲乙", "男", "1979-02")
    assert (person["employer"], person["position"]) == ("北京某某有限责任公司", "艺术总监")
    assert (expert["name"], expert["title"]) == ("某乙", "正高级工艺美术师")
    assert (expert["employer"], expert["position"]) == ("北京某某学院", "教研室主任")
    assert (expert["specialty"], expert["phone"], expert["opinion"]) == ("首饰设计", "13900000001", OPINION)


@pytest.mark.parametrize("line", ["姓名职称电话", "从事职业教育 专业 建设", "单位工作期间 职务 调整，成绩突出"])
def test_words_of_labels_in_a_line_that_is_no_row_of_them_are_words(form, sheet, line):
    found = form(sheet("专家一", "姓名：某乙", "举荐意见：", line, "签名："))
    assert block(found, "expert")["name"] == "某乙"
    assert line in str(block(found, "expert")["opinion"])


def test_a_narrow_heading_beside_one_cell_that_holds_it_all(form, sheet):
    def cell(heading, text, *who):
        return [heading, "\n".join((text, *who, "签名：　　2025年3月1日"))]

    expert = ("姓名：某乙　职称：教授　单位：某某大学", "职务：系主任　电话：13900000001")
    body = ("部门名称：北京市某某区人力资源和社会保障局", "姓名：某戊　职务：局长　电话：010-12345678")
    table = [cell("专家一意见", OPINION, *expert), cell("主管部门举荐意见", "同意举荐其参加考核认定。", *body)]
    found = form(sheet(table))
    assert block(found, "expert")["opinion"] == OPINION
    principal = block(found, "plus_one")
    assert (principal["name"], principal["opinion"]) == ("某戊", "同意举荐其参加考核认定。")


def test_a_table_of_achievements_may_stand_in_the_recommendation(form, sheet):
    rows = [
        ["主要业绩", "序号", "成果名称", "级别", "个人作用", "完成时间"],
        ["^", "1", "某某术式", "省部级", "第一完成人", "2024.01"],
        ["^", "2", "某某网络", "市级", "课题负责人", "2024.12"],
    ]
    found = form(sheet("申报人：某甲乙", rows))
    assert [item["title"].value for item in found.of_kind("achievement")] == ["某某术式", "某某网络"]


def test_the_next_heading_across_the_table_is_no_value_of_an_empty_slot_above_it(form, sheet):
    rows = numbered(1, "某乙", ["推荐意见", OPINION, "<", "<"], ["专家签名", "", "签署日期", "2025年3月1日"])
    page = sheet([*rows, *numbered(2, "某丙", ["推荐意见", OPINION, "<", "<"])], kind="flow", reader="sheet")
    (table,) = page.page.tables
    written = tuple(cell for cell in table.cells if cell.text)
    bare = page.page.model_copy(update={"tables": (table.model_copy(update={"cells": written}),)})
    found = form(page.model_copy(update={"page": bare}))
    signed = found.of_kind("expert")[0]["signed"]
    assert (signed.state, signed.raw) == ("unreadable", None)
    assert [block(found, "expert", n)["name"] for n in range(2)] == ["某乙", "某丙"]
