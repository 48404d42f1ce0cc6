"""Whether two names are one organisation, and what body a name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.terms.organisations import is_department, kind, region, same, within

PAIRS = {
    ("北京云栖文物修复有限公司", "北京云栖文物修复有限公司"): "same",
    ("北京雲棲文物修復有限公司", "北京云栖文物修复有限公司"): "same",
    ("北京市某某局", "北京某某局"): "same",
    ("北京云栖科技（集团）有限公司", "北京云栖科技(集团)有限公司"): "same",
    ("北京云栖文物修复有限公司", "北京云栖文物修复有限责任公司"): "unclear",
    ("北辰大学", "北辰大学文学院"): "unclear",
    ("北京北辰科技有限公司", "北京东辰科技有限公司"): "unclear",
    ("北京元和基因技术有限公司", "北京远山影视文化有限公司"): "different",
    ("甲大学", "乙大学"): "different",
    ("", "乙大学"): "unclear",
}


@pytest.mark.parametrize(("names", "verdict"), PAIRS.items())
def test_two_names_are_one_two_or_a_question(names: tuple[str, str], verdict: str) -> None:
    assert same(*names) == verdict


@given(
    st.text(alphabet="北京市海淀区科技有限公司大学院()（）", max_size=20),
    st.text(alphabet="北京市海淀区科技有限公司大学院", max_size=20),
)
def test_sameness_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert same(one, other) == same(other, one)


KINDS = {
    "北京市石景山区人力资源和社会保障局": "talent_authority",
    "中共北京市海淀区委组织部": "talent_authority",
    "北京市文物局": "authority",
    "北京市科学技术委员会": "authority",
    "北京舞蹈家协会": "association",
    "北京摄影学会": "society",
    "IEEE": "certification_body",
    "特许公认会计师公会": "certification_body",
    "Royal Society of Chemistry": "certification_body",
    "北京云栖科技有限公司": "employer",
    "北辰大学": "employer",
    "张三": "unknown",
}


@pytest.mark.parametrize(("name", "body"), KINDS.items())
def test_a_name_says_what_kind_of_body_it_is(name: str, body: str) -> None:
    assert kind(name) == body


@pytest.mark.parametrize(
    ("name", "where"),
    {
        "北京某某公司": "here",
        "海淀区文化馆": "here",
        "天津某某公司": "elsewhere",
        "某某（上海）有限公司": "elsewhere",
        "中国某某协会": "national",
        "某某公司": "unknown",
    }.items(),
)
def test_a_name_says_where_it_is_or_does_not(name: str, where: str) -> None:
    assert region(name, "北京|^(海淀|朝阳)区?") == where


def test_a_department_does_not_speak_for_the_whole() -> None:
    assert is_department("北京云栖科技有限公司人力资源部")
    assert not is_department("北京云栖科技有限公司")
    assert within("北辰大学文学院", "北辰大学")
