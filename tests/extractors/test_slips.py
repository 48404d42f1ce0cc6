"""A reader's slip of one character in an organisation's name is put right where only one name can be meant, and no other is."""

import pytest

from extractors.assembly.seal_names import named
from extractors.assembly.slips import mended, one_slip
from schemas.document import Document
from schemas.field import Field
from schemas.geometry import Place
from schemas.page import Mark

BUREAU = "北京市通州区人力资源和社会保障局"
PUBLIC = ("北京市人力资源和社会保障局", BUREAU, "北京市丰台区人力资源和社会保障局")


@pytest.fixture
def issuer(sheet):
    """What a paper's issuer becomes that was read on a page of this kind, under a seal or not."""

    def put_right(read: str, employer: str = "", kind: str = "scan", sealed: bool = False) -> Field:
        mark = Mark(kind="seal", box=(0.0, 0.0, 1.0, 1.0), colour="red", confidence=0.9)
        page = sheet(read, kind=kind, marks=(mark,) if sealed else ())
        place = Place(file=page.ref.file, page=page.ref.page, box=(0.1, 0.1, 0.4, 0.12))
        field = Field(value=read, raw=read, state="read", confidence=0.95, places=(place,), method="rapidocr")
        paper = Document(id="d1", type="award_certificate", pages=(page.ref,), fields={"issuer": field})
        whose = Field(value=employer, raw=employer, state="read") if employer else Field()
        return mended([paper], whose, PUBLIC, [page])[0]["issuer"]

    return put_right


@pytest.mark.parametrize("read", ["北京市越州区人力资源和社会保障局", "北京市州区人力资源和社会保障局", f"{BUREAU}局"])
def test_a_scanned_name_that_is_a_public_bodys_but_for_one_character_is_that_bodys(issuer, read):
    told = issuer(read)
    assert (told.value, told.raw, told.confidence) == (BUREAU, read, 0.85)


@pytest.mark.parametrize(("sure", "told"), [(0.6, "北京数智会计行业协会"), (0.99, "北京数智会计商业协会")])
def test_an_odd_character_in_a_word_of_names_is_put_right_where_the_reader_was_unsure_of_it(sheet, sure, told):
    read = "北京数智会计商业协会"
    page = sheet(read, kind="scan")
    line = page.page.lines[0].model_copy(update={"sure": tuple(sure if char == "商" else 0.99 for char in read)})
    page = page.model_copy(update={"page": page.page.model_copy(update={"lines": (line,)})})
    field = Field(value=read, raw=read, state="read", confidence=0.95, method="rapidocr")
    paper = Document(id="d1", type="award_certificate", pages=(page.ref,), fields={"issuer": field})
    assert mended([paper], Field(), PUBLIC, [page])[0]["issuer"].value == told


def test_a_speck_before_a_name_is_no_part_of_it(issuer):
    assert issuer("·北京知行自动化研究所").value == "北京知行自动化研究所"


def test_the_sentence_that_a_name_begins_is_no_part_of_it(issuer):
    assert issuer("，北京知行自动化研究所组织专家对某项目").value == "北京知行自动化研究所"


def test_the_label_read_with_a_name_is_no_part_of_it(issuer):
    assert issuer("组织单位：北京知行自动化研究所").value == "北京知行自动化研究所"


@pytest.mark.parametrize(("read", "sure"), [("市人力资源和社会保障局", False), ("市", False), ("北京市人才中心", True)])
def test_a_body_that_begins_with_the_word_for_a_city_has_lost_its_name(issuer, read, sure):
    told = issuer(read)
    assert (told.value, told.confidence >= 0.75) == (read, sure)


def test_what_is_left_of_a_name_of_which_nearly_all_was_lost_is_doubted(issuer):
    assert issuer("子").confidence == 0.6


def test_a_comma_read_for_the_labels_colon_parts_it_from_the_name(issuer):
    assert issuer("组织单位，北京市科学技术委员会").value == "北京市科学技术委员会"


def test_numerals_name_no_body(issuer):
    told = issuer("九九五年")
    assert (told.value, told.state) == (None, "unreadable")


def test_a_name_of_nothing_but_specks_stays_as_it_was_read(issuer):
    assert issuer("——").value == "——"


def test_a_name_that_somebody_typed_stays_as_it_is(issuer):
    assert issuer("北京市越州区人力资源和社会保障局", kind="text").value == "北京市越州区人力资源和社会保障局"


def test_a_name_two_characters_away_stays_as_it_is(issuer):
    assert issuer("北京市越洲区人力资源和社会保障局").value == "北京市越洲区人力资源和社会保障局"


def test_a_public_body_is_never_taken_for_another(issuer):
    assert issuer(PUBLIC[0]).value == PUBLIC[0]


def test_a_character_of_the_employers_name_that_a_seal_hides_is_put_back(issuer):
    assert issuer("北京行自动化研究所", "北京知行自动化研究所", sealed=True).value == "北京知行自动化研究所"


def test_a_character_that_is_missing_in_the_open_is_for_a_person_to_judge(issuer):
    assert issuer("北京行自动化研究所", "北京知行自动化研究所").value == "北京行自动化研究所"


def test_a_speck_before_the_employers_name_is_not_carried_into_other_papers(issuer):
    assert issuer("北京知行自动化研究所", "·北京知行自动化研究所", sealed=True).value == "北京知行自动化研究所"


def test_where_two_names_are_as_near_none_is_meant():
    assert one_slip("北京市口口研究院", ["北京市口日研究院", "北京市口目研究院"]) is None


@pytest.mark.parametrize(("read", "name"), [("北京市第二中学", "北京市第一中学"), ("北京东方研究院", "北京西方研究院")])
def test_names_told_apart_by_one_telling_character_are_two_organisations(read, name):
    assert one_slip(read, [name]) is None
    assert named(Field(value=read, raw=read, state="read"), [name]).value == read


def test_a_seals_lettering_is_told_by_the_public_bodies_as_well():
    lettering = Field(value="北京市台区人力资源和社会保障局", state="read", confidence=0.9)
    assert named(lettering, [PUBLIC[0]], PUBLIC).value == "北京市丰台区人力资源和社会保障局"


def test_a_seal_that_names_a_public_body_is_not_taken_for_one_of_the_dossier_that_is_like_it():
    lettering = Field(value=BUREAU, state="read", confidence=0.9)
    assert named(lettering, ["北京市人力资源和社会保障局"], PUBLIC).value == BUREAU


@pytest.mark.parametrize("read", ["单位印章", "公章", "用人单位盖章处"])
def test_what_is_printed_where_a_seal_belongs_is_no_lettering(read):
    told = named(Field(value=read, raw=read, state="read", confidence=0.8), [BUREAU])
    assert (told.value, told.state) == (None, "unreadable")
