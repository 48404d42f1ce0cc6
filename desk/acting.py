"""`jujian notice check|serve`, `jujian case abandon|fraud|reinstate|acts`, `jujian overdue`: what only people do."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from desk.act_words import in_words, taken_back
from desk.errors import WRONG_USAGE, stop
from desk.opening import opened_case, opened_state
from flows.acts import abandon, acts_of, find_fraud, reinstate, serve
from flows.checking import check
from flows.docket import Docket
from flows.run import DEFAULT_PROFILE
from infra.ledger_acts import Acts
from schemas.acts import Abandonment, FraudFinding, Reinstatement, Service, service
from schemas.base import Value
from validators.calendar import Calendar
from validators.profile import load_profile

A = TypeVar("A", bound=Value)
SLOTS = {
    "by": "--by", "on": "--on", "received_by": "--received-by", "note": "--note", "grounds": "--grounds", "reason": "--reason",
    "found_by": "--found-by", "documents": "--document", "verified_on": "--verified-on", "how": "--how",
}  # fmt: skip


def record_check(key: str, out: str, by: str, profile: str | None) -> None:
    """A second person's check of what is to be issued."""
    with opened_case(key, out, profile) as docket:
        check(docket, by, _now())
    click.echo(f"已记录复核。卷宗“{key}”第{docket.round.number}轮此后如有改动，须重新复核。")


def record_service(key: str, out: str, profile: str | None, **said: Any) -> None:
    """How the notice reached the applicant."""
    act = _said(Service, said)
    with opened_case(key, out, profile) as docket:
        serve(docket, act, _now())
    click.echo(f"已记录送达：{act.on} {act.how}。")


def record_abandonment(key: str, out: str, profile: str | None, **said: Any) -> None:
    """视为放弃. That no service of the notice was recorded is said."""

    def act(docket: Docket) -> None:
        kept = abandon(docket, _said(Abandonment, said), _now())
        if service(acts_of(docket), kept.round) is None:
            click.echo("提示：该告知书没有送达记录（jujian notice serve）。", err=True)

    _on_case(key, out, profile, act, "已记录视为放弃")


def record_fraud(key: str, out: str, profile: str | None, **said: Any) -> None:
    """A verified fraud finding."""
    _on_case(key, out, profile, lambda docket: find_fraud(docket, _said(FraudFinding, said), _now()), "已记录查实结论")


def record_reinstatement(key: str, out: str, profile: str | None, **said: Any) -> None:
    """The last ending taken back."""
    _on_case(key, out, profile, lambda docket: reinstate(docket, _said(Reinstatement, said), _now()), "已撤销")


def list_acts(key: str, out: str, profile: str | None) -> None:
    """All acts on the case, in order."""
    with opened_case(key, out, profile) as docket:
        acts = acts_of(docket)
    gone = taken_back(acts)
    for each in acts:
        click.echo(f"{each.at[:16]}　第{each.round}轮　{each.act.by}　{in_words(each)}{'（已撤销）' if each in gone else ''}")
    if not acts:
        click.echo("没有复核、送达、视为放弃或查实的记录。")


def list_overdue(out: str, on: str | None, profile: str | None) -> None:
    """The noticed cases whose last day is over on a day, by default today. It decides nothing."""
    day = date.fromisoformat(on) if on else date.today()
    with opened_state(out) as home:
        calendar = Calendar.of(load_profile(profile or DEFAULT_PROFILE).calendar)
        noticed = Acts(home.ledger.engine).noticed()
    late = [(each, calendar.days_over(date.fromisoformat(each.stamp.deadline), day)) for each in noticed]
    for each, days in late:
        if days:
            click.echo(f"{each.key}　{each.stamp.number}　截止 {each.stamp.deadline}　逾期 {days} 天")
    count = sum(days > 0 for _, days in late)
    click.echo(f"截至 {day}，逾期未补正 {count} 件。是否视为放弃，由主管决定（jujian case abandon）。")


def _on_case(key: str, out: str, profile: str | None, act: Callable[[Docket], Any], done: str) -> None:
    with opened_case(key, out, profile) as docket:
        act(docket)
        closed = docket.reopened().round.closed
    click.echo(f"{done}。卷宗“{key}”{'不再决定、告知，直至撤销' if closed else '继续办理'}。")


def _said(kind: type[A], said: dict[str, Any]) -> A:
    """What the options say, as an act. Stops with one line where it cannot be one."""
    try:
        return kind.model_validate({name: value for name, value in said.items() if value is not None})
    except ValidationError as error:
        slot = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        stop(WRONG_USAGE, "bad_act", f"{SLOTS.get(slot, slot)} 空缺、过长或不合格式，请核对。")


def _now() -> datetime:
    return datetime.now().astimezone()
