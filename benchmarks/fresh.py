"""Fresh dossiers of our own generator, read for real: what the benchmarks of reading and judging are taken on."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.generator.__main__ import random_set


class Run(NamedTuple):
    """A set of dossiers with their truth, and what the program made of them."""

    dossiers: Path
    truths: Path
    out: Path
    made: str


def processed(arguments: Sequence[str], about: str, count: int, out: Path) -> tuple[Run, Path]:
    """The run that the command line asks for (``--count``, ``--seed``, ``--out``), and its folder: made and processed now,
    unless the folder holds one already.
    """
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=out)
    given = parser.parse_args(arguments)
    folder: Path = given.out
    run = Run(folder / "dossiers", folder / "truth", folder / "out", f"seed {given.seed}")
    if not (run.out / "summary.json").exists():
        random_set(run.dossiers, given.count, given.seed, run.truths)
        command = "from desk.cli import main; main()"
        subprocess.run([sys.executable, "-c", command, "run", str(run.dossiers), "--out", str(run.out)], check=True)
    return run, folder
