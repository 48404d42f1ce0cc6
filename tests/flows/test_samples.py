"""A sample from the drop to the list, opened for real, with its pages read before: what samples/expected.json says comes out."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.settings import load_settings
from infra.store import open_store
from tests.afresh import COUNTER
from tests.readings.shelved import shelve

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("key", ["s4-one-scan"])
def test_a_sample_is_judged_as_expected_and_no_page_is_read_that_was_read_before(
    key: str, tmp_path: Path, jujian: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    out, counter = tmp_path / "out", tmp_path / "counter"
    shutil.copytree(SAMPLES / "dossiers" / key, tmp_path / "source" / key)
    shelve(open_store(str(out / ".jujian"), load_settings({})), key)
    counter.touch()
    done = jujian("run", tmp_path / "source", "--out", out, **{COUNTER: str(counter)})
    assert done.returncode == 0, done.stderr
    assert counter.stat().st_size == 0
    record, listed = (json.loads((out / key / "round-1" / f"{name}.json").read_text()) for name in ("case", "deficiencies"))
    assert sorted(item["code"] for item in listed["items"]) == EXPECTED[key]["items"]
    assert sorted(flag["code"] for flag in listed["flags"]) == EXPECTED[key]["flags"]
    assert record["balance"]["pages"]["in"] == EXPECTED[key]["pages"]
