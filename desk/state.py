"""`jujian status`: how the service stands: what waits, what failed and why, the last runs, the disk, the versions."""

import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from desk.errors import WRONG_USAGE, stop
from desk.opening import want_state
from desk.places import Places, known_places
from desk.up import answers
from flows.engine import engine_version
from flows.home import open_home
from infra.claims import Claims
from infra.local_prefect import headers
from infra.settings import hush, load_settings
from infra.store import S3_SCHEME, Store
from schemas.night import NightReport

STATES = {"waiting": "排队", "running": "处理中", "done": "完成", "failed": "无法处理", "withdrawn": "已撤回"}
RUN_STATES = {"COMPLETED": "完成", "RUNNING": "运行中", "FAILED": "失败", "CRASHED": "意外中断", "CANCELLED": "已取消"}
RUNS_SHOWN = 5


def show_status(folder: str, out: str | None) -> None:
    """Print it. Raises what `open_home` raises."""
    hush()
    environment = dict(os.environ)
    places = known_places(Path(folder))
    if places and not out:
        out = places.out
        places.lead(environment)
    if not out:
        stop(WRONG_USAGE, "no_service", "没有找到服务；请写明 --dir（up 命令的文件夹）或 --out。")
    if not (places and places.out == out):
        want_state(out)
    table = Table("", "", title="服务现状", show_header=False)
    with open_home(out, load_settings(environment)) as home:
        standing = Claims(home.ledger.engine).standing().values()
        report = last_report(home.store)
    counts: Counter[str] = Counter(each.state for each in standing)
    table.add_row("卷宗", "　".join(f"{name} {counts[state]}" for state, name in STATES.items()))
    for code, count in Counter(each.code for each in standing if each.code).most_common():
        table.add_row(f"未成（{code}）", f"{count} 份")
    table.add_row("夜间报告", _night(report))
    for name, value in _prefect(*_server(environment, places)):
        table.add_row(name, value)
    for name, value in _disk(places, out):
        table.add_row(name, value)
    table.add_row("版本", f"jujian {engine_version()}　Python {sys.version.split()[0]}")
    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(table)


def last_report(store: Store) -> NightReport | None:
    """The report of the last night, if there was one."""
    names = [each.key for each in store.list("reports/") if each.key.endswith(".json")]
    return NightReport.model_validate_json(store.get(names[-1])) if names else None


def _night(report: NightReport | None) -> str:
    if report is None:
        return "尚无"
    damaged = len(report.originals.damaged) + len(report.outputs.damaged)
    return f"{report.day}：已处理 {report.done}，逾期 {len(report.overdue)}，核验不符 {damaged}"


def _server(environment: Mapping[str, str], places: Places | None) -> tuple[str, dict[str, str]]:
    """Where Prefect's server is, if there is one, and what a request to it brings."""
    api, password = (environment.get(f"PREFECT_API_{name}", "") for name in ("URL", "AUTH_STRING"))
    if places and api in ("", places.prefect.api):
        known = places.prefect.password.is_file()
        return places.prefect.api, places.prefect.headers() if known else {}
    return api, headers(password) if password else {}


def _prefect(api: str, brought: dict[str, str]) -> list[tuple[str, str]]:
    """The last flow runs, newest first."""
    if not api or not answers(f"{api}/health"):
        return [("Prefect 服务", "未运行" if api else "未设置")]
    asked = {"sort": "START_TIME_DESC", "limit": RUNS_SHOWN, "flow_runs": {"start_time": {"is_null_": False}}}
    try:
        runs: list[dict[str, Any]] = _asked(f"{api}/flow_runs/filter", asked, brought)
    except urllib.error.HTTPError as error:  # its health is told without a password
        return [("Prefect 服务", f"运行中，未允许查询（{error.code}）；请检查 PREFECT_API_AUTH_STRING")]
    return [("Prefect 服务", "运行中"), *((f"运行 {_when(run)}", f"{_stood(run)}　{run['name']}") for run in runs)]


def _stood(run: dict[str, Any]) -> str:
    return RUN_STATES.get(run["state_type"], str(run["state_name"]))


def _when(run: dict[str, Any]) -> str:
    """By this machine's clock; the server keeps UTC."""
    return f"{datetime.fromisoformat(run['start_time']).astimezone():%Y-%m-%d %H:%M:%S}"


def _asked(url: str, what: dict[str, Any], brought: dict[str, str]) -> Any:
    request = urllib.request.Request(url, json.dumps(what).encode(), {"content-type": "application/json", **brought})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def _disk(places: Places | None, out: str) -> list[tuple[str, str]]:
    folders = {str(places.folder)} if places else set()
    folders |= set() if out.startswith(S3_SCHEME) else {out}
    free = {shutil.disk_usage(folder).free for folder in folders if Path(folder).exists()}
    return [("磁盘可用", f"{space / 1e9:.1f} GB") for space in sorted(free)]
