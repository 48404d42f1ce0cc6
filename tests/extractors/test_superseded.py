"""What a later delivery sends again takes the place of the earlier paper; what it does not speak of stays."""

from extractors.assembly.superseded import standing
from schemas.document import Block, Document
from schemas.field import Field
from schemas.files import Delivered
from schemas.geometry import PageRef


def said(value):
    return Field(value=value, state="read", confidence=0.9)


def block(kind, **fields):
    return Block(kind=kind, fields={name: said(value) for name, value in fields.items()})


def paper(id, type, *blocks, **fields):
    page = PageRef(file=f"{id}.pdf", page=1)
    return Document(id=id, type=type, pages=(page,), blocks=blocks, fields={n: said(v) for n, v in fields.items()})


def expert(name, **more):
    return block("expert", name=name, **more)


def stands(*first, new=()):
    """The documents of round 1, and those of round 2."""
    delivered = [Delivered(path=f"{d.id}.pdf", sha256="0", size=1, round=2 if d in new else 1) for d in (*first, *new)]
    return standing((*new, *first), delivered)


def ids(documents):
    return [document.id for document in documents]


def names(document):
    return [each["name"].value for each in document.of_kind("expert")]


def test_in_the_first_round_everything_stands():
    found = stands(paper("a", "publicity_certificate"), paper("b", "publicity_certificate"))
    assert (ids(found.documents), found.superseded) == (["a", "b"], ())


def test_a_paper_that_there_is_once_is_replaced_in_its_place():
    old = [
        paper("form", "recommendation_form", expert("顾长风")),
        paper("p", "publicity_certificate"),
        paper("card", "identity_card"),
    ]
    found = stands(*old, new=[paper("p2", "publicity_certificate")])
    assert (ids(found.documents), ids(found.superseded)) == (["form", "p2", "card"], ["p"])


def test_a_new_publicity_outranks_what_the_old_form_says_in_its_corner():
    old = paper("form", "application_form", block("applicant", name="沈知遥"), block("publicity", start="2026-04-13"))
    found = stands(old, new=[paper("p", "publicity_certificate", block("publicity", start="2026-05-06"))])
    assert [b.kind for d in found.documents for b in d.blocks] == ["applicant", "publicity"]


def test_another_award_takes_nobodys_place_and_the_same_one_does():
    def award(id, title, day):
        return paper(id, "award_certificate", title=title, issued_on=day)

    old = [award("a", "北京市科技进步奖二等奖", "2021-03-01"), award("b", "茅以升科学技术奖", "2022-05-06")]
    new = [award("c", "茅以升科学技术奖", "2022-05-06"), award("d", "北京市科技进步奖三等奖", "2023-03-01")]
    found = stands(*old, new=new)
    assert (ids(found.documents), ids(found.superseded)) == (["a", "c", "d"], ["b"])


def test_numbers_tell_two_patents_of_one_title_apart():
    found = stands(
        paper("a", "patent_certificate", title="一种日志合并方法", number="ZL201810206647.8"),
        new=[paper("b", "patent_certificate", title="一种日志合并方法", number="ZL201910206647.3")],
    )
    assert (ids(found.documents), found.superseded) == (["a", "b"], ())


def test_the_second_experts_own_page_is_replaced_and_he_stays_the_second():
    old = [paper(str(n), "recommendation_form", expert(name)) for n, name in enumerate(("顾长风", "纪明河", "罗闻笛"))]
    found = stands(*old, new=[paper("new", "recommendation_form", expert("纪明河", signed=True))])
    assert ids(found.documents) == ["0", "new", "2"]
    assert ids(found.superseded) == ["1"]


def test_of_a_form_with_three_experts_only_the_one_sent_again_is_renewed():
    old = paper("form", "recommendation_form", expert("顾长风"), expert("纪明河"), expert("罗闻笛"))
    found = stands(old, new=[paper("new", "recommendation_form", expert("纪明河", signed=True), expert("佟望舒"))])
    form, new = found.documents
    assert (names(form), names(new)) == (["顾长风", "纪明河", "罗闻笛"], ["佟望舒"])
    assert [each.document for each in form.blocks] == [None, "new", None]
    assert found.superseded == ()


def test_an_expert_without_a_name_is_known_by_telephone_or_by_post():
    nameless = Block(kind="expert", fields={"name": Field(state="blank"), "phone": said("13900000002")})
    found = stands(
        paper("form", "recommendation_form", expert("顾长风"), nameless),
        new=[paper("new", "recommendation_form", expert("纪明河", phone="13900000002"))],
    )
    assert names(found.documents[0]) == ["顾长风", "纪明河"]


def test_a_whole_form_sent_again_replaces_the_whole():
    found = stands(
        paper("a", "recommendation_form", expert("顾长风")),
        paper("b", "recommendation_form", expert("纪明河"), block("plus_one", name="唐照野")),
        new=[paper("c", "recommendation_form", expert("顾长风"), expert("纪明河"), block("plus_one", name="唐照野"))],
    )
    assert (ids(found.documents), ids(found.superseded)) == (["c"], ["a", "b"])


def test_an_application_form_sent_again_without_its_achievements_keeps_them():
    rows = [block("achievement", title="分布式事务引擎关键技术研究"), block("achievement", title="一种日志合并方法")]
    found = stands(
        paper("old", "application_form", block("applicant", name="沈之遥"), *rows),
        new=[paper("new", "application_form", block("applicant", name="沈知遥"))],
    )
    (form, _) = found.documents
    assert [(b.kind, b["name"].value or b["title"].value) for b in form.blocks] == [
        ("applicant", "沈知遥"),
        ("achievement", "分布式事务引擎关键技术研究"),
        ("achievement", "一种日志合并方法"),
    ]


def test_what_came_in_an_archive_is_as_old_as_the_archive():
    page = PageRef(file="第2轮/卷宗.zip!/补正/公示.pdf", page=1)
    new = Document(id="new", type="publicity_certificate", pages=(page,))
    delivered = [
        Delivered(path="卷宗.zip", sha256="0", size=1),
        Delivered(path="第2轮/卷宗.zip", sha256="1", size=1, round=2),
    ]
    old = Document(id="old", type="publicity_certificate", pages=(PageRef(file="卷宗.zip!/公示.pdf", page=1),))
    assert ids(standing([new, old], delivered).documents) == ["new"]
