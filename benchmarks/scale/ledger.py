"""How many dossiers a minute the ledger takes, and whether it grows slower: all that is asked of it for a dossier, without one.

One writes at a time, on however many machines: this is the ceiling of the whole arrangement.
"""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from infra.claims import Claims
from infra.feed import publish
from infra.ledger import Ledger, open_ledger
from infra.ledger_evidence import Evidence
from infra.ledger_recommenders import Recommenders
from infra.outbox import Outbox
from infra.store import Store
from infra.store_directory import DirectoryStore
from schemas.event import Gist
from schemas.files import Delivered
from schemas.summary import SummaryRow
from schemas.traces import PageTrace

ORGAN = "benchmark"
FILES, EVIDENCE = 20, 8
"""A dossier's files, and its pages of evidence."""
BEATS = 2
OUTPUTS = ("case.json", "deficiencies.json", "notice.docx", "notice.pdf")


class Pace(NamedTuple):
    """Up to `done` dossiers: how many a minute since the last figure, and the seconds in which one alone is asked for."""

    done: int
    a_minute: float
    alone: float


def paces(address: str | Path, folder: Path, count: int, every: int, writers: int) -> Iterator[Pace]:
    """Puts `count` dossiers into the ledger at this address, several writers at once, and says how it goes."""
    ledger, store = open_ledger(address), DirectoryStore(folder / "feed")
    try:
        with ThreadPoolExecutor(writers) as pool:
            for first in range(0, count, every):
                began = time.perf_counter()
                list(pool.map(lambda number: dossier(ledger, store, number), range(first, first + every)))
                took = time.perf_counter() - began
                began = time.perf_counter()
                dossier(ledger, store, count + first)
                yield Pace(first + every, 60 * every / took, time.perf_counter() - began)
    finally:
        ledger.close()


def dossier(ledger: Ledger, store: Store, number: int) -> None:
    """What is asked of the ledger while one dossier goes from the inbox to the feed, in that order."""
    claims, evidence = Claims(ledger.engine), Evidence(ledger.engine)
    case_id = ledger.enrol(f"dossier {number}")
    claims.offer(case_id, "work")
    claim = claims.take(case_id)
    assert claim
    files = [Delivered(path=f"folder/file {n}.pdf", sha256=_hash(number, n), size=100_000) for n in range(FILES)]
    round = ledger.receive(case_id, files, None, "2026-03-02")
    Recommenders(ledger.engine, ORGAN).exited()
    evidence.shared(case_id, ORGAN, evidence.kept(case_id))
    ledger.decisions(case_id)
    for _ in range(BEATS):
        claims.beat([claim])
    pages = [_page(number, at) for at in range(EVIDENCE)]
    evidence.shared(case_id, ORGAN, pages)
    ledger.holds(claim)
    evidence.replace(case_id, ORGAN, pages)
    row = SummaryRow(
        key=f"dossier {number}", case_id=case_id, round=1, status="deficient", files=FILES, pages=FILES, items=3, referrals=2,
        flags=1, seconds=0,
    )  # fmt: skip
    made = {
        "fingerprint": _hash(number, 0),
        "outputs": {name: _hash(number, name) for name in OUTPUTS},
        "row": row.model_dump(mode="json"),
        "gist": Gist(organ=ORGAN, codes=("REC-04", "PUB-02", "EVD-03")),
    }
    ledger.record(round.model_copy(update=made), claim)
    publish(Outbox(ledger.engine), store)
    claims.settle(claim, "done")


def _page(number: int, at: int) -> PageTrace:
    said = _hash("page", number, at)
    return PageTrace(key=said, picture=said[:16], words=said[16:32])


def _hash(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()
