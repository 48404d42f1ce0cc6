"""Overseas qualifications: originals in English, translations, results of verification."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document

Said = Callable[..., dict[str, Any]]

ORIGINAL = (
    "# Institute of Something Engineers",
    "hereby certifies that",
    "Yutong Liang",
    "has been elected / admitted as",
    "Senior Member",
    "Membership No. 93632465",
    "Date of Election: 2019-10-01",
    "Valid through: 2028-12-31",
)


def test_the_translation_speaks_where_there_is_one(said: Said) -> None:
    translation = (
        "# 证书中文译文",
        "某某工程师学会(Institute of Something Engineers)兹证明梁雨桐(Yutong Liang)当选为高级会员。",
        "会员号：93632465",
        "授予日期：2019年10月1日",
        "有效期至：2028年12月31日",
        "译者：某某",
    )
    found = said("overseas_qualification", ORIGINAL, translation)
    assert (found["holder"], found["title"], found["issuer"]) == ("梁雨桐", "高级会员", "某某工程师学会")
    assert (found["number"], found["issued_on"], found["valid_to"]) == ("93632465", "2019-10-01", "2028-12-31")


def test_an_original_alone_is_read_in_its_own_language(read_as: Callable[..., Document]) -> None:
    document = read_as("overseas_qualification", ORIGINAL)
    assert document["holder"].value == "Yutong Liang"
    assert document["title"].value == "Senior Member"
    assert document["issuer"].value == "Institute of Something Engineers"
    assert "foreign_language" in document.tags
    assert "translated" not in document.tags


def test_a_certificate_that_says_it_in_another_way(said: Said) -> None:
    found = said(
        "overseas_qualification",
        (
            "# Association of Chartered Something Accountants",
            "This is to certify that",
            "Yutong Liang",
            "was admitted as a Fellow of the Association",
            "Member number: 1234567",
            "Date of admission: 15 May 2018",
        ),
    )
    assert (found["holder"], found["number"], found["issued_on"]) == ("Yutong Liang", "1234567", "2018-05-15")
    assert found["title"] == "Fellow of the Association"


def test_a_certificate_granted_to_someone(said: Said) -> None:
    page = (
        "# IEEE",
        "Certificate of Senior Membership",
        "is hereby granted to",
        "Yutong Liang",
        "in recognition of professional standing",
        "June 2019",
    )
    found = said("overseas_qualification", page)
    assert (found["holder"], found["issuer"]) == ("Yutong Liang", "IEEE")


def test_a_translated_proof_in_a_table(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐 (Yutong Liang)"],
        ["会员等级", "杰出会员"],
        ["颁发机构", "国际计算学会"],
        ["会员编号", "9988776"],
        ["有效期至", "2027年2月28日"],
    ]
    found = said("overseas_qualification", ("# 会员资格证明（中文译文）", table))
    assert (found["holder"], found["title"], found["issuer"]) == ("梁雨桐", "杰出会员", "国际计算学会")
    assert (found["number"], found["valid_to"]) == ("9988776", "2027-02-28")


def test_a_verification_has_its_code_its_finding_and_its_days(said: Said) -> None:
    table = [
        ["姓名", "梁雨桐"],
        ["资格名称", "高级会员"],
        ["核验码", "HYM20240512001"],
        ["核验结果", "一致"],
        ["核验日期", "2024年5月12日"],
        ["有效期至", "2024年11月12日"],
    ]
    found = said("overseas_verification", ("# 境外职业资格核验结果", table))
    assert (found["number"], found["kind"]) == ("HYM20240512001", "一致")
    assert (found["issued_on"], found["valid_to"]) == ("2024-05-12", "2024-11-12")


def test_number_day_and_term_on_rows_of_their_own(said: Said) -> None:
    found = said(
        "overseas_qualification",
        (
            "# IEEE",
            "This is to certify that",
            "Yutong Liang",
            "has been elevated to the grade of",
            "Senior Member",
            "Member No. 94010025   Elevated on 16 February 2019",
            "Membership valid through 31 December 2026",
        ),
    )
    assert (found["number"], found["issued_on"], found["valid_to"]) == ("94010025", "2019-02-16", "2026-12-31")
