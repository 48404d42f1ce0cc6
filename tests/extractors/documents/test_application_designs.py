"""申报表 in further designs: landscape with merged categories, one sentence an item, a table a kind, a system's cards."""

import pytest

from extractors.documents.application_form import read

PAPER = {
    "title": "《桥梁裂缝识别方法研究》",
    "kind": "论文",
    "level": "EI收录",
    "role": "第一作者",
    "date": "2025-04",
    "status": "已发表",
}


@pytest.fixture
def rows(document, profile):
    """The achievements of a form as plain values, blank and missing ones left out."""

    def make(*parts, sheet):
        held = sheet(*parts)
        found = read(document("application_form", held), [held], profile)
        return [{n: f.value for n, f in b.fields.items() if f.present} for b in found.of_kind("achievement")]

    return make


def test_a_landscape_table_with_merged_cells_of_categories(rows, sheet):
    found = rows(
        "三、主要业绩成果",
        [
            ["类别", "序号", "成果名称", "级别", "本人排名", "完成时间", "完成情况"],
            ["论文", "1", "桥梁裂缝识别方法研究", "核心期刊", "第一作者", "2024.03", "已发表"],
            ["^", "2", "高架健康监测综述", "EI收录", "通讯作者", "2023.11", "已发表"],
            ["专利", "3", "一种裂缝识别装置", "发明专利", "第一发明人", "2022.06", "已授权"],
        ],
        sheet=sheet,
    )
    assert [(row["no"], row["kind"], row["title"]) for row in found] == [
        ("1", "论文", "桥梁裂缝识别方法研究"),
        ("2", "论文", "高架健康监测综述"),
        ("3", "专利", "一种裂缝识别装置"),
    ]


def test_items_told_in_one_sentence_each(rows, sheet):
    found = rows(
        "主要业绩成果",
        "1.（论文）《桥梁裂缝识别方法研究》，第一作者，EI收录，2025年4月，已发表",
        "2.（专利）一种裂缝识别装置，第一发明人，发明专利，2023年6月，已授权",
        "（三）某某科学技术奖二等奖（第三完成人，2021年12月）",
        sheet=sheet,
    )
    assert found == [
        PAPER,
        {
            "title": "一种裂缝识别装置",
            "kind": "专利",
            "level": "发明专利",
            "role": "第一发明人",
            "date": "2023-06",
            "status": "已授权",
        },
        {"title": "某某科学技术奖二等奖", "role": "第三完成人", "date": "2021-12"},
    ]


def test_a_table_for_every_kind(rows, sheet):
    found = rows(
        "主要业绩成果",
        "1. 论文",
        [
            ["序号", "论文题目", "发表刊物", "收录情况", "发表时间", "作者排序"],
            ["1", "桥梁裂缝识别方法研究", "《土木学报》", "EI收录", "2025.04", "第一作者"],
        ],
        "2. 专利",
        [
            ["序号", "专利名称", "专利号", "专利类型", "授权时间", "发明人排序"],
            ["1", "一种裂缝识别装置", "ZL202110000001.2", "发明专利", "2023.06", "第一发明人"],
        ],
        "3. 获奖",
        [
            ["序号", "奖项名称", "授奖单位", "获奖等级", "获奖时间", "本人排名"],
            ["1", "城市高架健康监测", "某某学会", "二等奖", "2021.12", "3"],
        ],
        sheet=sheet,
    )
    assert [(row["kind"], row["title"], row["level"], row["date"], row["role"]) for row in found] == [
        ("论文", "桥梁裂缝识别方法研究", "EI收录", "2025-04", "第一作者"),
        ("专利", "一种裂缝识别装置", "发明专利", "2023-06", "第一发明人"),
        ("获奖", "城市高架健康监测", "二等奖", "2021-12", "3"),
    ]


def test_the_cards_of_an_online_system(rows, sheet):
    found = rows(
        "业绩成果",
        "业绩1 成果名称：《桥梁裂缝识别方法研究》",
        "成果类型：论文 | 成果级别：EI收录",
        "本人角色：第一作者 | 取得时间：2025-04 | 状态：已发表",
        "业绩2 成果名称：城市高架健康监测",
        "成果类型：科研项目 | 成果级别：省部级",
        "本人角色：项目负责人 | 取得时间：2021/12 | 状态：已验收",
        sheet=sheet,
    )
    assert found[0] == PAPER
    assert (found[1]["title"], found[1]["role"], found[1]["date"]) == ("城市高架健康监测", "项目负责人", "2021-12")


def test_ruled_cards_whose_labels_come_again(rows, sheet):
    card = [
        ["成果名称", "桥梁裂缝识别方法研究", "类别", "论文"],
        ["级别", "EI收录", "本人作用", "第一作者"],
        ["时间", "2025年4月", "状态", "已发表"],
    ]
    other = [
        ["成果名称", "一种裂缝识别装置", "类别", "专利"],
        ["级别", "发明专利", "本人作用", "第一发明人"],
        ["时间", "2023年6月", "状态", "已授权"],
    ]
    found = rows("业绩成果", card, other, sheet=sheet)
    assert [(row["title"], row["status"]) for row in found] == [
        ("桥梁裂缝识别方法研究", "已发表"),
        ("一种裂缝识别装置", "已授权"),
    ]


def test_labels_that_wrap_in_their_column(document, profile, sheet):
    held = sheet(
        "高级职称考核认定申报表",
        "基本信息",
        "姓名： | 某甲乙 | 性别： | 女",
        "单位名称： | 北京某某桥梁隧道检测技术研究发展 | 统一社会信用代 | 91110108MA01A2B3CX",
        " | 有限公司 | 码： | ",
        "现专业技术职 | 高级工程师 | 学历层次： | 大学本科",
        "称： | | | ",
    )
    found = read(document("application_form", held), [held], profile).of_kind("applicant")[0]
    assert found["employer_uscc"].value == "91110108MA01A2B3CX"
    assert found["current_title"].value == "高级工程师"
    assert found["employer"].value == "北京某某桥梁隧道检测技术研究发展有限公司"
