"""What unpacks to more than it should: bombs, archives that hold themselves, archives in archives, and locked ones."""

import gzip
import io
import struct
import zipfile
import zlib

from samples.broken import locked_pdf
from tests.extractors.files import conftest as papers
from tests.extractors.files import formats
from tests.extractors.files.test_strangers import OLE, locked_7z, named
from tests.hostile.quine import quine
from tests.hostile.seeds import book, fixed, mail, open_document, picture, sheet, tarred, unzipped, word, zipped

Files = dict[str, bytes]
_MANY = 250_000_000
"""Bytes of nothing, which pack to a quarter of a megabyte."""


def bombs() -> Files:
    zeros = _zeros()
    return {
        "one.zip": _bomb_zip("a.txt", zeros),
        "twice.zip": zipped({"inner.zip": _bomb_zip("a.txt", zeros)}),
        "sixteen.zip": zipped({f"{k}.zip": _bomb_zip("a.txt", zeros) for k in range(16)}),
        "many.zip": zipped({f"{k}.txt": b"" for k in range(5_000)}),
        "overlap.zip": _overlapping(1_500),
        "promised.zip": _promised(),
        "one.gz": _gzip(zeros),
        "one.tar.gz": gzip.compress(tarred({"a.txt": b"\0" * 60_000_000}), 9, mtime=0),
        "one.tar.xz": tarred({"a.txt": b"\0" * 60_000_000}, "w:xz"),
        "one.tar.bz2": tarred({"a.txt": b"\0" * 60_000_000}, "w:bz2"),
        "document.docx": _replaced(word(), "word/document.xml", zeros),
        "picture.docx": _bomb_zip("word/media/a.png", zeros, word()),
        "sheet.xlsx": _replaced(book(), "xl/worksheets/sheet1.xml", zeros),
        "content.odt": _replaced(open_document(""), "content.xml", zeros),
        "page.ofd": _replaced(fixed(), "Doc_0/Pages/Page_0/Content.xml", zeros),
        "laughs.docx": _replaced(word(), "word/document.xml", None, _laughs("w:document")),
        "laughs.xlsx": _replaced(book(), "xl/workbook.xml", None, _laughs("workbook")),
        "laughs.ofd": _replaced(fixed(), "OFD.xml", None, _laughs("ofd:OFD")),
        "laughs.svg": _laughs("svg"),
        "stream.pdf": _deflated_page(2),
        "attached.pdf": formats.holding(sheet(), {"a.zip": _bomb_zip("a.txt", zeros)}),
        "attached.eml": mail({"a.zip": _bomb_zip("a.txt", zeros)}),
        "huge.png": _huge_png(),
        "huge.gif": b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6) + _GIF,
        "huge.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0),
        "huge.jpg": picture("JPEG").replace(b"\xff\xc0\0\x11\x08\0\xa0\0\x78", b"\xff\xc0\0\x11\x08\xff\xdc\xff\xdc"),
    }  # fmt: skip


def quines() -> Files:
    self = quine()
    return {
        "self.zip": self,
        "self.docx": self,
        "self.pdf": self,
        "材料.zip": zipped({"自己.zip": self, "说明.txt": b"text"}),
        "self.tar": tarred({"self.zip": self}),
        "self.tar.xz": tarred({"self.zip": self}, "w:xz"),
        "self.eml": mail({"self.zip": self}),
        "self.msg": formats.outlook("", {"self.zip": self}),
        "self.rar": formats.rar({"self.zip": self}),
        "holds.pdf": formats.holding(sheet(), {"self.zip": self}),
        "hundred.zip": zipped({f"{k}.zip": self for k in range(100)}),
    }


def nested() -> Files:
    made: Files = {f"zip-{depth}.zip": _deep(depth, lambda held: zipped({"a.zip": held})) for depth in (3, 4, 5, 60, 500)}
    made |= {f"tar-{depth}.tar": _deep(depth, lambda held: tarred({"a.tar": held})) for depth in (4, 40)}
    made |= {f"rar-{depth}.rar": _deep(depth, lambda held: formats.rar({"a.rar": held})) for depth in (4, 40)}
    made |= {f"mail-{depth}.eml": _deep(depth, lambda held: mail({"a.eml": held})) for depth in (4, 9)}
    made |= {f"msg-{depth}.msg": _deep(depth, lambda held: formats.outlook("", {"a.msg": held})) for depth in (4, 30)}
    made |= {f"pdf-{depth}.pdf": _deep(depth, lambda held: formats.holding(sheet(), {"a.pdf": held})) for depth in (4, 12)}
    made["folders.zip"] = zipped({"a/" * 400 + "b.txt": b"text"})
    made["mixed.zip"] = zipped(
        {"a.eml": mail({"b.pdf": formats.holding(sheet(), {"c.rar": formats.rar({"d.zip": made["zip-3.zip"]})})})}
    )
    return made  # fmt: skip


def encrypted() -> Files:
    locked = bytearray(zipped({"a.pdf": sheet(), "b.docx": word()}))
    aes = bytearray(locked)
    for place in _headers(locked):
        locked[place] |= 1
        aes[place] |= 1
        aes[place + 2 : place + 4] = b"\x63\0"
    half = bytearray(zipped({"a.txt": b"text", "b.txt": b"more"}))
    half[_headers(half)[0]] |= 1
    half[_headers(half)[2]] |= 1
    secret = locked_pdf("secret", "1234")
    parts = unzipped(open_document("words"))
    parts["META-INF/manifest.xml"] = b'<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    return {
        "zipcrypto.zip": bytes(locked), "aes.zip": bytes(aes), "half.zip": bytes(half),
        "inside.zip": zipped({"a.zip": bytes(locked)}),
        "rar.rar": formats.rar({"a.pdf": sheet()}, locked=True), "7z.7z": locked_7z(hidden=False),
        "hidden.7z": locked_7z(hidden=True), "word.docx": named("EncryptedPackage"), "book.xlsx": named("EncryptedPackage"),
        "slides.ppt": named("EncryptedSummary"), "old.doc": OLE[:512] + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(600),
        "text.odt": zipped(parts, zipfile.ZIP_STORED), "one.pdf": secret, "inside.eml": mail({"a.pdf": secret}),
        "attached.pdf": formats.holding(sheet(), {"a.pdf": secret}), "unknown.pdf": secret.replace(b"/Standard", b"/Somebody"),
        "sixth.pdf": secret.replace(b"/V 1/R 2", b"/V 6/R 9"), "cut.pdf": secret[: len(secret) // 2],
    }  # fmt: skip


def _zeros() -> bytes:
    """So much of nothing, deflated."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(deflater.compress(bytes(1_000_000)) for _ in range(_MANY // 1_000_000)) + deflater.flush()


def _bomb_zip(name: str, deflated: bytes, beside: bytes = b"") -> bytes:
    """A zip with a member that is deflated already, beside those of another."""
    out = io.BytesIO(beside or zipped({}))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
        info.compress_type, info.header_offset = zipfile.ZIP_DEFLATED, archive.start_dir
        info.file_size, info.compress_size, info.CRC = _MANY, len(deflated), _crc()
        out.seek(archive.start_dir)
        out.write(info.FileHeader(False) + deflated)
        archive.start_dir = out.tell()
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive._didModify = True  # type: ignore[attr-defined]
    return out.getvalue()


def _crc() -> int:
    if not _KNOWN:
        crc = 0
        for _ in range(_MANY // 1_000_000):
            crc = zlib.crc32(bytes(1_000_000), crc)
        _KNOWN.append(crc)
    return _KNOWN[0]


_GIF = b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;"
_KNOWN: list[int] = []


def _replaced(archive: bytes, name: str, deflated: bytes | None, plain: bytes = b"") -> bytes:
    """The archive with one part that is deflated already, or another."""
    parts = unzipped(archive)
    parts.pop(name)
    return zipped(parts | {name: plain}) if deflated is None else _bomb_zip(name, deflated, zipped(parts))


def _overlapping(count: int) -> bytes:
    """A directory whose entries are all the same bytes of the file."""
    once = zipped({"a.txt": bytes(20_000_000)})
    start = once.index(b"PK\x01\x02")
    end = once.index(b"PK\x05\x06")
    entry = once[start:end]
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, start, 0)
    return once[:start] + entry * count + b"PK\x05\x06" + tail


def _promised() -> bytes:
    """A directory that says of a few bytes that they are four gigabytes."""
    made = bytearray(zipped({"a.txt": b"text"}, zipfile.ZIP_STORED))
    place = made.index(b"PK\x01\x02")
    made[place + 20 : place + 28] = b"\xf0\xff\xff\xff" * 2
    return bytes(made)


def _gzip(deflated: bytes) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflated + struct.pack("<II", _crc(), _MANY)


def _laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10 if k else "ha"}">' for k in range(12))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><{root} xmlns:w="w" xmlns:ofd="o">&l11;</{root}>'.encode()


def _deflated_page(times: int) -> bytes:
    """A page whose content is packed more than once."""
    data = zlib.compress(_page_of_nothing(), 9)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    stream = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), b"/FlateDecode " * times, data)
    return papers._file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
         b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", stream], 1, "",
    )  # fmt: skip


def _page_of_nothing() -> bytes:
    return b" " * 100_000_000


def _huge_png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")


def _deep(depth: int, around: "object") -> bytes:
    held = sheet()
    for _ in range(depth):
        held = around(held)  # type: ignore[operator]
    return held


def _headers(archive: bytes | bytearray) -> list[int]:
    """Where the flags of each member stand, first in the local headers."""
    found = []
    for magic, skip in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = archive.find(magic)
        while place >= 0:
            found.append(place + skip)
            place = archive.find(magic, place + 4)
    return found
