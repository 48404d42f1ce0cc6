"""Pictures of pages for the desk: drawn by a killable child when first asked for, then kept in the home's store.

They lie under the SHA-256 of the original, ``pictures/<sha256>/…``, and go when the original goes. Nothing is kept of a
dossier in quarantine: nobody may ask for one of its pages.
"""

import hashlib
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flows.intake import original
from infra.settings import Settings
from infra.store import NotStoredError, Store
from infra.workers import Pool
from schemas.files import Delivered, Opened, PageSource
from schemas.geometry import PageRef

FORM = "1"
"""Of the pictures; another number has them drawn anew."""
HELD = 12
"""Originals whose pages are at hand, unpacked, in the pool's folder."""
STEPS = "flows.showing:"


class NoPictureError(Exception):
    """The page cannot be drawn, or is not there."""


class _Held(NamedTuple):
    folder: Path
    pages: dict[PageRef, PageSource]


class Pictures:
    """The picture of any page. May be used from several threads; `close` ends the children."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        children = min(2, settings.workers)
        self._pool = Pool(children, settings.worker_memory)
        self._held: OrderedDict[tuple[str, str], _Held] = OrderedDict()
        self._lock = threading.Lock()
        for _ in range(children):
            self._pool.submit(STEPS + "ready", seconds=60)

    def close(self) -> None:
        self._pool.close()

    def of(self, ref: PageRef, materials: Sequence[Delivered]) -> bytes:
        """JPEG or SVG (which begins with ``<svg``). Raises `NoPictureError`, `StoreError`."""
        file = _delivered(ref, materials)
        name = hashlib.sha256(f"{ref.file.removeprefix(file.path)} {ref.page}".encode()).hexdigest()[:24]
        place = f"pictures/{file.sha256}/{name}@{FORM}"
        try:
            return self._store.get(place)
        except NotStoredError:
            content = self._drawn(ref, file)
        self._store.put(place, content)
        return content

    def of_notice(self, pdf: bytes, page: int) -> bytes:
        """A page of a notice of ours as JPEG; nothing is kept of it. Raises `NoPictureError`."""
        with self._laid_down(pdf) as local:
            ref = PageRef(file="notice.pdf", page=page)
            return self._done("draw", PageSource(ref=ref, key="", kind="pdf", local=local, index=page - 1))

    def sheets(self, pdf: bytes) -> int:
        """How many pages a notice of ours has."""
        with self._laid_down(pdf) as local:
            return int(self._done("count", local))

    @contextmanager
    def _laid_down(self, content: bytes) -> Iterator[str]:
        with tempfile.NamedTemporaryFile(dir=self._pool.scratch) as file:
            file.write(content)
            file.flush()
            yield file.name

    def _done(self, step: str, *args: object) -> bytes:
        """What a child says. Raises `NoPictureError` where that is nothing."""
        content = self._pool.run(STEPS + step, *args, seconds=self._settings.page_seconds)
        if not isinstance(content, bytes) or not content:
            raise NoPictureError
        return content

    def _drawn(self, ref: PageRef, file: Delivered) -> bytes:
        with self._lock:
            source = self._opened(file).pages.get(ref)
        if source is None:
            raise NoPictureError
        return self._done("draw", source)

    def _opened(self, file: Delivered) -> _Held:
        """The original with its pages, opened once; the longest unasked for makes room."""
        name = (file.sha256, file.path)
        if name not in self._held:
            folder = self._pool.scratch / hashlib.sha256(" ".join(name).encode()).hexdigest()[:32]
            folder.mkdir(mode=0o700, exist_ok=True)
            local = folder / "original"
            if not local.exists():
                self._store.fetch(original(file.sha256), local)
            said = self._pool.run(STEPS + "open_pages", file, local, folder, seconds=self._settings.file_seconds)
            if not isinstance(said, bytes):
                raise NoPictureError
            self._held[name] = _Held(folder, {page.ref: page for page in Opened.model_validate_json(said).pages})
            while len(self._held) > HELD:
                _, gone = self._held.popitem(last=False)
                _remove(gone.folder)
        self._held.move_to_end(name)
        return self._held[name]


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
    folder.rmdir()


def _delivered(ref: PageRef, materials: Sequence[Delivered]) -> Delivered:
    """The delivered file that the page lies in: itself, or the archive around it."""
    around = [each for each in materials if ref.file == each.path or ref.file.startswith(f"{each.path}!/")]
    if not around:
        raise NoPictureError
    return max(around, key=lambda each: len(each.path))
