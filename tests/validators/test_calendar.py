"""Working days: the vectors of SPEC §4.6, both ways of counting, and years that nobody has announced."""

from datetime import date

import pytest

from validators.calendar import Calendar

CALENDAR = Calendar.of({})


@pytest.mark.parametrize(
    ("start", "inclusive", "exclusive"),
    [
        ("2023-06-05", "2023-06-09", "2023-06-12"),
        ("2023-06-19", "2023-06-26", "2023-06-27"),
        ("2023-09-27", "2023-10-09", "2023-10-10"),
        ("2024-02-05", "2024-02-09", "2024-02-18"),
        ("2026-02-12", "2026-02-25", "2026-02-26"),
        ("2026-09-28", "2026-10-09", "2026-10-10"),
        ("2026-11-23", "2026-11-27", "2026-11-30"),
    ],
)
def test_the_earliest_end_of_five_working_days(start, inclusive, exclusive):
    first, wide, strict = map(date.fromisoformat, (start, inclusive, exclusive))
    assert CALENDAR.inclusive(first, wide) == 5
    assert CALENDAR.exclusive(first, strict) == 5
    assert CALENDAR.exclusive(first, wide) < 5 or start == "2024-02-05"


def test_an_end_before_the_start_has_no_days():
    assert CALENDAR.inclusive(date(2026, 3, 3), date(2026, 3, 1)) == 0


def test_a_year_that_is_not_known_is_said_and_counted_by_weekends():
    assert not CALENDAR.knows(2031)
    assert CALENDAR.unknown_years(date(2026, 12, 28), date(2031, 1, 4)) == (2027, 2028, 2029, 2030, 2031)
    assert not CALENDAR.is_workday(date(2031, 4, 12))
    assert CALENDAR.is_workday(date(2031, 4, 14))


def test_a_profile_fills_in_what_the_library_does_not_have_yet():
    calendar = Calendar.of({"rest": ["2031-04-14"], "work": ["2031-04-12"], "years": [2031]})
    assert calendar.knows(2031)
    assert calendar.is_workday(date(2031, 4, 12))
    assert not calendar.is_workday(date(2031, 4, 14))


def test_a_last_day_of_rest_is_put_off():
    assert CALENDAR.on_or_after(date(2026, 10, 3)) == date(2026, 10, 8)


def test_a_count_of_working_days_from_a_day():
    assert CALENDAR.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
