"""`jujian retention`: which cases have lain untouched for how long, and deleting them, by somebody who says why."""

import os
import unicodedata
from datetime import UTC, datetime, timedelta

import click

from desk.errors import WRONG_USAGE, stop, told
from desk.opening import want_state
from flows.docket import CaseError
from flows.retention import Act, delete, due
from flows.run import DEFAULT_PROFILE
from infra.settings import hush, load_settings
from validators.profile import load_profile


def list_due(out: str, days: int) -> None:
    """Each case that nothing was done with for so many days: its last day and its key."""
    hush()
    with told():
        want_state(out)
        found = due(out, load_settings(os.environ), _before(days))
    for case in found:
        click.echo(f"{case.last}  {case.key}")
    click.echo(f"超过 {days} 天未再办理的卷宗 {len(found)} 份。", err=True)


def delete_cases(keys: tuple[str, ...], days: int | None, out: str, by: str, reason: str, profile: str | None) -> None:
    """Delete these cases, or all that are due; say of each what went."""
    hush()
    if bool(keys) == bool(days):
        stop(WRONG_USAGE, "what_to_delete", "请写明要删除的卷宗名称，或 --days，二者择一。")
    if not by.strip() or not reason.strip():
        stop(WRONG_USAGE, "no_reason", "删除须写明决定人（--by）和理由（--reason）。")
    with told():
        settings = load_settings(os.environ)
        act = Act(load_profile(profile or DEFAULT_PROFILE).organ["id"], by, reason, datetime.now(UTC))
        wanted = keys or tuple(case.key for case in due(out, settings, _before(days or 0)))
        for key in wanted:
            try:
                done = delete(unicodedata.normalize("NFC", key), out, settings, act)
            except CaseError as error:
                stop(WRONG_USAGE, error.code, str(error))
            click.echo(f"已删除卷宗“{key}”：原件 {done.originals} 个；其他卷宗仍在使用而保留的 {done.shared} 个。")


def _before(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()
