"""Where the state lies: originals and readings in a store, the ledger in a file or a database.

By default all of it is below ``.jujian`` in the output. Below a bucket the ledger's file is fetched at the start and put
back as the work goes on; more than one machine at a time needs a database (``JUJIAN_LEDGER``).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from infra.ledger import FILE, Ledger, open_ledger
from infra.scratch import scratch_folder
from infra.settings import Settings
from infra.store import S3_SCHEME, Store, join_url, open_store

FOLDER = ".jujian"


class Home(NamedTuple):
    """The state's two parts, and what makes the ledger last where its file is only a copy."""

    store: Store
    ledger: Ledger
    save: Callable[[], None]


@contextmanager
def open_home(out: str, settings: Settings) -> Iterator[Home]:
    """The home of this output. Raises `StoreError` and `LedgerError`."""
    place = settings.home or join_url(out, FOLDER)
    store = open_store(place, settings)
    with scratch_folder() as folder:
        if settings.ledger:
            ledger, save = open_ledger(settings.ledger.get_secret_value()), _nothing
        elif place.startswith(S3_SCHEME):
            ledger, save = _borrowed(store, folder)
        else:
            ledger, save = open_ledger(Path(place) / FILE), _nothing
        try:
            yield Home(store, ledger, save)
        finally:
            ledger.close()
            save()


def _borrowed(store: Store, folder: Path) -> tuple[Ledger, Callable[[], None]]:
    """The ledger on a copy of the stored file, and what puts a whole copy of it back."""
    file, copy, saving = folder / FILE, folder / "copy.sqlite", Lock()
    if store.stat(FILE):
        store.fetch(FILE, file)

    def save() -> None:
        with saving:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
            store.put(FILE, copy)

    return open_ledger(file), save


def _nothing() -> None:
    """A ledger in its own place needs no saving."""
