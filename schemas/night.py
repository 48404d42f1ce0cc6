"""The report of a night: counts, codes and case ids, nothing personal."""

from schemas.base import Value


class Share(Value):
    """How much of what is stored was looked at this night: so many of so many, and how many were not as they were written."""

    looked_at: int
    of: int
    damaged: tuple[str, ...] = ()


class Overdue(Value):
    """A notice whose day has passed with nothing handed in."""

    case_id: str
    round: int
    deadline: str


class NightReport(Value):
    """How the service stands after a night. `day` is ISO.

    `received` counts dossiers, `done` those that have a record, `deficient` those with something to be supplied,
    `waiting` those that are not done yet, `failed` those that cannot be (by error code). `pages` and `seconds` are sums
    over all records. `deficiencies` counts dossiers by rule code, the most common first; `by_day` dossiers received, by day.
    """

    day: str
    received: int
    done: int
    deficient: int
    waiting: int
    failed: dict[str, int]
    pages: int
    seconds: float
    tried_again: int
    overdue: tuple[Overdue, ...]
    deficiencies: dict[str, int]
    by_day: dict[str, int]
    originals: Share
    outputs: Share
