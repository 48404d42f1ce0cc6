"""Whatever a page comes as, it becomes the same kind of thing: scan, text layer with pictures, word-processor file."""

from io import BytesIO
from pathlib import Path
from types import ModuleType

import docx
import pytest
import typst
from docx.shared import Cm

from extractors.files.refusal import Refusal
from extractors.pages.read import read_page
from extractors.pages.reader import Reader
from schemas.files import PageSource
from schemas.geometry import PageRef
from schemas.page import Mark, Page

SHEET = """
#set page(paper: "a4", margin: 2cm)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 12pt)
#align(center)[#text(size: 20pt)[单位推荐意见]]
该同志长期从事漆器修复，业绩突出，同意推荐其申报正高级职称。

单位（公章）：北方工艺研究院
"""


def source(path: Path, kind: str) -> PageSource:
    return PageSource.model_validate(
        {"ref": PageRef(file=path.name, page=1), "key": "key", "kind": kind, "local": str(path), "index": 0}
    )


def seal_file(drawing: ModuleType, folder: Path) -> Path:
    paper = drawing.Paper(300, 300)
    paper.seal(150, 150, 130, "北方工艺研究院")
    paper.image.save(folder / "seal.png")
    return folder / "seal.png"


def written(drawing: ModuleType, folder: Path) -> Path:
    paper = drawing.Paper(420, 90)
    paper.write(10, 10, "2025年6月3日", 48, drawing.BLUE)
    paper.image.save(folder / "date.png")
    return folder / "date.png"


def code_file(drawing: ModuleType, folder: Path) -> Path:
    paper = drawing.Paper(240, 240)
    paper.code(0, 0, 240, "https://zs.example.cn/v?c=A1B2C3")
    paper.image.save(folder / "code.png")
    return folder / "code.png"


def printed(text: str, folder: Path) -> Path:
    (folder / "page.typ").write_text(text, encoding="utf-8")
    (folder / "page.pdf").write_bytes(typst.compile(str(folder / "page.typ")))
    return folder / "page.pdf"


def kinds(marks: tuple[Mark, ...]) -> list[str]:
    return sorted(mark.kind for mark in marks)


def test_a_picture_in_a_pdf_is_read_as_a_scan(drawing: ModuleType, reader: Reader, tmp_path: Path) -> None:
    paper = drawing.Paper()
    paper.write(430, 80, "单位推荐意见", 40)
    paper.write(110, 300, "同意推荐其申报正高级职称。")
    paper.image.save(tmp_path / "scan.pdf", resolution=150)
    page = read_page(source(tmp_path / "scan.pdf", "pdf"), reader)
    assert (page.kind, page.key) == ("scan", "key")
    assert page.text == "单位推荐意见\n同意推荐其申报正高级职称。"


def test_a_text_layer_is_taken_at_its_word(reader: Reader, tmp_path: Path) -> None:
    page = read_page(source(printed(SHEET, tmp_path), "pdf"), reader)
    assert page.kind == "text"
    assert "该同志长期从事漆器修复，业绩突出，同意推荐其申报正高级职称。" in page.text
    assert page.marks == ()
    assert page.fingerprint is not None


@pytest.fixture
def stamped(drawing: ModuleType, reader: Reader, tmp_path: Path) -> Page:
    seal_file(drawing, tmp_path)
    written(drawing, tmp_path)
    placed = '#place(dx: 9cm, dy: -1cm)[#image("seal.png", width: 4cm)]\n#place(dx: 2cm, dy: 2cm)[#image("date.png", width: 4cm)]'
    return read_page(source(printed(SHEET + placed, tmp_path), "pdf"), reader)


def test_a_seal_set_into_a_page_of_text_is_a_seal_with_its_lettering(stamped: Page) -> None:
    (seal,) = [mark for mark in stamped.marks if mark.kind == "seal"]
    assert (seal.text, seal.colour) == ("北方工艺研究院", "red")


def test_what_stands_in_a_picture_is_read_and_comes_behind_the_text(stamped: Page) -> None:
    assert stamped.kind == "text"
    assert stamped.lines[-1].text == "2025年6月3日"
    assert kinds(stamped.marks) == ["picture", "seal"]


def test_a_word_file_keeps_its_words_and_its_seal_is_read(drawing: ModuleType, reader: Reader, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("单位推荐意见")
    document.add_paragraph("同意推荐其申报正高级职称。")
    document.add_picture(str(seal_file(drawing, tmp_path)))
    document.save(str(tmp_path / "opinion.docx"))
    page = read_page(source(tmp_path / "opinion.docx", "flow"), reader)
    assert page.kind == "flow"
    assert [line.text for line in page.lines[:2]] == ["单位推荐意见", "同意推荐其申报正高级职称。"]
    assert [(mark.kind, mark.text) for mark in page.marks] == [("seal", "北方工艺研究院")]


def test_a_small_picture_in_a_word_file_is_read_in_its_place(drawing: ModuleType, reader: Reader, tmp_path: Path) -> None:
    paper = drawing.Paper(900, 500)
    for row, text in enumerate(["荣誉证书", "苏映禾同志荣获一等奖", "二〇二四年十二月"]):
        paper.write(100, 80 + 120 * row, text, 44)
    picture = BytesIO()
    paper.image.save(picture, "PNG")
    picture.seek(0)
    document = docx.Document()
    document.add_paragraph("附：获奖证书")
    document.add_picture(picture, width=Cm(7))
    document.save(str(tmp_path / "award.docx"))
    page = read_page(source(tmp_path / "award.docx", "flow"), reader)
    assert [line.text for line in page.lines] == ["附：获奖证书", "荣誉证书", "苏映禾同志荣获一等奖", "二〇二四年十二月"]


def test_a_code_set_into_a_page_of_text_is_that_code(drawing: ModuleType, reader: Reader, tmp_path: Path) -> None:
    code_file(drawing, tmp_path)
    placed = '#place(dx: 9cm, dy: 1cm)[#image("code.png", width: 3cm)]'
    page = read_page(source(printed(SHEET + placed, tmp_path), "pdf"), reader)
    assert [(mark.kind, mark.text) for mark in page.marks] == [("code", "https://zs.example.cn/v?c=A1B2C3")]
    assert page.lines[-1].text == "单位（公章）：北方工艺研究院"


def test_a_code_in_a_word_file_is_that_code_and_no_text_is_looked_for_in_it(
    drawing: ModuleType, reader: Reader, tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("职称证书")
    document.add_picture(str(code_file(drawing, tmp_path)), width=Cm(3))
    document.save(str(tmp_path / "certificate.docx"))
    page = read_page(source(tmp_path / "certificate.docx", "flow"), reader)
    assert [(mark.kind, mark.text) for mark in page.marks] == [("code", "https://zs.example.cn/v?c=A1B2C3")]
    assert page.text == "职称证书"


def test_a_damaged_file_is_refused(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(Refusal):
        read_page(source(tmp_path / "broken.pdf", "pdf"), reader)
