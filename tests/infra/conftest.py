"""A ledger in each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(ledger_address: Path | str) -> Iterator[Ledger]:
    ledger = open_ledger(ledger_address)
    yield ledger
    ledger.close()
