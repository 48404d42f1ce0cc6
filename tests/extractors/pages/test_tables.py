"""Rules become cells, lines go into the cells they stand in, and no character is lost where a line runs across a rule."""

from itertools import pairwise
from types import ModuleType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages.grid import Grid, find_grids
from extractors.pages.tables import split_at, tabulate, with_lines
from extractors.pages.view import look_at
from schemas.geometry import area, overlap
from schemas.page import Line

WIDTH, HEIGHT = 1240, 1754


def grids(rgb: np.ndarray) -> list[Grid]:
    return find_grids(look_at(rgb).rules, rgb.shape[1], rgb.shape[0])


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in grid.cells]


def line(text: str, x: float, y: float, size: float = 0.02) -> Line:
    chars = tuple((x + k * size, y, x + (k + 1) * size, y + 0.016) for k in range(len(text)))
    sure = tuple(k / 100 for k in range(len(text)))
    return Line(text=text, box=(x, y, x + len(text) * size, y + 0.016), chars=chars, sure=sure)


def test_a_full_grid_has_all_its_cells(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.table([100, 400, 700, 1140], [200, 260, 320, 500], [])
    (grid,) = grids(paper.rgb)
    assert places(grid) == [(r, c, 1, 1) for r in range(3) for c in range(3)]


def test_a_merged_cell_spans_its_rows_and_columns(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(100, 200, 1140, 500)
    paper.draw.line([(400, 200), (400, 500)], fill=drawing.INK, width=3)
    for y in (300, 400):
        paper.draw.line([(400, y), (1140, y)], fill=drawing.INK, width=3)
    paper.draw.line([(800, 200), (800, 300)], fill=drawing.INK, width=3)
    (grid,) = grids(paper.rgb)
    assert places(grid) == [(0, 0, 3, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 2), (2, 1, 1, 2)]


def test_a_table_that_runs_on_to_the_next_page_is_closed_at_its_foot(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    for y in (1300, 1400):
        paper.draw.line([(100, y), (1140, y)], fill=drawing.INK, width=3)
    for x in (100, 400, 1140):
        paper.draw.line([(x, 1300), (x, 1700)], fill=drawing.INK, width=3)
    (grid,) = grids(paper.rgb)
    assert places(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_table_without_outer_uprights_has_its_outer_cells(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    for y in (300, 400, 500):
        paper.draw.line([(100, y), (1140, y)], fill=drawing.INK, width=2)
    paper.draw.line([(500, 300), (500, 500)], fill=drawing.INK, width=2)
    (grid,) = grids(paper.rgb)
    assert len(grid.cells) == 4


def test_gaps_in_faint_rules_and_a_slight_tilt_do_no_harm(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.table([100, 400, 700, 1140], [200, 260, 320, 500], [], width=2)
    rgb, _ = drawing.turned(paper.rgb, 0.3)
    for x in range(150, 1100, 90):
        rgb[:, x : x + 4] = 255
    faint = (255 - (255 - rgb.astype(int)) * 0.35).astype(np.uint8)
    assert [len(grid.cells) for grid in grids(faint)] == [9]


def test_text_is_no_rule(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    for row in range(12):
        paper.write(100, 200 + 45 * row, "三一二十王工干正平丰日目田口中申由甲三一二十王工干正平丰日目田口中", 30)
    assert grids(paper.rgb) == []


def test_a_seal_in_a_table_leaves_the_cells_alone(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.table([100, 620, 1140], [200, 400, 700], [])
    paper.seal(620, 450, 110, "北方工艺研究院")
    (grid,) = grids(paper.rgb)
    assert len(grid.cells) == 4


def test_red_rules_make_cells_as_well(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(100, 200, 1140, 500, drawing.RED)
    paper.draw.line([(600, 200), (600, 500)], fill=drawing.RED, width=3)
    (grid,) = grids(paper.rgb)
    assert len(grid.cells) == 2


def test_the_border_of_a_certificate_is_no_table(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(60, 60, 1180, 1690)
    inside = [line("荣誉证书", 0.4, 0.2), line("苏映禾同志：", 0.2, 0.3), line("特发此证。", 0.2, 0.35)]
    assert tabulate(inside, grids(paper.rgb), WIDTH, HEIGHT).tables == ()


def test_a_frame_around_an_opinion_is_a_table_of_one_cell(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.frame(100, 300, 1140, 1500)
    lines = [line("单位推荐意见", 0.4, 0.1), line("同意推荐。", 0.2, 0.3), line("负责人：", 0.5, 0.7)]
    (table,) = tabulate(lines, grids(paper.rgb), WIDTH, HEIGHT).tables
    assert [cell.text for cell in table.cells] == ["同意推荐。负责人："]


def two_cells(drawing: ModuleType) -> list[Grid]:
    paper = drawing.Paper()
    paper.table([124, 620, 1116], [351, 702], [])
    return grids(paper.rgb)


def test_a_line_read_across_a_rule_is_split_at_the_rule(drawing: ModuleType) -> None:
    across = line("姓名苏映禾", 0.46, 0.3)
    tabled = tabulate([across], two_cells(drawing), WIDTH, HEIGHT)
    assert [cell.text for cell in tabled.tables[0].cells] == ["姓名", "苏映禾"]
    assert [one.text for one in tabled.lines] == ["姓名", "苏映禾"]


def test_a_line_whose_characters_are_unknown_stays_whole(drawing: ModuleType) -> None:
    across = line("姓名苏映禾", 0.46, 0.3).model_copy(update={"chars": ()})
    assert [one.text for one in tabulate([across], two_cells(drawing), WIDTH, HEIGHT).lines] == ["姓名苏映禾"]


def half_seen(drawing: ModuleType) -> list[Grid]:
    """The right half of a frame: of its upper and lower rule only that was seen, and where they end a side was supposed."""
    paper = drawing.Paper()
    paper.frame(534, 300, 1116, 600)
    return grids(paper.rgb)


def test_a_frame_of_which_only_a_half_was_seen_parts_no_words(drawing: ModuleType) -> None:
    rows = [line("业绩一名称：某某类别之快速筛查方法", 0.12, 0.2 + 0.04 * k) for k in range(3)]
    tabled = tabulate([*rows, line("时间：某年", 0.12, 0.32)], half_seen(drawing), WIDTH, HEIGHT)
    assert tabled.tables == ()
    assert [one.text for one in tabled.lines[:3]] == ["业绩一名称：某某类别之快速筛查方法"] * 3


def test_what_the_reader_took_in_one_go_on_both_sides_of_a_rule_leaves_the_table(drawing: ModuleType) -> None:
    def apart(y: float) -> Line:
        left, right = line("姓名", 0.36, y), line("某甲乙", 0.45, y)
        return Line(
            text="姓名某甲乙", box=(0.36, y, 0.51, y + 0.016), chars=left.chars + right.chars, sure=left.sure + right.sure
        )

    tabled = tabulate([apart(0.2), apart(0.24), apart(0.28)], half_seen(drawing), WIDTH, HEIGHT)
    assert [cell.text for table in tabled.tables for cell in table.cells] == ["某甲乙" * 3]


def test_one_row_through_a_side_leaves_the_table(drawing: ModuleType) -> None:
    rows = [line("业绩一名称：某某类别之快速筛查方法", 0.12, 0.2), line("某甲", 0.5, 0.25), line("某乙", 0.5, 0.3)]
    assert len(tabulate(rows, half_seen(drawing), WIDTH, HEIGHT).tables) == 1


LETTERS = st.text(alphabet="甲乙丙丁 :：0123456789", min_size=1, max_size=30)


@given(text=LETTERS, x=st.floats(0.01, 0.6), size=st.floats(0.008, 0.03))
def test_splitting_loses_no_character_and_no_order(text: str, x: float, size: float) -> None:
    whole = line(text, x, 0.3, size)
    parts = split_at(whole, [0.2, 0.35, 0.5, 0.52, 0.9])
    assert "".join(part.text for part in parts) == text
    assert sum((part.chars for part in parts), ()) == whole.chars
    assert sum((part.sure for part in parts), ()) == whole.sure
    assert all(left.box[2] <= right.box[0] + 1e-9 for left, right in pairwise(parts))


def test_cells_part_the_table_among_themselves(drawing: ModuleType) -> None:
    paper = drawing.Paper()
    paper.table([100, 300, 500, 900, 1140], [200, 260, 330, 520, 900], [])
    (table,) = tabulate([], grids(paper.rgb), WIDTH, HEIGHT).tables
    boxes = [cell.box for cell in table.cells]
    assert all(overlap(one, other) < 0.01 for one in boxes for other in boxes if one is not other)
    assert 0.97 < sum(map(area, boxes)) / area(table.box) <= 1.0


def test_every_line_is_in_one_cell_at_most(drawing: ModuleType) -> None:
    lines = [line("甲", 0.2, 0.25), line("乙", 0.6, 0.25), line("丙", 0.2, 0.9)]
    (table,) = tabulate(lines, two_cells(drawing), WIDTH, HEIGHT).tables
    assert [cell.lines for cell in table.cells] == [(0,), (1,)]


def test_lines_that_come_later_join_their_cells(drawing: ModuleType) -> None:
    lines = (line("签名：", 0.2, 0.25),)
    (table,) = tabulate(lines, two_cells(drawing), WIDTH, HEIGHT).tables
    more = (*lines, line("苏映禾", 0.3, 0.28))
    assert [(cell.text, cell.lines) for cell in with_lines(table, more, 1).cells] == [("签名：苏映禾", (0, 1)), ("", ())]
