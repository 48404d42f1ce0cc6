"""`jujian rules`: the rules of a profile — code, title, basis, severity, whether they are on, and why not."""

from rich.console import Console
from rich.table import Table

from flows.run import DEFAULT_PROFILE
from schemas.profile import Rule
from validators.profile import load_profile

SEVERITIES = {"missing": "缺失", "nonconforming": "不规范", "hint": "疑点提示"}
NOTICES = {"auto": "列入告知书", "confirm": "经人工确认后列入", "never": "不得列入"}


def list_rules(profile: str | None) -> None:
    """Print them in the order of the catalogue."""
    rules = load_profile(profile or DEFAULT_PROFILE).rules
    table = Table(title=f"共 {len(rules)} 条规则，启用 {sum(rule.enabled for rule in rules)} 条")
    for name in ("编号", "名称", "依据", "类别", "启用", "说明"):
        table.add_column(name, overflow="fold")
    for rule in rules:
        table.add_row(rule.code, rule.title, "；".join(rule.basis), SEVERITIES[rule.severity], *_state(rule))
    Console(highlight=False, width=None if Console().is_terminal else 160).print(table)


def _state(rule: Rule) -> tuple[str, str]:
    return ("是", NOTICES[rule.notice]) if rule.enabled else ("否", rule.enabled_why or "规则集未启用")
