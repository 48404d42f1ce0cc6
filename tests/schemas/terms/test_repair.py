"""A misread character is put right where only one number can be meant; what a person typed wrongly stays wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import issn
from stdnum.cn import uscc

from schemas.terms.numbers import plain
from schemas.terms.repair import (
    CREDIT_CODE,
    FIGURES,
    ID_NUMBER,
    ISBN,
    ISSN,
    LOOK_ALIKE,
    PATENT,
    USCC,
    Kind,
    kind_of,
    repaired,
    unsound,
)

KINDS = (ID_NUMBER, CREDIT_CODE, PATENT, ISSN, ISBN)
figures = st.text(FIGURES, min_size=12, max_size=12)
days = st.dates(date(1930, 1, 1), date(2010, 12, 31))


def completed(body: str, kind: Kind) -> str:
    """The body with the check digit that makes it sound."""
    return next(body + char for char in kind.last if kind.sound(body + char))


SOUND: dict[Kind, st.SearchStrategy[str]] = {
    ID_NUMBER: st.builds(lambda born, order: completed(f"110105{born:%Y%m%d}{order:03d}", ID_NUMBER), days, st.integers(0, 999)),
    CREDIT_CODE: st.text(USCC, min_size=9, max_size=9).map(lambda text: _code(f"91110105{text}")),
    PATENT: figures.map(lambda body: completed("2021" + body[:8], PATENT)),
    ISSN: figures.map(lambda body: body[:7] + issn.calc_check_digit(body[:7])),
    ISBN: figures.map(lambda body: completed(f"978{body[:9]}", ISBN)),
}


def _code(body: str) -> str:
    return body + str(uscc.calc_check_digit(body))


@st.composite
def numbers(draw: Callable[..., object]) -> tuple[Kind, str]:
    kind = draw(st.sampled_from(KINDS))
    return kind, draw(SOUND[kind])  # type: ignore[index,return-value]


@settings(max_examples=60, deadline=None)
@given(numbers(), st.booleans(), st.text(FIGURES + "X", max_size=24))
def test_a_sound_number_is_never_touched(made: tuple[Kind, str], doubted: bool, second: str) -> None:
    kind, number = made
    assert repaired(number, kind, doubted, second) is None
    assert not unsound(number, kind)


@settings(max_examples=60, deadline=None)
@given(numbers(), st.data())
def test_a_confident_wrong_character_stays_whatever_a_second_reader_says(made: tuple[Kind, str], data: st.DataObject) -> None:
    kind, number = made
    at = data.draw(st.integers(0, len(number) - 1))
    typed = number[:at] + data.draw(st.sampled_from([c for c in kind.legal if c != number[at]])) + number[at + 1 :]
    for second in ("", number, typed):
        assert repaired(typed, kind, doubted=False, second=second) is None
    assert repaired(typed, kind, doubted=True, second=typed) is None
    assert repaired(typed, kind, doubted=True) is None


@settings(max_examples=60, deadline=None)
@given(numbers(), st.data())
def test_what_comes_of_a_misreading_is_sound_and_one_likely_character_away(made: tuple[Kind, str], data: st.DataObject) -> None:
    kind, number = made
    at = data.draw(st.integers(0, len(number) - 1))
    read = number[:at] + data.draw(st.sampled_from("OQDUIL|SZBGKV0123456789囗")) + number[at + 1 :]
    second = data.draw(st.sampled_from(["", number, "号" + number + "1"]))
    mended = repaired(read, kind, data.draw(st.booleans()), second)
    if mended is not None:
        assert kind.sound(mended)
        assert not kind.sound(read)
        assert mended == repaired(read, kind, True, second)
        ((one, other),) = [(a, b) for a, b in zip(read, mended, strict=True) if a != b]
        assert any(one.upper() in group and other in group for group, _ in LOOK_ALIKE)


@settings(max_examples=60, deadline=None)
@given(numbers(), st.data())
def test_a_letter_that_cannot_stand_there_is_put_right_by_the_check_alone(made: tuple[Kind, str], data: st.DataObject) -> None:
    kind, number = made
    spots = [at for at, char in enumerate(number[:-1]) if char == "0" and kind is not CREDIT_CODE]
    if spots:
        at = data.draw(st.sampled_from(spots))
        assert repaired(number[:at] + "O" + number[at + 1 :], kind) == number


@pytest.mark.parametrize(
    ("read", "kind", "printed"),
    [
        ("1101O119900307205X", ID_NUMBER, "11010119900307205X"),
        ("11010119900307205K", ID_NUMBER, "11010119900307205X"),
        ("ZL 2O21 1 0321526.X", PATENT, "ZL 2021 1 0321526.X"),
        ("978-7-O4-055123-5", ISBN, "978-7-04-055123-5"),
        ("O317-8471", ISSN, "0317-8471"),
        ("O317-8472", ISSN, None),
        ("1101OI19900307205X", ID_NUMBER, None),
    ],
)
def test_one_letter_among_figures_is_put_right_and_spaces_dots_and_dashes_stay(
    read: str, kind: Kind, printed: str | None
) -> None:
    assert repaired(read, kind) == printed


def test_a_figure_is_put_right_where_the_reader_doubted_and_another_read_the_number_that_is_sound() -> None:
    printed, read, unlike = "11010119900307205X", "11010119900807205X", "11010119900307405X"
    assert repaired(read, ID_NUMBER, doubted=True, second=f"公民身份号码{printed}") == printed
    assert repaired(read, ID_NUMBER, doubted=True, second=read) is None
    assert repaired(read, ID_NUMBER, doubted=False, second=printed) is None
    assert repaired(unlike, ID_NUMBER, doubted=True, second=printed) is None, "4 does not look like 2"


def test_another_kind_of_number_and_one_of_another_length_are_left_alone() -> None:
    assert kind_of("passport", "number") is None
    assert kind_of("applicant", "employer_uscc") is CREDIT_CODE
    assert not unsound("E12345678", ID_NUMBER)
    assert not unsound("T/BJXH 113-2019", ISBN)
    assert repaired("GB/T 1234O-2020", ISBN) is None


def test_nothing_is_invented_where_several_repairs_would_pass() -> None:
    """In a credit code the letter O may be 0, C, D, Q or U: all are legal, and with a modulus of 31 at most one passes."""
    code = _code("911101050000000C0")
    passing = [c for c in "0CDQU" if uscc.is_valid(code.replace("C", c))]
    assert passing == ["C"]
    assert repaired(code.replace("C", "O"), CREDIT_CODE) == code
    assert plain(code) == code
