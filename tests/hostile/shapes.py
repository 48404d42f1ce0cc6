"""What never ends or has no measure: pages of absurd size, structures that lead back to themselves, names that lead elsewhere."""

import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Mapping

from PIL import Image

from tests.extractors.files import conftest as papers
from tests.extractors.files import formats, ofd_writer
from tests.hostile.seeds import book, sheet, tarred, unzipped, word, zipped

Files = dict[str, bytes]
A4 = b"[0 0 595 842]"


def huge_pages() -> Files:
    boxes = {
        "wide": "[0 0 1e9 842]", "square": "[0 0 14400 14400]", "nothing": "[0 0 0 0]", "negative": "[595 842 0 0]",
        "line": "[0 0 14400 1]",
        "nan": "[0 0 nan inf]", "text": "[(a) (b) (c) (d)]", "short": "[0 0]", "far": "[1e30 1e30 1e31 1e31]",
        "point": "[0 0 .001 .001]",
    }  # fmt: skip
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox " + A4
    made = {
        f"{name}.pdf": _pdf({3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s >>" % box.encode()}) for name, box in boxes.items()
    }
    made |= {
        "unit.pdf": _pdf({3: leaf + b" /UserUnit 1e6 >>"}),
        "turned.pdf": _pdf({3: leaf + b" /Rotate 45 >>"}),
        "many.pdf": _pdf({2: b"<< /Type /Pages /Count 30000 /Kids [%s] >>" % (b"3 0 R " * 30_000)}),
        "promised.pdf": _pdf({2: b"<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>"}),
        "fewer.pdf": _pdf({2: b"<< /Type /Pages /Count -5 /Kids [3 0 R] >>"}),
        "tall.png": _picture(1, 60_000),
        "broad.png": _picture(60_000, 1),
        "dot.png": _picture(1, 1),
        "thick.png": _picture(20_000, 20_000),
        "many.tif": _sheets(2_500),
        "far.xlsx": _with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "beyond.xlsx": _with_sheet('<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'),
        "merged.xlsx": zipped(formats.excel_parts([[1]], '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "spans.docx": word(papers.tbl([papers.tc("a", properties='<w:gridSpan w:val="2000000000"/>')])),
        "tables.docx": word("<w:tbl><w:tr><w:tc>" * 300 + papers.p("a") + "</w:tc></w:tr></w:tbl>" * 300),
        "wide.ofd": zipped(ofd_writer.parts([ofd_writer.text(1, 1, "a")], box="0 0 1e9 1e9")),
        "nothing.ofd": zipped(ofd_writer.parts([ofd_writer.text(1, 1, "a")], box="0 0 0 0")),
    }
    return made


def cyclic() -> Files:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox " + A4
    held = b" /Resources << /XObject << /A 4 0 R >> >>"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5" + held + b" >>\nstream\n/A Do\nendstream"
    paints = b" /Contents 5 0 R" + held + b" >>"
    content = b"<< /Length 5 >>\nstream\n/A Do\nendstream"
    root = b"<< /Type /Catalog /Pages 2 0 R "
    self_made = bytearray(formats.outlook("", {"a.txt": b"x" * 6_000}))
    table = struct.unpack_from("<I", self_made, 76)[0] * 512 + 512
    for place in range(table, table + 512, 4):
        if struct.unpack_from("<I", self_made, place)[0] < 0xFFFF0000:
            struct.pack_into("<I", self_made, place, 1)
    tif = bytearray(papers.png(Image.new("L", (8, 8), 255), "TIFF"))
    start = struct.unpack_from("<I", tif, 4)[0]
    struct.pack_into("<I", tif, start + 2 + 12 * struct.unpack_from("<H", tif, start)[0], start)
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    itself = '<Relationship Id="a" Type="x/header" Target="document.xml"/>'
    relations = f'<Relationships xmlns="{package}">{itself}</Relationships>'
    styles = papers.part(
        "styles", "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba"))
    )
    looped = ofd_writer.parts([ofd_writer.content(ofd_writer.text(9, 9, "a"), template="11")])
    return {
        "kids.pdf": _pdf({2: b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"}),
        "two.pdf": _pdf({2: b"<< /Type /Pages /Count 9 /Kids [4 0 R] >>",
        4: b"<< /Type /Pages /Count 9 /Kids [2 0 R] /Parent 2 0 R >>"}),
        "parent.pdf": _pdf({2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] /Parent 2 0 R >>"}),
        "paints.pdf": _pdf({3: page + paints, 4: form, 5: content}),
        "outlines.pdf": _pdf({1: root + b"/Outlines 4 0 R >>", 4: b"<< /First 4 0 R /Last 4 0 R /Next 4 0 R /Parent 4 0 R >>"}),
        "names.pdf": _pdf({1: root + b"/Names << /EmbeddedFiles 4 0 R >> >>", 4: b"<< /Kids [4 0 R 4 0 R] >>"}),
        "fields.pdf": _pdf({1: root + b"/AcroForm << /Fields [4 0 R] >> >>", 4: b"<< /Kids [4 0 R] /Parent 4 0 R /FT /Sig >>"}),
        "length.pdf": _pdf({3: page + b" /Contents 4 0 R >>", 4: b"<< /Length 4 0 R >>\nstream\nq Q\nendstream"}),
        "contents.pdf": _pdf({3: page + b" /Contents [4 0 R] >>", 4: b"[4 0 R]"}),
        "object.pdf": _pdf({3: b"3 0 R"}),
        "tables.pdf": sheet().replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % sheet().rindex(b"xref\n0")),
        "start.pdf": sheet()[: sheet().rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF" % sheet().rindex(b"startxref"),
        "chain.msg": bytes(self_made),
        "chain.doc": bytes(self_made).replace(_wide("__properties_version1.0"), _wide("WordDocument".ljust(23, "\0"))),
        "next.tif": bytes(tif),
        "relations.docx": zipped(unzipped(word()) | {"word/_rels/document.xml.rels": relations.encode()}),
        "styles.docx": zipped(unzipped(papers.docx(papers.p("a"), {"s": ("styles.xml", styles)}))),
        "template.ofd": zipped(looped),
        "link.tar": _odd_tar({"a": (tarfile.SYMTYPE, "a"), "b": (tarfile.LNKTYPE, "b"), "c": (tarfile.LNKTYPE, "d"),
        "d": (tarfile.LNKTYPE, "c")}),
        "parts.eml": b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 400,
    }  # fmt: skip


def names_inside() -> Files:
    """Archives whose members are called what no file should be called."""
    names = [
        "../../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.txt", "..\\..\\a.txt", "a/../../b.txt", "a\\..\\b.txt", "con",
        "nul.txt", "a\nb.txt",
        "a\x1b[31mb.txt", "\u202etxt.exe", "a!/b.txt", "a#2", "<script>alert(1)</script>.txt", "$(reboot).txt", "-rf", "~",
        "字" * 3_000, "a\u200b.txt", ".", "..",
        "';DROP TABLE rounds;--.txt", "%s%n.txt", "{{7*7}}.txt",
    ]  # fmt: skip
    everything = dict.fromkeys(names, b"text")
    odd = {
        "a": (tarfile.SYMTYPE, "/etc/passwd"),
        "b": (tarfile.LNKTYPE, "/etc/shadow"),
        "c": (tarfile.CHRTYPE, ""),
        "d": (tarfile.FIFOTYPE, ""),
    }
    return {
        "all.zip": zipped(everything),
        "all.tar": tarred(everything),
        "all.rar": formats.rar({name: data for name, data in everything.items() if len(name) < 100}),
        "odd.tar": _odd_tar(odd),
        "same.zip": _same_names(),
        "link.zip": _linked(),
        "nul.zip": zipped({"aXb.txt": b"text"}).replace(b"aXb.txt", b"a\0b.txt"),
        "unnamed.zip": _unnamed(),
        "gbk.zip": zipped({"ABCD.txt": b"text"}).replace(b"ABCD", "材料".encode("gbk")),
        "bytes.zip": zipped({"ABCD.txt": b"text"}).replace(b"ABCD", b"\xff\xfe\x80\x81"),
    }


NAMES = (
    b"\xff\xfe.txt", "材料.txt".encode("gbk"), b"a\nb.txt", b"\x1b[31m.txt", b"-rf", b"a!", b"a#2", b"a ", b"a.", b"...",
    b" .txt", b"a'b.txt", b'a"b.txt',
    b"a\\b.txt", b"..\\..\\b.txt", b"<b>.txt", b"$(id).txt", b"`id`.txt", b"%s%n.txt", b"{{7*7}}.txt", b"CON", b"*",
    b"?.txt", b"a|b.txt", b"~", b"\x01",
    "\u202etxt.exe".encode(), "\u200b".encode(), "e\u0301.txt".encode(), "\u00e9.txt".encode(), "\ud83d".encode("utf-8",
    "surrogatepass"),
    "字".encode() * 84, b"_dossier.json.txt", b".hidden", b"case.json", b"summary.json", b"ledger.sqlite",
)  # fmt: skip
"""What a file may be called on a disk, in bytes."""


def hostile_names() -> dict[bytes, bytes]:
    return {name: b"text %d" % k for k, name in enumerate(NAMES)} | {n.encode(): data for n, data in names_inside().items()}


def _pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of one empty page, with other objects in place of its own."""
    whole = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox " + A4 + b" >>",
    }
    whole |= objects
    return papers._file([whole[number] for number in sorted(whole)], 1, "")


def _picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


def _sheets(count: int) -> bytes:
    """A TIFF of so many pages of one dot."""
    values = {256: 1, 257: 1, 258: 1, 259: 1, 262: 1, 273: 8, 278: 1, 279: 1}
    rows = b"".join(struct.pack("<HHII", tag, 3, 1, value) for tag, value in values.items())
    size = len(rows) + 6
    sheets = (
        struct.pack("<H", len(values)) + rows + struct.pack("<I", 12 + size * k if k < count else 0) for k in range(1, count + 1)
    )
    return b"II*\0" + struct.pack("<I", 12) + b"\x80\0\0\0" + b"".join(sheets)


def _with_sheet(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(unzipped(book()) | {"xl/worksheets/sheet1.xml": part.encode()})


def _wide(words: str) -> bytes:
    return words.encode("utf-16-le")


def _odd_tar(members: Mapping[str, tuple[bytes, str]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as archive:
        for name, (kind, target) in members.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return out.getvalue()


def _same_names() -> bytes:
    made = zipped({f"a{k}.txt": b"text %d" % k for k in range(9)})
    for k in range(9):
        made = made.replace(b"a%d.txt" % k, b"aa.txt")
    return made


def _linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.pdf", (2026, 1, 1, 0, 0, 0))
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _unnamed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("", (2026, 1, 1, 0, 0, 0)), b"text")
    return out.getvalue()
