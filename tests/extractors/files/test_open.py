"""Whatever arrives gets a record; what is refused says why and what to send instead. All persons are invented."""

import shutil

import pytest

from extractors.files import office, suite
from extractors.files.pages import page_key
from extractors.files.pdf import text_page
from extractors.files.word import flow_page
from schemas.files import Limits

WORDS = "申请人姓名单位职称专业领域推荐意见"


def the_file(opened):
    (file,) = opened.files
    return file


def test_a_pdf_is_read_page_by_page(bench, make):
    opened = bench.open("表.pdf", make.pdf([make.text(100, 700, WORDS)] * 3))
    assert (the_file(opened).status, the_file(opened).pages, the_file(opened).media_type) == ("read", 3, "application/pdf")
    assert [(page.ref.file, page.ref.page, page.index) for page in opened.pages] == [
        ("表.pdf", 1, 0),
        ("表.pdf", 2, 1),
        ("表.pdf", 3, 2),
    ]


def test_the_key_of_a_page_depends_on_bytes_and_number_and_not_on_the_name(bench, make):
    data = make.pdf([make.text(100, 700, WORDS)] * 2)
    one, other = bench.open("甲.pdf", data).pages, bench.open("乙.pdf", data).pages
    assert [page.key for page in one] == [page.key for page in other]
    assert one[0].key != one[1].key
    assert one[1].key == page_key(the_file(bench.open("丙.pdf", data)).sha256, 2)


@pytest.mark.parametrize("name", ["证书.jpg", "证书.doc", "证书", "证书.exe"])
def test_a_wrong_extension_does_not_matter(bench, make, name):
    opened = bench.open(name, make.pdf([make.text(100, 700, WORDS)]))
    assert (the_file(opened).status, opened.pages[0].kind) == ("read", "pdf")


def test_a_jpeg_named_pdf_is_a_picture(bench, make):
    opened = bench.open("扫描.pdf", make.png(make.printed(300, 400), "JPEG"))
    assert (the_file(opened).media_type, opened.pages[0].kind) == ("image/jpeg", "image")


def test_an_empty_file_is_empty(bench):
    assert bench.statuses(bench.open("a.pdf", b"")) == {"a.pdf": "empty:empty"}


@pytest.mark.parametrize("name", ["Thumbs.db", "材料/.DS_Store", "desktop.ini", "__MACOSX/._表.pdf", "._表.pdf", "_dossier.json"])
def test_what_systems_leave_behind_is_ignored(bench, name):
    assert bench.statuses(bench.open(name, b"\x00\x05\x16\x07 something")) == {name: "ignored:system_file"}


@pytest.mark.parametrize("name", ["~$举荐表.docx", ".~lock.举荐表.docx#"])
def test_lock_files_are_ignored(bench, name):
    assert bench.statuses(bench.open(name, b"\x05clerk" + b"\0" * 150)) == {name: "ignored:lock_file"}


def test_a_document_is_read_even_under_the_name_of_a_lock_file(bench, make):
    assert bench.statuses(bench.open("~$举荐表.docx", make.docx(make.p(WORDS)))) == {"~$举荐表.docx": "read"}


def test_garbage_under_a_known_extension_is_damaged(bench):
    assert bench.statuses(bench.open("a.pdf", bytes(range(256)) * 20)) == {"a.pdf": "unreadable:damaged"}


def test_garbage_under_no_known_extension_is_unsupported(bench):
    assert bench.statuses(bench.open("a.bin", bytes(range(256)) * 20)) == {"a.bin": "unsupported:unsupported"}


def test_a_pdf_whose_table_of_objects_is_broken_is_repaired(bench, make):
    data = make.pdf([make.text(100, 700, WORDS)])
    opened = bench.open("a.pdf", b"\n" * 40 + data.replace(b"00000 n", b"00000 f"))
    assert (the_file(opened).status, the_file(opened).pages) == ("read", 1)


def test_a_pdf_behind_other_bytes_is_a_pdf(bench, make):
    opened = bench.open("a.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + make.pdf([make.text(100, 700, WORDS)]))
    assert the_file(opened).status == "read"


def test_a_pdf_cut_in_the_middle_is_damaged(bench, make):
    data = make.pdf([make.text(100, 700, WORDS * 20)])
    assert bench.statuses(bench.open("a.pdf", data[:700])) == {"a.pdf": "unreadable:damaged"}


def test_a_pdf_that_needs_a_password_is_encrypted(bench, make):
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >> /ID [<00> <00>]".format("11" * 32, "22" * 32)
    file = the_file(bench.open("a.pdf", make.pdf([make.text(100, 700, WORDS)], trailer=locked)))
    assert (file.status, file.error.code) == ("encrypted", "password")
    assert "取消密码" in file.error.message


def test_a_pdf_with_too_many_pages_says_so(bench, make):
    opened = bench.open("a.pdf", make.pdf([""] * 4), Limits(pages_per_file=3))
    assert bench.statuses(opened) == {"a.pdf": "unreadable:limit"}


def test_a_file_over_the_limit_says_so(bench):
    assert bench.statuses(bench.open("a.pdf", b"%PDF-1.7" * 100, Limits(file_bytes=100))) == {"a.pdf": "unreadable:limit"}


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def stream(name: str) -> bytes:
    return OLE + b"\0" * 600 + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", stream("EncryptedPackage"), "encrypted:password"),
        ("a.doc", OLE + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 600, "encrypted:password"),
        ("a.xls", stream("Workbook"), "unreadable:damaged"),
        ("a.ppt", stream("PowerPoint Document"), "unreadable:damaged"),
        ("a.exe", b"MZ" + b"\0" * 300, "unsupported:unsupported"),
        ("a.mp4", b"\0\0\0\x20ftypisom" + b"\0" * 300, "unsupported:unsupported"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 300, "unreadable:damaged"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 300, "unreadable:damaged"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 300, "empty:empty"),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "unsupported:unsupported"),
        ("a.doc", b"<html><body>\xe8\xa1\xa8</body></html>", "unsupported:unsupported"),
        ("a.mht", b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n", "unsupported:unsupported"),
        ("a.dwg", b"AC1027" + b"\0" * 300, "unsupported:unsupported"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 300, "unreadable:damaged"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 300, "unreadable:damaged"),
    ],
)
def test_each_kind_of_refusal(bench, name, data, expected):
    opened = bench.open(name, data)
    assert bench.statuses(opened) == {name: expected}
    assert "请" in the_file(opened).error.message
    assert not opened.pages


@pytest.mark.parametrize("part", ["META-INF/container.xml", "AndroidManifest.xml"])
def test_packages_that_are_not_read_say_what_to_send(bench, make, part):
    file = the_file(bench.open("a", make.zipped({"[Content_Types].xml": b"", part: b"<x/>"})))
    assert (file.status, "PDF" in file.error.message) == ("unsupported", True)


def test_a_word_file_with_a_broken_body_is_damaged(bench, make):
    data = make.docx("<w:p><w:r>")
    assert bench.statuses(bench.open("a.docx", data)) == {"a.docx": "unreadable:damaged"}


def test_a_refusal_never_names_the_file(bench):
    file = the_file(bench.open("郑一鸣的身份证.pdf", b"\0" * 50))
    assert "郑一鸣" not in file.error.message


def test_a_text_file_is_one_flow_page(bench):
    opened = bench.open("说明.txt", "申请人：郑一鸣\n单位：某某研究院".encode("gb18030"))
    assert (the_file(opened).status, [page.kind for page in opened.pages]) == ("read", ["flow"])


def test_legacy_files_are_converted(bench):
    rtf = rb"{\rtf1\ansi\ansicpg936 \u30003?\u35831?\u20154?: Zheng\par second line}"
    (page,) = bench.pages("申请.doc", rtf)
    assert [line.text for line in flow_page(page).lines] == ["申请人: Zheng", "second line"]
    assert page.local.startswith(str(bench.scratch))


def test_without_an_office_suite_legacy_files_are_refused_with_what_to_send(bench, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    file = the_file(bench.open("a.rtf", rb"{\rtf1 hello}"))
    assert (file.status, "DOCX" in file.error.message) == ("unsupported", True)


def test_a_conversion_that_takes_too_long_is_ended(bench, monkeypatch):
    suite.end()
    monkeypatch.setattr(office, "TIMEOUT", 0.05)
    assert bench.statuses(bench.open("a.rtf", rb"{\rtf1 hello}")) == {"a.rtf": "unreadable:timeout"}
    assert not list(bench.scratch.iterdir())


def test_a_conversion_that_makes_nothing_is_damaged(bench, monkeypatch, tmp_path):
    (tmp_path / "libmergedlo.so").write_bytes(b"not a library")
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "soffice"))
    assert bench.statuses(bench.open("a.rtf", rb"{\rtf1 hello}")) == {"a.rtf": "unreadable:damaged"}
    assert not list(bench.scratch.iterdir())


def test_a_full_disk_is_not_the_applicants_fault(bench, make, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractors.files.pdf.count_pages", full)
    with pytest.raises(OSError, match="No space"):
        bench.open("a.pdf", make.pdf([""]))


def test_a_presentation_becomes_pages(bench, make):
    """One slide with one text, made by hand."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:draw="{space}:drawing:1.0" '
        f'xmlns:text="{space}:text:1.0" xmlns:svg="{space}:svg-compatible:1.0" office:version="1.2"><office:body>'
        '<office:presentation><draw:page draw:name="a"><draw:frame svg:width="20cm" svg:height="5cm" svg:x="2cm" svg:y="2cm">'
        "<draw:text-box><text:p>某某研究院科研项目汇报，汇报人：郑一鸣</text:p></draw:text-box></draw:frame></draw:page></office:presentation>"
        "</office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.presentation"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind.decode()}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    (page,) = bench.pages("汇报.odp", make.zipped(parts))
    assert page.kind == "pdf"
    assert "郑一鸣" in text_page(page).text


def test_without_the_part_for_presentations_they_are_refused(bench, monkeypatch):
    monkeypatch.setattr(office, "_SLIDES", "libnone.so")
    file = the_file(bench.open("a.ppt", stream("PowerPoint Document")))
    assert (file.status, "PDF" in file.error.message) == ("unsupported", True)


def test_a_member_without_a_name_is_read_like_the_others(bench, make):
    packed = make.zipped({"x.txt": "甲".encode(), "b.txt": "乙".encode()}).replace(b"x.txt", b"\0.txt")
    opened = bench.open("a.zip", packed)
    assert [file.status for file in opened.files if file.path.startswith("a.zip!")] == ["read", "read"]
