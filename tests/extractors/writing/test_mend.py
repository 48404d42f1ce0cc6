"""Mending: tables whose ruling was found in part are read as they were meant."""

from extractors.forms.sections import form_lexicon, sections
from extractors.writing.mend import mended
from schemas.page import Sheet, Table


def with_cells(page: Sheet, cells) -> Sheet:
    table = page.page.tables[0]
    return page.model_copy(update={"page": page.page.model_copy(update={"tables": (Table(box=table.box, cells=tuple(cells)),)})})


def without(page: Sheet, *spots) -> Sheet:
    """The page with some cells not found."""
    return with_cells(page, [cell for cell in page.page.tables[0].cells if (cell.row, cell.col) not in spots])


def merged(page: Sheet, col: int, first: int, last: int) -> Sheet:
    """The page with the cells of a column, from row to row, taken for one."""
    cells = page.page.tables[0].cells
    parts = [cell for cell in cells if cell.col == col and first <= cell.row <= last]
    box = (parts[0].box[0], parts[0].box[1], parts[0].box[2], parts[-1].box[3])
    lines = tuple(index for cell in parts for index in cell.lines)
    one = parts[0].model_copy(
        update={"row_span": last - first + 1, "box": box, "lines": lines, "text": "".join(p.text for p in parts)}
    )
    return with_cells(page, [one if cell is parts[0] else cell for cell in cells if cell is parts[0] or cell not in parts])


def values(page, profile):
    return {
        name: [span.text for span in pair.value]
        for part in sections([page], profile)
        for pair in part.pairs
        for name in pair.label.names
    }


ROWS = [
    ["姓名", "某丙", "职称", "教授"],
    ["工作单位", "某某大学", "职务", "院长"],
    ["联系电话", "13900000001", "从事专业", "桥梁"],
]
READ = {
    "name": ["某丙"],
    "title": ["教授"],
    "employer": ["某某大学"],
    "position": ["院长"],
    "phone": ["13900000001"],
    "specialty": ["桥梁"],
}


def test_a_line_whose_cell_was_not_found_gets_one(profile, sheet):
    assert values(without(sheet(ROWS), (0, 1), (2, 3), (1, 0)), profile) == READ


def test_a_cell_with_the_labels_of_two_rows_is_cut_and_so_is_what_stands_beside_it(profile, sheet):
    assert values(merged(sheet(ROWS), 0, 0, 2), profile) == READ
    assert values(merged(merged(sheet(ROWS), 2, 1, 2), 3, 1, 2), profile) == READ


def test_a_heading_that_spans_rows_stays_whole(profile, sheet):
    page = sheet([["专\n家\n一", "姓名", "某丙"], ["^", "职称", "教授"]])
    known = form_lexicon(profile)
    assert mended(page, known).page.tables == page.page.tables


def test_the_rows_of_a_list_are_parted_in_every_column(profile, sheet):
    rows = [
        ["序号", "姓名", "职称", "工作单位", "举荐意见"],
        ["1", "某丙", "教授", "某某大学", "同意举荐。"],
        ["2", "某丁", "研究员", "某某研究院", "特此举荐。"],
        ["3", "某戊", "编审", "某某出版社", "同意。"],
    ]
    page = merged(merged(sheet(rows), 2, 1, 3), 4, 2, 3)
    experts = [part for part in sections([page], profile) if part.kind == "expert"]
    said = [[pair.value[0].text for pair in part.of("title", "opinion")] for part in experts]
    assert said == [["教授", "同意举荐。"], ["研究员", "特此举荐。"], ["编审", "同意。"]]
