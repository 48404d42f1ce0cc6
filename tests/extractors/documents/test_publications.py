"""Papers, notices of acceptance, retrieval reports; books and standards."""

from collections.abc import Callable
from typing import Any

from extractors.extract import extract
from schemas.document import Document
from schemas.page import Sheet
from schemas.profile import Profile

Said = Callable[..., dict[str, Any]]
ReadAs = Callable[..., Document]


def test_a_chinese_paper_with_marks_of_affiliation(said: Said) -> None:
    found = said(
        "paper",
        (
            "第12卷 第5期 | 机械工程学报 | Vol.12 No.5",
            "2022年5月 | ISSN 0577-6686 | May 2022",
            "DOI：10.3901/JME.2022.05.001",
            "# 钛合金薄壁件铣削振动抑制方法研究",
            "# 与工程应用",
            "梁雨桐1 贺知秋1,2 阿不都拉·艾力1",
            "(1. 京华理工大学 机械学院 北京 100081)",
            "摘要：提出一种方法。",
            "关键词：薄壁件；振动",
        ),
    )
    assert found["title"] == "钛合金薄壁件铣削振动抑制方法研究与工程应用"
    assert found["holders"] == ["梁雨桐", "贺知秋", "阿不都拉·艾力"]
    assert (found["issuer"], found["issued_on"], found["number"]) == ("机械工程学报", "2022-05", "10.3901/JME.2022.05.001")


def test_an_english_paper(read_as: ReadAs) -> None:
    paper = read_as(
        "paper",
        (
            "Journal of Something Engineering 45 (2021) 112-120",
            "# Chatter suppression of thin-walled parts",
            "# in titanium milling",
            "Yutong Liang a,*, Zhiqiu He b",
            "a School of Mechanical Engineering, Jinghua University",
            "Abstract: A method is proposed for the chatter suppression.",
            "https://doi.org/10.1016/j.jse.2021.01.005",
        ),
    )
    assert paper["title"].value == "Chatter suppression of thin-walled parts in titanium milling"
    assert paper["holders"].value == ["Yutong Liang", "Zhiqiu He"]
    assert paper["number"].value == "10.1016/j.jse.2021.01.005"
    assert "foreign_language" in paper.tags


def test_a_second_row_of_a_title_that_could_be_a_name_is_the_title(said: Said) -> None:
    found = said("paper", ("2022年5月", "# 钛合金薄壁件加工的实践与", "# 思考", "梁雨桐，贺知秋", "摘要：给出一种方法。"))
    assert (found["title"], found["holders"]) == ("钛合金薄壁件加工的实践与思考", ["梁雨桐", "贺知秋"])


def test_a_notice_of_acceptance_is_told_from_the_paper(read_as: ReadAs) -> None:
    notice = read_as(
        "paper",
        (
            "# 用稿通知书",
            "梁雨桐 同志：",
            "您的稿件《薄壁件振动抑制的工程实践》（稿件编号：2023-0456）经审查，",
            "拟于我刊2024年第2期刊登，特此通知。",
            "> 《机械工程学报》编辑部",
            "> 2023年11月6日",
        ),
    )
    assert "accept_notice" in notice.tags
    assert notice["title"].value == "薄壁件振动抑制的工程实践"
    assert (notice["holder"].value, notice["issued_on"].value) == ("梁雨桐", "2023-11-06")


def test_a_retrieval_report_names_its_client_and_its_agency(said: Said) -> None:
    found = said(
        "retrieval_report",
        (
            "# 文献检索证明",
            "报告编号：2023-JS-0456",
            "委托人：梁雨桐",
            "检索工具：SCI-EXPANDED；EI Compendex",
            "> 国家图书馆科技查新中心",
            "> 2023年12月1日",
        ),
    )
    assert (found["holder"], found["number"]) == ("梁雨桐", "2023-JS-0456")
    assert (found["issuer"], found["issued_on"]) == ("国家图书馆科技查新中心", "2023-12-01")


def test_a_book_by_its_cover_and_its_copyright_page(said: Said) -> None:
    cover = ("# 薄壁件加工技术", "梁雨桐著", "> 机械工艺出版社")
    imprint = (
        "图书在版编目（CIP）数据",
        "薄壁件加工技术/梁雨桐著.—北京：机械工艺出版社，2021.06",
        "ISBN 978-7-111-00001-8",
        "书 名：薄壁件加工技术",
        "著 者：梁雨桐",
        "出版发行：机械工艺出版社",
        "版 次：2021年6月第1版 第1次印刷",
    )
    found = said("book_or_standard", cover, imprint)
    assert (found["title"], found["holder"], found["issuer"]) == ("薄壁件加工技术", "梁雨桐", "机械工艺出版社")
    assert (found["number"], found["issued_on"], found["kind"]) == ("978-7-111-00001-8", "2021-06", "book")


def test_pages_are_read_in_the_documents_order_however_they_are_handed_over(
    sheet: Callable[..., Sheet], document: Callable[..., Document], profile: Profile
) -> None:
    cover = sheet("# 薄壁件加工技术", "梁雨桐著", file="2.jpg")
    imprint = sheet("图书在版编目（CIP）数据", "ISBN 978-7-111-00001-8", "版 次：2021年6月第1版", file="1.jpg")
    book = document("book_or_standard", cover, imprint)
    assert extract(book, [imprint, cover], profile)["title"].value == "薄壁件加工技术"


def test_a_book_by_its_cip_record_alone(said: Said) -> None:
    found = said(
        "book_or_standard",
        (
            "图书在版编目（CIP）数据",
            "薄壁件加工技术 / 梁雨桐, 贺知秋编著. -- 北京：机械工艺出版社, 2021.6",
            "ISBN 978-7-111-00001-8",
            "中国版本图书馆CIP数据核字（2021）第000001号",
        ),
    )
    assert (found["title"], found["holders"]) == ("薄壁件加工技术", ["梁雨桐", "贺知秋"])
    assert (found["issuer"], found["issued_on"]) == ("机械工艺出版社", "2021-06")


def test_a_standard_by_its_cover_and_its_foreword(said: Said) -> None:
    cover = (
        "ICS 25.060 | J 50",
        "# 中华人民共和国国家标准",
        "GB/T 39001—2020",
        "# 薄壁件夹具通用技术条件",
        "2020-10-11 发布 | 2021-05-01 实施",
        "国家市场监督管理总局 | 发布",
    )
    foreword = ("# 前言", "本标准按照GB/T 1.1—2009给出的规则起草。", "本标准主要起草人：沈既白、梁雨桐、贺知秋。")
    found = said("book_or_standard", cover, foreword)
    assert (found["title"], found["number"]) == ("薄壁件夹具通用技术条件", "GB/T 39001—2020")
    assert found["holders"] == ["沈既白", "梁雨桐", "贺知秋"]
    assert (found["issued_on"], found["issuer"], found["kind"]) == ("2020-10-11", "国家市场监督管理总局", "standard")


def test_a_publishers_address_is_not_its_name(said: Said) -> None:
    page = (
        "# 薄壁件加工技术",
        "ISBN 978-7-111-00001-8",
        "出版发行：机械工艺出版社（北京市西城区某某大街甲4号）",
        "版次：2021年6月第1版",
    )
    assert said("book_or_standard", page)["issuer"] == "机械工艺出版社"


def test_the_name_of_a_standard_may_end_with_that_word(said: Said) -> None:
    cover = (
        "# T/ABCS",
        "团体标准",
        "T/ABCS 1288—2023",
        "# 桥梁结构健康监测",
        "# 数据质量评价标准",
        "2023-05-20 发布",
        "某某标准化协会 发布",
    )
    assert said("book_or_standard", cover)["title"] == "桥梁结构健康监测数据质量评价标准"


def test_the_mark_of_a_note_is_no_part_of_the_title(said: Said) -> None:
    page = ("# 稀疏贝叶斯方法 *", "梁雨桐，贺知秋", "摘要：提出一种方法。", "* 基金资助项目")
    assert said("paper", page)["title"] == "稀疏贝叶斯方法"


def test_a_proof_of_indexing_has_its_number_at_the_head(said: Said) -> None:
    page = ("# 论文收录引用证明", "No. CX20230988", "经检索，作者梁雨桐发表的论文被收录。", "> 某某大学图书馆", "> 2023年9月12日")
    assert said("retrieval_report", page)["number"] == "CX20230988"
