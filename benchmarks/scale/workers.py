"""One worker against two, on the same scanned dossiers read afresh; and what lies in the store afterwards."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.scale.burden import Stretch
from flows.run import Order, opened, run
from flows.watch import Silent
from infra.settings import hush, load_settings
from infra.store_directory import DirectoryStore
from samples.forms import Press
from tests.generator.random_dossiers import DIFFICULTIES, dossier

TURNS = 2
MOST = 0.6
"""Of one worker's time that two may take."""
ASKED = ("get", "put", "put_if_absent", "fetch", "stat", "delete", "list")


class Turn(NamedTuple):
    """One run: workers, pages, seconds by the clock and of CPU, and how many cores the neighbours kept busy meanwhile."""

    workers: int
    pages: int
    clock: float
    cpu: float
    others: float


def turns(dossiers: int, folder: Path) -> list[Turn]:
    """One worker, then two, and again, each over everything from nothing. The last output stays in the folder."""
    hush()
    source = folder / "scans"
    if not source.exists():
        _make(dossiers, source)
    return [_turn(workers, source, folder / "out") for _ in range(TURNS) for workers in (1, 2)]


def _make(count: int, source: Path) -> None:
    source.mkdir(parents=True)
    with Press() as press:
        for number in range(len(DIFFICULTIES) * count):
            if DIFFICULTIES[number % len(DIFFICULTIES)] == "scan":
                dossier(1, number, press, source, None)


def _turn(workers: int, source: Path, out: Path) -> Turn:
    shutil.rmtree(out, ignore_errors=True)
    settings = load_settings(os.environ).model_copy(update={"workers": workers})
    stretch = Stretch(os.getpid())
    with opened(Order(str(source), str(out)), settings, date.today().isoformat(), Silent()) as batch:
        summary = run(batch)
        stretch.end()
    return Turn(workers, sum(row.pages for row in summary.dossiers), stretch.clock, stretch.cpu, stretch.others)


def told(turns: list[Turn]) -> str:
    """Every turn, and two against one, by the clock and by the CPU alone."""
    rows = [
        f"{each.workers} worker(s): {each.pages} pages, {each.clock:.1f} s by the clock, {each.cpu:.1f} s of CPU "
        f"({each.cpu / each.pages:.2f} s a page); others kept {each.others:.1f} cores busy"
        for each in turns
    ]
    for one, two in zip(turns[::2], turns[1::2], strict=True):
        rows.append(
            f"two against one: {two.clock / one.clock:.2f} by the clock (at most {MOST}), {two.cpu / one.cpu:.2f} of the CPU"
        )
    return "\n".join(rows)


def stored(out: Path) -> dict[str, tuple[int, int]]:
    """How many files there are and their bytes, by what they are: originals, readings, what is kept to judge again, published."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in out.rglob("*"):
        if path.is_file():
            parts = path.relative_to(out).parts
            found[parts[1] if parts[0] == ".jujian" else "published"].append(path.stat().st_size)
    return {name: (len(sizes), sum(sizes)) for name, sizes in sorted(found.items())}


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How often the store is asked, by what: each is one request where the store is a bucket."""
    asked: dict[str, int] = defaultdict(int)
    before = {name: getattr(DirectoryStore, name) for name in ASKED}

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            asked[name] += 1
            return real(*args, **more)

        return call

    for name, real in before.items():
        setattr(DirectoryStore, name, counting(name, real))
    try:
        yield asked
    finally:
        for name, real in before.items():
            setattr(DirectoryStore, name, real)
