"""infra/service/prefect.yaml on a real server: night and batch are deployments, the night with its cron."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from infra.settings import QUIET

ROOT = Path(__file__).parents[2]


@pytest.mark.prefect
@pytest.mark.slow
def test_the_file_and_our_own_worker_make_the_same_deployments_for_a_pool_of_process_workers(
    prefect_server: tuple[str, Path], tmp_path: Path
) -> None:
    url, _ = prefect_server
    told = {"PREFECT_API_URL": url, "PREFECT_HOME": str(tmp_path), "JUJIAN_SOURCES": str(ROOT), "PYTHONPATH": str(ROOT)}
    prefect = str(Path(sys.executable).with_name("prefect"))
    made = []
    for command in (
        (prefect, "work-pool", "create", "jujian", "--type", "process", "--overwrite"),
        # Having made it `prefect deploy` 3.8 ends with 1: see the file.
        (prefect, "--no-prompt", "deploy", "--name", "nightly", "--prefect-file", "infra/service/prefect.yaml"),
        (prefect, "--no-prompt", "deploy", "--name", "batch", "--prefect-file", "infra/service/prefect.yaml"),
        (sys.executable, "-c", "from flows.pool import register; register(); register()"),
    ):
        subprocess.run(
            command, cwd=ROOT, env=os.environ | QUIET | told, capture_output=True, text=True, check="deploy" not in command
        )
        made.append(deployments(url))
    *_, by_file, by_us = made
    assert sorted(by_file) == ["batch", "nightly"]
    assert {each["entrypoint"].replace(":", ".").replace("/", ".").replace(".py.", ".") for each in by_file.values()} == {
        each["entrypoint"] for each in by_us.values()
    }
    assert what_is_said(by_file) == what_is_said(by_us)
    assert by_us["nightly"]["schedules"][0]["schedule"]["cron"] == "30 1 * * *"
    assert {each["work_pool_name"] for each in by_us.values()} == {"jujian"}
    assert str(ROOT) not in json.dumps(by_us), "Prefect learns no path"


def what_is_said(made: dict[str, dict[str, Any]]) -> dict[str, Any]:
    names = ("work_pool_name", "parameters", "concurrency_limit", "paused")
    schedules = {
        name: [(each["schedule"]["cron"], each["schedule"]["timezone"]) for each in one["schedules"]]
        for name, one in made.items()
    }
    return {name: ([one[each] for each in names], schedules[name]) for name, one in made.items()}


def deployments(url: str) -> dict[str, dict[str, Any]]:
    """Those of ours, by name."""
    request = urllib.request.Request(f"{url}/deployments/filter", b"{}", {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer)
    return {each["name"]: each for each in found if each["name"] in ("nightly", "batch")}
