"""Delete a case for good: originals, readings, pictures, outputs and its rows of the ledger. What another case holds stays.

What is deleted is removed first and the ledger told last: a deletion that broke off is done again from its beginning.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from extractors.second_voice import by_page
from flows.docket import CaseError
from flows.home import Home, open_home
from flows.intake import original
from flows.kept import grounds_at, ungrounded
from flows.publish import SUMMARY, publish_summary
from flows.readings import FOLDER as READINGS
from flows.rights import refuse_unentitled
from flows.voice import answers_key
from infra.ledger import Ledger
from infra.register import Register
from infra.retention import Deletion, Old, forget, materials, untouched_since
from infra.settings import Settings
from infra.store import NotStoredError, Store, open_store
from schemas.summary import Summary


class Act(NamedTuple):
    """Who of which organisation (its id) deletes, why, and when."""

    organ: str
    by: str
    reason: str
    at: datetime


def due(out: str, settings: Settings, before: str) -> tuple[Old, ...]:
    """The cases with which nothing was done from that day (ISO) on. Raises `StoreError` and `LedgerError`."""
    with open_home(out, settings) as home:
        return untouched_since(home.ledger.engine, before)


def delete(key: str, out: str, settings: Settings, act: Act) -> Deletion:
    """Delete the case of this key. Where there are accounts only a supervisor may.

    Raises `CaseError`, `StoreError` and `LedgerError`.
    """
    with open_home(out, settings) as home:
        refuse_unentitled(home, act.organ, act.by, "supervise")
        case_id = home.ledger.case_of(key)
        if case_id is None:
            raise CaseError("no_such_case", f"输出位置没有卷宗“{key}”；请核对卷宗名称和 --out。")
        own, shared = materials(home.ledger.engine, case_id)
        published = open_store(out, settings)
        for place in (*_read(home, case_id), *_held(home.store, case_id, own - shared)):
            home.store.delete(place)
        for stored in tuple(published.list(f"{key}/round-")):
            published.delete(stored.key)
        _leave_out(published, key)
        Register(home.ledger.engine).remove(case_id)
        at = act.at.isoformat(timespec="seconds")
        deletion = Deletion(act.by, at, act.reason, originals=len(own - shared), shared=len(shared))
        forget(home.ledger.engine, case_id, deletion)
        home.save()
    return deletion


def _held(store: Store, case_id: str, gone: frozenset[str]) -> Iterator[str]:
    """What is stored of the case itself, and of the originals that go."""
    folders = (f"cases/{case_id}/", f"late/{case_id}/", *(f"pictures/{sha256}/" for sha256 in sorted(gone)))
    for folder in folders:
        yield from [stored.key for stored in store.list(folder)]
    yield from (original(sha256) for sha256 in sorted(gone))


def _read(home: Home, case_id: str) -> Iterator[str]:
    """The readings of its pages. One that another case shares is read again when that case is processed again."""
    for number in _rounds(home.ledger, case_id):
        try:
            grounds = ungrounded(home.store.get(grounds_at(case_id, number)))
        except NotStoredError:  # in quarantine: nothing was kept
            continue
        asked = (answers_key(requests) for requests in by_page(grounds.understood.requests).values())
        for key in {*(key for _, key in grounds.pages), *asked}:
            yield from [stored.key for stored in home.store.list(f"{READINGS}/{key}@")]


def _rounds(ledger: Ledger, case_id: str) -> range:
    last = ledger.last_round(case_id)
    return range(1, last.number + 1) if last else range(0)


def _leave_out(published: Store, key: str) -> None:
    """The summary without its row."""
    try:
        summary = Summary.model_validate_json(published.get(SUMMARY))
    except NotStoredError:
        return
    publish_summary(published, [row for row in summary.dossiers if row.key != key], summary.ignored)
