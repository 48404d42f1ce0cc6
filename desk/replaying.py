"""`jujian replay` and `jujian audit verify`: that a record follows from what is kept, and that the trail is whole."""

import click

from desk.errors import BROKEN, stop
from desk.opening import opened_case, opened_state
from flows.again import replay

MOST_SHOWN = 20


def replay_case(key: str, out: str, number: int | None, profile: str | None, as_of: str | None = None) -> bool:
    """Judge a round again from its stored readings; whether the same bytes came out."""
    with opened_case(key, out, profile, number) as docket:
        differences = replay(docket, as_of)
        round = docket.round.number
    if not differences:
        click.echo(f"卷宗“{key}”第{round}轮：按已存的读取结果重审，输出逐字节一致。")
        return True
    click.echo(f"卷宗“{key}”第{round}轮：重审结果与输出有 {len(differences)} 处不同：")
    click.echo("\n".join(f"  {line}" for line in differences[:MOST_SHOWN]))
    return False


def verify_audit(out: str) -> None:
    """Walk the chain of the audit trail."""
    with opened_state(out) as home:
        trail = home.ledger.audit_trail()
    if trail.broken_at is not None:
        stop(BROKEN, "audit_broken", f"审计记录第 {trail.broken_at} 条与其摘要不符：该条或其前的记录被改动、删除或插入过。")
    click.echo(f"审计记录完整：{trail.entries} 条，末条摘要 {trail.digest}")
