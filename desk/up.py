"""`jujian up`: the whole service on one machine, nothing prepared: Prefect server, watch, nightly schedule and desk.

All that it keeps lies in one folder, or in a bucket if one is named; the Prefect server's SQLite file always in the folder.
"""

import fcntl
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from desk.errors import BROKEN, WRONG_USAGE, stop
from desk.ports import want_port
from desk.watching import until_told
from infra.crew import Crew, Member
from infra.ledger import FILE
from infra.private import make_folder
from infra.settings import Settings, hush, load_settings
from infra.store import join_url, open_store

PATIENCE = 300.0
"""Seconds a Prefect server may take to be there: its first start makes its database."""
SERVICE = "service.json"
NAMES = {"prefect": "Prefect 服务", "watch": "收件照看", "nightly": "夜间任务", "desk": "工作台"}


class Places(NamedTuple):
    """Where things are: the folder, inbox and output (addresses), the two ports on this machine, and the address of a ledger
    that all can reach where the output's own cannot be.
    """

    folder: Path
    inbox: str
    out: str
    port: int
    prefect_port: int
    ledger: str | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.prefect_port}/api"


def bring_up(folder: str, store: str | None, port: int, prefect_port: int, profile: str | None) -> None:
    """Start everything and keep it going until a signal ends it."""
    hush()
    settings = load_settings(os.environ)
    here = Path(folder).resolve()
    base = store or str(here)
    shared = f"sqlite:///{here / FILE}" if store and not settings.ledger else None
    places = Places(here, join_url(base, "inbox"), join_url(base, "out"), port, prefect_port, shared)
    _own(here)
    with _alone(here), until_told() as over:
        _prepare(places, settings, store)
        _write_down(places)
        with Crew(
            here / "logs", lambda name: click.echo(f"{NAMES[name]}意外结束，正在重新启动（见 logs/{name}.log）。", err=True)
        ) as crew:
            server = crew.add("prefect", _prefect(places), {"PREFECT_HOME": str(here / "prefect")})
            if not _is_there(places, server, over):
                return
            variables = _variables(places)
            more = ("--profile", profile) if profile else ()
            crew.add("watch", _jujian("watch", "--inbox", places.inbox, "--out", places.out, *more), variables)
            crew.add("nightly", _jujian("nightly", "--serve", "--inbox", places.inbox, "--out", places.out, *more), variables)
            crew.add("desk", _jujian("desk", "--out", places.out, "--port", str(port), *more), variables)
            _tell(places)
            crew.mind(over)
            click.echo("正在结束，已完成的结果都已保存……", err=True)


def _own(folder: Path) -> None:
    """The folder, made where it is not there, in which this user can write."""
    try:
        make_folder(folder)
    except OSError as error:
        stop(WRONG_USAGE, "no_folder", f"服务的文件夹不能建立（{error.strerror}）；请核对 --dir 及其权限。")
    if not os.access(folder, os.W_OK | os.X_OK):
        stop(WRONG_USAGE, "no_folder", "服务的文件夹不可写入；请核对 --dir 及其权限。")


def _prepare(places: Places, settings: Settings, store: str | None) -> None:
    """Make what is not there, and find out now what would not work later. Raises `StoreError`."""
    for port in (places.port, places.prefect_port):
        want_port("127.0.0.1", port, "--port 或 --prefect-port")
    if store:
        open_store(places.out, settings).stat("summary.json")
    else:
        make_folder(Path(places.inbox))
        make_folder(Path(places.out))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one service may run on a folder."""
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stop(WRONG_USAGE, "already_up", "该文件夹的服务已在运行；请先结束它，或用 --dir 另选。")
    try:
        yield
    finally:
        os.close(handle)


def _write_down(places: Places) -> None:
    """For `jujian status`."""
    said = {**places._asdict(), "folder": str(places.folder)}
    (places.folder / SERVICE).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _variables(places: Places) -> dict[str, str]:
    """What the members are told beside what the environment says: the server, and a ledger that all of them can reach."""
    variables = {"PREFECT_API_URL": places.api, "PREFECT_HOME": str(places.folder / "prefect")}
    return variables | ({"JUJIAN_LEDGER": places.ledger} if places.ledger else {})


def _prefect(places: Places) -> list[str]:
    start = ("server", "start", "--host", "127.0.0.1", "--port", str(places.prefect_port))
    return [sys.executable, "-m", "prefect", *start]


def _jujian(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", "from desk.cli import main; main()", *arguments]


def _is_there(places: Places, server: Member, over: threading.Event) -> bool:
    """Wait for the Prefect server; ``False`` where a signal came first."""
    click.echo("正在启动 Prefect 服务……", err=True)
    end = time.monotonic() + PATIENCE
    while not answers(f"{places.api}/health"):
        if over.is_set():
            return False
        if not server.runs or time.monotonic() > end:
            stop(BROKEN, "prefect_unavailable", "Prefect 服务未能启动；请查看 logs/prefect.log。")
        time.sleep(0.3)
    return True


def answers(url: str) -> bool:
    """Whether somebody answers well there."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _tell(places: Places) -> None:
    click.echo(
        "\n".join(
            (
                "服务已启动（Ctrl-C 结束）：",
                f"  收件位置    {places.inbox}",
                f"  处理结果    {places.out}",
                f"  工作台      http://127.0.0.1:{places.port}/",
                f"  任务看板    http://127.0.0.1:{places.prefect_port}/",
                f"  运行日志    {places.folder / 'logs'}",
                "首次使用请新建账号：jujian desk account add 姓名 --role 管理 --out " + places.out,
            )
        )
    )
