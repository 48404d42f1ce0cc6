"""What is told of electronic signatures: the kind, whose it says it is, the state; and never that someone is who he says."""

import pytest

from desk.signed import STATES, told
from schemas.files import Signature


def test_a_seal_is_told_with_its_place_its_name_and_its_day():
    seal = Signature(kind="seal", state="intact", signer_masked="某某公司", signed_on="2026-03-05", page=2, box=(0, 0, 1, 1))
    assert told(seal) == "第2页电子印章（某某公司，2026-03-05）：签署后未被改动，签署人身份未经核验"


def test_one_that_says_nothing_of_itself_is_told_as_well():
    assert told(Signature(kind="signature", state="unverifiable")) == "电子签名：无法验证是否被改动，签署人身份未经核验"


def test_the_pages_that_came_later_are_named():
    assert "签署后另有添加（第2、5页）" in told(Signature(kind="seal", state="appended", changed=(2, 5)))


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_called_trustworthy(state):
    assert told(Signature(kind="seal", state=state)).endswith("签署人身份未经核验")
