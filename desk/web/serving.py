"""`jujian desk`: serve the room of an output; `jujian desk account add`: somebody who may sign in."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import uvicorn

from desk.errors import WRONG_USAGE, stop, told
from desk.ports import want_port
from desk.web.app import make_app
from desk.web.room import Room
from flows.feeding import feed
from flows.home import Home, open_home
from flows.run import DEFAULT_PROFILE
from infra.accounts import AccountError, Accounts
from infra.settings import Settings, hush, load_settings
from infra.store import S3_SCHEME, open_store
from validators.profile import load_profile


@contextmanager
def opened_desk(out: str) -> Iterator[tuple[Home, Settings]]:
    """The state below this output. More than one program at a time needs a ledger that all can reach."""
    hush()
    with told():
        settings = load_settings(os.environ)
        if out.startswith(S3_SCHEME) and not settings.ledger:
            stop(WRONG_USAGE, "no_shared_ledger", "输出在存储桶中时，工作台需要数据库台账；请设置 JUJIAN_LEDGER。")
        with open_home(out, settings) as home:
            yield home, settings


def serve(out: str, host: str, port: int, profile: str | None) -> None:
    """Until it is stopped."""
    rules = profile or DEFAULT_PROFILE
    want_port(host, port)
    with opened_desk(out) as (home, settings):
        feed(home)
        room = Room(home, out, open_store(out, settings), settings, rules, load_profile(rules))
        try:
            if not room.accounts.all():
                click.echo("还没有账号：请先运行 jujian desk account add 姓名 --role 管理 --out 输出位置", err=True)
            room.refresh()
            click.echo(f"工作台：http://{host}:{port}/ （Ctrl+C 停止）")
            uvicorn.run(make_app(room), host=host, port=port, log_level="warning", access_log=False, server_header=False)
        finally:
            room.close()


def add_account(out: str, name: str, role: str, organ: str | None, profile: str | None) -> None:
    """The password is asked for, or read from a pipe: it stands in no command line."""
    password = (
        click.prompt("口令", hide_input=True, confirmation_prompt="再输一次") if sys.stdin.isatty() else sys.stdin.readline()
    )
    with opened_desk(out) as (home, _):
        own = load_profile(profile or DEFAULT_PROFILE).organ["id"]
        try:
            account = Accounts(home.ledger.engine).add(name, role, organ or own, password.rstrip("\r\n"))
        except AccountError as error:
            stop(WRONG_USAGE, error.code, str(error))
        home.ledger.note("", "account_added", {"of": account.id, "role": role})
    click.echo(f"已新建账号“{name}”（{role}）。")
