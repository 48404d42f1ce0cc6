"""`jujian rules diff`: what is different between two profiles, and which past cases would come out otherwise."""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
import yaml
from rich.console import Console
from rich.table import Table

from desk.errors import WRONG_USAGE, stop, told
from desk.rules import profile_on
from flows.comparing import CaseChange, Turn, compared
from flows.docket import CaseError
from flows.intake import NotProcessedError
from infra.settings import hush, load_settings
from schemas.profile import Change, Impact, Profile
from validators.profile import LOG, folder_of, load_profile
from validators.rule_changes import RuleChange, rule_changes

KINDS = {"added": "新增", "removed": "删除", "switched": "启用状态", "law": "判定", "wording": "用语", "setting": "参数"}
OUTCOMES = {"pass": "通过", "fail": "不通过", "not_applicable": "不适用", "undetermined": "待核定", None: "（无）"}

MOST_TURNS = 8
"""Changes shown of one case: the table says which cases to look at, not all that there is to see."""


def show_diff(one: str, other: str, out: str | None, record: bool, day: str | None) -> bool:
    """Print both tables, write the change log if asked to, and say whether anything is different."""
    if record and not out:
        stop(WRONG_USAGE, "no_output", "记入变更记录须给出 --out，以便重审其中的卷宗。")
    hush()
    with told():
        found = rule_changes(profile_on(one, day), profile_on(other, day))
        _print_rules(found)
        cases = _cases(out, one, other) if out else []
        if out:
            _print_cases(cases)
        if record:
            append_change(folder_of(other), entry(load_profile(one), load_profile(other), found, cases, date.today()))
    return bool(found) or any(case.turns for case in cases)


def _cases(out: str, one: str, other: str) -> list[CaseChange]:
    try:
        return list(compared(out, load_settings(os.environ), one, other))
    except (CaseError, NotProcessedError) as error:
        stop(WRONG_USAGE, error.code, getattr(error, "message", str(error)))


def _print_rules(found: Iterable[RuleChange]) -> None:
    table = Table(title="规则的不同")
    for name in ("编号", "变化", "何处"):
        table.add_column(name, overflow="fold")
    for change in found:
        what = " → ".join(each or "（未定）" for each in change.what) if change.kind == "setting" else "、".join(change.what)
        table.add_row(change.code, KINDS[change.kind], what)
    _print(table if table.row_count else "两个规则集的规则和参数相同。")


def _print_cases(cases: list[CaseChange]) -> None:
    """One line a case whose outcomes differ; people are told apart by case id alone."""
    changed = [case for case in cases if case.turns]
    table = Table(title=f"重审 {len(cases)} 件，结果有变 {len(changed)} 件")
    for name in ("case_id", "轮次", "结果的变化"):
        table.add_column(name, overflow="fold")
    for case in changed:
        turns = [f"{_said(turn)}×{count}" for turn, count in Counter(case.turns).items()]
        more = [f"等 {len(turns)} 种"] if len(turns) > MOST_TURNS else []
        table.add_row(case.case_id, str(case.round), "；".join([*turns[:MOST_TURNS], *more]))
    _print(table)


def _said(turn: Turn) -> str:
    return f"{turn.code} {OUTCOMES[turn.before]}→{OUTCOMES[turn.after]}"


def _print(what: Table | str) -> None:
    console = Console(highlight=False, width=None if Console().is_terminal else 160)
    console.print(what)


def entry(one: Profile, other: Profile, found: Iterable[RuleChange], cases: Iterable[CaseChange], day: date) -> Change:
    """The entry of the change log: which rules and settings changed, and the submissions that this touches."""
    judged = list(cases)
    touched = tuple(sorted({case.case_id for case in judged if case.turns}))
    return Change(
        day=day.isoformat(),
        version=other.version,
        says=f"与规则集 {one.id}（版本 {one.version}）比较",
        rules=tuple(dict.fromkeys(change.code for change in found)),
        impacted=Impact(against=one.sha256, judged=len(judged), cases=touched),
    )


def append_change(folder: Path, change: Change) -> None:
    """Write the entry at the end of the folder's change log, which is begun where there is none. What stands there stays."""
    file = folder / f"{LOG}.yaml"
    text = file.read_text("utf-8").rstrip("\n") if file.is_file() else "changes:"
    lines = yaml.safe_dump([change.model_dump(mode="json", exclude_none=True)], allow_unicode=True, sort_keys=False, width=120)
    added = "".join(f"\n  {line}" for line in lines.splitlines())
    try:
        file.write_text(f"{text}{added}\n", "utf-8")
    except OSError as error:
        stop(WRONG_USAGE, "log_not_written", f"变更记录无法写入（{error.strerror}）；请把规则集复制到可写的文件夹后再试。")
    click.echo(f"已记入 {file.name}。")
