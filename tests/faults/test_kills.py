"""Processes of a running batch are killed at random moments: everything is done, once, and nothing is left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

import pytest

from infra.ledger import open_ledger
from tests.faults import processes, promises
from tests.faults.arrangement import VICTIMS, Arrangement, environment
from tests.faults.dossiers import Small, lay, small_dossiers
from tests.faults.kills import Disturbed, plan
from tests.postgresql import Postgresql

pytestmark = [pytest.mark.s3, pytest.mark.postgresql, pytest.mark.prefect, pytest.mark.slow]


class Undisturbed(NamedTuple):
    """What an undisturbed run made: the files of the rounds, and the readings."""

    files: dict[str, bytes]
    readings: dict[str, bytes]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who is killed is started again at once, however often; temporary files lie where nobody else's do."""
    monkeypatch.setattr("infra.crew.LONGEST_PAUSE", 1.5)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))


@pytest.fixture
def seed() -> int:
    """Of `JUJIAN_KILLS_SEED`, or another each time."""
    seed = int(os.environ.get("JUJIAN_KILLS_SEED") or SystemRandom().randrange(1_000_000))
    print(f"JUJIAN_KILLS_SEED={seed}")
    return seed


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize(
    ("dossiers", "kills", "recorded"),
    [
        pytest.param(6, len(VICTIMS), True, id="each once"),
        pytest.param(3, len(VICTIMS), False, id="read for real"),
        pytest.param(40, 50, True, id="fifty"),
    ],
)
def test_whoever_is_killed_each_dossier_is_done_once_and_nothing_is_left(
    tmp_path: Path, postgresql: Postgresql, seed: int, dossiers: int, kills: int, recorded: bool
) -> None:
    """`recorded`: the pages have been read before, which makes it quick."""
    batch = small_dossiers(dossiers)
    calm = postgresql.make()
    enrolled(postgresql.address(calm), batch)
    disturbed = postgresql.make(f"TEMPLATE {calm}")  # so that the case ids, which stand in the records, are the same
    undisturbed = run_undisturbed(tmp_path / "undisturbed", postgresql.address(calm), batch)
    ledger = open_ledger(postgresql.address(disturbed))
    arrangement = Arrangement(tmp_path, postgresql.address(disturbed), postgresql.address(postgresql.make()))
    with arrangement.stored():
        home, out, inbox = (arrangement.store(name) for name in ("out/.jujian", "out", "inbox"))
        for key, content in undisturbed.readings.items() if recorded else ():
            home.put(key, content)
        with arrangement.serving():
            batch_disturbed = Disturbed(arrangement, batch, ledger)
            for said in batch_disturbed.by(plan(seed, kills)):
                print(said, flush=True)
            batch_disturbed.wait(1_200)
        promises.each_is_as_undisturbed(out, undisturbed.files)
        promises.each_was_done_once(ledger, batch)
        promises.each_was_told_once(home, out, ledger, batch)
        promises.nothing_else_is_stored(inbox, out, batch)
    ledger.close()
    assert left(tmp_path) == ({}, [])


def left(folder: Path) -> tuple[dict[int, str], list[Path]]:
    """Processes and temporary files that stay; those who clear up after the last that were killed may take a while."""
    end = time.monotonic() + 60
    while any(found := (processes.of(folder), list((folder / "tmp").iterdir()))) and time.monotonic() < end:
        time.sleep(0.5)
    return found


def enrolled(address: str, batch: list[Small]) -> None:
    """A ledger that knows these dossiers."""
    ledger = open_ledger(address)
    for dossier in batch:
        ledger.enrol(dossier.key)
    ledger.close()


def run_undisturbed(folder: Path, address: str, batch: list[Small]) -> Undisturbed:
    """`jujian run` over the same dossiers, in a folder."""
    lay(batch, folder / "source")
    command = [str(Path(sys.executable).with_name("jujian")), "run", str(folder / "source"), "--out", str(folder / "out")]
    done = subprocess.run(command, env=environment(JUJIAN_LEDGER=address), capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr.decode()
    home = folder / "out" / ".jujian"
    return Undisturbed(
        {path.relative_to(folder / "out").as_posix(): path.read_bytes() for path in (folder / "out").glob("*/round-*/*")},
        {path.relative_to(home).as_posix(): path.read_bytes() for path in home.glob("readings/*")},
    )
