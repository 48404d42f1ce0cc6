"""`jujian rules`: the rules of a profile — code, title, basis, severity, whether they are on, and why not; its change log."""

from datetime import date

import click
from rich.console import Console
from rich.table import Table

from flows.run import DEFAULT_PROFILE
from schemas.profile import Change, Profile, Rule
from validators.profile import check_in_force, load_profile

SEVERITIES = {"missing": "缺失", "nonconforming": "不规范", "hint": "疑点提示"}
NOTICES = {"auto": "列入告知书", "confirm": "经人工确认后列入", "never": "不得列入"}
UNSAID = "规则集未启用"


def profile_on(id_or_path: str | None, day: str | None) -> Profile:
    """The profile as it is in force on a day, by default today. Raises `ProfileError`."""
    profile = load_profile(id_or_path or DEFAULT_PROFILE)
    check_in_force(profile, day)
    return profile.on(day or date.today().isoformat())


def list_rules(id_or_path: str | None, day: str | None) -> None:
    """Print those in force on a day in the order of the catalogue, and what was changed when."""
    profile = profile_on(id_or_path, day)
    rules = profile.rules
    said = f"{profile.as_of} 施行 {len(rules)} 条规则，启用 {sum(rule.enabled for rule in rules)} 条"
    table = Table(title=said)
    for name in ("编号", "名称", "依据", "类别", "启用", "说明"):
        table.add_column(name, overflow="fold")
    for rule in rules:
        state = ("是", NOTICES[rule.notice]) if rule.enabled else ("否", rule.enabled_why or UNSAID)
        table.add_row(rule.code, rule.title, "；".join(rule.basis), SEVERITIES[rule.severity], *state)
    console = Console(highlight=False, width=None if Console().is_terminal else 160)
    console.print(table)
    for change in profile.changes:
        console.print(f"{change.day} {change_line(change)}", markup=False)


def print_book(id_or_path: str | None, day: str | None) -> None:
    """The rules as a Markdown page."""
    from desk.rule_book import rule_book

    click.echo(rule_book(profile_on(id_or_path, day)), nl=False)


def change_line(change: Change) -> str:
    """An entry of the change log in a line, with the submissions that it touches."""
    impacted = change.impacted
    touched = f"；重审 {impacted.judged} 件，结果有变 {len(impacted.cases)} 件" if impacted else ""
    return f"版本 {change.version}：{change.says}{touched}"


def why(rule: Rule) -> str:
    """Whether it is on, and the reason that the profile gives."""
    if rule.enabled:
        return f"是（{rule.enabled_why}）" if rule.enabled_why else "是"
    return f"否（{rule.enabled_why or UNSAID}）"
