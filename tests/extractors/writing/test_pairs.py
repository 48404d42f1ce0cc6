"""Labels and values: found by what the label says, in every arrangement a form may have."""

from extractors.writing.pairs import read

PERSON = {
    "name": ["姓名"],
    "gender": ["性别"],
    "birth_date": ["出生年月", "出生日期"],
    "id_number": ["身份证号", "证件号码"],
    "phone": ["联系电话"],
    "employer": ["工作单位"],
    "position": ["职务"],
    "current_title": ["现职称", "现专业技术职称"],
}


def values(sheets, vocabulary=PERSON, **more):
    return {name: field.value for name, field in read(sheets, vocabulary, **more).items() if field.state == "read"}


def test_the_value_stands_in_the_cell_to_the_right(sheet):
    page = sheet([["姓名", "某甲乙", "性别", "女"], ["出生年月", "1980年2月", "现职称", "无"]])
    assert values([page]) == {"name": "某甲乙", "gender": "女", "birth_date": "1980-02", "current_title": "无"}


def test_the_value_stands_below_its_label(sheet):
    page = sheet(
        [["姓名", "性别", "出生日期"], ["某甲乙", "男", "1980-02-03"], ["工作单位", "<", "职务"], ["甲大学", "<", "院长"]]
    )
    assert values([page]) == {
        "name": "某甲乙",
        "gender": "男",
        "birth_date": "1980-02-03",
        "employer": "甲大学",
        "position": "院长",
    }


def test_dust_behind_a_label_is_no_value(sheet):
    assert values([sheet([["姓名.", "某甲乙", "性别.", "女"]])]) == {"name": "某甲乙", "gender": "女"}


def test_label_and_value_share_a_cell(sheet):
    page = sheet([["姓名：某甲乙", "性别：女"], ["工作单位（全称）：某某研究\n院有限公司", "职 务：主任"]])
    assert values([page]) == {"name": "某甲乙", "gender": "女", "employer": "某某研究院有限公司", "position": "主任"}


def test_labels_have_spaces_or_stand_upright(sheet):
    page = sheet([["姓　　名", "某甲", "工\n作\n单\n位", "某某学院"]])
    assert values([page]) == {"name": "某甲", "employer": "某某学院"}


def test_several_pairs_share_a_line(sheet):
    page = sheet("姓名：某甲乙   性别：女 | 联系电话：13800000000", "工作单位：某某学院职务：主任")
    assert values([page]) == {
        "name": "某甲乙",
        "gender": "女",
        "phone": "13800000000",
        "employer": "某某学院",
        "position": "主任",
    }


def test_a_split_label_is_one_label(sheet):
    page = sheet("姓 | 名：某甲乙", "性 | 别：男")
    assert values([page]) == {"name": "某甲乙", "gender": "男"}


def test_a_value_below_its_label_on_free_lines(sheet):
    page = sheet("姓名 | 性别 | 出生日期", "某甲乙 | 男 | 1980-02-03")
    assert values([page]) == {"name": "某甲乙", "gender": "男", "birth_date": "1980-02-03"}


def test_an_empty_slot_is_blank_and_a_missing_one_is_not_found(sheet):
    found = read([sheet([["姓名", "", "性别", "/"], ["出生年月", "年 月", "职务", "无"]])], PERSON)
    assert {name: field.state for name, field in found.items()} == {
        "name": "blank",
        "gender": "blank",
        "birth_date": "blank",
        "position": "blank",
        "id_number": "not_found",
        "phone": "not_found",
        "employer": "not_found",
        "current_title": "not_found",
    }
    assert found["name"].places


def test_a_slip_of_the_reader_in_a_label_is_forgiven(sheet):
    assert values([sheet([["联系电活", "13800000000", "工作単位", "某某学院"]])]) == {
        "phone": "13800000000",
        "employer": "某某学院",
    }


def test_a_slip_in_a_label_is_forgiven_beside_labels_that_were_read(sheet):
    page = sheet([["姓名：某甲乙\n系电话：13800000000\n职务：院长"]])
    assert values([page]) == {"name": "某甲乙", "phone": "13800000000", "position": "院长"}


def test_traditional_labels_are_labels(sheet):
    assert values([sheet([["聯繫電話", "13800000000", "職務", "院長"]])]) == {"phone": "13800000000", "position": "院長"}


def test_a_standing_written_right_behind_its_label_is_known_by_its_last_word(sheet):
    assert values([sheet([["姓名", "职务会长"]])]) == {"position": "会长"}
    assert values([sheet([["姓名", "职务能力鉴定中心"]])]) == {"name": "职务能力鉴定中心"}


def test_cells_found_in_between_do_not_part_a_row_of_labels_from_its_values(sheet):
    page = sheet([["工作单位\n北京某某大学", "职务 现职称\n院长 教授"], ["姓名\n某甲乙", "性别\n女"]])
    ruled = page.page.tables[0]
    apart = ruled.model_copy(update={"cells": tuple(cell for cell in ruled.cells if cell.col == 0)})
    lines = list(page.page.lines)
    lines[2:4] = [
        line.model_copy(update={"text": part, "box": (left, line.box[1], left + 0.06, line.box[3])})
        for line in lines[2:4]
        for part, left in zip(line.text.split(), (0.52, 0.7), strict=True)
    ]
    cells = tuple(c.model_copy(update={"lines": tuple(i + 2 if i > 3 else i for i in c.lines)}) for c in apart.cells)
    below = apart.model_copy(update={"cells": cells, "box": (apart.box[0], lines[2].box[1] + 0.001, *apart.box[2:])})
    halved = page.page.model_copy(update={"lines": tuple(lines), "tables": (below,)})
    found = values([page.model_copy(update={"page": halved})])
    assert found == {"employer": "北京某某大学", "position": "院长", "current_title": "教授", "name": "某甲乙", "gender": "女"}


def test_a_longer_unknown_label_is_not_its_ending(sheet):
    assert values([sheet("毕业时工作单位：某某中学")]) == {}


def test_a_word_in_a_sentence_is_no_label(sheet):
    assert values([sheet("其职务行为由单位承担，姓名可以公开。")]) == {}


def test_columns_inside_one_cell_go_on_under_themselves(sheet):
    page = sheet([["工作单位", "某某研究　　　联系电话：13800000000"]])
    lines = list(page.page.lines)
    whole = lines[1]
    x0, y0, _, y1 = whole.box
    lines[1] = whole.model_copy(update={"text": "某某研究", "box": (x0, y0, x0 + 0.08, y1)})
    lines.append(whole.model_copy(update={"text": "联系电话：13800000000", "box": (x0 + 0.12, y0, x0 + 0.3, y1)}))
    lines.append(whole.model_copy(update={"text": "院有限公司", "box": (x0, y1, x0 + 0.1, y1 + (y1 - y0))}))
    table = page.page.tables[0]
    cells = (table.cells[0], table.cells[1].model_copy(update={"lines": (1, 2, 3)}))
    made = page.page.model_copy(update={"lines": tuple(lines), "tables": (table.model_copy(update={"cells": cells}),)})
    assert values([page.model_copy(update={"page": made})]) == {"employer": "某某研究院有限公司", "phone": "13800000000"}


def test_a_row_of_labels_over_a_row_of_values_in_one_cell(sheet):
    page = sheet([["x"]])
    table = page.page.tables[0]
    x0, y0, _, y1 = page.page.lines[0].box
    rows = (("姓名", "现职称", "联系电话"), ("某甲乙", "研究员", "13800000000"))
    lines = [
        page.page.lines[0].model_copy(update={"text": text, "box": (left := x0 + 0.2 * column, top, left + 0.1, top + y1 - y0)})
        for top, row in zip((y0, y1), rows, strict=True)
        for column, text in enumerate(row)
    ]
    cell = table.cells[0].model_copy(update={"lines": tuple(range(6)), "box": (x0 - 0.01, y0, x0 + 0.7, 2 * y1 - y0)})
    made = page.page.model_copy(update={"lines": tuple(lines), "tables": (table.model_copy(update={"cells": (cell,)}),)})
    found = values([page.model_copy(update={"page": made})])
    assert found == {"name": "某甲乙", "current_title": "研究员", "phone": "13800000000"}
