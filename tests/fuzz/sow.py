"""Makes the seeds anew: ``python -m tests.fuzz.sow``. They stand in the tree, so that a number goes on naming the same file.

Small, and each with as much of its format as its size allows: what is not in a seed is not broken by the mutator. All persons
are invented.
"""

import gzip
import io
import sys
import tempfile
from pathlib import Path
from typing import Any

import docx
import libarchive
from PIL import Image

from extractors.files import images, office, suite
from tests.extractors.files import conftest as papers
from tests.extractors.files import formats, ofd_writer
from tests.extractors.files.signing import signed, signer
from tests.extractors.files.test_signed import office_document
from tests.flows.conftest import FORM
from tests.hostile.seeds import WORDS, mail, tarred, unzipped, zipped

HERE = Path(__file__).parent / "seeds"
BOX = (240, 320)
"""Points: a small page is drawn and read quickly."""


def seeds() -> dict[str, bytes]:
    """A good file for every way in, by name."""
    word = _word()
    packed = {"证书/说明.txt": "申请人：林知远".encode(), "举荐表.docx": word, "内层.zip": zipped({"a.png": _picture("PNG")})}
    return {
        "form.pdf": _form(),
        "scan.pdf": papers.pdf(["q 200 0 0 260 20 30 cm /X Do Q"], BOX, objects={"X": _jpeg_object()}),
        "holding.pdf": formats.holding(_sheet(), {"a.docx": word, "b.zip": zipped({"c.txt": b"text"})}),
        "signed.pdf": signed(_sheet(), signer("林知远"), (20, 20, 90, 90)),
        "form.docx": word,
        "page.ofd": _fixed(),
        "sealed.ofd": office_document(edition=4),
        "sheet.xlsx": zipped(formats.excel_parts([["序号", "材料"], [1, "举荐表"], [2, 3.5]])),
        "sheet.xls": formats.old_excel([["序号", "材料"], [1, "举荐表"]]),
        "note.rtf": rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0\fs24 \u30003?\u35831?\u20154?\par"
        rb"{\trowd\cellx3000\cellx6000 \intbl a\cell b\cell\row}{\*\bkmkstart x}{\pict\pngblip 89504e47}}",
        **_by_office(),
        **{f"photo.{ending}": _picture(kind) for ending, kind in _PICTURES.items()},
        "scans.tif": _scans(),
        "packed.zip": zipped(packed),
        "packed.tar": tarred(packed),
        "packed.tar.gz": gzip.compress(tarred(packed), 9, mtime=0),
        "packed.rar": formats.rar(packed),
        "packed.7z": _seven_zip(packed),
        "letter.eml": mail({"举荐表.docx": word, "a.pdf": _sheet()}),
        "letter.msg": formats.outlook("见附件", {"a.docx": word}),
    }


_PICTURES = {"png": "PNG", "jpg": "JPEG", "bmp": "BMP", "gif": "GIF", "webp": "WEBP", "heic": "HEIF", "jp2": "JPEG2000"}


def _sheet() -> bytes:
    return papers.pdf([papers.text(20, 280, WORDS, 10)], BOX)


def _form() -> bytes:
    """Text, a ruled table, a picture, a filled field, a link."""
    content = papers.text(20, 290, WORDS, 10) + papers.table(20, 260, [60, 120], [20, 20])
    content += papers.text(24, 246, "姓名", 10) + papers.text(84, 246, "林知远", 10) + "q 60 0 0 40 20 100 cm /P Do Q\n"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Lin) /Rect [90 180 200 200] /F 4 /DA (/Helv 9 Tf 0 g) >>"
    fonts = "/DR << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    catalog = f"/AcroForm << /Fields [4 0 R] /NeedAppearances true /DA (/Helv 9 Tf 0 g) {fonts} >>"
    inside = {"A": field, "P": papers.image_object(papers.printed(30, 20, 4))}
    return papers.pdf([content, papers.text(20, 290, "第二页", 10)], BOX, "/Annots [4 0 R]", inside, catalog=catalog)


def _jpeg_object() -> bytes:
    data = _picture("JPEG")
    head = b"<< /Type /XObject /Subtype /Image /Width 120 /Height 160 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    hexed = data.hex().encode() + b">"
    return head + b" /Filter [/ASCIIHexDecode /DCTDecode] /Length %d >>\nstream\n%s\nendstream" % (len(hexed), hexed)


def _word() -> bytes:
    """A heading, a table, a box to tick, an automatic number, a picture, a header."""
    drawn = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="600000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    ticked = "<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>"
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>业绩</w:t></w:r></w:p>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbers = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    table = papers.tbl([papers.tc("姓名"), papers.tc("林知远")], [papers.tc("级别"), papers.tc(papers.p("副高级", ticked))])
    made = papers.docx(
        papers.p("北京市高级职称考核认定举荐表") + table + numbered + papers.p(drawn),
        {
            "h1": ("header1.xml", papers.part("hdr", papers.p("举荐表"))),
            "n1": ("numbering.xml", papers.part("numbering", numbers)),
            "p1": ("media/image1.png", _picture("PNG")),
        },
    )
    return zipped(unzipped(made))


def _fixed() -> bytes:
    """Text, a table, a picture, an annotation and an attachment."""
    table = ofd_writer.table(30, 50, [40, 60], [10, 10]) + ofd_writer.text(32, 57, "姓名") + ofd_writer.text(72, 57, "林知远")
    shape = ofd_writer.path("20 120 30 20", "M 0 0 L 10 10 Q 5 5 20 0 B 1 1 2 2 3 3 A 4 4 0 1 0 9 9 C", 'LineWidth="0.3"')
    look = ofd_writer.text(0, 5, "已阅")
    annotation = ofd_writer.part("PageAnnot", f'<ofd:Annot ID="5" Type="Stamp"><ofd:Appearance Boundary="50 50 20 20">{look}'
                                 "</ofd:Appearance></ofd:Annot>")  # fmt: skip
    listed = ofd_writer.part("Annotations", '<ofd:Page PageID="11"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>')
    attached = '<ofd:Attachment ID="7" Name="a.txt"><ofd:FileLoc>a.txt</ofd:FileLoc></ofd:Attachment>'
    return zipped(
        ofd_writer.parts(
            [ofd_writer.text(30, 40, WORDS) + table + shape + ofd_writer.image(20, 80, 30, 30)],
            {"a.png": _picture("PNG")},
            {
                "Doc_0/Annots/Annotations.xml": listed, "Doc_0/Annots/Page_0.xml": annotation,
                "Doc_0/Attachs/Attachments.xml": ofd_writer.part("Attachments", attached), "Doc_0/Attachs/a.txt": b"text",
            },
            document="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
            box="0 0 120 160",
        )
    )  # fmt: skip


def _formatted() -> Any:
    """A Word file as Word writes it: a table has a paragraph behind it, or the suite loses it."""
    document = docx.Document()
    document.add_heading("北京市高级职称考核认定举荐表")
    table = document.add_table(rows=0, cols=2)
    for label, value in FORM["林知远"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph("以上情况属实。")
    return document


def _by_office() -> dict[str, bytes]:
    """What the office suite makes of a Word file with a table."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.docx"
        _formatted().save(str(source))
        for ending in ("doc", "odt"):
            target = Path(folder) / f"form.{ending}"
            suite.convert(office._library(slides=False), source, target, office.TIMEOUT)
            made[f"form.{ending}"] = target.read_bytes()
    return made


def _picture(kind: str) -> bytes:
    assert images.count_pages  # HEIC can be written once the reader of pictures is loaded
    picture = papers.printed(*((60, 80) if kind in ("BMP", "JPEG2000") else (120, 160)))
    exif = Image.Exif()
    exif[274], exif[305] = 6, "scanner"
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} if kind in ("PNG", "JPEG", "WEBP", "HEIF") else {}))
    return out.getvalue()


def _scans() -> bytes:
    out = io.BytesIO()
    first, second = papers.printed(120, 160), papers.printed(160, 120).convert("1")
    first.save(out, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    return out.getvalue()


def _seven_zip(members: dict[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.7z"
        with libarchive.file_writer(str(place), "7zip") as out:
            for name, data in members.items():
                out.add_file_from_memory(name, len(data), data)
        return place.read_bytes()


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for name, data in seeds().items():
        (HERE / name).write_bytes(data)
        sys.stdout.write(f"{name} {len(data)}\n")


if __name__ == "__main__":
    main()
