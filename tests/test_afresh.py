"""What is read is counted, here and in children that are fenced in."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.workers import Pool
from tests.afresh import CAP, COUNTER

ROOT = Path(__file__).parent.parent


def test_a_page_counts_wherever_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a picture nothing is read, but it counts."""
    counter = tmp_path / "counter"
    counter.touch()
    monkeypatch.setenv(COUNTER, str(counter))
    with Pool(1, memory=1_000_000_000) as pool:
        pool.run("extractors.pages.scan:read_picture", None, "a key", None, seconds=200)
    assert counter.read_text() == "."
    command = (
        "from flows.run import Pool\nwith Pool(1, 10**9) as pool: pool.run('extractors.pages.scan:read_picture', seconds=200)"
    )
    subprocess.run([sys.executable, "-P", "-c", command], check=True, cwd=ROOT)
    assert counter.read_text() == ".."


@pytest.mark.parametrize(("pages", "status"), [(CAP, 0), (CAP + 1, 1)])
def test_a_run_that_reads_too_much_fails(tmp_path: Path, pages: int, status: int) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.afresh"]')
    test = f"import os\n\ndef test_much():\n    open(os.environ['{COUNTER}'], 'a').write('.' * {pages})\n"
    (tmp_path / "test_much.py").write_text(test)
    command = [sys.executable, "-m", "pytest", "-n", "1", "-m", "not slow", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout
    assert f"{pages} pages were read afresh" in done.stdout
