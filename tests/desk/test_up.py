"""`jujian up`: the whole service on one machine, started with nothing prepared, ended, killed, and started again."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from infra.local_prefect import headers

from .service import Service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path)
    yield service
    if service.process and service.process.poll() is None:
        service.process.kill()
        service.process.wait()


def answered(service: Service, brought: dict[str, str]) -> int:
    """How Prefect's server answers a request for what it would run."""
    return httpx.post(f"http://127.0.0.1:{service.prefect_port}/api/deployments/filter", json={}, headers=brought).status_code


@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_the_service_comes_up_does_its_work_ends_cleanly_and_goes_on(service: Service) -> None:
    service.start()
    service.drop("甲")
    service.until(service.desk_answers)
    service.until(lambda: "状态：完成" in service.told("甲"))
    second = service.jujian("up", "--dir", "data", "--port", str(service.port), "--prefect-port", str(service.prefect_port))
    assert (second.returncode, "already_up" in second.stderr) == (2, True)
    status = service.jujian("status", "--dir", "data")
    assert status.returncode == 0, status.stderr
    assert "完成 1" in status.stdout
    assert "完成　" in status.stdout, "the flow run"

    assert answered(service, {}) == answered(service, headers("guessed")) == 401
    password = service.folder / "prefect" / "keys" / "password"
    assert password.stat().st_mode & 0o777 == 0o600
    assert answered(service, headers(password.read_text())) == 200
    assert password.read_text() not in "".join(path.read_text(errors="replace") for path in (service.folder / "logs").iterdir())
    assert sorted(service.deployments()) == ["batch", "nightly"]
    assert service.deployments()["nightly"]["schedules"][0]["schedule"]["cron"] == "30 1 * * *"
    (pool,) = service.prefect("work_pools/filter", {})
    assert (pool["name"], pool["type"]) == ("jujian", "process")
    service.until(lambda: any(each["auto_scheduled"] for each in service.prefect("flow_runs/filter", {})), 300)
    assert service.perform("nightly") == "COMPLETED"
    assert list((service.folder / "out" / ".jujian" / "reports").glob("*.html"))
    assert "jujian-nightly" in [each["key"] for each in service.prefect("artifacts/filter", {})]

    assert service.end(signal.SIGINT) == 0
    assert service.left() == []
    summary = (service.folder / "out" / "summary.json").read_bytes()

    service.start()
    assert (service.folder / "out" / "summary.json").read_bytes() == summary
    assert "COMPLETED" in [each["state_type"] for each in service.prefect("flow_runs/filter", {})], (
        "what the server knew is there"
    )
    service.drop("乙")
    service.until(lambda: "状态：完成" in service.told("乙"))
    service.end(signal.SIGKILL)
    assert service.is_gone(), "nothing outlives a service that is killed"


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
