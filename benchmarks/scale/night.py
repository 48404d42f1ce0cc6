"""A night of many small dossiers, as in service: `jujian nightly` on an inbox, under a real Prefect server; time and memory.

Looked at from outside every fifty dossiers. CPU is the figure for cost: the clock tells of the neighbours as well.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.scale.burden import MEGABYTE, Stretch, memory_of
from benchmarks.scale.lines import Curve, Panel, drawn
from benchmarks.scale.service import environment, jujian, prefect_server, started
from benchmarks.scale.small import small_dossiers

EVERY = 50
GLANCE = 0.2
"""Seconds between two looks at what is done."""


class Sample(NamedTuple):
    """After `done` dossiers: seconds by the clock and of CPU (Prefect's server apart), megabytes of the process that directs,
    of its largest child and of Prefect's server, and of the files that hold ledger and server's database.
    """

    done: int
    clock: float
    cpu: float
    server_cpu: float
    parent: float
    child: float
    server: float
    ledger: float
    database: float


class Trend(NamedTuple):
    """How a figure goes with the number: its growth a dossier (least squares), and the last quarter's over the first's."""

    slope: float
    last_to_first: float


def night(count: int, seed: int, folder: Path) -> list[Sample]:
    """The samples of the night. `folder` keeps inbox and output; a night that is done there already is not done again."""
    small_dossiers(count, seed, folder / "inbox")
    kept, so_far = folder / "night.json", folder / "night-so-far.json"
    if kept.exists():
        return [Sample(*each) for each in json.loads(kept.read_text())]
    with prefect_server(folder) as (url, server):
        variables = environment(folder, PREFECT_API_URL=url, JUJIAN_QUIET_SECONDS="0")
        command = jujian("nightly", "--inbox", str(folder / "inbox"), "--out", str(folder / "out"))
        with started(command, variables, folder / "night.log") as process:
            samples = []
            for sample in _watched(process, server, folder, count):
                samples.append(sample)
                so_far.write_text(json.dumps(samples))
    if process.returncode:
        raise SystemExit("the night has failed; look at night.log in the folder")
    so_far.rename(kept)
    return samples


def _watched(process: subprocess.Popen[bytes], server: int, folder: Path, count: int) -> Iterator[Sample]:
    """A sample every `EVERY` dossiers, and one at the very end, when the report is written as well."""
    night, prefect = Stretch(process.pid), Stretch(server)
    due, last = EVERY, None
    while process.poll() is None:
        done = _done(folder / "out")
        if done >= due or done == count:
            last = _sample(done, process.pid, server, night.end(), prefect.end(), folder)
        if last and done >= due:
            yield last
            due = done + EVERY
        time.sleep(GLANCE)
    if last:
        yield last


def _sample(done: int, pid: int, server: int, night: Stretch, prefect: Stretch, folder: Path) -> Sample:
    held = memory_of(pid)
    ledger, database = (
        path.stat().st_size / MEGABYTE if path.exists() else 0.0
        for path in (folder / "out" / ".jujian" / "ledger.sqlite", folder / "prefect" / "prefect.db")
    )
    return Sample(
        done, night.clock, night.cpu, prefect.cpu, held.own, held.largest, memory_of(server).own, ledger, database
    )  # fmt: skip


def _done(out: Path) -> int:
    """How many dossiers have a folder in the output."""
    return len([name for name in os.listdir(out) if not name.startswith(".") and "." not in name]) if out.exists() else 0  # noqa: PTH208


def trend(numbers: Sequence[float], values: Sequence[float]) -> Trend:
    """Of values by number, both in order."""
    mean_x, mean_y = sum(numbers) / len(numbers), sum(values) / len(values)
    over = sum((x - mean_x) ** 2 for x in numbers)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(numbers, values, strict=True)) / over
    quarter = max(1, len(numbers) // 4)
    first = (values[quarter] - values[0]) / (numbers[quarter] - numbers[0])
    last = (values[-1] - values[-1 - quarter]) / (numbers[-1] - numbers[-1 - quarter])
    return Trend(slope, last / first if first else float("inf"))


def told(samples: Sequence[Sample]) -> str:
    """What the samples say: cost a dossier and whether it grows, memory in the first and in the last quarter."""
    settled, end = samples[:-1], samples[-1]
    numbers = [each.done for each in settled]
    after = end.cpu - settled[-1].cpu
    rows = [f"{end.done} dossiers in {end.clock:.0f} s by the clock; what follows them takes {after:.0f} s of CPU"]
    for name, values in (
        ("the night, CPU", [each.cpu for each in settled]),
        ("the night, clock", [each.clock for each in settled]),
        ("Prefect's server, CPU", [each.server_cpu for each in settled]),
    ):
        slope, growth = trend(numbers, values)
        rows.append(f"{name}: {slope:.3f} s a dossier; the last quarter costs {growth:.2f} times the first")
    quarter = max(1, len(settled) // 4)
    for name in ("parent", "child", "server"):
        held = [getattr(each, name) for each in settled]
        first, last = sum(held[:quarter]) / quarter, sum(held[-quarter:]) / quarter
        rows.append(f"memory of {name}: {first:.0f} MB in the first quarter, {last:.0f} in the last, {max(held):.0f} at most")
    rows.append(f"ledger {end.ledger:.1f} MB, Prefect's database {end.database:.1f} MB")
    return "\n".join(rows)


def plot(samples: Sequence[Sample]) -> str:
    """Two panels, as SVG: cost and memory against the number of dossiers."""

    def curve(name: str, field: str) -> Curve:
        return Curve(name, [(each.done, getattr(each, field)) for each in samples[:-1]])

    cost = [curve("the night, CPU", "cpu"), curve("the night, clock", "clock"), curve("Prefect's server, CPU", "server_cpu")]
    held = [curve("the process that directs", "parent"), curve("its largest child", "child"), curve("Prefect's server", "server")]
    titles = "seconds, by number of dossiers done", "megabytes held, by number of dossiers done"
    return drawn([Panel(titles[0], cost), Panel(titles[1], held)])
