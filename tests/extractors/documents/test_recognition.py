"""Programmes for talents, traditions, associations, the press: who speaks of whom."""

from collections.abc import Callable
from typing import Any

Said = Callable[..., dict[str, Any]]


def test_a_certificate_of_selection(said: Said) -> None:
    found = said(
        "talent_programme",
        (
            "# 入选证书",
            "梁雨桐同志入选2024年度北京市百千万人才工程。特发此证。",
            "文号：京人社专技发〔2024〕53号",
            "> 北京市人力资源和社会保障局",
            "> 二〇二四年十一月十八日",
        ),
    )
    assert (found["holder"], found["title"]) == ("梁雨桐", "北京市百千万人才工程")
    assert (found["number"], found["issuer"], found["issued_on"]) == (
        "京人社专技发〔2024〕53号",
        "北京市人力资源和社会保障局",
        "2024-11-18",
    )


def test_a_published_list_has_all_its_names(said: Said) -> None:
    rows = [["序号", "姓名", "单位"], ["1", "沈既白", "京华理工大学"], ["2", "梁雨桐", "北京松涛精密仪器有限公司"]]
    found = said(
        "talent_programme",
        (
            "# 某某市委组织部文件",
            "京组通〔2020]8号",
            "# 关于印发第五批“高创计划”领军人才入选名单的通知",
            rows,
            "> 中共某某市委组织部",
            "> 2020年5月9日",
        ),
    )
    assert (found["holders"], found["number"], found["issued_on"]) == (["沈既白", "梁雨桐"], "京组通〔2020〕8号", "2020-05-09")


def test_a_public_notice_of_candidates_is_marked_as_one(said: Said) -> None:
    rows = [["姓名", "工作单位"], ["梁雨桐", "北京松涛精密仪器有限公司"], ["贺知秋", "京华理工大学"]]
    page = (
        "# 关于2022年度北京市科技新星计划拟入选人员的公示",
        "现将拟入选人员名单予以公示，公示期为5个工作日。",
        rows,
        "> 2022年9月1日",
    )
    found = said("talent_programme", page)
    assert (found["kind"], found["title"], found["holders"]) == ("公示", "北京市科技新星计划", ["梁雨桐", "贺知秋"])


def test_a_bearer_of_a_tradition_in_prose_and_by_labels(said: Said) -> None:
    prose = said(
        "heritage_certificate",
        (
            "# 国家级非物质文化遗产代表性项目",
            "# 代表性传承人证书",
            "梁雨桐：",
            "经评审认定，您为国家级非物质文化遗产代表性项目“雕漆技艺”代表性传承人，特颁此证。",
            "编号：04-1233 | 中华人民共和国文化和旅游部",
            "> 二〇一八年五月八日",
        ),
    )
    assert (prose["holder"], prose["title"], prose["level"], prose["number"]) == ("梁雨桐", "雕漆技艺", "国家级", "04-1233")
    labels = said(
        "heritage_certificate",
        (
            "# 非物质文化遗产代表性传承人证书",
            "姓 名：梁雨桐",
            "项目名称：北京雕漆",
            "证书编号：BJ-2018-045",
            "> 北京市文化和旅游局",
            "> 2018年6月9日",
        ),
    )
    assert (labels["holder"], labels["title"], labels["issuer"]) == ("梁雨桐", "北京雕漆", "北京市文化和旅游局")


def test_a_master_of_a_craft(said: Said) -> None:
    page = ("# 工艺美术大师证书", "授予 梁雨桐 “北京市工艺美术大师”荣誉称号。", "> 北京市经济和信息化局", "> 二〇一八年十二月")
    found = said("heritage_certificate", page)
    assert (found["holder"], found["issuer"], found["issued_on"]) == ("梁雨桐", "北京市经济和信息化局", "2018-12")


def test_letters_of_an_association(said: Said) -> None:
    one = said("association_letter", ("# 推荐函", "兹推荐本会会员梁雨桐同志。", "> 北京机械工程学会", "> 2024年4月9日"))
    assert (one["holder"], one["issuer"], one["issued_on"]) == ("梁雨桐", "北京机械工程学会", "2024-04-09")
    other = said(
        "association_letter", ("# 推荐函", "梁雨桐同志系我会常务理事，长期从事精密加工，特此推荐。", "> 北京机械工程学会（章）")
    )
    assert (other["holder"], other["issuer"]) == ("梁雨桐", "北京机械工程学会")


def test_a_card_of_membership(said: Said) -> None:
    table = [["姓名", "梁雨桐"], ["会员编号", "S020012345M"], ["发证单位", "中国机械工程学会"], ["有效期至", "2027年12月31日"]]
    found = said("association_letter", ("# 会员证", table))
    assert (found["holder"], found["number"], found["valid_to"]) == ("梁雨桐", "S020012345M", "2027-12-31")


def test_a_report_in_a_newspaper(said: Said) -> None:
    found = said(
        "media_report",
        (
            "2022年3月8日 星期二 | 06版 人物 | 科技日报",
            "# 让薄壁件不再颤抖",
            "本报讯（通讯员 某某）日前，工程师梁雨桐带领团队攻克难题。",
        ),
    )
    assert (found["title"], found["issuer"], found["issued_on"]) == ("让薄壁件不再颤抖", "科技日报", "2022-03-08")


def test_the_reporter_is_not_whom_the_report_is_about(said: Said) -> None:
    body = "走进车间，梁雨桐正低头忙着手里的活。"
    report = ("京畿日报 | 2022年8月27日 第07版", "# 梁雨桐与“国礼漆盒”", "本报记者 周岱", body, "周岱说，没有捷径。")
    assert said("media_report", report)["holder"] == "梁雨桐"


def test_a_report_on_a_site_about_the_person_it_names_most(said: Said) -> None:
    found = said(
        "media_report",
        (
            "人民网 >> 科技",
            "# 在毫厘之间追求极致",
            "2023年05月01日08:12 | 来源：人民网-人民日报",
            "本报记者 周岱",
            "走进车间，梁雨桐正在调试设备。梁雨桐说，没有捷径。",
        ),
    )
    assert (found["title"], found["issued_on"], found["holder"]) == ("在毫厘之间追求极致", "2023-05-01", "梁雨桐")
