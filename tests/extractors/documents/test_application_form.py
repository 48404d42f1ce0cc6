"""申报表: the applicant, the application, and every achievement, in a table or a list, whatever the columns are called."""

import pytest

from extractors.documents.application_form import read

ROWS = {
    "1": {
        "title": "一种桥梁裂缝识别方法",
        "kind": "专利",
        "level": "发明专利",
        "role": "第一发明人",
        "date": "2023-05",
        "status": "已授权",
    },
    "2": {
        "title": "城市高架健康监测研究",
        "kind": "科研项目",
        "level": "省部级",
        "role": "项目负责人",
        "date": "2021-12",
        "status": "已验收",
    },
}


@pytest.fixture
def form(document, profile):
    """Reads sheets as one 申报表."""

    def make(*sheets):
        return read(document("application_form", *sheets), sheets, profile)

    return make


def rows(found):
    """The achievements as plain values, blank and missing ones left out."""
    return [{name: f.value for name, f in block.fields.items() if f.present} for block in found.of_kind("achievement")]


def test_a_table_in_its_own_order_of_columns_with_wrapped_cells(form, sheet):
    found = form(
        sheet(
            "二、业绩成果",
            [
                ["序\n号", "时间", "成果名称（编号）", "类别", "级别/\n等级", "本人作用", "状态"],
                ["1", "2023.05", "一种桥梁裂缝\n识别方法（ZL 2021 1 0000001.2）", "专利", "发明专利", "第一发明\n人", "已授权"],
                ["2", "2021年12月", "城市高架健康监测研究", "科研项目", "省部级", "项目负责人", "已验收"],
            ],
        )
    )
    assert rows(found) == [
        {"no": "1", "number": "ZL 2021 1 0000001.2", **ROWS["1"]},
        {"no": "2", **ROWS["2"]},
    ]


def test_a_table_that_goes_on_overleaf(form, sheet):
    head = ["序号", "业绩名称", "类型", "级别", "角色", "完成时间", "完成情况"]
    first = ["1", "一种桥梁裂缝识别方法", "专利", "发明专利", "第一发明人", "2023-05", "已授权"]
    second = ["2", "城市高架健康监测研究", "科研项目", "省部级", "项目负责人", "2021-12", "已验收"]
    assert [row["title"] for row in rows(form(sheet([head, first]), sheet([second], page=2)))] == [
        "一种桥梁裂缝识别方法",
        "城市高架健康监测研究",
    ]


def test_a_numbered_list_with_labelled_lines(form, sheet):
    found = form(
        sheet(
            "代表性业绩成果",
            "1. 一种桥梁裂缝识别方法",
            "类别：专利  级别（等级）：发明专利本人角色：第一发明人",
            "时间：2023年5月状态：已授权 编号：ZL202110000001.2",
            "2．城市高架健康监测研究",
            "类别：科研项目 级别：省部级 排名：项目负责人",
            "时间：2021.12 状态：已验收",
            "工作总结",
            "本人从事桥梁检测工作二十年。",
        )
    )
    assert rows(found)[1] == ROWS["2"]
    assert {name: rows(found)[0][name] for name in ROWS["1"]} == ROWS["1"]


@pytest.mark.parametrize(
    "heading",
    [
        "四、取得的主要业绩成果",
        "任现职以来的主要专业技术业绩",
        "近五年代表性学术成果",
        "工作业绩及成果情况",
        "主要成就和贡献",
        "业绩成果清单",
    ],
)
def test_however_the_achievements_are_headed(form, sheet, heading: str):
    found = form(sheet(heading, "1. 发明专利：一种支护结构（第一发明人，2021年5月授权）", "本人承诺以上内容真实。"))
    assert [(row["kind"], row["title"], row["role"]) for row in rows(found)] == [("发明专利", "一种支护结构", "第一发明人")]


def test_the_promise_below_the_last_achievement_is_no_part_of_it(form, sheet):
    found = form(sheet("主要业绩", "1. 论文：《某法研究》，第一作者，EI收录", "本人承诺以上所填内容真实有效。"))
    assert rows(found)[0]["level"] == "EI收录"


def test_columns_without_rules(form, sheet):
    found = form(
        sheet(
            "业绩成果",
            "序号 | 成果名称 | 类别 | 级别 | 角色",
            "1 | 桥梁裂缝识别 | 专利 | 发明专利 | 第一发明人",
            "2 | 高架健康监测 | 科研项目 | 省部级 | 负责人",
        )
    )
    assert [(row["title"], row["role"]) for row in rows(found)] == [("桥梁裂缝识别", "第一发明人"), ("高架健康监测", "负责人")]


def test_the_applicant_on_plain_lines(form, sheet):
    found = form(
        sheet(
            "高级职称考核认定申报书",
            "申报人：某甲乙 | 性别：女",
            "出生年月日：1980年2月3日 | 身份证号：110101198002030021",
            "工作单位：北京某某桥梁公司",
            "单位统一社会信用代码： | 职  务：总工程师",
            "91110108MA0BKG747Y | 最高学历：博士研究生",
            "现专业技术职称：无",
            "拟申报职称：正高级工程师 | 申报专业：桥梁工程",
            "符合《办法》第三条第（四）项规定。",
        )
    )
    person, wish = found.of_kind("applicant")[0], found.of_kind("application")[0]
    assert {name: field.value for name, field in person.fields.items() if field.present} == {
        "name": "某甲乙",
        "gender": "女",
        "birth_date": "1980-02-03",
        "id_number": "110101198002030021",
        "position": "总工程师",
        "employer": "北京某某桥梁公司",
        "employer_uscc": "91110108MA0BKG747Y",
        "education": "博士研究生",
        "current_title": "无",
    }
    assert (wish["level"].value, wish["specialty"].value, wish["conditions"].value) == ("正高级", "桥梁工程", [4])


def test_an_unticked_question_is_blank_and_so_is_an_empty_slot(form, sheet):
    found = form(
        sheet(
            [
                ["姓名", "", "申报级别", "□正高级 □副高级"],
                ["申报条件", "□高层次人才 □急需紧缺人才\n□特殊特艺人才 □其他", "<", "<"],
            ]
        )
    )
    wish = found.of_kind("application")[0]
    assert (wish["level"].state, wish["conditions"].state) == ("blank", "blank")
    assert found.of_kind("applicant")[0]["name"].state == "blank"


def test_another_level_is_shown_as_it_is_written(form, sheet):
    assert form(sheet([["申报级别", "中级"]])).of_kind("application")[0]["level"].value == "中级"


def test_the_applicants_signature_and_date(form, sheet):
    found = form(sheet("申报书", "申报人：某甲乙", "工作总结", "本人从事桥梁检测二十年。", "本人签字：            2025年4月1日"))
    assert (found["issued_on"].value, found["signed"].value, found["holder"].value) == ("2025-04-01", False, "某甲乙")


def test_the_employers_opinion_printed_on_the_form(form, sheet):
    found = form(
        sheet(
            [["姓名", "某甲乙", "申报级别", "正高级"], ["推荐意见", "经审核属实，同意推荐。\n（公章）\n2025年3月11日", "<", "<"]],
        )
    )
    opinion = found.of_kind("opinion")[0]
    assert (opinion["text"].value, opinion["conclusion"].value) == ("经审核属实，同意推荐。", "agree")
    assert opinion["signed_on"].value == "2025-03-11"


def test_the_preliminary_review_has_a_corner_of_its_own(form, sheet):
    found = form(sheet([["初审意见", "经审核，履职情况良好，材料属实。"], ["单位推荐意见", "同意推荐。"]]))
    assert found.of_kind("preliminary_review")[0]["text"].value == "经审核，履职情况良好，材料属实。"
    assert found.of_kind("opinion")[0]["text"].value == "同意推荐。"


def test_one_cell_for_all_three_acts_of_the_employer(form, sheet):
    found = form(
        sheet(
            [
                [
                    "单位意见",
                    "初审情况：履职情况良好，材料属实。\n公示情况：2025年3月3日至2025年3月10日公示，无异议。\n推荐意见：同意推荐。\n（公章）2025年3月11日",
                ]
            ]
        )
    )
    opinion, publicity = found.of_kind("opinion")[0], found.of_kind("publicity")[0]
    assert (opinion["text"].value, opinion["signed_on"].value) == ("同意推荐。", "2025-03-11")
    assert (publicity["start"].value, publicity["end"].value) == ("2025-03-03", "2025-03-10")
    assert {"review_stated", "publicity_stated", "seal_slot"} <= set(found.tags)


def test_columns_that_we_do_not_know_are_left_out(form, sheet):
    found = form(
        sheet(
            [
                ["起止年月", "项目（成果）名称", "成果类型", "级别", "本人排名", "旁证人"],
                ["2019.01-2021.12", "城市高架健康监测研究", "科研项目", "省部级", "1/8", "某某"],
            ]
        )
    )
    assert rows(found)[0] == {
        "title": "城市高架健康监测研究", "kind": "科研项目", "level": "省部级", "role": "1/8", "date": "2019-01",
    }  # fmt: skip


def test_a_list_of_one_line_an_item(form, sheet):
    found = form(
        sheet(
            "主要业绩",
            "1．《长坂坡》（主演，2020年5月，国家级）",
            "2．第三届某某戏剧节优秀表演奖（2021年11月，第一完成人）",
            "3. 论文《武生身段浅析》，独著",
            "本人签名：        日期：2025.4.1",
        )
    )
    assert rows(found) == [
        {"title": "《长坂坡》", "role": "主演", "level": "国家级", "date": "2020-05"},
        {"title": "第三届某某戏剧节优秀表演奖", "role": "第一完成人", "date": "2021-11"},
        {"kind": "论文", "title": "《武生身段浅析》", "role": "独著"},
    ]


def test_a_title_with_the_day_it_was_got(form, sheet):
    person = form(sheet([["姓名", "某甲乙", "现专业技术职务及取得时间", "高级工程师 2015.12"]])).of_kind("applicant")[0]
    assert person["current_title"].value == "高级工程师"


def test_the_next_table_on_the_page_is_no_achievement(form, sheet):
    found = form(
        sheet(
            [
                ["成果名称", "类别", "级别", "角色"],
                ["城市高架健康监测研究", "科研项目", "省部级", "负责人"],
            ],
            [["初审意见", "材料属实。", "审核人", "某某"], ["推荐意见", "同意推荐。", "日期", "2025.4.1"]],
        )
    )
    assert [row["title"] for row in rows(found)] == ["城市高架健康监测研究"]


def test_the_number_of_a_row_in_the_cell_of_its_title_is_none_of_it(form, sheet):
    table = [
        ["成果", "类别与等级", "角色", "时间"],
        ["1. 某法研究", "市级项目", "主持人", "2023年8月"],
        ["3.0版软件", "软著", "作者", "2022年"],
    ]
    assert [row["title"] for row in rows(form(sheet("业绩成果", table)))] == ["某法研究", "3.0版软件"]
