"""The regulation's own text, article by article, from the profile's folder: ``regulation.txt`` beside the rules."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from schemas.profile import Profile
from validators.profile import PROFILES

_ARTICLE = re.compile(r"^(第[一二三四五六七八九十]+条)\s", re.MULTILINE)


class Article(NamedTuple):
    """An article: 第四条, and what it says."""

    name: str
    text: str


def regulation(profile: Profile) -> tuple[Article, ...]:
    """The articles in order; none where the profile brings no text."""
    return _articles(profile.id)


def articles_of(basis: Iterable[str], law: Iterable[Article]) -> tuple[Article, ...]:
    """The articles that a rule's basis names."""
    names = {found for text in basis if text.startswith("本办法") for found in re.findall(r"第[一二三四五六七八九十]+条", text)}
    return tuple(article for article in law if article.name in names)


@cache
def _articles(id: str) -> tuple[Article, ...]:
    path = PROFILES / id / "regulation.txt"
    parts = _ARTICLE.split(path.read_text("utf-8")) if path.is_file() else [""]
    return tuple(Article(name, text.strip()) for name, text in zip(parts[1::2], parts[2::2], strict=True))
