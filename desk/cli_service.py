"""The commands that are the service: 照看, 夜间, 工作进程, the whole of it at once, and how it stands. Imports nothing heavy."""

import click

INBOX = click.option("--inbox", required=True, help="收件位置：文件夹或 s3://桶/前缀")
OUT = click.option("--out", required=True, help="输出位置：文件夹或 s3://桶/前缀")
PROFILE = click.option("--profile", help="规则集的编号或文件夹")
S3_PORTS = "SeaweedFS 端口（另用其后四个，及各加 10000）"


@click.command()
@INBOX
@OUT
@PROFILE
def watch(inbox: str, out: str, profile: str | None) -> None:
    """照看收件位置：卷宗上传完整后自动处理，并在其旁写明状态（<卷宗>.状态.txt）。

    上传完整：卷宗内有 _READY.json 且所列文件齐备；或为一次写入的压缩包；或一段时间内再无变动。放入 _CANCEL 即撤回。
    """
    from desk.errors import told
    from desk.watching import watch_inbox

    with told():
        watch_inbox(inbox, out, profile)


@click.command()
@INBOX
@OUT
@PROFILE
@click.option("--serve", is_flag=True, help="每夜定时运行（需 PREFECT_API_URL），直到停止")
def nightly(inbox: str, out: str, profile: str | None, serve: bool) -> None:
    """夜间任务：清点收件，重试未成，标记逾期告知，核验存储，写夜间报告（.jujian/reports/）。"""
    from desk.errors import told
    from desk.nights import run_nightly

    with told():
        run_nightly(inbox, out, profile, serve)


@click.command()
@INBOX
@OUT
@PROFILE
def worker(inbox: str, out: str, profile: str | None) -> None:
    """Prefect 工作进程（需 PREFECT_API_URL）：登记每夜任务，执行任务池 jujian 中的任务，直到停止。"""
    from desk.errors import told
    from desk.nights import run_worker

    with told():
        run_worker(inbox, out, profile)


@click.command()
@click.option("--dir", "folder", default="jujian-data", show_default=True, help="服务的文件夹")
@click.option("--store", help="收件与结果所在的存储：s3://桶/前缀（缺省为该文件夹）")
@click.option("--local-s3", is_flag=True, help="另在本机启动 SeaweedFS，收件与结果存入其存储桶 jujian（数据在该文件夹）")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="工作台端口")
@click.option("--prefect-port", default=4200, show_default=True, type=click.IntRange(1, 65535), help="Prefect 服务端口")
@click.option("--s3-port", default=8333, show_default=True, type=click.IntRange(1, 55531), help=S3_PORTS)
@PROFILE
def up(folder: str, store: str | None, local_s3: bool, port: int, prefect_port: int, s3_port: int, profile: str | None) -> None:
    """启动本机的全部服务：收件照看、工作台、Prefect 服务及其工作进程（夜间任务）。Ctrl-C 结束；再次启动时一切照旧。"""
    from desk.errors import told
    from desk.up import Wish, bring_up

    with told():
        bring_up(Wish(folder, store, s3_port if local_s3 else None, port, prefect_port, profile))


@click.command()
@click.option("--dir", "folder", default="jujian-data", show_default=True, help="up 命令的服务文件夹")
@click.option("--out", help="输出位置（缺省为服务文件夹的）")
def status(folder: str, out: str | None) -> None:
    """服务现状：排队、处理中、失败、最近运行、磁盘、版本。"""
    from desk.errors import told
    from desk.state import show_status

    with told():
        show_status(folder, out)


COMMANDS = (watch, nightly, worker, up, status)
