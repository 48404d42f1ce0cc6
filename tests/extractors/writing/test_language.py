"""Language: persons, organisations and titles in running text."""

from extractors.writing.language import organisations, people, titles
from schemas.profile import Profile


def test_persons_are_found_in_sentences_each_once_and_in_order() -> None:
    text = "由梁雨桐同志负责的项目自2018年起应用。\n贺知秋表示，梁雨桐带出了一批年轻人。"
    assert people(text) == ["梁雨桐", "贺知秋"]


def test_a_name_with_a_middle_dot_is_one_name() -> None:
    assert people("阿卜杜拉·买买提和古丽娜尔·吐尔逊参加了评审。") == ["阿卜杜拉·买买提", "古丽娜尔·吐尔逊"]


def test_a_name_that_the_tagger_cut_is_put_together_again() -> None:
    assert people("完成人：买买提·艾力、张伟") == ["买买提·艾力", "张伟"]


def test_an_organisation_is_no_person() -> None:
    text = "编制单位：北京元和基因技术有限公司。"
    assert organisations(text) == ["北京元和基因技术有限公司"]
    assert people(text) == []


def test_titles_are_those_of_the_profile_and_the_longer_one_wins(profile: Profile) -> None:
    found = titles("现聘为正高级工程师，曾任副研究馆员。", profile)
    assert [title.text for title in found] == ["正高级工程师", "副研究馆员"]
    assert found[0].start == 3


def test_nothing_is_found_in_nothing(profile: Profile) -> None:
    assert people("") == []
    assert organisations("\n\n") == []
    assert titles("", profile) == []
