"""The notice as a Word file, for offices that print and seal from Word. Fixed dates inside: the same notice, the same bytes."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from schemas.notice import Notice
from validators.notices.sheet import Annex, Section, Sheet, Table, sheet

SONG, FANG, HEI = "宋体", "仿宋", "黑体"
_LATIN = "Times New Roman"
_TEXT_WIDTH = 15.6
"""Centimetres between the margins of an A4 page."""

_FIXED = datetime(2020, 1, 1)


def render(notice: Notice) -> bytes:
    """The DOCX, A4."""
    said = sheet(notice)
    document = Document()
    _set_page(document, said)
    _letter(document, said)
    for annex in said.annexes:
        _annex(document, annex)
    _slip(document, said)
    return _packed(document, said)


def _letter(document: Any, said: Sheet) -> None:
    _paragraph(document, said.title, SONG, 22, align=ALIGN.CENTER, bold=True, after=8)
    _paragraph(document, said.number, align=ALIGN.CENTER, after=14)
    _paragraph(document, said.salutation, align=ALIGN.LEFT)
    _indented(document, said.opening)
    for section in said.sections[:-1]:
        _section(document, section)
    closing = len(document.paragraphs)
    _section(document, said.sections[-1])
    for index, annex in enumerate(said.annexes, 1):
        _indented(document, f"{'附件：' if index == 1 else '　　　'}{index}. {annex.title}")
    _seal_line(document, said)
    for paragraph in document.paragraphs[closing:]:
        paragraph.paragraph_format.keep_with_next = True
    _indented(document, said.copies, before=20)


def _seal_line(document: Any, said: Sheet) -> None:
    """The organ's name and the day, with room for the seal, which never stands on a page without text."""
    for text, before in ((f"{said.organ}（印章）", 40), (said.date, 0)):
        _paragraph(document, text, align=ALIGN.RIGHT, before=before).paragraph_format.right_indent = Pt(28)


def _section(document: Any, section: Section) -> None:
    heading = _indented(document, section.heading, font=HEI, before=8)
    heading.paragraph_format.keep_with_next = True
    for text in section.paragraphs:
        _indented(document, text)
    if section.table is not None:
        _table(document, section.table)


def _annex(document: Any, annex: Annex) -> None:
    label = _paragraph(document, annex.label, HEI)
    label.paragraph_format.page_break_before = True
    _paragraph(document, annex.title, SONG, 18, align=ALIGN.CENTER, bold=True, after=10)
    for text in annex.paragraphs:
        _indented(document, text)
    if annex.table is not None:
        _table(document, annex.table)
    for group in annex.groups:
        _section(document, group)


def _slip(document: Any, said: Sheet) -> None:
    title = _paragraph(document, "　".join(said.slip_title), SONG, 22, align=ALIGN.CENTER, bold=True, after=14)
    title.paragraph_format.page_break_before = True
    _table(document, said.slip, size=12, height=1.75)
    _paragraph(document, f"送达机构：{said.organ}（印章）", align=ALIGN.RIGHT, before=14)


def _table(document: Any, data: Table, size: float = 11, height: float | None = None) -> None:
    """A ruled table. Its head is repeated on every page, and no row is cut by the end of a page."""
    table = document.add_table(rows=0, cols=len(data.shares))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, share in zip(table.columns, data.shares, strict=True):
        column.width = Cm(_TEXT_WIDTH * share / 100)
    if data.head:
        cells = _row(table, tuple((said,) for said in data.head), data, size, font=HEI)
        for cell in cells:
            cell.paragraphs[0].alignment = ALIGN.CENTER
        _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in data.rows:
        _row(table, row, data, size)
        if height:
            table.rows[-1].height = Cm(height)


def _row(table: Any, row: tuple[tuple[str, ...], ...], data: Table, size: float, font: str = FANG) -> tuple[Any, ...]:
    added = table.add_row()
    _mark(added._tr.get_or_add_trPr(), "w:cantSplit")
    cells: tuple[Any, ...] = added.cells
    for index, (cell, paragraphs) in enumerate(zip(cells, row, strict=True)):
        cell.width = Cm(_TEXT_WIDTH * data.shares[index] / 100)
        cell.vertical_alignment = VERTICAL.CENTER
        label = data.shares[index] <= 12 or (not data.head and index == 0)
        _fill(cell, paragraphs, size, font, ALIGN.CENTER if label else ALIGN.LEFT)
    return cells


def _fill(cell: Any, paragraphs: Iterable[str], size: float, font: str, align: Any) -> None:
    for index, text in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        _write(paragraph, text, font, size)
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)


def _indented(document: Any, text: str, font: str = FANG, before: float = 0) -> Any:
    paragraph = _paragraph(document, text, font, before=before)
    paragraph.paragraph_format.first_line_indent = Pt(28)
    return paragraph


def _paragraph(
    document: Any,
    text: str,
    font: str = FANG,
    size: float = 14,
    *,
    align: Any = ALIGN.JUSTIFY,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> Any:
    paragraph = document.add_paragraph()
    _write(paragraph, text, font, size, bold=bold)
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.5
    return paragraph


def _write(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    """One run; Chinese characters take their font from w:eastAsia, which python-docx does not set."""
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.name = bold, Pt(size), _LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _set_page(document: Any, said: Sheet) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Cm(3.2), Cm(3), Cm(2.8), Cm(2.6)
    if said.mark:
        header = section.header.paragraphs[0]
        header.alignment = ALIGN.RIGHT
        _write(header, f"【{said.mark}】", HEI, 12, colour=RGBColor(0xC0, 0, 0))
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    for before, code, after in (("第 ", "PAGE", " 页　"), ("共 ", "NUMPAGES", " 页")):
        _write(footer, before, SONG, 10.5)
        _counter(footer, code)
        _write(footer, after, SONG, 10.5)


def _counter(paragraph: Any, code: str) -> None:
    """A field that Word computes: the page, or the number of pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _mark(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _packed(document: Any, said: Sheet) -> bytes:
    """The archive with fixed dates, so that the bytes depend on the notice alone."""
    about = document.core_properties
    about.title, about.author, about.comments, about.last_modified_by = said.title, said.organ, "", said.organ
    about.created = about.modified = _FIXED
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
