"""Word and PDF say the same, word for word, whatever characters a name holds."""

import io
import re

import pdfplumber
import pytest
from docx import Document

from schemas.notice import Notice, NoticeRequirement
from validators.notice import compose
from validators.notices import docx_file as notice_docx
from validators.notices import pdf_file as notice_pdf
from validators.notices.sheet import DRAFT_MARK, Section, Table, sheet

from .notice_cases import AWKWARD, case, deficiencies, item, profile

LONG_NAME = "IMG_" + "a_very_long_name_without_breaks_" * 5 + ".pdf"


def squeezed(text: str) -> str:
    """The text without blanks: lines are broken differently in each format."""
    return re.sub(r"\s", "", text)


def docx_text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    pieces = [node.text or "" for node in document.element.body.iter("{*}t")]
    pieces += [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return squeezed("".join(pieces))


def pdf_text(data: bytes) -> str:
    """Cells of tables first (a line of the page mixes its columns), then the lines."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        cells = [cell or "" for page in pdf.pages for table in page.extract_tables() for row in table for cell in row]
        return squeezed("".join(cells)) + squeezed("".join(page.extract_text() or "" for page in pdf.pages))


def sentences(notice: Notice) -> list[str]:
    """Everything that must be found in both."""
    said = sheet(notice)
    texts = [said.title, said.number, said.salutation, said.opening, said.organ, said.copies, *cells(said.slip)]
    for section in (*said.sections, *(group for annex in said.annexes for group in annex.groups)):
        texts += of_section(section)
    for annex in said.annexes:
        texts += [annex.label, annex.title, *(cells(annex.table) if annex.table else ())]
    return [squeezed(text) for text in texts if text.strip()]


def of_section(section: Section) -> list[str]:
    return [section.heading, *section.paragraphs, *(cells(section.table) if section.table else ())]


def cells(table: Table) -> list[str]:
    return [*table.head, *(text for row in table.rows for cell in row for text in cell)]


def notice(count: int = 3, name: str = AWKWARD, *, draft: bool = False) -> Notice:
    items = [item(no, message=f"第{no}个问题", remedy=f"请更正第{no}处 #{no}*_$&<@`\\ 的内容。") for no in range(1, count + 1)]
    issue = {} if draft else {"number": "示评〔2026〕015号", "deadline": "2026-12-07", "issued_on": "2026-11-24"}
    return compose(case(name), deficiencies(*items), profile(), **issue)


CASES = {
    "issued": notice(),
    "draft": notice(draft=True),
    "thirty items": notice(30),
    "long name": notice(1, "古丽娜尔·阿不都热合曼·麦麦提艾力 " * 3 + LONG_NAME),
}


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_every_sentence_stands_in_both(given: Notice) -> None:
    word, pdf = docx_text(notice_docx.render(given)), pdf_text(notice_pdf.render(given))
    assert [said for said in sentences(given) if said not in word] == []
    assert [said for said in sentences(given) if said not in pdf] == []


@pytest.mark.parametrize("render", [notice_docx.render, notice_pdf.render], ids=["docx", "pdf"])
def test_the_same_notice_gives_the_same_bytes(render: object) -> None:
    assert callable(render)
    assert render(notice()) == render(notice())


def test_a_draft_is_marked_on_every_page_and_an_issued_notice_on_none() -> None:
    with pdfplumber.open(io.BytesIO(notice_pdf.render(notice(draft=True)))) as pdf:
        assert all(DRAFT_MARK in (page.extract_text() or "") for page in pdf.pages)
    assert DRAFT_MARK in docx_text(notice_docx.render(notice(draft=True)))
    assert DRAFT_MARK not in docx_text(notice_docx.render(notice()))
    assert DRAFT_MARK not in pdf_text(notice_pdf.render(notice()))


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    with pdfplumber.open(io.BytesIO(notice_pdf.render(notice(30)))) as pdf:
        pages = [page for page in pdf.pages if "请更正第" in (page.extract_text() or "")]
        assert len(pages) > 1
        assert all("存在的问题和补正要求" in (page.extract_text() or "") for page in pages)
    table = Document(io.BytesIO(notice_docx.render(notice(30)))).tables[0]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_the_receipt_slip_has_a_page_of_its_own() -> None:
    with pdfplumber.open(io.BytesIO(notice_pdf.render(notice()))) as pdf:
        last = squeezed(pdf.pages[-1].extract_text() or "")
        assert "送达回证" in last
        assert "受送达人签收" in last
        assert "补正期限" not in last


def test_chinese_characters_have_a_chinese_font_in_word() -> None:
    document = Document(io.BytesIO(notice_docx.render(notice())))
    fonts = {
        run.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
        for run in document.element.body.iter("{*}rFonts")
    }
    assert fonts == {"宋体", "仿宋", "黑体"}


def test_without_requirements_there_is_one_annex_and_no_mention_of_a_second() -> None:
    bare = notice().model_copy(update={"requirements": ()})
    assert len(sheet(bare).annexes) == 1
    assert "附件2" not in pdf_text(notice_pdf.render(bare))


def test_a_requirement_of_several_items_is_printed_once_under_all_their_numbers() -> None:
    """Nothing announced is lost: every pair of item and sentence can be read off the annex."""
    said = ((1, ("甲要求。", "乙要求。")), (2, ("乙要求。", "丙要求。")), (4, ("甲要求。", "乙要求。", "丁要求。")))
    given = notice(4).model_copy(update={"requirements": tuple(NoticeRequirement(no=no, texts=texts) for no, texts in said)})
    groups = sheet(given).annexes[1].groups
    assert [(group.heading, group.paragraphs) for group in groups] == [
        ("为补正第1、2、4项而提交的材料：", ("1. 乙要求。",)),
        ("为补正第1、4项而提交的材料：", ("1. 甲要求。",)),
        ("为补正第2项而提交的材料：", ("1. 丙要求。",)),
        ("为补正第4项而提交的材料：", ("1. 丁要求。",)),
    ]
