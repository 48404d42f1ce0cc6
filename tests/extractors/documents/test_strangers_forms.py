"""Shapes of papers that another hand made who never saw ours: contracts, letters, cards, lists, a review under one heading."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.document import Document

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]


def values(document: Document, kind: str, number: int = 0) -> dict[str, Any]:
    block = document.of_kind(kind)[number]  # type: ignore[arg-type]
    return {name: field.value if field.present else field.state for name, field in block.fields.items()}


@pytest.mark.parametrize(
    ("clause", "start", "end", "open_ended"),
    [
        ("本合同于2021年3月1日生效，其中试用期至2021年5月31日止。本合同于2027年2月28日终止。", "2021-03-01", "2027-02-28", False),
        ("本合同为无固定期限劳动合同，于2018年1月2日生效。", "2018-01-02", None, True),
        ("合同期限 自2003年7月1日起，至法定退休年龄止", "2003-07-01", None, True),
    ],
)
def test_the_terms_of_the_official_contract_forms(read_as: ReadAs, clause: str, start: str, end: str | None, open_ended: bool):
    contract = read_as("labour_contract", ("# 劳动合同书", "甲方：北京松涛精密仪器有限公司 | 乙方：梁雨桐", clause))
    assert (contract["start"].value, contract["end"].value) == (start, end)
    assert ("no_fixed_term" in contract.tags) is open_ended


def test_a_paper_of_publicity_with_a_corner_for_the_opinion_holds_both(read_as: ReadAs):
    paper = read_as(
        "publicity_certificate",
        (
            "# 用人单位公示及推荐意见",
            [
                ["公示对象", "某甲乙"],
                ["公示时间", "2026年11月2日至2026年11月6日"],
                ["公示结果", "公示期间无异议"],
                ["单位推荐意见", "某甲乙同志爱岗敬业，经公示无异议，同意推荐申报副高级职称。\n（盖章） 2026年11月10日"],
            ],
        ),
    )
    assert values(paper, "publicity")["end"] == "2026-11-06"
    opinion = values(paper, "opinion")
    assert (opinion["conclusion"], opinion["signed_on"]) == ("agree", "2026-11-10")


def test_a_letter_says_the_title_between_commas(form, sheet):
    letter = form(
        sheet("举荐信", "本人某丙，现任某某研究所委员会主任，研究员，主要从事计算机视觉研究，联系电话13900000000。", "特此举荐。")
    )
    other = form(
        sheet("举荐信", "本人某丙，教授，系某某大学工程学院院长，研究方向为自动驾驶（电话：13900000000）。", "特此举荐。")
    )
    first, second = (values(found, "expert") for found in (letter, other))
    assert (first["title"], first["specialty"]) == ("研究员", "计算机视觉")
    assert (second["title"], second["position"], second["specialty"]) == ("教授", "院长", "自动驾驶")


def test_cards_copied_side_by_side_give_the_name_that_stands_beside_the_other_cards_heading(said: Said):
    card = said(
        "identity_card",
        ("姓名 那木海 | 中华人民共和国", "性别 男 民族 满 | 居民身份证", "公民身份号码 110101197112032058 | 签发机关 某某分局"),
    )
    assert card["name"] == "那木海"


def test_months_in_two_columns_are_the_first_and_the_last(said: Said):
    rows = [["险种", "参保单位名称", "缴费起始年月", "缴费截止年月"], ["养老", "北京某某公司", "2015年03月", "2026年10月"]]
    record = said("social_insurance_record", ("# 个人权益记录", "查询日期：2026年11月3日", rows))
    assert (record["start"], record["end"]) == ("2015-03", "2026-10")


def test_a_magazine_puts_the_author_behind_a_stroke(said: Said):
    paper = said("paper", ("某某技术 2022年第2期", "# 官式彩画沥粉工艺操作要点", "文／那木海", "【摘要】本文总结工艺要点。"))
    assert paper["holders"] == ["那木海"]


def test_items_in_sentences_with_labels_that_run_over_the_row(read_as: ReadAs):
    form = read_as(
        "application_form",
        (
            "# 高级职称考核认定申报书",
            "姓名：某甲乙 | 移动电话：13900000000",
            "身份证件号码：110101197112032058 | 所在单位职务：感知算法总监",
            "职称系列：工程技术人员 | 专业：人工智能 | 级别：副高级",
            "申报条件：符合《办法》第三条第二项",
            "三、代表性业绩",
            "（1）多视角感知系统。本人角色：技术负责人；时间：2024",
            "年03月；状态：已应用。",
            "（2）在线地图构建方法。本人角色：",
            "第一作者；时间：2023年06月；状态：已发表。",
        ),
    )
    person, applied = values(form, "applicant"), values(form, "application")
    assert (person["id_number"], person["position"]) == ("110101197112032058", "感知算法总监")
    assert applied["level"] == "副高级"
    first, second = (values(form, "achievement", number) for number in (0, 1))
    assert (first["title"], first["date"], first["status"]) == ("多视角感知系统", "2024-03", "已应用")
    assert (second["title"], second["role"]) == ("在线地图构建方法", "第一作者")


def test_the_review_under_one_heading_with_a_list_in_it_is_no_part_of_the_recommendation(form, sheet):
    found = form(
        sheet(
            "“+1”举荐",
            "举荐单位 | 北京市某某区人力资源和社会保障局 | 举荐人姓名 | 某丁",
            "职务 | 局长",
            "举荐意见",
            "@0.3 签名 | 某丁 | 日期 | 2026-11-09",
            "@0.42 用人单位初审、公示和推荐意见",
            "公示起止时间 | 2026年11月9日至2026年11月16日 | 公示结果 | 无异议",
            "推荐意见",
            "同意推荐。某甲乙履职情况良好，材料经审核真实。公示期间无异议。",
        )
    )
    assert values(found, "plus_one")["opinion"] == "blank"
    assert values(found, "opinion")["conclusion"] == "agree"
    assert values(found, "publicity")["start"] == "2026-11-09"


def test_an_unruled_list_ends_at_the_signature_and_its_head_may_stand_close_together(read_as: ReadAs):
    form = read_as(
        "application_form",
        (
            "主要业绩成果",
            "序号 业绩名称 | 级别 | 本人作用 | 时间",
            "1 | 市级 | 第一完成人 | 2022-12",
            "2 家庭医生服务规范 | 地方标准 | 主要起草人 | 2024-05",
            "@0.4 申报人签名： | 某甲乙 | 2026年11月5日",
        ),
    )
    assert all("签名" not in str(block["title"].value) for block in form.of_kind("achievement"))


def test_an_objection_is_not_heard_where_none_was_received_and_the_days_may_tell_the_place_between_them(read_as: ReadAs):
    paper = read_as(
        "publicity_certificate",
        (
            "# 公示证明",
            "某甲乙同志的申报材料已于2026年11月9日起在公司公告栏公示，至2026年11月16日止，公示期间没有收到异议。",
            "北京松涛精密仪器有限公司",
            "2026年11月17日",
        ),
    )
    found = values(paper, "publicity")
    assert (found["start"], found["end"], found["result"]) == ("2026-11-09", "2026-11-16", "无异议")


def test_headings_in_two_languages_and_a_long_label_close_behind_a_value(read_as: ReadAs):
    form = read_as(
        "application_form",
        (
            "# 高级职称考核认定申报表",
            "1.个人信息Personal Information",
            "姓名 | 某甲乙",
            "工作单位 | 某某装备研究院 统一社会信用代码 | 91110106MA00HXC812",
            "3.业绩成果Achievements",
            "业绩1",
            "成果名称 | 一种轮轴连接装置 | 级别 | 发明专利",
            "本人角色 | 第一发明人 | 取得时间 | 2021-05",
        ),
    )
    person, achievement = values(form, "applicant"), values(form, "achievement")
    assert (person["employer"], person["employer_uscc"]) == ("某某装备研究院", "91110106MA00HXC812")
    assert (achievement["title"], achievement["role"]) == ("一种轮轴连接装置", "第一发明人")


def test_an_option_broken_over_the_lines_of_its_cell_is_that_option(read_as: ReadAs):
    table = [
        ["姓名", "某甲乙", "申报级别", "□正高级 ■副高级"],
        ["人才类别", "□高层次人才 □急需\n紧缺人才 ■特殊特\n艺人才 □其他", "申报专业", "内画"],
    ]
    form = read_as("application_form", ("# 高级职称考核认定申报表", table))
    assert values(form, "application")["conditions"] == [3]


def test_an_item_in_a_sentence_tells_its_level_in_brackets(read_as: ReadAs):
    form = read_as(
        "application_form",
        (
            "# 高级职称考核认定申报表",
            "用人单位全称：北京某某农业科技发展有限公司",
            "主要业绩成果：",
            "1.京禾7号番茄（农作物品种登记），第一选育人，2021年3月，已登记",
        ),
    )
    item = values(form, "achievement")
    assert (item["title"], item["level"], item["role"]) == ("京禾7号番茄", "农作物品种登记", "第一选育人")
    assert values(form, "applicant")["employer"] == "北京某某农业科技发展有限公司"


def test_the_principals_position_may_be_asked_under_the_principals_name(form, sheet):
    table = [
        ["举荐部门名称", "某某区人力资源和社会保障局", "", ""],
        ["负责人姓名", "某丁", "负责人职务", "副局长"],
        ["举荐意见", "予以举荐。", "", ""],
    ]
    found = form(sheet("# 举荐表（部门负责人）", table))
    assert values(found, "plus_one")["position"] == "副局长"


def test_the_level_is_ticked_beside_a_label_that_says_no_more_than_level(read_as: ReadAs):
    table = [["姓名", "某甲乙", "性别", "男"], ["系列/专业", "工程技术人员/测绘工程", "级别", "☑正高级 □副高级"]]
    form = read_as("application_form", ("# 高级职称考核认定申报表", table))
    applied = values(form, "application")
    assert (applied["level"], applied["series"], applied["specialty"]) == ("正高级", "工程技术人员", "测绘工程")


def test_experts_are_headed_in_two_languages(form, sheet):
    found = form(
        sheet(
            "# 高级职称考核认定举荐表",
            "举荐专家 1 / Referee 1",
            [["姓名\nName", "某丙", "职称\nTitle", "教授"], ["举荐意见\nComments", "同意举荐。", "", ""]],
            "“+1”举荐 / Nominating Organisation",
            [["举荐机构\nOrganisation", "某某协会", "举荐人\nName", "某丁"], ["举荐意见\nComments", "本会实名举荐。", "", ""]],
        )
    )
    assert values(found, "expert")["opinion"] == "同意举荐。"
    assert values(found, "plus_one")["opinion"] == "本会实名举荐。"


def test_a_row_of_labels_with_their_english_close_behind_them(read_as: ReadAs):
    rows = [
        ["成果名称Title", "级别Level", "本人角色Role", "时间Date", "状态Status"],
        ["某某方法与装置", "发明专利", "第一发明人", "2022-08", "已授权"],
    ]
    form = read_as("application_form", ("# 高级职称考核认定申报表", "主要业绩成果Major Achievements", rows))
    item = values(form, "achievement")
    assert (item["title"], item["role"], item["status"]) == ("某某方法与装置", "第一发明人", "已授权")
