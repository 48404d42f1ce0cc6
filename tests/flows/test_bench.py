"""What hangs, explodes or dies costs its file or its page within its budget, by name; the rest of the dossier goes on."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import bench
from flows.bench import Bench, Shop
from flows.intake import NotProcessedError, original
from flows.readings import Reading, unpack
from infra.settings import Settings
from infra.store import open_store
from infra.workers import Pool
from schemas.files import Delivered, PageSource
from schemas.geometry import PageRef
from schemas.page import Page

STEPS = """
import ctypes, re
from flows.readings import pack
from schemas.files import FileRecord, Opened
from schemas.page import Page

def what(name):
    if name.startswith("hangs"): re.match("(a+)+$", "a" * 60 + "b")
    if name.startswith("explodes"): kept = [b"x" * 5_000_000 for _ in range(4_000)]
    if name.startswith("dies"): ctypes.string_at(0)
    if name.startswith("fails"): raise ValueError("personal data")
    if name.startswith("no disk"): raise OSError(28, "No space left on device")

def open_one(file, local, scratch, limits):
    what(file.path)
    record = FileRecord(path=file.path, sha256=file.sha256, size=file.size, media_type="text/plain", pages=1, status="read")
    return Opened(files=(record,)).model_dump_json().encode()

def read_one(source):
    what(source.ref.file)
    return pack(Page(key=source.key, kind="scan", reader="r", width=1, height=1))
"""
SECONDS = 5.0
NAMES = ("first.pdf", "hangs.pdf", "explodes.pdf", "dies.pdf", "fails.pdf", "last.pdf")


class Unheard:
    """Nobody asks how far it is."""

    def pages(self, count: int) -> None: ...

    def page(self) -> None: ...


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A bench whose children do as a page's name says."""
    (tmp_path / "odd_steps.py").write_text(STEPS)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(bench, "STEPS", "odd_steps:")
    settings = Settings(file_seconds=SECONDS, page_seconds=SECONDS)
    with Pool(2, memory=400_000_000) as pool:
        for _ in range(2):
            pool.submit("odd_steps:read_one", page("warm.pdf"), seconds=60)
        shop = Shop(pool, open_store(str(tmp_path / "store"), settings), settings, "", "r", "", Unheard())
        yield Bench(shop, "case", pool.scratch)


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def page(name: str) -> PageSource:
    return PageSource(ref=PageRef(file=name, page=1), key=key(name), kind="pdf", local="", index=0)


def read(reading: Reading) -> Page:
    return unpack(reading).page


def test_a_page_that_hangs_explodes_or_kills_its_reader_is_named_and_the_others_are_read(desk: Bench) -> None:
    began = time.monotonic()
    readings = [read(each) for each in desk.read([page(name) for name in NAMES])]
    assert [each.quality_reason for each in readings] == ["", "timeout", "memory", "crashed", "error", ""]
    assert [each.quality for each in readings] == ["read", *["unreadable"] * 4, "read"]
    assert time.monotonic() - began < 20 * SECONDS
    assert not desk.sound


def test_a_file_that_does_so_says_what_to_send_instead(desk: Bench) -> None:
    names = [name for name in NAMES if name != "hangs.pdf"]  # takes as long as for a page
    files = [Delivered(path=name, sha256=key(name), size=3) for name in names]
    for file in files:
        desk._shop.store.put(original(file.sha256), b"pdf")
    records = desk.open(files).files
    assert [file.error.code if file.error else "" for file in records] == ["", "limit", "crashed", "crashed", ""]
    assert [file.path for file in records] == names
    assert all("重新提交" in file.error.message for file in records if file.error)


def test_a_full_disk_is_not_the_applicants_fault_and_costs_the_dossier(desk: Bench) -> None:
    with pytest.raises(NotProcessedError, match="machine_trouble"):
        desk.read([page("first.pdf"), page("no disk.pdf")])
