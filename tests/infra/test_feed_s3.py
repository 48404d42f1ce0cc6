"""The feed in a bucket of a real S3 server: two programs write, one is killed and another begins, one reads all the while."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.feed import publish, read
from infra.ledger import open_ledger
from infra.outbox import Outbox
from infra.settings import Settings
from infra.store import open_store
from schemas.event import Event
from tests.postgresql import Postgresql

pytestmark = [pytest.mark.s3, pytest.mark.postgresql, pytest.mark.slow]

EACH = 60
"""Events of a program before it ends."""
FEEDER = """
import os, sys
from infra.feed import publish
from infra.ledger import open_ledger
from infra.outbox import Outbox
from infra.settings import load_settings
from infra.store import open_store
from tests.infra.test_feed import changed, opened
address, url, key, count = sys.argv[1:]
ledger = open_ledger(address)
outbox, store = Outbox(ledger.engine), open_store(url, load_settings(os.environ))
round = opened(ledger, key)
for _ in range(int(count)):
    ledger.record(changed(round))
    publish(outbox, store)
"""


@contextmanager
def feeding(address: str, url: str, key: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", FEEDER, address, url, key, str(EACH)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_reader_gets_each_event_once_and_in_order_while_two_write_and_one_is_killed(
    bucket: str, s3_settings: Settings, s3_environment: dict[str, str], postgresql: Postgresql
) -> None:
    environment = os.environ | s3_environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
    address, url = postgresql.address(postgresql.make()), f"s3://{bucket}/home"
    store, got, over = open_store(url, s3_settings), list[bytes](), threading.Event()

    def follow() -> None:
        while not over.is_set():
            got.extend(each.body for each in read(store, len(got), 7))

    reader = threading.Thread(target=follow)
    reader.start()
    try:
        with feeding(address, url, "a", environment) as one, feeding(address, url, "b", environment) as other:
            while len(got) < EACH:
                assert one.poll() in (None, 0)
                time.sleep(0.02)
            one.kill()
            with feeding(address, url, "c", environment) as third:
                assert (other.wait(200), third.wait(200)) == (0, 0)
    finally:
        ledger = open_ledger(address)
        publish(Outbox(ledger.engine), store)
        ledger.close()
        end = time.monotonic() + 30
        while len(got) < len(read(store, 0, 1000)) and time.monotonic() < end:
            time.sleep(0.05)
        over.set()
        reader.join()
    events = [Event.model_validate_json(body) for body in got]
    assert [int(event.sequence) for event in events] == list(range(1, len(events) + 1)), "no gap, and none twice"
    assert len({event.id for event in events}) == len(events) >= 2 * EACH
    assert [each.body for each in read(store, 0, 1000)] == got, "what was read once stays as it is"
