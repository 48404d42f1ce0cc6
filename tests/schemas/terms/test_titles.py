"""The level of a professional title: exact, and a question where it is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import schemas
from schemas.terms.titles import level_of, series_named


@pytest.fixture(scope="module")
def titles() -> dict[str, Any]:
    path = Path(schemas.__file__).parent / "profiles" / "beijing-2023-12" / "titles.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


LEVELS = {
    "教授": "full",
    "教 授": "full",
    "副教授": "deputy",
    "研究員": "full",
    "助理研究员": "mid",
    "高级工程师": "deputy",
    "正高级工程师（教授级）": "full",
    "正高级工程师职称": "full",
    "教授级高级工程师": "full",
    "高级记者": "full",
    "主任记者": "deputy",
    "一级演员": "full",
    "一级翻译": "deputy",
    "一级教师": "mid",
    "研究员（二级）": "full",
    "教授、博士生导师": "full",
    "副教授、主任医师": "full",
    "高级工程师、总工程师": "deputy",
    "高级工程师(教授级)": "unknown",
    "高级工程师、博士生导师": "unknown",
    "教授级高工": "unknown",
    "高工": "unknown",
    "二级教授": "unknown",
    "编辑": "unknown",
    "院士": "unknown",
    "正高级政工师": "unknown",
    "高级技师": "unknown",
    "助理硏究员": "unknown",
    "Professor": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize(("written", "level"), LEVELS.items())
def test_a_title_has_the_level_of_its_whitelist_or_is_a_question(written: str, level: str, titles: dict[str, Any]) -> None:
    assert level_of(written, titles) == level


def test_every_trap_of_the_profile_is_judged_as_the_profile_says(titles: dict[str, Any]) -> None:
    words = {"正高级": "full", "副高级": "deputy", "中级": "mid"}
    for trap in titles["traps"]:
        assert level_of(trap["title"], titles) == words.get(trap["level"], "unknown"), trap["title"]


def test_no_ambiguous_expression_is_ever_decided(titles: dict[str, Any]) -> None:
    assert {level_of(expression, titles) for expression in titles["ambiguous_expressions"]} == {"unknown"}


@pytest.mark.parametrize(
    ("written", "series"), {"工程系列": "工程技术人员", "新闻": "新闻专业人员", "艺术专业": "艺术专业人员", "航天": None}.items()
)
def test_a_series_is_known_by_its_short_names(written: str, series: str | None, titles: dict[str, Any]) -> None:
    assert series_named(written, titles) == series
