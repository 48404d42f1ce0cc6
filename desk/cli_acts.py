"""The commands for what only people do: 复核, 送达, 视为放弃, 查实, and the list of what is overdue. Imports nothing heavy."""

from typing import Any

import click

DAY = click.DateTime(["%Y-%m-%d"])
WAYS = ["业务系统", "当面", "邮寄", "短信或电子邮件"]

OUT = click.option("--out", required=True, help="run 命令的输出位置")
PROFILE = click.option("--profile", help="规则集的编号或文件夹（须与 run 时相同）")
BY = click.option("--by", required=True, help="何人（有账号的机构须为有此权限的在用账号）")


def iso(day: object) -> str | None:
    """A day as it is written everywhere below."""
    return f"{day:%Y-%m-%d}" if day else None


@click.command("check")
@click.argument("key")
@OUT
@BY
@PROFILE
def check(key: str, out: str, by: str, profile: str | None) -> None:
    """复核：由他人核对卷宗 KEY 本轮将要印发的内容。此后如有改动，复核失效。"""
    from desk.acting import record_check

    record_check(key, out, by, profile)


@click.command("serve")
@click.argument("key")
@OUT
@click.option("--how", required=True, type=click.Choice(WAYS), help="送达方式")
@click.option("--on", type=DAY, required=True, help="送达日期")
@click.option("--received-by", help="签收人")
@click.option("--note", help="备注")
@BY
@PROFILE
def serve(key: str, out: str, on: object, profile: str | None, **said: Any) -> None:
    """送达：记录卷宗 KEY 最近一份告知书如何送达；可记多次，以最后一次为准。"""
    from desk.acting import record_service

    record_service(key, out, profile, on=iso(on), **said)


@click.group()
def case() -> None:
    """只能由人对一份卷宗作出的决定。"""


@case.command("abandon")
@click.argument("key")
@OUT
@click.option("--grounds", required=True, help="事由")
@BY
@PROFILE
def abandon(key: str, out: str, profile: str | None, **said: Any) -> None:
    """视为放弃（第七条第二项）：补正期限届满后，由主管记录。"""
    from desk.acting import record_abandonment

    record_abandonment(key, out, profile, **said)


@case.command("fraud")
@click.argument("key")
@OUT
@click.option("--document", "documents", multiple=True, required=True, help="所涉材料：编号（如 d3）或文件路径，可多次")
@click.option("--found-by", required=True, help="由何人、何单位查实")
@click.option("--verified-on", type=DAY, required=True, help="查实日期")
@click.option("--grounds", required=True, help="事实和依据")
@BY
@PROFILE
def fraud(key: str, out: str, verified_on: object, profile: str | None, **said: Any) -> None:
    """查实弄虚作假（第十条）：由主管记录人已作出的结论；程序从不作此认定，也不写入告知书。"""
    from desk.acting import record_fraud

    record_fraud(key, out, profile, verified_on=iso(verified_on), **said)


@case.command("reinstate")
@click.argument("key")
@OUT
@click.option("--reason", required=True, help="理由")
@BY
@PROFILE
def reinstate(key: str, out: str, profile: str | None, **said: Any) -> None:
    """撤销最近一次视为放弃或查实：由主管记录，卷宗恢复办理。"""
    from desk.acting import record_reinstatement

    record_reinstatement(key, out, profile, **said)


@case.command("acts")
@click.argument("key")
@OUT
@PROFILE
def acts(key: str, out: str, profile: str | None) -> None:
    """列出卷宗 KEY 的复核、送达、视为放弃、查实和撤销记录。"""
    from desk.acting import list_acts

    list_acts(key, out, profile)


@click.group()
def recommenders() -> None:
    """退出名单（第十一条）：须退出的举荐专家。只因把关不严、未能尽责、严重失实列入；不以所荐人才是否通过论。"""


def _entry(command: Any) -> Any:
    """The options of an entry."""
    for option in (
        PROFILE,
        BY,
        click.option("--on", type=DAY, required=True, help="自何日起"),
        click.option("--reason", required=True, help="理由"),
        click.option("--unit", required=True, help="单位"),
        OUT,
        click.argument("name"),
    ):
        command = option(command)
    return command


@recommenders.command("add")
@_entry
def recommenders_add(out: str, on: object, profile: str | None, **said: Any) -> None:
    """把专家 NAME 列入退出名单（主管）。"""
    from desk.recommending import change_list

    change_list(out, profile, kind="add", on=iso(on), **said)


@recommenders.command("remove")
@_entry
def recommenders_remove(out: str, on: object, profile: str | None, **said: Any) -> None:
    """把专家 NAME 移出退出名单（主管）；原记录保留。"""
    from desk.recommending import change_list

    change_list(out, profile, kind="remove", on=iso(on), **said)


@recommenders.command("list")
@OUT
@PROFILE
def recommenders_list(out: str, profile: str | None) -> None:
    """列出现在的退出名单。"""
    from desk.recommending import show_list

    show_list(out, profile)


@click.command("overdue")
@OUT
@click.option("--on", type=DAY, help="截至何日（缺省为今日）")
@click.option("--profile", help="规则集的编号或文件夹（取其历法）")
def overdue(out: str, on: object, profile: str | None) -> None:
    """列出已告知而逾期未补正的卷宗。只列明，不作任何决定。"""
    from desk.acting import list_overdue

    list_overdue(out, iso(on), profile)
