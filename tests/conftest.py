"""Real servers for the tests that need one, started once a session on free ports and gone with it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from infra.settings import QUIET, Settings, load_settings
from tests.certificates import certificates
from tests.ports import free_ports
from tests.postgresql import Postgresql

pytest_plugins = ["tests.afresh"]

KEYS = {"JUJIAN_S3_ACCESS_KEY": "a-key-for-tests", "JUJIAN_S3_SECRET_KEY": "a-secret-for-tests"}


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The variables that lead to a running S3 server (SeaweedFS): plainly, and by TLS with certificates on both sides."""
    folder = tmp_path_factory.mktemp("s3")
    s3, secure, master, volume, filer = (str(port) for port in free_ports(5))
    certificates(folder)
    command = [
        str(Path(sys.executable).with_name("weed")), "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", f"-s3.port={s3}",
        "-webdav=false", "-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
        f"-s3.port.https={secure}", f"-s3.cert.file={folder / 'server.pem'}", f"-s3.key.file={folder / 'server-key.pem'}",
        f"-s3.cacert.file={folder / 'ca.pem'}", "-s3.tlsVerifyClientCert",
        "-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false",
    ]  # fmt: skip
    secrets = {"AWS_ACCESS_KEY_ID": KEYS["JUJIAN_S3_ACCESS_KEY"], "AWS_SECRET_ACCESS_KEY": KEYS["JUJIAN_S3_SECRET_KEY"]}
    with running(command, os.environ | secrets, folder / "log") as server:
        endpoint = f"http://127.0.0.1:{s3}"
        wait_for(server, lambda: answers(endpoint))
        shown = {"JUJIAN_S3_CLIENT_CERT": str(folder / "server.pem"), "JUJIAN_S3_CLIENT_KEY": str(folder / "server-key.pem")}
        known = {"JUJIAN_S3_ENDPOINT": f"https://127.0.0.1:{secure}", "JUJIAN_S3_CA_FILE": str(folder / "ca.pem")}
        yield KEYS | {"JUJIAN_S3_ENDPOINT": endpoint}, KEYS | known | shown


@pytest.fixture(scope="session")
def s3_environment(s3_server: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    """The variables that lead to a running S3 server."""
    return s3_server[0]


@pytest.fixture
def s3_settings(s3_environment: dict[str, str]) -> Settings:
    return load_settings(s3_environment)


@pytest.fixture
def bucket(s3_settings: Settings) -> str:
    """A new, empty bucket."""
    from infra.store_s3 import client_of

    name = f"bucket-{uuid4().hex}"
    wait_for(None, lambda: made(client_of(s3_settings), name))
    return name


def made(client: object, name: str) -> bool:
    """Whether the bucket could be made: right after its start the server answers before it can store anything."""
    from minio import Minio
    from minio.error import MinioException

    assert isinstance(client, Minio)
    try:
        client.make_bucket(name)
    except MinioException:
        return client.bucket_exists(name)
    return True


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The server, in a process group of its own that ends with the block."""
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, start_new_session=True)
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(server: subprocess.Popen[bytes] | None, ready: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert server is None or server.poll() is None, "the server has stopped: see its log"
        assert time.monotonic() < end, "the server is not ready in time"
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether anything answers there, with whatever status."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A running PostgreSQL, for this session only."""
    with tempfile.TemporaryDirectory(prefix="jujian-postgresql-") as folder:
        server = Postgresql(Path(folder))
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def ledger_address(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a ledger may be made: a file, and then a database of PostgreSQL."""
    if request.param == "sqlite":
        return tmp_path / "state" / "ledger.sqlite"
    server = request.getfixturevalue("postgresql")
    return str(server.address(server.make()))


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a running Prefect server's API, and the folder where it keeps all it knows."""
    folder = tmp_path_factory.mktemp("prefect")
    (port,) = free_ports(1)
    command = [str(Path(sys.executable).with_name("prefect")), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    quiet = QUIET | {"PREFECT_HOME": str(folder), "PREFECT_SERVER_UI_ENABLED": "false"}
    with running(command, os.environ | quiet, folder / "log") as server:
        url = f"http://127.0.0.1:{port}/api"
        wait_for(server, lambda: answers(f"{url}/health"), 250)
        yield url, folder
