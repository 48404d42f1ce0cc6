"""A secret is shown nowhere: not when it is wrong, and not when the program that it is for does not answer."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Jujian = Callable[..., CompletedProcess[str]]

SECRETS = {
    "JUJIAN_S3_ACCESS_KEY": "access-hidden",
    "JUJIAN_S3_SECRET_KEY": "secret-hidden",
    "JUJIAN_S3_SESSION_TOKEN": "token-hidden",
}


@pytest.mark.s3
@pytest.mark.parametrize("act", [("run", "s3://bucket/in", "--out", "s3://bucket/out"), ("doctor",)])
def test_wrong_keys_are_told_and_not_shown(
    act: tuple[str, ...], tmp_path: Path, jujian: Jujian, s3_environment: dict[str, str]
) -> None:
    files = {}
    for name, value in SECRETS.items():
        (tmp_path / name).write_text(f"{value}\n")
        files[f"{name}_FILE"] = str(tmp_path / name)
    endpoint = {"JUJIAN_S3_ENDPOINT": s3_environment["JUJIAN_S3_ENDPOINT"]}
    process = jujian(*act, **endpoint, **files, PREFECT_LOGGING_LEVEL="DEBUG")
    assert act == ("doctor",) or "store_refused" in process.stderr
    assert "hidden" not in process.stdout + process.stderr
    assert str(tmp_path / "JUJIAN") not in process.stdout + process.stderr


@pytest.mark.parametrize("act", [("audit", "verify", "--out", "nowhere"), ("doctor",)])
def test_the_password_of_a_database_that_does_not_answer_is_not_shown(
    act: tuple[str, ...], tmp_path: Path, jujian: Jujian
) -> None:
    file = tmp_path / "ledger"
    file.write_text("postgresql://somebody:hidden@127.0.0.1:1/ledger\n")
    process = jujian(*act, JUJIAN_LEDGER_FILE=str(file), PREFECT_LOGGING_LEVEL="DEBUG")
    assert act == ("doctor",) or "ledger_unavailable" in process.stderr
    assert [word for word in ("hidden", "somebody") if word in process.stdout + process.stderr] == []
