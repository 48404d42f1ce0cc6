"""A batch of hostile and broken files between two good dossiers: every file named, the good ones right, nothing left behind."""

import os
from itertools import islice
from pathlib import Path

import pytest

from infra.settings import Settings
from tests.hostile import containers, contents, shapes
from tests.hostile.batch import GOOD, HONEST, MEMORY, Run, balances, done, is_named, lay_good

FAMILIES = {
    "bombs": containers.bombs,
    "quines": containers.quines,
    "nested": containers.nested,
    "encrypted": containers.encrypted,
    "truncated": contents.truncated,
    "wrong type": contents.wrong_type,
    "lock files": contents.lock_files,
    "malformed XML": contents.malformed,
    "huge pages": shapes.huge_pages,
    "cyclic": shapes.cyclic,
    "hostile names": shapes.hostile_names,
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("few", marks=pytest.mark.slow),
        pytest.param("all", marks=[pytest.mark.slow, pytest.mark.timeout(2_400)]),
    ],
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over some of each family, or over all there are."""
    folder = tmp_path_factory.mktemp("hostile")
    lay_good(folder / "source")
    return done(folder, lay_hostile(folder / "source", 6 if request.param == "few" else None))


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same without anything hostile."""
    folder = tmp_path_factory.mktemp("calm")
    lay_good(folder / "source")
    return done(folder, {})


def lay_hostile(source: Path, most: int | None) -> dict[str, int]:
    """A dossier for each family, and one for what is no file; gives how many files each has."""
    laid = {}
    for family, make in FAMILIES.items():
        files = dict(islice(make().items(), most))  # type: ignore[attr-defined]
        for name, data in files.items():
            place = source / family / os.fsdecode(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        laid[family] = len(files)
    odd = source / "odd"
    odd.mkdir()
    (odd / "self").symlink_to("self")
    (odd / "up").symlink_to("..")
    (odd / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(odd / "pipe")
    return laid | {"odd": 4}


def test_every_dossier_is_done(run: Run) -> None:
    assert run.errors() == dict.fromkeys([*GOOD, *run.files])
    assert run.code == 0, run.complained


def test_every_file_has_an_outcome_that_is_named_in_chinese(run: Run) -> None:
    for key, count in run.files.items():
        files = run.record(key)["files"]
        assert len([file for file in files if "!/" not in file["path"]]) >= count, key
        assert [file for file in files if not is_named(file)] == [], key
    assert sum(run.files.values()) >= 60


def test_the_three_sums_balance(run: Run) -> None:
    assert [key for key in (*GOOD, *run.files) if not balances(run.record(key))] == []


def test_the_good_dossiers_come_out_as_if_nothing_had_been_there(run: Run, calm: Run) -> None:
    assert (calm.code, calm.left, calm.alive) == (0, [], [])
    for key, name in GOOD.items():
        assert run.record(key)["applicant"]["name"] == name
        assert published(run, key) == published(calm, key)


def published(run: Run, key: str) -> dict[str, str]:
    """The records and lists, without the case's id."""
    case = run.record(key)["case_id"]
    return {path.name: path.read_text().replace(case, "?") for path in (run.out / key / "round-1").glob("*.json")}


def test_nothing_of_this_machine_gets_into_a_record(run: Run) -> None:
    told = [path for path in run.out.glob("*/round-*/*.json") if "root:x:" in path.read_text()]
    assert told == []


def test_no_process_and_no_byte_is_left_behind(run: Run) -> None:
    assert run.alive == []
    assert run.left == []


def test_memory_and_time_are_kept(run: Run) -> None:
    assert run.largest < MEMORY + HONEST
    assert run.seconds < Settings().file_seconds * 6


def test_nothing_personal_and_no_trace_is_complained_of(run: Run) -> None:
    assert "Traceback" not in run.complained
    words = [word for word in (*GOOD.values(), "举荐表", ".pdf", ".docx", ".zip", "材料", str(run.out)) if word in run.complained]
    assert words == []
