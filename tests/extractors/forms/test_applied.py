"""What is applied for, as a sentence says it."""

import pytest

from extractors.forms.applied import applied_for
from extractors.writing.prose import prose


@pytest.mark.parametrize(
    ("said", "series", "specialty"),
    [
        ("对某甲乙申报工程技术人员（桥梁专业）正高级职称考核认定进行了公示。", "工程技术人员", "桥梁"),
        ("我单位拟推荐某甲乙申报高分子化学专业正高级职称考核认定。", None, "高分子化学"),
        ("同意推荐其申报工程技术系列机器视觉专业副高级职称。", "工程技术", "机器视觉"),
        ("现推荐某甲乙申报正高级工程师（机器视觉专业）。", None, "机器视觉"),
        ("同意其申报相关专业副高级职称。", None, None),
        ("同意推荐某甲乙申报副高级职称，其从事机器视觉专业多年。", None, None),
    ],
)
def test_what_a_sentence_says_is_applied_for(sheet, said, series, specialty):
    found = applied_for(prose([sheet(said)]))
    assert (found["series"].value, found["specialty"].value) == (series, specialty)
