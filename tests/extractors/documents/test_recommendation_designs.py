"""举荐表 in designs that institutions print and that no sample has: the same people come out of each."""

from schemas.page import Mark

PRAISE = "该同志长期从事桥梁检测研究，成果突出，同意举荐其申报正高级职称。"
WARM = "其方法已在多家单位推开，本人予以举荐。"


def said(found, kind, *names):
    """The values of some fields of every block of a kind."""
    return [tuple(block[name].value for name in names) for block in found.of_kind(kind)]


ROSTER = [
    ["序号", "业内专家", "所在单位、职务", "职称名称", "研究领域", "手机号码"],
    ["1", "李丙", "某某大学\n系主任", "教授", "桥梁工程", "13900000001"],
    ["2", "王丁", "某某研究院\n首席专家", "研究员", "结构工程", "13900000002"],
    ["3", "赵戊", "某某公司\n总工程师", "正高级工程师", "隧道工程", "13900000003"],
]
PEOPLE = [
    ("李丙", "某某大学", "系主任", "教授", "桥梁工程", "13900000001"),
    ("王丁", "某某研究院", "首席专家", "研究员", "结构工程", "13900000002"),
    ("赵戊", "某某公司", "总工程师", "正高级工程师", "隧道工程", "13900000003"),
]
PERSON = ("name", "employer", "position", "title", "specialty", "phone")


def test_a_list_of_experts_first_and_their_numbered_opinions_later(form, sheet):
    found = form(
        sheet("被举荐人：某甲乙", "举荐专家名册", ROSTER, [["推荐\n理由\n（一）", f"{PRAISE}\n专家本人签名：\n2025年3月1日"]]),
        sheet(
            [["推荐\n理由\n（二）", f"{WARM}\n专家本人签名：\n2025年3月2日"]],
            [["推荐\n理由\n（三）", f"{PRAISE}\n专家本人签名：\n年  月  日"]],
            page=2,
        ),
    )
    assert said(found, "expert", *PERSON) == PEOPLE
    assert said(found, "expert", "opinion", "signed_on") == [(PRAISE, "2025-03-01"), (WARM, "2025-03-02"), (PRAISE, None)]


def test_the_number_that_a_page_break_left_of_a_label_is_the_label(form, sheet):
    found = form(
        sheet("被举荐人：某甲乙", "举荐专家名册", ROSTER, [["推荐\n理由\n（一）", f"{PRAISE}\n专家本人签名：\n年  月  日"]]),
        sheet(
            [["（二）", f"{WARM}\n专家本人签名：\n2025年3月2日"]],
            [["推荐\n理由\n（三）", f"{PRAISE}\n专家本人签名：\n2025年3月3日"]],
            page=2,
        ),
    )
    assert said(found, "expert", "opinion", "signed_on") == [(PRAISE, None), (WARM, "2025-03-02"), (PRAISE, "2025-03-03")]


def test_opinions_in_another_order_find_their_people_by_number(form, sheet):
    opinions = [[["专家意见（2）", WARM]], [["专家意见（1）", PRAISE]], [["专家意见（3）", ""]]]
    found = form(sheet(ROSTER), sheet(*opinions, page=2))
    assert said(found, "expert", "name", "opinion") == [("李丙", PRAISE), ("王丁", WARM), ("赵戊", None)]


def test_opinions_without_a_number_find_their_people_by_who_signs(form, sheet):
    opinions = [[["专家意见", f"{text}\n签名：{name}"]] for name, text in (("赵戊", WARM), ("李丙", PRAISE), ("王丁", PRAISE))]
    found = form(sheet(ROSTER), sheet(*opinions, page=2))
    assert said(found, "expert", "name", "opinion") == [("李丙", PRAISE), ("王丁", PRAISE), ("赵戊", WARM)]


def test_opinions_without_number_or_name_go_in_order(form, sheet):
    opinions = [[["举荐理由", f"{text}\n签名："]] for text in (PRAISE, WARM, PRAISE)]
    found = form(sheet(ROSTER), sheet(*opinions, page=2))
    assert said(found, "expert", "name", "opinion") == [("李丙", PRAISE), ("王丁", WARM), ("赵戊", PRAISE)]


def test_a_blank_name_in_a_list_keeps_its_row(form, sheet):
    rows = [ROSTER[0], ["1", "", *ROSTER[1][2:]], *ROSTER[2:]]
    found = form(sheet("举荐专家名册", rows))
    assert said(found, "expert", "name", "title") == [(None, "教授"), ("王丁", "研究员"), ("赵戊", "正高级工程师")]


def test_the_first_expert_stands_under_the_applicant_without_a_heading_of_his_own(form, sheet):
    def expert(name, title):
        return [f"姓名：{name} | 职称名称：{title}", "工作单位：某某大学 | 职务：教研室主任", "专家意见：", PRAISE]

    found = form(
        sheet(
            "被举荐人：某甲乙 | 性别：男 | 出生日期：1980.2.3",
            "工作单位：北京某某桥梁公司 | 职务：总工程师",
            "一、业内专家",
            *expert("李丙", "教授"),
            "专家本人签名：",
        ),
        sheet("二、业内专家", *expert("王丁", "研究员"), "专家本人签名：", page=2),
    )
    assert said(found, "applicant", "name", "employer", "position") == [("某甲乙", "北京某某桥梁公司", "总工程师")]
    assert said(found, "expert", "name", "title", "opinion") == [("李丙", "教授", PRAISE), ("王丁", "研究员", PRAISE)]


def test_the_reason_stands_above_the_person_who_gives_it(form, sheet):
    def block(number, name, text):
        return [
            [f"推荐人（{number}）", "<", "<", "<"],
            ["推荐理由", text, "<", "<"],
            ["姓名", name, "职称", "教授"],
            ["单位及职务", "某某大学土木学院院长", "手机", "13900000001"],
            ["推荐人亲笔签名", "", "日期", "2025年3月1日"],
        ]

    found = form(sheet(block("一", "李丙", PRAISE)), sheet(block("二", "王丁", WARM), page=2))
    assert said(found, "expert", "name", "opinion", "position", "signed_on") == [
        ("李丙", PRAISE, "院长", "2025-03-01"),
        ("王丁", WARM, "院长", "2025-03-01"),
    ]


def test_two_experts_a_page_side_by_side(form, sheet):
    found = form(
        sheet(
            [
                ["业内专家", "李丙", "业内专家", "王丁"],
                ["职称", "教授", "职称", "研究员"],
                ["单位/职务", "某某大学/系主任", "单位/职务", "某某研究院/所长"],
                ["举荐意见", PRAISE, "举荐意见", WARM],
                ["专家签字", "", "专家签字", ""],
            ]
        )
    )
    assert said(found, "expert", "name", "title", "employer", "position", "opinion") == [
        ("李丙", "教授", "某某大学", "系主任", PRAISE),
        ("王丁", "研究员", "某某研究院", "所长", WARM),
    ]


def test_a_print_out_of_a_system(form, sheet):
    found = form(
        sheet(
            "北京市高级职称考核认定举荐信息",
            "申报人：某甲乙",
            "证件号码：110101198002030021",
            "申报级别：正高级",
            "举荐专家1信息",
            "专家姓名：李丙",
            "专家职称：教授",
            "专家单位：某某大学",
            "联系电话：13900000001",
            f"举荐意见：{PRAISE}",
            "举荐时间：2025-03-01 10:22:31",
            "举荐专家2信息",
            "专家姓名：王丁",
            "专家职称：研究员",
            "专家单位：某某研究院",
            f"举荐意见：{WARM}",
            "举荐时间：2025-03-02 08:00:00",
            "“+1”实名举荐信息",
            "举荐单位：北京某某协会",
            "举荐人：孙庚",
            "职务：会长",
            "举荐意见：同意举荐。",
        )
    )
    assert said(found, "applicant", "name", "id_number") == [("某甲乙", "110101198002030021")]
    assert said(found, "expert", "name", "title", "employer", "opinion", "signed_on") == [
        ("李丙", "教授", "某某大学", PRAISE, "2025-03-01"),
        ("王丁", "研究员", "某某研究院", WARM, "2025-03-02"),
    ]
    assert said(found, "plus_one", "organisation", "name", "position") == [("北京某某协会", "孙庚", "会长")]


def test_letters_in_which_the_writers_present_themselves(form, sheet):
    letter = (
        "专家举荐信",
        "北京市高级职称考核认定委员会：",
        "本人李丙，现任某某大学重点实验室主任，职称为教授，从事桥梁工程专业，",
        "联系电话13900000001。现就某甲乙同志申报高级职称提出如下举荐意见：",
        PRAISE,
    )
    found = form(sheet(*letter, "专家本人签名：", "2025年3月1日"))
    assert said(found, "expert", *PERSON) == [("李丙", "某某大学", "重点实验室主任", "教授", "桥梁工程", "13900000001")]
    assert said(found, "expert", "opinion", "signed_on") == [(PRAISE, "2025-03-01")]


def test_a_letter_for_the_plus_one_under_a_letterhead(form, sheet):
    found = form(
        sheet(
            "# 北京某某行业协会",
            "“+1”实名举荐函",
            "北京市高级职称考核认定委员会：",
            "本人孙庚，女，现任北京某某行业协会副会长，联系电话：010-60000000。",
            "依据考核认定办法第四条，实名举荐如下：",
            WARM,
            "> 北京某某行业协会（公章）",
            "> 2025年3月5日",
        )
    )
    assert said(found, "plus_one", "organisation", "name", "position", "phone", "opinion", "signed_on") == [
        ("北京某某行业协会", "孙庚", "副会长", "010-60000000", WARM, "2025-03-05")
    ]
    assert not found.of_kind("expert")


def test_words_of_the_opinion_are_no_self_introduction(form, sheet):
    text = "应某甲乙本人请求，我认真审阅了业绩材料。同意举荐。"
    found = form(sheet("专家举荐意见（二）", [["举荐意见", text], ["专家签字", "2025年3月1日"]]))
    assert said(found, "expert", "name", "opinion") == [(None, text)]


def test_the_applicants_page_comes_last(form, sheet):
    found = form(
        sheet("“+1”实名举荐信", "本人孙庚，现任北京某某协会会长，实名举荐如下：", WARM, "举荐人（签名）："),
        sheet([["被举荐人", "", "性别", "男"], ["所在单位", "北京某某桥梁公司", "职务", "总工程师"]], page=2),
    )
    assert said(found, "plus_one", "organisation", "name", "position") == [("北京某某协会", "孙庚", "会长")]
    assert said(found, "applicant", "employer", "position") == [("北京某某桥梁公司", "总工程师")]


def test_a_letter_without_a_slot_is_signed_by_the_stroke_under_its_text(form, sheet):
    text = ("专家举荐信", "本人李丙，现任某某大学教授，举荐意见如下：", PRAISE, "@0.30 2025年3月1日")
    stroke = Mark(kind="ink", box=(0.6, 0.24, 0.75, 0.28), fingerprint="00ff00ff00ff00ff")
    assert said(form(sheet(*text)), "expert", "signed") == [(False,)]
    assert said(form(sheet(*text, marks=[stroke])), "expert", "signed", "signature") == [(True, "00ff00ff00ff00ff")]


def test_a_picture_in_a_word_file_signs_beside_its_date(form, sheet):
    rows = [["姓名", "李丙", "职称", "教授"], ["推荐理由", f"{PRAISE}\n推荐人签名： 2025年3月1日", "<", "<"]]
    plain = sheet("推荐人1", rows, kind="flow")
    place = next(line.box for line in plain.page.lines if "签名" in line.text)
    signed = sheet("推荐人1", rows, kind="flow", marks=[Mark(kind="ink", box=place)])
    assert said(form(plain), "expert", "signed") == [(False,)]
    assert said(form(signed), "expert", "signed", "signed_on") == [(True, "2025-03-01")]


def test_a_date_without_its_year_is_unreadable_not_blank(form, sheet):
    found = form(sheet("举荐专家一", "姓名：李丙 | 职称：教授", "举荐意见：", PRAISE, "专家签名： | 年1月31日"))
    assert found.of_kind("expert")[0]["signed_on"].state == "unreadable"


def test_a_line_of_the_text_that_sounds_like_a_heading_is_none(form, sheet):
    found = form(
        sheet(
            "“+1”实名举荐信",
            "本人孙庚，现任北京某某协会会长，依据办法第四条，举荐如下：",
            "某甲乙同志业绩特别优秀，经研究，本人",
            "实名举荐其申报副高级职称。",
            "举荐人（签名）：",
        )
    )
    assert said(found, "plus_one", "name", "opinion") == [
        ("孙庚", "某甲乙同志业绩特别优秀，经研究，本人实名举荐其申报副高级职称。")
    ]


def test_a_year_of_two_figures_is_of_our_century_at_little_trust(form, sheet):
    signed_on = form(sheet("举荐专家一", "姓名：李丙 | 职称：教授", "专家签名： | 26年8月30日")).of_kind("expert")[0]["signed_on"]
    assert signed_on.value == "2026-08-30"
    assert signed_on.confidence <= 0.5


def test_a_signer_whose_label_lost_its_end_is_still_the_writer_of_a_letter(form, sheet):
    stroke = Mark(kind="ink", box=(0.5, 0.2, 0.6, 0.24))
    text = ("“+1”实名举荐信", "本人孙庚,现任北京某某协会会长,联系电话010-60000000。实名举荐如下：", "@0.2 举荐人 | 孙庚")
    found = form(sheet(*text, marks=[stroke]))
    assert said(found, "plus_one", "organisation", "name", "position", "signed") == [("北京某某协会", "孙庚", "会长", True)]


def test_the_principal_of_a_body_without_a_heading(form, sheet):
    found = form(
        sheet(
            "姓名：某丙 | 职称：教授",
            "工作单位：某某大学 | 从事专业：桥梁",
            "举荐意见：同意举荐。",
            "签名：某丙",
            "单位名称：北京某某桥梁有限公司",
            "负责人姓名：某丁 | 职务：总经理",
            "举荐意见：本人实名举荐。",
            "举荐人签名：某丁",
        )
    )
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙"]
    plus_one = found.of_kind("plus_one")[0]
    assert (plus_one["organisation"].value, plus_one["name"].value) == ("北京某某桥梁有限公司", "某丁")


def test_a_numbered_label_of_which_a_character_was_lost_still_asks_for_the_opinion(form, sheet):
    found = form(
        sheet(
            [["姓名", "李丙", "职称", "教授"], ["姓名", "王丁", "职称", "研究员"]],
            [["专家意见（一）", PRAISE]],
            [["专家见\n（二）", WARM]],
        )
    )
    assert said(found, "expert", "name", "opinion") == [("李丙", PRAISE), ("王丁", WARM)]


def test_a_blank_name_beside_the_organisation_heads_no_block_of_its_own(form, sheet):
    found = form(
        sheet(
            "“+1”实名举荐",
            [["举荐单位\n北京某某局", "举荐人"], ["职务\n局长", "联系电话\n010-60000000"], [f"举荐意见\n{PRAISE}", "<"]],
        )
    )
    assert said(found, "plus_one", "organisation", "name", "position", "opinion") == [("北京某某局", None, "局长", PRAISE)]
    assert not found.of_kind("expert")
