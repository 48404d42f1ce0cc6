"""Numbers with their checks, and names of persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.terms import numbers, persons, text


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "1101 0519 4912 3100 2×", "830000199001010012"])
def test_a_right_id_number_passes_however_it_is_typed(number: str) -> None:
    assert numbers.id_number_ok(number)


@pytest.mark.parametrize("number", ["110105194912310021", "11010519491331002X", "1101051949123100", "", "abc"])
def test_a_wrong_id_number_does_not(number: str) -> None:
    assert not numbers.id_number_ok(number)


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(place: int, shift: int) -> None:
    right = "11010519491231002X"
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert not numbers.id_number_ok(wrong)


def test_birth_and_gender_stand_in_the_number() -> None:
    assert numbers.birth_date_of("11010519491231002X") == "1949-12-31"
    assert numbers.gender_of("11010519491231002X") == "女"


def test_credit_codes_patents_and_serials_have_their_checks() -> None:
    assert numbers.uscc_ok("91350100M000100Y43")
    assert not numbers.uscc_ok("91350100M000100Y44")
    assert numbers.uscc_within("91110000101623741K", "11")
    assert numbers.patent_ok("ZL 2017 1 0601862.3")
    assert numbers.patent_ok("ZL 95115608.X")
    assert not numbers.patent_ok("ZL201710601862.4")
    assert numbers.issn_ok("0254-4156")
    assert numbers.isbn_ok("978-7-302-51165-6") != numbers.isbn_ok("978-7-302-51165-5")


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_a_masked_number_never_shows_the_day_of_birth(number: str) -> None:
    assert numbers.mask_id(number)[6:14] == "*" * 8


@pytest.mark.parametrize(
    ("one", "other"),
    [("阿卜杜拉·买买提", "阿卜杜拉•买买提"), ("張三丰", "张 三丰"), ("John Smith", "SMITH JOHN"), ("王小明同志", "王小明")],
)
def test_one_person_may_be_written_in_two_ways(one: str, other: str) -> None:
    assert persons.same_name(one, other)


def test_two_persons_are_not_one_and_a_label_is_no_name() -> None:
    assert not persons.same_name("张三", "张四")
    assert persons.looks_like_name("欧阳修")
    assert not persons.looks_like_name("工作单位")
    assert not persons.looks_like_name("北京某某大学")


def test_wrapped_lines_are_joined_as_they_were_written() -> None:
    assert (
        text.join_lines(["该同志长期", "从事研究，发表 Deep", "Learning 论文"]) == "该同志长期从事研究，发表 Deep Learning 论文"
    )


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(raw: str) -> None:
    assert text.fold(text.fold(raw)) == text.fold(raw)
