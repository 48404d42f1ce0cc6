"""Temporary folders: private, gone at the end, and swept up where a process was killed."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from infra.scratch import scratch_folder

VICTIM = """
from infra.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "left").write_text("personal")
    print(folder, flush=True)
    input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def test_a_folder_is_private_and_goes(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert folder.parent == temporary
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "x").write_text("x")
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(temporary: Path) -> None:
    command = [sys.executable, "-c", VICTIM]
    victim = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert victim.stdout
    left = Path(victim.stdout.readline().strip())
    with scratch_folder():
        assert left.exists(), "its process lives"
    victim.kill()
    victim.communicate()
    assert (left / "left").exists()
    with scratch_folder() as folder, scratch_folder():
        assert not left.exists()
        assert folder.exists()
    assert list(temporary.iterdir()) == []


def test_one_whose_maker_died_before_it_was_locked_goes_when_it_is_old(temporary: Path) -> None:
    old, new = temporary / ".jujian-old", temporary / ".jujian-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    with scratch_folder():
        assert not old.exists()
        assert new.exists(), "somebody may be about to lock it"
