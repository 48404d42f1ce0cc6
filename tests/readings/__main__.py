"""Records readings anew: `python -m tests.readings`, when the reader or what it is made of has another version.

samples/dossiers and `COUNT` dossiers drawn at random, of every difficulty, go through the whole line for real; what was read
is then taken from the store of that run. Some twenty minutes on two cores.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flows.home import open_home
from flows.kept import fetch, grounds_at, ungrounded
from flows.readings import Reading, Shelf, unpack
from infra.settings import load_settings
from infra.store import Store
from schemas.summary import SummaryRow
from tests.generator.__main__ import random_set
from tests.readings.recording import ENDING, FOLDER, Recording

SAMPLES = Path(__file__).parents[2] / "samples"
SEED, COUNT = 7_300, 12
"""Dossiers of this seed are known to every change since; no measure of accuracy may be taken on them."""


def main() -> None:
    """Makes, reads, and puts the recordings in place of those before."""
    with tempfile.TemporaryDirectory(prefix="jujian-readings-") as name:
        folder = Path(name)
        source, truths, out = folder / "source", folder / "truth", folder / "out"
        shutil.copytree(SAMPLES / "dossiers", source)
        shutil.copytree(SAMPLES / "truth", truths)
        random_set(source, COUNT, SEED, truths)
        command = "from desk.cli import main; main()"
        subprocess.run([sys.executable, "-c", command, "run", str(source), "--out", str(out)], check=True)
        made = list(recorded(out, truths))
    for path in FOLDER.glob(f"*{ENDING}"):
        path.unlink()
    for recording in made:
        recording.save(FOLDER)
    print(f"{len(made)} dossiers, {sum(len(recording.sheets) for recording in made)} pages")


def recorded(out: Path, truths: Path) -> Iterator[Recording]:
    """All dossiers of this run. Raises `LookupError` where one was not done, or where its pages are not kept (quarantine)."""
    with open_home(str(out), load_settings(os.environ)) as home:
        for row in json.loads((out / "summary.json").read_text("utf-8"))["dossiers"]:
            yield _recording(SummaryRow.model_validate(row), truths, home.store)


def _recording(row: SummaryRow, truths: Path, store: Store) -> Recording:
    """As if it had been received on the day on which it was submitted: the day of the recording must not show."""
    if row.case_id is None or row.round is None or (kept := fetch(store, row.case_id, row.round)) is None:
        raise LookupError(f"{row.key} was not done: {row.error or row.status}")
    grounds, shelf = ungrounded(store.get(grounds_at(row.case_id, row.round))), Shelf(store)
    submission = kept.matter.submission
    matter = kept.matter.model_copy(update={"submission": submission.model_copy(update={"received_at": submission.submitted_on})})
    sheets = []
    for ref, key in grounds.pages:
        if (packed := shelf.get(key, matter.engine.models["reader"])) is None:
            raise LookupError(f"{row.key}: the reading of a page is not kept; it was given up")
        sheets.append(unpack(Reading(ref, packed)))
    truth = json.loads((truths / f"{row.key}.json").read_text("utf-8"))
    return Recording(matter=matter, files=grounds.files, sheets=tuple(sheets), answers=grounds.answers, truth=truth)


if __name__ == "__main__":
    main()
