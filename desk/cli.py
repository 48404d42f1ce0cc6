"""The command line `jujian`. What a command needs is imported when it runs, so that help answers at once."""

import sys

import click

from desk import cli_acts, cli_service
from desk.cli_acts import DAY, iso
from desk.usage import Commands

DONE, LACKING, NOT_ALL = 0, 1, 3
"""Exit statuses beside those of `desk.errors`: all is well; something is missing; some dossiers could not be processed."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jujian", message="jujian %(version)s")
def main() -> None:
    """举荐：读取“3+1”举荐卷宗，一次性列明缺失和不规范的材料。"""


@main.command()
@click.argument("source")
@click.option("--out", required=True, help="输出位置：文件夹或 s3://桶/前缀")
@click.option("--received-on", type=DAY, help="收件日期（缺省为首次处理之日）")
@click.option("--workers", type=click.IntRange(1, 256), help="读取进程数（缺省为可用核数）")
@click.option("--profile", help="规则集的编号或文件夹")
@click.option("--as-of", type=DAY, help="适用该日施行的规则（缺省为各卷宗提交之日）")
def run(source: str, out: str, received_on: object, workers: int | None, profile: str | None, as_of: object) -> None:
    """处理 SOURCE（文件夹或 s3://桶/前缀）下的每份卷宗，结果写入输出位置。

    退出码：0 全部处理；2 用法错误；3 至少一份卷宗完全无法处理（见 summary.json）。
    """
    from desk.errors import told
    from desk.running import run_order

    with told():
        summary = run_order(source, out, iso(received_on), workers, profile, iso(as_of))
    sys.exit(NOT_ALL if any(row.error for row in summary.dossiers) else DONE)


@main.command()
@click.argument("key")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--round", "number", type=click.IntRange(1), help="轮次（缺省为最近一轮）")
@click.option("--late", is_flag=True, help="只显示漏告知事项（供主管；有账号的机构须写明 --by）")
@click.option("--by", help="查看漏告知的主管")
def show(key: str, out: str, number: int | None, late: bool, by: str | None) -> None:
    """显示一份卷宗的记录和缺项清单。"""
    from desk.errors import told
    from desk.show import show_case, show_late

    with told():
        if late:
            show_late(key, out, number, by)
        else:
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


@main.group()
def notice() -> None:
    """材料补正一次性告知书。"""


@notice.command("issue")
@click.argument("key")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--decisions", "file", help="决定文件（JSON；- 为标准输入）")
@click.option("--deadline", type=DAY, help="补正截止日期（规则集未设期限时必须写明）")
@click.option("--number", help="告知书编号（缺省按机构简称、年份顺编）")
@click.option("--by", help="印发人（规则集要求复核时须写明）")
@click.option("--profile", help="规则集的编号或文件夹（须与 run 时相同）")
def notice_issue(key: str, out: str, file: str | None, deadline: object, profile: str | None, **said: str | None) -> None:
    """应用决定，出具卷宗 KEY 本轮的告知书；此后本轮固定不变。

    退出码：0 已出具（或无须出具）；2 用法错误；4 尚有问题或提示未决定（逐一列明）。
    """
    from desk.deciding import issue_notice

    issue_notice(key, out, file, iso(deadline), profile, **said)


notice.add_command(cli_acts.check)
notice.add_command(cli_acts.serve)
main.add_command(cli_acts.case)
main.add_command(cli_acts.overdue)
main.add_command(cli_acts.recommenders)
for each in cli_service.COMMANDS:
    main.add_command(each)


@main.command()
@click.argument("key")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--decisions", "file", help="决定文件（JSON；- 为标准输入）")
@click.option("--code", help="规则编号，如 REC-05")
@click.option("--subject", help="所指之处，如 /recommendation/experts/1（缺省为该规则的全部）")
@click.option("--pointer", help="更正读取结果：记录中的位置，如 /applicant/name")
@click.option("--page", help="归类的页：文件路径#页码，或 /pages/序号")
@click.option("--decision", type=click.Choice(["pass", "fail", "confirm", "dismiss", "promote", "drop", "place"]), help="决定")
@click.option(
    "--value",
    help="更正后的值；转为补正事项时为 missing 或 nonconforming；归类时为 new:材料类别、with:另一页、"
    "blank、duplicate 或 unassigned，其后各页一并的加 +rest",
)
@click.option("--reason", default="", help="理由")
@click.option("--by", help="决定人")
@click.option("--profile", help="规则集的编号或文件夹（须与 run 时相同）")
def decide(key: str, out: str, file: str | None, profile: str | None, **said: str | None) -> None:
    """记录对卷宗 KEY 的决定（出具告知书之前）：答复问题，确认或不列入事项，采用或不采纳提示，更正读取结果，页面归类。"""
    from desk.deciding import decisions_of, record_decisions

    record_decisions(key, out, decisions_of(file, said), profile)


@main.group()
def audit() -> None:
    """审计记录。"""


@audit.command()
@click.option("--out", required=True, help="run 命令的输出位置")
def verify(out: str) -> None:
    """核验审计记录的摘要链是否完整。退出码：0 完整；1 不完整。"""
    from desk.replaying import verify_audit

    verify_audit(out)


@main.command()
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--to", required=True, help="备份位置：文件夹或 s3://桶/前缀；同样的内容只存一份")
def backup(out: str, to: str) -> None:
    """备份输出、原件、读取结果和台账。退出码：0 完成；1 未能备份；2 用法错误。"""
    from desk.backing import make_backup

    make_backup(out, to)


@main.group()
def retention() -> None:
    """保存期限：列出、删除不再需要的卷宗。"""


@retention.command("due")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--days", required=True, type=click.IntRange(1), help="超过多少天未再办理")
def retention_due(out: str, days: int) -> None:
    """列出超过期限未再办理的卷宗：最后办理日期和名称。"""
    from desk.retention import list_due

    list_due(out, days)


@retention.command("delete")
@click.argument("keys", nargs=-1)
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--days", type=click.IntRange(1), help="删除超过多少天未再办理的全部卷宗")
@click.option("--by", required=True, help="决定人：有账号时须为主管")
@click.option("--reason", required=True, help="理由，如所依据的保管期限")
@click.option("--profile", help="规则集的编号或文件夹（缺省为随附的规则集）")
@click.confirmation_option(prompt="删除后不能恢复。确定删除吗？", help="不再询问")
def retention_delete(keys: tuple[str, ...], out: str, days: int | None, by: str, reason: str, profile: str | None) -> None:
    """删除卷宗 KEYS 的原件、读取结果、输出和台账中的个人信息；告知书编号和审计记录保留。退出码：0 已删除；2 用法错误。"""
    from desk.retention import delete_cases

    delete_cases(keys, days, out, by, reason, profile)


@main.command()
@click.option("--from", "source", required=True, help="备份位置")
@click.option("--out", required=True, help="恢复到何处：须为空")
@click.option("--backup", "name", help="备份的名称（缺省为最近一次）")
def restore(source: str, out: str, name: str | None) -> None:
    """把备份恢复到空的位置，逐一核对摘要。退出码：0 全部恢复；1 未能恢复，或有文件缺失、被改动（逐一列明）；2 用法错误。"""
    from desk.backing import restore_backup

    sys.exit(DONE if restore_backup(source, out, name) else LACKING)


@main.command()
@click.argument("key")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--round", "number", type=click.IntRange(1), help="轮次（缺省为最近一轮）")
@click.option("--profile", help="规则集的编号或文件夹（缺省为随附的规则集）")
@click.option("--as-of", type=DAY, help="适用该日施行的规则（缺省与该轮处理时相同）")
def replay(key: str, out: str, number: int | None, profile: str | None, as_of: object) -> None:
    """按已存的读取结果重审卷宗 KEY，核对输出是否逐字节一致。退出码：0 一致；1 不一致（列明何处）。"""
    from desk.replaying import replay_case

    sys.exit(DONE if replay_case(key, out, number, profile, iso(as_of)) else LACKING)


@main.group(invoke_without_command=True)
@click.option("--profile", help="规则集的编号或文件夹（缺省为随附的规则集）")
@click.option("--as-of", type=DAY, help="该日施行的规则（缺省为今日）")
@click.option("--markdown", is_flag=True, help="以 Markdown 输出全部规则的说明")
@click.pass_context
def rules(context: click.Context, profile: str | None, as_of: object, markdown: bool) -> None:
    """列出规则：编号、名称、依据、类别、是否启用及原因。"""
    from desk.errors import told
    from desk.rules import list_rules, print_book

    if context.invoked_subcommand is None:
        with told():
            (print_book if markdown else list_rules)(profile, iso(as_of))


@rules.command()
@click.argument("one")
@click.argument("other")
@click.option("--out", help="run 命令的输出位置：重审其中的卷宗，列明哪些结果会变")
@click.option("--record", is_flag=True, help="把受影响的卷宗（仅 case_id）记入 OTHER 的变更记录")
@click.option("--as-of", type=DAY, help="比较该日施行的规则（缺省为今日；卷宗仍按各自提交之日）")
def diff(one: str, other: str, out: str | None, record: bool, as_of: object) -> None:
    """比较规则集 ONE 与 OTHER：哪些规则不同；给出 --out 时，以往哪些卷宗的结果会变。退出码：0 无不同；1 有不同；2 用法错误。"""
    from desk.rule_diff import show_diff

    sys.exit(LACKING if show_diff(one, other, out, record, iso(as_of)) else DONE)


@main.group(invoke_without_command=True)
@click.option("--out", help="run 命令的输出位置")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="端口")
@click.option("--profile", help="规则集的编号或文件夹（须与 run 时相同）")
@click.pass_context
def desk(context: click.Context, out: str | None, host: str, port: int, profile: str | None) -> None:
    """在浏览器中核定、告知：打开输出位置的工作台。"""
    if context.invoked_subcommand is None:
        if not out:
            raise click.UsageError("请写明 --out。")
        from desk.web.serving import serve

        serve(out, host, port, profile)


@desk.group()
def account() -> None:
    """工作台的账号。"""


@account.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(["受理", "复核", "主管", "只读", "管理"]), help="角色")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--organ", help="机构编号（缺省为规则集所载机构）")
@click.option("--profile", help="规则集的编号或文件夹")
def account_add(name: str, role: str, out: str, organ: str | None, profile: str | None) -> None:
    """新建账号 NAME；口令从提示或标准输入读取。"""
    from desk.web.serving import add_account

    add_account(out, name, role, organ, profile)


@main.command()
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8766, show_default=True, type=click.IntRange(1, 65535), help="端口")
def api(out: str, host: str, port: int) -> None:
    """供其他系统读取的只读接口：事件流、记录、缺项清单、告知书（见 docs/downstream.md）。"""
    from desk.api.serving import serve

    serve(out, host, port)


@main.group()
def token() -> None:
    """只读接口的令牌。"""


@token.command("add")
@click.argument("label")
@click.option("--out", required=True, help="run 命令的输出位置")
@click.option(
    "--scope", "scopes", required=True, multiple=True,
    type=click.Choice(["feed", "cases:read", "cases:read-redacted", "notices"]), help="权限，可重复",
)  # fmt: skip
@click.option("--organ", help="机构编号（缺省为规则集所载机构）")
@click.option("--profile", help="规则集的编号或文件夹")
def token_add(label: str, out: str, scopes: tuple[str, ...], organ: str | None, profile: str | None) -> None:
    """为系统 LABEL 新建令牌；令牌内容只显示一次，台账只存其摘要。"""
    from desk.api.serving import add_token

    add_token(out, label, scopes, organ, profile)


@token.command("list")
@click.option("--out", required=True, help="run 命令的输出位置")
def token_list(out: str) -> None:
    """列出令牌：编号、系统、机构、权限、时间、状态。"""
    from desk.api.serving import list_tokens

    list_tokens(out)


@token.command("revoke")
@click.argument("id")
@click.option("--out", required=True, help="run 命令的输出位置")
def token_revoke(id: str, out: str) -> None:
    """撤销令牌 ID，立即生效。"""
    from desk.api.serving import revoke_token

    revoke_token(out, id)
