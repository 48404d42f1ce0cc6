"""Makes random dossiers with their truth: `python -m tests.generator --out DIR --count 40 --seed 7 --truth DIR`."""

import argparse
from pathlib import Path

from samples.forms import Press
from tests.generator.random_dossiers import dossier


def random_set(out: Path, count: int, seed: int, truths: Path | None) -> list[str]:
    """So many random dossiers under `out`, their truth under `truths`; gives their keys."""
    out.mkdir(parents=True, exist_ok=True)
    if truths is not None:
        truths.mkdir(parents=True, exist_ok=True)
    with Press() as press:
        return [dossier(seed, number, press, out, truths) for number in range(count)]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the dossiers go")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth", type=Path, help="where their truth goes")
    given = parser.parse_args()
    random_set(given.out, given.count, given.seed, given.truth)


if __name__ == "__main__":
    main()
