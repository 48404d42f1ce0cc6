"""The long run: ``python -m tests.fuzz --count 5000 --seed 2026``. Ends with 1 where there was anything to object to.

Files that were objected to are laid into `--keep`, each under its number; ``--first N --count 1`` runs one of them alone.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.batch import Verdict, judged, mutants

CHUNK = 500
"""Files for one call of the program: what it writes goes before the next one."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Mutated files through the whole program.")
    parser.add_argument("--count", type=int, default=5_000, help="how many files")
    parser.add_argument("--seed", type=int, default=2026, help="the seed of chance: the same files for the same seed")
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="where files that were objected to are laid")
    asked = parser.parse_args()
    outcomes: Counter[tuple[str, str]] = Counter()
    objections, seconds = 0, 0.0
    end = asked.first + asked.count
    for first in range(asked.first, end, CHUNK):
        verdict = _chunk(asked.seed, range(first, min(first + CHUNK, end)), asked.keep)
        outcomes += verdict.outcomes
        objections, seconds = objections + len(verdict.objections), seconds + verdict.seconds
        print(f"{outcomes.total()} of {asked.count} files, {seconds:.0f} s, {objections} objections", flush=True)
    _tell(outcomes)
    return 1 if objections else 0


def _chunk(seed: int, numbers: range, keep: Path) -> Verdict:
    files = mutants(seed, numbers)
    with tempfile.TemporaryDirectory(prefix="jujian-fuzz-") as folder:
        verdict = judged(files, Path(folder))
    held = {file.name: file for file in files}
    for name, what in verdict.objections:
        print(f"{name or 'the batch'}{f' (of {held[name].seed})' if name in held else ''}: {what}", flush=True)
        if name in held:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{name}").write_bytes(held[name].data)
    return verdict


def _tell(outcomes: Counter[tuple[str, str]]) -> None:
    """A row for each seed: how its mutants ended."""
    for seed in sorted({seed for seed, _ in outcomes}):
        row = sorted(((how, count) for (name, how), count in outcomes.items() if name == seed), key=lambda pair: -pair[1])
        print(f"{seed:14} " + ", ".join(f"{how} {count}" for how, count in row))
    every = Counter[str]()
    for (_, how), count in outcomes.items():
        every[how] += count
    print("all            " + ", ".join(f"{how} {count}" for how, count in every.most_common()))


if __name__ == "__main__":
    sys.exit(main())
