"""`jujian decide` and `jujian notice issue`: what people decide, and the notice that follows."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from desk.errors import WRONG_USAGE, stop
from desk.opening import opened_case
from desk.running import STATES
from flows.again import release
from flows.decide import decide
from flows.issue import Wish, issue
from schemas.decision import Decision

LARGEST = 10_000_000


def issue_notice(
    key: str, out: str, file: str | None, deadline: str | None, profile: str | None, number: str | None, by: str | None
) -> None:
    """Apply, issue, and say what was done."""
    now = datetime.now().astimezone()
    with opened_case(key, out, profile) as docket:
        docket, wishes = release(docket, read_decisions(file) if file else (), now)
        issued = issue(docket, Wish(wishes, deadline, number, by), now)
    if issued.stamp is None:
        click.echo(f"卷宗“{key}”没有需要补正的事项，材料齐全，不出具告知书。")
        return
    stamp = issued.stamp
    if "（" in stamp.number and not issued.before and not number:
        click.echo("提示：规则集尚未填写本机构的名称和简称（profile.yaml 的 organ），编号和落款为占位文字。", err=True)
    if issued.before:
        click.echo(f"卷宗“{key}”本轮告知书已于{stamp.issued_at[:10]}印发，不再重复：", err=True)
    if deadline and not issued.before and deadline < now.date().isoformat():
        click.echo("提示：截止日期早于今天。", err=True)
    click.echo(f"编号 {stamp.number}　截止日期 {stamp.deadline}　补正事项 {issued.items} 项")


def record_decisions(key: str, out: str, wishes: tuple[Decision, ...], profile: str | None) -> None:
    """Record, and say how the case stands."""
    now = datetime.now().astimezone()
    with opened_case(key, out, profile) as docket:
        docket, rest = release(docket, wishes, now)
        made = decide(docket, rest, now)
    click.echo(
        f"已记录。卷宗“{key}”：{STATES[made.status]}，补正事项 {made.items} 项，待核定 {made.referrals} 项，提示 {made.flags} 项"
    )


def read_decisions(file: str) -> tuple[Decision, ...]:
    """The decisions in a file (``-``: standard input). Stops with one line where it is not as CONTRACT.md §2 says."""
    try:
        text = sys.stdin.read(LARGEST) if file == "-" else Path(file).read_text("utf-8-sig")
        said = json.loads(text)
    except OSError as error:
        stop(WRONG_USAGE, "no_decisions", f"决定文件无法读取（{error.strerror}）；请核对 --decisions。")
    except ValueError as error:
        stop(WRONG_USAGE, "bad_decisions", f"决定文件不是 UTF-8 的 JSON（{error}）。")
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        stop(WRONG_USAGE, "bad_decisions", "决定文件应为一个列表：[{code, subject, decision, value, reason, by}, …]。")
    return _checked(said)


def decisions_of(file: str | None, said: dict[str, str | None]) -> tuple[Decision, ...]:
    """The decisions in the file, or the one that the options of the command say."""
    if file:
        return read_decisions(file)
    if page := said.pop("page", None):
        said = said | {"pointer": page, "decision": "place"}
    return _checked([{name: value for name, value in said.items() if value is not None}])


def _checked(said: list[dict[str, object]]) -> tuple[Decision, ...]:
    try:
        return TypeAdapter(tuple[Decision, ...]).validate_python([_plain(each) for each in said])
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        at, *rest = first["loc"]
        why = "空缺" if first["type"] == "missing" else first["msg"]
        stop(WRONG_USAGE, "bad_decisions", f"第{int(at) + 1}条决定的 {'.'.join(map(str, rest))} 不合要求：{why}")


def _plain(said: dict[str, object]) -> dict[str, object]:
    """With what may be left out: no reason, and the one thing that can be said of a value."""
    implied = {"decision": "correct"} if said.get("pointer") is not None else {}
    return implied | {name: value for name, value in said.items() if not (name == "reason" and value is None)}
