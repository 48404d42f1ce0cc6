"""Wrong usage in the clerk's language: a line that says what is wrong and the cure, exit status 2. Imports nothing heavy."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand


class WrongUsageError(click.UsageError):
    """A line, and no summary of the usage before it. It never repeats what was typed: that may be a person's name."""

    def show(self, file: Any = None) -> None:
        click.echo(f"错误 [usage] {self.message}", file=file, err=file is None)


class Commands(click.Group):
    """The root of all commands: what any of them finds wrong with its arguments is told in Chinese."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _in_chinese():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_chinese():
            return super().invoke(ctx)


@contextmanager
def _in_chinese() -> Iterator[None]:
    try:
        yield
    except (NoArgsIsHelpError, WrongUsageError):
        raise
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "jujian"
        raise WrongUsageError(f"{_wrong(error)}；用法见 {command} --help。") from None


def _wrong(error: click.UsageError) -> str:
    """What is wrong, without the full stop."""
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少 {_name(param)}{_meaning(param)}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_name(param)} 的值不合要求{_wanted(param.type)}"
        case click.NoSuchOption():
            near = f"，是否为 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case NoSuchCommand():
            near = f"，是否为 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有命令 {error.command_name}{near}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用法不对：缺少它的值，或不应有值"
    if error.message.isascii():
        return "参数多余或缺少"
    return error.message.rstrip("。")


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(click.Context(click.Command("")))


def _meaning(param: click.Parameter) -> str:
    words = (param.help or "") if isinstance(param, click.Option) else ""
    choices = _wanted(param.type) if isinstance(param.type, click.Choice) else ""
    return f"（{words}）{choices}" if words else choices


def _wanted(kind: click.ParamType[Any]) -> str:
    """What would be right."""
    match kind:
        case click.Choice():
            return f"，可为：{'、'.join(map(str, kind.choices))}"
        case click.DateTime():
            return "，日期写作 2026-06-15"
        case click.IntRange():
            return f"，须为{kind.min or 0}至{kind.max}的整数" if kind.max is not None else f"，须为不小于{kind.min}的整数"
    return ""
