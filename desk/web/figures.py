"""The figures of the overview, from the register alone: what came and went by day, how long it took, what is asked for most."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from desk.web import words
from flows import plots
from infra.register import Counted
from schemas.profile import Profile

DAYS = 30
MOST = 12


class Figures(NamedTuple):
    """Plots as SVG, and the numbers that are said in words."""

    cases: int
    waiting: int
    days_to_notice: float | None
    asked: float
    by_day: str
    to_notice: str
    deficiencies: str
    agreement: str


def figures(entries: Sequence[Counted], profile: Profile, today: date) -> Figures:
    """Of one organisation's cases."""
    took = [_days(each) for each in entries if each.issued_at and each.received_on]
    outcomes = sum(each.outcomes for each in entries)
    return Figures(
        cases=len(entries),
        waiting=sum(each.stage in ("new", "review", "ready") for each in entries),
        days_to_notice=median(took) if took else None,
        asked=sum(each.asked for each in entries) / outcomes if outcomes else 0.0,
        by_day=_by_day(entries, today),
        to_notice=_to_notice(took),
        deficiencies=_deficiencies(entries, profile),
        agreement=_agreement(entries),
    )


def _by_day(entries: Sequence[Counted], today: date) -> str:
    days = [(today - timedelta(days=DAYS - 1 - back)).isoformat() for back in range(DAYS)]
    received = Counter(each.received_on for each in entries)
    done = Counter((each.issued_at or "")[:10] for each in entries)
    return plots.by_day(days, [("收件", [received[day] for day in days]), ("告知", [done[day] for day in days])])


def _to_notice(took: Sequence[int]) -> str:
    if not took:
        return ""
    bounds = [
        (0, 0, "当天"),
        (1, 2, "1–2 天"),
        (3, 5, "3–5 天"),
        (6, 10, "6–10 天"),
        (11, 20, "11–20 天"),
        (21, 10_000, "20 天以上"),
    ]
    counts = [(name, sum(low <= days <= high for days in took)) for low, high, name in bounds]
    most = max(count for _, count in counts) or 1
    return plots.named([(name, count / most, f"{count} 份") for name, count in counts])


def _deficiencies(entries: Sequence[Counted], profile: Profile) -> str:
    titles = {rule.code: rule.title for rule in profile.rules}
    counted = Counter(code for each in entries for code in set(each.codes.split())).most_common(MOST)
    most = counted[0][1] if counted else 1
    rows = [(titles.get(code, code), count / most, f"{count} 份") for code, count in counted]
    return plots.named(rows) if rows else ""


def _agreement(entries: Sequence[Counted]) -> str:
    """Of the cases that a person has worked on: in how many no value of the field was corrected."""
    worked = [each for each in entries if each.clerk]
    wrong = Counter(field for each in worked for field in set(each.corrected.split()))
    shares = [(field, 1 - count / len(worked)) for field, count in wrong.most_common(MOST)]
    return plots.named([(_name(field), share, f"{share:.1%}") for field, share in shares]) if shares else ""


def _name(field: str) -> str:
    """A field as the record's panel calls it."""
    last = field.rsplit("/", 1)[-1]
    for part, labels in (("experts", words.EXPERT), ("plus_one", words.PLUS_ONE), ("publicity", words.PUBLICITY),
                         ("opinion", words.OPINION), ("achievements", words.ACHIEVEMENT)):  # fmt: skip
        if f"/{part}" in field and last in labels:
            heading = {"experts": "专家", "plus_one": "+1", "publicity": "公示", "opinion": "推荐意见", "achievements": "业绩"}[
                part
            ]
            return f"{heading} · {labels[last]}"
    return "页面归类" if field == words.PAGES else words.FIELDS.get(field, field)


def _days(entry: Counted) -> int:
    return (date.fromisoformat(str(entry.issued_at)[:10]) - date.fromisoformat(entry.received_on)).days
