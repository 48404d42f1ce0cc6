"""A date that was read to the month is doubted where a day stands that could not be read."""

import pytest

from extractors.documents.lost_days import with_lost_days
from schemas.document import Block, Document
from schemas.field import Field


@pytest.mark.parametrize(
    ("raw", "text", "doubted"),
    [
        ("2023年5月", "应用单位：某某公司\n2023年5月日", True),
        ("二〇二三年二月", "二〇二三年二月十十七百", True),
        ("一九八〇年十二月二十", "出生日期：一九八〇年十二月二十", True),
        ("二〇二三年二月", "二〇二三年二月小一日", True),
        ("2024年9月", "2024年9月至10月3日", False),
        ("2024年9月", "2024年9月第1版", False),
        ("2024年9月", "2024年9月\n3 名专家", False),
    ],
)
def test_what_follows_the_month_tells(raw: str, text: str, doubted: bool) -> None:
    iso = {"2023年5月": "2023-05", "二〇二三年二月": "2023-02", "2024年9月": "2024-09"}.get(raw, "1980-12")
    said = Field(value=iso, raw=raw, state="read", confidence=0.99)
    document = Document(id="d1", type="award_certificate", title="", pages=(), fields={"issued_on": said}, text=text)
    assert (with_lost_days(document)["issued_on"].confidence < 0.75) is doubted


@pytest.mark.parametrize(
    ("name", "raw", "iso", "method", "doubted"),
    [
        ("issued_on", "2020年", "2020", "rapidocr", True),
        ("signed_on", "2026/1", "2026-01", "rapidocr", True),
        ("issued_on", "2020", "2020", "rapidocr", True),
        ("issued_on", "2020年度", "2020", "rapidocr", False),
        ("issued_on", "2026.1", "2026-01", "rapidocr", False),
        ("start", "2020年", "2020", "rapidocr", False),
        ("issued_on", "2020年", "2020", "pdf-text", False),
    ],
)
def test_a_day_that_ends_where_more_is_written_was_cut(name: str, raw: str, iso: str, method: str, doubted: bool) -> None:
    said = Field(value=iso, raw=raw, state="read", confidence=0.99, method=method)
    document = Document(id="d1", type="title_certificate", pages=(), fields={name: said}, text=raw)
    assert (with_lost_days(document)[name].confidence < 0.75) is doubted


@pytest.mark.parametrize(
    ("text", "state"),
    [("（公章）\n2024年月18日", "unreadable"), ("（公章）\n年 月 日", "blank"), ("（公章）\n2024年 月 日", "blank")],
)
def test_a_day_of_signing_of_which_the_month_was_lost_is_not_blank(text: str, state: str) -> None:
    block = Block(kind="opinion", fields={"signed_on": Field(state="blank")})
    document = Document(id="d1", type="employer_opinion", pages=(), blocks=(block,), text=text)
    assert with_lost_days(document).blocks[0]["signed_on"].state == state
