"""承诺书 and 材料目录."""

import pytest

from extractors.documents import commitment_letter, material_list
from schemas.page import Mark
from validators.fields import REFER


def test_a_commitment_is_signed_by_hand_and_dated(document, profile, sheet, where):
    parts = ("承诺书", "本人郑重承诺，所填信息均客观真实。", "承诺人（签名）：", " | 2025年4月1日")
    _, y0, x1, y1 = where(sheet(*parts), "承诺人")
    page = sheet(*parts, marks=[Mark(kind="ink", box=(x1 + 0.01, y0 - 0.01, x1 + 0.1, y1))])
    found = commitment_letter.read(document("commitment_letter", page), [page], profile)
    assert (found["signed"].value, found["issued_on"].value) == (True, "2025-04-01")
    bare = commitment_letter.read(document("commitment_letter", sheet(*parts)), [sheet(*parts)], profile)
    assert bare["signed"].value is False


def items(found):
    return [(block["no"].value, block["title"].value) for block in found.of_kind("list_item")]


def test_a_list_of_materials_as_a_table(document, profile, sheet):
    page = sheet(
        "申报材料目录",
        "申报人：某甲乙",
        [["序号", "材料名称", "份数", "备注"], ["1", "劳动合同", "1", ""], ["2", "论文（桥梁裂缝\n识别）", "1", "原件"]],
    )
    found = material_list.read(document("material_list", page), [page], profile)
    assert items(found) == [("1", "劳动合同"), ("2", "论文（桥梁裂缝识别）")]
    assert found["holder"].value == "某甲乙"


def test_a_list_of_materials_on_plain_lines(document, profile, sheet):
    page = sheet("报送材料清单", "1. 劳动合同 | 1份", "2．论文（桥梁裂缝", "识别） …… 2份", "（3）身份证复印件", "以上共3项。")
    found = material_list.read(document("material_list", page), [page], profile)
    assert items(found) == [("1", "劳动合同"), ("2", "论文（桥梁裂缝识别）"), ("3", "身份证复印件")]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("兹推荐我会会员梁雨桐同志申报给排水专业正高级职称。该同志长期从事给排水工作。", "梁雨桐"),
        ("兹证明梁雨桐系本会理事，专业为给排水。", "梁雨桐"),
    ],
)
def test_an_association_speaks_for_one_person(said, sentence, name):
    found = said("association_letter", ("推 荐 函", "北京市高级职称考核认定委员会：", sentence, "北京给排水协会", "2024年3月1日"))
    assert found["holder"] == name


def test_a_person_whom_nothing_but_a_guess_names_in_a_letter_decides_nothing(read_as):
    holder = read_as("association_letter", ("推 荐 函", "各位委员对高远同志印象很深。")).fields["holder"]
    assert not holder.present or holder.confidence < REFER


def test_an_old_vocational_certificate_names_trade_level_and_the_body_that_tested(said):
    found = said(
        "vocational_certificate",
        (
            "中华人民共和国",
            "职业资格证书",
            "姓名： 梁雨桐",
            "职业（工种）： 古建筑彩画工",
            "职业资格等级： 高级技师",
            "证书编号：2011000000123456",
            "职业技能鉴定机构（印）",
            "北京市古建筑职业技能鉴定所",
        ),
    )
    assert (found["title"], found["level"], found["issuer"]) == ("古建筑彩画工", "高级技师", "北京市古建筑职业技能鉴定所")


@pytest.mark.parametrize(
    ("sentence", "name", "degree"),
    [
        (
            "热依汗古丽·阿卜杜拉，性别女，1985年4月12日出生，完成给排水学科培养方案，授予工学硕士 学位。",
            "热依汗古丽·阿卜杜拉",
            "工学硕士",
        ),
        ("梁雨桐，女，国籍中国，于2008年至2010年在某大学学习给排水专业，获得工学硕士 学位。", "梁雨桐", "工学硕士"),
    ],
)
def test_a_degree_and_its_holder_in_prose(said, sentence, name, degree):
    found = said("degree_certificate", ("学位证书", sentence, "北京某某大学", "2010年7月1日"))
    assert (found["holder"], found["title"]) == (name, degree)


def test_the_letter_as_which_a_schools_arms_were_read_is_no_part_of_its_name(said):
    found = said("degree_certificate", ("学位证书", "梁雨桐，女，授予工学硕士学位。", "A中原综合大学", "2010年7月1日"))
    assert found["issuer"] == "中原综合大学"


@pytest.mark.parametrize(
    "rows",
    [
        ("根据委托人梁雨桐 提供的论文目录，经查，下列论文被CSCD收录：", "1．题名：管网渗漏监测"),
        ("委 托 人：梁雨桐", "经检索，委托人提供的论文1篇被CSCD收录，他引3次。"),
    ],
)
def test_a_search_is_made_for_the_client_and_not_for_what_the_client_provides(said, rows):
    assert said("retrieval_report", ("检 索 证 明", "编号：J2024-0815", *rows))["holder"] == "梁雨桐"
