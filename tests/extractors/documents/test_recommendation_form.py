"""举荐表: whatever the layout, the same blocks come out — the applicant, the experts in order, the "+1"."""

from tests.extractors.documents.rows import OPINION, block, expert_rows

APPLICANT = [
    ["姓 名", "某甲乙", "性别", "女", "出生年月", "1980年2月"],
    ["证件号码", "110101198002030021", "<", "联系电话", "13800000000", "<"],
    ["工作单位及职务", "北京某某桥梁公司 总工程师", "<", "现职称", "高级工程师", "<"],
    ["申报系列（专业）", "工程技术人员（桥梁专业）", "<", "申报级别", "☑正高级 □副高级", "<"],
    [
        "申报条件",
        "□第三条第（一）项：高层次人才（市级以上高层次人才项目入选者）\n☑第三条第（二）项：急需紧缺\n"
        "□第三条第（三）项：特殊特艺\n□第三条第（四）项：其他特别优秀",
        "<",
        "<",
        "<",
        "<",
    ],
]


EXPERT = {
    "name": "某丙",
    "title": "教授",
    "employer": "某某大学",
    "position": "系主任",
    "specialty": "桥梁工程",
    "phone": "13900000001",
    "opinion": OPINION,
    "signed": False,
    "signed_on": "2025-03-01",
}


def test_the_applicant_and_what_is_applied_for(form, sheet):
    found = form(sheet("北京市高级职称考核认定举荐表", APPLICANT))
    assert block(found, "applicant") == {
        "name": "某甲乙",
        "gender": "女",
        "birth_date": "1980-02",
        "id_type": "not_found",
        "id_number": "110101198002030021",
        "phone": "13800000000",
        "employer": "北京某某桥梁公司",
        "employer_uscc": "not_found",
        "position": "总工程师",
        "education": "not_found",
        "current_title": "高级工程师",
    }
    assert block(found, "application") == {
        "conditions": [2],
        "level": "正高级",
        "series": "工程技术人员",
        "specialty": "桥梁",
        "title": "not_found",
    }


def test_one_page_an_expert_in_any_order_and_the_applicant_last(form, sheet):
    pages = [
        sheet("专家举荐意见（一）", "被举荐人：某甲乙", expert_rows("某丙"), file="b.pdf"),
        sheet("专家举荐意见（二）", "被举荐人：某甲乙", expert_rows("某丁"), file="a.pdf"),
        sheet("北京市高级职称考核认定举荐表", APPLICANT, file="c.pdf"),
    ]
    found = form(*pages)
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙", "某丁"]
    assert block(found, "expert") == EXPERT
    assert block(found, "applicant")["id_number"] == "110101198002030021"


def test_pages_without_a_heading_start_a_new_expert_each(form, sheet):
    found = form(sheet(expert_rows("某丙")), sheet(expert_rows("某丁"), page=2), sheet(expert_rows("某戊"), page=3))
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙", "某丁", "某戊"]


def test_stacked_blocks_and_a_block_that_goes_on_overleaf(form, sheet):
    rows = expert_rows("某丁")
    found = form(
        sheet("二、专家举荐", "举荐专家一", expert_rows("某丙"), "举荐专家二"),
        sheet(rows, "举荐专家三", expert_rows("某戊"), "举荐专家四", expert_rows("某己"), page=2),
    )
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙", "某丁", "某戊", "某己"]
    assert found.of_kind("expert")[1]["signed_on"].value == "2025-03-01"


def test_labels_above_their_values_without_rules(form, sheet):
    found = form(
        sheet(
            "被举荐人",
            "姓名 | 性别 | 出生日期",
            "某甲乙 | 女 | 1980-02-03",
            "依据的申报条件",
            "（ ）高层次人才 （√）急需紧缺人才",
            "举荐专家1",
            "专家姓名 | 职称 | 电话",
            "某丙 | 研究员 | 13900000001",
            "工作单位 |  | 职务",
            "某某研究院 |  | 所长",
            "举荐意见",
            "该同志长期从事桥梁检测研究，",
            "成果突出，同意举荐其申报正高级职称。",
            "专家签名 | 日期 2025年3月1日",
        )
    )
    expert = block(found, "expert")
    assert expert["opinion"] == OPINION
    assert (expert["name"], expert["title"], expert["employer"], expert["position"]) == ("某丙", "研究员", "某某研究院", "所长")
    assert expert["signed_on"] == "2025-03-01"
    assert block(found, "application")["conditions"] == [2]


def test_an_opinion_in_the_only_cell_that_was_found_is_that_of_the_person_above(form, sheet):
    page = sheet("业内专家（第1位）", "姓名：某丙 | 职称：教授", "单位：某某大学 | 职务：系主任", [["专家意见\n" + OPINION]])
    (block_,) = form(page).of_kind("expert")
    assert (block_.fields["name"].value, block_.fields["opinion"].value) == ("某丙", OPINION)


def test_a_row_of_a_table_an_expert(form, sheet):
    head = ["序号", "姓名", "职称", "工作单位及职务", "举荐意见", "签名"]
    found = form(
        sheet(
            "三名专家举荐情况",
            [
                head,
                ["1", "某丙", "教授", "某某大学，系主任", "同意举荐。", ""],
                ["2", "某丁", "研究员", "某某研究院，所长", "同意举荐。", ""],
                ["3", "", "", "", "", ""],
            ],
        )
    )
    experts = found.of_kind("expert")
    assert [expert["name"].value for expert in experts] == ["某丙", "某丁", None]
    assert block(found, "expert", 1)["employer"] == "某某研究院"
    assert block(found, "expert", 1)["opinion"] == "同意举荐。"
    assert experts[2].empty


def test_rows_of_experts_below_plain_lines_about_the_applicant(form, sheet):
    found = form(
        sheet(
            "被举荐人：某甲乙 | 单位：北京某某桥梁公司",
            "申报系列：工程技术 | 申报级别：正高级",
            "依据《办法》第三条第（一）项申报。",
            [
                ["序号", "专家姓名", "职称", "工作单位", "举荐意见"],
                ["1", "某丙", "教授", "某某大学", "同意举荐。"],
                ["2", "某丁", "研究员", "某某研究院", "特此举荐。"],
            ],
        )
    )
    assert [(e["name"].value, e["employer"].value) for e in found.of_kind("expert")] == [
        ("某丙", "某某大学"),
        ("某丁", "某某研究院"),
    ]
    person, wish = block(found, "applicant"), block(found, "application")
    assert (person["name"], person["employer"], person["position"]) == ("某甲乙", "北京某某桥梁公司", "not_found")
    assert (wish["conditions"], wish["level"], wish["series"]) == ([1], "正高级", "工程技术人员")


def test_headings_in_a_column_of_their_own(form, sheet):
    found = form(
        sheet(
            [
                ["被举荐人\n基本情况", "姓名", "某甲乙", "联系电话", "13800000000"],
                ["专\n家\n一", "姓名", "某丙", "职称", "教授"],
                ["^", "举荐理由", "同意举荐。\n专家签字：  日期：2025年3月1日", "<", "<"],
                ["专家二", "姓名", "某丁", "职称", "研究员"],
                ["^", "举荐理由", "特此举荐。\n专家签字：  日期：    年  月  日", "<", "<"],
                ["“+1”\n举荐", "单位", "北京某某协会", "姓名", "某庚"],
                ["^", "举荐理由", "同意举荐。", "<", "<"],
                ["用人单位\n意见", "审查公示推荐情况", "经公示无异议，同意推荐。", "<", "<"],
            ]
        )
    )
    assert block(found, "applicant")["name"] == "某甲乙"
    assert [(e["name"].value, e["opinion"].value, e["signed_on"].state) for e in found.of_kind("expert")] == [
        ("某丙", "同意举荐。", "read"),
        ("某丁", "特此举荐。", "blank"),
    ]
    assert block(found, "plus_one")["organisation"] == "北京某某协会"
    assert block(found, "opinion")["text"] == "经公示无异议，同意推荐。"


def test_a_word_file_with_spread_labels(form, sheet):
    rows = ("专家一", "姓 | 名：某丙", "职 | 称：教授", "举荐意见：", "同意举荐。", "签 | 名：________", "日 | 期：2025年3月1日")
    expert = block(form(sheet(*rows, kind="flow")), "expert")
    assert (expert["name"], expert["title"], expert["opinion"], expert["signed_on"]) == (
        "某丙",
        "教授",
        "同意举荐。",
        "2025-03-01",
    )


def test_a_column_of_a_table_an_expert(form, sheet):
    found = form(
        sheet(
            [
                ["", "举荐专家一", "举荐专家二", "举荐专家三"],
                ["姓名", "某丙", "某丁", "某戊"],
                ["职称", "教授", "研究员", "编审"],
                ["工作单位", "某某大学", "某某研究院", "某某出版社"],
                ["举荐意见", "同意举荐。", "同意推荐。", "特此举荐。"],
                ["签名", "", "", ""],
                ["日期", "2025.3.1", "2025.3.2", ""],
            ]
        )
    )
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙", "某丁", "某戊"]
    assert block(found, "expert", 1)["opinion"] == "同意推荐。"
    assert [expert["signed_on"].state for expert in found.of_kind("expert")] == ["read", "read", "blank"]


def test_experts_side_by_side_with_labels_of_their_own(form, sheet):
    found = form(
        sheet(
            [
                ["推荐人（一）", "<", "推荐人（二）", "<"],
                ["姓名", "某丙", "姓名", "某丁"],
                ["职称", "教授", "职称", "研究员"],
                ["工作单位", "某某大学", "工作单位", "某某研究院"],
                ["推荐理由", "同意举荐。", "推荐理由", "特此举荐。"],
            ]
        )
    )
    assert [(e["name"].value, e["title"].value, e["opinion"].value) for e in found.of_kind("expert")] == [
        ("某丙", "教授", "同意举荐。"),
        ("某丁", "研究员", "特此举荐。"),
    ]


def test_a_row_an_expert_with_a_labelled_row_for_the_opinion_under_each(form, sheet):
    found = form(
        sheet(
            [
                ["姓名", "职称", "工作单位", "职务"],
                ["某丙", "教授", "某某大学", "院长"],
                ["举荐意见", "同意举荐。", "<", "<"],
                ["某丁", "研究员", "某某研究院", "所长"],
                ["举荐意见", "特此举荐。", "<", "<"],
            ]
        )
    )
    assert [(e["name"].value, e["position"].value, e["opinion"].value) for e in found.of_kind("expert")] == [
        ("某丙", "院长", "同意举荐。"),
        ("某丁", "所长", "特此举荐。"),
    ]


def test_bilingual_labels(form, sheet):
    found = form(
        sheet(
            [
                ["姓名 Name", "Anna B. Novak", "职称\nProfessional Title", "教授"],
                ["工作单位 Employer", "某某大学", "意见", "同意。"],
            ]
        )
    )
    expert = block(found, "expert")
    assert (expert["name"], expert["title"], expert["employer"]) == ("Anna B. Novak", "教授", "某某大学")


def test_labels_that_name_the_person_they_ask_about(form, sheet):
    found = form(
        sheet(
            [
                ["被举荐人姓名", "某甲乙", "被举荐人单位", "北京某某桥梁公司"],
                ["举荐人姓名", "某丙", "举荐人职称", "教授"],
                ["举荐人单位", "某某大学", "举荐人职务", "院长"],
                ["举荐意见", "同意举荐。", "<", "<"],
            ]
        )
    )
    expert, person = block(found, "expert"), block(found, "applicant")
    assert (expert["name"], expert["title"], expert["employer"], expert["position"]) == ("某丙", "教授", "某某大学", "院长")
    assert (person["name"], person["employer"]) == ("某甲乙", "北京某某桥梁公司")


def test_an_expert_who_is_named_by_the_signature_alone(form, sheet):
    found = form(sheet("专家举荐意见（二）", [["举荐意见", "同意举荐。"], ["专家签字", "某丙丁\n2025年3月1日"]]))
    assert found.of_kind("expert")[0]["name"].value == "某丙丁"
    assert found.of_kind("expert")[0]["name"].confidence < 0.7


def test_a_heading_of_many_wordings_begins_an_expert(form, sheet):
    rows = [["姓名", "某丙"], ["职称", "教授"], ["举荐意见", "同意举荐。"]]
    for heading in (
        "举荐专家（一）",
        "专家1举荐意见",
        "推荐人（二）",
        "第三位举荐专家",
        "举荐人一",
        "二、专家举荐意见（2）",
        "专家举荐表（三）",
    ):
        found = form(sheet(heading, rows))
        assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙"], heading


def test_a_heading_of_many_wordings_begins_the_plus_one(form, sheet):
    rows = [["姓名", "某庚"], ["职务", "会长"], ["意见", "同意举荐。"]]
    for heading in (
        "“+1”举荐",
        "“＋1”举荐人信息",
        "三、+1举荐意见",
        "所在单位主要负责人举荐意见",
        "主要负责人实名举荐",
        "认证机构主要负责人举荐",
    ):
        found = form(sheet(heading, rows))
        assert [block["name"].value for block in found.of_kind("plus_one")] == ["某庚"], heading


def test_empty_printed_blocks_are_kept_and_are_empty(form, sheet):
    empty = expert_rows("", title="", unit="", opinion="", date="年  月  日")
    empty[1][3] = empty[2][1] = empty[2][3] = ""
    found = form(sheet("专家举荐意见（三）", empty))
    expert = found.of_kind("expert")[0]
    assert expert.empty
    assert {expert[name].state for name in ("name", "title", "employer", "opinion", "signed_on")} == {"blank"}


def test_the_plus_one(form, sheet):
    found = form(
        sheet(
            "“+1”举荐",
            [
                ["举荐单位（机构）名称", "北京某某协会", "<", "<"],
                ["姓名（实名）", "某庚", "担任职务", "会长"],
                ["电话", "010-60000000", "<", "<"],
                ["举荐理由", "经研究，同意举荐。\n\n签名：     （盖章）\n2025年3月5日", "<", "<"],
            ],
        )
    )
    assert block(found, "plus_one") == {
        "organisation": "北京某某协会",
        "name": "某庚",
        "position": "会长",
        "phone": "010-60000000",
        "opinion": "经研究，同意举荐。",
        "signed": False,
        "sealed": False,
        "seal_text": "not_found",
        "signed_on": "2025-03-05",
    }


def test_the_plus_one_without_a_heading_is_told_by_its_labels(form, sheet):
    rows = [["举荐机构", "北京某某协会"], ["举荐人", "某庚"], ["职务", "会长"], ["举荐意见", "同意举荐。"]]
    found = form(sheet(expert_rows("某丙"), rows))
    assert [expert["name"].value for expert in found.of_kind("expert")] == ["某丙"]
    assert block(found, "plus_one")["organisation"] == "北京某某协会"


def test_the_employers_review_on_the_form_itself(form, sheet):
    found = form(
        sheet(
            [
                ["公示情况", "2025年3月3日至2025年3月10日在单位公告栏公示，未收到异议。"],
                ["单位推荐意见", "经初审，履职情况良好，材料属实，同意推荐。\n\n负责人签字：\n（公章） 2025年3月11日"],
            ]
        )
    )
    opinion, publicity = block(found, "opinion"), block(found, "publicity")
    assert (opinion["conclusion"], opinion["text"]) == ("agree", "经初审，履职情况良好，材料属实，同意推荐。")
    assert opinion["signed_on"] == "2025-03-11"
    assert (publicity["start"], publicity["end"], publicity["result"]) == ("2025-03-03", "2025-03-10", "无异议")
    assert {"seal_slot", "review_stated"} <= set(found.tags)


def test_a_composite_slot_is_taken_apart(form, sheet):
    found = form(
        sheet([["姓名", "某丙", "职务/职称", "院长/教授"], ["单位及职务", "某某设计院副总工程师", "举荐意见", "同意。"]])
    )
    expert = block(found, "expert")
    assert (expert["title"], expert["position"], expert["employer"]) == ("教授", "院长", "某某设计院")


def test_an_opinion_that_goes_on_overleaf_in_a_list(form, sheet):
    head = ["姓名", "职称", "工作单位", "举荐意见", "签名"]
    found = form(
        sheet([head, ["某丙", "教授", "某某大学", "同意举荐。", ""], ["某丁", "研究员", "某某研究院", "该同志长期从事桥梁", ""]]),
        sheet([["", "", "", "检测研究，特此举荐。", ""]], page=2),
    )
    assert [expert["opinion"].value for expert in found.of_kind("expert")] == [
        "同意举荐。",
        "该同志长期从事桥梁检测研究，特此举荐。",
    ]


def test_a_sentence_broken_at_a_name_of_a_label_is_still_a_sentence(form, sheet):
    rows = [["姓名", "某丙"], ["举荐意见", "本人与\n被举荐\n人共事\n多年，同意举荐。"]]
    assert form(sheet(rows)).of_kind("expert")[0]["opinion"].value == "本人与被举荐人共事多年，同意举荐。"


def test_a_telephone_abroad_does_not_begin_another_plus_one(form, sheet):
    rows = [
        ["举荐单位", "某某工程师学会", "<", "<", "<", "<"],
        ["举荐人姓名", "Karen Moore", "职务", "President", "联系电话", "+1 555 981 0060"],
        ["举荐意见", "Dr. Liang is a Senior Member of high standing. I recommend her for the assessment.", "<", "<", "<", "<"],
    ]
    found = block(form(sheet("“+1”举荐", rows)), "plus_one")
    assert (found["phone"], found["opinion"]) == ("+15559810060", rows[2][1])
