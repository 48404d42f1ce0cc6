"""`jujian watch`: look after an inbox until told to stop. Batches run under a Prefect server if one is named."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from desk.logs import log_to_stderr
from flows.home import open_home
from flows.run import DEFAULT_PROFILE, Order, checked_inbox, run
from flows.watch import Perform, Silent, Watch
from infra.settings import hush, load_settings


def watch_inbox(inbox: str, out: str, profile: str | None) -> None:
    """Watch until a signal ends it. Raises what `checked_inbox`, `open_home` and the profile raise before it begins."""
    hush()
    settings = load_settings(os.environ)
    log_to_stderr()
    order = checked_inbox(Order(inbox, out, profile=profile or DEFAULT_PROFILE))
    with open_home(out, settings) as home, until_told() as over:
        watch = Watch(order, settings, home, Silent(), performer())
        click.echo(f"正在照看收件位置，每 {settings.poll_seconds:g} 秒查看一次；按 Ctrl-C 结束。", err=True)
        watch.keep_looking(over)


def performer() -> Perform:
    """How a batch is run in this environment."""
    if os.environ.get("PREFECT_API_URL"):
        from flows.batch import run_under_prefect

        return run_under_prefect
    return run


@contextmanager
def until_told() -> Iterator[threading.Event]:
    """Is set by Ctrl-C or SIGTERM, which then do nothing else."""
    over = threading.Event()
    before = {each: signal.signal(each, lambda *_: over.set()) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield over
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
