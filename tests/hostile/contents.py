"""What is not what it should be: files cut short, of another kind than they say, with broken XML, and left behind by programs."""

import struct

from tests.extractors.files import ofd_writer
from tests.extractors.files.test_strangers import OLE, PLACEHOLDER, SHORTCUT
from tests.hostile.quine import quine
from tests.hostile.seeds import WORDS, book, fixed, open_document, picture, seeds, sheet, unzipped, word, zipped

Files = dict[str, bytes]


def truncated() -> Files:
    """Every format, cut at three places, and one with bytes altered."""
    made: Files = {}
    for ending, data in seeds().items():
        made |= {f"{share}.{ending}": data[: len(data) * share // 100] for share in (10, 55, 95)}
        altered = bytearray(data)
        for place in range(24, len(data), 53):
            altered[place] ^= 0xA5
        made[f"altered.{ending}"] = bytes(altered)
    return made


def wrong_type() -> Files:
    noise = b"".join(struct.pack("<I", (k * 2_654_435_761 + 12_345) & 0xFFFFFFFF) for k in range(400))
    endings = ("pdf", "docx", "doc", "xlsx", "jpg", "png", "tif", "zip", "7z", "rar", "ofd", "eml", "msg", "txt", "odt", "heic")
    zip_in_pdf = sheet() + zipped({"a.txt": b"text"})
    return {
        **{f"noise.{ending}": noise for ending in endings},
        **{f"empty.{ending}": b"" for ending in ("pdf", "docx", "jpg", "zip", "ofd")},
        **{f"byte.{ending}": b"\1" for ending in ("pdf", "docx", "jpg")},
        "program.pdf": b"MZ\x90\0" + noise, "program.jpg": b"\x7fELF\x02\x01\x01" + noise, "script.pdf": b"#!/bin/sh\nrm -rf /\n",
        "picture.docx": picture("PNG"), "picture.pdf": picture("JPEG"), "word.png": word(), "word.doc": word(),
        "sheet.jpg": sheet(),
        "sheet.zip": sheet(), "zip.pdf": zipped({"a.txt": b"text"}), "both.pdf": zip_in_pdf, "both.zip": zip_in_pdf,
        "page.doc": b"<html><body>" + WORDS.encode() + b"</body></html>", "page.xls": b"<table><tr><td>1</td></tr></table>",
        "film.pdf": b"\0\0\0\x20ftypisom" + noise, "fonts.docx": b"\0\1\0\0" + noise, "rich.doc": b"{\\rtf1 " + b"{" * 30_000,
        "picture.gif": b"GIF89a" + quine(), "late.pdf": b"\n" * 900 + sheet(), "head.pdf": b"%PDF-1.7",
        "nothing.docx": zipped({}),
        "script.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "signs.txt": b"\xff\xfe" + noise,
    }  # fmt: skip


def lock_files() -> Files:
    owner = b"\x05admin".ljust(162, b" ")
    return {
        "~$举荐表.docx": owner, "~$材料.xlsx": owner, "~$说明.pptx": owner,
        ".~lock.举荐表.docx#": b",admin,host,01.01.2026 00:00,file;",
        ".~举荐表.docx": owner, "Thumbs.db": OLE, "ehthumbs.db": OLE, ".DS_Store": b"\0\0\0\1Bud1" + bytes(200),
        "desktop.ini": b"[.ShellClassInfo]\r\n", "._举荐表.pdf": b"\0\5\x16\7" + bytes(80),
        "__MACOSX/._a.pdf": b"\0\5\x16\7" + bytes(80),
        ".git/config": b"[core]\n", "举荐表.lnk": SHORTCUT, "网页.url": b"[InternetShortcut]\r\nURL=https://example.com/\r\n",
        ".举荐表.pdf.icloud": PLACEHOLDER, "举荐表.pdf.crdownload": bytes(500), "举荐表.pdf.part": bytes(500),
        "举荐表.docx.tmp": bytes(500), "~WRL0001.tmp": OLE, "举荐表.docx.swp": b"b0VIM 8.2\0" + bytes(300),
        "锁.zip": zipped({"~$a.docx": owner}),
    }  # fmt: skip


def malformed() -> Files:
    """The main part of each format that is XML inside, broken in each way."""
    formats = {
        "docx": (word(), "word/document.xml"),
        "xlsx": (book(), "xl/worksheets/sheet1.xml"),
        "ofd": (fixed(), "Doc_0/Pages/Page_0/Content.xml"),
    }
    made: Files = {}
    for ending, (data, name) in formats.items():
        parts = unzipped(data)
        made |= {f"{how}.{ending}": zipped(parts | {name: part}) for how, part in _broken(parts[name]).items()}
        made[f"missing.{ending}"] = zipped({each: part for each, part in parts.items() if each != name})
        made[f"mute.{ending}"] = zipped(dict.fromkeys(parts, b""))
    made["no-relations.docx"] = zipped({each: part for each, part in unzipped(word()).items() if "rels" not in each})
    made["no-root.ofd"] = zipped(unzipped(fixed()) | {"OFD.xml": ofd_writer.HEAD.encode() + b"<other/>"})
    return made | {"cut.odt": open_document("<t:p>"), "entity.odt": open_document("<t:p>&unknown;</t:p>")}


def _broken(part: bytes) -> Files:
    half, (head, _, rest) = (
        part[: len(part) // 2],
        part.partition(b">") if not part.startswith(b"<?xml") else part.partition(b"?>"),
    )
    outside = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    remote = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    body = part.partition(b"?>")[2] or part
    return {
        "half": half,
        "signs": part.replace(WORDS.encode()[:3], b"\xff\xfe\xfd"),
        "nul": part.replace(b"<", b"<\0", 3),
        "doubled": part + part,
        "deep": head + b">" + b"<a>" * 60_000 + b"</a>" * 60_000 + rest,
        "entity": outside + body.replace(WORDS.encode(), b"&e;"),
        "remote": remote + body,
        "utf16": body.decode().encode("utf-16"),
        "called": b'<?xml version="1.0" encoding="x-unknown"?>' + body,
        "attributes": head + b" a='1' a='1'>" + rest,
    }
