"""Tags: what rules read of a document besides its fields."""

from collections.abc import Callable

import pytest

from extractors.documents.tags import is_secret, seal_is_odd, tags_of
from schemas.page import Mark, Sheet

Make = Callable[..., Sheet]


@pytest.mark.parametrize("mark", ["机密★10年", "秘密★5年", "绝 密", "秘密☆长期", "机密"])
def test_a_mark_of_secrecy_at_the_head_of_a_page(sheet: Make, mark: str) -> None:
    assert is_secret(sheet(mark, "# 阶段技术总结", "编制单位：某某").page)


@pytest.mark.parametrize("text", ["内部资料", "保守商业秘密", "秘密花园读书会", "本文件不涉及国家秘密"])
def test_words_that_are_no_mark(sheet: Make, text: str) -> None:
    assert not is_secret(sheet(text, "# 阶段技术总结").page)


def test_the_word_far_down_on_a_page_is_no_mark(sheet: Make) -> None:
    assert not is_secret(sheet("# 保密制度", "@0.6 机密").page)


def test_missing_pages_are_those_that_the_numbers_leave_out(sheet: Make) -> None:
    assert tags_of([sheet("@0.9 第1页共5页"), sheet("@0.9 第3页 / 共5页", page=2)]) == ("missing_pages:2,4,5",)
    assert tags_of([sheet("@0.9 第1页共1页")]) == ()


def test_the_numbers_of_a_binder_say_nothing_of_one_document(sheet: Make) -> None:
    assert tags_of([sheet("@0.9 第37页 共214页"), sheet("@0.9 第38页 共214页", page=2)]) == ()


def test_a_page_that_could_not_be_read_may_be_the_missing_one(sheet: Make) -> None:
    pages = [sheet("@0.9 第1页共3页"), sheet(page=2, quality="unreadable"), sheet("@0.9 第3页共3页", page=3)]
    assert tags_of(pages) == ()


def test_a_foreign_text_and_its_translation(sheet: Make) -> None:
    english = sheet("This certificate is issued in recognition of the holder's outstanding contribution to the field.")
    chinese = sheet("兹证明持证人在本领域作出突出贡献，特颁发此证，以资证明，译者某某，翻译单位某某公司。", page=2)
    assert tags_of([english]) == ("foreign_language",)
    assert tags_of([english, chinese]) == ("foreign_language", "translated")


def test_a_copy_that_was_compared_with_its_original(sheet: Make) -> None:
    assert "copy_certified" in tags_of([sheet("# 荣誉证书", "复印件与原件核对一致")])


@pytest.mark.parametrize(
    ("seal", "odd"),
    [
        ({"text": "某某有限公司", "shape": "round"}, False),
        ({"text": "某某有限公司财务专用章", "shape": "round"}, True),
        ({"text": "某某有限公司合同专用章", "shape": "round"}, True),
        ({"text": None, "shape": "oval"}, True),
        ({"text": None, "shape": "square"}, True),
    ],
)
def test_seals_that_are_not_the_official_one(seal: dict[str, str | None], odd: bool) -> None:
    mark = Mark.model_validate({"kind": "seal", "box": (0, 0, 0.1, 0.1), **seal})
    assert seal_is_odd(mark) is odd
