"""举荐信: a recommendation in running text is an expert's block, or the "+1" where the writer speaks for a body."""

from tests.extractors.documents.rows import block


def test_a_letter_is_an_expert(form, sheet):
    found = form(
        sheet(
            "举荐信",
            "本人某丙，系某某大学教授、土木学院院长，从事桥梁工程研究。某甲乙同志长期从事桥梁检测研究，",
            "成果突出。特此举荐。",
            "举荐人：某丙",
            "2025年3月1日",
        )
    )
    expert = block(found, "expert")
    assert (expert["name"], expert["title"], expert["employer"]) == ("某丙", "教授", "某某大学")
    assert expert["opinion"].endswith("成果突出。特此举荐。")
    assert expert["signed_on"] == "2025-03-01"


def test_a_letter_that_opens_with_standing_and_name_together(form, sheet):
    found = form(
        sheet("推荐信", "尊敬的评审委员会：", "我是某某大学教授李丙，推荐某甲乙同志。", "推荐人（签名）：", "2025年3月1日")
    )
    expert = block(found, "expert")
    assert (expert["name"], expert["title"], expert["employer"]) == ("李丙", "教授", "某某大学")
    assert expert["opinion"] == "我是某某大学教授李丙，推荐某甲乙同志。"


def test_a_title_that_no_list_knows_is_what_the_letter_says(form, sheet):
    found = form(
        sheet("专家举荐信", "本人李丙，现任某某研究院所长，职称为首席科学家，从事桥梁专业。举荐如下：", "其成果突出。", "签名：")
    )
    assert block(found, "expert")["title"] == "首席科学家"


def test_a_chartered_body_is_told_from_the_office_in_it(form, sheet):
    found = form(sheet("“+1”实名举荐信", "本人李丁，现任特许公认会计师公会主席。实名举荐如下：", "其成果突出。", "举荐人签名："))
    plus_one = block(found, "plus_one")
    assert (plus_one["organisation"], plus_one["position"]) == ("特许公认会计师公会", "主席")


def test_the_heading_of_the_next_page_is_no_part_of_a_letter(form, sheet):
    letter = sheet("“+1”实名举荐信", "本人李丁，现任北京某某协会会长。依据考核认定办法，实名举荐如下：", "举荐人（签名）：")
    found = form(letter, sheet("# 北京市高级职称考核认定举荐表", "被举荐人：某甲乙", page=2))
    assert "举荐表" not in str(block(found, "plus_one")["opinion"])


def test_a_letter_for_an_organisation_is_the_plus_one(form, sheet):
    found = form(
        sheet("举荐函", "本人某庚，系北京某某协会会长，作为主要负责人实名举荐某甲乙同志。", "举荐人签名：", "2025年3月2日")
    )
    plus_one = block(found, "plus_one")
    assert (plus_one["organisation"], plus_one["name"], plus_one["position"]) == ("北京某某协会", "某庚", "会长")


def test_a_letter_stays_one_where_the_label_of_its_signature_was_misread(form, sheet):
    found = form(
        sheet("“+1”实名举荐信", "本人李丁，现任特许公认会计师公会主席。实名举荐如下：", "其成果突出。", "举荐人做：化李丁")
    )
    plus_one = block(found, "plus_one")
    assert (plus_one["organisation"], plus_one["name"], plus_one["position"]) == ("特许公认会计师公会", "李丁", "主席")
