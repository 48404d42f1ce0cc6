"""Word files say all that a reader sees: what python-docx loses is here. All persons are invented."""

import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.files.numbering import chinese, number
from extractors.files.pages import page_key
from extractors.files.refusal import Refusal
from extractors.files.render import render
from extractors.files.word import flow_page, flow_pictures
from schemas.files import Limits


def page_of(bench, data):
    (source,) = bench.pages("a.docx", data)
    return flow_page(source)


def texts(page):
    return [line.text for line in page.lines]


def cells(table):
    return {(cell.row, cell.col): cell.text for cell in table.cells}


def seal():
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, 290, 290), outline=(200, 20, 30, 255), width=8)
    draw.regular_polygon((150, 150, 50), 5, fill=(200, 20, 30, 255))
    return picture


def signature(colour="black"):
    picture = Image.new("RGB", (300, 110), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((10, 80, 60, 20, 90, 95, 130, 15, 150, 90), fill=colour, width=5)
    draw.line((170, 60, 220, 30, 250, 90, 290, 20), fill=colour, width=5)
    return picture


def inline(relation, width=1_000_000, height=600_000):
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_paragraphs_are_lines_one_under_the_other(bench, make):
    page = page_of(bench, make.docx(make.p("第一段") + make.p("第二段", "<w:r><w:br/><w:t>换行之后</w:t></w:r>")))
    assert (page.kind, page.reader, texts(page)) == ("flow", "docx", ["第一段", "第二段", "换行之后"])
    assert [line.box[1] for line in page.lines] == sorted({line.box[1] for line in page.lines})


def test_tabs_and_wide_blanks_set_things_side_by_side(bench, make):
    page = page_of(
        bench, make.docx(make.p("甲方：某公司", "<w:r><w:tab/></w:r>", "乙方：郑一鸣") + make.p("签名：        年    月    日"))
    )
    assert texts(page) == ["甲方：某公司", "乙方：郑一鸣", "签名：", "年 月 日"]
    one, other = page.lines[:2]
    assert (one.box[1], one.box[2] < other.box[0]) == (other.box[1], True)


def test_a_spread_label_stays_one(bench, make):
    assert texts(page_of(bench, make.docx(make.p("姓        名：")))) == ["姓 名："]


def test_cells_stand_side_by_side_and_merged_ones_come_once(bench, make):
    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        [make.tc("照片", properties=down), make.tc("姓名"), make.tc("郑一鸣")],
        [make.tc("", properties=on), make.tc("单位：某某研究院", properties=wide)],
    )
    page = page_of(bench, make.docx(make.tbl(*rows)))
    (table,) = page.tables
    assert cells(table) == {(0, 0): "照片", (0, 1): "姓名", (0, 2): "郑一鸣", (1, 1): "单位：某某研究院"}
    spans = {(cell.row, cell.col): (cell.row_span, cell.col_span) for cell in table.cells}
    assert (spans[(0, 0)], spans[(1, 1)]) == ((2, 1), (1, 2))
    photo, name = table.cells[0], table.cells[1]
    assert (photo.box[2], name.box[1]) == (name.box[0], photo.box[1])
    assert all(cell.text == "".join(page.lines[k].text for k in cell.lines) for cell in table.cells)


def test_nested_tables_are_read_in_their_cell(bench, make):
    inner = make.tbl([make.tc("专家"), make.tc("钱望舒")])
    page = page_of(bench, make.docx(make.tbl([make.tc("举荐人", inner), make.tc("意见")])))
    outer, nested = page.tables
    assert cells(outer)[(0, 0)] == "举荐人专家钱望舒"
    assert cells(nested) == {(0, 0): "专家", (0, 1): "钱望舒"}
    assert outer.cells[0].box[0] <= nested.box[0] < nested.box[2] <= outer.cells[0].box[2]


def test_rows_and_cells_inside_content_controls_are_not_lost(bench, make):
    def control(inner):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{make.tc('姓名')}{control(make.tc('郑一鸣'))}</w:tr>"
    table = f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{control(row)}</w:tbl>"
    page = page_of(bench, make.docx(control(make.p("标题")) + table + make.p("职称：", control(make.run("研究员")))))
    assert texts(page) == ["标题", "姓名", "郑一鸣", "职称：研究员"]


def test_a_placeholder_is_an_empty_field(bench, make):
    field = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{make.run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
    assert texts(page_of(bench, make.docx(make.p("姓名：", field)))) == ["姓名："]


def test_insertions_are_in_and_deletions_out(bench, make):
    body = make.p("正", f"<w:ins>{make.run('高')}</w:ins>", "<w:del><w:r><w:delText>副高</w:delText></w:r></w:del>", "级")
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{make.tc('删去的行')}</w:tr>"
    table = make.tbl([make.tc("留下的行")]).replace("</w:tbl>", f"{deleted}</w:tbl>")
    assert texts(page_of(bench, make.docx(body + table))) == ["正高级", "留下的行"]


def test_hidden_text_and_field_codes_are_out(bench, make):
    body = make.p(
        "看得见", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>", "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    assert texts(page_of(bench, make.docx(body))) == ["看得见"]


def box_control(ticked):
    state = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>'
    return f"<w:sdt>{state}<w:sdtContent><w:r><w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"


def form_field(data):
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>', "☑"),
        (box_control(1), "☑"),
        (box_control(0), "☐"),
        (form_field("<w:checkBox><w:checked/></w:checkBox>"), "☑"),
        (form_field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), "☐"),
        (form_field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="男"/><w:listEntry w:val="女"/></w:ddList>'), "女"),
    ],
)  # fmt: skip
def test_ticks_of_every_make(bench, make, piece, shown):
    assert texts(page_of(bench, make.docx(make.p(piece, "正高级")))) == [f"{shown}正高级"]


def test_text_boxes_are_read_once(bench, make):
    content = f"<w:txbxContent>{make.p('文本框里的字')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(page_of(bench, make.docx(make.p("锚定段落", box) + make.p("下一段")))) == ["锚定段落", "文本框里的字", "下一段"]


def test_vml_text_boxes_are_read(bench, make):
    content = f"<w:txbxContent>{make.p('旧式文本框')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert texts(page_of(bench, make.docx(make.p(box)))) == ["旧式文本框"]


def test_headers_footers_and_notes_are_read_in_their_places(bench, make):
    parts = {
        "r1": ("header1.xml", make.part("hdr", make.p("页眉"))),
        "r2": ("footer1.xml", make.part("ftr", make.p("页脚"))),
        "r3": ("footnotes.xml", make.part("footnotes", f"<w:footnote>{make.p('脚注')}</w:footnote>")),
    }
    assert texts(page_of(bench, make.docx(make.p("正文"), parts))) == ["页眉", "正文", "脚注", "页脚"]


def test_automatic_numbers_are_seen(bench, make):
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level.format(0, "chineseCounting", "%1、")}'
        f"{level.format(1, 'decimal', '%2.')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    style = '<w:style w:styleId="L1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'

    def item(words, depth):
        return make.p(f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>', words)

    styled = make.p('<w:pPr><w:pStyle w:val="L1"/></w:pPr>', "公示情况")
    body = item("基本情况", 0) + item("学历", 1) + item("职称", 1) + styled + item("时间", 1)
    parts = {"r1": ("numbering.xml", make.part("numbering", numbering)), "r2": ("styles.xml", make.part("styles", style))}
    assert texts(page_of(bench, make.docx(body, parts))) == ["一、基本情况", "1.学历", "2.职称", "二、公示情况", "1.时间"]


def test_numbers_in_words_styles():
    assert [chinese(n) for n in (1, 10, 11, 20, 35, 100)] == ["一", "十", "十一", "二十", "三十五", "100"]
    assert [number(3, style) for style in ("decimal", "upperLetter", "lowerLetter", "decimalEnclosedCircle", "none")] == [
        "3",
        "C",
        "c",
        "③",
        "",
    ]


def test_a_seal_and_a_signature_are_told_from_a_photograph(bench, make):
    noise = np.random.default_rng(3).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    photo = Image.fromarray(noise).resize((300, 400))
    parts = {
        "i1": ("media/image1.png", make.png(seal())), "i2": ("media/image2.png", make.png(signature())),
        "i3": ("media/image3.png", make.png(signature("#2233aa"))), "i4": ("media/image4.jpeg", make.png(photo, "JPEG")),
        "i5": ("media/image5.png", make.png(make.printed(600, 800, rows=30))),
        "i6": ("media/image6.emf", b"\1\0\0\0 not drawn here"),
    }  # fmt: skip
    body = "".join(make.p("签名：", inline(key)) for key in parts)
    (source,) = bench.pages("a.docx", make.docx(body, parts))
    marks = flow_page(source).marks
    assert [(mark.kind, mark.colour) for mark in marks] == [
        ("seal", "red"), ("ink", "black"), ("ink", "blue"), ("picture", None), ("picture", None), ("picture", None)
    ]  # fmt: skip
    drawn = flow_pictures(source)
    assert [mark for mark, _ in drawn] == list(marks)
    assert [picture is None for _, picture in drawn] == [False] * 5 + [True]


def test_a_picture_stands_in_its_cell_after_the_words_before_it(bench, make):
    parts = {"i1": ("media/image1.png", make.png(signature()))}
    table = make.tbl([make.tc("单位意见"), make.tc("同意", make.p("签名：", inline("i1")))])
    page = page_of(bench, make.docx(table, parts))
    (mark,), cell, label = page.marks, page.tables[0].cells[1], page.lines[-1]
    assert cell.box[0] <= mark.box[0] < mark.box[2] <= cell.box[2]
    assert cell.box[1] <= mark.box[1] < mark.box[3] <= cell.box[3]
    assert (mark.box[0] >= label.box[2], mark.box[1]) == (True, label.box[1])


def test_vml_and_floating_pictures_are_marks(bench, make):
    parts = {"i1": ("media/image1.png", make.png(seal())), "i2": ("media/image2.png", make.png(signature()))}
    floating = inline("i1").replace("wp:inline", "wp:anchor")
    vml = '<w:r><w:pict><v:shape style="width:90pt;height:40pt"><v:imagedata r:id="i2"/></v:shape></w:pict></w:r>'
    assert [mark.kind for mark in page_of(bench, make.docx(make.p(floating, vml), parts)).marks] == ["seal", "ink"]


def test_handwriting_with_the_pen_is_ink(bench, make):
    extent = '<wp:extent cx="1000000" cy="500000"/>'
    pen = f'<w:r><w:drawing><wp:inline>{extent}<wps:contentPart r:id="x"/></wp:inline></w:drawing></w:r>'
    assert [mark.kind for mark in page_of(bench, make.docx(make.p("签名：", pen))).marks] == ["ink"]


def test_a_broken_picture_leaves_the_text_readable(bench, make):
    page = page_of(bench, make.docx(make.p("正文", inline("i1")), {"i1": ("media/image1.png", b"\x89PNG broken")}))
    assert (texts(page), [mark.kind for mark in page.marks]) == (["正文"], ["picture"])


CARD, A4_WIDE = (3_080_000, 1_940_000), (5_800_000, 8_200_000)  # English metric units: 8.6 cm and 16 cm wide


def pasted(make, *sizes, **pictures):
    """A Word file with pictures of these sizes, each in a paragraph of its own behind the words 正文."""
    named = {key: (f"media/{key}.png", data) for key, data in pictures.items()}
    return make.docx(make.p("正文") + "".join(make.p(inline(key, *size)) for key, size in zip(named, sizes, strict=True)), named)


def test_scans_pasted_into_the_text_are_pages_of_their_own(bench, make):
    scan = make.png(make.printed(600, 800, rows=30), "JPEG")
    data = pasted(make, CARD, A4_WIDE, i1=make.png(make.printed(400, 250)), i2=scan)
    flow, card, whole = bench.pages("a.docx", data)
    assert [(p.kind, p.ref.page) for p in (flow, card, whole)] == [("flow", 1), ("image", 2), ("image", 3)]
    assert (texts(flow_page(flow)), flow_page(flow).marks, flow_pictures(flow)) == (["正文"], (), ())
    assert Path(whole.local).read_bytes() == scan
    assert render(card, Limits()).shape == (250, 400, 3)


def test_a_word_file_of_nothing_but_scans_has_no_page_of_text(bench, make):
    data = make.docx(make.p(inline("i1", *A4_WIDE)), {"i1": ("media/a.png", make.png(make.printed(600, 800, rows=30)))})
    (page,) = bench.pages("a.docx", data)
    assert (page.kind, page.ref.page) == ("image", 1)


def test_pages_beside_scans_are_not_those_that_were_read_before_scans_were_pages(bench, make):
    mixed, body = pasted(make, CARD, i1=make.png(make.printed(400, 250))), make.docx(make.p("正文"))
    keys, plain = [page.key for page in bench.pages("a.docx", mixed)], bench.pages("b.docx", body)
    assert keys[0] != page_key(bench.open("a.docx", mixed).files[0].sha256, 1)
    assert plain[0].key == page_key(bench.open("b.docx", body).files[0].sha256, 1)
    assert len(set(keys)) == 2


@pytest.mark.parametrize("what", ["a large seal", "handwriting", "a portrait", "a letterhead", "a chart of lines"])
def test_what_belongs_to_the_text_stays_in_it(bench, make, what):
    picture, size = {
        "a large seal": (make.png(seal()), (3_000_000, 3_000_000)),
        "handwriting": (make.png(signature()), (4_000_000, 2_000_000)),
        "a portrait": (make.png(make.printed(300, 400)), (1_260_000, 1_760_000)),
        "a letterhead": (make.png(make.printed(900, 200)), (5_800_000, 1_300_000)),
        "a chart of lines": (b"\1\0\0\0 EMF", A4_WIDE),
    }[what]
    (page,) = bench.pages("a.docx", pasted(make, size, i1=picture))
    assert (page.kind, len(flow_page(page).marks)) == ("flow", 1)


def test_a_scan_that_is_broken_is_a_page_that_cannot_be_read(bench, make):
    whole = make.png(make.printed(600, 800, rows=30))
    _, scan = bench.pages("a.docx", pasted(make, A4_WIDE, i1=whole[: len(whole) // 2]))
    with pytest.raises(Refusal):
        render(scan, Limits())


def test_entities_are_not_resolved(bench, make, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    data = make.docx(make.p("正文&x;"))
    entity = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>'
    hostile = rewritten(make, data, lambda xml: entity + xml)
    opened = bench.open("a.docx", hostile)
    assert all("机密" not in line.text for source in opened.pages for line in flow_page(source).lines)


def test_entities_that_multiply_do_no_harm(bench, make):
    laughs = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
    data = make.docx(make.p("正文&l11;"))
    hostile = rewritten(make, data, lambda xml: f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{laughs}]>{xml}')
    opened = bench.open("a.docx", hostile)
    assert all(len(line.text) < 100 for source in opened.pages for line in flow_page(source).lines)


def rewritten(make, data, change):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = change(members["word/document.xml"].decode()).encode()
    return make.zipped(members)


def test_xml_over_its_budget_is_refused(bench, make):
    data = make.docx(make.p("字" * 5_000))
    assert bench.statuses(bench.open("a.docx", data, Limits(xml_bytes=10_000))) == {"a.docx": "unreadable:limit"}
    (source,) = bench.pages("a.docx", data)
    with pytest.raises(Refusal):
        flow_page(source, Limits(xml_bytes=10_000))


def test_tables_nested_without_end_are_read_without_falling(bench, make):
    body = make.p("底")
    for _ in range(60):
        body = make.tbl([make.tc(body)])
    assert page_of(bench, make.docx(body)).tables


def test_plain_text_is_a_flow_page_too(bench):
    (source,) = bench.pages("a.txt", "\ufeff申请人：郑一鸣\r\n\r\n单位：某某研究院\r\n".encode())
    page = flow_page(source)
    assert (page.kind, texts(page)) == ("flow", ["申请人：郑一鸣", "单位：某某研究院"])
    assert texts(flow_page(bench.pages("b.txt", "职称".encode("utf-16"))[0])) == ["职称"]
    assert flow_pictures(source) == ()
