"""What looks like a value that a recommender lacks, but stands in no field, is kept: it is asked about and not demanded."""

import pytest

from extractors.documents.adrift import adrift
from schemas.document import Block
from schemas.field import Field


def expert(**said):
    fields = dict.fromkeys(("name", "title", "employer", "phone", "signed_on", "opinion"), Field(state="blank"))
    return Block(kind="expert", fields=fields | {name: Field(value=text, raw=text, state="read") for name, text in said.items()})


def whole_but(*blocks):
    """A form on which nothing else is missing."""
    principal = {name: Field(value="某某", raw="某某", state="read") for name in ("name", "organisation", "position", "phone")}
    return [*blocks, *[expert(**WHOLE)] * 3, Block(kind="plus_one", fields=principal)]


WHOLE = {"name": "林知远", "title": "教授", "employer": "某某大学", "phone": "13900000001", "signed_on": "2025-03-01"}


@pytest.mark.parametrize(
    ("lacks", "line", "kind", "text"),
    [
        ("phone", "联络 13900000002", "phone", "13900000002"),
        ("title", "技术职务层次 研究员", "title", "研究员"),
        ("employer", "供职处所 北京云岫测绘研究院", "organisation", "北京云岫测绘研究院"),
        ("signed_on", "落款 2025年3月2日", "date", "2025年3月2日"),
        ("name", "荐举者 沈知遥", "name", "沈知遥"),
    ],
)
def test_a_value_in_no_field_is_adrift_where_one_like_it_is_missing(sheet, profile, lacks, line, kind, text):
    said = {name: value for name, value in WHOLE.items() if name != lacks}
    assert [(one.kind, one.text) for one in adrift([sheet(line)], whole_but(expert(**said)), profile)] == [(kind, text)]
    assert adrift([sheet(line)], whole_but(expert(**WHOLE)), profile) == ()


def test_the_rule_that_a_value_was_written_on_is_no_part_of_it(sheet, profile):
    said = {name: value for name, value in WHOLE.items() if name != "title"}
    applicant = Block(kind="applicant", fields={"current_title": Field(value="副研究员", raw="副研究员", state="read")})
    assert adrift([sheet("现职称：_副研究员")], [applicant, *whole_but(expert(**said))], profile) == ()


def test_a_value_that_another_field_holds_is_not(sheet, profile):
    said = {name: value for name, value in WHOLE.items() if name != "phone"}
    other = expert(**WHOLE | {"phone": "13900000002"})
    assert adrift([sheet("电话 13900000002")], whole_but(expert(**said), other), profile) == ()


@pytest.mark.parametrize("line", ["北京市高级职称考核认定委员会", "北京市人力资源和社会保障局印制", "专家举荐意见", "举荐表"])
def test_what_forms_print_is_not(sheet, profile, line):
    assert adrift([sheet(line)], whole_but(expert(phone="13900000001")), profile) == ()


def test_an_office_in_the_opinion_may_be_the_writers(sheet, profile):
    block = Block(
        kind="plus_one",
        fields={
            "position": Field(state="not_found"),
            "opinion": Field(
                value="我是 某某公司 的 董事长兼总经理 费己。", raw="我是 某某公司 的 董事长兼总经理 费己。", state="read"
            ),
        },
    )
    found = adrift([sheet("我是 某某公司 的 董事长兼总经理 费己。")], [*[expert(**WHOLE)] * 3, block], profile)
    assert [(one.kind, one.text) for one in found] == [("position", "董事长兼总经理")]


def test_where_fewer_than_three_experts_were_made_out_the_titles_of_others_are_sought(sheet, profile):
    found = adrift([sheet("第三位 研究员")], [expert(**WHOLE), expert(**WHOLE)], profile)
    assert ("title", "研究员") in [(one.kind, one.text) for one in found]


def test_of_a_block_that_was_left_empty_nothing_is_sought(sheet, profile):
    assert adrift([sheet("联络 13900000002")], whole_but(expert()), profile) == ()


def test_a_signature_is_no_name_adrift(sheet, profile):
    said = {name: value for name, value in WHOLE.items() if name != "name"}
    assert adrift([sheet("专家签名：沈知遥")], whole_but(expert(**said)), profile) == ()


def test_four_characters_of_an_opinion_are_no_name_adrift(sheet, profile):
    said = {name: value for name, value in WHOLE.items() if name != "name"}
    praise = expert(**said, opinion="其技艺精湛、德艺双馨，同意举荐。")
    assert adrift([sheet("其技艺精湛、德艺双馨，同意举荐。")], whole_but(praise), profile) == ()


def test_the_month_of_an_achievement_is_no_day_of_signing(sheet, profile):
    said = {name: value for name, value in WHOLE.items() if name != "signed_on"}
    assert adrift([sheet("下穿控制技术 2024年11月")], whole_but(expert(**said)), profile) == ()
