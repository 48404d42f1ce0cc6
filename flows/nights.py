"""The night as a flow run of Prefect: every night by a served schedule, or once. Prefect hears counts and codes only."""

import os
from datetime import date

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.schedules import Cron

from flows.batch import run_under_prefect
from flows.home import open_home
from flows.nightly import nightly
from flows.run import DEFAULT_PROFILE, Order, checked_inbox
from flows.watch import Silent, Watch
from infra.settings import load_settings
from schemas.night import NightReport

PLACES = ("JUJIAN_INBOX", "JUJIAN_OUT", "JUJIAN_PROFILE")
"""Where a flow run learns what it is about: a path may hold a name, so that it is no parameter."""
CRON, TIMEZONE = "30 1 * * *", "Asia/Shanghai"


@flow(name="jujian-nightly", validate_parameters=False, persist_result=False)
def jujian_nightly() -> None:
    """Tonight."""
    settings = load_settings(os.environ)
    inbox, out, profile = (os.environ.get(name, "") for name in PLACES)
    order = checked_inbox(Order(inbox, out, profile=profile or DEFAULT_PROFILE))
    with open_home(out, settings) as home:
        watch = Watch(order, settings, home, Silent(), run_under_prefect)
        report = nightly(order, settings, home, watch, date.today().isoformat())
        watch.close()
    create_markdown_artifact(markdown=told(report), key="jujian-nightly", description=f"{report.done} dossiers")


def serve(order: Order, cron: str = CRON) -> None:
    """Do it every night until told to stop."""
    os.environ.update(dict(zip(PLACES, (order.source, order.out, order.profile), strict=True)))
    jujian_nightly.serve(name="nightly", schedule=Cron(cron, timezone=TIMEZONE), print_starting_message=False)


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
