"""Lists set in columns without rules, as a text layer gives them: words of several columns on one line."""

import pytest

from extractors.writing.gutters import ruled
from extractors.writing.labels import Lexicon, lexicon
from schemas.geometry import PageRef
from schemas.page import Cell, Line, Page, Sheet, Table
from schemas.profile import Profile

TALL, EM = 0.015, 0.0125
COLUMNS = {"no": 0.1, "title": 0.18, "kind": 0.5, "level": 0.62, "role": 0.74}
HEAD = ("序号", "成果名称", "类别", "级别", "本人角色")


@pytest.fixture
def known(profile: Profile) -> Lexicon:
    return lexicon(profile.forms["achievement"], tuple(profile.forms["stops"]))


def row(top: float, *cells: str) -> Line:
    """One line with the words of every column, white between them as single blanks; `""` leaves a column free."""
    text, chars = "", []
    for left, cell in zip(COLUMNS.values(), cells, strict=False):
        if not cell:
            continue
        if text:
            chars.append((chars[-1][2], top, left, top + TALL))
            text += " "
        chars += [(left + EM * i, top, left + EM * (i + 1), top + TALL) for i in range(len(cell))]
        text += cell
    return Line(text=text, box=(chars[0][0], top, chars[-1][2], top + TALL), chars=tuple(chars))


def sheet(*lines: Line, tables: tuple[Table, ...] = ()) -> Sheet:
    page = Page(key="k", reader="r", kind="text", width=595, height=842, lines=lines, tables=tables)
    return Sheet(ref=PageRef(file="a.pdf", page=1), page=page)


def texts(found: Sheet, number: int = 0) -> list[list[str]]:
    cells = found.page.tables[number].cells
    return [[cell.text for cell in cells if cell.row == row] for row in sorted({cell.row for cell in cells})]


def test_words_joined_across_the_white_are_parted(known: Lexicon):
    found = ruled(
        sheet(
            row(0.1, *HEAD), row(0.13, "1", "甲法", "专利", "国家级", "第一发明人"), row(0.16, "2", "乙法", "论文", "EI", "作者"),
        ),
        known, "title", 4,
    )  # fmt: skip
    assert texts(found) == [[*HEAD], ["1", "甲法", "专利", "国家级", "第一发明人"], ["2", "乙法", "论文", "EI", "作者"]]


def test_a_head_broken_over_two_lines_and_values_that_go_on_below(known: Lexicon):
    found = ruled(
        sheet(
            row(0.1, "序", "成果名称", "类别", "级别", "本人"),
            row(0.118, "号", "", "", "", "角色"),
            row(0.15, "1", "一种软土基坑自适应", "发明", "国家级", "第一"),
            row(0.168, "", "支护结构", "专利", "", "发明人"),
            row(0.2, "2", "乙法", "论文", "EI", "作者"),
        ),
        known, "title", 4,
    )  # fmt: skip
    assert texts(found)[0] == [*HEAD]
    assert texts(found)[1:] == [
        ["1", "一种软土基坑自适应支护结构", "发明专利", "国家级", "第一发明人"],
        ["2", "乙法", "论文", "EI", "作者"],
    ]


def test_a_number_in_the_middle_of_its_row_belongs_to_the_lines_above_and_below_it(known: Lexicon):
    found = ruled(
        sheet(
            row(0.1, *HEAD),
            row(0.130, "", "甲之一"), row(0.147, "1", "甲之二", "专利", "国家级", "作者"), row(0.164, "", "甲之三"),
            row(0.200, "", "乙之一"), row(0.217, "2", "乙之二", "专利", "国家级", "作者"), row(0.234, "", "乙之三"),
        ),
        known, "title", 4,
    )  # fmt: skip
    assert [cells[1] for cells in texts(found)[1:]] == ["甲之一甲之二甲之三", "乙之一乙之二乙之三"]


def test_rows_without_numbers_begin_where_most_columns_do(known: Lexicon):
    found = ruled(
        sheet(
            row(0.1, "", *HEAD[1:]),
            row(0.13, "", "甲之一", "专利", "国家级", "作者"), row(0.15, "", "甲之二"), row(0.17, "", "乙", "论文", "EI", "作者"),
        ),
        known, "title", 4,
    )  # fmt: skip
    assert [cells[0] for cells in texts(found)[1:]] == ["甲之一甲之二", "乙"]


def test_the_list_ends_at_a_line_across_its_columns_and_at_a_signature(known: Lexicon):
    body = (row(0.1, *HEAD), row(0.13, "1", "甲法", "专利", "国家级", "作者"))
    for closing in ("以上所填内容真实有效并愿意承担责任", "申报人签名：某甲乙"):
        found = ruled(sheet(*body, row(0.16, closing), row(0.19, "2", "乙法", "论文", "EI", "作者")), known, "title", 4)
        assert len(texts(found)) == 2


def test_bands_of_colour_are_no_tables_of_their_own(known: Lexicon):
    lines = (row(0.1, *HEAD), row(0.13, "1", "甲法", "专利", "国家级", "作者"), row(0.16, "2"), row(0.16, "", "乙法"),
             row(0.16, "", "", "论文"), row(0.19, "3", "丙法", "论文", "EI", "作者"))  # fmt: skip
    cells = tuple(Cell(row=0, col=i, box=lines[2 + i].box, text=lines[2 + i].text, lines=(2 + i,)) for i in range(3))
    found = ruled(sheet(*lines, tables=(Table(box=(0.1, 0.155, 0.9, 0.18), cells=cells),)), known, "title", 4)
    assert len(found.page.tables) == 1
    assert [cells[1] for cells in texts(found)[1:]] == ["甲法", "乙法", "丙法"]


def test_a_head_printed_above_the_rules_is_the_first_row_of_its_table(known: Lexicon):
    lines = [row(0.1, *HEAD)]
    cells = []
    for r in range(2):
        for c, left in enumerate(COLUMNS.values()):
            lines.append(Line(text=f"{r}{c}", box=(left, 0.13 + 0.03 * r, left + 0.02, 0.145 + 0.03 * r)))
            right = [*COLUMNS.values(), 0.9][c + 1]
            box = (left - 0.01, 0.12 + 0.03 * r, right - 0.01, 0.15 + 0.03 * r)
            cells.append(Cell(row=r, col=c, box=box, text=f"{r}{c}", lines=(len(lines) - 1,)))
    found = ruled(sheet(*lines, tables=(Table(box=(0.09, 0.12, 0.9, 0.18), cells=tuple(cells)),)), known, "title", 4)
    assert texts(found) == [[*HEAD], ["00", "01", "02", "03", "04"], ["10", "11", "12", "13", "14"]]


def test_a_page_without_such_a_head_stays_as_it_is(known: Lexicon):
    page = sheet(row(0.1, "姓名", "某甲", "", "性别", "男"), row(0.13, "电话", "13900000000", "", "级别", "副高级"))
    assert ruled(page, known, "title", 4) is page
