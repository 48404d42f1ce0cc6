"""The program as it is in service, for measuring: commands in processes of their own, and a real Prefect server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra.settings import QUIET

PATIENCE = 300.0
"""Seconds that a server may take to be there."""
FOREIGN = ("JUJIAN_", "AWS_", "PREFECT_")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """This environment without what could lead elsewhere; Prefect keeps what it knows below `folder`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return clean | QUIET | {"PREFECT_HOME": str(folder / "prefect")} | more


def jujian(*arguments: str) -> list[str]:
    """The command line, of this very tree."""
    return [sys.executable, "-c", "from desk.cli import main; main()", *arguments]


@contextmanager
def started(command: list[str], variables: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, which ends with the block."""
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=variables, stdout=said, stderr=said, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def prefect_server(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a new server's API, and its process, with its SQLite file below `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    variables = environment(folder, PREFECT_SERVER_UI_ENABLED="false")
    with started(command, variables, folder / "prefect.log") as server:
        url = f"http://127.0.0.1:{port}/api"
        end = time.monotonic() + PATIENCE
        while not _answers(f"{url}/health"):
            if server.poll() is not None or time.monotonic() > end:
                raise SystemExit("the Prefect server does not start; look at prefect.log in the folder")
            time.sleep(0.3)
        yield url, server.pid


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
