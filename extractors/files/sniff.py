"""What a file is, from its bytes. The name only helps to say what was meant where the bytes say nothing."""

import mmap
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

import filetype

from extractors.files import strangers
from extractors.files.members import BROKEN
from extractors.files.refusal import WHOLE

Kind = Literal[
    "pdf", "ofd", "docx", "image", "text", "sheet", "slides", "convert",
    "zip", "tar", "packed", "mail", "outlook", "refused", "damaged",
]  # fmt: skip

_HEAD = 8_192
_MANIFEST = "META-INF/manifest.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = {
    "image/jpeg",
    "image/png",
    "image/apng",
    "image/tiff",
    "image/bmp",
    "image/webp",
    "image/gif",
    "image/jpx",
    "image/heic",
    "image/avif",
}


class Sniffed(NamedTuple):
    """What a file is: how it is opened, its media type, and for a refused one what it is called and what to send instead.

    A ``locked`` one needs a password. ``convert`` and ``slides`` name in `suffix` what the office suite is to take it for.
    `says`: the whole message, where there is more to say.
    """

    kind: Kind
    media_type: str
    what: str = ""
    instead: str = "PDF 文件"
    suffix: str = ""
    locked: bool = False
    says: str = ""


def _refused(media_type: str, what: str, instead: str = "PDF 文件") -> Sniffed:
    return Sniffed("refused", media_type, what, instead)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = Sniffed("pdf", "application/pdf")
_ZIP = Sniffed("zip", "application/zip")
_ARCHIVE = "ZIP 压缩包，或直接提交其中的 PDF、Word、图片文件"
_OOXML, _ODF = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
_PARTS = {
    "word/document.xml": Sniffed("docx", _DOCX),
    "OFD.xml": Sniffed("ofd", "application/ofd"),
    "xl/workbook.xml": Sniffed("sheet", f"{_OOXML}spreadsheetml.sheet"),
    "xl/workbook.bin": Sniffed("sheet", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    "ppt/presentation.xml": Sniffed("slides", f"{_OOXML}presentationml.presentation", suffix="pptx"),
    "META-INF/container.xml": _refused("application/epub+zip", "电子书"),
    "AndroidManifest.xml": _refused("application/vnd.android.package-archive", "应用程序"),
}
_OPEN_DOCUMENT = {
    f"{_ODF}text": Sniffed("convert", f"{_ODF}text", suffix="odt"),
    f"{_ODF}spreadsheet": Sniffed("sheet", f"{_ODF}spreadsheet"),
    f"{_ODF}presentation": Sniffed("slides", f"{_ODF}presentation", suffix="odp"),
}
_IWORK = _refused("application/vnd.apple.iwork", *strangers.IWORK)
_ENCRYPTED_OFFICE = Sniffed("refused", "application/x-ole-storage", "Office 文件", locked=True)
_OLE_STREAMS = (
    ("EncryptedPackage", _ENCRYPTED_OFFICE),
    ("EncryptedSummary", _ENCRYPTED_OFFICE),  # [MS-PPT] 2.3.7
    ("__properties_version1.0", Sniffed("outlook", "application/vnd.ms-outlook")),
    ("WordDocument", Sniffed("convert", "application/msword", suffix="doc")),
    ("Workbook", Sniffed("sheet", "application/vnd.ms-excel")),
    ("Book", Sniffed("sheet", "application/vnd.ms-excel")),
    ("PowerPoint Document", Sniffed("slides", "application/vnd.ms-powerpoint", suffix="ppt")),
    ("MatOST", _refused("application/vnd.ms-works", "Works 文档", "DOCX 或 PDF 文件")),
)
_PROGRAMS = ("application/x-msdownload", "application/x-executable", "application/x-deb", "application/x-rpm")
_NAMED = {
    "application/rtf": Sniffed("convert", "application/rtf", suffix="rtf"),
    "application/postscript": _refused("application/postscript", "PostScript 文件"),
    "application/x-sqlite3": _refused("application/x-sqlite3", "数据库文件", "从中导出的 PDF 文件"),
    **{kind: Sniffed("refused", kind, "应用程序", says=strangers.PROGRAM) for kind in _PROGRAMS},
    "image/vnd.dwg": _refused("image/vnd.dwg", "CAD 图纸", "PDF 文件"),
}
_TARS = {"application/x-tar", "application/gzip", "application/x-bzip2", "application/x-xz"}
_PACKED = {"application/x-7z-compressed", "application/x-rar-compressed", "application/vnd.ms-cab-compressed", "application/zstd"}
_SPLIT = re.compile(r"\.(part\d+\.rar|z\d\d|r\d\d|(7z|zip|rar)\.\d{3})$", re.I)
_FAMILIES = {"video": "视频文件", "audio": "音频文件", "font": "字体文件", "image": "该图片格式"}
_INSTEAD = {"image": "JPG、PNG 图片或 PDF 文件", "font": "PDF 文件"}
_HEADER = rb"^(?=(?:[^\r\n]+\r?\n){0,60}?"  # some line of the first block of lines begins with
_MARKUP = (
    (re.compile(rb"<w:wordDocument|<pkg:package|<office:document[ >]"), Sniffed("convert", "application/xml", suffix="xml")),
    (re.compile(rb"<svg[\s>]", re.I), _refused("image/svg+xml", "SVG 图形", "PDF 或 JPG、PNG 图片")),
    (re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.I), _refused("text/html", "网页文件")),
    (re.compile(rb"^\s*<\?xml"), _refused("application/xml", "XML 文件")),
    (re.compile(_HEADER + rb"Content-Type:\s*multipart/related)(?!(?:[^\r\n]+\r?\n){0,60}?(?:To|Received):)", re.I),
     _refused("multipart/related", "网页归档文件")),
    (re.compile(rb"^(?:[\w-]+:.*\n(?:[ \t].*\n)*){2,}?(?:MIME-Version|Content-Type|Subject|Message-ID):", re.I),
     Sniffed("mail", "message/rfc822")),
)  # fmt: skip
_MEANT = {"pdf", "doc", "docx", "rtf", "odt", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif", "zip", "ofd",
          "txt", "xls", "xlsx", "ppt", "pptx", "heic", "7z", "rar", "tar", "eml", "msg"}  # fmt: skip


def sniff(local: Path, name: str) -> Sniffed:
    """What lies at `local`. `name` is the delivered name: unknown bytes under a known extension are a damaged file."""
    with local.open("rb") as file:
        head = file.read(_HEAD)
    found = _by_bytes(head, local, name)
    parts_only = found.kind in ("packed", "zip", "damaged") or found.media_type == "application/octet-stream"
    return _refused(found.media_type, "分卷压缩包", WHOLE) if parts_only and _SPLIT.search(name) else found


def _by_bytes(head: bytes, local: Path, name: str) -> Sniffed:
    if head.startswith(b"%PDF-"):
        return _PDF
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _inside_zip(local)
    if head.startswith(_OLE):
        return _inside_ole(local) or _unknown(name, "application/x-ole-storage")
    if head.startswith(b"{\\rtf"):
        return _NAMED["application/rtf"]
    if says := strangers.pointer(head):
        return Sniffed("refused", "application/x-shortcut", "快捷方式", says=says)
    return _by_magic(head) or (_PDF if b"%PDF-" in head[:1_024] else None) or _by_text(head) or _unknown(name)


def _inside_zip(local: Path) -> Sniffed:
    try:
        with zipfile.ZipFile(local) as archive:
            names = set(archive.namelist())
            for part, sniffed in _PARTS.items():
                if part in names:
                    return sniffed
            if names & strangers.IWORK_PARTS:
                return _IWORK
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                found = _OPEN_DOCUMENT.get(declared, _ZIP)
                return found._replace(kind="refused", what="文档", locked=True) if _needs_password(archive, names) else found
    except UnicodeDecodeError:  # names that are called UTF-8 and are not: still a zip
        return _ZIP
    except (*BROKEN, RuntimeError):
        return Sniffed("damaged", "application/zip")
    return _ZIP


def _needs_password(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether an OpenDocument's list of parts says that they are encrypted."""
    if _MANIFEST not in names:
        return False
    with archive.open(_MANIFEST) as manifest:
        return b"encryption-data" in manifest.read(1_000_000)


def _inside_ole(local: Path) -> Sniffed | None:
    """An OLE compound file by the names of its streams, which stand in it as UTF-16."""
    with local.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _by_streams(data)


def _by_streams(data: mmap.mmap) -> Sniffed | None:
    if data[512:514] == b"\xec\xa5" and len(data) > 524 and data[523] & 0x01:  # [MS-DOC] FIB: fEncrypted
        return Sniffed("refused", "application/msword", "Word 文件", locked=True)
    for stream, sniffed in _OLE_STREAMS:
        if data.find(stream.encode("utf-16-le")) >= 0:
            return sniffed
    return None


def _by_magic(head: bytes) -> Sniffed | None:
    found = filetype.guess(head)
    if found is None:
        return None
    media_type = str(found.mime)
    if media_type in IMAGES:
        return Sniffed("image", media_type)
    if media_type in _TARS:
        return Sniffed("tar", media_type)
    if media_type in _PACKED:
        return Sniffed("packed", media_type)
    family = media_type.partition("/")[0]
    if family in ("video", "audio"):
        return Sniffed("refused", media_type, says=strangers.HEARD_OR_SEEN.format(what=_FAMILIES[family]))
    known = _NAMED.get(media_type)
    return known or _refused(media_type, _FAMILIES.get(family, "该文件格式"), _INSTEAD.get(family, "PDF、Word 或图片文件"))


def _by_text(head: bytes) -> Sniffed | None:
    for pattern, sniffed in _MARKUP:
        if pattern.search(head):
            return sniffed
    return Sniffed("text", "text/plain") if looks_like_text(head) else None


def looks_like_text(head: bytes) -> bool:
    """Whether the bytes read as UTF-8, UTF-16 with its mark, or GB 18030, without control characters."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    if b"\0" in head or any(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    for cut in range(4):  # the head may end inside a character
        try:
            head[: len(head) - cut].decode(encoding)
            return True
        except UnicodeDecodeError:
            continue
    return False


def _unknown(name: str, media_type: str = "application/octet-stream") -> Sniffed:
    if says := strangers.unfinished(name):
        return Sniffed("refused", media_type, says=says)
    if stranger := strangers.by_name(name):
        return _refused(media_type, *stranger)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension in _MEANT:
        return Sniffed("damaged", media_type)
    return _refused(media_type, "该文件格式", "PDF、Word 或图片文件")
