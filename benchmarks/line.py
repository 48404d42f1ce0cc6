"""The whole line against its bare engine, and what else is promised of its speed: `python -m benchmarks.line [DOSSIER…]`.

Each DOSSIER is a folder of scans; without any, some dossiers of scans are made first. In one run, with as many children as cores:

- the bare engine on every different scan, on the picture as the child has drawn it (drawing is not counted);
- the whole line over the same dossiers, from nothing to the published files; both start their children and load the models;
- both once more, as often as asked, by turns: a machine whose speed goes up and down is not the same for the two;
- the whole line again over the unchanged files;
- a born-digital dossier of twenty pages, in a run that has processed another one before.
"""

import argparse
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np
import typst
from rapidocr import RapidOCR

from benchmarks.engine import pages
from extractors.files.pdf import text_page
from extractors.files.render import render
from extractors.pages.engine import engine_settings
from flows.run import Order, opened, run
from infra.settings import hush, load_settings
from infra.workers import Failure, Pool
from samples.forms import Press
from schemas.files import Limits, PageSource
from tests.generator.random_dossiers import DIFFICULTIES, dossier

SCANNED = 6
"""How many dossiers of scans are made: some 120 pages."""

ROUNDS = 3

TWENTY_PAGES = """
#set page(margin: 2cm)
#set text(font: "Noto Sans CJK SC", size: 10.5pt)
#for n in range(1, 21) [
  = 技术总结（第 #n 章）
  #table(columns: (1fr, 3fr), [姓名], [林知远], [工作单位], [北京云岫测绘有限公司], [完成时间], [2025年#calc.rem(n, 12)月])
  #for m in range(12) [本章说明第 #n 项工作的背景、方法、结果与应用情况，第 #m 段。 #parbreak()]
  #pagebreak(weak: true)
]
"""


class Compared(NamedTuple):
    """A round: seconds of the whole line, and its share of the engine's by the clock and by CPU."""

    seconds: float
    clock: float
    cpu: float


class Nobody:
    """Watches nothing."""

    def dossiers(self, count: int) -> None: ...

    def dossier(self) -> None: ...

    def pages(self, count: int) -> None: ...

    def page(self) -> None: ...


def main(arguments: Sequence[str]) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dossiers", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    hush()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        folder = place / "in"
        for given in asked.dossiers:
            shutil.copytree(given, folder / given.name)
        if not asked.dossiers:
            make_scans(folder)
        rounds = [compared(folder, place / f"out-{number}") for number in range(asked.rounds)]
        wall, used = ([getattr(each, of) for each in rounds] for of in ("clock", "cpu"))
        print(f"whole line / engine, middle of {len(rounds)}: {median(wall):.3f} by the clock, {median(used):.3f} by CPU")
        _, again = whole_line(folder, place / "out-0")
        print(f"second run: {again:.2f} s, {again / rounds[0].seconds:.1%} of the first")
        print(f"born-digital dossier of twenty pages, after start: {born_digital(place):.2f} s")


def compared(folder: Path, out: Path) -> Compared:
    """The bare engine on all scans, and then the whole line."""
    scans, engine, engine_cpu = engine_alone(folder, out.parent)
    print(f"bare engine: {scans} scans, {engine:.1f} s, {scans / engine:.2f} pages/s; {engine_cpu:.1f} s of CPU")
    before = cpu()
    count, whole = whole_line(folder, out)
    line_cpu = cpu() - before
    print(f"whole line: {count} pages, {whole:.1f} s; {line_cpu:.1f} s of CPU; start and loading included in both")
    there = Compared(whole, whole / engine, line_cpu / engine_cpu)
    print(f"whole line / engine: {there.clock:.3f} by the clock, {there.cpu:.3f} by CPU (for busy machines)", flush=True)
    return there


def make_scans(folder: Path) -> None:
    """Enough scans that starting does not decide."""
    folder.mkdir()
    with Press() as press:
        for number in range(4 * SCANNED):
            if DIFFICULTIES[number % 4] == "scan":
                dossier(1, number, press, folder, None)


def engine_alone(folder: Path, scratch: Path) -> tuple[int, float, float]:
    """How many different scans there are, and the engine's seconds for them: by the clock with all children at work, and CPU."""
    settings = load_settings(os.environ)
    different = {source.key: source for source in pages(folder, scratch)}.values()
    began, used = time.perf_counter(), cpu()
    with Pool(settings.workers, settings.worker_memory, warm_up) as pool:
        waiting = [pool.submit(engine_reads, source, seconds=600) for source in different]
        outcomes = [future.result() for future in waiting]
    clock, spent = time.perf_counter() - began, cpu() - used
    drawing = [tuple(map(float, outcome.split())) for outcome in outcomes if not isinstance(outcome, Failure)]
    scans = sum(scanned for scanned, _, _ in drawing)
    return int(scans), clock - sum(took for _, took, _ in drawing) / settings.workers, spent - sum(cpu for _, _, cpu in drawing)


def engine_reads(source: PageSource) -> bytes:
    """In a child, reads the page with the engine: whether it is a scan, and what is not the engine's, by the clock and CPU."""
    began, used = time.perf_counter(), time.process_time()
    if source.kind == "flow" or (source.kind == "pdf" and text_page(source) is not None):
        return b"0 %f %f" % (time.perf_counter() - began, time.process_time() - used)
    picture = render(source, Limits())
    not_counted = b"1 %f %f" % (time.perf_counter() - began, time.process_time() - used)
    bare()(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return not_counted


@cache
def bare() -> RapidOCR:
    """The engine as it comes, with the settings of the line, one a process."""
    return RapidOCR(params=engine_settings())


def warm_up() -> None:
    """Models loaded, one thread: as in the line's own children."""
    cv2.setNumThreads(1)
    bare()(np.full((400, 300, 3), 255, np.uint8))


def whole_line(folder: Path, out: Path) -> tuple[int, float]:
    """How many pages there are, and the seconds of a whole run; says what the largest child has held."""
    began = time.perf_counter()
    with opened(Order(str(folder), str(out)), load_settings(os.environ), date.today().isoformat(), Nobody()) as batch:
        summary = run(batch)
        took = time.perf_counter() - began
        if held := peaks():
            print(f"peak memory of a child: {max(held)} MB")
    return sum(row.pages for row in summary.dossiers), took


def born_digital(place: Path) -> float:
    """Seconds of one such dossier, from what lies in the source to what is published."""
    for name in ("first", "second"):
        folder = place / "digital" / name
        folder.mkdir(parents=True)
        # Other bytes, else the second would be taken from the first one's readings.
        (folder / "总结.pdf").write_bytes(typst.compile(TWENTY_PAGES.encode()) + f"\n% {name}\n".encode())
    settings = load_settings(os.environ)
    order = Order(str(place / "digital"), str(place / "digital-out"))
    with opened(order, settings, date.today().isoformat(), Nobody()) as batch:
        first, second = (batch.attempt(case_id) for case_id in batch.tickets)
    assert first.pages == second.pages == 20, (first, second)
    return second.seconds


def cpu() -> float:
    """Seconds of CPU that this process and its ended children have used."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peaks() -> list[int]:
    """The most that each child of this process has held, in MB."""
    statuses = [path.read_text() for path in Path("/proc").glob("[0-9]*/status") if path.exists()]
    ours = [text for text in statuses if f"\nPPid:\t{os.getpid()}\n" in text]
    return [int(held[1]) // 1024 for text in ours if (held := re.search(r"VmHWM:\s+(\d+)", text))]


if __name__ == "__main__":
    from benchmarks import line as by_name  # children find a task by its module's name, which is not __main__

    by_name.main(sys.argv[1:])
