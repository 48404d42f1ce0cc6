"""How much slower than its bare engine the reading is: `python -m benchmarks.engine FOLDER [--workers N] [--pages N]`.

FOLDER holds dossiers (folders or archives). Every scanned page is done twice by the same worker, in turn: by the bare engine
(RapidOCR on OpenVINO, the same models and settings, on the decoded picture) and by `read_page`, decoding included. The
figure that counts is the ratio of the two; pages a second depend on the machine. Pages with a text layer and word-processor
files need no engine and are listed apart. Peak memory is that of the whole worker.
"""

import argparse
import hashlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from extractors.files.open import open_file
from extractors.files.render import render
from extractors.pages.read import read_page
from extractors.pages.reader import Reader
from schemas.files import Delivered, Limits, PageSource

LIMITS = Limits()


class Measured(NamedTuple):
    """One page: its kind, seconds of the bare engine (0 for pages that need none), seconds of the reading, peak MB so far."""

    kind: str
    engine: float
    reading: float
    peak: float


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--pages", type=int, default=0, help="at most so many pages, spread over the folder; 0: all")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        sources = thinned(list(pages(chosen.folder, Path(scratch))), chosen.pages)
        began = time.perf_counter()
        with ProcessPoolExecutor(chosen.workers, initializer=warm_up) as pool:
            measured = list(pool.map(measure, sources))
        print(report(measured, chosen.workers, time.perf_counter() - began))


def pages(folder: Path, scratch: Path) -> Iterator[PageSource]:
    """The pages of all files under the folder; archives are unpacked into `scratch`."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"):
        delivered = Delivered(
            path=str(path.relative_to(folder)), sha256=hashlib.sha256(path.read_bytes()).hexdigest(), size=path.stat().st_size
        )
        yield from open_file(delivered, path, scratch, LIMITS).pages


def thinned(sources: list[PageSource], most: int) -> list[PageSource]:
    """Every n-th page, so that at most so many are left."""
    return sources[:: max(1, -(-len(sources) // most))] if most else sources


@cache
def _reader() -> Reader:
    return Reader()


def warm_up() -> None:
    """Loads the models, so that no page pays for it; the native libraries keep to one thread, as in service."""
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    _reader().turn(np.full((400, 300, 3), 255, np.uint8))
    _reader().lines(np.full((400, 300, 3), 255, np.uint8))


def measure(source: PageSource) -> Measured:
    """One page by the engine alone and by the reading, by turns first and second."""
    engine_first = sum(source.key.encode()) % 2 == 0
    before = _bare(source) if engine_first else 0.0
    began = time.perf_counter()
    page = read_page(source, _reader(), LIMITS)
    reading = time.perf_counter() - began
    engine = (before if engine_first else _bare(source)) if page.kind == "scan" else 0.0
    return Measured(page.kind, engine, reading, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _bare(source: PageSource) -> float:
    """Seconds of the bare engine on the decoded picture; 0 for what is no picture."""
    if source.kind == "flow":
        return 0.0
    picture = render(source, LIMITS)
    began = time.perf_counter()
    _reader().lines(picture)
    return time.perf_counter() - began


def report(measured: Sequence[Measured], workers: int, seconds: float) -> str:
    """A table: pages, seconds a page, and for scans the ratio of reading to engine."""
    rows = [f"{len(measured)} pages, {workers} workers, {seconds:.0f} s"]
    for kind in ("scan", "text", "flow"):
        of_kind = [one for one in measured if one.kind == kind]
        if of_kind:
            rows.append(f"{kind}: {len(of_kind)} pages; reading {_pace(workers, [one.reading for one in of_kind])}")
    scans = [one for one in measured if one.kind == "scan"]
    if scans:
        rows.append(f"bare engine on the same scans: {_pace(workers, [one.engine for one in scans])}")
        rows.append(f"reading / engine: {sum(one.reading for one in scans) / sum(one.engine for one in scans):.3f}")
    rows.append(f"peak memory of a worker: {max(one.peak for one in measured):.0f} MB")
    return "\n".join(rows)


def _pace(workers: int, seconds: Sequence[float]) -> str:
    mean = sum(seconds) / len(seconds)
    return f"{mean:.3f} s a page, {workers / mean:.2f} pages/s"


if __name__ == "__main__":
    main(sys.argv[1:])
