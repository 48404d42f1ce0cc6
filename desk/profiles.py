"""`jujian profile check`: whether a profile can be used, and what it holds."""

import click

from desk.rules import change_line
from flows.run import DEFAULT_PROFILE
from validators.profile import load_profile


def check_profile(id_or_path: str | None) -> None:
    """Say what is in it. Raises `ProfileError`, which says file and line."""
    profile = load_profile(id_or_path or DEFAULT_PROFILE)
    enabled = [rule for rule in profile.rules if rule.enabled]
    core = [rule for rule in enabled if rule.tier == "core"]
    click.echo(f"规则集 {profile.id} {profile.version} 可以使用（自 {profile.effective} 起施行）")
    click.echo(f"依据：{profile.regulation_title}（{profile.regulation}）")
    click.echo(f"规则：共 {len(profile.rules)} 条，启用 {len(enabled)} 条，其中核心规则 {len(core)} 条")
    click.echo(f"职称系列：{len(profile.series)} 个；境外职业资格目录：{len(profile.catalogues)} 版")
    click.echo(f"SHA-256：{profile.sha256}")
    for change in profile.changes:
        click.echo(f"变更 {change.day} {change_line(change)}")
