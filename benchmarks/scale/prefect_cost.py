"""What Prefect costs: the same unchanged dossiers by the line alone, and as a flow run on a real server.

Nothing is read, understood or judged, so that what is left is the directing itself. The server's CPU counts, its idling
included, and in the first turn the loading of Prefect.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.scale.burden import Stretch
from benchmarks.scale.service import environment, prefect_server
from benchmarks.scale.small import small_dossiers
from flows.run import Batch, Order, opened, run
from flows.watch import Silent
from infra.settings import load_settings
from schemas.summary import Summary

TURNS = 3
SHARE = 0.03
"""Of a night that Prefect may take."""


class Run(NamedTuple):
    """Seconds by the clock and of CPU, the server's included."""

    clock: float
    cpu: float


class Cost(NamedTuple):
    """Of so many dossiers: the turns without Prefect and with it."""

    count: int
    alone: tuple[Run, ...]
    under: tuple[Run, ...]

    @property
    def once(self) -> float:
        """Seconds of CPU that Prefect takes for being there: what the first turn costs more than the others."""
        return max(0.0, self.under[0].cpu - median(run.cpu for run in self.under[1:]))

    @property
    def each(self) -> float:
        """Seconds of CPU that Prefect adds to a dossier, by the medians of the turns after the first."""
        after = median(run.cpu for run in self.under[1:]) - median(run.cpu for run in self.alone[1:])
        return after / self.count


def prefect_cost(count: int, folder: Path) -> Cost:
    """The cost for `count` small dossiers, which are put through the line once before."""
    small_dossiers(count, 1, folder / "inbox")
    _turn(folder, run)
    alone = [_turn(folder, run) for _ in range(TURNS)]
    with prefect_server(folder) as (url, _):
        os.environ.update(environment(folder, PREFECT_API_URL=url))
        under = [_turn(folder, _under_prefect) for _ in range(TURNS)]
    return Cost(count, tuple(alone), tuple(under))


def _turn(folder: Path, perform: Callable[[Batch], Summary]) -> Run:
    """One run over the inbox, from when the batch is open."""
    order = Order(str(folder / "inbox"), str(folder / "out"))
    with opened(order, load_settings({}), date.today().isoformat(), Silent()) as batch:
        stretch = Stretch(os.getpid())
        perform(batch)
        stretch.end()
    return Run(stretch.clock, stretch.cpu)


def _under_prefect(batch: Batch) -> Summary:
    from flows.batch import run_under_prefect

    return run_under_prefect(batch)


def told(cost: Cost, seconds: float | None) -> str:
    """The cost, and its share in a night of dossiers that take so many seconds of CPU each, where that is known."""
    night = cost.once + 200 * cost.each
    rows = [f"{cost.count} unchanged dossiers: Prefect takes {cost.once:.1f} s of CPU once and {cost.each:.3f} s a dossier"]
    for name, runs in (("alone", cost.alone), ("under Prefect", cost.under)):
        rows.append(f"{name}: " + "; ".join(f"{run.cpu:.1f} s of CPU, {run.clock:.1f} s" for run in runs))
    if seconds:
        rows.append(f"of a night of 200 dossiers that take {seconds:g} s of CPU each: {night / (200 * seconds):.2%}")
    rows.append(f"of a night of 200 it is {SHARE:.0%} where a dossier takes {night / 200 / SHARE:.1f} s of CPU")
    return "\n".join(rows)
