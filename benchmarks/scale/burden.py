"""What processes use, as Linux says it: CPU and memory of a process with all that it has started, and what others use."""

import os
import time
from pathlib import Path
from typing import NamedTuple, Self

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1 << 20


class Memory(NamedTuple):
    """Megabytes held by a process, by the largest of those that it has started, and by all of these together."""

    own: float
    largest: float
    started: float


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process, its ended children and what still runs of its offspring have used; 0 once it is gone."""
    try:
        fields = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICK + sum(map(cpu_of, children_of(pid)))


def memory_of(pid: int) -> Memory:
    """What it holds now."""
    started = [sum(_held(each) for each in _all_below(child)) for child in children_of(pid)]
    return Memory(_held(pid), max(started, default=0.0), sum(started))


def children_of(pid: int) -> list[int]:
    """The processes that it has started and that still run, by number."""
    said = []
    for task in Path("/proc", str(pid), "task").glob("*/children"):
        try:
            said += task.read_text().split()
        except OSError:
            continue
    return [int(child) for child in said]


def _all_below(pid: int) -> list[int]:
    return [pid, *(below for child in children_of(pid) for below in _all_below(child))]


def _held(pid: int) -> float:
    try:
        return int(Path("/proc", str(pid), "statm").read_text().split()[1]) * PAGE / MEGABYTE
    except (OSError, IndexError):
        return 0.0


class Stretch:
    """A stretch of time on this machine: the clock, CPU of the given processes, and how many cores others kept busy in it."""

    def __init__(self, *pids: int) -> None:
        self._pids = pids
        self._began, self._used, self._busy = time.perf_counter(), self._cpu(), _busy()
        self.clock = self.cpu = self.others = 0.0

    def end(self) -> Self:
        """So far: seconds by the clock, seconds of CPU, and the cores that others kept busy on average."""
        self.clock, self.cpu = time.perf_counter() - self._began, self._cpu() - self._used
        self.others = max(0.0, (_busy() - self._busy - self.cpu) / self.clock)
        return self

    def _cpu(self) -> float:
        return sum(map(cpu_of, self._pids))


def _busy() -> float:
    """Seconds that all cores of the machine have worked since it was started."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / TICK
