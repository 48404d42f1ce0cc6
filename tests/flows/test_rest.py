"""A reader that holds much between two pages gives back what its engines worked in, and reads as before."""

import hashlib
import json
import os
from pathlib import Path

from extractors.files.open import open_file
from flows import steps
from infra.memory import resident
from infra.workers import Pool
from schemas.files import Delivered, Limits, PageSource

SCAN = Path(__file__).parents[2] / "samples" / "dossiers" / "s4-one-scan" / "全部材料扫描件.pdf"


def read_with(source: PageSource, ample: int) -> bytes:
    """What a reader holds after this page where it may keep so many bytes, and the page's hash. Runs in a process of its own."""
    steps.AMPLE = ample
    digest = hashlib.sha256(steps.read_one(source)).hexdigest()
    return json.dumps([resident(os.getpid()), digest]).encode()


def test_memory_is_given_back_above_the_limit_and_the_page_reads_the_same(tmp_path: Path) -> None:
    content = SCAN.read_bytes()
    file = Delivered(path="a.pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    page = open_file(file, SCAN, tmp_path, Limits()).pages[0]
    with Pool(1, memory=3_000_000_000) as pool:
        told = [pool.run(read_with, page, ample, seconds=250) for ample in (3_000_000_000, 0, 3_000_000_000)]
    kept, given, again = (json.loads(outcome) for outcome in told if isinstance(outcome, bytes))
    assert kept[1] == given[1] == again[1]
    assert given[0] < min(kept[0], again[0]) - 50_000_000
