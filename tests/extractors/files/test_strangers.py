"""What is not read says so, file by file: its status, its code, and in Chinese what to send instead."""

from base64 import b64decode

import pytest

from tests.extractors.files import ofd_writer

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_200)


def locked_7z(hidden):
    """An archive made with py7zr: one file of four bytes, the password is 1; its list may be hidden as well."""
    if hidden:
        return b64decode(
            "N3q8ryccAATwU7eggAAAAAAAAAAoAAAAAAAAAGuLsxxhW4j2y3zG9jWldfYecRBVXSHR0Vkzea1E6heUCw/KSLAFKXZc/d8e+hw6R/RU9bU1Bc"
            "wcop911Yy9JFt4cizC2WvtyGlPK+IhsJRSbCrxgR9ay15xpYpARnPXP6iOztn10OJ3Ndfr66iqfoMP7m3oq/KPHYMg9lsiaX/pmT33fBcGEAEJ"
            "cAAHCwEAASQG8QcBElMP+uQuF6qYBQHRMF1zmDyNsQxlAAA="
        )
    return b64decode(
        "N3q8ryccAARFmI7BeQAAAAAAAAAUAAAAAAAAAIHWvcqrpR/znN59sKodNlveIvkIAQBkAQQGAAEJEAoBX2u5dgAHCwEAAiQG8QcBElMPurdcsE"
        "7OJqWqtrntc1VUBiEhARgBAAwIBAAICgHHp4s7AAAFARENAGEALgB0AHgAdAAAABQKAQBQ/3keIoDdARUGAQAggICBAAAAFwYQAQlpAAcLAQAB"
        "ISEBGAxlAAA="
    )


def named(name):
    """A compound file with a stream of this name."""
    return OLE + name.encode("utf-16-le") + bytes(64)


SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(80)
PLACEHOLDER = b"bplist00\xd3\x01\x02\x03_\x10\x13NSURLFileResourceType" + bytes(60)
UNREADABLE, UNSUPPORTED, ENCRYPTED = "unreadable:damaged", "unsupported:unsupported", "encrypted:password"

TABLE = [
    ("坏.ofd", ofd_writer.ofd([ofd_writer.text(30, 40, "举荐表")])[:200], UNREADABLE, "已损坏"),
    ("坏.ofd", b"\1\2\3" * 100, UNREADABLE, "已损坏"),
    ("坏.pdf", b"\0\1\2" * 100, UNREADABLE, "已损坏"),
    ("旧.wps", bytes(range(1, 32)) * 20, UNSUPPORTED, "WPS 文字文件，请另存或转换为DOCX 或 PDF 文件"),
    ("旧.et", bytes(range(1, 32)) * 20, UNSUPPORTED, "WPS 表格文件，请另存或转换为XLSX 或 PDF 文件"),
    ("旧.dps", bytes(range(1, 32)) * 20, UNSUPPORTED, "WPS 演示文件，请另存或转换为PDF 文件"),
    ("Works.wps", named("MatOST"), UNSUPPORTED, "Works 文档"),
    ("半个.wps", OLE, UNSUPPORTED, "WPS 文字文件"),
    ("半个.doc", OLE, UNREADABLE, "已损坏"),
    ("图.vsd", named("VisioDocument"), UNSUPPORTED, "Visio 图，请另存或转换为PDF 文件"),
    ("论文.caj", b"CAJ\0" + bytes(300), UNSUPPORTED, "CAJ 文献，请另存或转换为PDF 文件"),
    ("公文.ceb", b"Foun\1\2" + bytes(300), UNSUPPORTED, "CEB 版式文件"),
    ("公文.gw", b"\1\2\3\4" * 90, UNSUPPORTED, "PDF 或 OFD 文件"),
    ("录像.mp4", b"\0\0\0\x20ftypisom" + bytes(300), UNSUPPORTED, "视频文件不能作为书面材料读取"),
    ("录像.mov", b"\0\0\0\x14ftypqt  " + bytes(300), UNSUPPORTED, "视频文件不能作为书面材料读取"),
    ("录音.mp3", b"ID3\x03\0\0\0\0\0\x21" + bytes(300), UNSUPPORTED, "音频文件不能作为书面材料读取"),
    ("录音.wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(300), UNSUPPORTED, "音频文件不能作为书面材料读取"),
    ("程序.exe", b"MZ\x90\0" + bytes(300), UNSUPPORTED, "应用程序，不会被打开"),
    ("程序", b"\x7fELF\x02\x01\x01" + bytes(300), UNSUPPORTED, "应用程序，不会被打开"),
    ("举荐表.lnk", SHORTCUT, UNSUPPORTED, "只是快捷方式，本身不含材料内容，请提交其所指向的原文件"),
    ("举荐表.docx", SHORTCUT, UNSUPPORTED, "只是快捷方式"),
    ("网页.url", b"[InternetShortcut]\r\nURL=https://example.com/\r\n", UNSUPPORTED, "只是网址或程序的快捷方式"),
    ("网页.webloc", b'<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key><string>https://example.com</string></dict></plist>',
     UNSUPPORTED, "只是网址的快捷方式"),
    (".举荐表.pdf.icloud", PLACEHOLDER, UNSUPPORTED, "尚未下载到本机"),
    ("举荐表.gdoc", b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', UNSUPPORTED, "只是云端文档的链接"),
    ("举荐表.pdf.crdownload", b"\1\2\3" * 100, UNSUPPORTED, "未下载完成"),
    ("举荐表.baiduyun.p.downloading", bytes(500), UNSUPPORTED, "未下载完成"),
    ("云盘里的.pdf", b"", "empty:empty", "请先下载到本机"),
    ("锁.docx", named("EncryptedPackage"), ENCRYPTED, "请取消密码后重新提交"),
    ("锁.ppt", named("EncryptedSummary"), ENCRYPTED, "请取消密码后重新提交"),
    ("锁.7z", locked_7z(hidden=False), None, "请取消密码后重新提交"),
    ("锁.7z", locked_7z(hidden=True), ENCRYPTED, "请取消密码后重新提交"),
    ("什么.xyz", bytes(range(1, 32)) * 20, UNSUPPORTED, "该文件格式"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "status", "said"), TABLE, ids=[f"{k} {row[0]}" for k, row in enumerate(TABLE)])
def test_what_is_said_of_each(bench, name, data, status, said):
    opened = bench.open(name, data)
    if status is not None:
        assert bench.statuses(opened) == {name: status}
    else:
        assert ENCRYPTED in bench.statuses(opened).values()
    message = next(file.error.message for file in reversed(opened.files) if file.error)
    assert said in message
    assert "请" in message
    assert message.endswith("。")
    assert not opened.pages


@pytest.mark.parametrize("part", ["Index/Document.iwa", "Index.zip", "index.apxl"])
def test_pages_numbers_and_keynote_are_no_archives(bench, make, part):
    opened = bench.open("举荐表.pages", make.zipped({part: b"\0\1", "preview.jpg": b"\xff\xd8\xff\xe0"}))
    assert bench.statuses(opened) == {"举荐表.pages": UNSUPPORTED}
    assert "导出为 PDF" in opened.files[0].error.message


def test_an_open_document_with_a_password(bench, make):
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"\1\2\3"}
    manifest = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    opened = bench.open("锁.odt", make.zipped(parts | {"META-INF/manifest.xml": manifest}))
    assert bench.statuses(opened) == {"锁.odt": ENCRYPTED}


def test_a_note_that_names_an_address_is_read_as_text(bench):
    opened = bench.open("说明.txt", "材料见 https://example.com 提取码 1234".encode())
    assert bench.statuses(opened) == {"说明.txt": "read"}
