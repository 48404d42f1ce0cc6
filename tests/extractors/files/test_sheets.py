"""Workbooks: every visible sheet is a page with one table, as it would be printed. All persons are invented."""

import pytest

from extractors.files.word import flow_page, flow_pictures

ROWS = [["序号", "姓名", "身份证号", "备注"], [1, "郑一鸣", "11010119800101001X", ""], [2, "周以宁", 0.5, "续聘"]]


@pytest.fixture
def page(bench):
    def read(name: str, data: bytes):
        return [flow_page(source) for source in bench.pages(name, data)]

    return read


def cells(page):
    return {(cell.row, cell.col): cell.text for cell in page.tables[0].cells}


def test_a_sheet_is_a_table(page, make, formats):
    (sheet,) = page("业绩.xlsx", make.zipped(formats.excel_parts(ROWS)))
    assert cells(sheet) == {
        (0, 0): "序号", (0, 1): "姓名", (0, 2): "身份证号", (0, 3): "备注", (1, 0): "1", (1, 1): "郑一鸣",
        (1, 2): "11010119800101001X", (2, 0): "2", (2, 1): "周以宁", (2, 2): "0.5", (2, 3): "续聘",
    }  # fmt: skip
    assert sheet.text.splitlines()[:4] == ["序号", "姓名", "身份证号", "备注"]


def test_old_workbooks_are_read_alike(page, formats, make):
    (old,), (new,) = page("业绩.et", formats.old_excel(ROWS)), page("业绩.xlsx", make.zipped(formats.excel_parts(ROWS)))
    assert cells(old) == cells(new)


def test_open_document_sheets_are_read(page, make):
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2023-06-01"><text:p>6月1日</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    (sheet,) = page("a.ods", make.zipped(parts))
    assert cells(sheet) == {(0, 0): "姓名", (0, 1): "2023-06-01"}


def test_merged_cells_come_once(page, make, formats):
    merged = '<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>'
    (sheet,) = page("a.xlsx", make.zipped(formats.excel_parts(ROWS, merged)))
    assert [(c.row_span, c.col_span) for c in sheet.tables[0].cells if c.text == "2"] == [(1, 2)]
    assert "周以宁" not in sheet.text


def test_hidden_sheets_are_not_read(bench, make, formats):
    (source,) = bench.pages("a.xlsx", make.zipped(formats.excel_parts(ROWS, hidden=True)))
    assert "内部用" not in flow_page(source).text
    assert flow_pictures(source) == ()


def test_a_broken_workbook_is_damaged(bench, make, formats):
    parts = formats.excel_parts(ROWS) | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}
    assert bench.statuses(bench.open("a.xlsx", make.zipped(parts))) == {"a.xlsx": "unreadable:damaged"}


def test_an_immense_sheet_is_refused(bench, make, formats):
    parts = formats.excel_parts(ROWS)
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'
    )
    assert bench.statuses(bench.open("a.xlsx", make.zipped(parts | {"xl/worksheets/sheet1.xml": sheet}))) == {
        "a.xlsx": "unreadable:limit"
    }
