"""Makes the six samples again, in samples/dossiers, with their truth and what to expect: `python -m samples.make`."""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from samples.dossiers import SAMPLES, make
from samples.forms import Press

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


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    remake(HERE)
