"""The feed: ``feed/<twelve digits>.json`` in the store, one immutable event a slot, read by a cursor.

A slot is filled only when all before it are, and is never filled again; a reader goes on from its cursor and stops at the
first empty slot. So no reader misses an event or gets one twice, however many write and whatever dies.
"""

from typing import NamedTuple

from infra.outbox import Outbox
from infra.store import NotStoredError, Store

AT_ONCE = 100


class Slot(NamedTuple):
    """An event as it lies in the feed; `seq` is the cursor after it."""

    seq: int
    body: bytes


def slot(seq: int) -> str:
    """The store's key of a slot."""
    return f"feed/{seq:012d}.json"


def publish(outbox: Outbox, store: Store) -> int:
    """Put what waits into its slots, in order, and say how many there were. May be broken off anywhere, run again, and run
    by several at once. Raises `StoreError` and `LedgerError`; what is not sent then waits for the next time.

    A slot that holds something else is of a ledger newer than this one, which was restored from a back-up: it stays, and
    what waits goes behind the last slot.
    """
    count = 0
    while waiting := outbox.waiting():
        for event in waiting:
            if not store.put_if_absent(slot(event.seq), event.body) and store.get(slot(event.seq)) != event.body:
                outbox.move(event.seq, _end(store, event.seq))
                break
            outbox.sent(event.seq)
            count += 1
        else:
            break
    return count


def read(store: Store, after: int, limit: int = AT_ONCE) -> tuple[Slot, ...]:
    """At most `limit` events after the cursor (0: from the first). Raises `StoreError`."""
    found: list[Slot] = []
    for seq in range(after + 1, after + 1 + limit):
        try:
            found.append(Slot(seq, store.get(slot(seq))))
        except NotStoredError:
            break
    return tuple(found)


def _end(store: Store, seq: int) -> int:
    """The first empty slot from here on."""
    while store.stat(slot(seq)):
        seq += 1
    return seq
