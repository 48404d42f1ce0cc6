"""What docs/service.md describes, with processes for machines: S3, PostgreSQL, two watches on one inbox."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infra.ledger import open_ledger
from infra.settings import QUIET, load_settings
from infra.store import NotStoredError, Store, open_store
from tests.postgresql import Postgresql

pytestmark = [pytest.mark.s3, pytest.mark.postgresql]


def done(out: Store) -> set[str]:
    try:
        return {row["key"] for row in json.loads(out.get("summary.json"))["dossiers"]}
    except NotStoredError:
        return set()


@pytest.mark.slow
def test_two_machines_share_an_inbox_and_do_each_dossier_once(
    source: Path, tmp_path: Path, bucket: str, s3_server: tuple[dict[str, str], dict[str, str]], postgresql: Postgresql
) -> None:
    secure, address = (
        s3_server[1],
        postgresql.address(postgresql.make(), sslmode="verify-full", sslrootcert=str(postgresql.authority)),
    )
    (tmp_path / "ledger").write_text(address)
    inbox, out = (open_store(f"s3://{bucket}/{name}", load_settings(secure)) for name in ("inbox", "out"))
    for path in source.rglob("*"):
        if path.is_file():
            inbox.put(str(path.relative_to(source)), path)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUJIAN_", "AWS_", "PREFECT_"))}
    settings = {"JUJIAN_WORKERS": "1", "JUJIAN_POLL_SECONDS": "0.5", "JUJIAN_QUIET_SECONDS": "0"}
    environment = clean | QUIET | secure | settings | {"JUJIAN_LEDGER_FILE": str(tmp_path / "ledger")}
    command = [
        str(Path(sys.executable).with_name("jujian")),
        "watch",
        "--inbox",
        f"s3://{bucket}/inbox",
        "--out",
        f"s3://{bucket}/out",
    ]
    machines = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        end = time.monotonic() + 200
        while done(out) < {"林知远", "周以宁", "坏包"}:
            assert time.monotonic() < end
            assert [machine.poll() for machine in machines] == [None, None]
            time.sleep(0.5)
    finally:
        for machine in machines:
            machine.terminate()
        said = [machine.communicate(timeout=60)[1] for machine in machines]
    assert not any("hidden" in each or postgresql.PASSWORD in each or address in each for each in said)
    ledger = open_ledger(address)
    for key in ("林知远", "周以宁", "坏包"):
        case_id = ledger.case_of(key)
        assert case_id
        assert [each.event for each in ledger.trail_of(case_id)].count("recorded") == 1
        assert out.stat(f"{key}/round-1/case.json")
    assert ledger.audit_is_whole()
    ledger.close()
