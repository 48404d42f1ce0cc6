"""By what a page of evidence is known again, and which pages leave no trace."""

import random

import pytest

from extractors.assembly.traces import trace, traces
from schemas.document import Document
from schemas.geometry import PageRef
from schemas.page import Line, Page, Sheet
from schemas.traces import same_page

CERTIFICATE = (
    "荣誉证书",
    "授予{name}同志在城市路网信号协同控制关键技术研究与示范应用项目中作出突出贡献，评为科学技术进步二等奖，特发此证，以资鼓励。",
    "证书编号：{number}",
    "某某科学技术协会",
    "二〇二一年三月十二日",
)


def page(key, name="沈知遥", number="KJ-2021-2-0413", lines=CERTIFICATE, **values):
    said = [Line(text=line.format(name=name, number=number), box=(0, 0, 1, 1)) for line in lines]
    look = {"fingerprint": "0123456789abcdef", **values}
    return Page(key=key, kind="scan", reader="r", width=1, height=1, lines=tuple(said), **look)


def test_a_page_that_was_put_into_another_file_is_the_same():
    assert same_page(trace(page("one")), trace(page("other")))


def test_a_page_that_was_scanned_again_and_read_alike_is_the_same_however_its_lines_were_cut():
    lines = [line.replace("，", " ,  ") for line in CERTIFICATE]
    assert same_page(trace(page("one")), trace(page("other", lines=("\n".join(lines),), fingerprint="0123456789abcdec")))


def test_of_pages_that_were_scanned_again_and_misread_in_one_place_many_are_found():
    own, found = trace(page("one")), 0
    for at, sign in enumerate(CERTIFICATE[1][8:58]):
        misread = CERTIFICATE[1][: 8 + at] + chr(ord(sign) + 1) + CERTIFICATE[1][9 + at :]
        found += same_page(own, trace(page("other", lines=(CERTIFICATE[0], misread, *CERTIFICATE[2:]))))
    assert found >= 20


def test_the_certificates_of_two_people_look_alike_and_are_not_the_same():
    others = [("闻人笛", "KJ-2021-2-0877"), ("罗闻笛", "KJ-2019-1-1265"), ("顾长风", "BJ-2020-3-9951")]
    assert not any(same_page(trace(page("one")), trace(page("other", *other))) for other in others)


def test_pages_of_other_words_are_not_the_same_even_where_they_look_alike():
    chance = random.Random(7)
    said = ["".join(chance.choices("项目成果应用效益验收鉴定专利论文标准", k=90)) for _ in range(40)]
    made = [trace(page(f"{number}", lines=(text,))) for number, text in enumerate(said)]
    assert [(one.key, other.key) for one in made for other in made if one.key < other.key and same_page(one, other)] == []


@pytest.mark.parametrize("values", [{"lines": ("荣誉证书", "某某协会")}, {"quality": "unreadable"}, {"lines": ()}])
def test_a_page_that_says_next_to_nothing_leaves_no_trace(values):
    assert trace(page("one", **values)) is None


@pytest.mark.parametrize(
    ("type", "traced"),
    [
        ("award_certificate", True), ("paper", True), ("recommendation_form", False), ("identity_card", False),
        ("diploma", False), ("employer_opinion", False), ("other", False),
    ],
)  # fmt: skip
def test_only_pages_of_evidence_leave_one(type, traced):
    ref = PageRef(file="材料.pdf", page=1)
    document = Document(id="d", type=type, pages=(ref,))
    assert set(traces([document], [Sheet(ref=ref, page=page("one"))])) == ({ref} if traced else set())
