"""Cards, permits and passports in their usual and less usual layouts."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]

FRONT = (
    "姓 名 梁雨桐",
    "性 别 女 民 族 回",
    "出 生 1985 年 4 月 12 日",
    "住 址 宁夏回族自治区银川市兴庆区",
    "解放东街12号3单元501",
    "公民身份号码 64010419850412002X",
)
BACK = ("中华人民共和国", "居民身份证", "签发机关 银川市公安局兴庆区分局", "有效期限 2010.01.02-2030.01.02")


def test_front_and_back_give_all_nine_fields(said: Said) -> None:
    assert said("identity_card", FRONT, BACK) == {
        "name": "梁雨桐",
        "gender": "女",
        "ethnicity": "回",
        "birth_date": "1985-04-12",
        "address": "宁夏回族自治区银川市兴庆区解放东街12号3单元501",
        "id_number": "64010419850412002X",
        "authority": "银川市公安局兴庆区分局",
        "valid_from": "2010-01-02",
        "valid_to": "2030-01-02",
    }


def test_the_sex_that_a_copy_ran_together_with_the_people_is_no_part_of_it(said: Said) -> None:
    card = said("identity_card", ("姓名 梁雨桐", "性别 民族 汉女", "出生 1985 年 4 月 12 日", "公民身份号码 64010419850412002X"))
    assert card["ethnicity"] == "汉"


def test_a_card_typed_out_as_a_table_is_read_as_well(said: Said) -> None:
    table = [
        ["姓名", "阿依古丽·买买提"],
        ["性别", "女"],
        ["民族", "维吾尔"],
        ["出生", "1979年11月3日"],
        ["住址", "新疆乌鲁木齐市天山区\n新华北路5号"],
        ["公民身份号码", "650102197911030026"],
        ["签发机关", "乌鲁木齐市公安局天山分局"],
        ["有效期限", "2019.05.06-长期"],
    ]
    found = said("identity_card", (table,))
    assert (found["name"], found["ethnicity"], found["valid_to"]) == ("阿依古丽·买买提", "维吾尔", "长期")
    assert found["address"] == "新疆乌鲁木齐市天山区新华北路5号"


def test_labels_and_values_run_together_are_parted(said: Said) -> None:
    found = said(
        "identity_card",
        ("姓名梁雨桐", "性别女 | 民族汉", "出生1985年4月12日", "住址北京市海淀区某路8号", "公民身份号码110108198504120021"),
    )
    assert (found["name"], found["gender"], found["ethnicity"]) == ("梁雨桐", "女", "汉")
    assert found["id_number"] == "110108198504120021"


def test_the_watermark_of_a_copy_is_no_part_of_the_address(said: Said) -> None:
    found = said(
        "identity_card", ("姓名 梁雨桐", "住址 北京市海淀区", "仅供职称申报使用", "某路8号", "公民身份号码 110108198504120021")
    )
    assert found["address"] == "北京市海淀区某路8号"


def test_a_number_that_fails_its_check_stays_as_it_is_at_little_confidence(read_as: ReadAs) -> None:
    wrong = read_as("identity_card", ("姓名 梁雨桐", "公民身份号码 110108198504120025"))["id_number"]
    right = read_as("identity_card", ("姓名 梁雨桐", "公民身份号码 110108198504120021"))["id_number"]
    assert wrong.value == "110108198504120025"
    assert wrong.confidence <= 0.6 < right.confidence


def test_a_letter_that_can_only_be_a_misread_figure_is_put_right_and_the_writing_kept(read_as: ReadAs) -> None:
    found = read_as("identity_card", ("姓名 梁雨桐", "公民身份号码 11O108198504120021"))["id_number"]
    assert found.value == "110108198504120021"
    assert found.raw == "11O108198504120021"


def test_what_is_not_on_the_page_is_not_guessed(read_as: ReadAs) -> None:
    card = read_as("identity_card", BACK)
    assert not card["name"].present
    assert card["valid_to"].value == "2030-01-02"


def test_places_lead_back_to_the_page(read_as: ReadAs) -> None:
    place = read_as("identity_card", FRONT, BACK)["authority"].places[0]
    assert (place.file, place.page) == ("a.pdf", 2)
    assert place.box is not None


def test_a_residence_permit_has_the_number_of_its_pass(said: Said) -> None:
    found = said(
        "residence_permit",
        ("# 港澳居民居住证", "姓名 陈嘉宝", "性别 女", "公民身份号码 810000198801020026"),
        ("签发机关 北京市公安局朝阳分局", "有效期限 2022.01.01-2027.01.01", "通行证号码 H12345678"),
    )
    assert (found["holder"], found["number"], found["valid_to"], found["kind"]) == (
        "陈嘉宝",
        "H12345678",
        "2027-01-01",
        "港澳居民居住证",
    )


def test_a_chinese_passport_is_read_by_both_its_zones(said: Said) -> None:
    found = said(
        "passport",
        (
            "护照 PASSPORT",
            "类型/Type P | 国家码/Country Code CHN | 护照号/Passport No. E12345678",
            "姓名/Name",
            "梁雨桐",
            "LIANG, YUTONG",
            "出生日期/Date of birth 12 APR 1985",
            "签发日期/Date of issue 01 MAR 2019",
            "有效期至/Date of expiry 28 FEB 2029",
            "POCHNLIANG<<YUTONG<<<<<<<<<<<<<<<<<<<<<<<<<<",
            "E123456784CHN8504122F2902285<<<<<<<<<<<<<<06",
        ),
    )
    assert (found["holder"], found["number"], found["issued_on"], found["valid_to"]) == (
        "梁雨桐",
        "E12345678",
        "2019-03-01",
        "2029-02-28",
    )


def test_a_foreign_passport_gives_the_name_in_its_own_order(said: Said) -> None:
    found = said(
        "passport",
        (
            "PASSPORT",
            "Surname",
            "OKONJO",
            "Given names",
            "MARIA L",
            "Date of birth / Sex",
            "1969-03-09 F",
            "Date of issue / Date of expiry",
            "2020-02-27 2030-02-27",
            "K682237499CAN6903099F3002278<<<<<<<<<<<<<<06",
        ),
    )
    assert (found["holder"], found["number"], found["valid_to"]) == ("Maria L Okonjo", "K68223749", "2030-02-27")


def test_a_passports_days_with_the_month_in_both_languages_and_a_label_close_behind_the_name(said: Said) -> None:
    found = said(
        "passport",
        (
            "护照 PASSPORT",
            "护照号/Passport No. E12345678",
            "姓名/Name 梁雨桐性别/Sex 女/F",
            "签发日期/Date of issue 15 5月/MAY 2021",
            "有效期至/Date of expiry 14 5月/MAY 2031",
        ),
    )
    assert (found["holder"], found["issued_on"], found["valid_to"]) == ("梁雨桐", "2021-05-15", "2031-05-14")
