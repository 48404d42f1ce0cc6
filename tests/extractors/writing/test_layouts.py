"""Frames, specks, stacks, sign-offs, headings: how a certificate is laid out."""

from collections.abc import Callable

from extractors.division.frames import unframed
from extractors.division.headings import headings
from extractors.division.spares import copies, is_blank
from extractors.division.traits import holder, traits
from extractors.documents.signoff import sign_off
from extractors.writing.stacks import unstacked
from extractors.writing.strips import strips
from schemas.page import Line, Mark, Sheet

Make = Callable[..., Sheet]


def with_lines(page: Sheet, *lines: Line) -> Sheet:
    return page.model_copy(update={"page": page.page.model_copy(update={"lines": (*page.page.lines, *lines)})})


def test_a_border_round_a_certificate_is_no_table_but_a_form_is_one(sheet: Make) -> None:
    assert unframed(sheet([["荣誉证书\n某某同志：\n荣获一等奖。\n特发此证\n某某学会"]])).page.tables == ()
    assert len(unframed(sheet([["姓名", "梁雨桐"], ["性别", "女"]])).page.tables) == 1


def test_a_photograph_read_as_one_huge_character_is_left_out(sheet: Make) -> None:
    page = with_lines(sheet("姓名 梁雨桐", "性别 女"), Line(text="東", box=(0.6, 0.05, 0.75, 0.15)))
    assert "東" not in unframed(page).page.text
    assert "梁雨桐" in unframed(page).page.text


def test_a_vertical_line_of_label_heads_is_set_apart_row_by_row(sheet: Make) -> None:
    rows = [Line(text=text, box=(0.2, 0.1 + 0.03 * n, 0.4, 0.116 + 0.03 * n)) for n, text in enumerate(("名：梁雨桐", "别：女"))]
    page = with_lines(sheet(), Line(text="姓性", box=(0.15, 0.1, 0.166, 0.146)), *rows)
    assert [strip.text for strip in strips(unstacked(page))] == ["姓 名：梁雨桐", "性 别：女"]


def test_a_vertical_line_beside_nothing_stays_as_it_is(sheet: Make) -> None:
    page = with_lines(sheet("正文一行"), Line(text="档案", box=(0.9, 0.3, 0.916, 0.4)))
    assert unstacked(page) == page


def test_a_sign_off_names_who_and_when_with_brackets_and_stray_characters_of_a_seal_taken_off(sheet: Make) -> None:
    found = sign_off(strips(sheet("# 证明", "特此证明。", "> 北京松涛精密仪器有限公司（公章）", "> 二〇二四年三月八日")))
    assert (found.issuer.value, found.date.value) == ("北京松涛精密仪器有限公司", "2024-03-08")
    smudged = sign_off(strips(sheet("# 证明", "特此证明。", "> 北京市自然科学基金委员会办公室燃", "> 2024年3月8日")))
    assert smudged.issuer.value == "北京市自然科学基金委员会办公室"


def test_a_date_of_validity_or_birth_is_no_sign_off(sheet: Make) -> None:
    found = sign_off(strips(sheet("# 证书", "出生日期：1985年4月12日", "有效期至：2027年1月1日")))
    assert not found.date.present


def test_an_organisation_without_a_date_is_still_the_issuer(sheet: Make) -> None:
    found = sign_off(strips(sheet("# 证书", "梁雨桐同志：", "荣获一等奖。", "> 北京机械工程学会")))
    assert found.issuer.value == "北京机械工程学会"
    assert found.date.state == "not_found"


def test_headings_are_large_print_and_first_rows_but_no_rows_of_a_list(sheet: Make) -> None:
    found = headings(sheet("# 材料目录", "1.北京市高级职称考核认定举荐表", "2.劳动合同书…1份", "一、基本情况").page)
    assert [heading.text for heading in found if heading.large] == ["材料目录"]
    assert not any("举荐表" in heading.text for heading in found)


def test_a_numbered_heading_is_that_of_a_section(sheet: Make) -> None:
    assert [heading.section for heading in headings(sheet("四、用人单位意见", "# 单位推荐意见").page)] == [True, False]


def test_a_page_knows_its_number_and_whose_it_is(sheet: Make) -> None:
    page = sheet("被举荐人：梁雨桐", "姓名 | 贺知秋", "@0.93 - 3 -")
    assert traits(page.page).folio is not None
    assert holder(page, ["被举荐人"]) == "梁雨桐"


def test_a_signature_is_not_read_for_the_holder(sheet: Make) -> None:
    page = with_lines(sheet("乙方（签字）："), Line(text="某草书", box=(0.3, 0.05, 0.4, 0.066), handwritten=True))
    assert holder(page, ["乙方"]) == ""


def test_blank_is_a_page_with_nothing_and_not_one_that_could_not_be_read(sheet: Make) -> None:
    assert is_blank(sheet(ink_ratio=0.001).page)
    assert is_blank(sheet("〞", ink_ratio=0.001).page)
    assert not is_blank(sheet(ink_ratio=0.001, quality="unreadable").page)
    assert not is_blank(sheet(ink_ratio=0.2).page)
    assert not is_blank(sheet(ink_ratio=0.001, marks=[Mark(kind="ink", box=(0.1, 0.1, 0.2, 0.2))]).page)


def test_the_same_words_with_another_number_are_no_copy(sheet: Make) -> None:
    text = "兹证明持证人于该年度完成全部课程并通过考核，特发此证，以资证明。该证书由某某机构监制并负责解释。"
    one, two = sheet(text, "编号 20230000001", file="1.pdf"), sheet(text, "编号 20230000002", file="2.pdf")
    assert copies([one, two]) == {}
    assert copies([one, sheet(text, "编号 20230000001", file="3.pdf")]) == {1: 0}
