"""The text layer of a PDF: believed where it is sound, with lines, cells and characters where a reader sees them."""

import numpy as np
import pytest
from PIL import Image

from extractors.files import pdf
from extractors.files.refusal import Refusal
from extractors.files.render import render
from schemas.files import Limits

WORDS = "申请人姓名单位职称专业领域推荐意见"


def page_of(bench, data, index=0):
    return pdf.text_page(bench.pages("a.pdf", data)[index])


def texts(page):
    return [line.text for line in page.lines]


def cells(table):
    return {(cell.row, cell.col): cell.text for cell in table.cells}


def outlined(x, y):
    """Content that fills a shape of the size of a character, with as many corners."""
    corners = [
        (0, 0),
        (10, 0),
        (10, 2),
        (2, 2),
        (2, 4),
        (10, 4),
        (10, 6),
        (2, 6),
        (2, 8),
        (10, 8),
        (10, 10),
        (6, 11),
        (3, 12),
        (0, 10),
    ]
    return f"0 g {x} {y} m " + "".join(f"{x + dx} {y + dy} l " for dx, dy in corners) + "f\n"


def ink(picture):
    """The box of all that is dark, in fractions."""
    dark = np.argwhere(picture.min(axis=2) < 128)
    height, width = picture.shape[:2]
    (y0, x0), (y1, x1) = dark.min(axis=0), dark.max(axis=0)
    return (x0 / width, y0 / height, x1 / width, y1 / height)


def test_lines_come_from_top_to_bottom_and_left_to_right(bench, make):
    page = page_of(
        bench, make.pdf([make.text(90, 600, "第二行的文字在这里") + make.text(90, 700, WORDS) + make.text(400, 600, "右边")])
    )
    assert (page.kind, page.quality, texts(page)) == ("text", "read", [WORDS, "第二行的文字在这里", "右边"])


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("writing", ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"])
def test_boxes_lie_on_the_print_whatever_is_turned_or_cropped(bench, make, rotation, writing):
    data = make.pdf([make.text(300, 400, WORDS, 12, writing)], extra=f"/Rotate {rotation} /CropBox [50 100 520 800]")
    (source,) = bench.pages("a.pdf", data)
    page, shown = pdf.text_page(source), render(source, Limits())
    assert texts(page) == [WORDS]
    assert page.displayed(page.lines[0].box) == pytest.approx(ink(shown), abs=0.012)
    assert page.lines[0].box == pytest.approx(ink(np.rot90(shown, page.turn)), abs=0.012)
    assert page.width / page.height == pytest.approx(
        np.rot90(shown, page.turn).shape[1] / np.rot90(shown, page.turn).shape[0], abs=0.01
    )


def test_every_character_has_its_box(bench, make):
    (line,) = page_of(bench, make.pdf([make.text(100, 700, WORDS, 10)])).lines
    assert len(line.chars) == len(line.text)
    assert [round(box[0] * 595) for box in line.chars] == [100 + 10 * k for k in range(len(WORDS))]


def test_a_wide_gap_parts_two_lines_and_a_narrow_one_is_a_blank(bench, make):
    content = (
        make.text(90, 700, WORDS)
        + make.text(90, 650, "姓名")
        + make.text(150, 650, "郑一鸣")
        + make.text(90, 600, "甲乙")
        + make.text(126, 600, "丙丁")
    )
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS, "姓名", "郑一鸣", "甲乙 丙丁"]


def test_a_label_spread_over_its_room_stays_one(bench, make):
    content = make.text(90, 700, WORDS) + make.text(90, 650, "姓") + make.text(160, 650, "名：") + make.text(220, 650, "郑一鸣")
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS, "姓 名：", "郑一鸣"]


def test_a_blank_date_stays_one(bench, make):
    content = make.text(90, 700, WORDS) + "".join(make.text(x, 650, word) for x, word in ((300, "年"), (350, "月"), (400, "日")))
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS, "年 月 日"]


def test_a_new_label_after_a_value_is_a_new_line(bench, make):
    content = make.text(90, 700, WORDS) + make.text(90, 650, "类别：论文") + make.text(162, 650, "级别：核心期刊")
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS, "类别：论文", "级别：核心期刊"]


def test_fake_bold_is_read_once(bench, make):
    content = make.text(90, 700, WORDS) + make.text(90.4, 700, WORDS)
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS]


def test_a_slanting_watermark_stands_apart_and_last(bench, make):
    content = make.text(150, 300, "仅供申报使用", 40, "0.7 0.7 -0.7 0.7") + make.text(90, 700, WORDS) + make.text(90, 400, WORDS)
    assert texts(page_of(bench, make.pdf([content]))) == [WORDS, WORDS, "仅供申报使用"]


def test_ruled_cells_hold_their_own_text_and_merged_ones_come_once(bench, make):
    grid = make.rules(
        [(90, 700, 390, 700), (190, 670, 390, 670), (90, 640, 390, 640)]
        + [(x, 640, x, 700) for x in (90, 190, 390)]
        + [(290, 640, 290, 670)]
    )
    words = (
        make.text(100, 665, "照片")
        + make.text(200, 680, "姓名郑一鸣")
        + make.text(200, 650, "职务")
        + make.text(300, 650, "总工程师")
    )
    page = page_of(bench, make.pdf([grid + words + make.text(90, 720, WORDS)]))
    (table,) = page.tables
    assert cells(table) == {(0, 0): "照片", (0, 1): "姓名郑一鸣", (1, 1): "职务", (1, 2): "总工程师"}
    spans = {(cell.row, cell.col): (cell.row_span, cell.col_span) for cell in table.cells}
    assert spans == {(0, 0): (2, 1), (0, 1): (1, 2), (1, 1): (1, 1), (1, 2): (1, 1)}
    assert all(cell.text == "".join(page.lines[k].text for k in cell.lines) for cell in table.cells)


def test_text_in_neighbouring_cells_is_never_one_line(bench, make):
    words = make.text(92, 684, "姓名") + make.text(117, 684, "郑一鸣") + make.text(90, 750, WORDS)
    page = page_of(bench, make.pdf([make.table(90, 700, [26, 60], [24, 24]) + words]))
    assert texts(page) == [WORDS, "姓名", "郑一鸣"]


def test_a_wrapped_cell_is_joined_without_a_blank(bench, make):
    words = make.text(95, 684, "北京某某科学") + make.text(95, 668, "技术研究院") + make.text(90, 750, WORDS)
    page = page_of(bench, make.pdf([make.table(90, 700, [100, 60], [40, 24]) + words]))
    assert cells(page.tables[0])[(0, 0)] == "北京某某科学技术研究院"


def test_thin_filled_bars_are_rules_too(bench, make):
    bars = (
        "0 g "
        + "".join(f"{x} 640 0.8 60 re f\n" for x in (90, 190, 290))
        + "".join(f"90 {y} 200 0.8 re f\n" for y in (640, 670, 700))
    )
    page = page_of(
        bench, make.pdf([bars + make.text(100, 680, "姓名") + make.text(200, 680, "郑一鸣") + make.text(90, 750, WORDS)])
    )
    assert len(page.tables[0].cells) == 4


def test_a_frame_round_the_page_is_no_table(bench, make):
    page = page_of(bench, make.pdf(["1 w 20 20 555 802 re S 26 26 543 790 re S\n" + make.text(90, 700, WORDS)]))
    assert page.tables == ()


def test_columns_are_read_one_after_the_other(bench, make):
    left = "".join(make.text(60, 600 - 16 * k, f"左栏第{chr(0x4E00 + k)}行的文字很多很多很多", 12) for k in range(12))
    right = "".join(make.text(315, 600 - 16 * k, f"右栏第{chr(0x4E00 + k)}行的文字很多很多很多", 12) for k in range(12))
    read = texts(page_of(bench, make.pdf([make.text(200, 700, "论文的题目在两栏之上") + left + right])))
    assert read[0] == "论文的题目在两栏之上"
    assert [text[0] for text in read[1:]] == ["左"] * 12 + ["右"] * 12


def test_a_page_without_text_is_left_to_ocr(bench, make):
    scan = make.image_object(make.printed(400, 560))
    assert page_of(bench, make.pdf(["q 595 0 0 842 0 0 cm /S Do Q"], objects={"S": scan})) is None


def test_a_hidden_layer_under_a_scan_is_left_to_ocr(bench, make):
    content = "q 595 0 0 842 0 0 cm /S Do Q\n" + make.text(90, 700, WORDS * 3, mode=3)
    assert page_of(bench, make.pdf([content], objects={"S": make.image_object(make.printed(400, 560))})) is None


def test_visible_text_over_a_scan_of_print_is_left_to_ocr(bench, make):
    content = "q 595 0 0 842 0 0 cm /S Do Q\n" + make.text(90, 700, WORDS)
    assert page_of(bench, make.pdf([content], objects={"S": make.image_object(make.printed(400, 560, rows=30))})) is None


def test_a_certificate_set_into_a_page_of_text_is_a_mark_to_be_looked_at(bench, make):
    content = make.text(90, 700, WORDS) + "q 200 0 0 126 90 400 cm /S Do Q\n"
    page = page_of(bench, make.pdf([content], objects={"S": make.image_object(make.printed(600, 380, rows=20))}))
    assert (texts(page), [mark.kind for mark in page.marks]) == ([WORDS], ["picture"])


def test_print_drawn_as_outlines_is_left_to_ocr(bench, make):
    glyphs = "".join(outlined(90 + 14 * (k % 25), 600 - 16 * (k // 25)) for k in range(100))
    assert page_of(bench, make.pdf([make.text(90, 700, WORDS) + glyphs])) is None


def test_a_pale_background_does_not_keep_the_text_from_being_read(bench, make):
    pale = Image.new("L", (60, 84), 225)
    content = "q 595 0 0 842 0 0 cm /S Do Q\n" + make.text(90, 700, WORDS)
    page = page_of(bench, make.pdf([content], objects={"S": make.image_object(pale)}))
    assert (texts(page), page.marks) == ([WORDS], ())


def test_a_small_picture_is_a_mark_to_be_looked_at(bench, make):
    content = make.text(90, 700, WORDS) + "q 80 0 0 30 200 400 cm /S Do Q\n"
    page = page_of(bench, make.pdf([content], objects={"S": make.image_object(make.printed(160, 60, rows=4))}))
    (mark,) = page.marks
    assert (mark.kind, mark.box) == ("picture", pytest.approx((200 / 595, 412 / 842, 280 / 595, 442 / 842), abs=0.002))


def test_garbled_characters_are_left_to_ocr(bench, make):
    assert page_of(bench, make.pdf([make.text(90, 700, "".join(chr(0xE000 + k) for k in range(40)))])) is None
    rare = "龘靐齉爩鱻麤龗灪吁籲厵爨驫鸞癵纞虋讟钃鱺"
    assert page_of(bench, make.pdf([make.text(90, 700, rare)])) is None
    assert page_of(bench, make.pdf([make.text(90, 700, "(cid:12)(cid:13)(cid:14)" * 4)])) is None


def test_a_page_with_nothing_on_it_is_empty_and_needs_no_ocr(bench, make):
    page = page_of(bench, make.pdf([""]))
    assert (page.lines, page.ink_ratio) == ((), 0.0)


def test_what_was_filled_into_a_form_is_read(bench, make):
    value = make.text(2, 8, "郑一鸣填写的值")
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /F1 3 0 R >> >> /Length {len(value)} >>"
    look = f"{head}\nstream\n{value}\nendstream".encode()
    field = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [300 690 500 720] /F 4 /AP << /N 4 0 R >> >>]"
    page = page_of(bench, make.pdf([make.text(60, 700, WORDS)], extra=field, objects={"X": look}))
    assert texts(page) == [WORDS, "郑一鸣填写的值"]


def test_fields_without_an_appearance_are_read_and_drawn(bench, make):
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Zheng) /Rect [300 690 500 720] /F 4 /DA (/Helv 12 Tf 0 g) >>"
    helvetica = "/Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    form = f"/AcroForm << /Fields [4 0 R] /NeedAppearances true /DA (/Helv 12 Tf 0 g) /DR << /Font << {helvetica} >> >> >>"
    data = make.pdf([make.text(60, 700, WORDS)], extra="/Annots [4 0 R]", objects={"A": field}, catalog=form)
    (source,) = bench.pages("a.pdf", data)
    assert texts(pdf.text_page(source)) == [WORDS, "Zheng"]
    assert ink(render(source, Limits()))[2] > 300 / 595


def test_what_is_typed_close_to_a_label_stands_apart_from_it_and_boxes_say_whether_they_are_ticked(bench, make):
    """No gap tells where the value begins, and a tick may look like anything."""
    where, box = "/Type /Annot /Subtype /Widget /F 4", "/AP << /N << /Yes 7 0 R /Off 7 0 R >> >>"
    objects = {
        "A": f"<< {where} /FT /Tx /T (a) /V (Zheng) /Rect [84 696 204 714] /DA (/Helv 12 Tf 0 g) >>".encode(),
        "B": f"<< {where} /FT /Btn /T (b) /V /Yes /AS /Yes /Rect [108 668 120 680] {box} >>".encode(),
        "C": f"<< {where} /FT /Btn /T (c) /AS /Off /Rect [190 668 202 680] {box} >>".encode(),
        "D": b"<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Length 0 >>\nstream\n\nendstream",
    }
    helvetica = "/Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    form = f"/AcroForm << /Fields [4 0 R 5 0 R 6 0 R] /NeedAppearances true /DR << /Font << {helvetica} >> >> >>"
    printed = ((60, 700, "姓名"), (60, 670, "级别："), (122, 670, "正高级"), (204, 670, "副高级"))
    data = make.pdf(
        ["".join(make.text(*each) for each in printed)], extra="/Annots [4 0 R 5 0 R 6 0 R]", objects=objects, catalog=form
    )
    (source,) = bench.pages("a.pdf", data)
    assert texts(pdf.text_page(source)) == ["姓名", "Zheng", "级别： ☑正高级", "☐副高级"]


def test_radicals_that_only_look_like_characters_are_the_characters(bench, make):
    assert texts(page_of(bench, make.pdf([make.text(90, 700, "⾼级⼯程师⻓城⻔⼾申报表格内容")]))) == [
        "高级工程师长城门户申报表格内容"
    ]


def test_replacement_text_inside_a_form_stands_where_it_is_printed(bench, make):
    """Chrome writes ⾼ with 高 as its ActualText, and pdfium forgets the form's matrix for such characters."""
    flipped = "1 0 0 -1"
    replaced = f"/Span << /ActualText <FEFF9AD8> >> BDC\n{make.text(172, 500, '⾼', 12, flipped)}EMC\n"
    before, after = make.text(100, 500, "申报人职称：", 12, flipped), make.text(184, 500, "级工程师评审推荐意见", 12, flipped)
    inner = f"q 2 0 0 2 10 10 cm\n{before}{replaced}{after}Q\n"
    head = f"/Type /XObject /Subtype /Form /BBox [0 0 9999 9999] /Resources << /Font << /F1 3 0 R >> >> /Length {len(inner)}"
    form = f"<< {head} >>\nstream\n{inner}\nendstream".encode()
    page = page_of(bench, make.pdf([".5 0 0 -.5 0 842 cm /X Do"], objects={"X": form}))
    assert texts(page) == ["申报人职称：高级工程师评审推荐意见"]


def test_a_page_of_rules_without_end_is_read_without_its_tables(bench, make):
    rules = make.rules([(10, 10 + k / 10, 500, 10 + k / 10) for k in range(5_000)])
    page = page_of(bench, make.pdf([rules + make.text(90, 700, WORDS)]))
    assert page is None or page.tables == ()


def test_a_page_is_drawn_at_200_dpi(bench, make):
    (source,) = bench.pages("a.pdf", make.pdf([""]))
    assert render(source, Limits()).shape == (2339, 1653, 3)


@pytest.mark.parametrize(
    ("box", "longest"), [((100, 200), 1600), ((1190, 842), 3306), ((2480, 3508), 2400), ((14400, 14400), 2400)]
)
def test_pages_of_odd_sizes_are_drawn_in_readable_ones(bench, make, box, longest):
    (source,) = bench.pages("a.pdf", make.pdf([""], box=box))
    assert max(render(source, Limits()).shape) == pytest.approx(longest, abs=1)


def test_no_page_is_drawn_larger_than_the_limit(bench, make):
    (source,) = bench.pages("a.pdf", make.pdf([""]))
    assert max(render(source, Limits(longest_side=500)).shape) == 500


def test_a_page_that_is_not_there_is_refused(bench, make):
    (source,) = bench.pages("a.pdf", make.pdf([""]))
    with pytest.raises(Refusal):
        pdf.text_page(source.model_copy(update={"index": 5}))
