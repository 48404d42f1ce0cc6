"""Professional titles and vocational qualifications: tables, booklets, notices."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.documents.title_certificate import read
from schemas.document import Document
from schemas.page import Line, Sheet
from schemas.profile import Profile

Said = Callable[..., dict[str, Any]]


def test_an_electronic_certificate_in_cells(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐"],
        ["证件号码", "110108198504120021"],
        ["职称系列", "工程技术人员"],
        ["职称名称", "高级工程师"],
        ["取得时间", "2019-10-22"],
        ["管理号", "ZGB2019000123"],
    ]
    found = said(
        "title_certificate", ("# 北京市专业技术职称证书", table, "> 北京市人力资源和社会保障局", "> 扫描二维码可查验证书信息")
    )
    assert (found["holder"], found["title"], found["number"]) == ("梁雨桐", "高级工程师", "ZGB2019000123")
    assert (found["issued_on"], found["issuer"]) == ("2019-10-22", "北京市人力资源和社会保障局")


def test_a_booklet_in_two_columns_whose_board_runs_over_two_rows(said: Said) -> None:
    found = said(
        "title_certificate",
        (
            "# 高级专业技术资格证书",
            "姓名：梁雨桐 | 编号：京高201900123",
            "资格名称：高级工程师",
            "评审委员会：北京市工程技术系列（机械）高级职称评审委员会",
            "取得资格时间：2019年10月",
            "> 发证机关：北京市人力资源和社会保障局",
        ),
    )
    assert (found["title"], found["number"], found["issued_on"]) == ("高级工程师", "京高201900123", "2019-10")
    assert found["issuer"] == "北京市人力资源和社会保障局"


def test_a_notice_in_prose(said: Said) -> None:
    found = said(
        "title_certificate",
        (
            "# 专业技术职务任职资格证书",
            "兹证明 梁雨桐 同志经北京市工程系列高级职务评审委员会",
            "二〇一八年十一月二十日评审通过，具备高级工程师",
            "任职资格。",
            "> 北京市职称改革领导小组办公室",
            "> 二〇一八年十二月一日",
        ),
    )
    assert (found["holder"], found["title"], found["issued_on"]) == ("梁雨桐", "高级工程师", "2018-12-01")
    assert found["issuer"] == "北京市职称改革领导小组办公室"


def test_a_title_is_known_by_the_profiles_lists_where_the_wording_is_another(said: Said) -> None:
    found = said(
        "title_certificate", ("# 职称评审结果", "经评审，梁雨桐同志的副研究馆员一职予以确认。", "> 某某市人力资源和社会保障局")
    )
    assert found["title"] == "副研究馆员"


def test_widely_set_labels_that_were_read_as_one_vertical_line(sheet: Callable[..., Sheet], profile: Profile) -> None:
    page = sheet("# 专业技术资格证书").page
    stack = Line(text="姓性专", box=(0.30, 0.200, 0.316, 0.276), confidence=0.9)
    rows = [
        Line(text=text, box=(0.36, 0.2 + 0.03 * n, 0.6, 0.216 + 0.03 * n))
        for n, text in enumerate(("名：梁雨桐", "别：女", "业：机械工程"))
    ]
    made = Sheet(ref=sheet().ref, page=page.model_copy(update={"lines": (*page.lines, stack, *rows)}))
    document = Document(id="d1", type="title_certificate", pages=(made.ref,))
    assert read(document, [made], profile)["holder"].value == "梁雨桐"


@pytest.mark.parametrize(
    ("printed", "code"),
    [("在线验证码：ab12 CD34 ef56", "ab12CD34ef56"), ("防伪码 8H2K9Q4M", "8H2K9Q4M"), ("验证码：请扫描二维码查看", None)],
)
def test_the_code_by_which_it_is_verified_is_figures_and_letters(said: Said, printed: str, code: str | None) -> None:
    found = said("title_certificate", ("# 职称证书", "姓名：梁雨桐 | 证书编号：ZC202100123", printed))
    assert (found.get("verification_code"), found["number"]) == (code, "ZC202100123")


def test_a_licence_to_practise(said: Said) -> None:
    found = said(
        "vocational_certificate",
        (
            "# 一级建造师执业资格证书",
            "姓名 梁雨桐 | 管理号 20191103411000000123",
            "批准日期 2019年9月22日",
            "> 中华人民共和国人力资源和社会保障部",
        ),
    )
    assert (found["holder"], found["number"], found["issued_on"]) == ("梁雨桐", "20191103411000000123", "2019-09-22")


def test_a_grade_of_skill(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐"],
        ["职业名称", "景泰蓝制作工"],
        ["技能等级", "一级/高级技师"],
        ["发证日期", "2022-05-06"],
        ["评价机构", "北京市工艺美术行业协会"],
    ]
    found = said("vocational_certificate", ("# 职业技能等级证书", table))
    assert (found["title"], found["level"], found["issuer"]) == ("景泰蓝制作工", "一级/高级技师", "北京市工艺美术行业协会")
