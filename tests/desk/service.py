"""`jujian up` as it is started by hand, for the tests that look at it from outside."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx

from infra.local_prefect import headers
from infra.settings import QUIET
from tests.ports import free_ports

BUSY = 20
PROMPT = {"JUJIAN_POLL_SECONDS": "1", "JUJIAN_QUIET_SECONDS": "1", "JUJIAN_WORKERS": "1"}


class Service:
    """The service of a folder, as it is started by hand, with these options and variables."""

    def __init__(self, root: Path, *options: str, **variables: str) -> None:
        self.root, self.folder = root, root / "data"
        self.port, self.prefect_port = free_ports(2)
        self._options, self._variables = options, variables
        (root / "tmp").mkdir()
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
        return clean | QUIET | PROMPT | {"TMPDIR": str(self.root / "tmp")} | self._variables

    def jujian(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("jujian")), *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=self.root, capture_output=True, text=True, timeout=180, check=False
        )

    def start(self) -> None:
        # Where this is run in the background, SIGINT is ignored, and that is inherited.
        script = "import signal; signal.signal(2, signal.default_int_handler); from desk.cli import main; main()"
        ports = ("--port", str(self.port), "--prefect-port", str(self.prefect_port))
        command = [sys.executable, "-P", "-c", script, "up", "--dir", "data", *ports, *self._options]
        with (self.root / "up.log").open("w") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=self.root, stdout=log, stderr=log, text=True)
        self.until(lambda: "服务已启动" in self.said(), 700)

    def end(self, how: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(180)

    def said(self) -> str:
        return (self.root / "up.log").read_text()

    def until(self, what: Callable[[], object], seconds: float = 240) -> None:
        end = time.monotonic() + seconds
        while not what():
            assert self.process
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.3)

    def left(self) -> list[str]:
        """Processes that still speak of this folder."""
        return [command for _, command in self._running()]

    def _running(self) -> list[tuple[int, str]]:
        found = []
        for path in Path("/proc").iterdir():
            try:
                if path.name.isdigit() and str(self.root).encode() in (path / "environ").read_bytes():
                    found.append((int(path.name), (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
            except OSError:
                continue
        return found

    def told(self, key: str) -> str:
        path = self.folder / "inbox" / f"{key}.状态.txt"
        return path.read_text("utf-8-sig") if path.exists() else ""

    def drop(self, key: str) -> None:
        folder = self.folder / "inbox" / key
        folder.mkdir(parents=True)
        (folder / "举荐表.docx").write_bytes(form())

    def shell(self, command: str, said: str) -> None:
        """As it is typed on this machine, with what the service's folder says for a shell."""
        script = f". data/service.env && {Path(sys.executable).with_name('jujian')} {command}"
        subprocess.run(["sh", "-c", script], env=self.environment, cwd=self.root, input=said, text=True, check=True)

    def kill(self, name: str) -> None:
        """Kill a member of the crew by its command."""
        (pid,) = [pid for pid, command in self._running() if name in command.split(" ")]
        os.kill(pid, signal.SIGKILL)

    def prefect(self, path: str, what: Any = None) -> Any:
        content = None if what is None else json.dumps(what).encode()
        url = f"http://127.0.0.1:{self.prefect_port}/api/{path}"
        password = (self.folder / "prefect" / "keys" / "password").read_text()
        request = urllib.request.Request(url, content, {"content-type": "application/json", **headers(password)})
        for _ in range(BUSY):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:  # on a busy machine its database is locked for a while
                if error.code != 503:
                    raise
                time.sleep(2)
        raise AssertionError("Prefect's server is too busy")

    def deployments(self) -> dict[str, Any]:
        return {each["name"]: each for each in self.prefect("deployments/filter", {})}

    def perform(self, deployment: str) -> str:
        """Have the worker do it now, and wait: how the run ended."""
        run = self.prefect(f"deployments/{self.deployments()[deployment]['id']}/create_flow_run", {})["id"]
        ends = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        self.until(lambda: self.prefect(f"flow_runs/{run}")["state_type"] in ends)
        return str(self.prefect(f"flow_runs/{run}")["state_type"])

    def desk_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/signin", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def is_gone(self, seconds: float = 30) -> bool:
        """Whether no process is left, at once or after a while."""
        end = time.monotonic() + seconds
        while self.left() and time.monotonic() < end:
            time.sleep(0.2)
        return self.left() == []


def form() -> bytes:
    """A Word file with nothing but its title."""
    document = docx.Document()
    document.add_paragraph("北京市高级职称考核认定举荐表")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
