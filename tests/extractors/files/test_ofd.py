"""OFD files: words where they stand, cells, pictures, templates, annotations, seals; and what hostile ones come to."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.files.pdf import text_page
from extractors.files.render import render
from schemas.files import Limits
from tests.extractors.files import ofd_writer as w
from tests.extractors.files.ofd_writer import der


def page_of(bench, data):
    (source,) = bench.pages("表.ofd", data)
    return text_page(source)


def red(picture):
    """The share of each third of the picture (from above) that is red."""
    mask = (picture[:, :, 0] > 150) & (picture[:, :, 1] < 110)
    return [float(part.mean()) for part in np.array_split(mask, 3)]


def seal(side=300):
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((8, 8, side - 8, side - 8), outline=(220, 20, 20, 255), width=14)
    return picture


def seal_object(picture):
    """A seal object that holds a picture, as an electronic seal's does (GB/T 38540): header, id, properties, picture."""
    look = der(0x30, der(0x16, b"png"), der(0x04, picture), der(0x02, b"\x28"), der(0x02, b"\x28"))
    return der(0x30, der(0x30, der(0x30, der(0x16, b"ES")), der(0x16, b"1"), der(0x30, der(0x0C, b"seal")), look))


def annotation(kind, y, words):
    look = f'<ofd:Appearance Boundary="30 {y} 100 20">{w.text(0, 10, words)}</ofd:Appearance>'
    return f'<ofd:Annot ID="1" Type="{kind}">{look}</ofd:Annot>'


def test_words_stand_where_they_are_printed(bench):
    page = page_of(bench, w.ofd([w.text(30, 40, "北京市高级职称考核认定举荐表", 6) + w.text(30, 60, "姓名：林知远")]))
    assert page.kind == "text"
    assert [line.text for line in page.lines] == ["北京市高级职称考核认定举荐表", "姓名：林知远"]
    x0, y0, x1, y1 = page.lines[0].box
    assert (x0 * 210, x1 * 210) == pytest.approx((30, 30 + 14 * 6), abs=0.5)
    assert y0 * 297 < 37 < y1 * 297
    assert page.lines[1].chars[3][0] * 210 == pytest.approx(30 + 3 * 4.2, abs=0.3)


def test_rules_make_cells(bench):
    words = (
        w.text(32, 67, "姓名") + w.text(64, 67, "林知远") + w.text(32, 77, "工作单位") + w.text(64, 77, "北京云岫测绘有限公司")
    )
    (table,) = page_of(bench, w.ofd([w.table(30, 60, [30, 80], [10, 10]) + words])).tables
    assert [cell.text for cell in table.cells] == ["姓名", "林知远", "工作单位", "北京云岫测绘有限公司"]


def test_rare_characters_are_kept(bench):
    assert (
        page_of(bench, w.ofd([w.text(30, 40, "申报人姓名䶮𬭎𠀀以及其他文字若干")])).lines[0].text
        == "申报人姓名䶮𬭎𠀀以及其他文字若干"
    )


def test_what_is_turned_is_read_turned(bench):
    side = w.text(0, 0, "申报人姓名单位职称专业领域推荐意见", more='CTM="0 1 -1 0 100 100"')
    page = page_of(bench, w.ofd([side]))
    assert (page.turn, page.lines[0].text) == (1, "申报人姓名单位职称专业领域推荐意见")


def test_a_scanned_page_is_for_the_other_reader_and_is_seen(bench, make):
    scan = make.png(make.printed(800, 1131), "JPEG", quality=90)
    (source,) = bench.pages("a.ofd", w.ofd([w.image(0, 0, 210, 297)], {"scan.jpg": scan}))
    assert text_page(source) is None
    assert (render(source, Limits()).max(axis=2) < 120).mean() > 0.02


def test_a_picture_beside_text_is_a_mark(bench, make):
    words = w.text(30, 40, "北京市高级职称考核认定举荐表", 6)
    page = page_of(bench, w.ofd([words + w.image(20, 100, 60, 40)], {"a.png": make.png(make.printed(300, 200))}))
    (mark,) = page.marks
    assert mark.kind == "picture"
    assert [round(v, 2) for v in mark.box] == [0.10, 0.34, 0.38, 0.47]


def test_templates_and_annotations_are_drawn(bench):
    page = w.content(w.text(30, 60, "林知远"), template='<ofd:Template TemplateID="8" ZOrder="Background"/>')
    note = w.part("PageAnnot", annotation("Stamp", 90, "与原件核对一致") + annotation("Link", 120, "链接"))
    index = w.part("Annotations", '<ofd:Page PageID="11"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>')
    more = {
        "Doc_0/Tpls/T.xml": w.content(w.text(30, 40, "北京市高级职称考核认定举荐表")),
        "Doc_0/Annots/I.xml": index,
        "Doc_0/Annots/A.xml": note,
    }
    held = "<ofd:Annotations>Annots/I.xml</ofd:Annotations>"
    data = w.ofd([page], common='<ofd:TemplatePage ID="8" BaseLoc="Tpls/T.xml"/>', document=held, more=more)
    assert [line.text for line in page_of(bench, data).lines] == ["北京市高级职称考核认定举荐表", "林知远", "与原件核对一致"]


RING = w.path(
    "2 2 36 36", "M 0 18 A 18 18 0 0 1 36 18 A 18 18 0 0 1 0 18 C", 'LineWidth="3"', '<ofd:StrokeColor Value="220 20 20"/>'
)


@pytest.mark.parametrize("look", ["a picture", "a page of its own"])
def test_the_look_of_an_electronic_seal_is_seen_over_the_text(bench, make, look):
    picture = make.png(seal()) if look == "a picture" else w.ofd([RING], box="0 0 40 40")
    stamped = '<ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="11" Boundary="100 220 40 40"/></ofd:SignedInfo>'
    data = w.ofd(
        [w.text(30, 40, "推荐意见书正文若干文字在此") + w.text(105, 240, "北京云岫测绘有限公司")],
        root="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        more={
            "Doc_0/Signs/Signatures.xml": w.part("Signatures", '<ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'),
            "Doc_0/Signs/Sign_0/Signature.xml": w.part("Signature", stamped + "<ofd:SignedValue>S.dat</ofd:SignedValue>"),
            "Doc_0/Signs/Sign_0/S.dat": seal_object(picture),
        },
    )
    (source,) = bench.pages("a.ofd", data)
    assert "北京云岫测绘有限公司" in text_page(source).text
    upper, middle, lower = red(render(source, Limits()))
    assert upper == middle == 0 < lower


def test_attachments_are_opened_and_data_is_left_out(bench, make):
    named = {"学位证书": "a.bin", "data.xml": "d.xml", "无.pdf": "no.pdf"}
    index = "".join(
        f'<ofd:Attachment ID="1" Name="{name}" Format="{place[-3:] if "." in name else "docx"}">'
        f"<ofd:FileLoc>{place}</ofd:FileLoc></ofd:Attachment>"
        for name, place in named.items()
    )
    more = {
        "Doc_0/Attachs/I.xml": w.part("Attachments", index),
        "Doc_0/Attachs/a.bin": make.docx(make.p("学位证书")),
        "Doc_0/Attachs/d.xml": w.HEAD + "<a/>",
    }
    data = w.ofd([w.text(30, 40, "举荐表")], document="<ofd:Attachments>Attachs/I.xml</ofd:Attachments>", more=more)
    assert bench.statuses(bench.open("a.ofd", data)) == {
        "a.ofd": "read",
        "a.ofd!/学位证书.docx": "read",
        "a.ofd!/data.xml": "ignored:system_file",
        "a.ofd!/无.pdf": "unreadable:damaged",
    }


BROKEN = {
    "without a document": {"OFD.xml": b"<?xml version='1.0'?><ofd:OFD xmlns:ofd='u'/>"},
    "a page that is missing": {"Doc_0/Pages/Page_0/Content.xml": None},
    "a page that is no XML": {"Doc_0/Pages/Page_0/Content.xml": b"\0\1\2"},
    "entities": {"Doc_0/Pages/Page_0/Content.xml": b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'},
    "a file of the machine": {
        "Doc_0/Pages/Page_0/Content.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    },
    "a picture that is missing": {"Doc_0/Res/a.png": None},
    "a picture that is broken": {"Doc_0/Res/a.png": b"\x89PNG\r\n\x1a\n" + bytes(50)},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_one_is_refused_and_never_an_empty_page(bench, make, change):
    made = w.parts([w.text(30, 40, "举荐表") + w.image(0, 60, 210, 200)], {"a.png": make.png(make.printed(300, 200))})
    made = {name: data for name, data in (made | change).items() if data is not None}
    (file,) = bench.open("a.ofd", w.packed(made)).files
    assert file.status in ("unreadable", "unsupported")
    assert "请" in file.error.message
    assert not [path for path in bench.scratch.iterdir() if path.name.startswith(".")]


def test_what_swells_is_refused(bench):
    swollen = w.parts([w.text(30, 40, "举荐表" + " " * 3_000_000)])
    assert bench.statuses(bench.open("a.ofd", w.packed(swollen), Limits(xml_bytes=1_000_000))) == {"a.ofd": "unreadable:limit"}


def test_too_many_characters_on_a_page_and_too_many_pages(bench):
    assert bench.statuses(bench.open("a.ofd", w.ofd([w.text(30, 40, "表" * 250_000)]))) == {"a.ofd": "unreadable:limit"}
    many = w.ofd([w.text(30, 40, "表")] * 6)
    assert bench.statuses(bench.open("b.ofd", many, Limits(pages_per_file=5))) == {"b.ofd": "unreadable:limit"}


def test_an_encrypted_one_needs_its_password_taken_away(bench):
    made = w.parts([w.text(30, 40, "举荐表")]) | {"Encryptions.xml": b"<a/>"}
    assert bench.statuses(bench.open("a.ofd", w.packed(made))) == {"a.ofd": "encrypted:password"}


def test_arcs_and_curves_are_drawn(bench):
    data = "M 0 40 A 40 40 0 0 1 80 40 A 40 40 0 0 1 0 40 C M 20 40 Q 40 0 60 40 B 60 60 20 60 20 40"
    ring = w.path("60 60 80 80", data, 'LineWidth="2" Stroke="true"', '<ofd:StrokeColor Value="255 0 0"/>')
    (source,) = bench.pages("a.ofd", w.ofd([ring]))
    ys, xs = np.nonzero(render(source, Limits())[:, :, 1] < 100)
    picture = render(source, Limits())
    box = [xs.min() / picture.shape[1] * 210, ys.min() / picture.shape[0] * 297, xs.max() / picture.shape[1] * 210]
    assert box == pytest.approx([59, 59, 141], abs=1)
