"""The notice says what is to be supplied, where and by which rule; and nothing else."""

import pytest

from schemas.check import Evidence
from schemas.notice import Notice
from validators.notice import compose
from validators.notices.places import in_words
from validators.notices.wording import official, printable

from .notice_cases import SCAN, case, deficiencies, item, profile

ISSUED = {"number": "示评〔2026〕015号", "deadline": "2026-12-07", "issued_on": "2026-11-24"}


def test_without_number_deadline_and_day_it_is_a_draft() -> None:
    assert compose(case(), deficiencies(item(1)), profile()).draft
    assert compose(case(), deficiencies(item(1)), profile(), number="示评〔2026〕015号").draft
    assert not compose(case(), deficiencies(item(1)), profile(), **ISSUED).draft


def test_identity_and_telephone_numbers_are_masked() -> None:
    notice = compose(case(), deficiencies(item(1)), profile())
    assert (notice.masked_id, notice.phone) == ("110105********002X", "138****8000")
    assert "19491231" not in notice.model_dump_json()


def test_an_item_names_material_file_and_pages_in_order() -> None:
    notice = compose(case(), deficiencies(item(1)), profile())
    assert notice.items[0].where == (f"举荐表（文件“{SCAN}”第2、3页）",)


def test_an_item_says_its_kind_its_remedy_in_full_width_and_its_basis_spelt_out() -> None:
    given = item(1, severity="nonconforming", basis=("本办法第七条第一项(准确)", "U40第十六条"))
    said = compose(case(), deficiencies(given), profile()).items[0]
    assert said.kind == "不规范"
    assert said.remedy == "举荐专家仅2名，请补充至3名具有正高级职称的业内专家举荐。"
    assert said.basis == ("《办法》第七条第一项（准确）", "《职称评审管理暂行规定》第十六条")


def test_dismissed_items_and_what_was_announced_with_them_stay_out() -> None:
    notice = compose(case(), deficiencies(item(1, state="dismissed"), item(2)), profile())
    assert [said.no for said in notice.items] == [2]
    assert [(said.no, said.texts) for said in notice.requirements] == [(2, ("推荐意见应有明确结论。",))]


def test_a_requirement_announced_twice_is_said_once() -> None:
    notice = compose(case(), deficiencies(item(1)), profile())
    assert notice.requirements[0].texts == ("每名举荐专家应填写正高级职称。",)


def test_hints_and_questions_never_appear() -> None:
    text = compose(case(), deficiencies(item(1)), profile()).model_dump_json()
    assert "编辑痕迹" not in text
    assert "是否为签名" not in text


def test_an_item_that_is_still_a_hint_is_refused() -> None:
    with pytest.raises(ValueError, match="is a hint"):
        compose(case(), deficiencies(item(1, severity="hint")), profile())


def test_there_is_no_notice_when_nothing_is_to_be_supplied() -> None:
    with pytest.raises(ValueError, match="nothing is to be supplied"):
        compose(case(), deficiencies(item(1, state="dismissed")), profile())


def test_the_receipt_lists_every_file_handed_in_with_its_pages_or_its_fate() -> None:
    notice = compose(case(), deficiencies(item(1)), profile())
    assert notice.receipt == ((SCAN, "9页"), ("材料.zip / 证书/锁.pdf", "设有口令"))


def test_sentences_come_from_the_profile_where_it_has_them() -> None:
    notice = compose(case(), deficiencies(item(1)), profile())
    assert notice.consequence == "逾期未补正的，视为放弃。"
    assert notice.legal_basis == "《示例市高级职称考核认定办法》（示人社发〔2024〕1号，以下简称《办法》）"
    assert notice.matter == "高级职称考核认定（工程技术人员、正高级；申报条件：《办法》第三条第（一）项、第三条第（三）项）"


def test_where_the_organ_gave_no_address_there_is_room_to_write_it() -> None:
    assert compose(case(), deficiencies(item(1)), profile(organ={"id": "o", "name": "某中心"})).place == "________"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Evidence(file=SCAN, page=5), f"公示情况证明（文件“{SCAN}”第5页）"),
        (Evidence(file=SCAN, page=8), f"文件“{SCAN}”第8页"),
        (Evidence(file="材料.zip!/证书/锁.pdf"), "文件“材料.zip”内的“证书/锁.pdf”"),
        (Evidence(pointer="/recommendation/experts/0/title"), "举荐表"),
        (Evidence(pointer="/employer_review/publicity/start"), "公示情况证明"),
    ],
)
def test_a_place_is_said_as_the_applicant_knows_it(place: Evidence, words: str) -> None:
    assert in_words([place], case()) == [words]


def test_nowhere_is_said_of_what_is_absent() -> None:
    assert in_words([Evidence(pointer="/recommendation/plus_one")], case()) == []


def test_quoted_words_keep_their_punctuation_and_the_rest_is_set_in_full_width() -> None:
    assert official("所附“A,B(1)”不符,请更正(见《C,D》):是") == "所附“A,B(1)”不符，请更正（见《C,D》）：是"


def test_what_no_page_can_carry_is_left_out() -> None:
    assert printable("甲\x00乙\u202e丙\ud800丁\n戊") == "甲乙丙丁 戊"


def test_the_type_of_the_notice_has_no_room_for_hints() -> None:
    with pytest.raises(ValueError, match="flags"):
        Notice.model_validate(compose(case(), deficiencies(item(1)), profile()).model_dump() | {"flags": ()})
