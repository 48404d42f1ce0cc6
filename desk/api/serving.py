"""`jujian api`: serve it; `jujian token …`: who may ask."""

import click
import uvicorn

from desk.api.app import make_api
from desk.api.shelf import Shelf
from desk.errors import WRONG_USAGE, stop, told
from desk.opening import want_state
from desk.ports import want_port
from desk.web.serving import opened_desk
from flows.feeding import feed
from flows.run import DEFAULT_PROFILE
from infra.store import open_store
from infra.tokens import Tokens
from validators.profile import load_profile


def serve(out: str, host: str, port: int) -> None:
    """Until it is stopped."""
    want_port(host, port)
    want_state(out)
    with opened_desk(out) as (home, settings):
        feed(home)
        api = make_api(Shelf(home, open_store(out, settings)), Tokens(home.ledger.engine))
        click.echo(f"接口：http://{host}:{port}/api/openapi.json （Ctrl+C 停止）")
        uvicorn.run(api, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def add_token(out: str, label: str, scopes: tuple[str, ...], organ: str | None, profile: str | None) -> None:
    """Print the secret, on standard output and alone there: it is shown once."""
    want_state(out)
    with told(), opened_desk(out) as (home, _):
        own = organ or load_profile(profile or DEFAULT_PROFILE).organ["id"]
        secret, token = Tokens(home.ledger.engine).add(label, own, scopes)
        home.ledger.note("", "token_added", {"token": token.id, "organ": own, "scopes": list(scopes)})
    click.echo(f"已新建令牌 {token.id}（{label}）；以下内容只显示这一次：", err=True)
    click.echo(secret)


def list_tokens(out: str) -> None:
    """A line a token."""
    want_state(out)
    with told(), opened_desk(out) as (home, _):
        for token in Tokens(home.ledger.engine).all():
            state = f"已于 {token.revoked_at} 撤销" if token.revoked_at else "有效"
            click.echo(f"{token.id}  {token.label}  {token.organ}  {'、'.join(token.scopes)}  {token.made_at}  {state}")


def revoke_token(out: str, id: str) -> None:
    """From the next request on it is nobody's."""
    want_state(out)
    with told(), opened_desk(out) as (home, _):
        if not Tokens(home.ledger.engine).revoke(id):
            stop(WRONG_USAGE, "no_such_token", "没有这一有效令牌；请用 jujian token list 核对。")
        home.ledger.note("", "token_revoked", {"token": id})
    click.echo("已撤销。")
