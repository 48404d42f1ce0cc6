"""Persons: names taken out of lists, columns and sentences."""

from collections.abc import Callable

import pytest

from extractors.writing.persons import column, names_of, people, said_of
from extractors.writing.prose import prose
from extractors.writing.strips import strips
from schemas.field import Field
from schemas.page import Sheet

Make = Callable[..., Sheet]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("田某某;慕容颖；高宇轩", ["田某某", "慕容颖", "高宇轩"]),
        ("梁雨桐1，贺知秋1,2*，沈既白", ["梁雨桐", "贺知秋", "沈既白"]),
        ("1.梁雨桐 2.贺知秋", ["梁雨桐", "贺知秋"]),
        ("①梁雨桐②贺知秋", ["梁雨桐", "贺知秋"]),
        ("梁雨桐 贺知秋", ["梁雨桐", "贺知秋"]),
        ("张 三、李 四", ["张三", "李四"]),
        ("梁雨桐（第一完成人）、贺知秋等5人", ["梁雨桐", "贺知秋"]),
        ("阿卜杜拉·买买提、梁雨桐", ["阿卜杜拉·买买提", "梁雨桐"]),
        ("Sarah L. Okonjo;陆学军", ["Sarah L. Okonjo", "陆学军"]),
        ("Yutong Liang a,*, Zhiqiu He b and John Smith", ["Yutong Liang", "Zhiqiu He", "John Smith"]),
        ("北京松涛精密仪器有限公司", []),
        ("", []),
    ],
)
def test_names_in_a_list(text: str, names: list[str]) -> None:
    assert names_of(text) == names


def test_a_field_without_a_name_is_not_found() -> None:
    assert people(Field(value="某某有限公司", state="read")).state == "not_found"


def test_a_column_of_names_in_a_table_and_in_free_rows(sheet: Make) -> None:
    table = sheet([["序号", "姓名", "单位"], ["1", "梁雨桐", "某院"], ["2", "贺知秋", "某所"]])
    rows = sheet("序号 | 姓名 | 单位", "1 | 梁雨桐 | 某院", "2 | 贺知秋 | 某所")
    for page in (table, rows):
        assert [name for _, name in column(strips(page), ("姓名",))] == ["梁雨桐", "贺知秋"]


def test_the_person_of_a_sentence_is_the_one_of_whom_it_is_said(sheet: Make) -> None:
    text = prose([sheet("# 入选证书", "梁雨桐同志入选2024年度某某人才工程。")])
    assert said_of(text, "兹证明", "入选").value == "梁雨桐"
    assert said_of(text, "兹证明", "荣获").state == "not_found"


def test_a_word_of_a_heading_is_no_beginning_of_a_name(sheet: Make) -> None:
    assert said_of(prose([sheet("# 推荐函", "梁雨桐同志系我会理事。")]), "推荐", "系").value == "梁雨桐"
