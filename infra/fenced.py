"""A store behind a fence: who has lost the claim on a case writes nothing more of it.

S3 and directories know no fences. So the claim is asked for before every single write: somebody who fell silent in the
middle and wakes up after others have taken over has at most the one write left that was under way.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from infra.store import Content, Store, Stored


class FencedStore:
    """`store`, in which nothing is written or deleted once `held` raises `OvertakenError`; it is asked each time."""

    def __init__(self, store: Store, held: Callable[[], None]) -> None:
        self._store, self._held = store, held

    def put(self, key: str, content: Content) -> None:
        self._held()
        self._store.put(key, content)

    def put_if_absent(self, key: str, content: Content) -> bool:
        self._held()
        return self._store.put_if_absent(key, content)

    def get(self, key: str) -> bytes:
        return self._store.get(key)

    def fetch(self, key: str, to: Path) -> None:
        self._store.fetch(key, to)

    def stat(self, key: str) -> Stored | None:
        return self._store.stat(key)

    def list(self, prefix: str = "") -> Iterator[Stored]:
        return self._store.list(prefix)

    def delete(self, key: str) -> None:
        self._held()
        self._store.delete(key)
