"""`jujian backup` and `jujian restore`: a copy of everything by hash, and everything back from it."""

import os
from datetime import UTC, datetime

import click

from desk.errors import BROKEN, WRONG_USAGE, stop, told
from flows.backup import BackupError, back_up, restore
from infra.settings import hush, load_settings

MOST_SHOWN = 20
MISPLACED = {"within_itself", "no_such_backup", "not_empty", "nothing_there"}
"""What is wrong with the command and not with a back-up."""


def make_backup(out: str, to: str) -> None:
    """Copy, and say what the new back-up is called."""
    hush()
    with told():
        try:
            name, backup = back_up(out, to, load_settings(os.environ), datetime.now(UTC))
        except BackupError as error:
            stop(WRONG_USAGE if error.code in MISPLACED else BROKEN, error.code, str(error))
    held = len(backup.out) + len(backup.home)
    click.echo(f"备份 {name} 已完成：{held} 个文件，审计记录 {backup.audit.entries} 条，末条摘要 {backup.audit.digest}")


def restore_backup(source: str, out: str, name: str | None) -> bool:
    """Put everything back, and say what could not be; whether all could."""
    hush()
    with told():
        try:
            restored = restore(source, out, load_settings(os.environ), name)
        except BackupError as error:
            stop(WRONG_USAGE if error.code in MISPLACED else BROKEN, error.code, str(error))
    moment, entries = restored.backup.made_at, restored.backup.audit.entries
    click.echo(f"已恢复 {moment} 的备份：{restored.objects} 个文件逐一核对一致，审计记录完整（{entries} 条）。")
    if restored.damaged:
        shown = "\n".join(f"  {key}" for key in restored.damaged[:MOST_SHOWN])
        click.echo(f"备份中有 {len(restored.damaged)} 个文件缺失或被改动，未恢复：\n{shown}", err=True)
    return not restored.damaged
