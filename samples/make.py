"""Makes the samples again, or any number of random dossiers with their truth.

python -m samples.make                   the six, in samples/dossiers, with their truth and what to expect
python -m samples.make --out DIR …       as many others as --count says, from --seed, their truth in --truth
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from samples.dossiers import SAMPLES, make
from samples.forms import Press
from samples.random_dossiers import dossier

HERE = Path(__file__).parent


def remake(where: Path) -> dict[str, Any]:
    """The six samples under `where`, with their truth and what to expect of each; gives the latter."""
    out, truths = where / "dossiers", where / "truth"
    for folder in (out, truths):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    expected: dict[str, Any] = {}
    with Press() as press:
        for sample in SAMPLES:
            said = make(sample, press, out)
            _write(truths / f"{sample.wish.key}.json", said)
            expected[sample.wish.key] = {"shows": sample.shows} | expectation(said)
    _write(where / "expected.json", expected)
    return expected


def expectation(truth: dict[str, Any]) -> dict[str, Any]:
    """What a run should say of a dossier: codes of items and flags, what is announced, files that are not plainly read."""
    return {
        "items": sorted(one["code"] for one in truth["deficiencies"]),
        "flags": sorted(one["code"] for one in truth["hints"]),
        "announced": truth["announced"],
        "files": {file["path"]: file["status"] for file in truth["files"] if file["status"] != "read"},
        "pages": truth["pages"],
    }


def random_set(out: Path, count: int, seed: int, truths: Path | None) -> list[str]:
    """So many random dossiers under `out`, their truth under `truths`; gives their keys."""
    out.mkdir(parents=True, exist_ok=True)
    if truths is not None:
        truths.mkdir(parents=True, exist_ok=True)
    with Press() as press:
        return [dossier(seed, number, press, out, truths) for number in range(count)]


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="where random dossiers go; without it the six samples are made again")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth", type=Path, help="where their truth goes")
    given = parser.parse_args(arguments)
    if given.out is None:
        remake(HERE)
    else:
        random_set(given.out, given.count, given.seed, given.truth)


if __name__ == "__main__":
    main()
