"""Sentences of a 举荐表 that no field of it holds are kept, so that nothing of a recommender is demanded that may be they."""

from extractors.documents.loose import loose_text
from schemas.document import Block
from schemas.field import Field

SENTENCE = "某甲乙长期从事桥梁检测工作，业绩突出，同意举荐。"


def opinion(text):
    return Block(kind="expert", fields={"opinion": Field(value=text, raw=text, state="read")})


def test_a_sentence_in_no_field_is_loose(sheet):
    page = sheet("北京市高级职称考核认定举荐表", SENTENCE)
    assert [one.text for one in loose_text([page], [opinion("另一段意见，与此无关，不足为凭。")])] == [SENTENCE]


def test_a_line_of_an_opinion_that_was_read_is_not(sheet):
    page = sheet("本人与某甲乙共事多年，", SENTENCE)
    assert loose_text([page], [opinion("本人与某甲乙共事多年，" + SENTENCE)]) == ()


def test_what_forms_and_letters_print_is_not(sheet):
    page = sheet(
        "注：本表一式三份，由举荐专家本人填写并签名。",
        "□第三条第（一）项：高层次人才，市级以上高层次人才项目入选者",
        "本人某丙，现任某某大学系主任，联系电话13900000001。",
        "现就某甲乙同志申报高级职称，提出如下举荐意见：",
        "主要成果：（1）某甲乙：桥梁检测方法；（2）缆索检测，推荐为地方标准",
    )
    assert loose_text([page], []) == ()


def test_labels_and_short_values_are_not(sheet):
    assert loose_text([sheet("举荐专家姓名：某丙", "工作单位：北京某某桥梁公司技术中心试验室")], []) == ()
