"""`jujian recommenders add|remove|list`: the organisation's list of recommenders who had to leave (Art. 11)."""

from datetime import datetime
from typing import Any

import click
from pydantic import ValidationError

from desk.errors import WRONG_USAGE, stop
from desk.opening import opened_state
from flows.docket import CaseError
from flows.recommenders import enter
from flows.run import DEFAULT_PROFILE
from infra.ledger_recommenders import Recommenders
from schemas.recommenders import Entry
from validators.profile import load_profile

DONE = {"add": "已列入退出名单", "remove": "已移出退出名单"}


def change_list(out: str, profile: str | None, **said: Any) -> None:
    """Put somebody on the list, or take somebody off."""
    try:
        entry = Entry.model_validate(said)
    except ValidationError as error:
        slot = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        stop(WRONG_USAGE, "bad_entry", f"{'NAME' if slot == 'name' else f'--{slot}'} 空缺、过长或不合格式，请核对。")
    with opened_state(out) as home:
        try:
            enter(home, _organ(profile), entry, datetime.now().astimezone())
        except CaseError as error:
            stop(WRONG_USAGE, error.code, str(error))
    click.echo(f"{DONE[entry.kind]}：{entry.name}（{entry.unit}）。下次运行 jujian run 时，未印发的卷宗据此重新核对（REC-21）。")


def show_list(out: str, profile: str | None) -> None:
    """Who is on it. Of whom somebody recommended, and what became of them, nothing is kept."""
    with opened_state(out) as home:
        listed = Recommenders(home.ledger.engine, _organ(profile)).standing()
    for each in listed:
        click.echo(f"{each.on}　{each.name}　{each.unit}　{each.reason}　（{each.by}）")
    click.echo(f"退出名单共 {len(listed)} 人。")


def _organ(profile: str | None) -> str:
    return load_profile(profile or DEFAULT_PROFILE).organ["id"]
