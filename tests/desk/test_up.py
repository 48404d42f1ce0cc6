"""`jujian up`: the whole service on one machine, started with nothing prepared, ended, killed, and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from infra.settings import QUIET
from tests.conftest import free_ports

PROMPT = {"JUJIAN_POLL_SECONDS": "1", "JUJIAN_QUIET_SECONDS": "1", "JUJIAN_WORKERS": "1"}


class Service:
    """The service of a folder, as it is started by hand."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "data"
        self.port, self.prefect_port = free_ports(2)
        (root / "tmp").mkdir()
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
        return clean | QUIET | PROMPT | {"TMPDIR": str(self.root / "tmp")}

    def jujian(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("jujian")), *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=self.root, capture_output=True, text=True, timeout=180, check=False
        )

    def start(self) -> None:
        # Where this is run in the background, SIGINT is ignored, and that is inherited.
        script = "import signal; signal.signal(2, signal.default_int_handler); from desk.cli import main; main()"
        ports = ("--port", str(self.port), "--prefect-port", str(self.prefect_port))
        command = [sys.executable, "-P", "-c", script, "up", "--dir", "data", *ports]
        with (self.root / "up.log").open("w") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=self.root, stdout=log, stderr=log, text=True)
        self.until(lambda: "服务已启动" in self.said(), 400)

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
        found = []
        for path in Path("/proc").iterdir():
            try:
                if path.name.isdigit() and str(self.root).encode() in (path / "environ").read_bytes():
                    found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def told(self, key: str) -> str:
        path = self.folder / "inbox" / f"{key}.状态.txt"
        return path.read_text("utf-8-sig") if path.exists() else ""

    def drop(self, key: str) -> None:
        folder = self.folder / "inbox" / key
        folder.mkdir(parents=True)
        document = docx.Document()
        document.add_paragraph("北京市高级职称考核认定举荐表")
        document.save(str(folder / "举荐表.docx"))

    def prefect(self, path: str, what: Any = None) -> Any:
        content = None if what is None else json.dumps(what).encode()
        url = f"http://127.0.0.1:{self.prefect_port}/api/{path}"
        request = urllib.request.Request(url, content, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


@pytest.fixture
def service(tmp_path: Path) -> Any:
    service = Service(tmp_path)
    yield service
    if service.process and service.process.poll() is None:
        service.process.kill()
        service.process.wait()


def desk_answers(service: Service) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/signin", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.slow
def test_the_service_comes_up_does_its_work_ends_cleanly_and_goes_on(service: Service) -> None:
    service.start()
    service.drop("甲")
    service.until(lambda: desk_answers(service))
    service.until(lambda: "状态：完成" in service.told("甲"))
    second = service.jujian("up", "--dir", "data", "--port", str(service.port), "--prefect-port", str(service.prefect_port))
    assert (second.returncode, "already_up" in second.stderr) == (2, True)
    status = service.jujian("status", "--dir", "data")
    assert status.returncode == 0, status.stderr
    assert "完成 1" in status.stdout
    assert "完成　" in status.stdout, "the flow run"

    (deployment,) = service.prefect("deployments/filter", {})
    assert (deployment["name"], deployment["schedules"][0]["schedule"]["cron"]) == ("nightly", "30 1 * * *")
    night = service.prefect(f"deployments/{deployment['id']}/create_flow_run", {})
    service.until(lambda: service.prefect(f"flow_runs/{night['id']}")["state_type"] == "COMPLETED")
    assert list((service.folder / "out" / ".jujian" / "reports").glob("*.html"))
    assert "jujian-nightly" in [each["key"] for each in service.prefect("artifacts/filter", {})]

    assert service.end(signal.SIGINT) == 0
    assert service.left() == []
    summary = (service.folder / "out" / "summary.json").read_bytes()

    service.start()
    assert (service.folder / "out" / "summary.json").read_bytes() == summary
    batches = [each for each in service.prefect("flow_runs/filter", {}) if each["id"] != night["id"]]
    assert "COMPLETED" in [each["state_type"] for each in batches], "what the server knew is there"
    service.drop("乙")
    service.until(lambda: "状态：完成" in service.told("乙"))
    service.end(signal.SIGKILL)
    end = time.monotonic() + 30
    while service.left() and time.monotonic() < end:
        time.sleep(0.2)
    assert service.left() == [], "nothing outlives a service that is killed"


@pytest.mark.slow
def test_a_port_that_is_taken_is_told_before_anything_is_started(service: Service) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", service.port))
        taken.listen()
        process = service.jujian("up", "--dir", "data", "--port", str(service.port), "--prefect-port", str(service.prefect_port))
    assert process.returncode == 2
    assert "port_taken" in process.stderr


@pytest.mark.slow
def test_the_status_of_nothing_is_told_in_one_line(service: Service) -> None:
    process = service.jujian("status", "--dir", "nowhere")
    assert process.returncode == 2
    assert process.stderr.startswith("错误 [no_service]")
