"""Layouts of an office that never saw ours: labels above their values, dots that lead to them, columns that are achievements."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.extract import extract
from extractors.forms.review import conclusion
from schemas.document import Document
from schemas.page import Mark, Sheet
from schemas.profile import Profile
from tests.extractors.documents.rows import block

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]
MakeSheet = Callable[..., Sheet]


def test_labels_set_above_their_values_though_we_do_not_know_one_of_them(form, sheet: MakeSheet):
    found = form(
        sheet(
            "# 举荐专家 之一",
            "专家姓名 | 专业技术职称 | 从事专业",
            "某甲 | 教授 | 车辆工程",
            "效力之所 | 行政职务 | 联络电话",
            "某某交通大学 | 研究所所长 | 13900000001",
            "举荐理由",
            "该同志业绩突出，已达到正高级工程师水平，本人愿意举荐。",
        )
    )
    expert = block(found, "expert")
    assert (expert["name"], expert["position"], expert["phone"]) == ("某甲", "研究所所长", "13900000001")
    assert expert["opinion"].startswith("该同志业绩突出")


def test_labels_beside_their_values_are_not_taken_for_a_row_of_labels(form, sheet: MakeSheet):
    found = form(
        sheet(
            "# 举荐专家一",
            "姓名 | 某甲 | 职称 | 教授",
            "工作单位 | 某某大学 | 职务 | 系主任",
            "联系电话 | 13900000001 | 从事专业 | 桥梁",
        )
    )
    expert = block(found, "expert")
    assert (expert["name"], expert["title"], expert["employer"], expert["position"]) == ("某甲", "教授", "某某大学", "系主任")


def test_dots_lead_from_a_label_to_its_value(read_as: ReadAs):
    found = read_as(
        "application_form",
        (
            "# 个人简况",
            "姓名..........................某甲",
            "手机......................13900000001",
            "所在单位..................北京某某科技有限公司",
            "申报层级..................正高级",
        ),
    )
    applicant, application = block(found, "applicant"), block(found, "application")
    assert (applicant["name"], applicant["phone"], applicant["employer"]) == ("某甲", "13900000001", "北京某某科技有限公司")
    assert application["level"] == "正高级"


def test_dots_of_a_table_of_contents_lead_to_no_value(read_as: ReadAs):
    found = read_as("application_form", ("# 申报书", "工作单位........................12", "姓名：某甲"))
    assert block(found, "applicant")["employer"] == "not_found"


def test_a_label_we_do_not_know_ends_the_name_of_the_body_before_it(form, sheet: MakeSheet):
    found = form(sheet("# 举荐表", "被举荐人：某甲 | 单位：北京某某有限责任公司 申报：工艺美术/漆器/副高级"))
    assert block(found, "applicant")["employer"] == "北京某某有限责任公司"


def test_the_plus_one_stands_before_the_label_of_its_body(form, sheet: MakeSheet):
    rows = [
        ["“+1”举荐单位", "北京某某协会", "举荐人", "某丁", "职务", "会长"],
        ["举荐意见", "我会予以举荐。", "<", "<", "<", "<"],
    ]
    assert block(form(sheet("# 举荐意见汇总表", rows)), "plus_one")["organisation"] == "北京某某协会"


def test_a_body_says_in_a_letter_who_speaks_for_it(form, sheet: MakeSheet):
    letter = form(
        sheet(
            "# 实名举荐函",
            "我单位某某区人力资源和社会保障局，负责人某丁，职务局长，联系电话010-80000001，现实名举荐某甲同志。",
            "某甲业绩特别优秀，我局实名举荐其参加考核认定。",
            "> 举荐人（签字）：",
        )
    )
    told = block(letter, "plus_one")
    assert (told["organisation"], told["name"], told["position"]) == ("某某区人力资源和社会保障局", "某丁", "局长")
    assert told["phone"] == "010-80000001"


def test_a_level_beside_its_short_label(read_as: ReadAs):
    rows = [["申报人", "某甲", "系列", "工程技术人员"], ["专业", "桥梁工程", "级别", "副高级"]]
    assert block(read_as("application_form", ("# 申报登记表", rows)), "application")["level"] == "副高级"


def test_achievements_whose_columns_are_the_achievements(read_as: ReadAs):
    rows = [
        ["", "成果1", "成果2"],
        ["名称", "某某工作指南", "某某评估系统"],
        ["级别", "地方标准", "软件著作权"],
        ["本人角色", "主要起草人", "著作权人"],
        ["完成时间", "2024年4月", "2022年12月"],
        ["状态", "已发布", "已登记"],
    ]
    found = read_as("application_form", ("# 申报人情况介绍", "姓名：某甲", "代表性成果", rows))
    first, second = block(found, "achievement"), block(found, "achievement", 1)
    assert (first["title"], first["level"], first["date"]) == ("某某工作指南", "地方标准", "2024-04")
    assert (second["title"], second["role"], second["status"]) == ("某某评估系统", "著作权人", "已登记")


def test_achievements_that_tell_more_in_a_bracket_with_labels(read_as: ReadAs):
    item = "（级别：省部级；本人作用：项目负责人；时间：2024年11月；状态：已验收）"
    found = read_as(
        "application_form", ("# 个人简况", "姓名：某甲", "代表性业绩", f"1. 某某控制平台{item}", f"2. 某某方法{item}")
    )
    told = block(found, "achievement", 1)
    assert (told["title"], told["role"], told["status"]) == ("某某方法", "项目负责人", "已验收")


def test_a_letterbox_for_objections_is_no_objection(read_as: ReadAs):
    text = "自2026年8月10日起至2026年8月17日止，对某甲同志的材料进行了公示。期间设有意见箱和举报电话，无人提出异议。"
    paper = read_as("publicity_certificate", ("# 公示结果证明", text, "> 北京某某有限公司", "> 2026年8月18日"))
    assert paper["result"].value == "无异议"


def test_a_telephone_call_that_reports_something_is_an_objection(read_as: ReadAs):
    text = "自2026年8月10日起至2026年8月17日止，对某甲同志的材料进行了公示。期间接到举报电话一次，反映其成果不实。"
    assert read_as("publicity_certificate", ("# 公示结果证明", text))["result"].value == "有异议"


def test_a_paper_of_publicity_with_a_slot_for_an_opinion_and_its_date_left_of_the_seal(read_as: ReadAs):
    rows = [
        ["公示情况", "公示时间：2026.9.7—2026.9.15\n公示结果：未收到任何异议"],
        ["推荐意见", "某甲同志工作勤勉，同意推荐申报研究员。\n　　　　　　　　　　　　　　　　单位（公章）\n2026年9月17日"],
    ]
    paper = read_as("publicity_certificate", ("# 用人单位审核推荐表", rows))
    opinion = block(paper, "opinion")
    assert (opinion["conclusion"], opinion["signed_on"]) == ("agree", "2026-09-17")


@pytest.mark.parametrize(("room", "sure"), [(50, False), (30, True)])
def test_a_day_that_has_room_for_another_figure_under_the_seal_is_doubted(
    sheet: MakeSheet, document: Callable[..., Document], profile: Profile, room: int, sure: bool
):
    page = sheet("# 推荐意见", "经审查，同意推荐其申报高级工程师。", "> 2026年9月1日")
    *others, date = page.page.lines
    x0, y0, _, y1 = date.box
    widths = [18, 18, 18, 30, 34, 30, 34, room, 34]  # of each character, up to the next one
    lefts = [x0 + 0.0005 * sum(widths[:n]) for n in range(len(widths))]
    chars = tuple((left, y0, left + 0.008, y1) for left in lefts)
    written = date.model_copy(update={"chars": chars, "sure": (1.0,) * len(chars), "box": (x0, y0, chars[-1][2], y1)})
    seal = Mark(kind="seal", box=(x0 - 0.02, y0 - 0.06, x0 + 0.15, y1 + 0.06), confidence=0.9, colour="red", text="某某公司")
    stamped = page.model_copy(update={"page": page.page.model_copy(update={"lines": (*others, written), "marks": (seal,)})})
    opinion = extract(document("employer_opinion", stamped), [stamped], profile).of_kind("opinion")[0]
    assert opinion["signed_on"].value == "2026-09-01"
    assert (opinion["signed_on"].confidence > 0.9) is sure


def test_a_certificate_of_membership_set_row_by_row(said: Said):
    found = said(
        "overseas_qualification",
        (
            "# 电气电子工程师学会",
            "兹证明",
            "某甲乙",
            "自2020年8月1日起当选为",
            "IEEE高级会员(Senior Member)",
            "会员号 Member No. 94120577",
        ),
    )
    assert (found["holder"], found["title"], found["number"]) == ("某甲乙", "IEEE高级会员", "94120577")
    assert found["issuer"] == "电气电子工程师学会"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("经公示，全体职工均无不同意见。同意推荐其申报正高级职称。", "agree"),
        ("推荐意见：☑同意推荐 □不同意推荐", "agree"),
        ("推荐意见：□同意推荐 ☑不同意推荐", "disagree"),
        ("经研究，不同意推荐。", "disagree"),
        ("材料√真实，该同志长期服务窗口一线，二〇二六年考核优秀。同意推荐。", "agree"),
        ("经公示，全体职工均无不同意见。", "none"),
    ],
)
def test_no_differing_views_are_no_refusal_and_only_the_ticked_option_counts(profile: Profile, text: str, verdict: str):
    assert conclusion(text, profile) == verdict


def test_the_days_of_a_publicity_in_rows_of_their_own(read_as: ReadAs):
    days = [["公示开始", "2026年8月24日"], ["公示结束", "2026年9月1日"]]
    rows = [["公示单位", "北京某某有限公司"], *days, ["公示结果", "无任何异议"]]
    paper = read_as("publicity_certificate", ("# 公示情况表", rows, "> 2026年9月2日"))
    assert (paper["start"].value, paper["end"].value) == ("2026-08-24", "2026-09-01")


def test_days_that_are_shown_in_words_we_do_not_know_are_not_missing(read_as: ReadAs):
    rows = [["公示对象", "某甲"], ["张榜之日", "2026年8月24日"], ["撤榜之日", "2026年9月1日"], ["公示结果", "无异议"]]
    paper = read_as("publicity_certificate", ("# 公示情况表", rows, "> 2026年9月2日"))
    assert (paper["start"].state, paper["end"].state) == ("unreadable", "unreadable")


def test_what_stands_behind_a_name_on_its_row_or_in_brackets_is_none_of_it(form, sheet: MakeSheet):
    beside = form(sheet("# 举荐一览", "被举荐人：某甲乙 身份：自由职业者"))
    bracketed = form(sheet("# 举荐意见表", "被举荐人：某甲乙（女，1985年生） | 所在单位：某某医院"))
    assert block(beside, "applicant")["name"] == block(bracketed, "applicant")["name"] == "某甲乙"


def test_scraps_in_the_slot_of_a_name_are_no_name(read_as: ReadAs):
    found = read_as("application_form", ("# 个人简况", "姓名......情", "手机......13900000001"))
    assert block(found, "applicant")["name"] == "unreadable"


def test_labels_and_values_that_the_reader_ran_together(read_as: ReadAs):
    found = read_as(
        "application_form",
        ("# 申报信息", "申报人姓名陆某某 | 性别男", "手机号码13900000001 | 职务副总编辑", "现职称主任记者 | 学历大学本科"),
    )
    applicant = block(found, "applicant")
    assert (applicant["name"], applicant["position"]) == ("陆某某", "副总编辑")
    assert (applicant["current_title"], applicant["education"]) == ("主任记者", "大学本科")


def test_the_heads_of_a_list_that_the_reader_ran_together_name_nobody(read_as: ReadAs):
    assert block(read_as("application_form", ("# 申报信息", "专家姓名单位")), "applicant")["name"] != "单位"


def test_a_level_read_with_a_slip_above_boxes_of_another_question(read_as: ReadAs):
    found = read_as(
        "application_form",
        ("# 个人简况", "姓名：某甲", "申报层级：正高级级", "（一）高层次人才", "□（二）急需紧缺人才", "□（三）特殊特艺人才"),
    )
    assert block(found, "application")["level"] == "正高级"


def test_achievements_on_cards_with_a_numbered_heading_each(read_as: ReadAs):
    card = ("名称：某某{0}", "类别：奖励 | 级别：市级 | 本人角色：作者", "取得时间：2023年11月 | 目前状态：已获奖")
    rows = [row.format(n) for n in "一二" for row in (f"【成果{n}】", *card)]
    found = read_as("application_form", ("# 申报信息", "姓名：某甲", *rows))
    assert [block(found, "achievement", n)["title"] for n in (0, 1)] == ["某某一", "某某二"]
    assert block(found, "achievement", 1)["level"] == "市级"


def test_one_opinion_that_three_experts_sign_together_is_the_opinion_of_each(form, sheet: MakeSheet):
    people = [[name, "教授", "某某大学", "13900000001"] for name in ("赵某", "钱某", "孙某")]
    rows = [["专家姓名", "职称", "工作单位", "电话"], *people]
    found = form(
        sheet(
            "# 专家联名举荐书",
            "兹有北京某某发展有限公司周某某同志，拟申报正高级职称。",
            "举荐意见：该同志业绩突出。我们一致认为其达到正高级水平，联名举荐其参加考核认定。",
            rows,
        )
    )
    opinions = {block(found, "expert", n)["opinion"] for n in range(3)}
    assert opinions == {"该同志业绩突出。我们一致认为其达到正高级水平，联名举荐其参加考核认定。"}
    assert block(found, "applicant")["name"] == "周某某"


def test_an_expert_with_a_slot_left_empty_has_given_no_opinion_though_the_other_speaks_of_us(form, sheet: MakeSheet):
    both = [
        [["专家姓名", name, "职称", "教授"], ["举荐意见", said, "<", "<"]]
        for name, said in (("赵某", "我们一致认为其业绩突出。"), ("钱某", ""))
    ]
    found = form(sheet("# 举荐表", *both))
    assert block(found, "expert", 1)["opinion"] == "blank"


def test_words_that_ask_for_an_opinion_are_no_part_of_it(form, sheet: MakeSheet):
    rows = [["姓名：某丙", "职称：教授"], ["举荐缘由及意见：\n该同志业绩突出，特此举荐。", "<"]]
    opinion = block(form(sheet("# 举荐表", "专家一", rows)), "expert")["opinion"]
    assert opinion == "该同志业绩突出，特此举荐。"


def test_a_number_of_ten_figures_is_no_shorter_telephone_number(read_as: ReadAs):
    assert block(read_as("application_form", ("# 个人简况", "手机：1371790146")), "applicant")["phone"] == "1371790146"


def test_months_side_by_side_in_columns_that_no_rule_parts(said: Said):
    rows = ("险种 | 起始年月 | 截止年月", "养老保险 | 2012-07 | 2026-08")
    record = said("social_insurance_record", ("# 社会保险个人权益记录", *rows))
    assert (record["start"], record["end"]) == ("2012-07", "2026-08")


def test_an_applicant_who_presents_himself_in_running_text(read_as: ReadAs):
    found = read_as(
        "application_form",
        (
            "# 个人申报简况",
            "本人洛某某，男，汉族，1988年9月12日出生，身份证号210203198809121559，硕士研究生学历，",
            "现任北京某某技术股份有限公司（统一社会信用代码91110107MA5F3R8T8E）技术中心副主任，现职称为工程师，",
            "联系电话13900000001。依据第三条第（一）项，申报工程技术人员轨道信号专业副高级职称。",
            "主要业绩如下：",
            "1、《某某软件重构》，市级，项目负责人，2025年9月，已验收。",
            "申报人：",
        ),
    )
    applicant, application = block(found, "applicant"), block(found, "application")
    assert (applicant["name"], applicant["gender"], applicant["birth_date"]) == ("洛某某", "男", "1988-09-12")
    assert (applicant["employer"], applicant["position"]) == ("北京某某技术股份有限公司", "技术中心副主任")
    assert (applicant["phone"], applicant["current_title"]) == ("13900000001", "工程师")
    assert (application["level"], application["series"], application["specialty"]) == ("副高级", "工程技术人员", "轨道信号")
    assert block(found, "achievement")["title"] == "《某某软件重构》"


def test_a_narrative_adds_nothing_to_a_form_that_labels_tell(read_as: ReadAs):
    said = "本人赵某某，男，汉族，联系电话13900000002。"
    found = read_as("application_form", ("# 申报表", "姓名：钱某某", "工作单位：北京某某公司", "个人总结", said))
    assert (block(found, "applicant")["name"], block(found, "applicant")["phone"]) == ("钱某某", "not_found")


def test_what_stands_behind_a_name_and_a_space_is_none_of_it(form, sheet: MakeSheet):
    assert block(form(sheet("# 举荐表", "被举荐人：某甲乙 申报体育专业人员正高级")), "applicant")["name"] == "某甲乙"


EXPERT = [
    ["姓名", "李丙", "职称", "教授"],
    ["供职单位", "某某大学", "任何职务", "系主任"],
    ["荐语", "同意举荐某甲乙。", "<", "<"],
]


def test_a_body_named_after_a_signed_expert_begins_the_next_block(form, sheet: MakeSheet):
    signed = [*EXPERT, ["本人签字", "", "签字时间", "2025年3月1日"]]
    body = [
        ["举荐单位", "北京市某某行业协会", "<", "<"],
        ["举荐人", "赵戊", "职务", "会长"],
        ["联系电话", "13900000001", "<", "<"],
    ]
    found = form(
        sheet("高级职称考核认定举荐表", signed),
        sheet([*body, ["荐语", "实名举荐某甲乙。", "<", "<"], ["单位印章", "", "<", "<"]], page=2),
    )
    assert block(found, "expert")["position"] == "系主任"
    plus_one = block(found, "plus_one")
    assert (plus_one["organisation"], plus_one["name"], plus_one["position"]) == ("北京市某某行业协会", "赵戊", "会长")


def test_a_letter_that_says_in_its_heading_whom_it_recommends_by_name_is_the_bodys(form, sheet: MakeSheet):
    letter = sheet(
        "# 关于实名举荐某甲乙同志的函",
        "某甲乙同志二〇一二年到院工作，成绩突出。本人作为医院主要负责人，实名举荐。",
        "举荐单位：某某医院",
        "举荐人姓名：陆己",
        "职务：院长",
        "举荐人签名：",
        page=2,
    )
    found = form(sheet("专家举荐意见表", [*EXPERT, ["专家亲笔签名", "", "填写日期", "年 月 日"]]), letter)
    assert block(found, "expert")["signed_on"] == "blank"
    assert block(found, "plus_one")["name"] == "陆己"


def test_the_number_of_the_next_question_is_no_part_of_an_answer(form, sheet: MakeSheet):
    rows = (
        "1. 专家姓名：李丙 2. 所获职称：教授 3. 从业单位：某某大学",
        "4. 担任职务：系主任 5. 所长专业：桥梁工程",
        "6. 手机：13900000001 7. 请写明举荐理由：",
        "同意举荐某甲乙。",
    )
    expert = block(form(sheet("# 举荐专家问卷", *rows)), "expert")
    assert [expert[name] for name in ("name", "title", "employer", "position", "phone")] == [
        "李丙", "教授", "某某大学", "系主任", "13900000001",
    ]  # fmt: skip


def test_a_mobile_number_that_the_reader_ran_together_with_the_next_number(form, sheet: MakeSheet):
    found = form(sheet("# 举荐专家问卷", "姓名：李丙", "职称：教授", "手机：139000000017. 请写明举荐理由：同意举荐。"))
    assert block(found, "expert")["phone"] == "13900000001"


def test_one_slot_for_name_and_title(form, sheet: MakeSheet):
    rows = [["专家姓名及职称", "李丙　主任医师"], ["单位及职务", "某某医院　心内科主任"], ["举荐意见", "同意举荐。"]]
    expert = block(form(sheet("# 专家举荐意见表", rows)), "expert")
    assert (expert["name"], expert["title"], expert["employer"]) == ("李丙", "主任医师", "某某医院")


def test_the_english_of_a_label_is_no_value(form, sheet: MakeSheet):
    rows = [
        ["姓名\nName", "李丙", "职称\nProfessional title", "教授"],
        ["行政职务\nPosition held", "", "专业领域\nField of expertise", "桥梁"],
    ]
    expert = block(form(sheet("# 举荐专家（1/3）", [*rows, ["举荐意见\nOpinion", "同意举荐。", "<", "<"]])), "expert")
    assert (expert["position"], expert["specialty"]) == ("blank", "桥梁")


def test_the_second_day_of_a_publicity_whose_label_the_line_broke(read_as: ReadAs):
    text = ("我坊将某甲乙申报副高级职称的材料张榜公示。公示开始：2026年3月9日；公示", "截止：2026年3月16日。公示期满，无异议。")
    paper = read_as("publicity_certificate", ("# 公示情况说明", *text, "> 2026年3月17日"))
    assert (paper["start"].value, paper["end"].value) == ("2026-03-09", "2026-03-16")
