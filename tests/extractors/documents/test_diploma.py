"""Diplomas and degrees: prose, registration forms, verification reports, foreign ones."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document
from validators.fields import REFER

Said = Callable[..., dict[str, Any]]


def test_a_diploma_in_prose_with_dates_in_chinese_figures(said: Said) -> None:
    found = said(
        "diploma",
        (
            "# 普通高等学校毕业证书",
            "学生 梁雨桐 性别 女，一九八五年四月十二日生，于二〇〇三年九月至二〇〇七年七月在本校",
            "机械设计 专业四年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。",
            "校 名：京华理工大学 | 校（院）长：某某",
            "证书编号：100081200705001234 | 二〇〇七年七月一日",
        ),
    )
    assert (found["holder"], found["issuer"], found["issued_on"]) == ("梁雨桐", "京华理工大学", "2007-07-01")
    assert (found["number"], found["level"]) == ("100081200705001234", "本科")


def test_a_title_before_the_word_student_does_not_hide_the_name(said: Said) -> None:
    assert (
        said("diploma", ("# 硕士研究生", "# 毕业证书", "学生梁雨桐，性别女，成绩合格，准予毕业。", "> 京华理工大学"))["holder"]
        == "梁雨桐"
    )


def test_the_registration_form_is_read_by_its_cells_and_says_until_when_it_can_be_verified(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐", "性别", "女"],
        ["出生日期", "1985年4月12日", "民族", "汉族"],
        ["学校名称", "京华理工大学", "层次", "本科"],
        ["学历类别", "普通高等教育", "学习形式", "普通全日制"],
        ["入学日期", "2003年9月1日", "毕(结)业日期", "2007年7月1日"],
        ["毕(结)业", "毕业", "校(院)长姓名", "某某"],
        ["证书编号", "100081200705001234", "<", "<"],
    ]
    page = (
        "# 教育部学历证书电子注册备案表",
        "更新日期：2025年1月1日",
        table,
        "在线验证码：AB12CD34EF56GH78",
        "验证报告有效期：2026年5月1日前",
    )
    found = said("diploma", page)
    assert (found["holder"], found["issuer"], found["issued_on"]) == ("梁雨桐", "京华理工大学", "2007-07-01")
    assert (found["number"], found["valid_to"], found["kind"]) == ("100081200705001234", "2026-05-01", "普通全日制")
    assert found["verification_code"] == "AB12CD34EF56GH78"


def test_a_degree_names_itself_its_school_and_its_day_though_the_day_stands_beside_the_number(said: Said) -> None:
    found = said(
        "degree_certificate",
        (
            "# 硕士学位证书",
            "梁雨桐，女，1985年4月12日生。在我校机械工程学科完成了硕士学位",
            "培养计划，成绩合格，根据《中华人民共和国学位条例》的规定，授予工学硕士学位。",
            "> 京华理工大学",
            "> 学位评定委员会主席 某某",
            "证书编号：1000832010001234 | 2010年6月30日",
        ),
    )
    assert (found["holder"], found["title"], found["issuer"]) == ("梁雨桐", "工学硕士学位", "京华理工大学")
    assert (found["number"], found["issued_on"]) == ("1000832010001234", "2010-06-30")


def test_a_foreign_degree_that_was_recognised(said: Said) -> None:
    found = said(
        "degree_certificate",
        (
            "# 国（境）外学历学位认证书",
            "梁雨桐，女，中国国籍，1985年4月12日出生。",
            "于2012年12月获得理学硕士学位。",
            "> 教育部留学服务中心",
            "> 2016年5月12日",
        ),
    )
    assert (found["holder"], found["issuer"], found["issued_on"]) == ("梁雨桐", "教育部留学服务中心", "2016-05-12")


def test_a_degree_in_english(said: Said) -> None:
    found = said(
        "degree_certificate",
        (
            "# The University of Northfield",
            "hereby confers upon",
            "Yutong Liang",
            "the degree of Doctor of Philosophy",
            "June 12, 2015",
        ),
    )
    assert (found["holder"], found["title"], found["issued_on"]) == ("Yutong Liang", "Doctor of Philosophy", "2015-06-12")


def test_the_board_whose_chairman_signs_is_not_the_school(said: Said) -> None:
    page = (
        "# 博士学位证书",
        "梁雨桐，女，1985年4月12日生。已通过博士学位的课程考试和论文答辩，授予工学博士学位。",
        "> 京华理工大学",
        "> 校长 学位评定委员会主席",
        "> 二〇一〇年六月三十日",
    )
    assert said("degree_certificate", page)["issuer"] == "京华理工大学"


def test_the_end_of_the_studies_is_little_trusted_as_the_day_of_issue(read_as: Callable[..., Document]) -> None:
    rows = ("毕业证书", "学生 梁雨桐 性别 女，于2003年9月至2007年7月在本校学习，准予毕业。", "京华理工大学")
    undated, dated = (read_as("diploma", lines)["issued_on"] for lines in (rows, (*rows, "2007年7月1日")))
    assert (undated.value, undated.confidence < REFER) == ("2007-07", True)
    assert (dated.value, dated.confidence > REFER) == ("2007-07-01", True)
