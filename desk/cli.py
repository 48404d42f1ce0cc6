"""The command line `jujian`. What a command needs is imported when it runs, so that help answers at once."""

import sys

import click

DONE, LACKING, NOT_ALL = 0, 1, 3
"""Exit statuses beside those of `desk.errors`: all is well; something is missing; some dossiers could not be processed."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jujian", message="jujian %(version)s")
def main() -> None:
    """举荐：读取“3+1”举荐卷宗，一次性列明缺失和不规范的材料。"""


@main.command()
@click.argument("source")
@click.option("--out", required=True, help="输出位置：文件夹或 s3://桶/前缀")
@click.option("--received-on", type=click.DateTime(["%Y-%m-%d"]), help="收件日期（缺省为首次处理之日）")
@click.option("--workers", type=click.IntRange(1, 256), help="读取进程数（缺省为可用核数）")
@click.option("--profile", help="规则集的编号或文件夹")
def run(source: str, out: str, received_on: object, workers: int | None, profile: str | None) -> None:
    """处理 SOURCE（文件夹或 s3://桶/前缀）下的每份卷宗，结果写入输出位置。

    退出码：0 全部处理；2 用法错误；3 至少一份卷宗完全无法处理（见 summary.json）。
    """
    from desk.errors import told
    from desk.running import run_order

    with told():
        day = f"{received_on:%Y-%m-%d}" if received_on else None
        summary = run_order(source, out, day, workers, profile)
    sys.exit(NOT_ALL if any(row.error for row in summary.dossiers) else DONE)


@main.command()
@click.argument("key")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--round", "number", type=click.IntRange(1), help="轮次（缺省为最近一轮）")
def show(key: str, out: str, number: int | None) -> None:
    """显示一份卷宗的记录和缺项清单。"""
    from desk.errors import told
    from desk.show import show_case

    with told():
        show_case(key, out, number)


@main.command()
@click.option("--write", is_flag=True, help="重新生成 schemas/json/ 下的文件")
def schema(write: bool) -> None:
    """打印各输出文件的 JSON Schema。"""
    from desk.schema import printed, write_all

    click.echo("\n".join(map(str, write_all())) if write else printed())


@main.command()
def doctor() -> None:
    """检查本机已安装和缺少的组件，并说明如何安装。"""
    from desk.doctor import examine

    sys.exit(DONE if examine() else LACKING)


@main.group()
def profile() -> None:
    """规则集。"""


@profile.command()
@click.argument("profile", required=False)
def check(profile: str | None) -> None:
    """检查规则集能否载入：PROFILE 为编号或文件夹，缺省为随附的规则集。"""
    from desk.errors import told
    from desk.profiles import check_profile

    with told():
        check_profile(profile)
