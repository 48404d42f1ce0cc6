"""The service for several machines with processes for machines: a store, Prefect's server, two watches, and the worker of
the night with its flow runs. Each is a member of a crew, which starts again what ends; the database is another's.
"""

import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from infra.crew import Crew, Member
from infra.settings import QUIET, Settings, load_settings
from infra.store import Store, open_store
from infra.store_s3 import client_of
from tests.conftest import KEYS, answers, made, wait_for
from tests.faults import processes
from tests.ports import free_ports

BUCKET = "jujian"
PROMPT = {
    "JUJIAN_POLL_SECONDS": "1",
    "JUJIAN_QUIET_SECONDS": "5",
    "JUJIAN_LEASE_SECONDS": "8",
    "JUJIAN_WORKERS": "1",
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
}
VICTIMS = ("store", "server", "watcher", "worker", "flow", "reader")
"""Who can be killed: of those that are several any; a reader is a child process that opens, reads or judges."""
ASK_EVERY = 6.0
"""Seconds in which a flow run that was asked for has begun."""


class Arrangement:
    """Processes, ports and folders below `root`, with the ledger and what Prefect's server knows in databases of PostgreSQL."""

    def __init__(self, root: Path, ledger: str, prefect: str) -> None:
        self.root = root
        self._ports = free_ports(5)
        (root / "tmp").mkdir()
        (root / "store").mkdir()
        self.api = f"http://127.0.0.1:{self._ports[4]}/api"
        endpoint = {"JUJIAN_S3_ENDPOINT": f"http://127.0.0.1:{self._ports[0]}"}
        self._environment = environment(
            **PROMPT, **KEYS, **endpoint, JUJIAN_LEDGER=ledger, PREFECT_API_URL=self.api, PREFECT_HOME=str(root / "prefect")
        )
        self._prefect = {"PREFECT_API_DATABASE_CONNECTION_URL": prefect.replace("postgresql:", "postgresql+asyncpg:")}
        self._members: dict[str, Member] = {}
        self._asked = 0.0

    @property
    def settings(self) -> Settings:
        return load_settings(self._environment)

    def store(self, name: str) -> Store:
        """The part of this name (``inbox``, ``out``) in the bucket."""
        return open_store(f"s3://{BUCKET}/{name}", self.settings)

    @contextmanager
    def stored(self) -> Iterator[None]:
        """The store runs."""
        s3, master, volume, filer, _ = map(str, self._ports)
        command = [
            str(Path(sys.executable).with_name("weed")), f"-logdir={self.root}",
            "mini", f"-dir={self.root / 'store'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
            f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", f"-s3.port={s3}",
            "-webdav=false", "-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
            "-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false",
        ]  # fmt: skip
        secrets = {"AWS_ACCESS_KEY_ID": KEYS["JUJIAN_S3_ACCESS_KEY"], "AWS_SECRET_ACCESS_KEY": KEYS["JUJIAN_S3_SECRET_KEY"]}
        with self._crew() as crew:
            self._add(crew, "store", command, secrets)
            wait_for(None, lambda: answers(f"http://127.0.0.1:{s3}") and made(client_of(self.settings), BUCKET), 300)
            yield
        for port in self._ports[:4]:
            for socket in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # left by it, wherever its temporary files are to lie
                socket.unlink(missing_ok=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The rest runs, on the store that does already."""
        port = str(self._ports[4])
        places = ("--inbox", f"s3://{BUCKET}/inbox", "--out", f"s3://{BUCKET}/out")
        with self._crew() as crew:
            server = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
            self._add(crew, "server", server, self._prefect)
            wait_for(None, lambda: answers(f"{self.api}/health"), 600)
            for name in ("watcher-1", "watcher-2"):
                self._add(crew, name, _jujian("watch", *places))
            self._add(crew, "worker", _jujian("nightly", "--serve", *places))
            yield

    def pids(self, victim: str) -> list[int]:
        """Who can be killed of this kind just now."""
        worker = self._members.get("worker")
        if victim == "flow":
            started = processes.started_by(worker.pid if worker else None)
            return [pid for pid, command in started.items() if "multiprocessing-fork" in command]
        if victim == "reader":
            return [pid for pid, command in processes.of(self.root).items() if "infra.child" in command]
        return [each.pid for name, each in self._members.items() if name.startswith(victim) and each.runs and each.pid]

    def keep_a_night_going(self) -> None:
        """Have the worker begin a flow run of the night where none runs; nothing where the server cannot be asked now."""
        if self.pids("flow") or time.monotonic() - self._asked < ASK_EVERY:
            return
        self._asked = time.monotonic()
        with suppress(OSError, ValueError):
            (deployment,) = self.prefect("deployments/filter", {})
            self.prefect(f"deployments/{deployment['id']}/create_flow_run", {})

    def prefect(self, path: str, what: Any) -> Any:
        """Ask Prefect's server. Raises `OSError`."""
        request = urllib.request.Request(f"{self.api}/{path}", json.dumps(what).encode(), {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    @contextmanager
    def _crew(self) -> Iterator[Crew]:
        """A crew whose members are started again."""
        over = threading.Event()
        with Crew(self.root / "logs", lambda _: None) as crew:
            minding = threading.Thread(target=crew.mind, args=(over, 0.1))
            minding.start()
            try:
                yield crew
            finally:
                over.set()
                minding.join()

    def _add(self, crew: Crew, name: str, command: list[str], more: Mapping[str, str] | None = None) -> None:
        self._members[name] = crew.add(name, command, self._environment | (more or {}))


def environment(**more: str) -> dict[str, str]:
    """This one with nothing that leads elsewhere, for programs of this tree."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
    return clean | QUIET | {"PYTHONPATH": path} | more


def _jujian(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", "from desk.cli import main; main()", *arguments]
