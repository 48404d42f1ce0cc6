"""Again: a round put through the line anew from its stored originals and readings, without its source.

So a record is replayed, to show that it follows from what is kept; and so a dossier is read that leaves quarantine.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from extractors.pages.crop_reader import voice_version
from extractors.pages.reader import Reader
from flows.bench import Bench, Shop
from flows.docket import CaseError, Docket, refuse_closed
from flows.line import Made, Matter, process
from flows.rights import refuse_unentitled
from infra.workers import Pool
from schemas.decision import Decision
from validators.decisions import take
from validators.profile import check_in_force
from validators.status import SECRET


class Nobody:
    """Nobody watches the pages being read."""

    def pages(self, count: int) -> None:
        """Not told."""

    def page(self) -> None:
        """Not told."""


def replay(docket: Docket, as_of: str | None = None) -> tuple[str, ...]:
    """Where the round's files differ from what the stored readings come to now: ``case.json /checks/3/outcome``, a file's
    name alone where it is lost or not text. `as_of` is another day whose law is to be applied (ISO). Raises `CaseError`,
    `NotProcessedError`, `ProfileError`, `StoreError`, `WorkersError`.
    """
    stamp = docket.home.ledger.stamp(docket.round.case_id, docket.round.number)
    models = docket.kept.matter.engine.models
    matter = docket.matter(docket.taken, stamp)
    if as_of:
        check_in_force(docket.profile, as_of)
        matter = matter.model_copy(update={"as_of": as_of})
    made = processed(matter, docket, models["reader"], models["second_voice"])
    return tuple(line for name, content in made.published.items() for line in _differences(name, content, docket))


def release(docket: Docket, wishes: Sequence[Decision], now: datetime) -> tuple[Docket, tuple[Decision, ...]]:
    """A dossier in quarantine for which a named person says that no page is secret (FIL-08 dropped, with a reason) is read
    and judged; that is reserved to a supervisor. Gives the docket as it is then, and the wishes that remain; any other docket as
    it is. Raises `CaseError`, `DecisionError`, `LedgerError`, `StoreError`, `WorkersError`.
    """
    drops = tuple(wish for wish in wishes if wish.code == SECRET)
    if docket.kept.case is not None or not drops:
        return docket, tuple(wishes)
    refuse_closed(docket)
    for wish in drops:
        refuse_unentitled(docket.home, docket.organ, wish.by, "supervise")
    record = docket.record()
    taken = take(drops, record.checks, record, now.isoformat(timespec="seconds"), docket.taken)
    made = processed(docket.matter((*docket.taken, *taken)), docket, Reader().version, voice_version())
    docket.home.ledger.decide(docket.settled(made), taken)
    docket.put(made)
    return docket.reopened(), tuple(wish for wish in wishes if wish.code != SECRET)


def processed(matter: Matter, docket: Docket, reader: str, voice: str) -> Made:
    """The round put through the line with readings of these readers."""
    settings = docket.settings
    with Pool(settings.workers, settings.worker_memory) as pool:
        shop = Shop(pool, docket.home.store, settings, docket.rules, reader, voice, Nobody())
        scratch = pool.scratch / matter.case_id
        scratch.mkdir(mode=0o700)
        bench = Bench(shop, matter.case_id, scratch)
        try:
            made = process(matter, bench)
            if made.status == "quarantined":
                bench.forget()
            return made
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _differences(name: str, content: bytes, docket: Docket) -> Iterator[str]:
    try:
        there = docket.published(name)
    except CaseError:
        there = b""
    if there == content:
        return
    try:
        found = list(_unlike(json.loads(there), json.loads(content), ""))
    except ValueError:
        found = []
    yield from (f"{name} {pointer}" for pointer in found or [""])


def _unlike(one: Any, other: Any, pointer: str) -> Iterator[str]:
    """The pointers of values that are unlike."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _unlike(one.get(key), other.get(key), f"{pointer}/{key}")
    elif isinstance(one, list) and isinstance(other, list):
        for number, (left, right) in enumerate(zip_longest(one, other)):
            yield from _unlike(left, right, f"{pointer}/{number}")
    elif one != other:
        yield pointer
