"""Wrong usage of every command: one line in Chinese with a cure, exit status 2, nothing made, never a traceback."""

import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from desk.cli import main


def refused(*arguments: str) -> str:
    """The one line that is said."""
    result = CliRunner().invoke(main, list(arguments))
    assert (result.exit_code, result.stderr.count("\n"), result.stdout) == (2, 1, ""), result.output
    assert result.stderr.startswith("错误 [")
    return result.stderr


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_says_in_chinese_which_option_it_does_not_know(path: tuple[str, ...]) -> None:
    line = refused(*path, "--bogus")
    assert "没有选项 --bogus" in line
    assert f"{' '.join(path)} --help" in line


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("overdue", "缺少 --out（run 命令的输出位置）"),
        ("run --out x", "缺少 SOURCE"),
        ("run --out", "选项 --out 用法不对"),
        ("run a b --out x", "参数多余或缺少"),
        ("run a --out x --workers 0", "--workers 的值不合要求，须为1至256的整数"),
        ("overdue --out x --on 张三", "--on 的值不合要求，日期写作 2026-06-15"),
        ("desk account add a --out x --role 张三", "--role 的值不合要求，可为：受理、复核、主管、只读、管理"),
        ("desk", "请写明 --out；"),
        ("statsu", "没有命令 statsu，是否为 status"),
    ],
)
def test_what_is_wrong_is_said_without_repeating_a_value(typed: str, told: str) -> None:
    line = refused(*typed.split())
    assert told in line
    assert "张三" not in line


@pytest.mark.parametrize(
    "typed",
    [
        "overdue",
        "status",
        "api",
        "audit verify",
        "retention due --days 5",
        "token list",
        "token revoke 1",
        "token add 某系统 --scope feed",
        "recommenders list",
    ],
)
def test_a_mistyped_output_is_told_and_not_made(typed: str, tmp_path: Path) -> None:
    out = tmp_path / "mistyped"
    assert "[no_ledger]" in refused(*typed.split(), "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("typed", ["desk --out {0}", "api --out {0}", "up --dir {0}"])
def test_a_port_that_is_taken_is_told_before_anything_begins(typed: str, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"端口 {port} 已被占用" in refused(*typed.format(tmp_path / "out").split(), "--port", port)


def test_an_address_that_is_not_of_this_machine_is_told(tmp_path: Path) -> None:
    assert "[bad_address]" in refused("desk", "--out", str(tmp_path / "out"), "--host", "192.0.2.1")


def test_the_service_needs_a_folder_in_which_it_can_write(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, file / "below", Path("/proc/jujian")):
        assert "[no_folder]" in refused("up", "--dir", str(folder))


def test_a_profile_that_is_not_there_is_told() -> None:
    assert "没有这一规则集；请核对 --profile" in refused("profile", "check", "nowhere")


def test_a_decision_that_is_not_said_is_told(tmp_path: Path) -> None:
    assert "decision 不合要求：空缺" in refused("decide", "某卷宗", "--out", str(tmp_path), "--code", "REC-05", "--by", "王审核")
