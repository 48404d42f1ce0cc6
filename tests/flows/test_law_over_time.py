"""The law of a day: rules that begin and end, the day that is applied, and what a change does to past cases."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from desk.cli import main
from validators.profile import PROFILES, load_profile

OLD = PROFILES / "beijing-2023-12"
LAST, FIRST = "2026-03-02", "2026-03-05"
"""The days of submission of 林知远 and of 周以宁."""

LATER = ("周以宁", "坏包")
"""The dossiers handed in when DOC-05 no longer holds."""


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def edited(folder: Path, **changes: tuple[str, str]) -> Path:
    """A copy of the profile with one replacement a file."""
    shutil.copytree(OLD, folder)
    for name, (old, new) in changes.items():
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The law as it is when DOC-05 is given up from 3 March 2026 on, and the experts become four from 2027 on."""
    four = (
        '\namendments:\n  - since: "2027-01-01"\n    basis: 某文〔2026〕9号\n    settings: {experts.min_count: 4}\n\nsettings:\n'
    )
    ended = ("  - code: DOC-05\n", '  - code: DOC-05\n    until: "2026-03-03"\n')
    return edited(tmp_path / "new", rules=ended, profile=("\nsettings:\n", four))


def record(out: Path, key: str, round: int = 1) -> Any:
    return json.loads((out / key / f"round-{round}" / "case.json").read_text())


def codes(record: Any) -> set[str]:
    return {check["code"] for check in record["checks"]}


def test_each_dossier_is_judged_by_the_law_of_the_day_of_its_submission(done, new: Path) -> None:
    source, out, _ = done
    assert call("run", source, "--out", out, "--profile", new).exit_code == 3
    one, other = record(out, "林知远"), record(out, "周以宁")
    assert (one["profile"]["as_of"], "DOC-05" in codes(one)) == (LAST, True)
    assert (other["profile"]["as_of"], "DOC-05" in codes(other)) == (FIRST, False)
    assert other["balance"]["checks"]["expected"] == other["balance"]["checks"]["given"]


def test_another_day_may_be_asked_for_and_the_record_says_so(done, new: Path) -> None:
    source, out, _ = done
    call("run", source, "--out", out, "--profile", new, "--as-of", "2026-04-01")
    one = record(out, "林知远")
    assert (one["profile"]["as_of"], "DOC-05" in codes(one)) == ("2026-04-01", False)
    assert one["submitted_on"] == LAST


def test_a_replay_is_by_the_same_day_unless_another_is_asked_for(done, new: Path) -> None:
    source, out, _ = done
    call("run", source, "--out", out, "--profile", new, "--as-of", "2026-04-01")
    assert call("replay", "林知远", "--out", out, "--profile", new).exit_code == 0
    earlier = call("replay", "林知远", "--out", out, "--profile", new, "--as-of", LAST)
    assert earlier.exit_code == 1
    assert "case.json /profile/as_of" in earlier.output


def test_the_rounds_after_a_notice_keep_to_the_law_of_the_first(done, new: Path, tmp_path: Path) -> None:
    source, out, _ = done
    call("run", source, "--out", out, "--profile", new, "--as-of", LAST)
    told = json.loads((out / "周以宁" / "round-1" / "deficiencies.json").read_text())
    said = [{"code": each["code"], "subject": each["subject"], "decision": "pass", "by": "受理"} for each in told["referrals"]]
    drop = {"decision": "drop", "reason": "无碍", "by": "受理"}
    said += [{"code": each["code"], "subject": each["subject"], **drop} for each in told["flags"] if each["promotable"]]
    (tmp_path / "said.json").write_text(json.dumps(said))
    options = ("--profile", new, "--decisions", tmp_path / "said.json", "--deadline", "2030-04-01")
    assert call("notice", "issue", "周以宁", "--out", out, *options).exit_code == 0
    with zipfile.ZipFile(source / "周以宁.zip", "a") as archive:
        archive.writestr("补充.txt", "补充说明")
    call("run", source, "--out", out, "--profile", new)
    second = record(out, "周以宁", 2)
    assert (second["profile"]["as_of"], "DOC-05" in codes(second)) == (LAST, True)
    gone = edited(tmp_path / "gone", rules=("  - code: DOC-05\n", '  - code: DOC-05\n    until: "2026-03-01"\n'))
    result = call("rules", "diff", new, gone, "--out", out)
    assert result.exit_code == 1, "what was told under a rule that is gone is judged without it"
    assert "DOC-05 不通过→（无）×1" in result.output


@pytest.mark.parametrize("command", [["rules"], ["run", "."]])
def test_a_day_before_the_regulation_is_refused(command: list[str], tmp_path: Path) -> None:
    more = ["--out", tmp_path / "out"] if command[0] == "run" else []
    result = call(*command, *more, "--as-of", "2022-01-01")
    assert result.exit_code == 2
    assert "not_in_force" in result.output


def test_the_rules_of_a_day_are_listed(new: Path) -> None:
    assert "DOC-05" in call("rules", "--profile", new, "--as-of", "2026-03-02").output
    assert "DOC-05" not in call("rules", "--profile", new, "--as-of", "2026-03-03").output


def test_an_amendment_changes_a_number_from_its_day_on(new: Path) -> None:
    profile = load_profile(new)
    assert [profile.on(day).setting("experts.min_count") for day in ("2026-12-31", "2027-01-01")] == [3, 4]


def test_two_profiles_alike_have_no_differences() -> None:
    result = call("rules", "diff", "beijing-2023-12", OLD)
    assert result.exit_code == 0
    assert "相同" in result.output


def test_a_diff_says_which_rules_are_different_and_how(tmp_path: Path) -> None:
    old = "    enabled: true\n    check: file_opens"
    other = edited(
        tmp_path / "b", rules=(old, old.replace("true", "false")), profile=("publicity.min_days: 5", "publicity.min_days: 7")
    )
    text = (other / "rules.yaml").read_text("utf-8")
    text = text.replace("message: 《{file}》设有打开口令", "message: 《{file}》有口令").replace("code: FIL-04", "code: FIL-14")
    (other / "rules.yaml").write_text(text, "utf-8")
    result = call("rules", "diff", "beijing-2023-12", other)
    assert result.exit_code == 1
    shown = [re.split(r"\s*│\s*", line.strip("│ ")) for line in result.output.splitlines() if "│" in line]
    assert [" ".join(filter(None, row)) for row in shown] == [
        "FIL-01 启用状态 off",
        "FIL-02 用语 message",
        "FIL-04 删除",
        "FIL-14 新增",
        "publicity.min_days 参数 5 → 7",
    ]


def test_past_cases_that_come_out_otherwise_are_told_by_case_id_alone(done, new: Path, personal: tuple[str, ...]) -> None:
    _, out, _ = done
    before = {path: path.read_bytes() for path in _outputs(out)}
    result = call("rules", "diff", "beijing-2023-12", new, "--out", out)
    assert result.exit_code == 1
    assert "重审 3 件，结果有变 2 件" in result.output
    assert all(record(out, key)["case_id"] in result.output for key in LATER)
    assert "DOC-05 不通过→（无）×1" in result.output
    assert not [word for word in personal if word in result.output]
    assert {path: path.read_bytes() for path in _outputs(out)} == before


def test_where_the_forms_differ_the_stored_readings_are_understood_anew(done, tmp_path: Path) -> None:
    _, out, _ = done
    levels = re.search(r"^  level: .*$", (OLD / "forms.yaml").read_text("utf-8"), re.MULTILINE)
    assert levels
    other = edited(tmp_path / "b", forms=(levels[0], "  level: [此处所填的级别]"))
    result = call("rules", "diff", "beijing-2023-12", other, "--out", out)
    assert "结果有变 2 件" in result.output
    assert "APP-05 通过→待核定×1" in result.output


def test_impacted_submissions_are_written_into_the_change_log(done, new: Path) -> None:
    _, out, _ = done
    hash = load_profile(new).sha256
    assert call("rules", "diff", "beijing-2023-12", new, "--out", out, "--record").exit_code == 1
    profile = load_profile(new)
    entry = profile.changes[-1]
    assert entry.impacted is not None
    assert (entry.impacted.judged, entry.impacted.cases) == (
        3,
        tuple(sorted(record(out, key)["case_id"] for key in LATER)),
    )
    assert entry.impacted.against == load_profile(OLD).sha256
    assert "DOC-05" in entry.rules
    assert profile.sha256 == hash, "the log judges nothing"
    for command in (("profile", "check", new), ("rules", "--profile", new)):
        assert "重审 3 件，结果有变 2 件" in call(*command).output


def test_a_record_without_cases_to_judge_is_wrong_usage() -> None:
    assert call("rules", "diff", "beijing-2023-12", OLD, "--record").exit_code == 2


def test_a_profile_or_an_output_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert call("rules", "diff", "beijing-2023-12", "atlantis").exit_code == 2
    assert call("rules", "diff", "beijing-2023-12", OLD, "--out", tmp_path).exit_code == 2


def _outputs(out: Path) -> Iterator[Path]:
    return (path for path in out.rglob("*.json") if ".jujian" not in path.parts)
