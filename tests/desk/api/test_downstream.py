"""The example in docs/downstream.md does what the page says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.desk.api.conftest import Served
from tests.flows.issuing import KEY

GUIDE = (Path(__file__).parents[3] / "docs" / "downstream.md").read_text(encoding="utf-8")


def test_the_example_keeps_a_table_of_its_own_and_goes_on_from_its_cursor(served: Served, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    state = tmp_path / "state.json"
    variables = {"JUJIAN_API": served.url, "JUJIAN_TOKEN": served.tokens["all"], "STATE": str(state)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", example], cwd=Path(__file__).parents[3], env=os.environ | variables, check=True)
        listed = json.loads((served.out / KEY / "round-1" / "deficiencies.json").read_text())
        wanted = [item["code"] for item in listed["items"] if item["state"] == "confirmed"]
        assert wanted
        assert json.loads(state.read_text()) == {"cursor": 4, "waiting": {served.case_id(): wanted}}


def test_every_address_of_the_api_is_in_the_guide(served: Served) -> None:
    import httpx

    paths = httpx.get(f"{served.url}/api/openapi.json").json()["paths"]
    shown = GUIDE.replace("{n}", "{number}").replace("notice.pdf", "notice.{kind}")
    assert [path for path in paths if path not in shown] == []
