"""`jujian` on a machine whose wall clock somebody moves, while it runs, by as many hours as stand in a file.

    python moved_clock.py FILE watch --inbox …

What measures durations goes on as before, as the system's own does.
"""

import sys
import time
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import flows.watch
import infra.ledger_trail
from desk.cli import main

HOURS = Path(sys.argv.pop(1))
real = time.time


def moved() -> timedelta:
    return timedelta(hours=float(HOURS.read_text()))


class Moment(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + moved()


class Day(date):
    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return (datetime.now() + moved()).date()


if __name__ == "__main__":
    time.time = lambda: real() + moved().total_seconds()
    flows.watch.date, infra.ledger_trail.datetime = Day, Moment  # type: ignore[attr-defined]
    main()
