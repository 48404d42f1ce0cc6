"""Files within PDFs: attachments, portfolios and files pinned to a page are opened as if they lay in an archive."""

import re
import zlib

import pytest

from schemas.files import Limits
from tests.extractors.files.formats import holding


def flate(content, name="a.bin"):
    """Catalog entry and object of an attachment that is compressed, for `make.pdf`."""
    packed = zlib.compress(content, 9)
    stream = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    spec = f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 4 0 R >> >>"
    return f"/Names << /EmbeddedFiles << /Names [({name}) {spec}] >> >>", stream


@pytest.fixture
def sheet(make):
    return make.pdf([make.text(90, 700, "申请人姓名单位职称专业领域推荐意见")])


def test_attachments_are_opened_behind_the_pages_of_the_file(bench, make, sheet):
    opened = bench.open(
        "表.pdf", holding(sheet, {"证书/学位证书.docx": make.docx(make.p("学位证书")), "目录.txt": "目录".encode()})
    )
    assert bench.statuses(opened) == {"表.pdf": "read", "表.pdf!/证书/学位证书.docx": "read", "表.pdf!/目录.txt": "read"}
    assert [page.ref.file for page in opened.pages] == [file.path for file in opened.files]
    assert {page.kind for page in opened.pages[1:]} == {"flow"}
    assert opened.files[0].pages == 1


def test_a_file_pinned_to_a_page_is_opened_and_one_that_is_attached_as_well_only_once(bench, make, sheet):
    picture = make.png(make.printed(200, 100))
    opened = bench.open("表.pdf", holding(sheet, {"甲.png": picture}, pinned={"乙.png": picture, "丙.txt": b"text"}))
    assert bench.statuses(opened) == {"表.pdf": "read", "表.pdf!/甲.png": "read", "表.pdf!/丙.txt": "read"}


@pytest.mark.parametrize("words", ["为获得最佳体验，请使用 Acrobat 打开此 PDF 包。", "Open this PDF Portfolio in Adobe Reader X"])
def test_the_cover_of_a_portfolio_is_no_page(bench, make, words):
    cover = make.pdf([make.text(90, 700, words)], catalog="/Collection << /View /D >>")
    opened = bench.open("包.pdf", holding(cover, {"内.pdf": make.pdf([make.text(90, 700, "专利证书")] * 2)}))
    assert [(file.path, file.pages, file.status) for file in opened.files] == [
        ("包.pdf", 0, "read"),
        ("包.pdf!/内.pdf", 2, "read"),
    ]
    assert {page.ref.file for page in opened.pages} == {"包.pdf!/内.pdf"}


def test_a_form_that_is_a_portfolio_keeps_its_page(bench, sheet):
    opened = bench.open("表.pdf", holding(sheet, {"a.txt": b"text"}))
    assert [page.ref.file for page in opened.pages] == ["表.pdf", "表.pdf!/a.txt"]


def test_a_page_that_cannot_be_loaded_is_no_cover_and_what_is_attached_is_read(bench, sheet):
    opened = bench.open("表.pdf", re.sub(rb"/Kids ?\[ ?\d+ 0 R", b"/Kids [1 0 R", holding(sheet, {"a.txt": b"text"})))
    assert bench.statuses(opened) == {"表.pdf": "read", "表.pdf!/a.txt": "read"}
    assert [page.ref.file for page in opened.pages] == ["表.pdf", "表.pdf!/a.txt"]


def test_names_are_only_names(bench, sheet):
    opened = bench.open("a.pdf", holding(sheet, {"../../etc/passwd": b"one", "C:\\x\\\u202egnp.exe": b"two", "\u200e": b"three"}))
    assert {file.path for file in opened.files[1:]} == {"a.pdf!/etc/passwd", "a.pdf!/x/gnp.exe", "a.pdf!/未命名"}


def test_nesting_has_an_end_and_what_lies_deeper_is_named(bench, sheet):
    inner = sheet
    for _ in range(5):
        inner = holding(sheet, {"内.pdf": inner})
    opened = bench.open("a.pdf", inner)
    last = "a.pdf" + "!/内.pdf" * 4
    assert bench.statuses(opened)[last] == "unreadable:limit"
    assert len(opened.files) == 5
    assert len(opened.pages) == 4


def test_a_bomb_in_an_attachment_is_refused_by_its_real_size(bench, make):
    catalog, stream = flate(bytes(40_000_000))
    opened = bench.open("a.pdf", make.pdf([make.text(90, 700, "申请人姓名单位职称")], objects={"X": stream}, catalog=catalog))
    assert bench.statuses(opened) == {"a.pdf": "read", "a.pdf!/a.bin": "unreadable:limit"}
    assert "膨胀" in opened.files[1].error.message


def test_too_much_altogether_is_said_on_the_file_whose_pages_are_read_nevertheless(bench, sheet):
    data = holding(sheet, {f"{n}.txt": bytes([65 + n]) * 400 for n in range(4)})
    opened = bench.open("a.pdf", data, Limits(archive_bytes=1_000))
    assert bench.statuses(opened) == {"a.pdf": "unreadable:limit", "a.pdf!/0.txt": "read", "a.pdf!/1.txt": "read"}
    assert [page.ref.file for page in opened.pages] == ["a.pdf", "a.pdf!/0.txt", "a.pdf!/1.txt"]


def test_data_for_machines_is_left_out(bench, sheet):
    opened = bench.open("发票.pdf", holding(sheet, {"data.xml": b"<?xml version='1.0'?><invoice/>"}))
    assert bench.statuses(opened) == {"发票.pdf": "read", "发票.pdf!/data.xml": "ignored:system_file"}
