"""What the benchmarks of scale say of what they have seen, and that they see it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.scale.burden import Stretch, cpu_of, memory_of
from benchmarks.scale.lines import Curve, Panel, drawn
from benchmarks.scale.night import Sample, plot, told, trend
from benchmarks.scale.pages import Held
from benchmarks.scale.pages import told as told_of_pages
from benchmarks.scale.prefect_cost import Cost, Run
from benchmarks.scale.small import small_dossiers

NUMBERS = [50.0 * number for number in range(1, 21)]
BUSY = "import time; held = bytearray(80 << 20); held[::4096] = b'x' * len(held[::4096]); [None for _ in range(10**7)]; input()"


def test_what_grows_in_a_line_costs_at_the_end_what_it_cost_at_the_beginning() -> None:
    straight, bent = trend(NUMBERS, [3 + 0.5 * x for x in NUMBERS]), trend(NUMBERS, [x * x for x in NUMBERS])
    assert (straight.slope, straight.last_to_first) == pytest.approx((0.5, 1.0))
    assert bent.last_to_first > 3


def test_a_night_whose_memory_grows_is_told() -> None:
    samples = [Sample(int(x), x, x / 2, x / 10, 100 + x, 400, 230, x / 100, x / 50) for x in (*NUMBERS, 1000.0)]
    said = told(samples)
    assert "the night, CPU: 0.500 s a dossier; the last quarter costs 1.00 times the first" in said
    assert "memory of parent: 250 MB in the first quarter, 1000 in the last, 1100 at most" in said
    assert len(etree.fromstring(plot(samples).encode()).findall(".//{*}polyline")) == 6


def test_a_worker_that_holds_more_and_more_is_told() -> None:
    said = told_of_pages([Held(20 * number, 1000.0 + number, 20.0 * number) for number in range(1, 101)])
    assert "2000 pages in 2000 s: 1001 MB after 20 pages, 1100 MB at the end" in said
    assert "second half against first: 1.044" in said


def test_the_cost_of_prefect_is_that_of_being_there_and_that_of_each_dossier() -> None:
    cost = Cost(100, (Run(1, 1), Run(1, 2), Run(1, 2)), (Run(1, 20), Run(1, 12), Run(1, 12)))
    assert (cost.once, cost.each) == pytest.approx((8, 0.1))


def test_cpu_and_memory_of_a_process_and_of_what_it_starts_are_seen() -> None:
    stretch = Stretch(os.getpid())
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE) as child:
        while cpu_of(child.pid) < 0.2:
            pass
        held = memory_of(os.getpid())
        assert held.largest > 80
        assert held.started >= held.largest
        child.communicate(b"\n")
    assert stretch.end().cpu > 0.2
    assert memory_of(child.pid).own == 0


def test_a_panel_has_its_names_and_its_axes() -> None:
    texts = "".join(etree.fromstring(drawn([Panel("a < b", [Curve("c", [(0, 0), (10, 7)])])]).encode()).itertext())
    assert all(word in texts for word in ("a < b", "c", "10", "8"))


def test_small_dossiers_are_the_same_for_the_same_seed_and_differ_from_one_another(tmp_path: Path) -> None:
    for name in ("first", "second"):
        small_dossiers(2, 7, tmp_path / name)
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("first", "second")
    )
    assert first == second
    assert len(first) >= 8
    assert len(set(first.values())) >= 7  # two sidecars may say the same
