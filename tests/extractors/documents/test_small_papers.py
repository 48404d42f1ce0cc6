"""承诺书 and 材料目录."""

from extractors.documents import commitment_letter, material_list
from schemas.page import Mark


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
