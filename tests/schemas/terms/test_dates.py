"""Dates as people write them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.terms.dates import agree, find_dates, parse_date, parse_range

FORMS = {
    "2024年9月18日": "2024-09-18",
    "2024 年 9 月": "2024-09",
    "2024年9月份": "2024-09",
    "二〇二四年十月二十一日": "2024-10-21",
    "于二二六年六月十日": "2026-06-10",  # the circle lost
    "二一九年六月": "2019-06",
    "二○二四年九月十八日": "2024-09-18",
    "二零二五年三十月": None,
    "一九八七年七月二十": "1987-07",  # and goes on below
    "2024年9月18": "2024-09-18",
    "2024.9.18": "2024-09-18",
    "2024-09-18": "2024-09-18",
    "２０２４／９／１８": "2024-09-18",
    "20240918": "2024-09-18",
    "23/6/6": "2023-06-06",
    "98年12月1日": "1998-12-01",
    "2 0 2 4 年9月1日": "2024-09-01",
    "2O24年9月l8日": "2024-09-18",
    "Jan. 5, 2021": "2021-01-05",
    "5 January 2021": "2021-01-05",
    "March 2019": "2019-03",
    "2026-09.24": "2026-09-24",  # a dash of which the reader saw a dot
    "2023.06-08": "2023-06",  # two months, and no day
    "N2024/8/7": "2024-08-07",  # a rule before it
    "BJ2024/8/7": None,
    "04 8 月/AUG 2025": "2025-08-04",
    "038月/AUG 2035": "2035-08-03",
    "2021": "2021",
    "2021年度": "2021",
    "长 期": "长期",
    "2023年2月30日": None,
    "2023年13月1日": None,
    "年 月 日": None,
    "2024年  月  日": None,
    "BJ2019-424": None,
    "京人社专技发〔2023〕166号": None,
    "": None,
}


@pytest.mark.parametrize(("written", "iso"), FORMS.items())
def test_a_date_is_read_as_written_and_no_further(written: str, iso: str | None) -> None:
    assert parse_date(written) == iso


RANGES = {
    "2024年9月18日至9月25日": ("2024-09-18", "2024-09-25"),
    "2024年9月18日至25日": ("2024-09-18", "2024-09-25"),
    "2024.9.18-9.25": ("2024-09-18", "2024-09-25"),
    "2016.03.04-2036.03.04": ("2016-03-04", "2036-03-04"),
    "2016.03.04-长期": ("2016-03-04", "长期"),
    "2022-07 至 2026-04": ("2022-07", "2026-04"),
    "自2020年8月1日起至2023年7月31日止": ("2020-08-01", "2023-07-31"),
    "2024年9月18日": ("2024-09-18", None),
    "公示期间": (None, None),
}


@pytest.mark.parametrize(("written", "ends"), RANGES.items())
def test_a_period_has_two_ends_and_the_second_may_leave_out_what_the_first_said(
    written: str, ends: tuple[str | None, str | None]
) -> None:
    assert parse_range(written) == ends


@given(
    st.dates(date(1950, 1, 1), date(2050, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y} 年 {m} 月 {d} 日"]),
)
def test_every_day_is_read_back_in_every_form(day: date, form: str) -> None:
    assert parse_date(form.format(y=day.year, m=day.month, d=day.day)) == day.isoformat()


@given(st.text(max_size=60))
def test_no_text_makes_the_parser_fail_and_what_it_finds_is_a_real_date(text: str) -> None:
    for start, end, iso in find_dates(text):
        assert 0 <= start < end <= len(text)
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", iso)


def test_a_month_agrees_with_a_day_in_it_but_not_with_another_month() -> None:
    assert agree("2023-06", "2023-06-12")
    assert not agree("2023-06", "2023-07-12")
    assert not agree("2023-1", "2023-12")
