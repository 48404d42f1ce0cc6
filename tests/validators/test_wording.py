"""How values stand in the official wording."""

import pytest

from validators.wording import spoken, wording


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-08-03", "2026年8月3日"),
        ("2026-08", "2026年8月"),
        ("2026", "2026"),
        ("副教授", "副教授"),
        ("T/BJXH 113—2019", "T/BJXH 113—2019"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(value, said):
    assert spoken(value) == said


def test_brackets_around_nothing_are_left_out():
    assert wording("第{i}名举荐专家（{name}）的职称未填写", {"i": "2", "name": ""}) == "第2名举荐专家的职称未填写"


def test_a_value_that_nobody_gave_is_said_to_be_missing():
    assert wording("现为“{org}”", {}) == "现为“（未载明）”"
