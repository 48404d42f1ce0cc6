"""The night, and one look through the inbox, as flow runs of Prefect. Prefect hears counts and codes only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.schedules import Cron

from flows.batch import run_under_prefect
from flows.home import Home, open_home
from flows.nightly import nightly, sweep
from flows.run import DEFAULT_PROFILE, Order, checked_inbox
from flows.watch import Silent, Watch
from infra.settings import Settings, load_settings
from schemas.night import NightReport

PLACES = ("JUJIAN_INBOX", "JUJIAN_OUT", "JUJIAN_PROFILE")
"""Where a flow run learns what it is about: a path may hold a name, so that it is no parameter."""
CRON, TIMEZONE = "30 1 * * *", "Asia/Shanghai"


@flow(name="jujian-nightly", validate_parameters=False, persist_result=False)
def jujian_nightly() -> None:
    """Inbox against ledger, failures again, overdue notices, stored hashes, report."""
    with _opened() as (order, settings, home, watch):
        report = nightly(order, settings, home, watch, date.today().isoformat())
    create_markdown_artifact(markdown=told(report), key="jujian-nightly", description=f"{report.done} dossiers")


@flow(name="jujian-inbox", validate_parameters=False, persist_result=False)
def jujian_inbox() -> None:
    """Whatever lies whole in the inbox, until nothing waits."""
    with _opened() as (_, _, _, watch):
        sweep(watch)


@contextmanager
def _opened() -> Iterator[tuple[Order, Settings, Home, Watch]]:
    """What the environment says it is about."""
    settings = load_settings(os.environ)
    inbox, out, profile = (os.environ.get(name, "") for name in PLACES)
    order = checked_inbox(Order(inbox, out, profile=profile or DEFAULT_PROFILE))
    with open_home(out, settings) as home:
        watch = Watch(order, settings, home, Silent(), run_under_prefect)
        try:
            yield order, settings, home, watch
        finally:
            watch.close()


def serve(order: Order) -> None:
    """Do it every night until told to stop, without a pool of workers."""
    os.environ.update(dict(zip(PLACES, (order.source, order.out, order.profile), strict=True)))
    jujian_nightly.serve(name="nightly", schedule=Cron(CRON, timezone=TIMEZONE), print_starting_message=False)


def told(report: NightReport) -> str:
    """The report as the artifact shows it."""
    rows = {
        "received": report.received,
        "done": report.done,
        "deficient": report.deficient,
        "waiting": report.waiting,
        "failed": sum(report.failed.values()),
        "overdue": len(report.overdue),
        "pages": report.pages,
        "seconds": report.seconds,
        "damaged originals": len(report.originals.damaged),
        "damaged outputs": len(report.outputs.damaged),
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    codes = [f"| {code} | {count} |" for code, count in report.deficiencies.items()]
    return "\n".join([f"# {report.day}", "", "| | |", "|---|---|", *lines, "", "| code | dossiers |", "|---|---|", *codes])
