"""Working days in China: the State Council's yearly notice, a profile's overrides, weekends where neither is known.

Source: 国务院办公厅节假日安排 as kept by `chinesecalendar`; a year it does not know is said (`knows`), never guessed in
silence. Both ways of counting are kept: the first day included, and left out (参照《民法典》第二百零一条).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import chinese_calendar

FIRST_YEAR, LAST_YEAR = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year
LONGEST = 3660
"""Days after which a period is not counted out any more: no publicity and no time limit is that long."""


@dataclass(frozen=True)
class Calendar:
    """The days of rest and of work that differ from, or go beyond, what the library knows."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, overrides: Mapping[str, Any]) -> "Calendar":
        """From a profile's ``calendar``: ``rest`` and ``work`` list ISO dates, ``years`` those now wholly known."""
        rest, work = (frozenset(map(date.fromisoformat, overrides.get(key) or ())) for key in ("rest", "work"))
        return cls(rest, work, frozenset(overrides.get("years") or ()))

    def knows(self, year: int) -> bool:
        """Whether the year's holidays are official."""
        return FIRST_YEAR <= year <= LAST_YEAR or year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether people work that day; in an unknown year every weekday is taken for one."""
        if day in self.rest or day in self.work:
            return day in self.work
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5

    def inclusive(self, start: date, end: date) -> int:
        """Working days from `start` to `end`, both counted; 0 where the end comes first."""
        days = min((end - start).days, LONGEST)
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(days + 1))

    def exclusive(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`: the first day is not counted."""
        return self.inclusive(start + timedelta(days=1), end)

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years between both days whose holidays are not official."""
        return tuple(year for year in range(start.year, min(end.year, start.year + 10) + 1) if not self.knows(year))

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one (《民法典》第二百零三条)."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def days_over(self, deadline: date, day: date) -> int:
        """Days by which `day` is past the last day of a time limit, which a day of rest puts off; 0 within it."""
        return max(0, (day - self.on_or_after(deadline)).days)

    def after(self, day: date, count: int) -> date:
        """The working day that is the `count`-th after `day`."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day
