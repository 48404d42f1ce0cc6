"""The command line beside `run`: help at once, schemas without drift, a case shown readably, a look at the machine."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desk import doctor
from desk.cli import main
from desk.schema import FOLDER, PUBLISHED, schema_of
from validators.profile import load_profile


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def worked() -> float:
    """Seconds of processor that the children took: how long they wait is the machine's affair."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_answers_within_half_a_second() -> None:
    command = [str(Path(sys.executable).with_name("jujian")), "--help"]
    times = []
    for _ in range(3):
        began = worked()
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        times.append(worked() - began)
    assert min(times) < 0.5
    assert all(
        name in told for name in ("run", "show", "schema", "doctor", "profile", "notice", "decide", "audit", "replay", "rules")
    )


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, desk.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"prefect", "cv2", "numpy", "pydantic", "rich", "sqlalchemy", "spacy"}.isdisjoint(loaded)


def test_every_command_says_what_it_does() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert call(name, "--help").exit_code == 0


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"jujian \d+\.\d+\.\d+\n", call("--version").output)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_schemas_in_the_tree_are_those_of_the_types(name: str) -> None:
    kept = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert kept == schema_of(PUBLISHED[name]), "run `make schema`"


def test_no_schema_in_the_tree_is_of_nothing() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.schema.json" for name in PUBLISHED}


def test_the_schemas_are_printed_as_one_object() -> None:
    printed = json.loads(call("schema").output)
    assert set(printed) == {"case", "deficiencies", "summary", "event", "redacted"}
    assert printed["case"]["properties"]["balance"]
    assert "in" in printed["case"]["$defs"]["FileBalance"]["properties"]


def test_a_profile_is_checked_and_counted() -> None:
    result = call("profile", "check")
    assert result.exit_code == 0
    assert "beijing-2023-12" in result.output
    assert re.search(r"启用 \d{2,3} 条", result.output)


def test_a_profile_that_cannot_be_used_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text("id: [unclosed")
    result = call("profile", "check", str(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.startswith("错误 [")
    assert "profile.yaml" in result.stderr


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = call("show", "某人", "--out", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no_such_case" in result.stderr


def test_the_doctor_names_what_is_there() -> None:
    result = call("doctor")
    assert result.exit_code == 0, result.output
    for name in (
        "tesseract chi_sim",
        "soffice",
        "Impress",
        "libarchive",
        "中文字体",
        "rapidocr",
        "openvino",
        "prefect",
        "seccomp",
        "Landlock",
    ):
        assert name in result.output
    assert "✗" not in result.output


def test_the_doctor_says_how_to_get_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(doctor, "PACKAGES", ("not-a-package-of-ours",))
    result = call("doctor")
    assert result.exit_code == 1
    for package in (
        "tesseract-ocr",
        "tesseract-ocr-chi-sim",
        "libreoffice-writer-nogui",
        "libreoffice-impress-nogui",
        "fonts-noto-cjk",
    ):
        assert f"apt-get install {package}" in result.output


def test_the_doctor_says_what_the_kernel_does_not_offer_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "offers", lambda: (False, True))
    result = call("doctor")
    assert result.exit_code == 0
    assert re.search(r"读取进程禁止联网.*内核不提供", result.output)


def test_the_rules_are_listed_with_what_they_rest_on_and_why_some_are_off() -> None:
    result = call("rules")
    assert result.exit_code == 0
    profile = load_profile("beijing-2023-12")
    assert [rule.code for rule in profile.rules if rule.code not in result.output] == []
    assert "128 条规则" in result.output
    assert "实务" in result.output or "文号" in result.output


def test_an_output_that_is_none_is_told(tmp_path: Path) -> None:
    for command in (["notice", "issue", "某人"], ["decide", "某人", "--code", "X"], ["replay", "某人"], ["audit", "verify"]):
        result = call(*command, "--out", str(tmp_path))
        assert result.exit_code in (1, 2)
        assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_named_and_its_value_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JUJIAN_PAGE_SECONDS", "a-while")
    result = call("run", str(tmp_path), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "JUJIAN_PAGE_SECONDS" in result.stderr
    assert "a-while" not in result.stderr


def test_a_store_that_is_down_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ENDPOINT", "http://127.0.0.1:9"), ("ACCESS_KEY", "a"), ("SECRET_KEY", "b")):
        monkeypatch.setenv(f"JUJIAN_S3_{name}", value)
    result = call("run", "s3://bucket/inbox", "--out", "s3://bucket/cases")
    assert result.exit_code == 1
    assert result.stderr.startswith("错误 [store_unavailable]")
