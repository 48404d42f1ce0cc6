"""`jujian nightly`: the night once, here and now; `jujian worker`: every night, as a worker of Prefect's pool."""

import os
from datetime import date

import click

from desk.errors import WRONG_USAGE, stop
from desk.logs import log_to_stderr
from desk.watching import performer
from flows.home import open_home
from flows.nightly import nightly
from flows.run import DEFAULT_PROFILE, Order, checked_inbox
from flows.watch import Silent, Watch
from infra.settings import hush, load_settings


def run_nightly(inbox: str, out: str, profile: str | None, every_night: bool) -> None:
    """Do it, and say what came of it."""
    hush()
    settings = load_settings(os.environ)
    log_to_stderr()
    order = checked_inbox(Order(inbox, out, profile=profile or DEFAULT_PROFILE))
    if every_night:
        if not os.environ.get("PREFECT_API_URL"):
            stop(WRONG_USAGE, "no_prefect", "定时运行需要 Prefect 服务；请设置 PREFECT_API_URL，或改用 jujian up。")
        from flows.nights import serve

        serve(order)
        return
    with open_home(out, settings) as home:
        watch = Watch(order, settings, home, Silent(), performer())
        report = nightly(order, settings, home, watch, date.today().isoformat())
        watch.close()
    click.echo(
        f"收件 {report.received}，已处理 {report.done}，需补正 {report.deficient}，等待 {report.waiting}，"
        f"无法处理 {sum(report.failed.values())}，逾期 {len(report.overdue)}，"
        f"原件不符 {len(report.originals.damaged)}，结果不符 {len(report.outputs.damaged)}。"
    )


def run_worker(inbox: str, out: str, profile: str | None) -> None:
    """Make the pool and its deployments, and do what waits there until a signal ends it."""
    hush()
    load_settings(os.environ)
    log_to_stderr()
    order = checked_inbox(Order(inbox, out, profile=profile or DEFAULT_PROFILE))
    if not os.environ.get("PREFECT_API_URL"):
        stop(WRONG_USAGE, "no_prefect", "工作进程需要 Prefect 服务；请设置 PREFECT_API_URL，或改用 jujian up。")
    from flows.pool import register, work

    register()
    work(order)
