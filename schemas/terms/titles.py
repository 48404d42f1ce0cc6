"""Professional titles (职称): the level of what someone wrote, by exact whitelists and never by likeness.

Source: 《职称系列(专业)各层级名称》 (人社部, 2021-11-02) as kept in the profile's titles.yaml. What matches nothing is
`unknown`, a question for a person, never "not full rank".
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

from schemas.terms.text import fold

Level = Literal["full", "deputy", "mid", "junior", "unknown"]
_LEVELS: tuple[Level, ...] = ("full", "deputy", "mid", "junior")

_BRACKETS = re.compile(r"\(([^()]*)\)")
_SPLIT = re.compile(r"[、,，;；/／|\\+]|兼|(?<=.{2})和(?=.{2})|暨")
_AFFIX = re.compile(r"^(现任|具有|现为)|(职称|专业技术(职务|资格)|任职资格|资格|职务|一职)+$")
_FULL_WORDS = re.compile(r"正高|教授级|研究员级")
_NO_TITLE = re.compile(
    r"^(?:副?总(?:工程师|设计师|编辑|经理|工艺师|会计师)|副?(?:院|所|校|馆|台|社|局|处|科|部|系|会|厂|董事|理事|秘书)长|副?主任|书记|"
    r"博士后?|硕士|学士|无)$"
)


def level_of(text: str, titles: Mapping[str, Any]) -> Level:
    """The level of a written title; several titles together are as high as their highest whitelisted one.

    `titles` is the mapping of titles.yaml (``series``, ``ambiguous_expressions``, ``traps``). 副 and 助理 forms are
    entries of their own, so that 副研究员 never counts as 研究员. A lower title beside something that cannot be judged
    (高级工程师、博士生导师), or with 正高 in brackets, is `unknown`.
    """
    lexicon = _lexicon(titles)
    levels = [_one(part, lexicon, titles) for part in _parts(text)]
    known: list[Level] = [level for level in levels if level is not None]
    if not known:
        return "unknown"
    if "full" in known:
        return "full"
    return "unknown" if "unknown" in known else min(known, key=_LEVELS.index)


def series_of(title: str, titles: Mapping[str, Any]) -> str | None:
    """The series that has this title at some level, if exactly one does."""
    folded = fold(title)
    names = {
        series["name"] for series in titles.get("series", ()) for level in _LEVELS if folded in map(fold, _entries(series, level))
    }
    return names.pop() if len(names) == 1 else None


def series_named(text: str, titles: Mapping[str, Any]) -> str | None:
    """The official name of the series that a text names (工程系列, 工程技术人才 …), or None."""
    folded = _series_stem(text)
    for series in titles.get("series", ()):
        if any(folded == _series_stem(name) for name in (series["name"], *series.get("alias", ()))):
            return str(series["name"])
    return None


def _series_stem(text: str) -> str:
    return re.sub(r"(系列|职称|专业技术|专业|技术)*(人员|人才)?(系列)?$", "", fold(text)) or fold(text)


def _parts(text: str) -> list[str]:
    folded = _SPLIT.split(fold(text))
    return [part for part in folded if part]


def _one(part: str, lexicon: Mapping[str, Level], titles: Mapping[str, Any]) -> Level | None:
    """The level of a single title; None for a word that is no title at all (a post, a degree)."""
    bracketed = "".join(_BRACKETS.findall(part))
    bare = _AFFIX.sub("", _BRACKETS.sub("", part))
    level = lexicon.get(bare) or _by_pattern(bare, titles)
    if level is None:
        return None if _NO_TITLE.match(bare) else "unknown"
    return "unknown" if level != "full" and _FULL_WORDS.search(bracketed) else level


def _lexicon(titles: Mapping[str, Any]) -> dict[str, Level]:
    """Every title with its level; one that stands at two levels, or is named ambiguous, is `unknown`."""
    lexicon: dict[str, Level] = {}
    for series in titles.get("series", ()):
        for level in _LEVELS:
            for name in map(fold, _entries(series, level)):
                lexicon[name] = level if lexicon.get(name, level) == level else "unknown"
    unclear = [*titles.get("ambiguous_expressions", ()), *(t["title"] for t in titles.get("traps", ()) if "歧义" in t["level"])]
    return lexicon | dict.fromkeys(map(fold, unclear), "unknown")


def _entries(series: Mapping[str, Any], level: Level) -> list[str]:
    return [*(series.get(level) or ()), *(series.get(f"legacy_{level}") or ())]


def _by_pattern(bare: str, titles: Mapping[str, Any]) -> Level | None:
    for series in titles.get("series", ()):
        for level in _LEVELS:
            pattern = series.get("pattern", {}).get(level)
            if pattern and re.match(pattern, bare):
                return level
    return None
