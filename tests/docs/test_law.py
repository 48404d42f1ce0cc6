"""The pages about the law are complete and true: every article, every rule that is on, and nothing that does not exist."""

import re
from pathlib import Path

from desk.rule_book import rule_book
from desk.web.law import regulation
from validators.profile import load_profile

DOCS = Path(__file__).parent.parent.parent / "docs"
PROFILE = load_profile("beijing-2023-12")
LAW = (DOCS / "law.md").read_text("utf-8")
_PARTS = re.split(r"^## (第.+?条).*$", LAW, flags=re.MULTILINE)
ARTICLES = dict(zip(_PARTS[1::2], _PARTS[2::2], strict=True))
CODE = re.compile(r"\b[A-Z]{3}-\d\d\b")


def test_the_page_of_rules_is_what_the_profile_says_today() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == rule_book(PROFILE), "run `make docs`"


def test_the_page_of_rules_has_every_rule_once() -> None:
    assert re.findall(r"^### (.+)$", rule_book(PROFILE), re.MULTILINE) == [rule.code for rule in PROFILE.rules]


def test_no_article_is_left_out_and_none_is_invented() -> None:
    assert re.findall(r"^## (第.+?条)", LAW, re.MULTILINE) == [article.name for article in regulation(PROFILE)]


def test_every_paragraph_of_article_7_has_its_place() -> None:
    seventh = next(article.text for article in regulation(PROFILE) if article.name == "第七条")
    items = re.findall(r"^\(([一二三四五])\)\s*(\S+)", seventh, re.MULTILINE)
    assert re.findall(r"^### 第(.)项（(.+)）$", LAW, re.MULTILINE) == items


def test_every_code_that_is_named_is_a_rule() -> None:
    assert set(CODE.findall(LAW)) <= {rule.code for rule in PROFILE.rules}


def test_every_rule_that_is_on_is_named_under_an_article() -> None:
    named = {code for text in ARTICLES.values() for code in CODE.findall(text)}
    assert [rule.code for rule in PROFILE.rules if rule.enabled and rule.code not in named] == []


def test_a_rule_stands_under_the_article_that_is_its_basis() -> None:
    """What has 第四条 as its basis is spoken of under 第四条; what rests on several, under one of them."""
    for rule in PROFILE.rules:
        articles = [
            a for text in rule.basis if text.startswith("本办法") for a in re.findall(r"第[一二三四五六七八九十]+条", text)
        ]
        if rule.enabled and articles:
            assert any(rule.code in ARTICLES[article] for article in articles), f"{rule.code} is of {articles}"


def test_what_is_off_is_said_to_be_off() -> None:
    off = {rule.code for rule in PROFILE.rules if not rule.enabled}
    sentences = re.split(r"[。；]", LAW)
    silent = [code for code in off for text in sentences if code in text and not re.search("未启用|关闭|方可启用", text)]
    assert silent == []


def test_every_pointer_that_is_named_is_in_the_record() -> None:
    words = set(re.findall(r'"([a-z_]+)": \{', (DOCS.parent / "schemas" / "json" / "case.schema.json").read_text("utf-8")))
    pointers = re.findall(r"`/([a-z_/]+)`", LAW)
    assert pointers
    assert {part for pointer in pointers for part in pointer.split("/")} <= words
