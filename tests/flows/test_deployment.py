"""infra/service/prefect.yaml on a real server: the night is a deployment with its cron, and loads the flow that it names."""

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
def test_the_night_becomes_a_deployment_for_a_pool_of_process_workers(prefect_server: tuple[str, Path], tmp_path: Path) -> None:
    url, _ = prefect_server
    told = {"PREFECT_API_URL": url, "PREFECT_HOME": str(tmp_path), "JUJIAN_SOURCES": str(ROOT), "PYTHONPATH": str(ROOT)}
    prefect = str(Path(sys.executable).with_name("prefect"))
    for command in (
        ("work-pool", "create", "jujian", "--type", "process", "--overwrite"),
        ("--no-prompt", "deploy", "--all", "--prefect-file", "infra/service/prefect.yaml"),  # its exit status: see there
    ):
        done = subprocess.run(
            [prefect, *command], cwd=ROOT, env=os.environ | QUIET | told, capture_output=True, text=True, check=False
        )
    (made,) = deployments(url)
    assert "successfully created" in done.stdout
    assert (made["name"], made["entrypoint"], made["work_pool_name"]) == ("nightly", "flows/nights.py:jujian_nightly", "jujian")
    assert [each["schedule"]["cron"] for each in made["schedules"]] == ["30 1 * * *"]
    assert made["parameters"] == {}


def deployments(url: str) -> list[dict[str, Any]]:
    request = urllib.request.Request(f"{url}/deployments/filter", b"{}", {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer)
    return [each for each in found if each["name"] == "nightly"]
