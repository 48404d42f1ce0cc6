"""Recorded readings put where the line looks for them: who opens these files then reads none of their pages afresh."""

from flows.readings import Shelf, pack
from infra.store import Store
from tests.readings.recording import load


def shelve(home: Store, *keys: str) -> None:
    """Into the store of an output (``OUT/.jujian``) the pages of these dossiers."""
    shelf = Shelf(home)
    for recording in map(load, keys):
        for sheet in recording.sheets:
            shelf.put(sheet.page.key, recording.reader, pack(sheet.page))
