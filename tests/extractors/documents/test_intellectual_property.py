"""Patents, and what is not yet one; software and other works that were registered."""

from collections.abc import Callable
from typing import Any

from schemas.document import Document
from schemas.page import Mark

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]


def test_a_patent_with_widely_set_labels_and_a_name_of_two_rows(said: Said) -> None:
    found = said(
        "patent_certificate",
        (
            "证书号 第 4567890 号",
            "# 发明专利证书",
            "发 明 名 称：一种薄壁件振动抑制夹具及其在钛合金加工中的",
            "应用方法",
            "发 明 人：梁雨桐;贺知秋",
            "专 利 号：ZL 2018 1 0206647.8",
            "专利申请日：2018年03月12日",
            "专 利 权 人：北京松涛精密仪器有限公司",
            "授权公告日：2020年03月20日 | 授权公告号：CN 108000000 B",
            "国家知识产权局依照中华人民共和国专利法进行审查",
        ),
    )
    assert found["title"] == "一种薄壁件振动抑制夹具及其在钛合金加工中的应用方法"
    assert (found["holders"], found["owners"]) == (["梁雨桐", "贺知秋"], ["北京松涛精密仪器有限公司"])
    assert (found["number"], found["issued_on"], found["filed_on"]) == ("ZL 2018 1 0206647.8", "2020-03-20", "2018-03-12")
    assert (found["issuer"], found["kind"]) == ("国家知识产权局", "发明")


def test_a_number_with_a_wrong_check_digit_is_kept_at_little_confidence(read_as: ReadAs) -> None:
    page = ("# 发明专利证书", "发明人：梁雨桐", "专利号：ZL 2018 1 0206647.1")
    number = read_as("patent_certificate", page)["number"]
    assert number.value == "ZL 2018 1 0206647.1"
    assert number.confidence <= 0.7


def test_a_notice_of_filing_is_no_patent(read_as: ReadAs) -> None:
    notice = read_as(
        "patent_certificate",
        (
            "# 国家知识产权局",
            "# 专利申请受理通知书",
            "申请号：202010581446.3",
            "申请日：2020年12月23日",
            "申请人：北京松涛精密仪器有限公司",
            "发明人：梁雨桐、贺知秋",
            "发明创造名称：一种夹具",
        ),
    )
    assert "patent_application" in notice.tags
    assert notice["title"].value == "一种夹具"
    assert notice["holders"].value == ["梁雨桐", "贺知秋"]


def test_the_published_text_of_an_application_is_none_either(read_as: ReadAs) -> None:
    published = read_as(
        "patent_certificate",
        (
            "(12) 发明专利申请",
            "(10) 申请公布号 CN 110000000 A",
            "(43) 申请公布日 2019.07.12",
            "(72) 发明人 梁雨桐 贺知秋",
            "(54) 发明名称",
            "一种夹具",
        ),
    )
    assert "patent_application" in published.tags
    assert published["issued_on"].value == "2019-07-12"


def test_a_design_has_designers(said: Said) -> None:
    page = (
        "# 外观设计专利证书",
        "外观设计名称：茶具",
        "设 计 人：梁雨桐",
        "专 利 号：ZL 2019 3 0100001.5",
        "授权公告日：2019年10月1日",
    )
    found = said("patent_certificate", page)
    assert (found["title"], found["holders"], found["issued_on"]) == ("茶具", ["梁雨桐"], "2019-10-01")


def test_software_belongs_to_persons_and_organisations(said: Said) -> None:
    found = said(
        "software_copyright",
        (
            "# 计算机软件著作权登记证书",
            "证书号： 软著登字第0123456号",
            "软 件 名 称：薄壁件加工仿真系统V1.0",
            "著 作 权 人：梁雨桐;北京松涛精密仪器有限公司",
            "开发完成日期：2015年06月01日",
            "首次发表日期：未发表",
            "登 记 号：2015SR012345",
            "> 2015年08月03日",
        ),
    )
    assert found["title"] == "薄壁件加工仿真系统V1.0"
    assert found["holders"] == ["梁雨桐", "北京松涛精密仪器有限公司"]
    assert (found["number"], found["certificate_number"]) == ("2015SR012345", "软著登字第0123456号")
    assert (found["issued_on"], found["finished_on"]) == ("2015-08-03", "2015-06-01")


def test_a_registered_work_of_art(said: Said) -> None:
    table = [["登记号", "国作登字-2020-F-01001234"], ["作品名称", "《燕京八景》系列"], ["作者", "梁雨桐"], ["著作权人", "梁雨桐"]]
    found = said("software_copyright", ("# 作品登记证书", table, "> 登记日期：2020年5月6日"))
    assert (found["title"], found["number"], found["issued_on"]) == ("《燕京八景》系列", "国作登字-2020-F-01001234", "2020-05-06")


def test_a_foreign_patent_is_read_by_the_codes_of_its_front_page(said: Said) -> None:
    found = said(
        "patent_certificate",
        (
            "# United States Patent",
            "(10) Patent No.: US 11,652,118 B2",
            "(45) Date of Patent: May 16, 2023",
            "(54) METHODS FOR MANAGING ACCESS",
            "TOKENS IN A LEDGER",
            "(71) Applicant: Songtao Instruments Ltd., Beijing (CN)",
            "(72) Inventors: Yutong Liang, Beijing (CN); Zhiqiu He,",
            "Beijing (CN)",
            "(22) Filed: Aug. 13, 2021",
        ),
    )
    assert (found["title"], found["holders"]) == ("METHODS FOR MANAGING ACCESS TOKENS IN A LEDGER", ["Yutong Liang", "Zhiqiu He"])
    assert (found["number"], found["issued_on"]) == ("US 11,652,118 B2", "2023-05-16")


OLD = (
    "发明专利证书",
    "发明名称：一种螺钿点嵌工艺",
    "发明人：梁雨桐",
    "专利号：ZL 2010 1 0257713.3",
    "> 专利权人：北京松涛精密仪器有限公司",
    "> 授权公告日：2012年7月25日",
)


def test_who_granted_an_old_patent_stands_on_its_seal_alone(said: Said) -> None:
    seal = Mark(kind="seal", box=(0.6, 0.7, 0.8, 0.9), text="中华人民共和国国家知识产权局", text_confidence=0.9, colour="red")
    assert said("patent_certificate", OLD, marks=[seal])["issuer"] == "国家知识产权局"


def test_the_owner_of_a_patent_did_not_grant_it(said: Said) -> None:
    assert "issuer" not in said("patent_certificate", OLD)


def test_the_name_of_an_invention_stands_under_its_code(said: Said) -> None:
    page = (
        "# 发明专利申请",
        "(21)申请号 202211456789.2",
        "(54)发明名称",
        "一种索力识别方法及装置",
        "(57)摘要",
        "本发明公开了一种方法。",
    )
    assert said("patent_certificate", page)["title"] == "一种索力识别方法及装置"
