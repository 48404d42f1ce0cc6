"""What goes wrong before a dossier is at fault, told in one line: code, what happened, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from flows.run import ServerError, SourceError
from infra.ledger import LedgerError
from infra.settings import SettingsError
from infra.store import StoreError
from validators.profile import ProfileError

BROKEN, WRONG_USAGE, INTERRUPTED = 1, 2, 130
"""Exit statuses: nothing could be begun; the command was wrong; the user stopped it."""
NO_PROFILE = "没有这一规则集；请核对 --profile：随附规则集的编号，或含 profile.yaml 的文件夹"


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors of the rooms below into one line and an exit status."""
    try:
        yield
    except ProfileError as error:
        words = NO_PROFILE if error.code == "unknown_profile" else "规则集不能使用，请按所示文件和行改正"
        stop(WRONG_USAGE, error.code, f"{words}（{error}）。")
    except (SourceError, SettingsError) as error:
        stop(WRONG_USAGE, error.code, str(error))
    except StoreError as error:
        stop(BROKEN, error.code, f"存储位置无法读写；请核对路径、权限和磁盘，或 JUJIAN_S3_… 设置（{error}）。")
    except LedgerError as error:
        stop(BROKEN, error.code, f"台账无法打开或读写；请核对 --out 及其权限，或 JUJIAN_LEDGER（{error}）。")
    except ServerError as error:
        stop(BROKEN, error.code, str(error))
    except KeyboardInterrupt:
        stop(INTERRUPTED, "interrupted", "已中断；已完成的卷宗结果保留，重新运行即可继续。")


def stop(status: int, code: str, text: str) -> NoReturn:
    """One line, and the end."""
    click.echo(f"错误 [{code}] {text}", err=True)
    raise SystemExit(status)
