"""`jujian run`: the batch with a bar over dossiers and pages, and a closing table. Under a Prefect server if one is named."""

import logging
import os
import sys
from datetime import date

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.run import DEFAULT_PROFILE, Order, opened, run
from infra.settings import hush, load_settings
from infra.trace import Tracing
from schemas.summary import Summary

STATES = {
    "needs_review": "待核定",
    "deficient": "需补正",
    "complete": "齐全",
    "quarantined": "隔离",
    "noticed": "已告知",
    "overdue": "逾期",
    "abandoned": "视为放弃",
    "closed": "办结",
    "error": "未处理",
}


class Bars:
    """Two bars on standard error: dossiers and pages. Silent where nobody watches a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._dossiers = progress.add_task("卷宗", total=0)
        self._pages = progress.add_task("页", total=0)
        self._total = 0

    def dossiers(self, count: int) -> None:
        self._progress.update(self._dossiers, total=count)

    def dossier(self) -> None:
        self._progress.advance(self._dossiers)

    def pages(self, count: int) -> None:
        self._total += count
        self._progress.update(self._pages, total=self._total)

    def page(self) -> None:
        self._progress.advance(self._pages)


def run_order(
    source: str, out: str, received_on: str | None, workers: int | None, profile: str | None, as_of: str | None = None
) -> Summary:
    """Do it, show it, and give the summary."""
    hush()
    settings = load_settings(os.environ)
    if workers:
        settings = settings.model_copy(update={"workers": workers})
    order = Order(source, out, received_on, profile or DEFAULT_PROFILE, as_of)
    console = Console(stderr=True)
    _log_to(console)
    with _bars(console) as progress, opened(order, settings, date.today().isoformat(), Bars(progress)) as batch:
        if os.environ.get("PREFECT_API_URL"):
            from flows.batch import run_under_prefect

            summary = run_under_prefect(batch)
        else:
            summary = run(batch)
    _close(summary)
    return summary


def _bars(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _log_to(console: Console) -> None:
    handler = RichHandler(console=console, show_path=False) if console.is_terminal else logging.StreamHandler()
    log = logging.getLogger("jujian")
    handler.addFilter(Tracing())
    handler.setFormatter(logging.Formatter("%(message)s (%(correlation)s)"))
    log.handlers = [handler]
    log.setLevel(logging.WARNING)


def _close(summary: Summary) -> None:
    """The table, what was left aside, and why something could not be processed."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(_table(summary))
    for row in summary.dossiers:
        if row.error:
            console.print(f"{row.key}：[{row.error.code}] {row.error.message}", markup=False)
    if summary.ignored:
        console.print(f"以下文件既不是文件夹也不是压缩包，未作为卷宗处理：{'、'.join(summary.ignored)}", markup=False)
    if not summary.dossiers:
        console.print("没有找到卷宗：来源位置下的每个文件夹或压缩包为一份卷宗。")


def _table(summary: Summary) -> Table:
    table = Table(title=f"共 {len(summary.dossiers)} 份卷宗")
    table.add_column("卷宗", overflow="fold")
    table.add_column("状态")
    for name in ("页数", "缺项", "待核定", "提示", "用时（秒）"):
        table.add_column(name, justify="right")
    for row in summary.dossiers:
        numbers = (row.pages, row.items, row.referrals, row.flags, f"{row.seconds:.1f}")
        table.add_row(row.key, STATES.get(row.status, row.status), *map(str, numbers))
    return table
