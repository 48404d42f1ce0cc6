"""The checklist by article: every rule with its outcomes, ✓ ✗ ?, the reason, and where it was seen."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from desk.web.views import Spot, spots
from schemas.check import Check
from schemas.deficiencies import Item
from schemas.profile import Profile
from schemas.record import CaseRecord

ARTICLES = "一二三四五六七八九十"
WORST = ("fail", "undetermined", "pass", "not_applicable")


class Line(NamedTuple):
    """One outcome that is worth a line of its own."""

    check: Check
    places: list[Spot]


class Tick(NamedTuple):
    """A rule: what it asks for, its worst outcome, how many subjects have which, and the lines to be read."""

    code: str
    title: str
    severity: str
    outcome: str
    tally: list[tuple[str, int]]
    lines: list[Line]


class Article(NamedTuple):
    """An article of the regulation with the rules that rest on it."""

    name: str
    ticks: list[Tick]
    tally: list[tuple[str, int]]


def articles(record: CaseRecord, profile: Profile, kept_back: Iterable[Item] = ()) -> list[Article]:
    """By article in the regulation's order; rules that rest on other norms alone come last. `kept_back` are late findings that
    whoever looks is not shown.
    """
    hidden = {(item.code, item.subject) for item in kept_back}
    by_rule: dict[str, list[Check]] = {}
    for check in record.checks:
        if (check.code, check.subject) not in hidden:
            by_rule.setdefault(check.code, []).append(check)
    grouped: dict[str, list[Tick]] = {}
    for code, checks in by_rule.items():
        grouped.setdefault(_article(checks[0].basis), []).append(_tick(code, checks, record, profile))
    named = sorted(grouped.items(), key=lambda pair: _order(pair[0]))
    return [Article(name, ticks, _tally([tick.outcome for tick in ticks])) for name, ticks in named]


def _tick(code: str, checks: list[Check], record: CaseRecord, profile: Profile) -> Tick:
    rule = profile.rule(code)
    outcomes = [str(check.outcome) for check in checks]
    worst = min(outcomes, key=WORST.index)
    told = [Line(check, spots(check.evidence, record)) for check in checks if check.outcome in ("fail", "undetermined")]
    asks = rule.title if worst == "fail" else rule.requirement or f"未发现：{rule.title}"
    return Tick(code, asks, rule.severity, worst, _tally(outcomes), told)


def _tally(outcomes: list[str]) -> list[tuple[str, int]]:
    return [(kind, outcomes.count(kind)) for kind in WORST if kind in outcomes]


def _article(basis: tuple[str, ...]) -> str:
    for text in basis:
        if found := re.match(r"本办法(第[一二三四五六七八九十]+条)", text):
            return found[1]
    return "其他依据"


def _order(name: str) -> int:
    digits = name[1:-1]
    return ARTICLES.index(digits) if digits in ARTICLES else 10 + len(digits) if name.startswith("第") else 99
