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


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors of the rooms below into one line and an exit status."""
    try:
        yield
    except (SourceError, SettingsError, ProfileError) as error:
        stop(WRONG_USAGE, error.code, str(error))
    except (StoreError, LedgerError, ServerError) as error:
        stop(BROKEN, error.code, str(error))
    except KeyboardInterrupt:
        stop(INTERRUPTED, "interrupted", "已中断；已完成的卷宗结果保留，重新运行即可继续。")


def stop(status: int, code: str, text: str) -> NoReturn:
    """One line, and the end."""
    click.echo(f"错误 [{code}] {text}", err=True)
    raise SystemExit(status)
